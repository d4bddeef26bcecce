//! A meeting as a file for the calendar of a phone.

use icalendar::{Calendar, Component, Event, EventLike};

use crate::chat::{clean, line};
use crate::domain::meeting::NewMeeting;
use crate::domain::{MeetingId, Time};
use crate::text::Words;

/// An hour in the phone's calendar; the time is absolute, so any phone shows its own.
pub fn calendar_entry(id: MeetingId, meeting: &NewMeeting, words: Words, now: Time) -> String {
    let stamp = |time: Time| time.strftime("%Y%m%dT%H%M%SZ").to_string();
    let end = meeting.starts_at + jiff::SignedDuration::from_hours(1);
    let mut event = Event::new();
    event
        .uid(&format!("{id}@aula"))
        .add_property("DTSTAMP", stamp(now))
        .add_property("DTSTART", stamp(meeting.starts_at))
        .add_property("DTEND", stamp(end))
        .summary(&words.meeting_title())
        .location(&line(meeting.venue.either(words.lang)))
        .description(&clean(meeting.agenda.either(words.lang)));
    if let Some(place) = &meeting.place {
        event.add_property("GEO", format!("{};{}", place.point.lat, place.point.lon));
    }
    let mut calendar = Calendar::empty();
    calendar
        .append_property(("VERSION", "2.0"))
        .append_property(("PRODID", "-//Aula//kk ru//"))
        .append_property(("METHOD", "PUBLISH"));
    calendar.push(event.done()).done().to_string()
}
