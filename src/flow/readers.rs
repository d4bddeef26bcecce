//! The precincts of an officer, to choose one of.

use serde::{Deserialize, Serialize};

use super::World;
use crate::chat::Button;

/// A precinct of the officer, and how many people would be reached there when it was opened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Own {
    pub code: String,
    pub readers: i64,
}

impl Own {
    /// Precincts on one page.
    const PAGE: usize = 30;

    /// A button for each precinct of a page, and those to its neighbours.
    pub(super) fn buttons(all: &[Own], page: usize, world: &World) -> Vec<Vec<Button>> {
        let from = page * Own::PAGE;
        let named = |own: &Own| {
            let precinct = world.directory.precinct(&own.code)?;
            let label = world
                .words
                .precinct_button(precinct.name.get(world.words.lang));
            Some(vec![world.answer(label, &own.code)])
        };
        let shown = all.iter().skip(from).take(Own::PAGE);
        let mut rows: Vec<_> = shown.filter_map(named).collect();
        let to = |label, page: usize| world.answer(label, &format!("page {page}"));
        let back = page.checked_sub(1);
        let next = (from + Own::PAGE < all.len()).then_some(page + 1);
        let turn = [
            back.map(|page| to(world.words.list_back(), page)),
            next.map(|page| to(world.words.list_next(), page)),
        ];
        let turn: Vec<Button> = turn.into_iter().flatten().collect();
        if !turn.is_empty() {
            rows.push(turn);
        }
        rows
    }

    /// The page that a button leads to. No code has a blank in it.
    pub(super) fn page(all: &[Own], key: &str) -> Option<usize> {
        let page: usize = key.strip_prefix("page ")?.parse().ok()?;
        (page.checked_mul(Own::PAGE)? < all.len()).then_some(page)
    }

    pub(super) fn readers(all: &[Own], code: &str) -> i64 {
        all.iter()
            .find(|own| own.code == code)
            .map_or(0, |own| own.readers)
    }
}
