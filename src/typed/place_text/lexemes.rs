//! Words cut into what can be a part of coordinates and what cannot.

use super::pieces::is_blank;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Lexeme {
    Number(Decimal),
    Mark(Mark),
    Degree,
    Minute,
    Second,
    Comma,
    Colon,
    Space,
    /// Letters, and all that makes a number next to it another thing than degrees.
    Word,
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Decimal {
    /// Without its sign.
    pub size: f64,
    pub negative: bool,
    pub decimals: usize,
}

/// A word that says which of the two coordinates this is: north, east, latitude.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Mark {
    pub latitude: bool,
    pub negative: bool,
}

/// Marks in Latin letters: is it a latitude, is it negative.
const MARKS: [(&str, bool, bool); 9] = [
    ("n", true, false),
    ("s", true, true),
    ("e", false, false),
    ("w", false, true),
    ("lat", true, false),
    ("latitude", true, false),
    ("lon", false, false),
    ("lng", false, false),
    ("longitude", false, false),
];

/// Marks of two Cyrillic letters, each with or without a full stop: Russian, then Kazakh.
const LETTERS: [([char; 2], bool, bool); 8] = [
    (['\u{441}', '\u{448}'], true, false),
    (['\u{44e}', '\u{448}'], true, true),
    (['\u{432}', '\u{434}'], false, false),
    (['\u{437}', '\u{434}'], false, true),
    (['\u{441}', '\u{435}'], true, false),
    (['\u{43e}', '\u{435}'], true, true),
    (['\u{448}', '\u{431}'], false, false),
    (['\u{431}', '\u{431}'], false, true),
];

/// Beginnings of the sides of the world: is it a latitude, is it negative. Russian, then Kazakh.
const SIDES: [(&str, bool, bool); 9] = [
    ("\u{441}\u{435}\u{432}", true, false),
    ("\u{44e}\u{436}", true, true),
    ("\u{432}\u{43e}\u{441}\u{442}", false, false),
    ("\u{437}\u{430}\u{43f}", false, true),
    (
        "\u{441}\u{43e}\u{43b}\u{442}\u{4af}\u{441}\u{442}\u{456}\u{43a}",
        true,
        false,
    ),
    (
        "\u{43e}\u{4a3}\u{442}\u{4af}\u{441}\u{442}\u{456}\u{43a}",
        true,
        true,
    ),
    ("\u{448}\u{44b}\u{493}\u{44b}\u{441}", false, false),
    ("\u{431}\u{430}\u{442}\u{44b}\u{441}", false, true),
    ("\u{441}\u{43e}\u{43b}\u{442}", true, false),
];
const LATITUDE: [&str; 3] = [
    "\u{448}\u{438}\u{440}\u{43e}\u{442}",
    "\u{448}\u{438}\u{440}",
    "\u{435}\u{43d}\u{434}\u{456}\u{43a}",
];
const LONGITUDE: [&str; 3] = [
    "\u{434}\u{43e}\u{43b}\u{433}\u{43e}\u{442}",
    "\u{434}\u{43e}\u{43b}",
    "\u{431}\u{43e}\u{439}\u{43b}\u{44b}\u{49b}",
];

/// Cuts words. White space is one lexeme however long it is.
pub(super) fn lexemes(text: &str) -> Vec<Lexeme> {
    let letters: Vec<char> = text.chars().collect();
    let mut lexemes = Vec::new();
    let mut at = 0;
    while let Some(&letter) = letters.get(at) {
        let last = lexemes.last().copied();
        let (lexeme, end) = match letter {
            '0'..='9' => number(&letters, at, false),
            '-' | '+' | '\u{2212}' if is_sign(&letters, at, last) => {
                number(&letters, at + 1, letter != '+')
            }
            _ => match sign(letter) {
                Some(lexeme) => (lexeme, at + 1),
                None if letter.is_alphabetic() => word(&letters, at),
                None => (Lexeme::Other, at + 1),
            },
        };
        at = end;
        if lexeme != Lexeme::Space || last != Some(Lexeme::Space) {
            lexemes.push(lexeme);
        }
    }
    lexemes
}

/// Lexemes of one character. Some of the quotes and circles count as letters in Unicode.
fn sign(letter: char) -> Option<Lexeme> {
    let lexeme = match letter {
        '\u{b0}' | '\u{ba}' | '\u{2da}' | '\u{2218}' => Lexeme::Degree,
        '\'' | '`' | '\u{b4}' | '\u{2018}' | '\u{2019}' | '\u{2032}' | '\u{2b9}' | '\u{2bc}' => {
            Lexeme::Minute
        }
        '"' | '\u{201c}'..='\u{201e}' | '\u{2033}' | '\u{2ba}' | '\u{2dd}' => Lexeme::Second,
        ',' | ';' | '/' | '|' => Lexeme::Comma,
        ':' | '=' => Lexeme::Colon,
        '%' | '_' => Lexeme::Word,
        _ if is_blank(letter) => Lexeme::Space,
        _ => return None,
    };
    Some(lexeme)
}

/// Is this the sign of the number behind it, and not a dash of a range or of a compound?
fn is_sign(letters: &[char], at: usize, last: Option<Lexeme>) -> bool {
    let begins = matches!(
        last,
        None | Some(
            Lexeme::Space | Lexeme::Comma | Lexeme::Colon | Lexeme::Mark(_) | Lexeme::Other
        )
    );
    begins && letters.get(at + 1).is_some_and(char::is_ascii_digit)
}

/// A number of at most three digits before the point or comma; a longer one is a mere word.
fn number(letters: &[char], at: usize, negative: bool) -> (Lexeme, usize) {
    let is_digit = |at: usize| letters.get(at).is_some_and(char::is_ascii_digit);
    let is_mark = |at: usize, marks: &[char]| letters.get(at).is_some_and(|c| marks.contains(c));
    let past = |mut at: usize| {
        while is_digit(at) {
            at += 1;
        }
        at
    };
    let point = past(at);
    let mut end = point;
    if is_mark(point, &['.', ',']) && is_digit(point + 1) {
        end = past(point + 1);
    }
    let decimals = end.saturating_sub(point + 1);
    let text: String = letters[at..end].iter().collect();
    // A second point makes it a date, a version, a sum.
    let second = is_mark(end, &['.']) && is_digit(end + 1);
    while is_mark(end, &['.']) && is_digit(end + 1) {
        end = past(end + 1);
    }
    match text.replace(',', ".").parse() {
        Ok(size) if point - at <= 3 && !second => {
            let number = Decimal {
                size,
                negative,
                decimals,
            };
            (Lexeme::Number(number), end)
        }
        _ => (Lexeme::Word, end),
    }
}

fn word(letters: &[char], at: usize) -> (Lexeme, usize) {
    let end = end_of_word(letters, at);
    let text: String = letters[at..end]
        .iter()
        .flat_map(|c| c.to_lowercase())
        .collect();
    if let Some(found) = side_of_the_world(letters, end, &text) {
        return found;
    }
    let latin = MARKS.iter().find(|(mark, ..)| *mark == text);
    if let Some(&(_, latitude, negative)) = latin {
        return (Lexeme::Mark(Mark { latitude, negative }), end);
    }
    two_letters(letters, at).unwrap_or((Lexeme::Word, end))
}

/// «северной широты», «вост. долготы», «шығыс бойлық»: a side of the world counts only before the
/// word for latitude or longitude. Where both end.
fn side_of_the_world(letters: &[char], end: usize, side: &str) -> Option<(Lexeme, usize)> {
    let &(_, latitude, negative) = SIDES.iter().find(|(begins, ..)| side.starts_with(begins))?;
    let blank = |at: usize| letters.get(at).is_some_and(|c| *c == '.' || is_blank(*c));
    let far = letters.len().min(end + 4);
    let from = (end..far).find(|at| !blank(*at)).filter(|at| *at > end)?;
    let until = end_of_word(letters, from);
    let word: String = letters[from..until]
        .iter()
        .flat_map(|c| c.to_lowercase())
        .collect();
    let names = if latitude { LATITUDE } else { LONGITUDE };
    let mark = Mark { latitude, negative };
    let named = names.iter().any(|begins| word.starts_with(begins));
    named.then_some((Lexeme::Mark(mark), until))
}

fn end_of_word(letters: &[char], at: usize) -> usize {
    let rest = letters[at..].iter();
    let length = rest.take_while(|letter| letter.is_alphabetic() && sign(**letter).is_none());
    at + length.count()
}

/// A mark of two Cyrillic letters, and where it ends.
fn two_letters(letters: &[char], at: usize) -> Option<(Lexeme, usize)> {
    let is = |at: usize, wanted: char| letters.get(at) == Some(&wanted);
    let small = |at: usize| {
        letters
            .get(at)
            .and_then(|letter| letter.to_lowercase().next())
    };
    let past = |at: usize, wanted: char| if is(at, wanted) { at + 1 } else { at };
    let stop = past(at + 1, '.');
    let second = if stop > at + 1 { past(stop, ' ') } else { stop };
    let pair = [small(at)?, small(second)?];
    let &(_, latitude, negative) = LETTERS.iter().find(|(mark, ..)| *mark == pair)?;
    if end_of_word(letters, second) != second + 1 {
        return None;
    }
    let mark = Mark { latitude, negative };
    Some((Lexeme::Mark(mark), past(second + 1, '.')))
}
