//! Where a search stands, and what an answer does to it.

use serde::{Deserialize, Serialize};

use super::known::Known;
use crate::address::Differs;
use crate::domain::{AreaCode, Place, PrecinctCode, Spot};
use crate::flow::Why;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Search {
    pub at: At,
    /// Places of this person: those with a name first, then the last used.
    pub known: Vec<Known>,
    /// Best first, at most five.
    pub candidates: Vec<PrecinctChoice>,
    /// What the candidates are candidates for.
    pub place: Option<Place>,
    pub address: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum At {
    #[default]
    Where,
    /// Near a border, or several fit.
    Which,
    /// It was none of those, all in this area: who knows better, and where again.
    Neither { area: Option<AreaCode> },
    /// In the lists: the area that is open, and the page of it.
    List { area: Option<AreaCode>, page: usize },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PrecinctChoice {
    pub code: PrecinctCode,
    /// How it differs from the address that was typed.
    pub differs: Option<Differs>,
}

/// What an answer does to the search.
#[derive(Debug)]
pub enum Searched {
    /// Ask on.
    On(Search),
    Found(Spot),
    No(Why),
}
