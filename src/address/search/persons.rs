//! Names of people: residents leave out the first name, the title, the initial.
use super::grade::Grade;
use crate::address::words::places::{self, NamePart};

/// A word of a name and its keys: those of a typed word are made once for all the names it is
/// compared with.
pub struct NameWord<'a> {
    part: &'a NamePart,
    pub keys: Vec<String>,
}

impl<'a> NameWord<'a> {
    pub fn new(part: &'a NamePart) -> NameWord<'a> {
        let keys = places::word_keys(part);
        NameWord { part, keys }
    }

    fn is(&self, other: &NameWord) -> bool {
        self.keys.iter().any(|k| other.keys.contains(k))
    }
}

/// Compares names without titles; first names and initials may be missing on either side.
pub fn same_person(said: &[NameWord], written: &[NamePart]) -> Option<Grade> {
    let counts = written.iter().filter(|w| w.counts());
    let counts: Vec<NameWord> = counts.map(NameWord::new).collect();
    // «4-я Линейная» is not «1-я Линейная».
    let is_number = |s: &&NameWord| s.part.key.starts_with(|c: char| c.is_ascii_digit());
    let number = said.iter().find(is_number);
    if number
        .is_some_and(|n| counts.iter().any(|w| is_number(&w)) && !counts.iter().any(|w| n.is(w)))
    {
        return None;
    }
    let (said_last, written_last) = (said.last()?, counts.last()?);
    if !said_last.is(written_last) {
        return Some(Grade::Doubtful)
            .filter(|_| said.iter().all(|s| counts.iter().any(|w| s.is(w))));
    }
    let more_said = said.iter().filter(|s| !counts.iter().any(|w| s.is(w)));
    let more_said: Vec<&NamePart> = more_said.map(|s| s.part).collect();
    let more_written = counts.iter().filter(|w| !said.iter().any(|s| s.is(w)));
    let more_written: Vec<&NamePart> = more_written.map(|w| w.part).collect();
    let initial = written.iter().find(|w| w.initial);
    if let (Some(initial), Some(first)) = (initial, more_said.first()) {
        let agrees = first.key.starts_with(&initial.key);
        return Some(if agrees { Grade::Near } else { Grade::Doubtful });
    }
    if !more_said.is_empty() && !more_said.iter().all(|w| w.first_name) {
        return None;
    }
    // «Ілияс Омаров» is not «Жақып Омаров».
    if !more_said.is_empty() && !more_written.is_empty() {
        return None;
    }
    // «Жандосова-Гагарина» are two streets.
    let other = |w: &NamePart| !w.first_name && is_surname(&w.key);
    if more_written.iter().any(|w| other(w)) {
        return Some(Grade::Doubtful);
    }
    let surname = is_surname(&written_last.part.key);
    if more_written.is_empty()
        || more_written.iter().all(|w| w.first_name)
        || (surname || first_name_first(written)) && more_said.is_empty()
    {
        Some(Grade::Near)
    } else {
        Some(Grade::Doubtful)
    }
}

/// «Әбубәкір Кердері»: two names of a person, of which residents say the second.
pub fn first_name_first(written: &[NamePart]) -> bool {
    let [first, last] = written else { return false };
    let describes = [
        "ii", "oi", "aia", "oe", "ie", "lar", "ler", "dar", "der", "tar", "ter", "ov", "ih",
    ]
    .iter()
    .any(|e| first.key.ends_with(e));
    let digits = first.key.starts_with(|c: char| c.is_ascii_digit());
    first.counts()
        && last.counts()
        && !describes
        && !digits
        && first.key.len() >= 6
        && last.key.len() >= 6
}

/// «К. Жумабаева» is not «М. Жумабаева».
pub fn other_initial(said: &[NamePart], written: &[NamePart]) -> bool {
    let first = |p: &&NamePart| p.initial || p.first_name;
    let (Some(a), Some(b)) = (said.iter().find(first), written.iter().find(first)) else {
        return false;
    };
    (a.initial || b.initial) && a.key.bytes().next() != b.key.bytes().next()
}

pub fn is_surname(key: &str) -> bool {
    [
        "ov", "ev", "in", "ova", "eva", "ina", "ovoi", "evoi", "inoi", "uli", "kizi", "skii",
        "ski", "skogo",
    ]
    .iter()
    .any(|e| key.len() > e.len() + 2 && key.ends_with(e))
}
