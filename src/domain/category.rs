//! What can be reported: the kinds of offences, as data of the law table.

use jiff::civil::Date;
use serde::Deserialize;

use super::Both;

/// Most kinds that a keyboard can show without becoming a search.
pub const CATEGORIES: usize = 20;
/// Longest label, in characters, that a button of a phone shows whole.
pub const LABEL_CHARS: usize = 40;

/// One kind. Article, title and fine are there only where a source names them without dispute.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// Kept in the database and in buttons: never changed, never used again for another kind.
    pub key: String,
    pub emoji: Option<String>,
    pub label: Both,
    /// The article of the Code on Administrative Offences, such as `434-2`.
    pub article: Option<String>,
    /// The title of that article.
    pub title: Option<Both>,
    pub fine: Option<Fine>,
    /// Keys of the hours rules that bear on it, the most common first.
    #[serde(default)]
    pub hours: Vec<String>,
    #[serde(default)]
    pub unit: Unit,
    /// Who else may answer for it.
    #[serde(default)]
    pub also: Vec<Helper>,
    /// Of the home: in no group, no push text, no count per house; never joined with others.
    #[serde(default)]
    pub private: bool,
    /// 102 and 111 stand before everything else.
    #[serde(default)]
    pub danger: bool,
    /// It lies or stands there for days: whether it happens now is not asked.
    #[serde(default)]
    pub lasting: bool,
    /// Inside of houses as often as not: the entrance and the floor lead there.
    #[serde(default)]
    pub indoors: bool,
    /// Children may be in the picture: it is asked not to show their faces.
    #[serde(default)]
    pub children: bool,
    /// Working days until an answer is due, where not the law's general limit.
    pub answer_days: Option<u32>,
    #[serde(default)]
    pub source: String,
    /// The day the source said so.
    pub as_of: Option<Date>,
}

/// What a natural person pays, in monthly calculation indices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fine {
    pub mrp: u32,
    /// The upper end, where the fine is a range.
    pub up_to: Option<u32>,
    /// For the same again within a year.
    pub repeat: Option<u32>,
}

/// The part of the local police whose matter it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    #[default]
    Precinct,
    Juvenile,
    /// Protection from domestic violence.
    Protection,
}

/// Who besides the police.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Helper {
    Akimat,
}

impl Category {
    /// What is wrong with it, if anything.
    pub(super) fn problem(&self) -> Option<String> {
        if !is_key(&self.key) {
            return Some("a key is 1 to 24 of a-z, 0-9 and _".into());
        }
        for label in [&self.label.kk, &self.label.ru] {
            let length = label.trim().chars().count();
            if length == 0 || length > LABEL_CHARS {
                return Some(format!(
                    "a label has 1 to {LABEL_CHARS} characters in each language"
                ));
            }
        }
        if self.title.as_ref().is_some_and(|title| !whole(title)) {
            return Some("a title is given in both languages".into());
        }
        let claims = self.article.is_some() || self.title.is_some() || self.fine.is_some();
        if claims && self.source.trim().is_empty() {
            return Some("an article, a title or a fine needs its source".into());
        }
        self.fine.and_then(Fine::problem)
    }
}

impl Fine {
    fn problem(self) -> Option<String> {
        let rises = self.up_to.is_none_or(|top| top > self.mrp)
            && self.repeat.is_none_or(|again| again > self.mrp);
        (self.mrp == 0 || !rises)
            .then(|| "a fine is at least 1 MRP, up_to and repeat are more than mrp".into())
    }
}

/// Short enough for a button's 64 bytes together with everything else in it.
pub(super) fn is_key(key: &str) -> bool {
    (1..=24).contains(&key.len())
        && key
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

pub(super) fn whole(text: &Both) -> bool {
    !text.kk.trim().is_empty() && !text.ru.trim().is_empty()
}
