//! Announcing a meeting: which precinct, when, where, what about, in both languages, and a
//! preview of what each reader gets before it goes out.

use jiff::civil::{self, Date};
use serde::{Deserialize, Serialize};

use super::readers::{KEEP, ask_text, keep, written};
use super::{Answer, Flow, Next, Own, Readers, Takes, Why, World};
use crate::chat::Say;
use crate::domain::meeting::{AGENDA_CHARS, NOTICE_DAYS, NewMeeting, VENUE_CHARS};
use crate::domain::{Action, Both, Place, Time, calendar};
use crate::text::{Speaker, announcement};
use crate::typed::dates::{self, When};

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Announce {
    pub at: AnnounceStep,
    #[serde(flatten)]
    pub to: Readers,
    pub date: Option<Date>,
    pub starts_at: Option<Time>,
    pub venue: Both,
    pub place: Option<Place>,
    pub agenda: Both,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnnounceStep {
    #[default]
    Precinct,
    Date,
    Time,
    /// At the precinct point, or the address in Kazakh; a pin is welcome too.
    Venue,
    VenueRu,
    AgendaKk,
    AgendaRu,
    Preview,
}

impl Announce {
    /// None for whoever has no precinct; with one precinct it is not asked for.
    pub fn begin(precincts: Vec<Own>) -> Option<Announce> {
        let to = Readers::of(precincts)?;
        let at = match to.are_many() {
            true => AnnounceStep::Precinct,
            false => AnnounceStep::Date,
        };
        Some(Announce {
            at,
            to,
            ..Announce::default()
        })
    }

    pub fn question(&self, world: &World) -> Say {
        let mut say = self.plain_question(world);
        if let Some((kept, _)) = self.kept() {
            say.rows.insert(0, vec![keep(kept, world)]);
        }
        say
    }

    /// The words that stand there already, where they may be changed, and what is asked after them.
    fn kept(&self) -> Option<(&str, AnnounceStep)> {
        let (kept, next) = match self.at {
            AnnounceStep::Venue => (&self.venue.kk, AnnounceStep::VenueRu),
            AnnounceStep::VenueRu => (&self.venue.ru, AnnounceStep::AgendaKk),
            AnnounceStep::AgendaKk => (&self.agenda.kk, AnnounceStep::AgendaRu),
            AnnounceStep::AgendaRu => (&self.agenda.ru, AnnounceStep::Preview),
            _ => return None,
        };
        (!kept.is_empty()).then_some((kept, next))
    }

    fn plain_question(&self, world: &World) -> Say {
        let words = world.words;
        match self.at {
            AnnounceStep::Precinct => self.to.question(words.meeting_precinct(), world),
            AnnounceStep::Date => {
                Say::text(words.meeting_date(&words.day_typed(world.next_week())))
            }
            AnnounceStep::Time => Say::text(words.meeting_time()),
            AnnounceStep::Venue => {
                let mut say = Say::text(match self.place {
                    Some(_) if self.venue.kk.is_empty() => words.meeting_venue_pinned(),
                    _ => words.meeting_venue(),
                });
                let post = world.directory.post(&self.to.precinct, world.today());
                if let Some(station) = post.and_then(|post| post.station) {
                    let label = words.meeting_station(station.address.get(words.lang));
                    say.rows.push(vec![world.answer(label, "station")]);
                }
                say
            }
            AnnounceStep::VenueRu => ask_text(words.meeting_venue_ru(), true, world),
            AnnounceStep::AgendaKk => ask_text(words.meeting_agenda_kk(), true, world),
            AnnounceStep::AgendaRu => ask_text(words.meeting_agenda_ru(), self.has_kazakh(), world),
            AnnounceStep::Preview => self.preview(world),
        }
    }

    pub fn step(&self, answer: &Answer, world: &World) -> Next {
        if let Some((_, next)) = self.kept().filter(|_| answer.key() == Some(KEEP)) {
            return self.with(next, |_| {});
        }
        match self.at {
            AnnounceStep::Precinct => {
                self.to
                    .step(answer)
                    .map_or_else(Next::Again, |(to, chosen)| {
                        let at = if chosen { AnnounceStep::Date } else { self.at };
                        self.with(at, |it| it.to = to)
                    })
            }
            AnnounceStep::Date => match answer
                .words(100)
                .map(|text| dates::parse_when(text, world.today()))
            {
                Ok(Some(when)) => self.on(when, world),
                _ => Next::Again(Why::NoDate),
            },
            AnnounceStep::Time => self.at_time(answer, world),
            AnnounceStep::Venue => self.at_venue(answer, world),
            AnnounceStep::VenueRu => {
                written(answer, true, VENUE_CHARS).map_or_else(Next::Again, |text| {
                    self.with(AnnounceStep::AgendaKk, |it| {
                        text.clone_into(&mut it.venue.ru);
                    })
                })
            }
            AnnounceStep::AgendaKk => {
                written(answer, true, AGENDA_CHARS).map_or_else(Next::Again, |text| {
                    self.with(AnnounceStep::AgendaRu, |it| {
                        text.clone_into(&mut it.agenda.kk);
                    })
                })
            }
            AnnounceStep::AgendaRu => {
                written(answer, self.has_kazakh(), AGENDA_CHARS).map_or_else(Next::Again, |text| {
                    self.with(AnnounceStep::Preview, |it| {
                        text.clone_into(&mut it.agenda.ru);
                    })
                })
            }
            AnnounceStep::Preview => match (answer.key(), self.meeting()) {
                (Some("send"), Some(meeting)) => {
                    Next::Do(Action::Announce(meeting), Box::new(Next::Rest))
                }
                (Some("change"), _) => self.with(AnnounceStep::Date, |_| {}),
                _ => Next::Again(Why::Choose),
            },
        }
    }

    pub fn takes(&self) -> Takes {
        Takes::Words
    }

    fn with(&self, at: AnnounceStep, change: impl FnOnce(&mut Announce)) -> Next {
        let mut it = self.clone();
        it.at = at;
        change(&mut it);
        Next::Ask(Flow::Announce(Box::new(it)))
    }

    fn has_kazakh(&self) -> bool {
        !self.agenda.kk.is_empty()
    }

    fn at_time(&self, answer: &Answer, world: &World) -> Next {
        let time = answer.words(100).ok().and_then(dates::parse_time);
        match (time, self.date) {
            (Some(time), Some(date)) => self.starting(date, time, world),
            _ => Next::Again(Why::NoTime),
        }
    }

    /// A day; with its hour, that is not asked any more.
    fn on(&self, when: When, world: &World) -> Next {
        let date = when.date;
        match when.time {
            _ if date < world.today() => Next::Again(Why::Past),
            None => self.with(AnnounceStep::Time, |it| it.date = Some(date)),
            Some(time) => self.starting(date, time, world),
        }
    }

    fn starting(&self, date: Date, time: civil::Time, world: &World) -> Next {
        let starts_at = calendar::at(date.to_datetime(time));
        if starts_at <= world.now {
            return Next::Again(Why::Past);
        }
        self.with(AnnounceStep::Venue, |it| {
            it.date = Some(date);
            it.starts_at = Some(starts_at);
        })
    }

    /// The precinct point brings its own address and pin; a pin waits for its words.
    fn at_venue(&self, answer: &Answer, world: &World) -> Next {
        match answer {
            Answer::Key(key) if key == "station" => {
                let post = world.directory.post(&self.to.precinct, world.today());
                let Some(station) = post.and_then(|post| post.station) else {
                    return Next::Again(Why::Choose);
                };
                self.with(AnnounceStep::AgendaKk, |it| {
                    it.venue = station.address.clone();
                    it.place = station.point.map(Place::at);
                })
            }
            Answer::Text(text) if dates::parse_time(text).is_some() => {
                Next::Again(Why::TimeNoPlace)
            }
            Answer::Place(place) => self.with(AnnounceStep::Venue, |it| {
                it.place = Some(place.clone());
                it.venue = Both::default();
            }),
            answer => written(answer, false, VENUE_CHARS).map_or_else(Next::Again, |text| {
                self.with(AnnounceStep::VenueRu, |it| {
                    // The pin of another address is not its own.
                    if !it.venue.kk.is_empty() {
                        it.place = None;
                    }
                    text.clone_into(&mut it.venue.kk);
                })
            }),
        }
    }

    fn meeting(&self) -> Option<NewMeeting> {
        Some(NewMeeting {
            precinct: self.to.precinct.clone(),
            starts_at: self.starts_at?,
            venue: self.venue.clone(),
            place: self.place.clone(),
            agenda: self.agenda.clone(),
        })
    }

    fn preview(&self, world: &World) -> Say {
        let shown = |lang, voice: Speaker<'_>| match self.meeting() {
            Some(meeting) => announcement(lang, voice, &meeting),
            None => String::new(),
        };
        let ahead = self.date.and_then(|date| world.today().until(date).ok());
        let soon = ahead.is_some_and(|ahead| ahead.get_days() < NOTICE_DAYS);
        let warning = soon.then(|| world.words.meeting_soon());
        self.to
            .preview(shown, warning, &[&self.venue, &self.agenda], world)
    }
}
