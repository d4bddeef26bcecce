//! What a search asks: where, which of these, and the lists. Near a border, or where an address
//! fits several precincts, each is told by its streets and its inspector: a number says nothing.

use super::known::Known;
use super::lists::whole;
use super::names::known_as;
use super::state::Search;
use crate::address::Differs;
use crate::chat::{Button, Press, Say};
use crate::domain::law::Phone;
use crate::domain::{AreaCode, PrecinctCode};
use crate::flow::{World, grid};
use crate::precincts::{Area, Precinct, beginning};
use crate::text::phone;

/// Buttons of one page of a list: of areas, whose names say all, and of precincts, each of which
/// has a row of its own.
const AREAS: usize = 12;
const PRECINCTS: usize = 8;

/// Characters of a territory in a question, and of what tells a precinct apart on its button.
const IN_QUESTION: usize = 90;
const ON_BUTTON: usize = 30;

/// With the buttons of the search's own: the position, known places, the lists.
pub fn ask_where(search: &Search, text: String, world: &World) -> Say {
    let words = world.words;
    let position = Button {
        label: words.button_position(),
        press: Press::Position,
    };
    let button = |known: &Known| vec![world.answer(known.label(world), &known.id.to_string())];
    let (home, others): (Vec<_>, Vec<_>) = search.known.iter().partition(|it| it.home);
    let mut rows: Vec<Vec<Button>> = home.into_iter().map(button).collect();
    rows.push(vec![position]);
    rows.extend(others.into_iter().map(button));
    rows.push(vec![world.answer(words.find_list(), "list")]);
    Say {
        rows,
        keyboard: true,
        ..Say::text(text)
    }
}

/// None of those that were offered: who knows better, and how to try again.
pub fn neither(area: Option<&AreaCode>, world: &World) -> String {
    let words = world.words;
    let (call, again) = (whom_to_call(area, world), words.find_again());
    format!("{}\n{call}\n\n{again}", words.find_neither())
}

/// The duty desk of an area, where it has one, and the police.
pub fn whom_to_call(area: Option<&AreaCode>, world: &World) -> String {
    let words = world.words;
    let police = words.call_police(world.law.number(Phone::Police));
    let chain = area.map(|code| world.directory.chain(code));
    let desk = chain.into_iter().flatten().find_map(|area| {
        let phone = phone(area.duty_phone.as_deref()?);
        Some(words.call_desk(area.name.get(words.lang), &phone))
    });
    match desk {
        Some(desk) => format!("{desk}\n{police}"),
        None => police,
    }
}

pub fn ask_which(search: &Search, world: &World) -> Say {
    let words = world.words;
    let address = search.address.as_deref().unwrap_or_default();
    if search.too_many() {
        let mut say = Say::text(words.find_house(address));
        say.rows.push(vec![world.answer(words.find_list(), "list")]);
        return say;
    }
    let mut say = Say::text(head(search, world));
    let common = search.common_reason().is_some();
    let mut blocks = Vec::new();
    for candidate in &search.candidates {
        let Some(precinct) = world.directory.precinct(&candidate.code) else {
            continue;
        };
        let piece = world.directory.piece(&candidate.code, words.lang, address);
        blocks.push(told(precinct, piece.as_deref(), IN_QUESTION, world));
        // What all of them have in common tells none of them apart.
        let differs = candidate.differs.as_ref().filter(|_| !common);
        let differs = differs
            .map(|it| why_differs(it, &candidate.code, address, world))
            .or(piece)
            .or_else(|| inspector(precinct, world).map(str::to_owned));
        let label = label(precinct, differs, world);
        say.rows
            .push(vec![world.answer(label, candidate.code.as_str())]);
    }
    say.text = format!("{}\n\n{}", say.text, blocks.join("\n"));
    say.rows
        .push(vec![world.answer(words.find_none_of_these(), "none")]);
    say
}

/// Why there are several, and what decides.
fn head(search: &Search, world: &World) -> String {
    let words = world.words;
    let Some(address) = &search.address else {
        return words.find_which();
    };
    let head = match search.common_reason() {
        Some(Differs::HouseMissing) => words.find_which_house(),
        Some(Differs::HouseNotListed) => words.find_which_near(address),
        Some(why) => {
            // Common to all of them: any one says it.
            let first = search.candidates.first();
            let why = first.map(|it| why_differs(why, &it.code, address, world));
            let why = words.find_because(&why.unwrap_or_default());
            format!("{}\n{why}", words.find_which_address())
        }
        None => words.find_which_address(),
    };
    match world.directory.other_town(address) {
        Some(town) => format!(
            "{}\n\n{head}",
            other_town(&town, whole(world).as_ref(), world)
        ),
        None => head,
    }
}

/// The town that was named, and what the lists are of.
pub fn other_town(town: &str, area: Option<&AreaCode>, world: &World) -> String {
    let area = area.and_then(|code| world.directory.area(code));
    let area = area.map_or("none", |area| area.name.get(world.words.lang));
    let police = world.law.number(Phone::Police);
    world.words.find_other_town(town, area, police)
}

fn label(precinct: &Precinct, differs: Option<String>, world: &World) -> String {
    let words = world.words;
    let name = precinct.name.get(words.lang);
    match differs.and_then(|it| beginning(&it, ON_BUTTON)) {
        Some(differs) => words.precinct_button_differs(name, &closed(&differs)),
        None => words.precinct_button(name),
    }
}

/// Without a bracket that its end was cut off from.
fn closed(text: &str) -> String {
    let open = text.rfind('(').filter(|at| !text[*at..].contains(')'));
    match open {
        Some(at) => format!("{}…", text[..at].trim_end()),
        None => text.to_owned(),
    }
}

/// A precinct as those know it who live there: its streets and its inspector.
fn told(precinct: &Precinct, piece: Option<&str>, limit: usize, world: &World) -> String {
    let words = world.words;
    let territory = piece.unwrap_or_else(|| precinct.territory.get(words.lang));
    let territory = beginning(territory, limit);
    words.precinct_told(
        precinct.name.get(words.lang),
        territory.as_deref().unwrap_or("none"),
        inspector(precinct, world).unwrap_or("none"),
    )
}

/// The name of whoever serves it today.
fn inspector<'w>(precinct: &Precinct, world: &World<'w>) -> Option<&'w str> {
    let post = world.directory.post(&precinct.code, world.today())?;
    post.on_duty().map(|it| it.name.as_str())
}

/// One page of what lies in an area: its areas, then its own precincts.
pub fn list(area: Option<&AreaCode>, page: usize, world: &World) -> Say {
    let words = world.words;
    let directory = world.directory;
    let areas = directory.areas().iter();
    let areas: Vec<&Area> = areas.filter(|it| it.parent.as_ref() == area).collect();
    let precincts = directory.precincts().iter();
    let precincts: Vec<&Precinct> = precincts.filter(|it| Some(&it.area) == area).collect();
    let size = if precincts.is_empty() {
        AREAS
    } else {
        PRECINCTS
    };
    let (from, all) = (page * size, areas.len() + precincts.len());
    let mut buttons: Vec<Button> = Vec::new();
    for it in areas.iter().skip(from).take(size) {
        let label = words.list_area(it.name.get(words.lang));
        buttons.push(world.answer(label, &format!("a:{}", it.code)));
    }
    let name = area
        .and_then(|code| directory.area(code))
        .map(|it| it.name.get(words.lang));
    let (from_own, left) = (from.saturating_sub(areas.len()), size - buttons.len());
    for it in precincts.iter().skip(from_own).take(left) {
        let territory = Some(it.territory.get(words.lang)).filter(|it| !it.is_empty());
        let told = territory.or_else(|| inspector(it, world));
        let label = label(it, told.map(str::to_owned), world);
        buttons.push(world.answer(label, &format!("p:{}", it.code)));
    }
    let mut rows = grid(buttons);
    let mut turn = Vec::new();
    if page > 0 {
        turn.push(world.answer(words.list_back(), "back"));
    }
    if all > from + size {
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
fn why_differs(differs: &Differs, code: &PrecinctCode, address: &str, world: &World) -> String {
    let words = world.words;
    match differs {
        Differs::Several => words.differs_several(),
        Differs::HouseNotListed => words.differs_house_not_listed(),
        Differs::HouseUnsure => words.differs_house_unsure(),
        Differs::HouseMissing => words.differs_house_missing(),
        Differs::StreetMissing => words.differs_street_missing(),
        Differs::UnitNumberMissing => words.differs_unit_missing(),
        Differs::Spelling(name) => words.differs_spelling(name),
        Differs::Renamed(it) => {
            let it = known_as(it.clone(), address, code, world.directory, words.lang);
            words.differs_renamed(it.stage.name(), &it.old, &it.new)
        }
        Differs::OtherStreetKind => words.differs_kind(),
        Differs::SameNameElsewhere => words.differs_elsewhere(),
        Differs::OtherPlace => words.differs_place(),
        Differs::Part(_) => words.differs_part(),
    }
}
