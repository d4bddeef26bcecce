//! Hours set by law: when noise, trade in alcohol or a child alone outside is an offence. The
//! answer is information for the resident; a report is never refused because of the hour.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use serde::Deserialize;

use super::Both;
use super::calendar::{Calendar, local, tomorrow};

/// One rule: a span of each day's or night's hours, another one perhaps on days off.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HoursRule {
    pub key: String,
    /// The article of the Code on Administrative Offences, where a source names it.
    pub article: Option<String>,
    /// Which premises it is about.
    pub place: Both,
    pub days: Window,
    /// On weekends and holidays, where the law says otherwise for them.
    pub days_off: Option<Window>,
    /// Sources disagree on the figures: show the rule without them.
    #[serde(default)]
    pub doubtful: bool,
    pub source: String,
    /// The day the source said so.
    pub as_of: Option<Date>,
}

/// From this minute on (inclusive), up to that one (exclusive: at 09:00 sharp the quiet is over).
/// A window whose end is not after its start runs over midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Window {
    pub from: Time,
    pub to: Time,
}

/// What a rule says of one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HoursVerdict {
    pub inside: bool,
    /// The window that the moment lies in, or else the next one to begin.
    pub from: Time,
    pub to: Time,
    /// The date on which that window begins.
    pub night: Date,
    /// Whether that date is a weekend or a holiday.
    pub day_off: bool,
    /// Show no figures: the sources disagree, or it is a night between a working day and a day off
    /// in a rule that treats the two differently.
    pub doubtful: bool,
}

impl HoursRule {
    /// A night belongs to the day on which it began: Friday's lasts until Saturday morning by the
    /// working day's hours, Sunday's until Monday morning by the weekend's. The law's text does not
    /// settle this, hence [`HoursVerdict::doubtful`] on such nights.
    pub fn at(&self, calendar: &Calendar, moment: Timestamp) -> HoursVerdict {
        let now = local(moment);
        let today = now.date();
        let yesterday = today.yesterday().unwrap_or(today);
        for night in [yesterday, today] {
            if self.window(calendar, night).holds(night, now) {
                return self.verdict(calendar, night, true);
            }
        }
        let ahead = now.time() < self.window(calendar, today).from;
        self.verdict(calendar, if ahead { today } else { tomorrow(today) }, false)
    }

    fn window(&self, calendar: &Calendar, date: Date) -> Window {
        match self.days_off {
            Some(window) if !calendar.is_working_day(date) => window,
            _ => self.days,
        }
    }

    fn verdict(&self, calendar: &Calendar, night: Date, inside: bool) -> HoursVerdict {
        let window = self.window(calendar, night);
        let day_off = !calendar.is_working_day(night);
        let mixed = self.days_off.is_some()
            && window.over_midnight()
            && day_off == calendar.is_working_day(tomorrow(night));
        let doubtful = self.doubtful || mixed;
        HoursVerdict {
            inside,
            from: window.from,
            to: window.to,
            night,
            day_off,
            doubtful,
        }
    }
}

impl Window {
    pub fn over_midnight(self) -> bool {
        self.to <= self.from
    }

    fn holds(self, began: Date, now: DateTime) -> bool {
        let ends = if self.over_midnight() {
            tomorrow(began)
        } else {
            began
        };
        began.to_datetime(self.from) <= now && now < ends.to_datetime(self.to)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};

    use super::*;
    use crate::domain::calendar::at;
    use crate::domain::law::Law;

    /// November 2026: the 27th is a Friday. Seconds matter at the edges.
    fn ask(rule: &str, day: i8, clock: &str) -> HoursVerdict {
        let time: Time = clock.parse().unwrap();
        let moment = at(date(2026, 11, day).to_datetime(time));
        Law::embedded().rule_at(rule, moment).unwrap()
    }

    #[test]
    fn quiet_holds_from_22_to_9_every_night() {
        for day in 23..=29 {
            assert!(!ask("quiet", day, "21:59:59").inside, "{day}");
            assert!(ask("quiet", day, "22:00:00").inside, "{day}");
            assert!(ask("quiet", day, "23:59:59").inside, "{day}");
            assert!(ask("quiet", day, "00:00:00").inside, "{day}");
            assert!(ask("quiet", day, "08:59:59").inside, "{day}");
            assert!(!ask("quiet", day, "09:00:00").inside, "{day}");
        }
        let night = ask("quiet", 28, "03:00:00");
        assert_eq!(
            (night.from, night.to),
            (time(22, 0, 0, 0), time(9, 0, 0, 0))
        );
        assert_eq!(night.night, date(2026, 11, 27));
        assert!(!night.doubtful);
    }

    #[test]
    fn venues_keep_other_hours_on_days_off() {
        let rule = "quiet_venue";
        // Wednesday to Thursday: 22 to 9, no doubt.
        assert!(ask(rule, 25, "22:00:00").inside && ask(rule, 26, "08:59:59").inside);
        assert!(!ask(rule, 25, "21:59:59").inside && !ask(rule, 26, "09:00:00").inside);
        assert!(!ask(rule, 25, "22:00:00").doubtful);
        // Saturday to Sunday: 23 to 10, no doubt.
        assert!(!ask(rule, 28, "22:59:59").inside && ask(rule, 28, "23:00:00").inside);
        assert!(ask(rule, 29, "09:59:59").inside && !ask(rule, 29, "10:00:00").inside);
        let saturday = ask(rule, 28, "23:00:00");
        assert!(saturday.day_off && !saturday.doubtful);
    }

    #[test]
    fn a_night_belongs_to_the_day_it_began() {
        let rule = "quiet_venue";
        // Friday's night by the working day's hours, Sunday's by the weekend's: both doubtful.
        assert!(ask(rule, 27, "22:00:00").inside && !ask(rule, 28, "09:00:00").inside);
        assert!(!ask(rule, 29, "22:59:59").inside && ask(rule, 30, "09:59:59").inside);
        assert!(!ask(rule, 30, "10:00:00").inside);
        assert!(ask(rule, 28, "01:00:00").doubtful && ask(rule, 30, "01:00:00").doubtful);
    }

    #[test]
    fn the_eve_of_a_holiday_is_like_a_friday() {
        let law = Law::embedded();
        let ask = |day, hour| {
            let moment = at(date(2026, 12, day).at(hour, 30, 0, 0));
            law.rule_at("quiet_venue", moment).unwrap()
        };
        // 16 December 2026 is a Wednesday and a public holiday.
        assert!(ask(15, 22).inside && ask(15, 22).doubtful);
        assert!(!ask(16, 9).inside);
        assert!(!ask(16, 22).inside && ask(16, 23).inside && ask(17, 9).inside);
    }

    #[test]
    fn outside_it_names_the_next_window() {
        let morning = ask("quiet_venue", 28, "12:00:00");
        assert!(!morning.inside);
        assert_eq!(
            (morning.night, morning.from),
            (date(2026, 11, 28), time(23, 0, 0, 0))
        );
        let alcohol = ask("alcohol_retail", 25, "12:00:00");
        assert!(!alcohol.inside && alcohol.doubtful);
        assert_eq!(alcohol.night, date(2026, 11, 25));
        assert!(ask("alcohol_retail", 25, "11:59:59").inside);
        assert!(ask("alcohol_retail", 25, "21:00:00").inside);
    }

    #[test]
    fn children_inside_venues_and_outside() {
        assert!(ask("minors_venue", 25, "22:00:00").inside);
        assert!(!ask("minors_outdoors", 25, "22:59:59").inside);
        assert!(ask("minors_outdoors", 25, "23:00:00").inside);
        assert!(ask("minors_outdoors", 26, "05:59:59").inside);
        assert!(!ask("minors_outdoors", 26, "06:00:00").inside);
        assert!(!ask("minors_venue", 26, "06:00:00").inside);
    }

    #[test]
    fn a_window_within_one_day() {
        let window = Window {
            from: time(9, 0, 0, 0),
            to: time(18, 0, 0, 0),
        };
        let day = date(2026, 11, 27);
        assert!(!window.over_midnight());
        assert!(window.holds(day, day.at(9, 0, 0, 0)) && !window.holds(day, day.at(18, 0, 0, 0)));
        assert!(!window.holds(day, date(2026, 11, 28).at(10, 0, 0, 0)));
    }
}
