//! Codes that look alike: Cyrillic letters that look like Latin ones, dashes of all lengths, capitals,
//! zeros in front.

use std::collections::HashMap;

/// Cyrillic capitals, each before the Latin one that it looks like.
const PAIRS: &str = "АAВBСCЕEНHІIЈJКKМMОOРPЅSТTУYХXҮY";

/// Codes by what they look like.
#[derive(Default)]
pub(super) struct Alike {
    known: HashMap<String, String>,
}

impl Alike {
    pub fn of<'a>(codes: impl Iterator<Item = &'a str>) -> Alike {
        let known = codes.map(|code| (loosely(code), code.to_string()));
        Alike {
            known: known.collect(),
        }
    }

    /// The code that may have been meant.
    pub fn to(&self, code: &str) -> Option<&String> {
        self.known
            .get(&loosely(code))
            .filter(|known| *known != code)
    }
}

/// What nobody sees a difference of.
pub(super) fn looks(code: &str) -> String {
    code.chars().map(latin).collect()
}

/// The first letter that is of another alphabet than the one in its place; is it the Cyrillic one?
pub fn odd_letter(code: &str, other: &str) -> Option<(char, bool)> {
    let mut pairs = code.chars().zip(other.chars());
    let (here, there) = pairs.find(|(here, there)| here != there)?;
    let same = latin(here) == latin(there) && here.is_alphabetic();
    same.then_some((here, !here.is_ascii()))
}

fn loosely(code: &str) -> String {
    let capitals = looks(code).to_uppercase();
    let plain = capitals.chars().map(latin).filter(|c| *c != '-');
    trimmed(
        &plain
            .map(|c| if c == 'O' { '0' } else { c })
            .collect::<String>(),
    )
}

/// Runs of figures without their zeros in front.
fn trimmed(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars().peekable();
    let mut in_number = false;
    while let Some(c) = chars.next() {
        let leads = c == '0' && !in_number && chars.peek().is_some_and(char::is_ascii_digit);
        in_number = c.is_ascii_digit() && !leads;
        if !leads {
            out.push(c);
        }
    }
    out
}

fn latin(c: char) -> char {
    if "‐‑‒–—−".contains(c) {
        return '-';
    }
    let upper = c.to_uppercase().next().unwrap_or(c);
    let mut letters = PAIRS.chars();
    while let (Some(cyrillic), Some(latin)) = (letters.next(), letters.next()) {
        if upper == cyrillic {
            let lower = latin.to_ascii_lowercase();
            return if c == upper { latin } else { lower };
        }
    }
    c
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_that_look_alike_are_found() {
        let alike = Alike::of(["P-02", "001", "УЧ-7"].into_iter());
        for (code, known) in [
            ("Р-02", Some("P-02")),
            ("р-2", Some("P-02")),
            ("P–02", Some("P-02")),
            ("P02", Some("P-02")),
            ("P-О2", Some("P-02")),
            ("1", Some("001")),
            ("уч-07", Some("УЧ-7")),
            ("P-20", None),
            ("100", None),
            ("P-02", None),
        ] {
            assert_eq!(alike.to(code).map(String::as_str), known, "{code}");
        }
        assert_eq!(odd_letter("Р-02", "P-02"), Some(('Р', true)));
        assert_eq!(odd_letter("P-02", "Р-02"), Some(('P', false)));
        assert_eq!(odd_letter("1", "001"), None);
        assert_eq!(looks("Р-02"), looks("P–02"));
    }
}
