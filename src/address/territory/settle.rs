//! Decides what the drafts of one line mean together, and makes items of them.
use super::crossings::{is_crossing, join_dashes};
use super::draft::{Before, Read, TerritoryDraft};
use super::item::{Extent, Item, Name, Part, Territory};
use super::names::FoundName;
use crate::address::words::fold;
use crate::address::words::houses::Rule;
use crate::address::words::kind::Kind;
use crate::address::words::places;
use crate::address::words::tables::{Sign, words};
use std::collections::HashMap;

pub fn settle(text: &str, mut read: Read, territory: &mut Territory) {
    spread_plural_kinds(&mut read.drafts, read.boundary);
    join_dashes(&mut read.drafts);
    share_houses(&mut read.drafts);
    read.left.sort_unstable();
    let starts: Vec<usize> = read.drafts.iter().map(|d| d.span.0).collect();
    let ends = starts.into_iter().skip(1).chain([text.len()]);
    for (draft, end) in read.drafts.iter_mut().zip(ends) {
        let street = draft.found.kind.is_some_and(Kind::is_street);
        if street
            && !read.boundary
            && draft.part.is_none()
            && (goes_on(text, draft, &read.left) || number_left(text, draft, end))
        {
            draft.part = Some(Part::Partly);
        }
        let unit = draft.found.kind.is_some_and(Kind::is_unit) && is_bare_unit(draft);
        if unit && (stands_near(text, draft.span.1) || counted(text, draft.span.1..end, &read.left))
        {
            draft.part = Some(Part::Partly);
        }
    }
    let mut around = around(&read.drafts);
    let last = territory.items.iter().map(|i| i.crossing).max();
    number_crossings(&read.drafts, &mut around, last.unwrap_or_default());
    let crossing = is_crossing(&read.drafts);
    let first = territory.items.len();
    for (at, draft) in read.drafts.into_iter().enumerate() {
        let place = around.get(at).cloned().unwrap_or_default();
        add(draft, &place, (read.boundary, crossing), territory);
    }
    if read.boundary {
        merge_sides(&mut territory.items[first..]);
    }
    if territory.items.iter().all(|i| i.kind.is_area()) {
        for item in &mut territory.items {
            item.extent = Extent::Whole;
        }
    }
    for (start, end) in read.left {
        if let Some(piece) = text
            .get(start..end)
            .map(str::trim)
            .filter(|p| p.chars().any(char::is_alphanumeric))
        {
            territory.not_understood.push(piece.to_owned());
        }
    }
}

/// «Крылов, Жетісай және Сусамыр көшелері»: the last word speaks for the bare names before it.
fn spread_plural_kinds(drafts: &mut [TerritoryDraft], boundary: bool) {
    for last in 0..drafts.len() {
        let found = &drafts[last].found;
        let Some(kind) = found.kind.filter(|_| found.plural && found.after) else {
            continue;
        };
        let joined = drafts[last].before == Before::And;
        let narrow = kind;
        let kind = if kind.is_unit() { kind } else { Kind::Street };
        let (group, inside) = (drafts[last].group, drafts[last].inside);
        let mut spread = false;
        for before in (0..last).rev() {
            let draft = &mut drafts[before];
            let own = draft.found.kind.is_some();
            if draft.group != group
                || draft.heads
                || own && (!draft.found.after || draft.found.plural)
                || boundary && draft.before == Before::Dash
            {
                break;
            }
            if !own {
                // «А және Б тұйық көшелері»
                draft.found.kind = if before + 1 == last && joined {
                    Some(narrow)
                } else {
                    Some(kind)
                };
                draft.inside = inside;
                spread = true;
                // «Қарасу, 21, Келте шағын аудандары»: a house, or a micro-district.
                if kind.is_unit() && !draft.houses.is_empty() {
                    draft.houses.clear();
                    draft.part = Some(Part::Partly);
                }
            }
        }
        // «А, Б көшелері, 36, 34 үйлер»: whose houses are they?
        if spread && kind.is_street() && !drafts[last].houses.is_empty() {
            for draft in &mut drafts[last - 1..=last] {
                draft.houses.clear();
                draft.part = Some(Part::Partly);
            }
        }
    }
}

/// «ул. Абая вдоль реки», «ул. Абая (начало)»: words that nobody understood may say which part is
/// meant. After «көшесіндегі» they say what is there.
fn goes_on(text: &str, draft: &TerritoryDraft, left: &[(usize, usize)]) -> bool {
    let end = draft.span.1;
    let next = left.partition_point(|l| l.0 < end);
    let gap = left.get(next).and_then(|l| text.get(end..l.0));
    let rest = text.get(end..).unwrap_or_default();
    let near = |word: &str| word.len() < 30 && words().class(&fold::key(word)).has(Sign::Near);
    let town = left.get(next).and_then(|l| text.get(l.0..l.1));
    gap == Some(" (") && !town.is_some_and(places::is_city)
        || gap == Some(" ") && !draft.found.after
        || rest.starts_with(' ') && rest.split(' ').skip(1).take(2).any(near)
}

/// «в 6А микрорайоне, возле кафе»
fn stands_near(text: &str, end: usize) -> bool {
    let rest = text.get(end..).unwrap_or_default();
    let word = rest.trim_start_matches([',', ' ']).split(' ').next();
    let class = |w: &str| words().class(&fold::key(w));
    let near = |w: &str| w.len() < 30 && class(w).has(Sign::Near) && class(w).kind.is_none();
    rest.starts_with(", ") && word.is_some_and(near)
}

/// «14 мкр. … 58-й панельный»: numbers after it that nobody understood may be houses.
fn counted(text: &str, after: std::ops::Range<usize>, left: &[(usize, usize)]) -> bool {
    let first = left.partition_point(|l| l.0 < after.start);
    let inside = left[first..].iter().take_while(|l| l.1 <= after.end);
    let mut inside = inside.filter_map(|l| text.get(l.0..l.1));
    inside.any(|piece| !piece.contains('№') && piece.starts_with(|c: char| c.is_ascii_digit()))
}

/// A number before the next name that nobody took never leaves a whole street behind.
fn number_left(text: &str, draft: &TerritoryDraft, end: usize) -> bool {
    let rest = text.get(draft.span.1..end).unwrap_or_default();
    let digits = rest.bytes().any(|b| b.is_ascii_digit());
    digits && draft.houses.is_empty() && !draft.found.plural
}

/// «1-й, 2-й переулки Садовые 3, 5»: the houses after the last name may be those of all.
fn share_houses(drafts: &mut [TerritoryDraft]) {
    for last in (1..drafts.len()).rev() {
        let (before, draft) = drafts.split_at_mut(last);
        let Some(first) = before.last_mut() else {
            return;
        };
        let given = !draft[0].houses.is_empty() || draft[0].part == Some(Part::Partly);
        if first.span.1 > draft[0].span.0
            && given
            && first.houses.is_empty()
            && first.part.is_none()
        {
            first.part = Some(Part::Partly);
        }
    }
}

/// How a draft stands to the micro-district around it.
#[derive(Clone, Default)]
struct Surroundings {
    within: Option<Name>,
    /// It is itself only the place of the streets after it.
    is_around: bool,
    /// Other items of its group come before it.
    listed: bool,
    /// Streets of one crossing have one number; 0 when it is in none.
    crossing: u32,
}

/// «мкр. Теректи, ул. Аманбоктер»: one bare micro-district before streets is where they are.
/// In a list under a heading, and after another bare micro-district, it is an item of its own.
fn around(drafts: &[TerritoryDraft]) -> Vec<Surroundings> {
    let mut places: Vec<Surroundings> = vec![Surroundings::default(); drafts.len()];
    let mut open: Option<(usize, Name)> = None;
    for (at, draft) in drafts.iter().enumerate() {
        let kind = draft.found.kind.or(draft.inherits);
        places[at].listed = at > 0 && drafts[at - 1].group == draft.group;
        if open
            .as_ref()
            .is_some_and(|(unit, _)| drafts[*unit].group != draft.group)
        {
            open = None;
        }
        if kind.is_some_and(Kind::is_unit) {
            open = None;
            // «село Кызылту до канала, ул. Абая»: what ends it is not in it.
            let mut after = drafts[at + 1..].iter();
            let next = after.find(|n| n.part != Some(Part::Edge));
            let next = next.filter(|n| n.group == draft.group);
            // «в мкр. А, на улицах Б и В» counts up.
            let counts_up = |n: &TerritoryDraft| {
                // «посёлка А, улиц Б, В» too.
                let listed = kind == Some(Kind::Settlement) && draft.found.genitive;
                (draft.said_in && n.said_in || listed)
                    && n.found.plural
                    && n.before == Before::Comma
            };
            let street_next = next.is_some_and(|n| {
                !matches!(n.before, Before::And | Before::Start)
                    && !n.excepted
                    && n.found.kind.or(n.inherits).is_some_and(Kind::is_street)
            });
            let street_next = street_next && !next.is_some_and(counts_up);
            let after_bare_unit = at > 0
                && drafts[at - 1].group == draft.group
                && is_bare_unit(&drafts[at - 1])
                && !drafts[at - 1].narrowed;
            let alone = draft.within.is_none() && draft.found.more.is_empty() && !after_bare_unit;
            let complex = draft.found.kind == Some(Kind::Complex);
            // Narrowed or with houses of its own it may be their place as well.
            let more = draft.narrowed || !draft.houses.is_empty();
            let more = more && !draft.heads && draft.part != Some(Part::Vague);
            let place = is_bare_unit(draft) || more;
            if place && !complex && street_next && alone && !draft.found.plural {
                places[at].is_around = is_bare_unit(draft);
                open = Some((at, draft.found.name.clone()));
            }
        } else if let Some((_, name)) = &open {
            places[at].within = Some(name.clone());
        }
        if places[at].within.is_none() {
            places[at].within.clone_from(&draft.within);
        }
    }
    places
}

/// «А – Б, В – Г»: a pair ends where the next one begins after a comma.
fn number_crossings(drafts: &[TerritoryDraft], places: &mut [Surroundings], last: u32) {
    let (mut number, mut members) = (last, 0);
    for (draft, place) in drafts.iter().zip(places) {
        if draft.part != Some(Part::Corner) {
            members = 0;
            continue;
        }
        let parted = matches!(draft.before, Before::Comma | Before::Start);
        if members == 0 || members > 1 && parted {
            number += 1;
            members = 0;
        }
        members += 1;
        place.crossing = number;
    }
}

fn is_bare_unit(draft: &TerritoryDraft) -> bool {
    draft.houses.is_empty()
        && draft.part.is_none()
        && !draft.heads
        && draft
            .found
            .kind
            .or(draft.inherits)
            .is_some_and(Kind::is_unit)
}

fn add(
    draft: TerritoryDraft,
    place: &Surroundings,
    (boundary, crossing): (bool, bool),
    territory: &mut Territory,
) {
    let mut kind = draft.found.kind.or(draft.inherits).unwrap_or(Kind::Unnamed);
    let mut part = draft.part;
    if kind == Kind::District
        && !draft.found.after
        && !draft.heads
        && draft.before != Before::Start
        && place.listed
    {
        // «…, район Птицефабрики»: a neighbourhood without borders.
        part = Some(Part::Vague);
    } else if kind.is_area()
        || kind == Kind::Unnamed
            && part == Some(Part::Partly)
            && places::is_city(&draft.found.name.text)
    {
        kind = if kind == Kind::Unnamed {
            Kind::City
        } else {
            kind
        };
        part = Some(Part::Around);
    } else if draft.heads && part.is_none() || place.is_around {
        part = Some(Part::Around);
    } else if crossing {
        part = Some(Part::Corner);
    } else if draft.houses.is_empty() && part.is_none() && may_be_houses(&draft.found) {
        part = Some(Part::Partly);
    }
    let mut draft = draft;
    let has_houses = draft.excepted || !draft.houses.is_empty();
    let narrowed = draft.narrowed(kind).then_some(Part::Partly);
    let extent = extent(&mut draft, part, boundary).whole_unless(narrowed);
    let alias = draft.alias;
    let more = draft.found.more.len();
    let first = draft.found.name;
    let others = draft.found.more.into_iter().map(|number| Name {
        text: first.text.clone(),
        number,
    });
    for (at, name) in std::iter::once(first.clone()).chain(others).enumerate() {
        // «микрорайоны 1, 2, 3, дома …»: only the last one can have the houses.
        let extent = if at < more && has_houses {
            Extent::Whole.whole_unless(part.or(narrowed))
        } else {
            extent.clone()
        };
        territory.items.push(Item {
            kind,
            name,
            within: place.within.clone(),
            extent,
            crossing: place.crossing,
            span: draft.span,
        });
    }
    if let Some(name) = alias
        && let Some(last) = territory.items.last().cloned()
    {
        territory.items.push(Item { name, ..last });
    }
}

/// «мкр. Восток 3, 5, 7»: numbers with gaps may be micro-districts or houses.
fn may_be_houses(found: &FoundName) -> bool {
    let numbers: Vec<u32> = std::iter::once(&found.name.number)
        .chain(&found.more)
        .filter_map(|n| n.parse().ok())
        .collect();
    let gaps = numbers.windows(2).any(|w| w[1] != w[0] + 1);
    gaps && !found.plural && !found.quoted && !found.name.text.is_empty() && !found.after
}

/// What of the name is meant.
fn extent(draft: &mut TerritoryDraft, part: Option<Part>, boundary: bool) -> Extent {
    if draft.excepted && draft.houses.is_empty() {
        draft.houses.push(Rule::all().except());
    } else if draft.excepted {
        let houses = std::mem::take(&mut draft.houses);
        draft.houses = houses.into_iter().map(Rule::except).collect();
    }
    let has_houses = !draft.houses.is_empty();
    if has_houses {
        draft.houses.append(&mut draft.unclear);
    }
    match part {
        Some(why) if !has_houses => Extent::Part {
            why,
            rules: std::mem::take(&mut draft.sides),
        },
        _ if has_houses => Extent::Houses(std::mem::take(&mut draft.houses)),
        _ if boundary && !draft.inside => Extent::Part {
            why: Part::Boundary,
            rules: std::mem::take(&mut draft.sides),
        },
        _ if !draft.sides.is_empty() => Extent::Houses(draft.sides.clone()),
        _ => Extent::Whole,
    }
}

/// A contour that once says which side of a street it keeps means it everywhere.
fn merge_sides(items: &mut [Item]) {
    let mut named: Vec<(String, &mut Vec<Rule>)> = Vec::new();
    for item in items {
        if let Extent::Part {
            why: Part::Boundary,
            rules,
        } = &mut item.extent
        {
            named.push((item.name.text.clone(), rules));
        }
    }
    // Most contours keep no sides: their names need no keys.
    if named.iter().all(|(_, rules)| rules.is_empty()) {
        return;
    }
    let mut sides: HashMap<String, Vec<Rule>> = HashMap::new();
    for (name, rules) in &mut named {
        *name = places::name_key(name);
        sides
            .entry(name.clone())
            .or_default()
            .extend(rules.iter().cloned());
    }
    for (name, rules) in named {
        if let Some(all) = sides.get(&name) {
            rules.clone_from(all);
        }
    }
}
