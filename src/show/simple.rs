//! What is said to whoever wants it simple: no pictures, one button a row, and below each message the
//! phone of somebody who can be called. It is the same message otherwise.

use super::Eye;
use crate::chat::{Button, Say};
use crate::domain::PrecinctCode;
use crate::domain::law::Phone;
use crate::text::{Words, phone};

/// The person who can be called, in words: who, and the number as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Human {
    line: String,
    number: String,
}

impl Human {
    /// The inspector of the home; where there is none or no home is known, the duty desk, the police.
    pub fn of(home: Option<&PrecinctCode>, eye: &Eye<'_>) -> Human {
        let words = eye.words;
        let post = home.and_then(|code| eye.directory.post(code, eye.today()));
        let inspector = post.as_ref().and_then(|it| it.on_duty()?.phone.as_deref());
        let desk = post.as_ref().and_then(|it| it.duty_phone);
        match (inspector, desk) {
            (Some(number), _) => {
                let number = phone(number);
                let line = words.simple_inspector(&number);
                Human { line, number }
            }
            (None, Some(number)) => {
                let number = phone(number);
                let line = words.simple_desk(&number);
                Human { line, number }
            }
            (None, None) => Human::police(words, eye.law.number(Phone::Police)),
        }
    }

    fn police(words: Words, number: &str) -> Human {
        Human {
            line: words.simple_police(number),
            number: number.to_owned(),
        }
    }
}

/// The same in its simple form. Of what happens at home nobody but the police is named.
pub fn simple(say: Say, human: &Human, words: Words, police: &str) -> Say {
    if !say.is_message() {
        return say;
    }
    let rows = say.rows.into_iter().flatten();
    let rows = rows.map(|it| {
        let label = without_pictures(&it.label);
        vec![match label.is_empty() {
            true => it,
            false => Button { label, ..it },
        }]
    });
    let mut text = bare(&say.text);
    let human = match say.sealed {
        true => Human::police(words, police),
        false => human.clone(),
    };
    if !text.is_empty() && !say.only_edits && !names(&text, &human.number) {
        text = format!("{text}\n\n{}", human.line);
    }
    Say {
        text,
        rows: rows.collect(),
        ..say
    }
}

/// Whether the number stands in the text, and not only as a part of a longer one.
fn names(text: &str, number: &str) -> bool {
    let digit = |it: Option<char>| it.is_some_and(|it| it.is_ascii_digit());
    text.match_indices(number).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + number.len()..]);
        !digit(before.chars().next_back()) && !digit(after.chars().next())
    })
}

const QUOTE: (&str, &str) = ("<blockquote>", "</blockquote>");

/// Without pictures; what people wrote stays as it is.
fn bare(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, quoted)) = rest.split_once(QUOTE.0) {
        let (inside, after) = quoted.split_once(QUOTE.1).unwrap_or((quoted, ""));
        out.push_str(&without_pictures(before));
        out.push_str(QUOTE.0);
        out.push_str(inside);
        out.push_str(QUOTE.1);
        rest = after;
    }
    out.push_str(&without_pictures(rest));
    out
}

/// Each line without pictures and the blanks that stood around them.
fn without_pictures(text: &str) -> String {
    let line = |line: &str| {
        if !line.contains(is_picture) {
            return line.to_owned();
        }
        let words: String = line.chars().filter(|it| !is_picture(*it)).collect();
        let words: Vec<&str> = words.split(' ').filter(|it| !it.is_empty()).collect();
        // A picture that was named alone.
        let words = words.into_iter().filter(|it| !it.starts_with("()"));
        words.collect::<Vec<_>>().join(" ").replace("<b> ", "<b>")
    };
    let lines: Vec<String> = text.split('\n').map(line).collect();
    lines.join("\n")
}

/// What a screen reader reads as the name of a picture.
fn is_picture(c: char) -> bool {
    matches!(c,
        '\u{200d}' | '\u{20e3}' | '\u{fe0e}' | '\u{fe0f}' | '\u{22ef}'
        | '\u{2190}'..='\u{21ff}' | '\u{2300}'..='\u{23ff}' | '\u{25a0}'..='\u{27bf}'
        | '\u{2b00}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::{Screen, Tap};
    use crate::domain::Lang;

    fn human() -> Human {
        Human {
            line: "Телефон: +7 700 000 00 12".to_owned(),
            number: "+7 700 000 00 12".to_owned(),
        }
    }

    #[test]
    fn no_picture_one_button_a_row_and_a_phone() {
        let words = Words::new(Lang::Ru);
        let two = ["🚨 Срочно: 102", "⋯ Ещё"];
        let buttons = two.map(|it| Button::new(it.to_owned(), &Tap::Open(Screen::Menu)));
        let say =
            Say::text("<b>🏘 Участок № 12</b>\n👮 Ким\n<blockquote>👍 да</blockquote>".to_owned());
        let said = simple(say.row(buttons.into()), &human(), words, "102");
        assert_eq!(
            said.text,
            "<b>Участок № 12</b>\nКим\n<blockquote>👍 да</blockquote>\n\nТелефон: +7 700 000 00 12"
        );
        let labels: Vec<&str> = said.buttons().map(|it| it.label.as_str()).collect();
        assert_eq!(labels, ["Срочно: 102", "Ещё"]);
        assert_eq!(said.rows.len(), 2);
    }

    #[test]
    fn a_phone_that_is_there_is_not_repeated() {
        let words = Words::new(Lang::Ru);
        let say = |text: &str| simple(Say::text(text.to_owned()), &human(), words, "102").text;
        assert_eq!(
            say("Звоните +7 700 000 00 12."),
            "Звоните +7 700 000 00 12."
        );
        assert!(say("Звоните +7 700 000 00 123.").ends_with("00 12"));
        let sealed = Say::text("Есть новость.".to_owned()).sealed();
        let sealed = simple(sealed, &human(), words, "102").text;
        assert!(sealed.contains("102") && !sealed.contains("+7"), "{sealed}");
        assert_eq!(
            simple(Say::default(), &human(), words, "102"),
            Say::default()
        );
    }
}
