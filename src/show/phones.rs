//! The phones of help in danger.

use super::Eye;
use crate::chat::{Say, Screen};
use crate::domain::Lang;
use crate::domain::law::{Law, Phone};
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
        .open(on, Screen::ReportOn)
        .open(words.button_menu(), Screen::Menu)
        .sealed()
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
