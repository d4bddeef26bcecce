//! In which of the two languages somebody writes, as far as the words tell it.

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::domain::Lang;
use crate::domain::wording::writing::{Sentence, has_kazakh_letters, plain, readings};

/// Words shorter than this end as they like, in letters of the plain form.
const LONG: usize = 5;

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct LanguageTable {
    kk: Signs,
    ru: Signs,
}

/// What tells of one language.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Signs {
    words: HashSet<String>,
    ends: HashSet<String>,
}

// A test reads the table: it is never empty.
static TABLE: LazyLock<LanguageTable> = LazyLock::new(|| {
    let table = toml::from_str::<LanguageTable>(include_str!("language.toml")).unwrap_or_default();
    let in_plain = |words: HashSet<String>| words.iter().map(|it| plain(it)).collect();
    let signs = |signs: Signs| Signs {
        words: in_plain(signs.words),
        ends: in_plain(signs.ends),
    };
    LanguageTable {
        kk: signs(table.kk),
        ru: signs(table.ru),
    }
});

/// The language of a text; None where nothing tells it, as in a lone address. Of a text in both it
/// is the one with more words.
pub fn language(text: &str) -> Option<Lang> {
    readings(text)
        .iter()
        .find_map(|reading| of_words(reading))
        .or_else(|| has_kazakh_letters(text).then_some(Lang::Kk))
}

fn of_words(sentences: &[Sentence]) -> Option<Lang> {
    let words = || sentences.iter().flat_map(|it| &it.words);
    let kazakh = words().filter(|it| TABLE.kk.tell(it, &TABLE.ru)).count();
    let russian = words().filter(|it| TABLE.ru.tell(it, &TABLE.kk)).count();
    match kazakh.cmp(&russian) {
        std::cmp::Ordering::Greater => Some(Lang::Kk),
        std::cmp::Ordering::Less => Some(Lang::Ru),
        std::cmp::Ordering::Equal => None,
    }
}

impl Signs {
    /// Whether the word is of this language; a whole word of the other goes before an ending.
    fn tell(&self, word: &str, other: &Signs) -> bool {
        let ends = || self.ends.iter().any(|end| word.ends_with(end.as_str()));
        self.words.contains(word) || (word.len() >= LONG && !other.words.contains(word) && ends())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_is_of_both() {
        let both: Vec<&String> = TABLE.kk.words.intersection(&TABLE.ru.words).collect();
        assert_eq!(both, Vec::<&String>::new());
        let both: Vec<&String> = TABLE.kk.ends.intersection(&TABLE.ru.ends).collect();
        assert_eq!(both, Vec::<&String>::new());
        let ends = TABLE.kk.ends.union(&TABLE.ru.ends);
        let short: Vec<&String> = ends.filter(|it| it.len() < 3).collect();
        assert_eq!(short, Vec::<&String>::new());
        assert!(TABLE.kk.words.len() > 100 && TABLE.ru.words.len() > 150);
    }

    #[test]
    fn by_words_and_letters() {
        for (text, lang) in [
            ("Абая 12 орут соседи уже третий час", Some(Lang::Ru)),
            ("Абай көшесі 12 көршілер шулап жатыр", Some(Lang::Kk)),
            (
                "коршилер катты шулап жатыр уйыктай алмай жатырмыз",
                Some(Lang::Kk),
            ),
            ("korshiler shulap jatyr", Some(Lang::Kk)),
            ("sosedi orut uje tretiy chas", Some(Lang::Ru)),
            ("cjctlb jhen", Some(Lang::Ru)),
            ("Музыка орёт на Өркен 21, спать не дают", Some(Lang::Ru)),
            ("Сәлем", Some(Lang::Kk)),
            ("салем", Some(Lang::Kk)),
            ("Здравствуйте!", Some(Lang::Ru)),
            ("кто мой участковый", Some(Lang::Ru)),
            ("учаскелік кім", Some(Lang::Kk)),
            ("ул абаи д12 кв3", Some(Lang::Ru)),
            ("Бейбітшілік 122", Some(Lang::Kk)),
            ("Абая 12", Some(Lang::Ru)),
            ("Абай 12", None),
            ("47.005 67.042", None),
            ("hello", None),
            ("", None),
        ] {
            assert_eq!(language(text), lang, "{text}");
        }
    }
}
