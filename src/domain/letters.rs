//! Letters as they are meant: composed, and without what cannot be seen.
//!
//! PDF readers and macOS write й as и and a breve, phones put marks of direction around numbers; both
//! look right and equal nothing.

use unicode_normalization::char::compose;

/// A line of a table or a name in a file, as it is read: without what cannot be seen, each letter one
/// character. Control characters stay, so that whoever reads it can name them.
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut last = None;
    for c in text.chars() {
        if is_unseen(c) || (joins(c) && !last.is_some_and(is_joined)) {
            continue;
        }
        last = Some(add(&mut out, last, c));
    }
    out
}

/// Puts a character behind the last one, as one letter with it where there is such a letter. Returns
/// what stands last now.
pub fn add(out: &mut String, last: Option<char>, c: char) -> char {
    let whole = last
        .filter(|_| is_mark(c))
        .and_then(|last| compose(last, c));
    match whole {
        Some(whole) => {
            out.pop();
            out.push(whole);
            whole
        }
        None => {
            out.push(c);
            c
        }
    }
}

/// Marks of direction, and what leaves no trace on the screen.
pub fn is_unseen(c: char) -> bool {
    matches!(
        c,
        // Direction.
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        // Nothing at all: soft hyphen, joiners of letters, spaces without width, fillers, tags.
        | '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}' | '\u{200c}' | '\u{2060}'..='\u{2065}'
        | '\u{206a}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0d}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Joins the parts of an emoji, or chooses how it looks.
pub fn joins(c: char) -> bool {
    matches!(c, '\u{200d}' | '\u{fe0e}' | '\u{fe0f}')
}

/// Whether something may join on to it: a sign, or the figure of a key; never a letter, a blank or
/// another joiner but the one that chooses the look.
pub fn is_joined(c: char) -> bool {
    let figure = c.is_ascii_digit() || c == '#' || c == '*';
    let sign = !c.is_ascii() && !c.is_alphanumeric() && !c.is_whitespace();
    figure || (sign && c != '\u{200d}' && c != '\u{fe0e}')
}

/// A mark that stands above or below the letter before it.
pub fn is_mark(c: char) -> bool {
    matches!(
        c,
        '\u{300}'..='\u{36f}'
            | '\u{483}'..='\u{489}'
            | '\u{1ab0}'..='\u{1aff}'
            | '\u{1dc0}'..='\u{1dff}'
            | '\u{20d0}'..='\u{20ff}'
            | '\u{fe20}'..='\u{fe2f}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_of_two_characters_is_one() {
        assert_eq!(
            visible("Маи\u{306}ская, бои\u{306}, е\u{308}лка"),
            "Майская, бой, ёлка"
        );
        assert_eq!(visible("Бейбі\u{200b}тшілік"), "Бейбітшілік");
        assert_eq!(visible("и\u{200e}\u{306}"), "й");
        assert_eq!(
            visible("\u{202d}+7 700 000 00 01\u{202c}"),
            "+7 700 000 00 01"
        );
        assert_eq!(visible("a\u{0}b \u{301}"), "a\u{0}b \u{301}");
        let all = "№ 5 «Әлия Ұлы Һ» é 👨\u{200d}👩\u{200d}👧";
        assert_eq!(visible(all), all);
    }
}
