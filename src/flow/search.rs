//! The search for a place: its own conversation, and a part of the report. Three answers, never a
//! guess: sure, check the house, unknown. Whoever has no pin types an address, takes a place used
//! before, or goes down the lists from region to precinct.

use serde::{Deserialize, Serialize};

use super::{Answer, Why, World};
use crate::chat::{Button, Press, Say};
use crate::domain::{Place, Spot};
use crate::precincts::address::{self, Differs};
use crate::precincts::{self, Directory, Located, Parsed};
use crate::text::Words;

/// Buttons of one page of a list.
const PAGE: usize = 12;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Search {
    pub at: At,
    /// Places of this person: those with a name first, then the last used.
    pub known: Vec<Known>,
    /// Best first, at most five.
    pub candidates: Vec<Candidate>,
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
    /// In the lists: the area that is open, and the page of it.
    List { area: Option<String>, page: usize },
}

/// A place of this person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Known {
    pub id: i64,
    /// "Home", "mum"; None for a place that was only used lately.
    pub name: Option<String>,
    pub spot: Spot,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    pub code: String,
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

impl Search {
    /// Asks in the given words; the buttons are the search's own.
    pub fn question(&self, text: String, world: &World) -> Say {
        match &self.at {
            At::Where => self.ask_where(text, world),
            At::Which => self.ask_which(world),
            At::List { area, page } => list(area.as_deref(), *page, world),
        }
    }

    pub fn step(&self, answer: &Answer, world: &World) -> Searched {
        match (&self.at, answer) {
            (At::Where, Answer::Key(key)) if key == "list" => self.at(top(world)),
            (At::Where, Answer::Key(key)) => {
                let known = self.known.iter().find(|known| known.id.to_string() == *key);
                match known {
                    Some(known) => use_again(&known.spot, world),
                    None if key == POSITION => Searched::No(Why::PhoneOnly),
                    None => Searched::No(Why::Choose),
                }
            }
            (At::Which, Answer::Key(key)) if key == "none" => self.at(At::Where),
            (At::Which, Answer::Key(key)) => {
                let known = self
                    .candidates
                    .iter()
                    .any(|candidate| candidate.code == *key);
                if !known {
                    return Searched::No(Why::Choose);
                }
                Searched::Found(Spot {
                    precinct: key.clone(),
                    place: self.place.clone(),
                    address: self.address.clone(),
                })
            }
            (At::List { area, page }, Answer::Key(key)) => {
                self.listed(area.as_deref(), *page, key, world)
            }
            // Another place is as good an answer as one of the buttons.
            (_, Answer::Place(place)) => self.located(place.clone(), world),
            (_, Answer::Text(text)) => self.typed(text, world),
            (_, Answer::Note(_) | Answer::Other) => Searched::No(Why::NoPlace),
        }
    }

    fn at(&self, at: At) -> Searched {
        Searched::On(Search {
            at,
            candidates: Vec::new(),
            place: None,
            address: None,
            ..self.clone()
        })
    }

    /// A pin, a venue, coordinates or a link.
    fn located(&self, place: Place, world: &World) -> Searched {
        match world.directory.locate(place.point, place.accuracy) {
            Located::Sure(precinct) => Searched::Found(Spot {
                precinct,
                place: Some(place),
                address: None,
            }),
            Located::Check(codes) => Searched::On(Search {
                at: At::Which,
                candidates: codes
                    .into_iter()
                    .map(|code| Candidate {
                        code,
                        differs: None,
                    })
                    .collect(),
                place: Some(place),
                address: None,
                known: self.known.clone(),
            }),
            Located::Unknown { swapped: true, .. } => Searched::No(Why::Swapped),
            Located::Unknown {
                area,
                swapped: false,
            } => Searched::No(Why::Outside(area)),
        }
    }

    /// Coordinates, a link, or an address.
    fn typed(&self, text: &str, world: &World) -> Searched {
        match precincts::place_text(text) {
            Some(Parsed::Point(point)) => return self.located(Place::at(point), world),
            Some(Parsed::ShortLink(service)) => return Searched::No(Why::ShortLink(service)),
            None => {}
        }
        let address = Some(crate::text::shorten(text, ADDRESS_CHARS));
        match world.directory.find(text) {
            address::Answer::Sure(precinct) => Searched::Found(Spot {
                precinct,
                place: None,
                address,
            }),
            address::Answer::Check(candidates) => Searched::On(Search {
                at: At::Which,
                candidates: candidates
                    .into_iter()
                    .map(|it| Candidate {
                        code: it.code,
                        differs: Some(it.why),
                    })
                    .collect(),
                place: None,
                address,
                known: self.known.clone(),
            }),
            address::Answer::Unknown { near } if near.is_empty() => Searched::No(Why::NoAddress),
            address::Answer::Unknown { .. } => Searched::No(Why::NoHouse),
        }
    }

    fn listed(&self, area: Option<&str>, page: usize, key: &str, world: &World) -> Searched {
        let open = |area: Option<String>, page| self.at(At::List { area, page });
        match key.split_once(':') {
            Some(("a", code)) if world.directory.area(code).is_some() => {
                open(Some(code.to_owned()), 0)
            }
            Some(("p", code)) if world.directory.precinct(code).is_some() => {
                Searched::Found(Spot {
                    precinct: code.to_owned(),
                    place: None,
                    address: None,
                })
            }
            _ if key == "next" => open(area.map(str::to_owned), page + 1),
            _ if key == "back" && page > 0 => open(area.map(str::to_owned), page - 1),
            _ if key == "up" => {
                let parent = area.and_then(|code| world.directory.area(code)?.parent.clone());
                match (area, parent) {
                    (Some(_), Some(parent)) => open(Some(parent), 0),
                    (Some(_), None)
                        if top(world)
                            == (At::List {
                                area: None,
                                page: 0,
                            }) =>
                    {
                        open(None, 0)
                    }
                    _ => self.at(At::Where),
                }
            }
            _ => Searched::No(Why::Choose),
        }
    }

    fn ask_where(&self, text: String, world: &World) -> Say {
        let words = world.words;
        let position = Button {
            label: words.button_position(),
            press: Press::Position,
        };
        let mut rows = vec![vec![position]];
        for known in &self.known {
            rows.push(vec![
                world.answer(known.label(world), &known.id.to_string()),
            ]);
        }
        rows.push(vec![world.answer(words.find_list(), "list")]);
        Say {
            rows,
            keyboard: true,
            ..Say::text(text)
        }
    }

    fn ask_which(&self, world: &World) -> Say {
        let words = world.words;
        let typed = self.address.is_some();
        let mut say = Say::text(if typed {
            words.find_which_address()
        } else {
            words.find_which()
        });
        for candidate in &self.candidates {
            let Some(precinct) = world.directory.precinct(&candidate.code) else {
                continue;
            };
            let name = precinct.name.get(words.lang);
            let label = match &candidate.differs {
                Some(differs) => words.precinct_button_differs(name, &why_differs(differs, world)),
                None => words.precinct_button(name),
            };
            say.rows.push(vec![world.answer(label, &candidate.code)]);
        }
        say.rows
            .push(vec![world.answer(words.find_none_of_these(), "none")]);
        say
    }
}

/// Longest address that is kept, in characters.
const ADDRESS_CHARS: usize = 120;

/// The key of the position button, for clients that send its label as text.
pub const POSITION: &str = "position";

impl Known {
    /// "⭐ Mum", or "🕘" and the address, the title or the precinct.
    pub fn label(&self, world: &World) -> String {
        let words = world.words;
        let precinct = world.directory.precinct(&self.spot.precinct);
        let place = self
            .spot
            .words()
            .or(precinct.map(|it| it.name.get(words.lang)));
        let place = crate::text::shorten(place.unwrap_or(&self.spot.precinct), 40);
        match &self.name {
            Some(name) => words.place_saved(name),
            None => words.place_used(&place),
        }
    }
}

/// A place that was used before, by the borders of today.
fn use_again(spot: &Spot, world: &World) -> Searched {
    let located = spot
        .place
        .as_ref()
        .map(|it| world.directory.locate(it.point, it.accuracy));
    match located {
        Some(Located::Sure(precinct)) => Searched::Found(Spot {
            precinct,
            ..spot.clone()
        }),
        _ if world.directory.precinct(&spot.precinct).is_some() => Searched::Found(spot.clone()),
        _ => Searched::No(Why::NoPlace),
    }
}

/// The names of the street, where the address has another one than the list of the precinct.
pub fn other_name(spot: &Spot, directory: &Directory, words: Words) -> Option<String> {
    let it = directory.other_name(spot.address.as_deref()?, &spot.precinct)?;
    Some(words.street_renamed(it.stage.name(), &it.old, &it.new))
}

/// Where the lists begin: the only region, or all of them.
fn top(world: &World) -> At {
    let mut tops = world
        .directory
        .areas()
        .iter()
        .filter(|area| area.parent.is_none());
    let area = match (tops.next(), tops.next()) {
        (Some(only), None) => Some(only.code.clone()),
        _ => None,
    };
    At::List { area, page: 0 }
}

/// One page of what lies in an area: its areas, then its own precincts.
fn list(area: Option<&str>, page: usize, world: &World) -> Say {
    let words = world.words;
    let directory = world.directory;
    let areas = directory
        .areas()
        .iter()
        .filter(|it| it.parent.as_deref() == area);
    let precincts = directory
        .precincts()
        .iter()
        .filter(|it| Some(it.area.as_str()) == area);
    let mut all: Vec<Button> = areas
        .map(|it| {
            let label = words.list_area(it.name.get(words.lang));
            world.answer(label, &format!("a:{}", it.code))
        })
        .collect();
    all.extend(precincts.map(|it| {
        let label = words.precinct_button(it.name.get(words.lang));
        world.answer(label, &format!("p:{}", it.code))
    }));
    let more = all.len() > (page + 1) * PAGE;
    let here = all.into_iter().skip(page * PAGE).take(PAGE).collect();
    let name = area
        .and_then(|code| directory.area(code))
        .map(|it| it.name.get(words.lang));
    let mut rows = super::grid(here);
    let mut turn = Vec::new();
    if page > 0 {
        turn.push(world.answer(words.list_back(), "back"));
    }
    if more {
        turn.push(world.answer(words.list_next(), "next"));
    }
    if !turn.is_empty() {
        rows.push(turn);
    }
    rows.push(vec![world.answer(words.list_up(), "up")]);
    Say {
        rows,
        ..Say::text(words.list_choose(name.unwrap_or("none")))
    }
}

/// How a candidate differs, in a few words for its button.
fn why_differs(differs: &Differs, world: &World) -> String {
    let words = world.words;
    match differs {
        Differs::Several => words.differs_several(),
        Differs::HouseNotListed => words.differs_house_not_listed(),
        Differs::HouseUnsure => words.differs_house_unsure(),
        Differs::HouseMissing => words.differs_house_missing(),
        Differs::StreetMissing => words.differs_street_missing(),
        Differs::UnitNumberMissing => words.differs_unit_missing(),
        Differs::Spelling(name) => words.differs_spelling(name),
        Differs::Renamed(it) => words.differs_renamed(it.stage.name(), &it.old, &it.new),
        Differs::OtherStreetKind => words.differs_kind(),
        Differs::SameNameElsewhere => words.differs_elsewhere(),
        Differs::OtherPlace => words.differs_place(),
        Differs::Part(_) => words.differs_part(),
    }
}
