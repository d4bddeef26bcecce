//! Phone numbers as clerks write them, and as they are kept.

use super::problem::Reason;
use crate::typed::phone_number as number;

/// Words before a number that say only that it is one.
const BEFORE: [&str; 10] = [
    "телефон",
    "тел",
    "моб",
    "сот",
    "раб",
    "т",
    "ұялы",
    "phone",
    "tel",
    "mob",
];
/// Words before what is dialled after a number.
const AFTER: [&str; 9] = [
    "внутренний",
    "внутр",
    "вн",
    "доб",
    "ішкі",
    "ext",
    "x",
    "х",
    "#",
];

/// A number as it is kept, see [`crate::typed::phone_number`]; else what is wrong with it.
pub(super) fn parse(text: &str) -> Result<String, Reason> {
    let plain = without_word(text.trim());
    if let Some(number) = number(plain) {
        return Ok(number);
    }
    let parts = plain
        .split([',', ';', '/', '\n'])
        .map(|part| number(without_word(part.trim())));
    let parts: Vec<Option<String>> = parts.collect();
    let lower = plain.to_lowercase();
    let extended = AFTER.iter().any(|word| {
        let mut halves = lower.splitn(2, word);
        let (before, after) = (halves.next().unwrap_or_default(), halves.next());
        let digits = |c: char| c.is_ascii_digit();
        number(before.trim_end_matches([',', ' ', '('])).is_some()
            && after.is_some_and(|it| it.contains(digits) && !it.contains(char::is_alphabetic))
    });
    Err(if extended {
        Reason::Extension(text.to_string())
    } else if parts.iter().flatten().count() > 1 {
        Reason::Phones(text.to_string())
    } else {
        Reason::BadPhone(text.to_string())
    })
}

/// The number without "тел." before it.
fn without_word(text: &str) -> &str {
    let rest = text.trim_start_matches(char::is_alphabetic);
    let word = text[..text.len() - rest.len()].to_lowercase();
    if BEFORE.contains(&word.as_str()) {
        without_word(rest.trim_start_matches([' ', '.', ':']))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_ways_of_writing_become_one() {
        for text in [
            "+7 700 000 00 01",
            "8 (700) 000-00-01",
            "77000000001",
            "700 000 00 01",
            "8-700-000\u{2011}00\u{2011}01",
            "тел. 8 700 000 00 01",
            "Моб. тел.: +7 700 000 00 01",
        ] {
            assert_eq!(parse(text).as_deref(), Ok("+77000000001"), "{text}");
        }
        assert_eq!(parse("102").as_deref(), Ok("102"));
        assert_eq!(parse("51-21-02").as_deref(), Ok("512102"));
        assert_eq!(parse("+998 90 123 45 67").as_deref(), Ok("+998901234567"));
        for text in [
            "",
            "12",
            "7 700 000",
            "8 700 000 00 01 02",
            "call me",
            "7+7000000001",
            "98000000000",
            "утром, 102",
        ] {
            assert_eq!(
                parse(text),
                Err(Reason::BadPhone(text.to_string())),
                "{text}"
            );
        }
        assert_eq!(parse("+77000000001"), parse(&parse("87000000001").unwrap()));
    }

    #[test]
    fn what_is_wrong_with_a_number_is_told() {
        for text in [
            "8 (700) 000-00-01, 8 (700) 000-00-02",
            "51-21-02/51-21-03",
            "+77000000001\n+77000000002",
        ] {
            assert_eq!(parse(text), Err(Reason::Phones(text.to_string())), "{text}");
        }
        for text in [
            "+7 (7172) 00-00-02 вн. 12",
            "8 7172 00 00 02 (доб. 5)",
            "87172000002 ext 5",
            "87172000002#5",
        ] {
            assert_eq!(
                parse(text),
                Err(Reason::Extension(text.to_string())),
                "{text}"
            );
        }
    }
}
