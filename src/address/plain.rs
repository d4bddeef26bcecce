//! An address as it is shown: «Бейбітшілік көшесінде, 122» and «на улице Абая, 12» in the plain form
//! of their words, «Бейбітшілік көшесі, 122» and «улица Абая, 12». What is not known stays as typed.

use std::collections::HashSet;

use super::words::fold::key;

/// Words beside a name, in plain form.
const BESIDE: [&str; 28] = [
    "көшесі",
    "даңғылы",
    "бульвары",
    "алаңы",
    "ауданы",
    "ауылы",
    "кенті",
    "тұйығы",
    "қиылысы",
    "жолы",
    "үйі",
    "үй",
    "пәтері",
    "пәтер",
    "улица",
    "проспект",
    "переулок",
    "бульвар",
    "микрорайон",
    "район",
    "площадь",
    "проезд",
    "тупик",
    "село",
    "поселок",
    "дом",
    "квартира",
    "подъезд",
];

/// Kazakh endings of case, which stand behind the whole word.
const CASES: [&str; 24] = [
    "ндағы",
    "ндегі",
    "нда",
    "нде",
    "нан",
    "нен",
    "дағы",
    "дегі",
    "тағы",
    "тегі",
    "дан",
    "ден",
    "тан",
    "тен",
    "да",
    "де",
    "та",
    "те",
    "nda",
    "nde",
    "da",
    "de",
    "ta",
    "te",
];

/// Russian ones, with what stands there in plain form.
const ENDINGS: [(&str, &str); 9] = [
    ("ке", "ок"),
    ("ой", "ая"),
    ("ей", "яя"),
    ("ом", "ый"),
    ("ом", "ой"),
    ("ем", "ий"),
    ("е", ""),
    ("е", "а"),
    ("е", "о"),
];

/// The same of words beside a name only: of names they are other names.
const MORE: [(&str, &str); 6] = [
    ("у", ""),
    ("у", "а"),
    ("ы", "а"),
    ("и", "ь"),
    ("не", ""),
    ("на", ""),
];

/// And of the number of a house, behind a hyphen.
const TOWARDS: [&str; 4] = ["ға", "ге", "қа", "ке"];

/// What stands before an address and is no part of it.
const BEFORE: [&str; 4] = ["на", "в", "во", "по"];

/// Behind these a word keeps its form.
const GOVERN: [&str; 20] = [
    "на",
    "в",
    "во",
    "по",
    "у",
    "около",
    "возле",
    "от",
    "до",
    "с",
    "со",
    "за",
    "к",
    "из",
    "из-за",
    "напротив",
    "рядом",
    "между",
    "вдоль",
    "угол",
];

/// The address in plain form; None where nothing of it changes. `written` is how the lists of the
/// precinct write its street.
pub fn plain_form(address: &str, written: &str) -> Option<String> {
    let names = written.split(|c: char| !c.is_alphanumeric());
    let names = names.filter(|it| it.chars().count() > 2);
    let known = KnownWords {
        beside: BESIDE.iter().map(|it| key(it)).collect(),
        names: names.map(key).collect(),
    };
    let mut words: Vec<&str> = address.split_whitespace().collect();
    let is = |list: &[&str], word: &str| list.contains(&bare(word).to_lowercase().as_str());
    if let [first, second, ..] = words.as_slice()
        && is(&BEFORE, first)
    {
        if !known.has(bare(second)) && known.plain(bare(second)).is_none() {
            return None;
        }
        words.remove(0);
    }
    let end = words.iter().position(|it| is(&GOVERN, it));
    let end = end.unwrap_or(words.len());
    let plain = words.iter().enumerate().map(|(at, word)| match at < end {
        true => known.in_place(word),
        false => (*word).to_owned(),
    });
    let plain = plain.collect::<Vec<_>>().join(" ");
    (plain != address).then_some(plain)
}

/// The keys of words in plain form.
struct KnownWords {
    beside: HashSet<String>,
    names: HashSet<String>,
}

impl KnownWords {
    fn has(&self, word: &str) -> bool {
        let key = key(word);
        self.beside.contains(&key) || self.names.contains(&key)
    }

    /// The word with the signs around it; of «122-де» and «12-үйде» the end changes.
    fn in_place(&self, word: &str) -> String {
        let inner = bare(word);
        let Some(at) = word.find(inner).filter(|_| !inner.is_empty()) else {
            return word.to_owned();
        };
        let (before, after) = (&word[..at], &word[at + inner.len()..]);
        let plain = match inner.rsplit_once('-') {
            Some((number, end)) if number.starts_with(|c: char| c.is_ascii_digit()) => {
                let end = end.to_lowercase();
                let case = CASES.contains(&end.as_str()) || TOWARDS.contains(&end.as_str());
                match (case, self.plain(&end)) {
                    (true, _) => Some(number.to_owned()),
                    (false, Some(plain)) => Some(format!("{number}-{plain}")),
                    (false, None) => None,
                }
            }
            _ => self.plain(inner),
        };
        format!("{before}{}{after}", plain.as_deref().unwrap_or(inner))
    }

    /// The plain form of a word; None of one that is in plain form, or unknown.
    fn plain(&self, word: &str) -> Option<String> {
        let small = word.to_lowercase();
        if self.has(word) || small.chars().count() != word.chars().count() {
            return None;
        }
        let with = |(ending, plain): (&str, &str)| -> Option<String> {
            let stem = small.strip_suffix(ending)?.chars().count();
            let stem: String = word.chars().take(stem).collect();
            Some(format!("{stem}{plain}"))
        };
        let cases = CASES.into_iter().map(|ending| (ending, ""));
        let mut all = cases.chain(ENDINGS).filter_map(with);
        all.find(|it| self.has(it)).or_else(|| {
            let mut more = MORE.into_iter().filter_map(with);
            more.find(|it| self.beside.contains(&key(it)))
        })
    }
}

/// A word without the signs around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_in_plain_form() {
        for (typed, written, plain) in [
            ("Бейбітшілік көшесінде, 122", "", "Бейбітшілік көшесі, 122"),
            ("Абай көшесіндегі 12-үйде", "", "Абай көшесі 12-үй"),
            ("Бейбитшилик кошесинде 122-де", "", "Бейбитшилик кошеси 122"),
            ("Достық даңғылына 125-ке", "", "Достық даңғылы 125"),
            ("Достыкта 125", "проспект Достык, 121–159", "Достык 125"),
            ("Абайда 12", "Абай көшесі, 1–20", "Абай 12"),
            ("на улице Абая, 12", "улица Абая, 1–20", "улица Абая, 12"),
            ("на Абая 12", "улица Абая, 1–20", "Абая 12"),
            ("улицы Абая 12", "улица Абая, 1–20", "улица Абая 12"),
            ("по проспекту Достык, 125", "", "проспект Достык, 125"),
            (
                "на Степной улице 5",
                "улица Степная, 1–9",
                "Степная улица 5",
            ),
            (
                "на улице Терешковой",
                "улица Терешковой",
                "улица Терешковой",
            ),
            (
                "в доме 12 по улице Абая",
                "улица Абая",
                "дом 12 по улице Абая",
            ),
            (
                "в Степном переулке, 3",
                "пер. Степной",
                "Степной переулок, 3",
            ),
        ] {
            assert_eq!(
                plain_form(typed, written).as_deref(),
                Some(plain),
                "{typed}"
            );
        }
        for typed in [
            "Абая 12",
            "улица Садовой, 5",
            "Абай көшесі, 12",
            "во дворе дома 12 по улице Абая",
            "у дома 12",
            "12-д",
            "Самал-2 33а",
            "",
        ] {
            assert_eq!(plain_form(typed, "улица Абая, 1–20"), None, "{typed}");
        }
    }
}
