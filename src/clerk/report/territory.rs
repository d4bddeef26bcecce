//! Territories as they were understood, a line each, for whoever wrote them.

use crate::address::{Extent, Item, Kind, Name, Part, Rule, Side};
use crate::clerk::{Survey, Understood, column};
use crate::domain::Lang;
use crate::text::Words;

/// The files of a report: each has the column of its language.
pub const FILES: [(Lang, &str); 2] = [
    (Lang::Kk, "territory.kk.txt"),
    (Lang::Ru, "territory.ru.txt"),
];

/// What was understood of one language, in that language.
pub fn text(lang: Lang, survey: &Survey) -> String {
    let words = Words::new(lang);
    let all = &survey.findings.territories;
    let count =
        |of: fn(&Understood, Lang) -> usize| number(all.iter().map(|it| of(it, lang)).sum());
    let mut lines = vec![
        words.territory_title(column(lang)),
        words.territory_counts(
            number(all.len()),
            count(|it, lang| it.of(lang).items.len()),
            count(|it, lang| it.of(lang).not_understood.len()),
        ),
        words.territory_legend(),
    ];
    for it in all {
        lines.push(String::new());
        lines.push(words.territory_precinct(it.code.as_str(), it.name.get(lang)));
        lines.extend(precinct(words, it).iter().map(|line| format!("  {line}")));
    }
    lines.push(String::new());
    lines.join("\n")
}

fn precinct(words: Words, it: &Understood) -> Vec<String> {
    let territory = it.of(words.lang);
    if territory.items.is_empty() && territory.not_understood.is_empty() {
        return vec![words.territory_none()];
    }
    let mut lines = Vec::new();
    for (at, item) in territory.items.iter().enumerate() {
        let place = place(words, item);
        lines.push(words.territory_line(&place, &extent(words, &item.extent)));
        let other = it.differ.iter().find_map(|(kk, ru)| match words.lang {
            Lang::Kk => (*kk == at).then(|| &it.ru.items[*ru]),
            Lang::Ru => (*ru == at).then(|| &it.kk.items[*kk]),
        });
        lines.extend(other.map(|other| words.territory_differs(&extent(words, &other.extent))));
    }
    let unknown = territory.not_understood.iter();
    lines.extend(unknown.map(|piece| words.territory_unknown(piece)));
    lines
}

/// A street with its kind, after the micro-district that it lies in.
fn place(words: Words, item: &Item) -> String {
    let own = named(words, item.kind, &item.name);
    match &item.within {
        // Nearly always a micro-district; of those with a name the text says it.
        Some(within) if within.text.is_empty() => {
            format!("{}, {own}", named(words, Kind::Microdistrict, within))
        }
        Some(within) => format!("{within}, {own}"),
        None => own,
    }
}

fn named(words: Words, kind: Kind, name: &Name) -> String {
    if name.text.is_empty() {
        words.territory_number(kind_name(kind), &name.number)
    } else {
        words.territory_kind(kind_name(kind), &name.to_string())
    }
}

fn extent(words: Words, extent: &Extent) -> String {
    match extent {
        Extent::Whole => words.territory_whole(),
        Extent::Houses(rules) => houses(words, rules),
        Extent::Part { why, rules } if rules.is_empty() => {
            words.territory_part(part_name(*why), "none")
        }
        Extent::Part { why, rules } => words.territory_part(part_name(*why), &houses(words, rules)),
    }
}

fn houses(words: Words, rules: &[Rule]) -> String {
    let everything = Rule::all();
    let (mut named, mut excepted, mut sides) = (Vec::new(), Vec::new(), true);
    for written in rules.iter().filter(|it| **it != everything) {
        if let Rule::Except(but) = written {
            excepted.push(rule(words, but));
        } else {
            sides &= matches!(written, Rule::Side(_));
            named.push(rule(words, written));
        }
    }
    let named = match named.join(", ") {
        none if none.is_empty() => words.territory_whole(),
        named if sides => named,
        named => words.territory_houses(&named),
    };
    if excepted.is_empty() {
        named
    } else {
        format!("{named}, {}", words.territory_except(&excepted.join(", ")))
    }
}

fn rule(words: Words, written: &Rule) -> String {
    match written {
        Rule::One(house) => house.to_string(),
        Rule::Range {
            from,
            to: Some(to),
            side,
        } => words.territory_range(&format!("{from}–{to}"), side_name(*side)),
        Rule::Range {
            from,
            to: None,
            side,
        } => words.territory_onward(&from.to_string(), side_name(*side)),
        Rule::Ends { from, to } => words.territory_ends(&format!("{from}–{to}")),
        Rule::Unclear(house) => words.territory_unclear(&house.to_string()),
        Rule::Side(side) => words.territory_side(side_name(Some(*side))),
        Rule::Except(but) => words.territory_except(&rule(words, but)),
    }
}

fn side_name(side: Option<Side>) -> &'static str {
    match side {
        Some(Side::Odd) => "odd",
        Some(Side::Even) => "even",
        None => "none",
    }
}

fn part_name(part: Part) -> &'static str {
    match part {
        Part::Segment => "segment",
        Part::Edge => "edge",
        Part::Corner => "corner",
        Part::Partly => "partly",
        Part::Between => "between",
        Part::Boundary => "boundary",
        Part::Venue => "venue",
        Part::Around => "around",
        Part::Open => "open",
        Part::Vague => "vague",
    }
}

fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Street => "street",
        Kind::Avenue => "avenue",
        Kind::Boulevard => "boulevard",
        Kind::Highway => "highway",
        Kind::Lane => "lane",
        Kind::DeadEnd => "dead_end",
        Kind::Passage => "passage",
        Kind::Square => "square",
        Kind::Embankment => "embankment",
        Kind::Microdistrict => "microdistrict",
        Kind::Quarter => "quarter",
        Kind::Complex => "complex",
        Kind::Massif => "massif",
        Kind::Settlement => "settlement",
        Kind::Country => "country",
        Kind::District => "district",
        Kind::City => "city",
        Kind::Unnamed => "unnamed",
    }
}

pub(super) fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
