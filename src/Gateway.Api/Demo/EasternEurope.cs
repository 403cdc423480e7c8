namespace Gateway.Api.Demo;

internal static class EasternEurope
{
    public static Culture Polish { get; } = new(
        numbers: "4849#######",
        women: "Agnieszka, Małgorzata, Zofia, Grażyna, Justyna, Bożena, Łucja, Kinga, Danuta, Wiktoria, Żaneta",
        men: "Paweł, Grzegorz, Witold, Łukasz, Krzysztof, Zbigniew, Jędrzej, Mateusz, Błażej, Przemysław, Wojciech",
        families: "Wiśniewski/Wiśniewska, Dąbrowski/Dąbrowska, Zieliński/Zielińska, Wójcik, Kaźmierczak, Gołębiowski/Gołębiowska, Szczepaniak, Jabłoński/Jabłońska, Wrzosek, Sroka, Głowacki/Głowacka, Łęcki/Łęcka, Chmura, Źrebiec",
        notes: "praca, hydraulik, przedszkole, siłownia",
        businesses: "Piekarnia Złoty Kłos, Przychodnia Pod Lipą, Kwiaciarnia Chabrowa, Księgarnia Źródło, Linie Lotnicze Żuraw, Optyk Sokole Oko",
        places: "Łódź, Gdańsk, Rzeszów, Wrocław, Toruń",
        groups: "Zespół projektu Żagiel, Hurtownie Śląsk, Rodzina Wójcików, Wspólnota ul. Lipowa 5");

    public static Culture Greek { get; } = new(
        numbers: "306960######",
        women: "Ελένη, Κατερίνα, Δήμητρα, Σοφία, Βασιλική, Αγγελική, Ευαγγελία, Χρυσούλα, Ιωάννα, Μυρτώ",
        men: "Γιώργος, Νίκος, Κώστας, Δημήτρης, Παναγιώτης, Σπύρος, Θανάσης, Στέλιος, Λευτέρης, Μιχάλης",
        families: "Αποστολίδης/Αποστολίδου, Καραγιάννης/Καραγιάννη, Νικολαΐδης/Νικολαΐδου, Μυλωνάς/Μυλωνά, Μακρής/Μακρή, Βλάχος/Βλάχου, Αλεξίου, Ζαχαρίου, Κουτσός/Κουτσού, Λαμπρόπουλος/Λαμπροπούλου, Χατζής/Χατζή, Ψαράς/Ψαρά",
        notes: "δουλειά, γυμναστήριο, ξαδέρφη, υδραυλικός",
        businesses: "Φούρνος Το Στάχυ, Οδοντιατρείο Χαμόγελο, Ανθοπωλείο Γιασεμί, Βιβλιοπωλείο Η Σελίδα, Αερογραμμές Μελτέμι, Καφέ Λιακάδα",
        places: "Πάτρα, Χανιά, Βόλος, Ιωάννινα, Καβάλα",
        groups: "Ομάδα Άνοιξη, Προμηθευτές Κρήτης, Οικογένεια Βλάχου, Απόφοιτοι 2012");

    public static Culture Russian { get; } = new(
        numbers: "7975#######",
        women: "Екатерина, Ольга, Наталья, Светлана, Алёна, Дарья, Юлия, Ксения, Людмила, Вероника, Полина, Зоя",
        men: "Алексей, Дмитрий, Сергей, Артём, Кирилл, Николай, Павел, Григорий, Роман, Фёдор, Матвей, Игорь",
        families: "Кузнецов/Кузнецова, Скворцов/Скворцова, Метелин/Метелина, Лебедев/Лебедева, Пшеницын/Пшеницына, Щербаков/Щербакова, Ершов/Ершова, Белоусов/Белоусова, Тихомиров/Тихомирова, Калугин/Калугина, Рябинин/Рябинина, Снегирёв/Снегирёва",
        notes: "работа, сантехник, дача, садик, тренер",
        businesses: "Пекарня «Колосок», Клиника «Подорожник», Цветы «Ромашка и Ко», Книжный «Закладка», Авиалинии «Снегирь», Кафе «Облепиха»",
        places: "Казань, Тверь, Пермь, Томск, Ярославль",
        groups: "Проект «Ёлка» 🎄, Оптовики Урала, Семья Лебедевых, Дом 14 — жильцы");

    public static Culture Ukrainian { get; } = new(
        numbers: "38079#######",
        women: "Оксана, Соломія, Ярина, Наталія, Людмила, Христина, Зоряна, Ірина, Мар'яна, Леся",
        men: "Тарас, Богдан, Остап, Юрій, Василь, Максим, Назар, Олексій, Ігор, Дем'ян",
        families: "Коваленко, Бондаренко, Ткаченко, Кравчук, Пасічник, Поліщук, Яремчук, Гнатюк, Левицький/Левицька, Дячишин, Їжакевич, Щербань",
        notes: "робота, школа, кума, тренер",
        businesses: "Пекарня «Паляниця», Стоматологія «Посмішка», Квіти «Барвінок», Книгарня «Їжак», Авіалінії «Лелека», Кав'ярня «Ґанок»",
        places: "Львів, Полтава, Чернівці, Одеса, Луцьк",
        groups: "Команда «Весна», Постачальники Полтавщини, Родина Кравчуків, Випуск 2012 🎓");

    public static Culture Turkish { get; } = new(
        numbers: "90599#######",
        women: "Ayşe, Elif, Gülşen, Çiğdem, Işıl, Nurgül, Özlem, Şebnem, İpek, Sıla, Tuğba, İlknur",
        men: "İsmail, Çağrı, Oğuzhan, Yiğit, İbrahim, Barış, Ümit, Tolga, Işık, Rıza, Kağan, Şükrü",
        families: "Yıldırım, Çelikkol, Kılıçarslan, Öztürkmen, İnceoğlu, Şahinkaya, Işıktaş, Doğruyol, Güneşli, Karadağlı, Özçınar, Bağrıyanık, İpekçi, Akgündüz",
        notes: "iş, komşu, halı saha, okul",
        businesses: "Simitçi Işık, İncir Ağacı Diş Kliniği, Çiçek Durağı, Kitapçı Iğdır Sokağı, Turna Hava Yolları, Gözlükçü Şirin",
        places: "İzmir, Eskişehir, Diyarbakır, Iğdır, Muğla, Kırşehir",
        groups: "Yılbaşı vitrini, İstanbul toptancıları, Yıldırım Ailesi 💙, Papatya Apartmanı");

    public static Culture Georgian { get; } = new(
        numbers: "99562#######",
        women: "ნინო, მარიამი, თამარი, ეკატერინე, სალომე, ლელა, მაკა, ქეთევანი",
        men: "გიორგი, დავითი, ლევანი, ირაკლი, ზურაბი, ვახტანგი, ნიკა, თორნიკე",
        families: "ბერიძე, კაპანაძე, გელაშვილი, მაისურაძე, გიორგაძე, ლომიძე, წიკლაური, ხუციშვილი, ჯაფარიძე, ნოზაძე",
        notes: "სამსახური, მეზობელი, სკოლა",
        businesses: "საცხობი თონე, კლინიკა მზიური, ყვავილები იასამანი, ავიახაზები არწივი",
        places: "თბილისი, ბათუმი, ქუთაისი, თელავი",
        groups: "ახალი კოლექცია, კახეთის მომწოდებლები, ბერიძეების ოჯახი, კორპუსი 7");
}
