//! The search for a place: its own conversation, and a part of the report. Three answers, never a
//! guess: sure, check the house, unknown. Whoever has no pin types an address, takes a place used
//! before, or goes down the lists from region to precinct.

mod ask;
mod known;
mod lists;
mod names;
mod state;

use super::{Answer, POSITION, Why, World};
use crate::address::{self, Differs};
use crate::chat::Say;
use crate::domain::{AreaCode, Place, PrecinctCode, Spot};
use crate::precincts::{Directory, Located};
use crate::typed::{MapLink, Parsed, place_text};

pub use ask::{other_town, whom_to_call};
pub use known::{Known, lived, place_today, told};
pub use names::other_name;
pub use state::{At, PrecinctChoice, Search, Searched};

use lists::{top, whole};

/// Longest address that is kept, in UTF-16 units.
const ADDRESS_CHARS: usize = 120;

/// As many candidates as the address book names; where it names so many there may be more.
const MOST: usize = 5;

impl Search {
    /// Asks in the given words; the buttons are the search's own.
    pub fn question(&self, text: String, world: &World) -> Say {
        match &self.at {
            At::Where => ask::ask_where(self, text, world),
            At::Neither { area } => ask::ask_where(self, ask::neither(area.as_ref(), world), world),
            At::Which => ask::ask_which(self, world),
            At::List { area, page } => ask::list(area.as_ref(), *page, world),
        }
    }

    /// From its beginning, with what this person may take again.
    pub fn anew(&self) -> Search {
        Search {
            known: self.known.clone(),
            ..Search::default()
        }
    }

    /// Whether any place is asked for, and not one of a few.
    pub fn is_open(&self) -> bool {
        matches!(self.at, At::Where | At::Neither { .. })
    }

    pub fn step(&self, answer: &Answer, world: &World) -> Searched {
        match (&self.at, answer) {
            (At::Where | At::Neither { .. } | At::Which, Answer::Key(key)) if key == "list" => {
                self.at(top(world))
            }
            (_, Answer::Key(key)) if key == POSITION => Searched::No(Why::PhoneOnly),
            (At::Where | At::Neither { .. }, Answer::Key(key)) => {
                let known = self.known.iter().find(|known| known.id.to_string() == *key);
                match known {
                    Some(known) => use_again(&known.spot, world),
                    None => Searched::No(Why::Choose),
                }
            }
            (At::Which, Answer::Key(key)) => self.chosen(key, world),
            (At::List { area, page }, Answer::Key(key)) => {
                self.listed(area.as_ref(), *page, key, world)
            }
            // Another place is as good an answer as one of the buttons.
            (_, Answer::Place(place)) => self.located(place.clone(), world),
            (_, Answer::Text(text)) if let Some(known) = self.named(text) => {
                use_again(&known.spot, world)
            }
            (_, Answer::Text(text)) => match self.house_of_street(text) {
                Some(address) => self.typed(&address, world),
                None => self.typed(text, world),
            },
            (_, Answer::Note(_) | Answer::Other) => Searched::No(Why::NoPlace),
        }
    }

    /// The place of this name, as people call it.
    fn named(&self, text: &str) -> Option<&Known> {
        self.known.iter().find(|it| it.is_called(text))
    }

    /// Asks where again instead of which of these; false if that was not asked, or if only another
    /// house of the street is wanted.
    pub fn ask_where(&mut self, house: bool) -> bool {
        let chosen = self.at == At::Which && !(house && self.wants_house());
        if chosen {
            *self = Search {
                known: std::mem::take(&mut self.known),
                ..Search::default()
            };
        }
        chosen
    }

    /// Whether a typed number is the house that is asked for, not one of the buttons.
    pub fn wants_house(&self) -> bool {
        self.at == At::Which && self.common_reason() == Some(&Differs::HouseMissing)
    }

    /// The address whose house this text is, where a street was typed and its house is asked for.
    pub fn house_of_street(&self, text: &str) -> Option<String> {
        let street = self.address.as_ref().filter(|_| self.wants_house())?;
        begins_with_number(text).then(|| format!("{street}, {text}"))
    }

    /// Whether the street runs through more precincts than can be offered: then the house has to
    /// be known first.
    pub fn too_many(&self) -> bool {
        self.wants_house() && self.candidates.len() >= MOST
    }

    /// The one reason for which all candidates have to be checked.
    fn common_reason(&self) -> Option<&Differs> {
        let mut reasons = self.candidates.iter().map(|it| it.differs.as_ref());
        let first = reasons.next()??;
        reasons.all(|it| it == Some(first)).then_some(first)
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

    fn which(
        &self,
        candidates: Vec<PrecinctChoice>,
        place: Option<Place>,
        address: Option<String>,
    ) -> Searched {
        Searched::On(Search {
            at: At::Which,
            candidates,
            place,
            address,
            known: self.known.clone(),
        })
    }

    /// One of the candidates, or none.
    fn chosen(&self, key: &str, world: &World) -> Searched {
        let mut codes = self.candidates.iter().map(|it| &it.code);
        if key == "none" {
            let codes: Vec<&PrecinctCode> = codes.collect();
            let area = around(&codes, world.directory);
            return self.at(At::Neither { area });
        }
        let Some(precinct) = codes.find(|code| **code == key) else {
            return Searched::No(Why::Choose);
        };
        Searched::Found(Spot {
            precinct: precinct.clone(),
            place: self.place.clone(),
            address: self.address.clone(),
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
            Located::Check(codes) => {
                let candidate = |code| PrecinctChoice {
                    code,
                    differs: None,
                };
                let candidates = codes.into_iter().map(candidate).collect();
                self.which(candidates, Some(place), None)
            }
            Located::Unknown { swapped: true, .. } => Searched::No(Why::Swapped),
            Located::Unknown {
                area,
                swapped: false,
            } => Searched::No(Why::Outside(area)),
        }
    }

    /// Coordinates, a link, or an address.
    fn typed(&self, text: &str, world: &World) -> Searched {
        match place_text(text) {
            Some(Parsed::Point(point)) => self.located(Place::at(point), world),
            Some(Parsed::Link(link)) => self.linked(&link, world),
            None => self.addressed(text, world),
        }
    }

    /// A link that shows a map: an address in it or beside it goes before what the map shows, unless
    /// the address is unsure and the map is near.
    fn linked(&self, link: &MapLink, world: &World) -> Searched {
        let found = link.words.iter().map(|text| self.addressed(text, world));
        let found: Vec<Searched> = found.filter(|it| !matches!(it, Searched::No(_))).collect();
        let (sure, unsure): (Vec<_>, Vec<_>) = found
            .into_iter()
            .partition(|it| matches!(it, Searched::Found(_)));
        if let Some(sure) = sure.into_iter().next() {
            return sure;
        }
        let near = link.view.and_then(|it| Some((it.point, it.accuracy()?)));
        if let Some((point, accuracy)) = near {
            let place = Place {
                accuracy: Some(accuracy),
                ..Place::at(point)
            };
            return self.located(place, world);
        }
        let nothing = match link.view {
            Some(_) => Why::MapOnly,
            None => Why::ShortLink(link.service),
        };
        let unsure = unsure.into_iter().next();
        unsure.unwrap_or(Searched::No(nothing))
    }

    fn addressed(&self, text: &str, world: &World) -> Searched {
        let address = Some(crate::text::shorten(
            &crate::chat::line(&shown(text, world)),
            ADDRESS_CHARS,
        ));
        let candidates = |all: Vec<address::Candidate>| -> Vec<PrecinctChoice> {
            let candidate = |it: address::Candidate| PrecinctChoice {
                code: PrecinctCode::new(it.code),
                differs: Some(it.why),
            };
            all.into_iter().map(candidate).collect()
        };
        match world.directory.find(text) {
            address::AddressMatch::Sure(precinct) => Searched::Found(Spot {
                precinct: PrecinctCode::new(precinct),
                place: None,
                address,
            }),
            address::AddressMatch::Check(all) => self.which(candidates(all), None, address),
            address::AddressMatch::Unknown { near } if near.is_empty() => {
                let town = world.directory.other_town(text);
                Searched::No(match town {
                    Some(town) => Why::OtherTown(town, whole(world)),
                    None => Why::NoAddress(whole(world)),
                })
            }
            // Any five of many would be a guess.
            address::AddressMatch::Unknown { near } if near.len() >= MOST => {
                let near = candidates(near);
                let codes: Vec<&PrecinctCode> = near.iter().map(|it| &it.code).collect();
                Searched::No(Why::NoHouse(around(&codes, world.directory)))
            }
            address::AddressMatch::Unknown { near } => self.which(candidates(near), None, address),
        }
    }

    fn listed(&self, area: Option<&AreaCode>, page: usize, key: &str, world: &World) -> Searched {
        let open = |area: Option<AreaCode>, page| self.at(At::List { area, page });
        if let Some(area) = key.strip_prefix("a:").map(AreaCode::new)
            && world.directory.area(&area).is_some()
        {
            return open(Some(area), 0);
        }
        if let Some(precinct) = key.strip_prefix("p:").map(PrecinctCode::new)
            && world.directory.precinct(&precinct).is_some()
        {
            return Searched::Found(Spot {
                precinct,
                place: None,
                address: None,
            });
        }
        match key {
            "next" => open(area.cloned(), page + 1),
            "back" if page > 0 => open(area.cloned(), page - 1),
            "up" => {
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
}

/// The address as it is shown: its plain form, without the question that it stood in.
fn shown(text: &str, world: &World) -> String {
    let directory = world.directory;
    let plain = directory.shown(text);
    if plain != text || directory.read(text).unknown_words() < 2 {
        return plain;
    }
    let place = super::understood(text, world.law, directory).place;
    let same = place.filter(|it| directory.find(&it.words) == directory.find(text));
    same.map_or(plain, |it| directory.shown(&it.words))
}

fn begins_with_number(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_digit())
}

/// The smallest area that all of these precincts are in.
fn around(codes: &[&PrecinctCode], directory: &Directory) -> Option<AreaCode> {
    let first = directory.precinct(codes.first()?)?;
    let all = |area: &AreaCode| codes.iter().all(|code| directory.in_area(area, code));
    let chain = directory.chain(&first.area).into_iter();
    chain.map(|it| it.code.clone()).find(|area| all(area))
}

/// A place that was used before, by the borders of today.
fn use_again(spot: &Spot, world: &World) -> Searched {
    let found = place_today(spot, world.directory).map(Searched::Found);
    found.unwrap_or(Searched::No(Why::NoPlace))
}
