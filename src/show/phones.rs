//! The phones of help in danger.

use super::Eye;
use crate::chat::{Attachment, Button, Say, Screen, Tap};
use crate::domain::law::{Law, Phone};
use crate::domain::{Both, Lang};
use crate::text::Words;

/// The phones, in both languages for whoever has not chosen one yet, and the way on from them.
pub fn screen(lang: Option<Lang>, reporting: bool, eye: &Eye<'_>) -> Say {
    let words = lang.map_or(eye.words, Words::new);
    let text = match lang {
        Some(lang) => full(lang, eye.law),
        None => both(eye.law),
    };
    let on = match reporting {
        true => words.report_go_on(),
        false => words.menu_report(),
    };
    Say::text(text)
        .row(line_buttons(words, eye.law))
        .open(on, Screen::ReportOn)
        .open(words.button_menu(), Screen::Menu)
        .sealed()
}

/// The three numbers to press in danger.
pub fn line_buttons(words: Words, law: &Law) -> Vec<Button> {
    let numbers = [Phone::Police, Phone::Rescue, Phone::Family].map(|it| law.number(it));
    let buttons = numbers.into_iter().map(|it| line_button(words, it));
    buttons.collect()
}

/// A button that brings a number as a contact.
pub fn line_button(words: Words, number: &str) -> Button {
    let tap = Tap::Open(Screen::Hotline(number.to_owned()));
    Button::new(words.button_line(number), &tap)
}

/// A number as a contact: a press calls it.
pub fn line(number: &str, name: &Both, words: Words) -> Say {
    Say::attach(Attachment::Contact {
        phone: number.to_owned(),
        name: name.get(words.lang).to_owned(),
    })
}

/// The phones of a group: nothing in it tells of whom it is or what is done to them.
pub fn in_group(law: &Law) -> String {
    let (police, rescue) = (law.number(Phone::Police), law.number(Phone::Rescue));
    Words::new(Lang::Kk).danger_line(police, rescue)
}

fn full(lang: Lang, law: &Law) -> String {
    let number = |whose| law.number(whose);
    Words::new(lang).emergency(
        number(Phone::Police),
        number(Phone::Rescue),
        number(Phone::Family),
    )
}

/// For whoever is in the middle of telling what happened.
pub fn short(lang: Lang, law: &Law) -> String {
    let number = |whose| law.number(whose);
    Words::new(lang).danger_short(
        number(Phone::Police),
        number(Phone::Rescue),
        number(Phone::Family),
    )
}

pub fn both(law: &Law) -> String {
    let help = Lang::ALL.map(|lang| Words::new(lang).danger_help(law.number(Phone::Family)));
    format!("{}\n\n{}", in_group(law), help.join("\n"))
}
