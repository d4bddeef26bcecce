//! Where it is: asked, shown, and changed where the place that was shown is another.

use super::super::notes::collecting;
use super::super::search::{Searched, other_name, told};
use super::super::{Answer, Next, World};
use super::{Draft, DraftStep, RETURN};
use crate::address::TypedAddress;
use crate::chat::{Button, Say};
use crate::domain::Spot;
use crate::domain::law::Phone;
use crate::domain::report::NOTES;
use crate::text::phone;

impl Draft {
    pub(super) fn located(&self, answer: &Answer, world: &World) -> Next {
        let home = self.home.clone().filter(|_| answer.key() == Some("home"));
        if let Some(precinct) = home {
            let spot = Spot {
                precinct,
                place: None,
                address: None,
            };
            return self.at_spot(spot, world);
        }
        if let Some(spot) = self.spot.clone().filter(|_| self.returns(answer)) {
            return self.at_spot(spot, world);
        }
        match self.search.step(answer, world) {
            Searched::On(search) => Draft {
                search,
                ..self.clone()
            }
            .ask(DraftStep::Where),
            Searched::Found(spot) => self.at_spot(spot, world),
            Searched::No(why) => Next::Again(why),
        }
    }

    /// Goes on from the place: to the words, or back to what was ready but for the place.
    pub(super) fn at_spot(&self, spot: Spot, world: &World) -> Next {
        // Pictures alone do not say where it is in a precinct.
        let named = spot.place.is_some() || spot.address.is_some();
        let told = self.notes.iter().any(|note| named || note.text.is_some());
        let draft = Draft {
            spot: Some(spot),
            search: self.search.anew(),
            ..self.clone()
        };
        match (draft.told, told) {
            (true, _) => draft.go_on(world),
            (false, true) => draft.ask(DraftStep::Summary),
            (false, false) => draft.ask(DraftStep::What),
        }
    }

    /// Whether somebody could find the place without words.
    pub(super) fn placed(&self) -> bool {
        let spot = self.spot.as_ref();
        spot.is_some_and(|spot| spot.place.is_some() || spot.address.is_some())
    }

    pub(super) fn ask_where(&self, world: &World) -> Say {
        let question = match self.whom {
            Some(_) => world.words.whom_where(),
            None => world.words.report_where(),
        };
        let mut say = self.search.question(question, world);
        let home = self.home.as_ref().filter(|_| self.search.is_open());
        if let Some(precinct) = home.and_then(|code| world.directory.precinct(code)) {
            let label = world.words.report_home(precinct.name.get(world.words.lang));
            say.rows.push(vec![world.answer(label, "home")]);
        }
        if self.spot.is_some() {
            say.rows.push(vec![self.as_before(world)]);
        }
        say
    }

    /// Leaves as it was what was to be changed.
    pub(super) fn as_before(&self, world: &World) -> Button {
        world.answer(world.words.button_back(), RETURN)
    }

    pub(super) fn ask_what(&self, world: &World) -> Say {
        if self.notes.is_empty() {
            let question = self.what(world);
            let spot = self.spot.as_ref();
            let named = spot.and_then(|it| other_name(it, world.directory, world.words));
            let place = self.place(world).map(|it| world.words.report_place(&it));
            let head: String = named
                .into_iter()
                .chain(place)
                .chain(self.unread(world))
                .chain(self.hours(world))
                .map(|line| format!("{line}\n\n"))
                .collect();
            let mut say = Say::text(format!("{head}{question}"));
            if self.placed() {
                let skip = world.answer(world.words.report_skip(), "done");
                say.rows.push(vec![skip]);
            }
            say.rows.push(vec![self.elsewhere(world)]);
            return say;
        }
        collecting(String::new(), &self.notes, world)
    }

    /// Nobody reads what is sent there: whom to call instead. For what happens at home, the police.
    pub(super) fn unread(&self, world: &World) -> Option<String> {
        let (why, spot) = (self.unread?, self.spot.as_ref()?);
        let private = self.kind(world).is_some_and(|kind| kind.private);
        let post = world.directory.post(&spot.precinct, world.today());
        let desk = post.and_then(|post| post.duty_phone);
        let police = world.law.number(Phone::Police);
        let number = desk.filter(|_| !private).unwrap_or(police);
        Some(world.words.report_seen_nobody(why.name(), &phone(number)))
    }

    /// Asks for what happened, and of the place for what is not known and fits the kind.
    fn what(&self, world: &World) -> String {
        let words = world.words;
        let limit = i64::try_from(NOTES).unwrap_or(i64::MAX);
        let kind = self.kind(world);
        let indoors = kind.is_some_and(|kind| kind.indoors);
        let known = self.spot.as_ref().filter(|spot| spot.words().is_some());
        let inside = match known {
            _ if !indoors => None,
            Some(spot) if goes_inside(spot, world) => None,
            Some(_) => Some(words.report_what_entrance()),
            None => Some(words.report_what_house()),
        };
        let asked = if self.placed() {
            [Some(words.report_what(limit)), inside]
        } else {
            let indoors = if indoors { "yes" } else { "no" };
            [Some(words.report_what_where(limit, indoors)), None]
        };
        let faces = kind.is_some_and(|kind| kind.children);
        let faces = faces.then(|| words.report_what_faces());
        let lines: Vec<String> = asked.into_iter().flatten().chain(faces).collect();
        lines.join("\n")
    }

    /// The place as the one who reports would call it.
    pub(super) fn place(&self, world: &World) -> Option<String> {
        told(self.spot.as_ref()?, &self.search.known, world)
    }

    /// A pin of last week is easily taken for where one stands.
    pub(super) fn elsewhere(&self, world: &World) -> Button {
        world.answer(world.words.report_elsewhere(), "elsewhere")
    }
}

/// Whether the place that was told is inside of its house.
fn goes_inside(spot: &Spot, world: &World) -> bool {
    match (&spot.address, spot.words()) {
        (Some(address), _) => world.directory.read(address).typed.goes_inside(),
        (None, Some(title)) => TypedAddress::read(title).goes_inside(),
        (None, None) => false,
    }
}
