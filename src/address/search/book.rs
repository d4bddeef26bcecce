//! The index over all precincts: names of streets and micro-districts, and who has which houses.
use super::renamed::{Renamed, Renaming, area_key};
use crate::address::territory::{Extent, Item, Name, Part as TerritoryPart, parse_territory};
use crate::address::words::kind::Kind;
use crate::address::words::places::{self, NamePart};
use crate::address::words::spell::{self, Slip, Spelling};
use std::collections::HashMap;

/// All precincts, ready to be asked.
#[derive(Clone)]
pub struct Book {
    pub precincts: Vec<BookPrecinct>,
    pub entries: Vec<BookEntry>,
    pub names: Vec<NameRecord>,
    /// Every exact key of a name.
    pub keys: HashMap<String, Vec<u32>>,
    /// A word of a longer name: «Момышұлы» of «Бауыржан Момышұлы».
    pub words: HashMap<String, Vec<u32>>,
    /// Names with an initial, by what is left without it: «Хусаинова» of «А.Хусаинова».
    pub initialed: HashMap<String, Vec<u32>>,
    /// Micro-districts that are only a number.
    pub numbered: HashMap<String, Vec<u32>>,
    pub areas: HashMap<String, Vec<u32>>,
    pub spelling: Spelling,
    pub renamed: Renamed,
}

#[derive(Clone)]
pub struct BookPrecinct {
    pub code: String,
    /// Keys of the areas around it.
    pub areas: Vec<String>,
    /// One of them is a town by its name: whatever other town is named, it is not there.
    pub in_town: bool,
    pub entries: Vec<u32>,
}

impl std::fmt::Debug for Book {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names = self.names.len();
        to.debug_struct("Book")
            .field("names", &names)
            .finish_non_exhaustive()
    }
}

/// One item of one territory.
#[derive(Clone)]
pub struct BookEntry {
    pub precinct: u32,
    pub kind: Kind,
    /// The number of the micro-district.
    pub number: String,
    pub within: Option<UnitKey>,
    pub extent: Extent,
    /// As in its item.
    pub crossing: u32,
    pub name: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitKey {
    pub keys: Vec<String>,
    pub number: String,
}

/// One name, however many territories have it.
#[derive(Clone)]
pub struct NameRecord {
    pub written: String,
    pub parts: Vec<NamePart>,
    pub key: String,
    /// Keys that a misspelt query is compared with.
    pub spelt: Vec<String>,
    pub entries: Vec<u32>,
}

/// What is known of one precinct: code, territory in both languages, the areas around it by name
/// and by [`super::by_code`].
pub type Source<'a> = (&'a str, &'a str, &'a str, &'a [&'a str]);

impl Book {
    pub fn build<'a>(precincts: impl Iterator<Item = Source<'a>>, renamed: &[Renaming]) -> Book {
        let mut maker = Maker::default();
        for (code, kk, ru, areas) in precincts {
            maker.precinct(code, kk, ru, areas);
        }
        let book = maker.book;
        let spelling = Spelling::build(
            (0u32..)
                .zip(&book.names)
                .flat_map(|(id, n)| n.spelt.iter().map(move |k| (id, k.as_str()))),
        );
        Book { spelling, ..book }.renamed(renamed)
    }

    /// With these renamings in the place of its own.
    pub fn renamed(mut self, renamed: &[Renaming]) -> Book {
        self.renamed = Renamed::build(renamed);
        self.respell_renamed();
        self
    }

    /// «Сакена Жунусова» of the table is «Сәкен Жүнісов» of a territory.
    fn respell_renamed(&mut self) {
        let mut renamed = std::mem::take(&mut self.renamed);
        renamed.each_target(|keys| {
            let known = keys.iter().any(|k| self.keys.contains_key(k));
            let far = |key: &&String| key.len() >= Renamed::LONG;
            let Some(key) = keys.first().filter(far).filter(|_| !known).cloned() else {
                return;
            };
            let near = |name: &&NameRecord| {
                let slips = name.spelt.iter().map(|k| spell::slip(&key, k));
                slips.flatten().any(|slip| slip == Slip::Small)
            };
            let names = self.spelling.candidates(&key).into_iter();
            let names = names.map(|name| &self.names[name as usize]);
            keys.extend(names.filter(near).map(|name| name.key.clone()));
        });
        self.renamed = renamed;
    }

    fn empty() -> Book {
        Book {
            precincts: Vec::new(),
            entries: Vec::new(),
            names: Vec::new(),
            keys: HashMap::new(),
            words: HashMap::new(),
            initialed: HashMap::new(),
            numbered: HashMap::new(),
            areas: HashMap::new(),
            spelling: Spelling::default(),
            renamed: Renamed::default(),
        }
    }
}

struct Maker {
    book: Book,
    by_text: HashMap<String, u32>,
}

impl Default for Maker {
    fn default() -> Maker {
        Maker {
            book: Book::empty(),
            by_text: HashMap::new(),
        }
    }
}

impl Maker {
    fn precinct(&mut self, code: &str, kk: &str, ru: &str, areas: &[&str]) {
        let id = count(self.book.precincts.len());
        let mut keys: Vec<String> = areas
            .iter()
            .map(|a| area_key(a))
            .filter(|k| !k.is_empty())
            .collect();
        self.book.precincts.push(BookPrecinct {
            code: code.to_owned(),
            areas: Vec::new(),
            in_town: areas.iter().any(|name| places::is_town(name)),
            entries: Vec::new(),
        });
        for text in [kk, ru] {
            for item in parse_territory(text).items {
                let vague = matches!(
                    item.extent,
                    Extent::Part {
                        why: TerritoryPart::Vague,
                        ..
                    }
                );
                if item.kind.is_area() && !vague {
                    keys.push(places::area_key(&item.name.text));
                }
                self.item(id, item);
            }
        }
        keys.sort_unstable();
        keys.dedup();
        for key in &keys {
            self.book.areas.entry(key.clone()).or_default().push(id);
        }
        if let Some(precinct) = self.book.precincts.last_mut() {
            precinct.areas = keys;
        }
    }

    fn item(&mut self, precinct: u32, item: Item) {
        if item.kind.is_area()
            && matches!(
                item.extent,
                Extent::Part {
                    why: TerritoryPart::Around,
                    ..
                }
            )
        {
            return;
        }
        let id = count(self.book.entries.len());
        let name = if item.name.text.is_empty() {
            self.book
                .numbered
                .entry(item.name.number.clone())
                .or_default()
                .push(id);
            None
        } else {
            let name = self.name(&item.name.text);
            self.book.names[name as usize].entries.push(id);
            Some(name)
        };
        let within = item.within.as_ref().map(UnitKey::of);
        self.book.entries.push(BookEntry {
            precinct,
            kind: item.kind,
            number: item.name.number,
            within,
            extent: item.extent,
            crossing: item.crossing,
            name,
        });
        if let Some(p) = self.book.precincts.last_mut() {
            p.entries.push(id);
        }
    }

    fn name(&mut self, written: &str) -> u32 {
        if let Some(id) = self.by_text.get(written) {
            return *id;
        }
        let id = count(self.book.names.len());
        let parts = places::parts(written);
        let keys = places::keys(&parts);
        let key = keys.first().cloned().unwrap_or_default();
        let spelt = spelt(&parts, &key);
        let mut all = keys;
        all.extend(places::loose_key(&parts));
        for key in all {
            push_new(self.book.keys.entry(key).or_default(), id);
        }
        if parts.len() > 1 {
            for part in parts.iter().filter(|p| p.counts() && p.key.len() >= 3) {
                for key in places::word_keys(part) {
                    push_new(self.book.words.entry(key).or_default(), id);
                }
            }
        }
        if parts.iter().any(|p| p.initial) {
            let rest: Vec<NamePart> = parts.iter().filter(|p| !p.initial).cloned().collect();
            for key in places::keys(&rest) {
                push_new(self.book.initialed.entry(key).or_default(), id);
            }
        }
        self.by_text.insert(written.to_owned(), id);
        self.book.names.push(NameRecord {
            written: written.to_owned(),
            parts,
            key,
            spelt,
            entries: Vec::new(),
        });
        id
    }
}

impl UnitKey {
    fn of(name: &Name) -> UnitKey {
        UnitKey {
            keys: places::keys(&places::parts(&name.text)),
            number: name.number.clone(),
        }
    }
}

/// The whole name, and the name without initials, titles and first names.
fn spelt(parts: &[NamePart], key: &str) -> Vec<String> {
    let short: Vec<NamePart> = parts
        .iter()
        .filter(|p| p.counts() && !p.first_name)
        .cloned()
        .collect();
    let bare: Vec<NamePart> = parts.iter().filter(|p| !p.initial).cloned().collect();
    let whole = places::written_key(&bare).unwrap_or_else(|| key.to_owned());
    let mut spelt = vec![whole];
    if short.len() < parts.len() {
        spelt.extend(places::written_key(&short).filter(|k| k.len() >= 4));
    }
    spelt
}

fn push_new(list: &mut Vec<u32>, id: u32) {
    if list.last() != Some(&id) {
        list.push(id);
    }
}

/// Indexes fit into 32 bits: a country has not as many streets.
fn count(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}

/// A typed text longer than this is no address.
pub const LONGEST_QUERY: usize = 300;

pub fn cut(text: &str) -> &str {
    match text.char_indices().nth(LONGEST_QUERY) {
        Some((at, _)) => &text[..at],
        None => text,
    }
}
