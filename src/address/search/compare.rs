//! Whether the two languages of one territory say the same of a street.
use std::collections::{HashMap, HashSet};

use crate::address::territory::{Extent, Item, Territory};
use crate::address::words::houses::{Fit, House, Rule, fit_any};
use crate::address::words::places;

/// Pairs of items, by their places in both texts, that are surely the same street and yet have
/// other houses. Streets whose names have nothing in common in the two languages are not compared,
/// nor are those that one text names twice or only in part: nobody could tell what is meant.
pub fn differing(kk: &Territory, ru: &Territory) -> Vec<(usize, usize)> {
    let (here, there) = (NameIndex::of(kk), NameIndex::of(ru));
    let mut pairs = Vec::new();
    for (at, item) in kk.items.iter().enumerate() {
        let Some(only) = there.only(item) else {
            continue;
        };
        if here.only(&ru.items[only]) == Some(at) && differ(item, &ru.items[only]) {
            pairs.push((at, only));
        }
    }
    pairs
}

/// Items by what they may be found under: a key of the name, the number, and whether it is a
/// micro-district. A name without letters has the empty key.
struct NameIndex<'a>(HashMap<(String, &'a str, bool), Vec<usize>>);

impl NameIndex<'_> {
    fn of(territory: &Territory) -> NameIndex<'_> {
        let mut named: HashMap<_, Vec<usize>> = HashMap::new();
        for (at, item) in territory.items.iter().enumerate() {
            for key in keys(item) {
                named.entry(key).or_default().push(at);
            }
        }
        NameIndex(named)
    }

    /// The one item that may be the same as this; None where there are several.
    fn only(&self, item: &Item) -> Option<usize> {
        let keys = keys(item);
        let mut found = keys.iter().filter_map(|key| self.0.get(key)).flatten();
        let first = found.next()?;
        found.all(|other| other == first).then_some(*first)
    }
}

fn keys(item: &Item) -> Vec<(String, &str, bool)> {
    let mut keys = places::keys(&places::parts(&item.name.text));
    if keys.is_empty() {
        keys.push(String::new());
    }
    let number = item.name.number.as_str();
    let unit = item.kind.is_unit();
    keys.into_iter().map(|key| (key, number, unit)).collect()
}

/// By what they say of houses, however they write it.
fn differ(one: &Item, other: &Item) -> bool {
    match (&one.extent, &other.extent) {
        (Extent::Houses(a), Extent::Houses(b)) => {
            let houses = asked(a, b);
            let (Some(mut a), Some(mut b)) = (HouseIndex::of(a), HouseIndex::of(b)) else {
                return false;
            };
            houses.iter().any(|it| a.fit(it) != b.fit(it))
        }
        // All houses of a street may be just those of the list; only what lies beyond it tells.
        (Extent::Whole, Extent::Houses(rules)) | (Extent::Houses(rules), Extent::Whole) => {
            let houses = asked(rules, &[]);
            HouseIndex::of(rules)
                .is_some_and(|mut list| houses.iter().any(|it| list.fit(it) == Fit::No))
        }
        _ => false,
    }
}

/// Rules of which the single houses, often hundreds, are asked at once.
struct HouseIndex {
    ones: HashSet<House>,
    /// The other rules, and last a single house in the place of them all if there is one.
    rules: Vec<Rule>,
}

impl HouseIndex {
    /// None of a list that nobody could have written: it is not compared.
    fn of(rules: &[Rule]) -> Option<HouseIndex> {
        const MOST: usize = 1_000;
        let one = |rule: &Rule| match rule {
            Rule::One(one) => Some(*one),
            _ => None,
        };
        let ones: HashSet<House> = rules.iter().filter_map(one).collect();
        let others = rules.iter().filter(|rule| one(rule).is_none());
        let mut rules: Vec<Rule> = others.cloned().collect();
        rules.extend(ones.iter().next().map(|any| Rule::One(*any)));
        (rules.len() <= MOST).then_some(HouseIndex { ones, rules })
    }

    /// As [`fit_any`] says.
    fn fit(&mut self, house: &House) -> Fit {
        if self.ones.contains(house)
            && let Some(last) = self.rules.last_mut()
        {
            *last = Rule::One(*house);
        }
        fit_any(&self.rules, house)
    }
}

/// Houses beyond which no rule changes its mind: all up to the highest number that is named and two
/// further, and those that are named.
fn asked(a: &[Rule], b: &[Rule]) -> Vec<House> {
    const MOST: u32 = 2_000;
    let rules = || a.iter().chain(b);
    let mut houses: Vec<House> = rules().flat_map(ends).collect();
    let highest = houses.iter().map(|it| it.number).max().unwrap_or_default();
    houses.extend((1..=highest.min(MOST) + 2).map(House::plain));
    houses
}

fn ends(rule: &Rule) -> Vec<House> {
    match rule {
        Rule::One(one) | Rule::Unclear(one) => vec![*one],
        Rule::Range { from, to, .. } => std::iter::once(*from).chain(*to).collect(),
        Rule::Ends { from, to } => vec![*from, *to],
        Rule::Side(_) => Vec::new(),
        Rule::Except(but) => ends(but),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::territory::parse_territory;

    fn names(kk: &str, ru: &str) -> Vec<String> {
        let (kk, ru) = (parse_territory(kk), parse_territory(ru));
        assert!(!kk.items.is_empty() && !ru.items.is_empty());
        let pairs = differing(&kk, &ru);
        pairs
            .iter()
            .map(|(a, b)| format!("{}/{}", kk.items[*a].name.text, ru.items[*b].name.text))
            .collect()
    }

    #[test]
    fn other_houses_of_one_street_are_seen() {
        let differ = names("Абай көшесі, 1–19", "ул. Абая, 1–9");
        assert_eq!(differ, ["Абай/Абая"]);
        let differ = names("Абай көшесі", "ул. Абая, 1–9");
        assert_eq!(differ, ["Абай/Абая"]);
        let differ = names(
            "Абай көшесі, 2–8 (жұп жағы); Мира көшесі, 1, 3",
            "ул. Абая, 2–8 (чётная сторона); ул. Мира, 1, 3А",
        );
        assert_eq!(differ, ["Мира/Мира"]);
        assert_eq!(
            names("5-шағын аудан, 1–40-үйлер", "5-й микрорайон, дома 1–30"),
            ["/"]
        );
    }

    #[test]
    fn a_list_says_of_houses_what_its_rules_say() {
        for text in [
            "ул. Абая 1, 3, 5А, 7/1, 12-20, 30 кроме 14",
            "ул. Абая кроме 5, 7",
            "ул. Абая 1, 2 кроме 2",
            "ул. Абая 1-9 (нечётная сторона)",
        ] {
            let territory = parse_territory(text);
            let Extent::Houses(rules) = &territory.items[0].extent else {
                panic!("{text}");
            };
            let mut list = HouseIndex::of(rules).unwrap();
            for house in asked(rules, &[]) {
                assert_eq!(list.fit(&house), fit_any(rules, &house), "{text} {house}");
            }
        }
    }

    #[test]
    fn the_same_houses_in_other_words_are_the_same() {
        for (kk, ru) in [
            (
                "Абай көшесі, 1–9 (тақ жағы), 12",
                "улица Абая, дома 1, 3, 5, 7, 9, 12",
            ),
            ("Үміт көшесі, 1–9", "ул. Надежды, 1–19"),
            ("Абай көшесі, 1–9", "ул. Абая частично"),
            ("Абай көшесі, 1–9; Абай көшесі, 20", "ул. Абая, 1–9"),
            ("5-шағын аудан", "5-й микрорайон"),
        ] {
            assert_eq!(names(kk, ru), Vec::<String>::new(), "{kk} {ru}");
        }
    }
}
