namespace Gateway.Api.Demo;

internal static class MiddleEastAndAfrica
{
    public static Culture Arabic { get; } = new(
        numbers: "2017########, 97151#######",
        women: "فاطمة, مريم, ليلى, نور, هدى, سلمى, ياسمين, رانيا, أسماء, دعاء, هالة, ريم",
        men: "أحمد, يوسف, خالد, عمر, مصطفى, طارق, حسام, إبراهيم, كريم, سامي, وائل, زياد",
        families: "المنصوري, الرشيدي, الفاروقي, البستاني, عبد الرحيم, الخطيب, النجار, العطار, الورداني, الحداد, القصاص, الزيات, درويش, الصباغ",
        notes: "العمل, الجيران, النادي, المدرسة",
        businesses: "مخبز السنابل, عيادة الياسمين, مكتبة القلم الأزرق, زهور النرجس, طيران الهدهد, عطارة البركة, بصريات النور",
        places: "القاهرة, الإسكندرية, دبي, أسوان, الشارقة",
        groups: "فريق رمضان 🌙, تجار الجملة, عائلة الرشيدي, سكان برج النخيل");

    public static Culture Hebrew { get; } = new(
        numbers: "97257#######",
        women: "נועה, תמר, שירה, מיכל, יעל, רונית, הילה, אביגיל, ליאת, דפנה",
        men: "איתי, יונתן, עידו, אורי, גיא, נדב, אלון, עמית, רועי, אסף",
        families: "כהן, לוי, מזרחי, פרידמן, ביטון, אברהמי, שפירא, גולן, חדד, רוזן, אזולאי, צדוק",
        notes: "עבודה, גן ילדים, שכנה, כדורגל",
        businesses: "מאפיית הגורן, מרפאת שיניים חיוך, פרחי כלנית, ספרים בשדרה, תעופת דוכיפת, בית קפה תמרינדי",
        places: "חיפה, באר שבע, נתניה, טבריה",
        groups: "צוות החגים, ספקים צפון, משפחת פרידמן, ועד בית הזית 9");

    public static Culture Persian { get; } = new(
        numbers: "98978#######",
        women: "زهرا, مریم, نرگس, شیرین, پریسا, لاله, سمیرا, نیلوفر, آزاده, سپیده",
        men: "رضا, امیر, پویا, کاوه, بهرام, سهراب, آرش, مهدی, فرهاد, نیما",
        families: "کریمی‌نژاد, رستگار, موسوی‌فر, شیرازی, پاکزاد, گلستانی, خوش‌رو, چراغی, نیک‌پور, ژاله‌پور, صالحیان, باغبان",
        notes: "محل کار, همسایه, باشگاه",
        businesses: "نانوایی گندم‌زار, درمانگاه مهرگان, گل‌فروشی لاله, کتاب‌فروشی پرستو, هواپیمایی سیمرغ‌بال",
        places: "شیراز, اصفهان, تبریز, یزد",
        groups: "تیم نوروز 🌷, عمده‌فروشان, خانوادهٔ شیرازی, ورودی‌های ۱۳۹۱");

    public static Culture Amharic { get; } = new(
        numbers: "25180#######",
        women: "ሰላም, ሕይወት, ብርቱካን, ማርታ, ትዕግስት, አልማዝ, ሄለን, ፀሐይ",
        men: "ዳዊት, በቀለ, ተስፋዬ, ሙሉጌታ, ዮናስ, ግርማ, አበራ, ሳምሶን",
        families: "ታደሰ, ከበደ, ወልደ, ገብሬ, አሰፋ, ደምሴ, መኮንን, ለማ, ኃይሉ, ዘውዴ",
        notes: "ሥራ, ጎረቤት, ትምህርት ቤት",
        businesses: "ቡና ቤት ጀበና, ክሊኒክ ሰላም, አበባ መሸጫ ሮዛ, መጻሕፍት ቤት ብራና",
        places: "አዲስ አበባ, ባሕር ዳር, ጎንደር, ሐዋሳ",
        groups: "የሽያጭ ቡድን, ቡና አቅራቢዎች, የከበደ ቤተሰብ, የ2012 ተመራቂዎች");

    public static Culture Yoruba { get; } = new(
        numbers: "23479########",
        women: "Títílayọ̀, Fọláṣadé, Yétúndé, Àbẹ̀kẹ́, Adéọlá, Bísọ́lá, Ọmọ́tọ́lá, Kẹ́hìndé",
        men: "Olúwaṣeun, Babátúndé, Táíwò, Adéwálé, Ayọ̀délé, Kọ́lá, Dàmọ́lá, Ṣẹ́gun",
        families: "Adébáyọ̀, Ọdúnsì, Akínyẹmí, Ògúnlẹ́yẹ, Oyèlárán, Adéyẹmọ, Ọláníyan, Bámgbóṣé, Àjàyí, Olówófẹ́là",
        notes: "church, market, office, coach",
        businesses: "Ilé Aṣọ Ìrẹ̀lẹ̀, Ọjà Tuntun Foods, Ìlera Family Clinic, Àṣá Sky Airways, Mama Kẹ́hìndé Kitchen",
        places: "Ìbàdàn, Abẹ́òkúta, Ọ̀ṣogbo, Lagos",
        groups: "Aṣọ-ẹbí 2026, Ìbàdàn distributors, Ìdílé Akínyẹmí, Old students 2012 set");

    public static Culture Swahili { get; } = new(
        numbers: "25419#######",
        women: "Wanjiku, Amani, Zawadi, Neema, Halima, Mwanaisha, Achieng, Subira, Nyambura",
        men: "Juma, Baraka, Kamau, Otieno, Rashidi, Mwangi, Hamisi, Kiprop, Jabali",
        families: "Kariuki, Odongo, Mutiso, Chebet, Njoroge, Makori, Wafula, Mwakio, Simiyu, Barasa, Tumaini, Shariff",
        notes: "kazini, jirani, shule, fundi",
        businesses: "Duka la Baraka, Zahanati ya Tumaini, Maua ya Pwani, Mkahawa wa Bahari, Mwewe Safari Air",
        places: "Mombasa, Kisumu, Nakuru, Arusha",
        groups: "Timu ya mauzo, Wauzaji wa Pwani, Familia ya Kariuki, Wakazi wa Jengo la Mwezi");
}
