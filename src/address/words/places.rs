//! Names of places as keys: every spelling of a name, the cities of the country, names in two languages.
use super::fold;
use super::houses::House;
use super::kind::Kind;
use super::lex::TokenKind;
use super::tables::{Role, Sign, words};
use std::collections::HashMap;
use std::sync::OnceLock;

/// A folded name word of a territory or a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamePart {
    pub key: String,
    pub title: bool,
    /// One letter of a first name.
    pub initial: bool,
    pub first_name: bool,
    /// «и», or a kind word.
    pub joins: bool,
}

/// The words of a name as written.
pub fn parts(name: &str) -> Vec<NamePart> {
    let toks = super::tokens(name);
    let mut out = Vec::new();
    for token in &toks {
        let key = match &token.what {
            TokenKind::Number(n) => fold::key(&n.house.unit()),
            TokenKind::Word(w) => w.key.clone(),
            TokenKind::Mark(_) => continue,
        };
        let letters = token.word().map_or(2, |w| w.letters);
        if key.is_empty() {
            continue;
        }
        out.push(part(key, letters));
    }
    ordinal_first(&mut out);
    out
}

/// «Второй Павлодар» is «2-й Павлодар».
pub fn ordinal_first(parts: &mut [NamePart]) {
    if let [first, _, ..] = parts
        && let Some(number) = words().ordinal_word(&first.key)
        && first.key.len() < 10
    {
        *first = part(number.to_string(), 2);
    }
}

pub fn part(key: String, letters: usize) -> NamePart {
    let class = words().class(&key);
    // «Г. Бельгера»: in a name one letter is an initial, not «город».
    let joins = class.role == Some(Role::And) || class.kind.is_some() && letters > 1;
    NamePart {
        title: class.has(Sign::Title),
        first_name: class.has(Sign::FirstName),
        initial: letters == 1 && !joins,
        joins,
        key,
    }
}

/// A key that does not depend on the order of the words, without titles and joining words.
pub fn loose_key(parts: &[NamePart]) -> Option<String> {
    let mut stems: Vec<String> = parts
        .iter()
        .filter(|p| p.counts())
        .map(|p| canonical(stem(&p.key)))
        .collect();
    if stems.is_empty() || parts.len() < 2 || parts.iter().any(|p| p.initial) {
        return None;
    }
    stems.sort_unstable();
    Some(format!("~{}", canonical(squeeze(&stems.concat(), ""))))
}

impl NamePart {
    /// Not a title, an initial or «и».
    pub fn counts(&self) -> bool {
        !self.title && !self.initial && !self.joins
    }
}

/// Every key that these words may be found under, the plainest first.
pub fn keys(parts: &[NamePart]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let Some((last, before)) = parts.split_last() else {
        return out;
    };
    let stemmed: String = before.iter().map(|p| stem(&p.key)).collect();
    let plain: String = before.iter().map(|p| p.key.as_str()).collect();
    for end in fold::stems(&last.key) {
        for start in [&stemmed, &plain] {
            let key = canonical(squeeze(start, &end));
            if !out.contains(&key) {
                out.push(key);
            }
        }
    }
    // «Голубых прудов», «Голубых прудах» is «Голубые пруды».
    let thing = ["ov", "ev", "iah", "ah"].iter();
    let thing = thing.filter_map(|e| last.key.strip_suffix(e)).next();
    if let (Some((adjective, first)), Some(thing)) = (before.split_last(), thing)
        && let Some(adjective) = adjective.key.strip_suffix("ih").filter(|a| a.len() > 2)
    {
        let first: String = first.iter().map(|p| stem(&p.key)).collect();
        out.push(squeeze(&first, &format!("{adjective}{thing}")));
    }
    // «Байтұрсынұлы» is «Байтурсынов».
    if let Some(base) = last.key.strip_suffix("uli").filter(|b| b.len() > 2) {
        out.push(squeeze(&stemmed, &format!("{base}ov")));
    }
    // As written in one word: «толеби».
    let raw = squeeze(&plain, &last.key);
    if !out.contains(&raw) {
        out.push(raw);
    }
    out
}

pub fn stem(key: &str) -> String {
    fold::stems(key).into_iter().next().unwrap_or_default()
}

/// Keys of one word of a name.
pub fn word_keys(part: &NamePart) -> Vec<String> {
    keys(std::slice::from_ref(part))
}

/// The first key of a name as written.
pub fn name_key(name: &str) -> String {
    keys(&parts(name)).into_iter().next().unwrap_or_default()
}

/// Letters doubled by joining words are written once, as everywhere in a key.
fn squeeze(start: &str, end: &str) -> String {
    let mut out = String::with_capacity(start.len() + end.len());
    let mut last = None;
    for c in start.chars().chain(end.chars()) {
        if last != Some(c) || c.is_ascii_digit() {
            out.push(c);
        }
        last = Some(c);
    }
    out
}

/// Names in two languages fall to the key of the first of their group.
fn canonical(key: String) -> String {
    static SAME: OnceLock<HashMap<String, String>> = OnceLock::new();
    let same = SAME.get_or_init(|| {
        let mut map = HashMap::new();
        for group in words().same() {
            let mut keys = group.iter().flat_map(|name| raw_keys(name));
            let Some(first) = keys.next() else { continue };
            let rest: Vec<String> = keys.collect();
            for key in rest {
                map.entry(key).or_insert_with(|| first.clone());
            }
        }
        map
    });
    same.get(&key).cloned().unwrap_or(key)
}

/// Whether the key is that of a name in the other language, not of the first of its group.
pub fn is_translation(key: &str) -> bool {
    canonical(key.to_owned()) != key
}

/// The first key of the words as they are written, in no other language.
pub fn written_key(parts: &[NamePart]) -> Option<String> {
    raw(parts).into_iter().next()
}

fn raw_keys(name: &str) -> Vec<String> {
    raw(&parts(name))
}

fn raw(parts: &[NamePart]) -> Vec<String> {
    let Some((last, before)) = parts.split_last() else {
        return Vec::new();
    };
    let start: String = before.iter().map(|p| stem(&p.key)).collect();
    fold::stems(&last.key)
        .into_iter()
        .map(|end| squeeze(&start, &end))
        .collect()
}

/// The number of a known city in the table of cities.
pub fn city(key: &str) -> Option<usize> {
    static CITIES: OnceLock<HashMap<String, usize>> = OnceLock::new();
    let cities = CITIES.get_or_init(|| {
        let named = words().cities().iter().enumerate();
        named
            .flat_map(|(at, names)| {
                names
                    .iter()
                    .flat_map(move |n| raw_keys(n).into_iter().map(move |k| (k, at)))
            })
            .collect()
    });
    cities.get(key).copied()
}

pub fn is_city(name: &str) -> bool {
    raw_keys(name).iter().any(|k| city(k).is_some())
}

/// Whether the name of an area says that it is a town, or is that of a known one.
pub fn is_town(name: &str) -> bool {
    let says = |part: &NamePart| {
        words().class(&part.key).kind == Some(Kind::City) && !part.key.starts_with("obl")
    };
    parts(name).iter().any(says) || is_city_key(&area_key(name))
}

/// Whether the key of an area is that of a known town.
pub fn is_city_key(key: &str) -> bool {
    key.starts_with("city")
}

/// The key of a district, city or region: all names of one city have one key.
pub fn area_key(name: &str) -> String {
    let parts: Vec<NamePart> = parts(name)
        .into_iter()
        .filter(|p| words().class(&p.key).kind.is_none())
        .collect();
    area_key_of(&parts)
}

pub fn area_key_of(parts: &[NamePart]) -> String {
    let keys = keys(parts);
    if let Some(city) = raw(parts).iter().find_map(|k| city(k)) {
        return format!("city{city}");
    }
    keys.into_iter().next().unwrap_or_default()
}

/// A number that belongs to a name.
pub fn number_part(house: &House) -> NamePart {
    part(fold::key(&house.unit()), 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_words_does_not_matter() {
        assert_eq!(
            loose_key(&parts("Керей-Жанибек хандары")),
            loose_key(&parts("Жанибека и Керея"))
        );
        assert_eq!(
            loose_key(&parts("К. Цеткин")),
            None,
            "an initial may be another person's"
        );
    }

    #[test]
    fn names_in_two_languages_share_a_key() {
        for (a, b) in [
            ("Независимости", "Тәуелсіздік"),
            ("Мира", "Бейбітшілік"),
            ("8 Марта", "8 Наурыз"),
            ("Толе би", "толеби"),
        ] {
            assert!(
                keys(&parts(a)).iter().any(|k| keys(&parts(b)).contains(k)),
                "{a} {b}"
            );
        }
        assert_eq!(area_key("г. Нур-Султан"), area_key("Астана қаласы"));
    }
}
