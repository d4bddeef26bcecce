//! Phone numbers in any spelling.

/// A number as it is kept: `+77000000001` for Kazakhstan, `+` and 11 to 15 digits for elsewhere,
/// 3 to 6 digits (102, a short city number) as they are. None: it is no number.
pub fn phone_number(text: &str) -> Option<String> {
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
