//! Announcing a meeting: which precinct, when, where, what about, in both languages, and a
//! preview of what each reader gets before it goes out.

use jiff::civil::{self, Date};
use serde::{Deserialize, Serialize};

use super::{Answer, Flow, Next, Own, Why, World, first};
use crate::chat::Say;
use crate::domain::meeting::{AGENDA_CHARS, NOTICE_DAYS, NewMeeting, VENUE_CHARS};
use crate::domain::{Action, Both, Lang, Place, Time, calendar};
use crate::text::announcement;
use crate::typed::dates::{self, When};

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Announce {
    pub at: Step,
    pub precincts: Vec<Own>,
    /// The page of the list of precincts that is shown.
    #[serde(default, skip_serializing_if = "first")]
    pub page: usize,
    pub precinct: String,
    pub date: Option<Date>,
    pub starts_at: Option<Time>,
    pub venue: Both,
    pub place: Option<Place>,
    pub agenda: Both,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
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
        let first = precincts.first()?.code.clone();
        let at = if precincts.len() == 1 {
            Step::Date
        } else {
            Step::Precinct
        };
        Some(Announce {
            at,
            precinct: first,
            precincts,
            ..Announce::default()
        })
    }

    pub fn question(&self, world: &World) -> Say {
        let words = world.words;
        let skip = |text: String| {
            let mut say = Say::text(text);
            say.rows
                .push(vec![world.answer(words.notice_skip(), "skip")]);
            say
        };
        match self.at {
            Step::Precinct => {
                let rows = Own::buttons(&self.precincts, self.page, world);
                Say {
                    rows,
                    ..Say::text(words.meeting_precinct())
                }
            }
            Step::Date => Say::text(words.meeting_date(&words.day_typed(world.next_week()))),
            Step::Time => Say::text(words.meeting_time()),
            Step::Venue => {
                let mut say = Say::text(match self.place {
                    Some(_) => words.meeting_venue_pinned(),
                    None => words.meeting_venue(),
                });
                let post = world.directory.post(&self.precinct, world.today());
                if let Some(station) = post.and_then(|post| post.station) {
                    let label = words.meeting_station(station.address.get(words.lang));
                    say.rows.push(vec![world.answer(label, "station")]);
                }
                say
            }
            Step::VenueRu => skip(words.meeting_venue_ru()),
            Step::AgendaKk => skip(words.meeting_agenda_kk()),
            Step::AgendaRu if self.agenda.kk.is_empty() => Say::text(words.meeting_agenda_ru()),
            Step::AgendaRu => skip(words.meeting_agenda_ru()),
            Step::Preview => self.preview(world),
        }
    }

    pub fn step(&self, answer: Answer, world: &World) -> Next {
        let skips = answer.key() == Some("skip");
        match self.at {
            Step::Precinct => match answer.key() {
                Some(code) if self.precincts.iter().any(|own| own.code == code) => {
                    self.with(Step::Date, |it| it.precinct = code.to_owned())
                }
                Some(key) => match Own::page(&self.precincts, key) {
                    Some(page) => self.with(Step::Precinct, |it| it.page = page),
                    None => Next::Again(Why::Choose),
                },
                _ => Next::Again(Why::Choose),
            },
            Step::Date => match answer
                .words(100)
                .map(|text| dates::parse_when(text, world.today()))
            {
                Ok(Some(when)) => self.on(when, world),
                _ => Next::Again(Why::NoDate),
            },
            Step::Time => self.at_time(&answer, world),
            Step::Venue => self.at_venue(answer, world),
            Step::VenueRu if skips => self.with(Step::AgendaKk, |it| it.venue.ru.clear()),
            Step::AgendaKk if skips => self.with(Step::AgendaRu, |it| it.agenda.kk.clear()),
            Step::AgendaRu if skips && !self.agenda.kk.is_empty() => {
                self.with(Step::Preview, |it| it.agenda.ru.clear())
            }
            Step::VenueRu => {
                self.words(&answer, VENUE_CHARS, Step::AgendaKk, |it| &mut it.venue.ru)
            }
            Step::AgendaKk => self.words(&answer, AGENDA_CHARS, Step::AgendaRu, |it| {
                &mut it.agenda.kk
            }),
            Step::AgendaRu => {
                self.words(&answer, AGENDA_CHARS, Step::Preview, |it| &mut it.agenda.ru)
            }
            Step::Preview => match (answer.key(), self.meeting()) {
                (Some("send"), Some(meeting)) => {
                    Next::Do(Action::Announce(meeting), Box::new(Next::Rest))
                }
                // Another address is asked for, and the old pin is not its own.
                (Some("change"), _) => self.with(Step::Date, |it| it.place = None),
                _ => Next::Again(Why::Choose),
            },
        }
    }

    fn with(&self, at: Step, change: impl FnOnce(&mut Announce)) -> Next {
        let mut it = self.clone();
        it.at = at;
        change(&mut it);
        Next::Ask(Flow::Announce(Box::new(it)))
    }

    fn words(
        &self,
        answer: &Answer,
        limit: usize,
        then: Step,
        field: fn(&mut Announce) -> &mut String,
    ) -> Next {
        match answer.words(limit) {
            Ok(text) => self.with(then, |it| text.clone_into(field(it))),
            Err(why) => Next::Again(why),
        }
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
            None => self.with(Step::Time, |it| it.date = Some(date)),
            Some(time) => self.starting(date, time, world),
        }
    }

    fn starting(&self, date: Date, time: civil::Time, world: &World) -> Next {
        let starts_at = calendar::at(date.to_datetime(time));
        if starts_at <= world.now {
            return Next::Again(Why::Past);
        }
        self.with(Step::Venue, |it| {
            it.date = Some(date);
            it.starts_at = Some(starts_at);
        })
    }

    /// The precinct point brings its own address and pin; a pin waits for its words.
    fn at_venue(&self, answer: Answer, world: &World) -> Next {
        match answer {
            Answer::Key(key) if key == "station" => {
                let post = world.directory.post(&self.precinct, world.today());
                let Some(station) = post.and_then(|post| post.station) else {
                    return Next::Again(Why::Choose);
                };
                self.with(Step::AgendaKk, |it| {
                    it.venue = station.address.clone();
                    it.place = station.point.map(Place::at);
                })
            }
            Answer::Text(text) if dates::parse_time(&text).is_some() => {
                Next::Again(Why::TimeNoPlace)
            }
            Answer::Place(place) => self.with(Step::Venue, |it| it.place = Some(place)),
            answer => self.words(&answer, VENUE_CHARS, Step::VenueRu, |it| &mut it.venue.kk),
        }
    }

    fn meeting(&self) -> Option<NewMeeting> {
        Some(NewMeeting {
            precinct: self.precinct.clone(),
            starts_at: self.starts_at?,
            venue: self.venue.clone(),
            place: self.place.clone(),
            agenda: self.agenda.clone(),
        })
    }

    fn preview(&self, world: &World) -> Say {
        let words = world.words;
        let voice = world.voice(&self.precinct);
        let shown = |lang: Lang| match (self.meeting(), voice) {
            (Some(meeting), Some(voice)) => announcement(lang, voice, &meeting),
            _ => String::new(),
        };
        let text = words.preview(
            &shown(Lang::Kk),
            &shown(Lang::Ru),
            Own::readers(&self.precincts, &self.precinct),
        );
        let soon = self.date.and_then(|date| world.today().until(date).ok());
        let soon = soon.is_some_and(|ahead| ahead.get_days() < NOTICE_DAYS);
        let warning = soon.then(|| words.meeting_soon());
        let (venue, agenda) = (&self.venue, &self.agenda);
        let one = venue.is_one() || agenda.is_one();
        let one = one.then(|| words.notice_one_language());
        let swapped = venue.is_swapped() || agenda.is_swapped();
        let swapped = swapped.then(|| words.languages_swapped());
        let parts = [Some(text), warning, one, swapped];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        let mut say = Say::text(parts.join("\n\n"));
        say.rows
            .push(vec![world.answer(words.button_send(), "send")]);
        say.rows
            .push(vec![world.answer(words.button_change(), "change")]);
        say
    }
}
