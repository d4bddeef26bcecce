//! Somebody else, as people name them: «апам Сара, 87011234567».

use std::sync::LazyLock;

use serde::Deserialize;

use super::phone::phone_number;
use crate::domain::report::Whom;

/// Words of a name, with who it is.
const NAME: usize = 5;
/// Digits of a number that reaches somebody from anywhere.
const DIGITS: usize = 10;

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct SomebodyTable {
    phone: Vec<String>,
    theirs: Vec<String>,
    before: Vec<String>,
    kin: Vec<String>,
}

// A test reads the table: it is never empty.
static TABLE: LazyLock<SomebodyTable> =
    LazyLock::new(|| toml::from_str(include_str!("somebody.toml")).unwrap_or_default());

/// The name and the phone in an answer to who it is; None where there is neither, or more than that.
pub fn somebody(text: &str) -> Option<Whom> {
    let (number, rest) = split(text);
    let name = name(&rest);
    let whom = Whom {
        phone: number,
        name: name.filter(|name| !name.is_empty()),
    };
    let short = rest.len() <= NAME && rest.iter().all(|word| !word.contains(is_digit));
    (short && whom != Whom::default()).then_some(whom)
}

/// The same where nobody asked: only what surely names another one by their phone.
pub fn names_somebody(text: &str) -> Option<Whom> {
    let whom = somebody(text).filter(|it| it.phone.is_some())?;
    let has = |list: &[String]| words(text).any(|word| list.contains(&word.to_lowercase()));
    let kin = words(text).any(is_kin);
    (kin || whom.name.is_none() && has(&TABLE.theirs)).then_some(whom)
}

/// The number, and the words beside it that are more than that it is one.
fn split(text: &str) -> (Option<String>, Vec<&str>) {
    let found =
        numbers(text).find_map(|(from, to)| Some((from, to, phone_number(&text[from..to])?)));
    let (before, after, number) = match found {
        Some((from, to, number)) => (&text[..from], &text[to..], Some(number)),
        None => (text, "", None),
    };
    let beside = |word: &&str| !TABLE.phone.contains(&word.to_lowercase());
    let rest = words(before).chain(words(after));
    let rest = match number {
        Some(_) => rest.filter(beside).collect(),
        None => rest.collect(),
    };
    (number, rest)
}

/// Stretches of a text that may be a number, with enough digits.
fn numbers(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let part = |c: char| is_digit(c) || " +-()\u{a0}\u{2010}\u{2011}\u{2013}".contains(c);
    let mut at = 0;
    let mut all = Vec::new();
    while let Some(begins) = text[at..].find(|c| is_digit(c) || c == '+') {
        let from = at + begins;
        let ends = text[from..].find(|c| !part(c));
        let to = ends.map_or(text.len(), |it| from + it);
        let stretch = text[from..to].trim_end_matches(|c| !is_digit(c));
        if stretch.chars().filter(|c| is_digit(*c)).count() >= DIGITS {
            all.push((from, from + stretch.len()));
        }
        at = to.max(from + 1);
    }
    all.into_iter()
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let edge = |c: char| !c.is_alphanumeric();
    let words = text.split_whitespace();
    words
        .map(move |word| word.trim_matches(edge))
        .filter(|word| !word.is_empty())
}

/// Without «за» and the like at its ends.
fn name(rest: &[&str]) -> Option<String> {
    let says = |word: &&str| !TABLE.before.contains(&word.to_lowercase());
    let from = rest.iter().position(&says)?;
    let to = rest.iter().rposition(says)?;
    Some(rest.get(from..=to)?.join(" "))
}

fn is_kin(word: &str) -> bool {
    let word = word.to_lowercase();
    TABLE.kin.iter().any(|kin| match kin.chars().count() {
        0..=4 => word == *kin,
        _ => word.starts_with(kin.as_str()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, String)> {
        let whom = somebody(text)?;
        let or = |it: Option<String>| it.unwrap_or_default();
        Some((or(whom.name), or(whom.phone)))
    }

    #[test]
    fn names_and_phones_are_read() {
        for (text, name, phone) in [
            (
                "телефоны 87011234567, апам Сара",
                "апам Сара",
                "+77011234567",
            ),
            ("Сара, 8 701 123-45-67", "Сара", "+77011234567"),
            (
                "+7 (701) 123 45 67 Сара Ахметовна",
                "Сара Ахметовна",
                "+77011234567",
            ),
            ("за маму, тел. 77011234567", "маму", "+77011234567"),
            ("анам үшін", "анам", ""),
            ("7011234567", "", "+77011234567"),
            ("Сара", "Сара", ""),
            ("Её телефон +998 90 123 45 67", "", "+998901234567"),
        ] {
            let told = Some((name.to_owned(), phone.to_owned()));
            assert_eq!(read(text), told, "{text}");
        }
        for text in [
            "",
            "…",
            "Абая 12",
            "соседи сверху шумят уже третий час подряд",
            "12",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn unasked_only_what_is_surely_of_another() {
        for text in [
            "телефоны 87011234567, апам Сара",
            "телефоны 87011234567",
            "её номер 8 701 123 45 67",
            "бабушка Сара 87011234567",
        ] {
            assert!(names_somebody(text).is_some(), "{text}");
        }
        for text in [
            "мой телефон 87011234567",
            "87011234567",
            "машина 123 ABC 02, Абая 12",
            "апам Сара",
            "нарушитель оставил номер 87011234567 и ушёл к себе домой",
        ] {
            assert_eq!(names_somebody(text), None, "{text}");
        }
    }
}
