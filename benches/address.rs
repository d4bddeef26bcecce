//! From a typed address to its precinct: 30,000 streets of two cities and 420,000 houses.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::hint::black_box;
use std::time::{Duration, Instant};

use aula::address::{AddressMatch, Book, parse_territory};

use crate::locate::Dice;
use crate::table::Table;

const STREETS: usize = 30_000;
const HOUSES: u32 = 14;
/// Streets of one precinct.
const EACH: usize = 15;
const QUESTIONS: usize = 10_000;
/// Letters that a hurried thumb leaves in the place of the right one.
const SLIPS: [char; 6] = ['а', 'о', 'к', 'м', 'ж', 'у'];

/// Syllables of made names; any of a row may follow any of the row before.
const FIRST: &str = "Ақ Қара Сары Жаңа Алтын Тас Нұр Бай Жібек Құм Тау Қызыл Көк Бес Үш Орта Ал Ер \
    Мұз Шың Бек Дос Өр Қан Тем Сер Мар Вол Ком Строй Ряб Гор Лес Пол Зем";
const SECOND: &str = "бұлақ төбе дала сай көл тоғай жайлау арал қорған қайың өзек шоқы құдық мола жар \
    бел асу кент ниц гар дин мир том лик бер дар рын лат шин тур";
const THIRD: &str = "ды лы ты ов ев ин бай хан бек ский ная ик ен ар ан ұлы тай кин";
const KINDS: [&str; 4] = ["ул.", "пр.", "пер.", "бульвар"];

pub fn run(table: &mut Table) {
    let mut dice = Dice(7);
    let streets = streets(&mut dice);
    let (territories, asked) = territories(&streets, &mut dice);
    let begun = Instant::now();
    let book = book(&territories);
    table.row(
        &format!("book of {} streets: built", streets.len()),
        &format!("{:.0?}", begun.elapsed()),
        "",
    );
    let mut pick = || asked[dice.bits() as usize % asked.len()];
    let right: Vec<String> = (0..QUESTIONS)
        .map(|_| pick())
        .map(|(street, house)| format!("{street} көшесі {house} кв 3"))
        .collect();
    tell(table, &book, "a right spelling", &right, "p99 < 200 µs");
    let picked: Vec<(&str, u32)> = (0..QUESTIONS).map(|_| pick()).collect();
    let wrong: Vec<String> = picked
        .into_iter()
        .map(|(street, house)| format!("ул {} {house}", slip(street, &mut dice)))
        .collect();
    tell(table, &book, "a wrong letter", &wrong, "p99 < 2 ms");
    reading(table, &territories);
}

/// The book, and addresses of it.
pub fn town() -> (Book, Vec<String>) {
    let mut dice = Dice(7);
    let streets = streets(&mut dice);
    let (territories, asked) = territories(&streets, &mut dice);
    let asked = asked.iter().step_by(asked.len() / 4_000);
    let asked = asked.map(|(street, house)| format!("{street} {house}"));
    (book(&territories), asked.collect())
}

fn territories<'a>(streets: &'a [String], dice: &mut Dice) -> (Vec<String>, Vec<(&'a str, u32)>) {
    let mut asked = Vec::new();
    let territories = streets
        .chunks(EACH)
        .map(|streets| territory(streets, dice, &mut asked))
        .collect();
    (territories, asked)
}

fn book(territories: &[String]) -> Book {
    let codes: Vec<String> = (0..territories.len()).map(|at| format!("P-{at}")).collect();
    let cities: [&[&str]; 2] = [&["Алматы"], &["Астана"]];
    let sources = codes.iter().zip(territories).enumerate();
    Book::build(
        sources.map(|(at, (code, text))| (code.as_str(), "", text.as_str(), cities[at % 2])),
        &[],
    )
}

fn tell(table: &mut Table, book: &Book, what: &str, questions: &[String], goal: &str) {
    let found = questions
        .iter()
        .filter(|it| !matches!(book.find(it), AddressMatch::Unknown { .. }));
    let found = found.count();
    let times = questions.iter().map(|it| best(|| book.find(it))).collect();
    let value = format!("{}; {found} of {} found", spread(times), questions.len());
    table.row(&format!("address to precinct, {what}"), &value, goal);
}

/// The longest text that Telegram lets through.
fn reading(table: &mut Table, territories: &[String]) {
    let text: String = territories.concat().chars().take(4_096).collect();
    let times = (0..500).map(|_| best(|| parse_territory(&text))).collect();
    table.row(
        "4,096 characters of territory read",
        &spread(times),
        "< 1 ms",
    );
}

pub fn spread(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let (half, most) = (times[times.len() / 2], times[times.len() * 99 / 100]);
    format!("{half:.1?} p50, {most:.1?} p99")
}

/// The best of three: another program on the machine is not ours to measure.
pub fn best<T>(work: impl Fn() -> T) -> Duration {
    let once = |_| {
        let begun = Instant::now();
        black_box(work());
        begun.elapsed()
    };
    (0..3).map(once).min().unwrap_or_default()
}

fn streets(dice: &mut Dice) -> Vec<String> {
    let rows = [FIRST, SECOND, THIRD].map(|row| row.split_whitespace().collect::<Vec<_>>());
    let mut streets = Vec::new();
    let mut known = HashSet::new();
    while streets.len() < STREETS {
        let mut name: String = rows.iter().map(|row| one(row, dice)).collect();
        if dice.bits().is_multiple_of(4) {
            let (first, third) = (one(&rows[0], dice), one(&rows[2], dice));
            let _ = write!(name, " {first}{third}");
        }
        if known.insert(name.clone()) {
            streets.push(name);
        }
    }
    streets
}

fn one<'a>(from: &[&'a str], dice: &mut Dice) -> &'a str {
    from[dice.bits() as usize % from.len()]
}

fn territory<'a>(
    streets: &'a [String],
    dice: &mut Dice,
    asked: &mut Vec<(&'a str, u32)>,
) -> String {
    let mut text = String::new();
    for street in streets {
        let from = dice.bits() % 100 + 1;
        let houses: Vec<String> = (0..HOUSES).map(|at| (from + at * 2).to_string()).collect();
        let kind = one(&KINDS, dice);
        let _ = write!(text, "{kind} {street} {}; ", houses.join(", "));
        asked.push((street, from + 4));
    }
    text
}

fn slip(street: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = street.chars().collect();
    let at = dice.bits() as usize % letters.len();
    letters[at] = SLIPS[dice.bits() as usize % SLIPS.len()];
    letters.into_iter().collect()
}
