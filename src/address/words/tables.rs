//! The word tables of words.toml, folded once and looked up by key.
use super::fold;
use super::kind::Kind;
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::OnceLock;

/// What a word of an address does, when it is not part of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    House,
    Building,
    Flat,
    Entrance,
    Floor,
    And,
    In,
    From,
    To,
    Between,
    /// «бывш.»: an old name follows.
    Formerly,
    Odd,
    Even,
    OtherSide,
    Side,
    Whole,
    Partly,
    Vague,
    Corner,
    Boundary,
    /// «и далее»: further numbers, or the next stretch of a contour.
    Onward,
    Open,
    Venue,
    /// «кроме», «қоспағанда».
    Except,
    /// «млн», «тенге», «год»: the number before it is no house.
    Measure,
}

/// Everything the tables say of one word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Class {
    pub kind: Option<Kind>,
    /// Only when it is no kind word.
    pub role: Option<Role>,
    signs: u16,
}

/// Small facts about a word, one bit each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
pub enum Sign {
    /// A kind word that speaks for all the names of its list.
    Plural = 1,
    /// A kind word in a case that ties it to what was said before.
    Genitive = 2,
    /// A Kazakh kind word, which follows its name.
    After = 4,
    /// A word of honour in a name.
    Title = 8,
    FirstName = 16,
    /// Follows a number inside a name: «8 Марта».
    NumberName = 32,
    /// «-й», «-шы» after a number.
    OrdinalEnding = 64,
    /// «-нан», «-ға» after a number.
    NumberFrom = 128,
    NumberTo = 256,
    /// A micro-district that has numbers: «Орбита-1», «Самал 2».
    Numbered = 512,
    /// «кіші Самал», «новая Согра»: a small word that begins a name.
    Describes = 1024,
    /// «возле дома 10»: that house is only a landmark.
    Near = 2048,
    /// «ориентир»: what follows tells where to look, and is no part of the address.
    Landmark = 4096,
    /// Water, heat, light: what an announcement cuts off.
    Supply = 8192,
}

impl Class {
    pub fn has(self, sign: Sign) -> bool {
        self.signs & sign as u16 != 0
    }
    pub fn add(&mut self, other: Class) {
        self.kind = self.kind.or(other.kind);
        self.role = self.role.or(other.role);
        self.signs |= other.signs;
    }
}

/// The tables, keyed by folded words.
#[derive(Default)]
pub struct WordTables {
    exact: HashMap<String, Class>,
    /// Beginnings ("x*") by their first two letters.
    begins: HashMap<[u8; 2], Vec<(String, Class)>>,
    ordinals: Vec<(String, u32)>,
    /// First and second halves of words with a dash or a slash in them.
    halves: HashMap<String, Vec<String>>,
    pairs: HashMap<String, Vec<(String, String)>>,
    cities: Vec<Vec<String>>,
    same: Vec<Vec<String>>,
}

/// The one copy of the tables.
pub fn words() -> &'static WordTables {
    static WORDS: OnceLock<WordTables> = OnceLock::new();
    WORDS.get_or_init(|| {
        WordTables::from_file(toml::from_str(include_str!("words.toml")).unwrap_or_default())
    })
}

impl WordTables {
    pub fn class(&self, key: &str) -> Class {
        let mut class = self.exact.get(key).copied().unwrap_or_default();
        let list = key
            .as_bytes()
            .first_chunk()
            .and_then(|two| self.begins.get(two));
        for (start, more) in list.into_iter().flatten() {
            if key.starts_with(start.as_str()) {
                class.add(*more);
            }
        }
        if class.kind.is_some() {
            class.role = None;
        }
        class
    }
    /// Whether two pieces with a dash or a slash between may be one word: «м-он», «ш/а».
    pub fn may_join(&self, first: &str, second: &str) -> bool {
        let fits = |half: &String| {
            half.strip_suffix('*')
                .map_or(half == second, |p| second.starts_with(p))
        };
        self.halves
            .get(first)
            .is_some_and(|list| list.iter().any(fits))
    }
    /// Two neighbouring words that stand for one.
    pub fn pair(&self, first: &str, second: &str) -> Option<&str> {
        let hit = |(b, _): &&(String, String)| {
            b.strip_suffix('*')
                .map_or(b == second, |p| second.starts_with(p))
        };
        self.pairs
            .get(first)?
            .iter()
            .find(hit)
            .map(|(_, one)| one.as_str())
    }
    /// «шестого» is 6.
    pub fn ordinal_word(&self, key: &str) -> Option<u32> {
        let hit = |(word, _): &&(String, u32)| {
            word.strip_suffix('*')
                .map_or(word == key, |p| key.starts_with(p))
        };
        self.ordinals.iter().find(hit).map(|(_, number)| *number)
    }
    /// Every known city, each with its names as written.
    pub fn cities(&self) -> &[Vec<String>] {
        &self.cities
    }
    /// Names of one street in the two languages, as written.
    pub fn same(&self) -> &[Vec<String>] {
        &self.same
    }

    fn from_file(file: TablesFile) -> WordTables {
        let mut words = WordTables {
            cities: file.cities.names,
            same: file.same.names,
            ..WordTables::default()
        };
        for (kind, list) in &file.kinds {
            words.add(
                list,
                Class {
                    kind: Some(*kind),
                    ..Class::default()
                },
            );
        }
        for (role, list) in &file.roles {
            words.add(
                list,
                Class {
                    role: Some(*role),
                    ..Class::default()
                },
            );
        }
        let signed = [
            (&file.plural, Sign::Plural),
            (&file.genitive, Sign::Genitive),
            (&file.after, Sign::After),
            (&file.titles, Sign::Title),
            (&file.first_names, Sign::FirstName),
            (&file.number_names, Sign::NumberName),
            (&file.ordinals, Sign::OrdinalEnding),
            (&file.number_from, Sign::NumberFrom),
            (&file.number_to, Sign::NumberTo),
            (&file.numbered, Sign::Numbered),
            (&file.describes, Sign::Describes),
            (&file.near, Sign::Near),
            (&file.landmark, Sign::Landmark),
            (&file.supply, Sign::Supply),
        ];
        for (list, sign) in signed {
            words.add(
                &list.words,
                Class {
                    signs: sign as u16,
                    ..Class::default()
                },
            );
        }
        for [first, second, one] in &file.pairs.words {
            words
                .pairs
                .entry(fold::key(first))
                .or_default()
                .push((pattern(second), fold::key(one)));
        }
        for (number, list) in (1u32..).zip(&file.ordinal_words.names) {
            words
                .ordinals
                .extend(list.iter().map(|w| (pattern(w), number)));
        }
        words
    }

    fn add(&mut self, list: &[String], class: Class) {
        for word in list {
            if let Some((first, second)) = word.split_once(['-', '/']) {
                self.halves
                    .entry(fold::key(first))
                    .or_default()
                    .push(pattern(second));
            }
            let key = pattern(word);
            if let Some(start) = key.strip_suffix('*') {
                let first = start.as_bytes().first_chunk().copied().unwrap_or_default();
                self.begins
                    .entry(first)
                    .or_default()
                    .push((start.to_owned(), class));
            } else {
                self.exact.entry(key).or_default().add(class);
            }
        }
    }
}

fn pattern(word: &str) -> String {
    let star = if word.ends_with('*') { "*" } else { "" };
    fold::key(word) + star
}

#[derive(Default, Deserialize)]
struct TablesFile {
    kinds: HashMap<Kind, Vec<String>>,
    roles: HashMap<Role, Vec<String>>,
    plural: WordList,
    genitive: WordList,
    after: WordList,
    titles: WordList,
    first_names: WordList,
    number_names: WordList,
    ordinals: WordList,
    number_from: WordList,
    number_to: WordList,
    numbered: WordList,
    describes: WordList,
    near: WordList,
    landmark: WordList,
    supply: WordList,
    pairs: Pairs,
    cities: Groups,
    same: Groups,
    ordinal_words: Groups,
}

#[derive(Default, Deserialize)]
struct WordList {
    words: Vec<String>,
}
#[derive(Default, Deserialize)]
struct Pairs {
    words: Vec<[String; 3]>,
}
#[derive(Default, Deserialize)]
struct Groups {
    names: Vec<Vec<String>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_read() {
        let class = |word: &str| words().class(&fold::key(word));
        assert_eq!(class("көшесінің").kind, Some(Kind::Street));
        assert!(class("көшелерінде").has(Sign::Plural) && class("көшелерінде").has(Sign::After));
        assert_eq!(class("ш/а").kind, Some(Kind::Microdistrict));
        assert_eq!(class("дома").role, Some(Role::House));
        assert!(words().same().len() > 50);
    }

    #[test]
    fn no_word_has_two_meanings() {
        let file: TablesFile = toml::from_str(include_str!("words.toml")).unwrap_or_default();
        let mut seen: HashMap<String, String> = HashMap::new();
        let kinds = file.kinds.iter().map(|(k, list)| (format!("{k:?}"), list));
        let roles = file.roles.iter().map(|(r, list)| (format!("{r:?}"), list));
        for (what, list) in kinds.chain(roles) {
            for word in list {
                let old = seen.entry(pattern(word)).or_insert_with(|| what.clone());
                assert_eq!(*old, what, "{word}");
            }
        }
    }
}
