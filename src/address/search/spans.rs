//! Which names of the book a typed run of words means.
use super::book::Book;
use super::grade::Grade;
use super::persons::{NameWord, other_initial, same_person};
use super::query::{Query, Run};
use super::renamed::{RenamingStage, RenamingStep};
use crate::address::words::fold;
use crate::address::words::houses::House;
use crate::address::words::kind::Kind;
use crate::address::words::places::{self, NamePart};
use crate::address::words::spell::{self, Slip};

/// Words of a query that were taken as one name.
#[derive(Debug)]
pub struct Span {
    pub hits: Vec<Hit>,
    pub kind: Option<Kind>,
    pub glued: Option<House>,
    pub place: usize,
    pub words: Vec<NamePart>,
    /// Which run of the query it is of, and the typed number that is part of its name («1 Степная»).
    pub run: usize,
    pub used: Option<usize>,
    /// A city or district around the address.
    pub area: Option<String>,
}

#[derive(Clone, Debug)]
pub struct Hit {
    pub name: u32,
    pub grade: Grade,
    /// The renaming that led there: only precincts in its area are meant.
    pub step: Option<RenamingStep>,
}

/// Finds the names of every run.
pub fn spans(book: &Book, query: &Query) -> Vec<Span> {
    let mut out = Vec::new();
    for (at, run) in query.runs.iter().enumerate() {
        let from = out.len();
        if !with_number(book, query, run, &mut out) {
            split(book, run, &mut out);
        }
        mark_kind(run, &mut out[from..]);
        for span in &mut out[from..] {
            span.run = at;
        }
    }
    areas(book, query, &mut out);
    out
}

/// «1 Степная», «3 линия»: the number before the words is part of the name.
fn with_number(book: &Book, query: &Query, run: &Run, out: &mut Vec<Span>) -> bool {
    let Some(number) = run
        .lead
        .and_then(|place| query.numbers.iter().find(|n| n.place == place))
    else {
        return false;
    };
    let mut words = vec![places::part(fold::key(&number.house.unit()), 2)];
    words.extend(run.words.iter().take(6).cloned());
    let mut hits = exact(book, &words);
    if hits.is_empty() && number.ordinal && !number.marked {
        hits = lookup(book, &words);
    } else if hits.is_empty() {
        return false;
    }
    let mut span = span(&words, hits);
    span.used = Some(number.place);
    out.push(span);
    true
}

/// A kind word belongs to the name next to it.
fn mark_kind(run: &Run, spans: &mut [Span]) {
    let many = spans.len();
    let at = if run.after { many.saturating_sub(1) } else { 0 };
    if let Some(span) = spans.get_mut(at) {
        span.kind = run.kind;
    }
    if let Some(last) = spans.last_mut() {
        last.glued = run.glued;
        last.place = run.place;
    }
}

/// The whole run as one name, or several names that cover it («теректи аманбоктер»).
fn split(book: &Book, run: &Run, out: &mut Vec<Span>) {
    let words = run.words.get(..run.words.len().min(8)).unwrap_or_default();
    let whole = lookup(book, words);
    if words.len() < 2 || whole.iter().any(|h| h.grade <= Grade::Renamed) {
        out.push(span(words, whole));
        return;
    }
    let pieces = cover(book, words);
    let covered = pieces.iter().all(|p| {
        !p.hits.is_empty() || is_known_area(book, &p.words) || p.words.iter().all(|w| w.first_name)
    });
    if covered || whole.is_empty() {
        let pieces = pieces.into_iter().map(|p| of_person(book, p, words));
        out.extend(pieces.filter(|p| !p.hits.is_empty() || !p.words.iter().all(|w| w.first_name)));
    } else {
        out.push(span(words, whole));
    }
}

/// Without names of another person: «Ілияс Омаров» is not «Жақып Омаров».
fn of_person(book: &Book, mut span: Span, said: &[NamePart]) -> Span {
    let firsts: Vec<&NamePart> = said.iter().filter(|w| w.first_name).collect();
    let same = |a: &NamePart, b: &NamePart| places::stem(&a.key) == places::stem(&b.key);
    span.hits.retain(|h| {
        let written = &book.names[h.name as usize].parts;
        let mut first = written.iter().filter(|w| w.first_name).peekable();
        firsts.is_empty()
            || first.peek().is_none()
            || first.any(|w| firsts.iter().any(|f| same(f, w)))
    });
    span
}

/// Longest names first, from the left.
fn cover(book: &Book, words: &[NamePart]) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    let mut rest = words;
    while !rest.is_empty() {
        let longest = (1..=rest.len()).rev().find_map(|size| {
            let piece = &rest[..size];
            let hits = if size == words.len() {
                Vec::new()
            } else {
                exact(book, piece)
            };
            let known = !hits.is_empty() || is_known_area(book, piece);
            known.then_some((size, hits))
        });
        let (size, hits) = longest.unwrap_or_else(|| {
            let mut hits = misspelt(book, &rest[..1]);
            if hits.is_empty() && words.len() > 1 {
                adjective(book, &rest[..1], &mut hits);
            }
            (1, hits)
        });
        let piece = &rest[..size];
        // Unknown words that stand together are one unknown name.
        match out.last_mut().filter(|last| {
            hits.is_empty()
                && last.hits.is_empty()
                && !is_known_area(book, piece)
                && !is_known_area(book, &last.words)
        }) {
            Some(last) => last.words.extend_from_slice(piece),
            None => out.push(span(piece, hits)),
        }
        rest = &rest[size..];
    }
    out
}

fn span(words: &[NamePart], hits: Vec<Hit>) -> Span {
    Span {
        hits,
        kind: None,
        glued: None,
        place: 0,
        words: words.to_vec(),
        run: 0,
        used: None,
        area: None,
    }
}

fn is_known_area(book: &Book, words: &[NamePart]) -> bool {
    let key = places::area_key_of(words);
    key.starts_with("city") || book.areas.contains_key(&key)
}

/// Whether the words are exactly the name of something of this kind.
fn is_exactly(book: &Book, span: &Span, kind: impl Fn(Kind) -> bool) -> bool {
    let exact = span.hits.iter().filter(|h| h.grade == Grade::Exact);
    let mut entries = exact.flat_map(|h| &book.names[h.name as usize].entries);
    entries.any(|e| kind(book.entries[*e as usize].kind))
}

/// A city or district around the address is not a name to look for.
fn areas(book: &Book, query: &Query, spans: &mut [Span]) {
    for at in 0..spans.len() {
        let key = places::area_key_of(&spans[at].words);
        let said = spans[at].kind.is_some_and(Kind::is_area);
        let others = spans.len() > 1 || !query.units.is_empty();
        let free = spans[at].kind.is_none() && spans[at].glued.is_none() && others;
        let unit = is_exactly(book, &spans[at], Kind::is_unit);
        // «Алматы, Сатпаева 5»: a city's name is a street where it is the only one that is known.
        let street = |s: &Span| is_exactly(book, s, |kind| !kind.is_unit() && !kind.is_area());
        let only = street(&spans[at])
            && (query.segment
                || !(spans.iter().enumerate()).any(|(other, s)| other != at && street(s)));
        if said || free && !unit && !only && is_known_area(book, &spans[at].words) && !query.corner
        {
            spans[at].area = Some(key);
            spans[at].hits.clear();
        }
    }
}

/// Names for these words, best grade only, with renamed ones.
fn lookup(book: &Book, words: &[NamePart]) -> Vec<Hit> {
    let mut hits = exact(book, words);
    if hits.is_empty() {
        hits = part_of_name(book, words);
    } else if hits.iter().any(|h| h.grade == Grade::Exact) {
        // «Хусаинова» is also «А.Хусаинова».
        for key in places::keys(words) {
            let names = book.initialed.get(&key).into_iter().flatten().take(20);
            for name in names.filter(|_| !words.iter().any(|w| w.initial)) {
                push_near(*name, &mut hits);
            }
        }
    }
    if hits.iter().all(|h| h.grade > Grade::Renamed) {
        hits.extend(misspelt(book, words));
    }
    if hits.is_empty() {
        adjective(book, words, &mut hits);
    }
    hits
}

/// By an exact key, with or without a Kazakh case ending, in any order, and by other names of the street.
pub(super) fn exact(book: &Book, words: &[NamePart]) -> Vec<Hit> {
    let mut hits = Vec::new();
    let keys = places::keys(words);
    for key in &keys {
        add(book, key, Grade::Exact, None, &mut hits);
    }
    if hits.is_empty()
        && let Some((last, before)) = words.split_last()
        && let Some(bare) = fold::without_case(&last.key)
    {
        let mut words = before.to_vec();
        words.push(places::part(bare.to_owned(), bare.len()));
        for key in places::keys(&words) {
            add(book, &key, Grade::Exact, None, &mut hits);
        }
    }
    if let Some(loose) = places::loose_key(words) {
        add(book, &loose, Grade::Near, None, &mut hits);
    }
    renamed(book, words, &keys, &mut hits);
    hits
}

fn renamed(book: &Book, words: &[NamePart], keys: &[String], hits: &mut Vec<Hit>) {
    let loose = places::loose_key(words);
    let near = places::written_key(words);
    let near = near.as_deref().and_then(|key| book.renamed.respelt(key));
    let near = near.filter(|_| hits.is_empty());
    let known = keys.iter().chain(&loose).map(String::as_str);
    for key in known.chain(near) {
        for step in book.renamed.steps(key) {
            let grade = match step.name.stage {
                RenamingStage::InForce => Grade::Renamed,
                RenamingStage::Ahead | RenamingStage::Proposed => Grade::Proposed,
            };
            for other in &step.keys {
                add(book, other, grade, Some(step), hits);
            }
        }
    }
}

fn add(book: &Book, key: &str, grade: Grade, step: Option<&RenamingStep>, hits: &mut Vec<Hit>) {
    for name in book.keys.get(key).into_iter().flatten() {
        if !hits.iter().any(|h| h.name == *name) {
            hits.push(Hit {
                name: *name,
                grade,
                step: step.cloned(),
            });
        }
    }
}

fn push_near(name: u32, hits: &mut Vec<Hit>) {
    if !hits.iter().any(|h| h.name == name) {
        hits.push(Hit {
            name,
            grade: Grade::Near,
            step: None,
        });
    }
}

/// «Момышұлы» for «Бауыржан Момышұлы», «клары цеткин» for «К. Цеткин», «Кабанбай» for «Кабанбай батыр».
fn part_of_name(book: &Book, words: &[NamePart]) -> Vec<Hit> {
    let said = words.iter().filter(|w| w.counts());
    let said: Vec<NameWord> = said.map(NameWord::new).collect();
    let Some(stems) = said.last().map(|s| &s.keys) else {
        return Vec::new();
    };
    let mut hits = Vec::new();
    // One-word names for «Бауыржан Момышұлы», longer names for «Момышұлы».
    let single = stems
        .iter()
        .filter(|_| words.len() > 1)
        .filter_map(|s| book.keys.get(s))
        .flatten();
    let longer = stems
        .iter()
        .filter_map(|s| book.words.get(s))
        .flatten()
        .take(200);
    for name in single.chain(longer) {
        if hits.iter().any(|h: &Hit| h.name == *name) {
            continue;
        }
        let written = &book.names[*name as usize].parts;
        if let Some(grade) = same_person(&said, written).map(|g| {
            if other_initial(words, written) {
                Grade::Doubtful
            } else {
                g
            }
        }) {
            hits.push(Hit {
                name: *name,
                grade,
                step: None,
            });
        }
    }
    hits
}

/// «Көкшетау» for «Кокшетауская»: one name made of the other, perhaps of another street.
fn adjective(book: &Book, words: &[NamePart], hits: &mut Vec<Hit>) {
    for key in places::keys(words) {
        // «Крыловский» is not «Крылов».
        let surname =
            |k: &str| ["ov", "ev", "in"].iter().any(|e| k.ends_with(e)) && !k.ends_with("jin");
        if surname(key.strip_suffix("sk").unwrap_or(&key)) {
            continue;
        }
        // A short name is made into others too easily.
        let grade = if key.len() > 8 {
            Grade::Near
        } else {
            Grade::Doubtful
        };
        if let Some(bare) = key.strip_suffix("sk").filter(|b| b.len() >= 4) {
            add(book, bare, grade, None, hits);
        }
        add(book, &format!("{key}sk"), grade, None, hits);
    }
}

fn misspelt(book: &Book, words: &[NamePart]) -> Vec<Hit> {
    let bare: Vec<NamePart> = words.iter().filter(|w| !w.initial).cloned().collect();
    let Some(key) = places::written_key(&bare) else {
        return Vec::new();
    };
    let mut hits = Vec::new();
    for name in book.spelling.candidates(&key) {
        let nearest = book.names[name as usize]
            .spelt
            .iter()
            .filter_map(|k| spell::slip(&key, k))
            .min();
        let grade = match nearest {
            Some(Slip::Small) if !other_initial(words, &book.names[name as usize].parts) => {
                Grade::Near
            }
            Some(Slip::Small) => Grade::Doubtful,
            Some(Slip::Large) => Grade::Doubtful,
            None => continue,
        };
        hits.push(Hit {
            name,
            grade,
            step: None,
        });
    }
    let best = hits.iter().map(|h| h.grade).min();
    hits.retain(|h| Some(h.grade) == best);
    hits
}
