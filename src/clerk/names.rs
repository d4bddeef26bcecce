//! Which precinct of the table an outline is, by what whoever drew it wrote: the code, the name, or the
//! name in other words, such as «участок 7» for «Участок № 7».

use std::collections::{HashMap, HashSet};

use super::alike::looks;
use super::drafts::Written;
use crate::domain::directory::Precinct;

/// Words beside a number that only say that it is a precinct's.
const PRECINCT: [&str; 12] = [
    "участок",
    "участка",
    "участковый",
    "уч",
    "учаске",
    "учаскесі",
    "учаскенің",
    "учаскелік",
    "упп",
    "precinct",
    "пункт",
    "полиции",
];

/// The precincts of a table. A name, or a number, that several have is nobody's.
pub(super) struct PrecinctNames {
    codes: HashSet<String>,
    looks: HashMap<String, String>,
    names: HashMap<String, Option<String>>,
    numbers: HashMap<String, Option<String>>,
    /// Only of those whose names have none.
    in_codes: HashMap<String, Option<String>>,
}

#[derive(Debug, PartialEq)]
pub(super) enum Named {
    Code,
    /// It has the name of this precinct.
    Same(String),
    /// It has the number of this one.
    Number(String),
    /// Its code has letters that look like those of this one.
    Looks(String),
    Nobody,
}

impl PrecinctNames {
    pub fn of(rows: &[Written<Precinct>]) -> PrecinctNames {
        let mut names = PrecinctNames {
            codes: HashSet::new(),
            looks: HashMap::new(),
            names: HashMap::new(),
            numbers: HashMap::new(),
            in_codes: HashMap::new(),
        };
        for row in rows {
            let (code, name) = (row.value.code.as_str(), &row.value.name);
            names.codes.insert(code.to_owned());
            names.looks.insert(looks(code), code.to_owned());
            let mut numbered = false;
            for words in [words(&name.kk), words(&name.ru)] {
                numbered |= words.iter().any(|it| is_number(it));
                if let Some(number) = only_number(&words) {
                    put(&mut names.numbers, number.clone(), code);
                }
                if !words.is_empty() {
                    put(&mut names.names, words.join(" "), code);
                }
            }
            match only_number(&words(code)) {
                // The name has a number of its own: the code's is not what people call it by.
                Some(number) if numbered => {
                    names.in_codes.insert(number.clone(), None);
                }
                Some(number) => put(&mut names.in_codes, number.clone(), code),
                None => {}
            }
        }
        names
    }

    pub fn find(&self, written: &str) -> Named {
        if self.codes.contains(written) {
            return Named::Code;
        }
        let one = |of: &HashMap<String, Option<String>>, key: &str| of.get(key).cloned();
        let words = words(written);
        if let Some(Some(code)) = one(&self.names, &words.join(" ")) {
            return Named::Same(code);
        }
        if let Some(code) = self.looks.get(&looks(written)) {
            return Named::Looks(code.clone());
        }
        let beside = |word: &&String| !is_number(word);
        let says = words
            .iter()
            .filter(beside)
            .all(|it| PRECINCT.contains(&it.as_str()));
        let number = only_number(&words).filter(|_| says);
        // Where names have numbers, those count.
        let code = number
            .and_then(|number| one(&self.numbers, number).or_else(|| one(&self.in_codes, number)));
        code.flatten().map_or(Named::Nobody, Named::Number)
    }
}

fn put(of: &mut HashMap<String, Option<String>>, key: String, code: &str) {
    let known = of.entry(key).or_insert_with(|| Some(code.to_string()));
    if known.as_deref() != Some(code) {
        *known = None;
    }
}

fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

fn only_number(words: &[String]) -> Option<&String> {
    let mut numbers = words.iter().filter(|it| is_number(it));
    numbers.next().filter(|_| numbers.next().is_none())
}

/// Runs of letters, and of figures without zeros in front, in small letters.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut last = ' ';
    for c in text.to_lowercase().chars() {
        let joined = last.is_alphanumeric() && last.is_ascii_digit() == c.is_ascii_digit();
        match words.last_mut() {
            Some(word) if c.is_alphanumeric() && joined => word.push(c),
            _ if c.is_alphanumeric() => words.push(c.to_string()),
            _ => {}
        }
        last = c;
    }
    let plain = |word: String| match word.trim_start_matches('0') {
        "" if word.starts_with('0') => "0".to_string(),
        rest if word.starts_with('0') => rest.to_string(),
        _ => word,
    };
    words.into_iter().map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{AreaCode, Both, PrecinctCode};

    #[test]
    fn outlines_are_known_by_code_name_or_number() {
        let row = |code: &str, kk: &str, ru: &str| Written {
            file: String::new(),
            row: 1,
            value: Precinct {
                code: PrecinctCode::new(code),
                name: Both {
                    kk: kk.to_string(),
                    ru: ru.to_string(),
                },
                area: AreaCode::new(String::new()),
                station: None,
                territory: Both {
                    kk: String::new(),
                    ru: String::new(),
                },
                borders: None,
            },
        };
        let rows = [
            row("P-07", "№ 7 учаске", "Участок № 7"),
            row("P-08", "№ 8 учаске", "Участок № 8"),
            row("D2-08", "№ 8 учаске", "Участок № 8 (Сарайшық)"),
            row("P-10", "Вокзал", "Вокзал"),
            row("P-12", "№ 5 учаске", "Участок № 5"),
            row("C-13", "Базар", "Рынок"),
            row("P-13", "№ 14 учаске", "Участок № 14"),
        ];
        let names = PrecinctNames::of(&rows);
        let number = |code: &str| Named::Number(code.to_string());
        let same = |code: &str| Named::Same(code.to_string());
        for (written, found) in [
            ("P-07", Named::Code),
            ("участок 7", same("P-07")),
            ("УЧАСТОК №7", same("P-07")),
            ("7-учаске", same("P-07")),
            ("Р-07", Named::Looks("P-07".to_string())),
            ("уч. 07", number("P-07")),
            ("7", number("P-07")),
            ("вокзал", same("P-10")),
            ("участок 10", number("P-10")),
            ("участок 5", same("P-12")),
            // Its code has this number, but its name another.
            ("участок 12", Named::Nobody),
            ("участок 13", Named::Nobody),
            // Two have this number.
            ("учаске 8", Named::Nobody),
            ("Многоугольник 7", Named::Nobody),
            ("участок 7 и 8", Named::Nobody),
            ("участок 9", Named::Nobody),
            ("", Named::Nobody),
        ] {
            assert_eq!(names.find(written), found, "{written}");
        }
    }
}
