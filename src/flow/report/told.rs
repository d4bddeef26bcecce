//! What was told in words at once: what they say is not asked, what they leave open is, one question
//! at a time; then the summary, where all of it may be changed.

use super::super::meant::understood;
use super::super::notes::{Collected, collect};
use super::super::search::Searched;
use super::super::{Answer, Next, Why, World};
use super::words::{ReportTime, WORDS, tells_how_long};
use super::{Draft, DraftStep};
use crate::chat::spoken::{Meaning, meaning};
use crate::domain::report::{NOTES, Note};
use crate::typed::meant::{Intent, Meant, PlaceFit, Whereabouts};

impl Draft {
    /// The draft with words or media and what was read from them, at the first question that they
    /// leave open. Beside it why the place that they name is none, where it was not found.
    pub fn told(&self, notes: Vec<Note>, meant: &Meant, world: &World) -> (Draft, Option<Why>) {
        let mut draft = Draft {
            told: true,
            ..self.clone()
        };
        let texts: Vec<&str> = notes.iter().filter_map(|it| it.text.as_deref()).collect();
        let said = texts.join(".\n");
        let room = NOTES.saturating_sub(draft.notes.len());
        let full = notes.len() > room;
        draft.notes.extend(notes.into_iter().take(room));
        let why = draft.take(meant, &said, world);
        let why = why.filter(|_| !full).or(full.then_some(Why::Enough(NOTES)));
        draft.at = draft.missing(world);
        (draft, why)
    }

    /// The first question that is still open, the summary where none is. Only kinds that are
    /// dangerous ask for the time: the phones hang on it.
    pub fn missing(&self, world: &World) -> DraftStep {
        let Some(kind) = self.kind(world) else {
            return DraftStep::Category;
        };
        if self.too_many(world).is_some() {
            return match self.same().next() {
                Some(_) => DraftStep::Again,
                None => DraftStep::Category,
            };
        }
        if kind.danger && !self.warned {
            match self.when {
                None => return DraftStep::Now,
                Some(_) if self.happening_now => return DraftStep::Urgent,
                Some(_) => {}
            }
        }
        if self.spot.is_none() {
            return DraftStep::Where;
        }
        let words = self.notes.iter().any(|note| note.text.is_some());
        match self.notes.is_empty() || !self.placed() && !words {
            true => DraftStep::What,
            false => DraftStep::Summary,
        }
    }

    /// Goes on to what is still open.
    pub(super) fn go_on(&self, world: &World) -> Next {
        self.ask(self.missing(world))
    }

    /// Takes from words, `said`, what is not known yet; a time that is told later is a better one.
    fn take(&mut self, meant: &Meant, said: &str, world: &World) -> Option<Why> {
        if self.category.is_none() {
            self.category = first_kind(meant);
        }
        if let Some(time) = &meant.time {
            self.timed_at(Some(ReportTime::of(time)));
        }
        match &meant.place {
            Some(place) if self.spot.is_none() => self.look_for(&named(place, said, world), world),
            _ => None,
        }
    }

    pub(super) fn timed_at(&mut self, when: Option<ReportTime>) {
        self.when = when;
        self.happening_now = when == Some(ReportTime::Now);
    }

    /// Looks for a place; returns why it is none.
    fn look_for(&mut self, words: &str, world: &World) -> Option<Why> {
        match self.search.step(&Answer::Text(words.to_owned()), world) {
            Searched::Found(spot) => {
                self.spot = Some(spot);
                self.search = self.search.anew();
            }
            Searched::On(search) => self.search = search,
            Searched::No(why) => return Some(why),
        }
        None
    }

    /// The draft after a note of it was corrected: what was read from `was` gives way to what `now`
    /// says, unless it was changed since.
    pub fn reread(&self, was: &Note, now: &Note, world: &World) -> Draft {
        if !self.told {
            return self.clone();
        }
        let read = |note: &Note| {
            let text = note.text.clone().unwrap_or_default();
            (understood(&text, world.law, world.directory), text)
        };
        let ((was, before), (now, after)) = (read(was), read(now));
        let mut draft = self.clone();
        if draft.category == first_kind(&was) {
            draft.category = first_kind(&now).or(draft.category);
        }
        if draft.when == was.time.as_ref().map(ReportTime::of) {
            draft.timed_at(now.time.as_ref().map(ReportTime::of).or(draft.when));
        }
        let found = |place: &Whereabouts| {
            let address = Answer::Text(named(place, &before, world));
            match draft.search.anew().step(&address, world) {
                Searched::Found(spot) => Some(spot),
                _ => None,
            }
        };
        let from_words = draft.spot.is_none() || draft.spot == was.place.as_ref().and_then(found);
        if let Some(place) = now.place.as_ref().filter(|_| from_words) {
            draft.spot = None;
            draft.search = draft.search.anew();
            draft.look_for(&named(place, &after, world), world);
        }
        if draft.at != DraftStep::What {
            draft.at = draft.missing(world);
        }
        draft
    }

    /// What words say at a question that asks for something else; None where they say nothing that
    /// is understood.
    pub(super) fn read(&self, answer: &Answer, world: &World) -> Option<Next> {
        let (text, captioned) = match answer {
            Answer::Text(text) => (text, false),
            Answer::Note(note) => (note.text.as_ref()?, true),
            _ => return None,
        };
        let asks = matches!(
            self.at,
            DraftStep::Danger | DraftStep::Category | DraftStep::Now | DraftStep::Where
        );
        if !asks || self.search.house_of_street(text).is_some() {
            return None;
        }
        let meant = understood(text, world.law, world.directory);
        let several = text.split_whitespace().count() >= WORDS;
        let tells = matches!(
            meant.intent,
            Intent::Report | Intent::Danger | Intent::Again
        );
        // «Уже третий час» is no street.
        let address = || world.directory.read(text).typed.is_like_an_address();
        let lasts = several && meant.place.is_none() && tells_how_long(text) && !address();
        let says = match self.at {
            DraftStep::Now => meant.time.is_some(),
            DraftStep::Where => tells && (meant.place.is_some() || several) || lasts,
            _ => first_kind(&meant).is_some() || meant.place.is_some(),
        };
        if !says {
            return None;
        }
        // An address alone and the name of a kind say no more than that.
        let more = captioned || meant.intent != Intent::Place && several;
        let notes = match more.then(|| collect(&self.notes, answer, world)) {
            Some(Collected::More(notes)) => notes,
            Some(Collected::No(why)) => return Some(Next::Again(why)),
            Some(Collected::Done) | None => self.notes.clone(),
        };
        let mut draft = Draft {
            notes,
            ..self.clone()
        };
        match self.at {
            DraftStep::Now if !self.told => {
                draft.timed_at(meant.time.as_ref().map(ReportTime::of));
                return Some(draft.timed(world));
            }
            // Another place than the one that is known.
            DraftStep::Where if meant.place.is_some() => draft.spot = None,
            DraftStep::Where => {
                let told = meant.time.as_ref().map(ReportTime::of);
                let time = told.or(Some(ReportTime::Now).filter(|_| lasts));
                if self.told && self.when.is_none() {
                    draft.timed_at(time);
                }
                return Some(draft.ask(DraftStep::Where));
            }
            // Another kind than the one that is known.
            DraftStep::Category if first_kind(&meant).is_some() => draft.category = None,
            _ => {}
        }
        draft.told = true;
        let why = draft.take(&meant, text, world);
        draft.at = draft.missing(world);
        Some(draft.asked_with(why))
    }

    /// What words say at the summary beside being more of it: a place alone is where it is after
    /// all, and a time is when, where that was not told.
    pub(super) fn told_late(&self, answer: &Answer, world: &World) -> Option<Next> {
        let Answer::Text(text) = answer else {
            return None;
        };
        if meaning(text) == Some(Meaning::No) {
            return Some(Next::Again(Why::Choose));
        }
        if let Some(next) = self.names_another(text, world) {
            return Some(next);
        }
        let meant = understood(text, world.law, world.directory);
        let place = meant.place.as_ref();
        let place = place.filter(|it| it.fit == PlaceFit::Surely && meant.intent == Intent::Place);
        let time = meant
            .time
            .as_ref()
            .filter(|_| self.told && self.when.is_none());
        if place.is_none() && time.is_none() {
            return None;
        }
        let alone = place.is_some_and(|it| it.words.trim() == text.trim());
        let (notes, why) = match collect(&self.notes, answer, world) {
            Collected::More(notes) if !alone => (notes, None),
            Collected::No(why) if !alone => (self.notes.clone(), Some(why)),
            _ => (self.notes.clone(), None),
        };
        let mut draft = Draft {
            notes,
            ..self.clone()
        };
        if let Some(time) = time {
            draft.timed_at(Some(ReportTime::of(time)));
        }
        if let Some(place) = place {
            draft.spot = None;
            draft.search = self.search.anew();
            draft.look_for(&named(place, text, world), world);
        }
        draft.at = DraftStep::Summary;
        let spot = draft.spot.is_some();
        spot.then(|| draft.asked_with(why))
    }

    /// Another time than the one that was read.
    pub(super) fn timed_otherwise(&self) -> Draft {
        let mut draft = self.clone();
        draft.timed_at(Some(match self.happening_now {
            true => ReportTime::Earlier,
            false => ReportTime::Now,
        }));
        draft
    }

    /// By what is missing from here on: something that was known is to be changed.
    pub(super) fn by_what_is_missing(&self, world: &World) -> Draft {
        let asked = match self.happening_now {
            true => ReportTime::Now,
            false => ReportTime::Earlier,
        };
        Draft {
            told: true,
            when: self.when.or(Some(asked).filter(|_| !self.told)),
            // Its phones were asked about, or shown.
            warned: self.warned || !self.told && self.dangerous(world),
            ..self.clone()
        }
    }
}

/// The words of a place with the other town that is named beside them.
fn named(place: &Whereabouts, said: &str, world: &World) -> String {
    let words = &place.words;
    match world.directory.other_town(said) {
        Some(town) if world.directory.other_town(words).is_none() => format!("{town}, {words}"),
        _ => words.clone(),
    }
}

/// The likeliest kind.
fn first_kind(meant: &Meant) -> Option<String> {
    meant.categories.first().map(|it| (*it).to_owned())
}
