//! What the bot is for, and what it keeps.

use super::Eye;
use super::phones::line_buttons;
use crate::chat::{Attachment, Made, Say, Screen};
use crate::domain::law::Phone;
use crate::domain::policy::Duty;
use crate::text::Words;

pub fn help(duties: &[Duty], eye: &Eye<'_>) -> Say {
    let (words, law) = (eye.words, eye.law);
    let (police, rescue, family) = (
        law.number(Phone::Police),
        law.number(Phone::Rescue),
        law.number(Phone::Family),
    );
    let mut text = words.help(police, rescue, family);
    let duties = duties.iter().flat_map(|duty| match duty {
        Duty::Desk => vec![words.help_desk(), words.help_closed()],
        Duty::Meeting => vec![words.help_meeting()],
        Duty::Notice => vec![words.help_notice()],
    });
    let duties: Vec<String> = duties.collect();
    if !duties.is_empty() {
        text = format!("{text}\n\n{}\n{}", words.help_staff(), duties.join("\n"));
    }
    Say::text(text)
        .row(line_buttons(words, law))
        .open(words.button_privacy(), Screen::Privacy)
        .open(words.button_menu(), Screen::Menu)
}

/// What is kept and when, and what one may do about it.
pub fn privacy(words: Words) -> Say {
    Say::text(words.privacy())
        .open(words.button_my_data(), Screen::MyData)
        .open(words.button_forget(), Screen::Forget)
        .open(words.button_menu(), Screen::Menu)
}

/// Everything that is kept about a person: for programs, then as a text of their own.
pub fn my_data(eye: &Eye<'_>) -> [Say; 2] {
    let (words, person) = (eye.words, eye.reader);
    let made = |made: Made, text: String| Say {
        attachment: Some(Attachment::Made(made)),
        ..Say::text(text).sealed()
    };
    [
        made(Made::MyData { person }, words.my_data_json()).silent(),
        made(Made::MyText { person }, words.my_data()).open(words.button_menu(), Screen::Menu),
    ]
}
