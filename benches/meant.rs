//! Understanding what somebody writes first, beside 30,000 streets.

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use aula::address::{Book, TypedAddress};
use aula::domain::law::Law;
use aula::flow::fit;
use aula::typed::meant::{Town, understand};

use crate::address::{best, spread, town};
use crate::table::Table;

/// What is written; `@` is an address of the town.
const WRITTEN: [&str; 16] = [
    "@ орут соседи уже третий час",
    "соседи сверху долбят музыкой третий час не могу спать @",
    "@",
    "көршілер қатты шулап жатыр, ұйықтай алмай жатырмыз, @",
    "аулада арақ ішіп отыр, балалар қорқып өте алмай тұр. @",
    "магазин на @ торгует водкой после одиннадцати, стучишь два раза и выносят",
    "что с моим сообщением № 12",
    "до скольки можно шуметь?",
    "спасибо большое, приехали быстро, сразу тихо стало",
    "кто мой участковый",
    "хочу пожаловаться на участкового, он не берёт трубку",
    "korshiler shulap jatyr, tynysh emes, @",
    "cjctlb jhen",
    "у меня дома 3 кошки и попугай",
    "сдам квартиру на выходные, двушка, 120000 в месяц, без животных",
    "Здравствуйте. Прошу принять меры: жильцы квартиры 31 по адресу @ каждую ночь включают \
     колонку, у меня грудной ребёнок. Замечания делали, бесполезно.",
];

pub fn run(table: &mut Table) {
    let (book, asked) = town();
    let law = Law::embedded();
    let texts = WRITTEN.iter().cycle().zip(&asked);
    let texts: Vec<String> = texts
        .map(|(text, address)| text.replace('@', address))
        .collect();
    let read = |text: &str| {
        let town = Town {
            knows: &|name| book.knows(name),
            typed: &|text| Arc::new(TypedAddress::read(text)),
            find: &|address| fit(&book.find(address)),
        };
        understand(text, &law, None, &town)
    };
    let times: Vec<Duration> = texts.iter().map(|it| best(|| read(it))).collect();
    table.row("a message understood", &spread(times), "p99 < 1 ms");
    let placed = texts.iter().filter(|it| read(it).place.is_some()).count();
    table.row(
        "of them with a place",
        &format!("{placed} of {}", texts.len()),
        "",
    );
    longest(table, &book, &law);
}

/// The longest message that Telegram lets through.
fn longest(table: &mut Table, book: &Book, law: &Law) {
    let text: String = "соседи шумят каждую ночь, дом 12, спать не дают. ".repeat(80);
    let town = Town {
        knows: &|name| book.knows(name),
        typed: &|text| Arc::new(TypedAddress::read(text)),
        find: &|address| fit(&book.find(address)),
    };
    let begun = Instant::now();
    black_box(understand(&text, law, None, &town));
    table.row(
        "3,900 characters understood",
        &format!("{:.1?}", begun.elapsed()),
        "< 20 ms",
    );
}
