//! Phone numbers as clerks write them, and as they are kept.

/// A number as it is kept: `+77000000001` for Kazakhstan, `+` and 11 to 15 digits for elsewhere,
/// 3 to 6 digits (102, a short city number) as they are. `None` where it is none of these.
pub(super) fn parse(text: &str) -> Option<String> {
    let text = text.trim();
    let allowed = |c: char| {
        c.is_ascii_digit() || c.is_whitespace() || "+-()\u{2010}\u{2011}\u{2013}".contains(c)
    };
    if !text.chars().all(allowed) || text.chars().skip(1).any(|c| c == '+') {
        return None;
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let abroad = text.starts_with('+');
    match (digits.len(), digits.as_bytes().first()?) {
        (3..=6, _) if !abroad => Some(digits),
        (10, _) if !abroad => Some(format!("+7{digits}")),
        // 8 is the old trunk prefix of the same +7.
        (11, b'8') if !abroad => Some(format!("+7{}", &digits[1..])),
        (11, b'7') => Some(format!("+{digits}")),
        (11..=15, _) if abroad => Some(format!("+{digits}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn all_ways_of_writing_become_one() {
        for text in [
            "+7 700 000 00 01",
            "8 (700) 000-00-01",
            "77000000001",
            "700 000 00 01",
            "8-700-000\u{2011}00\u{2011}01",
        ] {
            assert_eq!(parse(text).as_deref(), Some("+77000000001"), "{text}");
        }
        assert_eq!(parse("102").as_deref(), Some("102"));
        assert_eq!(parse("51-21-02").as_deref(), Some("512102"));
        assert_eq!(parse("+998 90 123 45 67").as_deref(), Some("+998901234567"));
        for text in [
            "",
            "12",
            "7 700 000",
            "8 700 000 00 01 02",
            "+7 700 ext 5",
            "call me",
            "7+7000000001",
            "98000000000",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
        assert_eq!(parse("+77000000001"), parse(&parse("87000000001").unwrap()));
    }
}
