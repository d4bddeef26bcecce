//! Words that are no address, and another town named with one.
use crate::address::{AddressMatch, Book, TypedAddress};

fn book() -> Book {
    let areas = ["Аулакентская область", "город Аулакент"];
    let list = [
        ("1", "ул. Абая 1-40; ул. Бейбитшилик 1-120; мкр. Самал"),
        ("2", "ул. Достык 1-90; проспект Республики; село Кызылту"),
    ];
    let sources = list.map(|(code, text)| (code, "", text, &areas[..]));
    Book::build(sources.into_iter(), &[])
}

fn is_nowhere(book: &Book, text: &str) -> bool {
    matches!(book.find(text), AddressMatch::Unknown { near } if near.is_empty())
}

/// What people tell, with numbers in it; the same without a street's name would be an address.
const TOLD: &[&str] = &[
    "Соседи с 5 этажа шумят каждую ночь",
    "В 23:40 в квартире 15 громкая музыка",
    "соседи орут уже 3 часа",
    "сверху топают с 2 ночи до 6 утра",
    "у нас 4 собаки без хозяина бегают",
    "в подъезде 2 пьяных человека спят",
    "мне 78 лет, не могу уснуть",
    "третий день не вывозят мусор, 10 мешков",
    "сосед из 48 опять пьёт",
    "они каждые 20 минут стреляют салюты",
    "что с моим сообщением №1",
    "ну что там с моей заявкой 12",
    "продают водку после 23 часов",
    "5 машин стоят на газоне",
    "подростки лет 15 курят в подъезде",
    "кто наш участковый, квартира 14",
    "ребёнок 7 лет гуляет один ночью",
    "муж сестры угрожает уже 2 недели",
    "сделайте что-нибудь наконец",
    "музыка орёт сил нет никаких",
    "Көршілер 5-қабаттан шулайды",
    "көршілер түнгі 2-де ән айтып жатыр",
    "15-пәтерде күнде төбелес болып жатыр",
    "3 күннен бері қоқыс шығарылмай тұр",
    "подъезде 2 мас адам ұйықтап жатыр",
    "сағат 23:40-тан бері музыка қатты ойнап тұр",
    "4 ит балаларды қорқытып жүр",
    "менің № 1 хабарламам не болды",
    "жасым 78-де, түнде ұйықтай алмаймын",
    "көршінің баласы 3 рет терезе сындырды",
    "дүкен түнгі 11-ден кейін арақ сатады",
    "коршилер шулап жатыр 2 сагаттан бери",
];

/// Addresses of no list: of these it is said that there is no such street.
const ADDRESSES: &[&str] = &[
    "улица Выдуманная, 3",
    "ул пушкина 5 кв 12",
    "мкр Жулдыз дом 14",
    "пр. Победы 18",
    "переулок Тихий 4",
    "Пушкин көшесі 7-үй",
    "Жұлдыз шағын ауданы, 14-үй",
    "17 мкр 5 дом",
];

#[test]
fn what_people_tell_is_no_address() {
    let book = book();
    let wrong = |it: &&&str| TypedAddress::read(it).is_like_an_address() || !is_nowhere(&book, it);
    let wrong: Vec<_> = TOLD.iter().filter(wrong).collect();
    println!(
        "told, taken for an address: {} of {}",
        wrong.len(),
        TOLD.len()
    );
    let in_search = TOLD
        .iter()
        .filter(|it| TypedAddress::read(it).words_of_no_kind() < 3);
    let short: Vec<_> = in_search.collect();
    println!("told, too short to leave the search: {short:?}");
    assert_eq!(wrong, Vec::<&&str>::new());
    let missed = ADDRESSES
        .iter()
        .filter(|it| !TypedAddress::read(it).is_like_an_address());
    assert_eq!(missed.collect::<Vec<_>>(), Vec::<&&str>::new());
}

#[test]
fn another_town_is_named() {
    let book = book();
    for (text, town) in [
        ("Астана Абая 12", Some("Астана")),
        ("алматы, ул. Абая 12", Some("Алматы")),
        ("г. Караганда, Достык 7", Some("Караганда")),
        ("Қарағанды қаласы, Абай көшесі 12", Some("Қарағанды")),
        ("Аулакент, Абая 12", None),
        ("Абая 12", None),
        ("село Кызылту 5", None),
    ] {
        assert_eq!(book.other_town(&book.read(text)).as_deref(), town, "{text}");
    }
}

#[test]
fn an_address_of_another_town_is_nowhere_here() {
    let book = book();
    for text in [
        "Астана Абая 12",
        "астана, абая 12",
        "Алматы, Абая 10",
        "г. Алматы, ул. Достык 10",
        "Абая 12, Астана",
        "Абая 12 г Рудный",
        "Қарағанды Достық 5",
        "Қарағанды қаласы, Абай көшесі 12",
        "Шымкент мкр Самал 5",
        "Жетісай, Абай 5",
    ] {
        assert!(is_nowhere(&book, text), "{text}: {:?}", book.find(text));
        assert!(book.other_town(&book.read(text)).is_some(), "{text}");
    }
    // The own town, and a town that may be told of beside the address.
    assert_eq!(
        book.find("Аулакент, Абая 12"),
        AddressMatch::Sure("1".into())
    );
    for text in [
        "Абая 12 приехали пьяные гости из Астаны",
        "мкр Самал, Астана 12",
    ] {
        assert!(!is_nowhere(&book, text), "{text}");
    }
}

/// Streets and micro-districts that are called as towns are.
#[test]
fn a_street_with_the_name_of_a_town_is_a_street() {
    let areas = ["Аулакентская область", "город Аулакент"];
    let list = [
        ("1", "ул. Астана 1-40; ул. Алматинская 1-20; мкр. Караганда"),
        ("2", "проспект Абая 1-90; ул. Тараз 5"),
    ];
    let sources = list.map(|(code, text)| (code, "", text, &areas[..]));
    let book = Book::build(sources.into_iter(), &[]);
    for (text, code) in [
        ("улица Астана 12", "1"),
        ("Астана 12", "1"),
        ("Астана көшесі 12", "1"),
        ("ул. Алматинская 5", "1"),
        ("Алматы көшесі 5", "1"),
        ("мкр Караганда 5", "1"),
        ("Қарағанды шағын ауданы 5", "1"),
        ("Тараз 5", "2"),
        ("Аулакент, Астана 12", "1"),
    ] {
        assert_eq!(book.find(text), AddressMatch::Sure(code.into()), "{text}");
        assert_eq!(book.other_town(&book.read(text)), None, "{text}");
    }
    assert!(is_nowhere(&book, "Астана, Абая 12"));
    assert!(!is_nowhere(&book, "угол Астана и Абая"));
}

/// A named town of the directory leaves only its own streets.
#[test]
fn one_of_several_towns() {
    let list: [(&str, &str, &[&str]); 3] = [
        ("1", "ул. Абая 1-40", &["город Аулакент"]),
        ("2", "ул. Абая 1-90", &["Караганда"]),
        (
            "3",
            "ул. Абая 1-90",
            &["Алматинская область", "город Талгар"],
        ),
    ];
    let sources = list.map(|(code, text, areas)| (code, "", text, areas));
    let book = Book::build(sources.into_iter(), &[]);
    for (text, code) in [
        ("Аулакент, Абая 12", "1"),
        ("Абая 12, г. Аулакент", "1"),
        ("Қарағанды Абай көшесі 12", "2"),
        ("Талғар қаласы Абай 12", "3"),
    ] {
        assert_eq!(book.find(text), AddressMatch::Sure(code.into()), "{text}");
    }
    for text in ["Астана, Абая 12", "Алматы, Абая 12", "Абая 12 г. Алматы"]
    {
        assert!(is_nowhere(&book, text), "{text}: {:?}", book.find(text));
    }
    assert!(!is_nowhere(&book, "Абая 12"));
}

#[test]
fn words_beside_an_address_are_counted() {
    let book = book();
    for (text, more) in [
        ("Абая 12 орут соседи уже третий час", true),
        ("Абай көшесі 12, көршілер шулап жатыр", true),
        ("Бейбитшилик 104 кв 8, подъезд 2, этаж 5", false),
        ("Аулакент, Абая 12", false),
        ("мкр Самал, Абая 12", false),
        ("Бейбитшлик 104", false),
    ] {
        assert_eq!(book.read(text).unknown_words() > 1, more, "{text}");
    }
}

#[test]
fn a_letter_of_two_characters_is_that_letter() {
    let book = book();
    let decomposed = "улица Бе\u{438}\u{306}битшилик, 104";
    assert_eq!(book.find(decomposed), AddressMatch::Sure("1".into()));
    assert_eq!(
        book.find("Абаи\u{306} көшесі 12"),
        AddressMatch::Sure("1".into())
    );
}
