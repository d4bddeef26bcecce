//! What people write, before anything else reads it: nothing that moves letters about, hides them
//! or adds lines where one is meant. The same for every messenger and every database.

use super::{Incoming, Input};
use crate::domain::letters::{add, is_joined, is_mark, is_unseen, joins};

/// Longest title of a place that somebody sends, in UTF-16 units; more is left out visibly.
const TITLE_UNITS: usize = 250;
/// Marks above and below one letter: every script has enough with it, and no more reach into the
/// lines around.
const MARKS: usize = 4;
/// Blanks in a row: more of them push words to where another line seems to begin.
const BLANKS: usize = 8;

/// The length of a text as Telegram counts it: in UTF-16 units.
pub fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

impl Incoming {
    /// The same with every text in it cleaned.
    pub fn cleaned(mut self) -> Incoming {
        self.input = self.input.cleaned();
        self
    }
}

impl Input {
    fn cleaned(self) -> Input {
        match self {
            Input::Text(text) => Input::Text(clean(&text)),
            Input::Command { name, arg } => Input::Command {
                name: line(&name),
                arg: line(&arg),
            },
            Input::Tap(data) => Input::Tap(line(&data)),
            Input::Place(mut place) => {
                let title = place.title.map(|title| within(&line(&title), TITLE_UNITS));
                place.title = title.filter(|title| !title.is_empty());
                Input::Place(place)
            }
            Input::Media { mut media, caption } => {
                media.file = line(&media.file);
                let caption = caption.map(|caption| clean(&caption));
                Input::Media {
                    media,
                    caption: caption.filter(|caption| !caption.trim().is_empty()),
                }
            }
            Input::Edited(input) => Input::Edited(Box::new(input.cleaned())),
            other @ (Input::Other
            | Input::Left
            | Input::Returned
            | Input::TooFast
            | Input::Bot(_)) => other,
        }
    }
}

/// A text of several lines: every sort of line break is `\n`; other control characters, marks of
/// direction and what cannot be seen are out, but for what joins the parts of an emoji; blanks and
/// marks above letters are not endless; a letter that came in two characters is one.
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut last, mut marks, mut blanks) = (None, 0, 0);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let c = match c {
            '\r' if chars.peek() == Some(&'\n') => continue,
            '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
            c => c,
        };
        if hidden(c) || (joins(c) && !last.is_some_and(is_joined)) {
            continue;
        }
        marks = if is_mark(c) { marks + 1 } else { 0 };
        blanks = if c.is_whitespace() && c != '\n' {
            blanks + 1
        } else {
            0
        };
        if marks > MARKS || blanks > BLANKS {
            continue;
        }
        if c.is_whitespace() {
            joins_nothing(&mut out);
        }
        let added = add(&mut out, last, c);
        if added != c {
            marks = 0;
        }
        last = Some(added);
    }
    joins_nothing(&mut out);
    out
}

/// What joins has to have something behind it.
fn joins_nothing(out: &mut String) {
    while out.ends_with('\u{200d}') {
        out.pop();
    }
}

/// A text of one line, such as a title or an address: its lines follow each other.
pub fn line(text: &str) -> String {
    let text = clean(text);
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

/// Controls, and what cannot be seen.
fn hidden(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t') || is_unseen(c)
}

/// Not more than so many units; where something is left out, it ends with an ellipsis.
fn within(text: &str, limit: usize) -> String {
    if units(text) <= limit {
        return text.to_owned();
    }
    let mut left = limit.saturating_sub(1);
    let fits = |c: &char| match left.checked_sub(c.len_utf16()) {
        Some(rest) => {
            left = rest;
            true
        }
        None => false,
    };
    let begun: String = text.chars().take_while(fits).collect();
    format!("{}…", begun.trim_end())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    use super::*;
    use crate::domain::{Account, Chat, UpdateId};

    #[test]
    fn lines_are_lines_and_nothing_else() {
        assert_eq!(
            clean("a\r\nb\rc\u{2028}d\u{2029}e\u{85}f\u{b}g\u{c}h"),
            "a\nb\nc\nd\ne\nf\ng\nh"
        );
        assert_eq!(clean("a\0b\u{7}c\u{1b}[1md\te"), "abc[1md\te");
        assert_eq!(line(" 📍 Абай\n\r\n12\t\u{2028}үй "), "📍 Абай 12 үй");
    }

    #[test]
    fn letters_stay_where_they_stand_and_can_be_seen() {
        assert_eq!(
            clean("\u{202e}тыркаЗ\u{202c} \u{2067}a\u{2069}\u{200e}\u{200f}\u{61c}"),
            "тыркаЗ a"
        );
        assert_eq!(
            clean("б\u{200b}и\u{feff}т\u{2060}ь\u{ad}\u{200d}!"),
            "бить!"
        );
        assert_eq!(line("🎉\u{200d}\t"), "🎉");
        assert_eq!(clean("а\u{e0041}\u{e0001}\u{e0100}\u{3164}б"), "аб");
        let wide = format!("шум{}Закрыто\u{2800}", "\u{a0}".repeat(70));
        assert_eq!(clean(&wide), format!("шум{}Закрыто", "\u{a0}".repeat(8)));
        let high = format!("е{}", "\u{301}".repeat(40));
        assert_eq!(clean(&high), format!("е{}", "\u{301}".repeat(4)));
    }

    #[test]
    fn a_letter_of_two_characters_is_one() {
        assert_eq!(line("Маи\u{306}ская 5, е\u{308}лка"), "Майская 5, ёлка");
        assert_eq!(clean("маи\u{200b}\u{306}"), "май");
    }

    #[test]
    fn emoji_and_letters_of_all_scripts_stay() {
        for text in [
            "Әлия Ұлы Һ Қаңтар ІЙё",
            "👨\u{200d}👩\u{200d}👧 ❤\u{fe0f}\u{200d}🔥 1\u{fe0f}\u{20e3} 🇰🇿 👍🏽 ☎\u{fe0e}",
            "ئانا 漢字 한국어 é ñ",
            "«тире» — «кавычки» № 5 …",
        ] {
            assert_eq!(clean(text), text);
        }
    }

    #[test]
    fn a_title_is_one_line_that_fits() {
        let incoming = |title: &str| Incoming {
            update: UpdateId::first(1),
            chat: Chat::first(1),
            private: true,
            account: Account::first(1),
            tag: None,
            input: Input::Place(crate::domain::Place {
                title: Some(title.to_owned()),
                ..crate::domain::Place::at(crate::domain::Point { lat: 1.0, lon: 1.0 })
            }),
            beside: super::super::Beside::default(),
        };
        let title = |text: &str| match incoming(text).cleaned().input {
            Input::Place(place) => place.title,
            other => panic!("{other:?}"),
        };
        assert_eq!(title("a\n👤 b\u{202e}").as_deref(), Some("a 👤 b"));
        assert_eq!(title("\u{200b}\n"), None);
        let long = title(&"🎉".repeat(300)).unwrap();
        assert!(long.ends_with('…') && units(&long) <= TITLE_UNITS);
    }

    /// Mostly what ought to go, among what ought to stay.
    fn odd() -> impl Strategy<Value = String> {
        let odd = prop_oneof![
            any::<char>(),
            prop::char::range('\0', ' '),
            prop::char::range('\u{7f}', '\u{ad}'),
            prop::char::range('\u{2000}', '\u{206f}'),
            prop::char::range('\u{fe00}', '\u{fe0f}'),
            prop::char::range('\u{300}', '\u{36f}'),
            Just('а'),
            Just('и'),
            Just('\u{306}'),
            Just('🎉'),
        ];
        prop::collection::vec(odd, 0..60).prop_map(|chars| chars.into_iter().collect())
    }

    proptest! {
        #[test]
        fn nothing_odd_is_left_and_nothing_else_is_lost(text in odd()) {
            let cleaned = clean(&text);
            prop_assert!(clean(&cleaned) == cleaned);
            prop_assert!(units(&cleaned) <= units(&text));
            prop_assert!(!cleaned.contains(|c: char| c.is_control() && c != '\n' && c != '\t'));
            let turns = |c: char| matches!(c, '\u{61c}' | '\u{200b}'..='\u{200c}'
                | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}');
            prop_assert!(!cleaned.contains(turns));
            let letters = |text: &str| -> String {
                let bare = text.nfd().filter(|c| !is_mark(*c));
                bare.filter(|c| c.is_alphanumeric() && !hidden(*c)).collect()
            };
            prop_assert_eq!(letters(&cleaned), letters(&text));
            let one = line(&text);
            prop_assert!(!one.contains(['\n', '\t', '\r']));
            prop_assert_eq!(line(&one), one);
        }
    }
}
