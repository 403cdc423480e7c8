namespace Gateway.Api.Demo;

internal static class EastAsia
{
    public static Culture Thai { get; } = new(
        numbers: "6667#######",
        women: "สมหญิง, กัญญา, ปิยะดา, ณัฐธิดา, วรรณา, สุภาพร, อรทัย, จิราพร, มาลี, พิมพ์ใจ",
        men: "สมชาย, ธนากร, ณัฐพล, กิตติ, วีระ, อนุชา, ประเสริฐ, ชัยวัฒน์, ศุภกร, พงศ์",
        families: "ใจดี, ศรีสุข, เรืองแสง, ทองคำ, แสงจันทร์, บุญมาก, รุ่งเรืองผล, สายทอง, พูนทรัพย์, แก้วมณี, สุขเกษม, มีทรัพย์",
        notes: "ที่ทำงาน, ข้างบ้าน, โรงเรียน",
        businesses: "ร้านขนมบ้านใบเตย, คลินิกยิ้มสวย, ร้านดอกไม้ราชพฤกษ์, ร้านหนังสือปลายปากกา, สายการบินนกกระเต็น",
        places: "เชียงใหม่, ขอนแก่น, ภูเก็ต, อยุธยา",
        groups: "ทีมสงกรานต์ 💦, ตัวแทนจำหน่ายภาคเหนือ, ครอบครัวใจดี, ลูกบ้านคอนโดริมน้ำ");

    public static Culture Indonesian { get; } = new(
        numbers: "62840########",
        women: "Siti, Dewi, Ayu, Ratna, Putri, Wulan, Indah, Lestari, Nurul, Mega",
        men: "Budi, Agus, Dimas, Rizky, Bayu, Eko, Hendra, Wahyu, Fajar, Yusuf",
        families: "Santoso, Wijaya, Pratama, Kusuma, Hidayat, Nasution, Siregar, Rahardjo, Maulana, Purnomo, Simanjuntak, Wibisono",
        notes: "kantor, tetangga, arisan, futsal",
        businesses: "Toko Roti Melati, Klinik Sehat Sentosa, Batik Merak Ungu, Toko Buku Pelangi, Elang Nusa Air, Warung Bu Wulan",
        places: "Bandung, Surabaya, Medan, Makassar",
        groups: "Tim Lebaran, Reseller Jawa Barat, Keluarga Santoso, Arisan RT 05");

    public static Culture Vietnamese { get; } = new(
        numbers: "8430#######",
        women: "Thị Hồng, Ngọc Ánh, Thùy Dung, Phương Thảo, Mỹ Hạnh, Bích Ngọc, Kim Oanh, Thanh Trúc, Quỳnh Như, Tuyết Mai",
        men: "Văn Hùng, Quốc Đạt, Minh Khôi, Đức Thịnh, Hữu Phước, Khắc Duy, Thành Công, Bảo Long, Trung Kiên, Xuân Đức",
        families: "Nguyễn, Trần, Lê, Phạm, Huỳnh, Võ, Đặng, Bùi, Đỗ, Ngô, Dương, Lý",
        notes: "công ty, hàng xóm, lớp 3A, giao hàng",
        businesses: "Bánh mì Cô Út, Nha khoa Nụ Cười, Hoa tươi Sen Hồng, Nhà sách Đèn Sách, Hãng bay Cò Trắng, Phở Bà Bảy",
        places: "Huế, Đà Lạt, Cần Thơ, Hải Phòng, Quy Nhơn",
        groups: "Nhóm hàng Tết 🧧, Đại lý miền Tây, Gia đình họ Đặng, Cư dân chung cư Hoa Phượng",
        familyGap: " ");

    public static Culture Chinese { get; } = new(
        numbers: "86129########",
        women: "秀英, 婷婷, 雅芳, 晓梅, 雨欣, 桂兰, 思涵, 佳怡, 美玲, 静怡, 欣妍, 晓燕",
        men: "建国, 志强, 浩然, 子轩, 文博, 国栋, 嘉豪, 俊杰, 宇航, 明远, 海涛, 泽宇",
        families: "王, 李, 张, 刘, 陈, 杨, 赵, 黄, 周, 吴, 徐, 孙, 欧阳, 郭",
        notes: "公司, 邻居, 快递, 家长",
        businesses: "晨光面包房, 康乐口腔诊所, 青竹书店, 四季花坊, 云雀航空, 明眸眼镜, 老巷火锅",
        places: "成都, 杭州, 西安, 厦门, 昆明",
        groups: "春节活动组 🧨, 华南经销商, 陈家大院, 2012届同学会",
        familyGap: "");

    public static Culture Taiwanese { get; } = new(
        numbers: "88610#######",
        women: "淑芬, 怡君, 雅婷, 佩珊, 詩涵, 惠雯, 鈺婷, 麗雲",
        men: "志豪, 冠廷, 承翰, 柏鈞, 宗憲, 彥廷, 家瑋, 建宏",
        families: "林, 陳, 黃, 張簡, 蔡, 許, 謝, 賴, 蘇, 鄭, 葉, 簡",
        notes: "公司, 鄰居, 補習班",
        businesses: "麥香烘焙坊, 樂活牙醫診所, 雲朵花藝, 轉角書屋, 藍鵲航空, 阿嬤的豆花",
        places: "臺南, 花蓮, 嘉義, 宜蘭",
        groups: "週年慶小組, 南部門市, 林家聚餐 🍲, 國中同學會",
        familyGap: "");

    public static Culture Japanese { get; } = new(
        numbers: "8130########",
        women: "美帆, さくら, 陽菜, 結衣, ひなた, 恵子, 紗枝, 千尋, あかり, 綾乃, エリカ, 真由美",
        men: "俊彦, 康平, 拓海, 直樹, 健太郎, 悠斗, 和也, ひろし, 隆之, 貴文, 蓮, ケンジ",
        families: "佐藤, 鈴木, 高橋, 渡辺, 小林, 吉田, 山口, 松本, 井上, 木村, 清水, 斎藤, 長谷川, 大西",
        notes: "会社, 保育園, ジム, お隣",
        businesses: "パン工房こむぎ, ひまわり歯科, 花屋すみれ, 古本みみずく堂, つばめ航空, めがねのあおぞら, 喫茶リラ",
        places: "横浜, 札幌, 金沢, 松山, 長崎",
        groups: "夏祭りプロジェクト 🎆, 関西販売店会, 渡辺家, さくらマンション住民",
        familyGap: " ");

    public static Culture Korean { get; } = new(
        numbers: "82100#######",
        women: "서연, 지우, 하은, 미란, 은정, 미경, 예린, 다은, 현주, 유나, 보라, 소희",
        men: "도윤, 준서, 현우, 성민, 재민, 태영, 상철, 한결, 동현, 건우, 진호, 상훈",
        families: "김, 이, 박, 최, 정, 강, 조, 윤, 장, 임, 한, 오, 남궁, 황보",
        notes: "회사, 옆집, 어린이집, 헬스장",
        businesses: "달빛 베이커리, 미소 치과, 꽃집 봄날, 책방 고래, 까치항공, 또렷안경",
        places: "부산, 전주, 대구, 강릉",
        groups: "추석 기획팀, 수도권 대리점, 최씨네 가족, 한빛아파트 3동",
        familyGap: "");
}
