//! Writing to the readers of a precinct: of which, in both languages, and what each of them gets,
//! before it goes out.

use serde::{Deserialize, Serialize};

use super::{Answer, Why, World};
use crate::chat::{Button, Say};
use crate::domain::{Both, Lang, PrecinctCode};
use crate::text::{Speaker, shorten};

/// The precincts of an officer, and the one whose readers are written to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Readers {
    pub precincts: Vec<Own>,
    /// The page of their list that is shown.
    #[serde(default, skip_serializing_if = "is_first")]
    pub page: usize,
    pub precinct: PrecinctCode,
}

/// A precinct of the officer, and how many people would be reached there when it was opened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Own {
    pub code: PrecinctCode,
    pub readers: i64,
    /// Groups that read it there.
    #[serde(default, skip_serializing_if = "none")]
    pub groups: i64,
}

impl Readers {
    /// Precincts on one page.
    const PAGE: usize = 30;

    /// None for whoever has no precinct.
    pub(super) fn of(precincts: Vec<Own>) -> Option<Readers> {
        let precinct = precincts.first()?.code.clone();
        Some(Readers {
            precinct,
            precincts,
            page: 0,
        })
    }

    /// Whether there is a choice between several.
    pub(super) fn are_many(&self) -> bool {
        self.precincts.len() > 1
    }

    /// A button for each precinct of a page, and those to its neighbours.
    pub(super) fn question(&self, text: String, world: &World) -> Say {
        let from = self.page * Readers::PAGE;
        let named = |own: &Own| {
            let precinct = world.directory.precinct(&own.code)?;
            let label = world
                .words
                .precinct_button(precinct.name.get(world.words.lang));
            Some(vec![world.answer(label, own.code.as_str())])
        };
        let shown = self.precincts.iter().skip(from).take(Readers::PAGE);
        let mut rows: Vec<_> = shown.filter_map(named).collect();
        let to = |label, page: usize| world.answer(label, &format!("page {page}"));
        let back = self.page.checked_sub(1);
        let next = (from + Readers::PAGE < self.precincts.len()).then_some(self.page + 1);
        let turn = [
            back.map(|page| to(world.words.list_back(), page)),
            next.map(|page| to(world.words.list_next(), page)),
        ];
        let turn: Vec<Button> = turn.into_iter().flatten().collect();
        if !turn.is_empty() {
            rows.push(turn);
        }
        Say {
            rows,
            ..Say::text(text)
        }
    }

    /// With a precinct, and whether it is chosen: it is not where another page is asked for.
    pub(super) fn step(&self, answer: &Answer) -> Result<(Readers, bool), Why> {
        let key = answer.key().ok_or(Why::Choose)?;
        let mut it = self.clone();
        if let Some(own) = self.precincts.iter().find(|own| own.code == key) {
            it.precinct.clone_from(&own.code);
            return Ok((it, true));
        }
        it.page = self.page(key).ok_or(Why::Choose)?;
        Ok((it, false))
    }

    /// The page that a button leads to. No code has a blank in it.
    fn page(&self, key: &str) -> Option<usize> {
        let page: usize = key.strip_prefix("page ")?.parse().ok()?;
        (page.checked_mul(Readers::PAGE)? < self.precincts.len()).then_some(page)
    }

    /// What each reader gets, and what is odd about these texts; to be sent or changed.
    pub(super) fn preview(
        &self,
        shown: impl Fn(Lang, Speaker<'_>) -> String,
        warning: Option<String>,
        texts: &[&Both],
        world: &World,
    ) -> Say {
        let words = world.words;
        let voice = world.voice(&self.precinct);
        let shown = |lang| voice.map_or_else(String::new, |voice| shown(lang, voice));
        let own = self.precincts.iter().find(|it| it.code == self.precinct);
        let (readers, groups) = own.map_or((0, 0), |own| (own.readers, own.groups));
        let preview = words.preview(&shown(Lang::Kk), &shown(Lang::Ru), readers, groups);
        let one = texts.iter().any(|it| it.is_one());
        let swapped = texts.iter().any(|it| it.is_swapped());
        let parts = [
            Some(preview),
            warning,
            one.then(|| words.notice_one_language()),
            swapped.then(|| words.languages_swapped()),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        world.asked(
            parts.join("\n\n"),
            [
                (words.button_send(), "send"),
                (words.button_change(), "change"),
            ],
        )
    }
}

/// Asks for a text in one of the languages; it may be left out where there is another.
pub(super) fn ask_text(text: String, optional: bool, world: &World) -> Say {
    match optional {
        true => world.asked(text, [(world.words.notice_skip(), "skip")]),
        false => Say::text(text),
    }
}

/// The key of the button that leaves words as they are, and how much of them stands on it.
pub(super) const KEEP: &str = "keep";
const KEPT: usize = 40;

pub(super) fn keep(text: &str, world: &World) -> Button {
    let text = shorten(&text.replace('\n', " "), KEPT);
    world.answer(world.words.broadcast_keep(&text), KEEP)
}

/// The text that was written; it is empty if it was left out.
pub(super) fn written(answer: &Answer, optional: bool, limit: usize) -> Result<&str, Why> {
    match answer.key() {
        Some("skip") if optional => Ok(""),
        _ => answer.words(limit),
    }
}

/// The first page of a list is not worth keeping.
fn is_first(page: &usize) -> bool {
    *page == 0
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde asks")]
fn none(count: &i64) -> bool {
    *count == 0
}
