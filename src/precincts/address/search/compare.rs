//! Whether the two languages of one territory say the same of a street.
use crate::precincts::address::territory::{Extent, Item, Territory};
use crate::precincts::address::words::houses::{Fit, House, Rule, fit_any};
use crate::precincts::address::words::places;

/// Pairs of items, by their places in both texts, that are surely the same street and yet have
/// other houses. Streets whose names have nothing in common in the two languages are not compared,
/// nor are those that one text names twice or only in part: nobody could tell what is meant.
pub fn differing(kk: &Territory, ru: &Territory) -> Vec<(usize, usize)> {
    let (here, there) = (keyed(kk), keyed(ru));
    let mut pairs = Vec::new();
    for (at, item) in here.iter().enumerate() {
        let same: Vec<usize> = matching(item, &there);
        let [only] = same.as_slice() else { continue };
        if matching(&there[*only], &here) == [at] && differ(item.item, there[*only].item) {
            pairs.push((at, *only));
        }
    }
    pairs
}

/// An item and every key that its name may be found under.
struct Keyed<'a> {
    item: &'a Item,
    keys: Vec<String>,
}

fn keyed(territory: &Territory) -> Vec<Keyed<'_>> {
    let keys = |item: &Item| places::keys(&places::parts(&item.name.text));
    let items = territory.items.iter();
    items
        .map(|item| Keyed {
            item,
            keys: keys(item),
        })
        .collect()
}

fn matching(one: &Keyed, others: &[Keyed]) -> Vec<usize> {
    let same = |other: &Keyed| {
        let named = match (one.keys.is_empty(), other.keys.is_empty()) {
            (true, true) => true,
            _ => one.keys.iter().any(|key| other.keys.contains(key)),
        };
        let (a, b) = (one.item, other.item);
        named && a.name.number == b.name.number && a.kind.is_unit() == b.kind.is_unit()
    };
    let others = others.iter().enumerate();
    others
        .filter(|(_, other)| same(other))
        .map(|(at, _)| at)
        .collect()
}

/// By what they say of houses, however they write it.
fn differ(one: &Item, other: &Item) -> bool {
    match (&one.extent, &other.extent) {
        (Extent::Houses(a), Extent::Houses(b)) => {
            let houses = asked(a, b);
            houses.iter().any(|it| fit_any(a, it) != fit_any(b, it))
        }
        // All houses of a street may be just those of the list; only what lies beyond it tells.
        (Extent::Whole, Extent::Houses(rules)) | (Extent::Houses(rules), Extent::Whole) => {
            let houses = asked(rules, &[]);
            houses.iter().any(|it| fit_any(rules, it) == Fit::No)
        }
        _ => false,
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
    use crate::precincts::address::territory::parse_territory;

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
