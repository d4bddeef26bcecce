//! Territories as the search will understand them, to be looked over before they are saved.

use crate::address::{Territory, differing, parse_territory};
use crate::domain::directory::Precinct;
use crate::domain::{Both, Lang, PrecinctCode};

/// What was understood of the texts of one precinct.
#[derive(Clone, Debug, PartialEq)]
pub struct Understood {
    pub code: PrecinctCode,
    pub name: Both,
    pub kk: Territory,
    pub ru: Territory,
    /// Items of the Kazakh and of the Russian text that are surely one street, with other houses.
    pub differ: Vec<(usize, usize)>,
}

impl Understood {
    pub fn of(&self, lang: Lang) -> &Territory {
        match lang {
            Lang::Kk => &self.kk,
            Lang::Ru => &self.ru,
        }
    }

    /// Streets and micro-districts of both texts.
    pub fn entries(&self) -> usize {
        self.kk.items.len() + self.ru.items.len()
    }

    /// The names of a pair of items that differ, as each language has them.
    pub fn names(&self, (kk, ru): (usize, usize)) -> Both {
        let name = |territory: &Territory, at: usize| {
            let item = territory.items.get(at);
            item.map(|it| it.name.to_string()).unwrap_or_default()
        };
        Both {
            kk: name(&self.kk, kk),
            ru: name(&self.ru, ru),
        }
    }

    /// One line of plain English about such a pair.
    pub fn said_of(&self, pair: (usize, usize)) -> String {
        let (Both { kk, ru }, code) = (self.names(pair), &self.code);
        format!("{code}: other houses in territory_kk ({kk}) than in territory_ru ({ru})")
    }

    /// What was not understood, with the language it is written in.
    pub fn pieces(&self) -> impl Iterator<Item = (Lang, &str)> {
        Lang::ALL.into_iter().flat_map(|lang| {
            let pieces = self.of(lang).not_understood.iter();
            pieces.map(move |piece| (lang, piece.as_str()))
        })
    }
}

/// The column of a table that has the text of a language.
pub fn column(lang: Lang) -> &'static str {
    match lang {
        Lang::Kk => "territory_kk",
        Lang::Ru => "territory_ru",
    }
}

/// All precincts with a text in any language, in the order of their file.
pub(super) fn understand(precincts: &[Precinct]) -> Vec<Understood> {
    let written = |it: &&Precinct| !it.territory.kk.is_empty() || !it.territory.ru.is_empty();
    let understood = |it: &Precinct| {
        let (kk, ru) = (&it.territory.kk, &it.territory.ru);
        let (kk, ru) = (parse_territory(kk), parse_territory(ru));
        Understood {
            code: it.code.clone(),
            name: it.name.clone(),
            differ: differing(&kk, &ru),
            kk,
            ru,
        }
    };
    precincts.iter().filter(written).map(understood).collect()
}
