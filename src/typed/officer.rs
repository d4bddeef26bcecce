//! Whom somebody calls an officer: the name, the phone, the number of a badge, as a resident writes
//! down what they were told at the door.

use super::phone_number;
use crate::address::name_key;

/// What is known of somebody who says that they are an officer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Presented {
    /// Keys of the words that may be of a name, see [`name_key`].
    names: Vec<String>,
    /// Of names that are only begun, such as «Б. Т.».
    initials: Vec<String>,
    /// As the directory has phones.
    pub phone: Option<String>,
    /// A number that is no phone.
    pub badge: bool,
}

/// Digits of a phone that stands among other words; shorter ones may be numbers of something else.
const PHONE_DIGITS: usize = 10;
/// Digits of a phone that stands alone: nobody is found by 102.
const SHORT_DIGITS: usize = 5;
/// Digits of the number of a badge, at least.
const BADGE_DIGITS: usize = 4;
/// Groups of figures and signs that are looked at for a phone.
const GROUPS: usize = 24;

/// Beginnings of words that are no name: ranks, the service, and what people ask by.
const NO_NAMES: [&str; 38] = [
    "участк",
    "участо",
    "учаск",
    "инспект",
    "полиц",
    "майор",
    "капитан",
    "лейтенант",
    "подполк",
    "полковн",
    "старшин",
    "сержант",
    "ефрейт",
    "жетон",
    "удостов",
    "куәлі",
    "төсбел",
    "настоящ",
    "нағыз",
    "шын",
    "телефон",
    "номер",
    "нөмір",
    "зовут",
    "представ",
    "провер",
    "тексер",
    "пришел",
    "пришёл",
    "звони",
    "келді",
    "сотрудн",
    "қызмет",
    "фамили",
    "хабарлас",
    "говор",
    "этот",
    "подскаж",
];
/// Short words that are no name.
const SHORT: [&str; 24] = [
    "это", "ли", "по", "из", "на", "от", "он", "она", "мне", "нам", "вам", "как", "что", "имя",
    "аты", "тегі", "бұл", "осы", "ма", "ме", "ба", "бе", "па", "пе",
];
/// How patronymics end, in keys: those of one father meet in what is left.
const SONS: [&str; 8] = ["uli", "kizi", "oviy", "eviy", "ovna", "evna", "ivna", "iy"];
/// Letters of a father's name, at least.
const FATHER: usize = 3;

impl Presented {
    pub fn read(text: &str) -> Presented {
        let (phone, rest) = phone_in(text);
        let mut all = Presented {
            phone,
            ..Presented::default()
        };
        let words: Vec<SaidWord> = words(&rest);
        let of_precinct = |at: usize| {
            let near = [at.checked_sub(1), Some(at + 1)];
            let mut near = near.into_iter().flatten().filter_map(|it| words.get(it));
            near.any(|it| it.text.starts_with("уч"))
        };
        for (at, word) in words.iter().enumerate() {
            let figures = word.text.chars().filter(char::is_ascii_digit).count();
            if figures > 0 {
                all.badge |= figures >= BADGE_DIGITS && !of_precinct(at);
            } else if word.text.chars().count() == 1 {
                if word.initial {
                    all.initials.push(name_key(&word.text));
                }
            } else if word.is_of_a_badge() {
                all.badge = true;
            } else if !word.is_no_name() {
                all.names.push(name_key(&word.text));
            }
        }
        all
    }

    /// Whether it tells one person from another: more than one word of a name.
    pub fn is_clear(&self) -> bool {
        self.names.len() + self.initials.len() >= 2 && !self.names.is_empty()
    }

    /// Whether a name of the directory, surname first, is what was said: the surname, and another
    /// word of it or its first letter; and no other father.
    pub fn is(&self, name: &str) -> bool {
        let own: Vec<String> = name.split_whitespace().map(name_key).collect();
        let Some((surname, given)) = own.split_first() else {
            return false;
        };
        let said = |word: &String| self.names.iter().any(|it| same(it, word));
        if !said(surname) {
            return false;
        }
        let other_father = self.names.iter().any(|it| {
            let father = |word: &String| father(word).is_some();
            father(it) && given.iter().any(father) && !given.iter().any(|own| same(it, own))
        });
        if other_father {
            return false;
        }
        if given.iter().any(said) {
            return true;
        }
        let mut begun = self.initials.iter().zip(given);
        !self.initials.is_empty() && begun.all(|(letter, word)| word.starts_with(letter.as_str()))
    }
}

/// The same name, or the same father's.
fn same(one: &str, other: &str) -> bool {
    one == other || father(one).is_some_and(|it| Some(it) == father(other))
}

fn father(key: &str) -> Option<&str> {
    let stem = SONS.iter().find_map(|end| key.strip_suffix(end))?;
    (stem.len() >= FATHER).then_some(stem)
}

struct SaidWord {
    /// In small letters.
    text: String,
    /// One letter of a name, by its point or its size.
    initial: bool,
}

impl SaidWord {
    fn is_of_a_badge(&self) -> bool {
        ["жетон", "удостов", "куәлі", "төсбел"]
            .iter()
            .any(|it| self.text.starts_with(it))
    }

    fn is_no_name(&self) -> bool {
        SHORT.contains(&self.text.as_str()) || NO_NAMES.iter().any(|it| self.text.starts_with(it))
    }
}

fn words(text: &str) -> Vec<SaidWord> {
    let mut words: Vec<SaidWord> = Vec::new();
    let chars: Vec<char> = text.chars().collect();
    let mut at = 0;
    while at < chars.len() {
        let from = at;
        while chars.get(at).is_some_and(|c| c.is_alphanumeric()) {
            at += 1;
        }
        if from == at {
            at += 1;
            continue;
        }
        let next = chars.get(at);
        let large = chars[from].is_uppercase() && next.is_none_or(|c| c.is_whitespace());
        // A text begins with a large letter, whatever it is.
        let large = large && !words.is_empty();
        let text: String = chars[from..at].iter().collect();
        words.push(SaidWord {
            text: text.to_lowercase(),
            initial: next == Some(&'.') || large,
        });
    }
    words
}

/// The first phone in a text, and what is left of the text.
fn phone_in(text: &str) -> (Option<String>, String) {
    let digits = |it: &str| it.chars().filter(char::is_ascii_digit).count();
    // A number by itself may be a short one.
    if digits(text) >= SHORT_DIGITS
        && let Some(number) = phone_number(text.trim())
    {
        return (Some(number), String::new());
    }
    let groups: Vec<&str> = text.split_whitespace().take(GROUPS).collect();
    for from in 0..groups.len() {
        for to in (from + 1..=groups.len()).rev() {
            let run = groups[from..to].join(" ");
            let run = run.trim_matches([',', ';', '.']);
            if digits(run) < PHONE_DIGITS {
                break;
            }
            if let Some(number) = phone_number(run) {
                let rest = [&groups[..from], &groups[to..]].concat().join(" ");
                return (Some(number), rest);
            }
        }
    }
    (None, text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAME: &str = "Сейтжапаров Берік Талғатұлы";

    #[test]
    fn a_name_in_any_spelling_is_known() {
        for text in [
            "Сейтжапаров Берік Талғатұлы",
            "Сейтжапаров Берик",
            "берик сейтжапаров",
            "Сейтжаппаров Берик Талгатович",
            "Seitzhaparov Berik",
            "майор полиции Сейтжапаров Б. Т.",
            "Сейтжапаров Б.",
            "Это Сейтжапаров Берік, участковый участка 12?",
            "Сейтжапаров Талғатұлы",
            "инспектор Сейтжапаров Берик, жетон 123456",
        ] {
            let said = Presented::read(text);
            assert!(said.is_clear() && said.is(NAME), "{text} {said:?}");
        }
        for text in [
            "Сейтжапаров Асқар",
            "Берік Талғатұлы",
            "Сейтжапаров А. Т.",
            "Сейтжапаров Берік Асқарұлы",
            "Иванов Берік",
        ] {
            let said = Presented::read(text);
            assert!(said.is_clear() && !said.is(NAME), "{text} {said:?}");
        }
    }

    #[test]
    fn too_little_is_seen() {
        for text in [
            "Берік",
            "Сейтжапаров",
            "участковый Берік",
            "это майор Сейтжапаров?",
            "Нағыз учаскелік пе?",
            "102",
            "",
        ] {
            let said = Presented::read(text);
            assert!(!said.is_clear() && said.phone.is_none(), "{text} {said:?}");
            assert!(!said.badge, "{text}");
        }
        for text in [
            "жетон 123456",
            "удостоверение № 4411",
            "куәлік нөмірі 77",
            "0012345",
        ] {
            let said = Presented::read(text);
            assert!(said.badge && !said.is_clear(), "{text} {said:?}");
        }
    }

    #[test]
    fn a_phone_is_found_among_words() {
        for text in [
            "+7 700 000 00 12",
            "тел. 8 (700) 000-00-12",
            "87000000012",
            "звонит 8 700 000 00 12, говорит из полиции",
            "участок 12 87000000012",
            "Ким Виктор 8 700 000 00 12",
        ] {
            let said = Presented::read(text);
            assert_eq!(said.phone.as_deref(), Some("+77000000012"), "{text}");
            assert!(!said.badge, "{text}");
        }
        let both = Presented::read("Сейтжапаров Берик 8 700 000 00 12");
        assert!(both.is(NAME) && both.phone.is_some());
        assert_eq!(Presented::read("51-21-02").phone.as_deref(), Some("512102"));
    }
}
