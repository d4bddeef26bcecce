//! What people write in place of pressing a button. Data, because they say it in many ways.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::domain::wording::writing::{on_cyrillic_keys, plain};

/// What a few words mean, whatever is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Meaning {
    Yes,
    No,
    /// It happens now.
    Now,
    /// It is over.
    Past,
    Done,
    Send,
    Cancel,
    Back,
    Menu,
    Start,
    /// All over again.
    Anew,
    Help,
    Find,
    Report,
    /// The own reports.
    Mine,
    Subscriptions,
    Places,
    Language,
    Kazakh,
    Russian,
    /// Few large buttons.
    Simple,
    /// All buttons again.
    Full,
    Thanks,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct SpokenTable {
    fold: Vec<String>,
    thumbs: Vec<String>,
    leave: Vec<String>,
    before_number: Vec<String>,
    after_number: Vec<String>,
    ordinals: Vec<Vec<String>>,
    endings: Vec<String>,
    beside: Vec<String>,
    words: BTreeMap<Meaning, Vec<String>>,
}

/// More letters than the longest of the table, so that long texts are not looked through.
const LETTERS: usize = 64;

// A test reads the table: it is never empty.
static TABLE: LazyLock<SpokenTable> =
    LazyLock::new(|| toml::from_str(include_str!("spoken.toml")).unwrap_or_default());

/// Letters that are one, as pairs.
static FOLD: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let pairs = TABLE.fold.iter().map(|pair| pair.chars());
    pairs
        .filter_map(|mut pair| pair.next().zip(pair.next()))
        .collect()
});

static LEAVE: LazyLock<HashSet<String>> = LazyLock::new(|| all_folded(&TABLE.leave));
static ENDINGS: LazyLock<HashSet<String>> = LazyLock::new(|| all_folded(&TABLE.endings));
static BESIDE: LazyLock<HashSet<String>> = LazyLock::new(|| all_folded(&TABLE.beside));

static MEANINGS: LazyLock<HashMap<String, Meaning>> = LazyLock::new(|| {
    let rows = TABLE.words.iter();
    rows.flat_map(|(meaning, words)| words.iter().map(|word| (folded(word), *meaning)))
        .collect()
});

/// The same by the sounds of the words, for whoever types Latin letters.
static SOUNDS: LazyLock<HashMap<String, Meaning>> = LazyLock::new(|| {
    let rows = TABLE.words.iter();
    rows.flat_map(|(meaning, words)| words.iter().map(|word| (sounds(word), *meaning)))
        .collect()
});

static ORDINALS: LazyLock<HashMap<String, usize>> = LazyLock::new(|| {
    let rows = (1..).zip(&TABLE.ordinals);
    rows.flat_map(|(at, words)| words.iter().map(move |word| (folded(word), at)))
        .collect()
});

/// What the whole text means, if it is one of those that stand for a button.
pub fn meaning(text: &str) -> Option<Meaning> {
    let text = text.trim();
    if TABLE.thumbs.iter().any(|thumb| thumb == text) {
        return Some(Meaning::Thanks);
    }
    if text.chars().count() > LETTERS {
        return None;
    }
    let meant = MEANINGS.get(&folded(text)).copied();
    meant.or_else(|| {
        if !is_latin(text) {
            return None;
        }
        let keys = on_cyrillic_keys(text);
        let by_keys = keys.and_then(|text| MEANINGS.get(&folded(&text)).copied());
        SOUNDS.get(&sounds(text)).copied().or(by_keys)
    })
}

/// Whether a label is the same words as the text, whatever their pictures, signs and letters.
pub fn same_words(text: &str) -> impl Fn(&str) -> bool {
    let same = folded(text);
    let heard = is_latin(text).then(|| sounds(text));
    move |label| {
        let sounds_so = || heard.as_ref().is_some_and(|it| *it == sounds(label));
        !same.is_empty() && (folded(label) == same || sounds_so())
    }
}

/// A place in a row of buttons: `2`, `2.`, `№2`, `2️⃣`, «вторая», «екінші».
pub fn place_in_row(text: &str) -> Option<usize> {
    if text.chars().count() > LETTERS {
        return None;
    }
    // The key around a figure.
    let bare: String = text
        .replace('🔟', "10")
        .replace(['\u{fe0f}', '\u{20e3}'], "");
    let same = folded(&bare);
    let mut words = same
        .split(' ')
        .filter(|word| !BESIDE.contains(*word) && !ENDINGS.contains(*word));
    let (word, None) = (words.next()?, words.next()) else {
        return None;
    };
    let end = word.find(|c: char| !c.is_ascii_digit());
    let (figures, ending) = word.split_at(end.unwrap_or(word.len()));
    let figures = figures.parse().ok().filter(|at| *at > 0);
    let whole = ending.is_empty() || ENDINGS.contains(ending);
    figures
        .filter(|_| whole)
        .or_else(|| ORDINALS.get(word).copied())
}

fn is_latin(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_alphabetic())
}

fn sounds(text: &str) -> String {
    let words = folded(text);
    let words: Vec<String> = words.split(' ').map(plain).collect();
    words.join(" ")
}

/// Whether the whole text leaves what is asked, wherever words are waited for. Most of those that
/// mean [`Meaning::Cancel`] may be an answer there.
pub fn leaves(text: &str) -> bool {
    text.chars().count() <= LETTERS && LEAVE.contains(&folded(text))
}

/// The words as they are compared: small letters of one alphabet, no pictures, no signs.
pub fn folded(text: &str) -> String {
    let pairs = &*FOLD;
    let mut out = String::with_capacity(text.len());
    let mut ended = false;
    for letter in text.chars().flat_map(char::to_lowercase) {
        if !letter.is_alphanumeric() {
            ended = !out.is_empty();
            continue;
        }
        if std::mem::take(&mut ended) {
            out.push(' ');
        }
        let pair = pairs.iter().find(|(of, _)| *of == letter);
        out.push(pair.map_or(letter, |(_, same)| *same));
    }
    out
}

fn all_folded(words: &[String]) -> HashSet<String> {
    words.iter().map(|it| folded(it)).collect()
}

/// Whether what ends before a number says that it is one of a report.
pub(super) fn report_before(text: &str) -> bool {
    let last = text.split_whitespace().next_back().unwrap_or_default();
    let last = format!("{} ", last.to_lowercase());
    TABLE.before_number.iter().any(|it| last.starts_with(it))
}

/// The same of what follows the number.
pub(super) fn report_after(text: &str) -> bool {
    let text = text.to_lowercase();
    text.starts_with([':', '·']) || TABLE.after_number.iter().any(|it| text.starts_with(it))
}

/// Every row of the table, for those who test it.
pub fn spoken() -> impl Iterator<Item = (Meaning, &'static str)> {
    let rows = TABLE.words.iter();
    rows.flat_map(|(meaning, words)| words.iter().map(|word| (*meaning, word.as_str())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_means_one_thing() {
        let mut seen: HashMap<String, Meaning> = HashMap::new();
        for (meant, word) in spoken() {
            let before = seen.insert(folded(word), meant);
            assert!(
                before.is_none_or(|it| it == meant),
                "{word}: {before:?}, {meant:?}"
            );
            assert!(
                !folded(word).is_empty() && word.chars().count() < LETTERS,
                "{word}"
            );
        }
        assert!(seen.len() > 200, "{}", seen.len());
    }

    #[test]
    fn only_few_words_leave_everything() {
        assert!(TABLE.leave.len() > 5);
        for word in &TABLE.leave {
            assert!(leaves(&format!("{}!", word.to_uppercase())), "{word}");
            let meant = meaning(word);
            let leads = matches!(meant, Some(Meaning::Cancel | Meaning::Menu | Meaning::Back));
            assert!(leads, "{word}: {meant:?}");
        }
        for text in ["керек емес", "болмайды", "не нужно", ""] {
            assert!(!leaves(text), "{text}");
        }
    }

    #[test]
    fn places_in_a_row() {
        for (text, place) in [
            ("1", 1),
            ("1.", 1),
            (" 2) ", 2),
            ("№1", 1),
            ("№ 3", 3),
            ("#4", 4),
            ("1️⃣", 1),
            ("🔟", 10),
            ("первое", 1),
            ("Вторую!", 2),
            ("бірінші", 1),
            ("биринши", 1),
            ("екіншісі", 2),
            ("2-ші", 2),
            ("3ші", 3),
            ("5-я", 5),
            ("кнопка 2", 2),
            ("2-түйме", 2),
            ("номер два", 2),
        ] {
            assert_eq!(place_in_row(text), Some(place), "{text}");
        }
        for text in [
            "0",
            "12 кв 5",
            "5а",
            "2 мкр",
            "Абай 1",
            "",
            "№",
            "кнопка",
            "1 2",
        ] {
            assert_eq!(place_in_row(text), None, "{text}");
        }
    }

    #[test]
    fn in_latin_letters_and_on_the_wrong_keyboard() {
        for (text, meant) in [
            ("Joq", Meaning::No),
            ("zhok", Meaning::No),
            ("iä", Meaning::Yes),
            ("nazad", Meaning::Back),
            ("artqa", Meaning::Back),
            ("boldyrmau", Meaning::Cancel),
            ("kerek emes", Meaning::Cancel),
            ("ytn", Meaning::No),
            ("vty.", Meaning::Menu),
            ("jnvtyf", Meaning::Cancel),
        ] {
            assert_eq!(meaning(text), Some(meant), "{text}");
        }
        assert!(same_words("moi inspektor")("👮 Мой инспектор"));
        assert!(same_words("Менин инспекторым")(
            "👮 Менің инспекторым"
        ));
        assert!(!same_words("")("☰"));
        assert!(!same_words("!")("☰"));
    }

    #[test]
    fn in_any_case_with_any_sign() {
        for (meant, word) in spoken() {
            let capital: String = word.to_uppercase();
            let forms = [
                word.to_owned(),
                capital,
                format!("{word}."),
                format!(" {word}!! "),
                format!("✅ {word}"),
            ];
            for form in forms {
                assert_eq!(meaning(&form), Some(meant), "{form}");
            }
        }
        assert_eq!(meaning("👍"), Some(Meaning::Thanks));
        assert_eq!(meaning("Көршілер шулап жатыр"), None);
        assert_eq!(meaning("отмена рейса и шум"), None);
        assert_eq!(meaning(""), None);
    }
}
