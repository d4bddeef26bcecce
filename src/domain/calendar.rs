//! Kazakhstan's calendar: one time zone, weekends, public holidays, moved days off and the
//! weekends that are worked instead. The days themselves are data of the law table; every moment
//! comes in as an argument.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Weekday};
use jiff::tz::{self, TimeZone, TimeZoneDatabase};
use serde::Deserialize;

/// The days that are not what their weekday says. Years outside the table know weekends only:
/// see [`Calendar::covers`].
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    days: BTreeMap<Date, Holiday>,
}

/// One such day, named in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    pub date: Date,
    pub kind: HolidayKind,
    pub kk: String,
    pub ru: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HolidayKind {
    /// A national or state holiday.
    Public,
    /// A religious day off: Orthodox Christmas, the first day of Kurban Ait. Never moved.
    Religious,
    /// A working day that is off: for a holiday on a weekend, or by the government's order.
    Moved,
    /// A weekend that is worked for a moved day off.
    Worked,
}

impl Calendar {
    pub fn new(days: Vec<Holiday>) -> Calendar {
        Calendar {
            days: days.into_iter().map(|day| (day.date, day)).collect(),
        }
    }

    pub fn is_working_day(&self, date: Date) -> bool {
        match self.days.get(&date) {
            Some(day) => day.kind == HolidayKind::Worked,
            None => !matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday),
        }
    }

    /// The `n`th working day after `date`; `date` itself is not counted, so a term begins on the
    /// next day, as the procedure code counts it. `n` = 0 gives `date`.
    pub fn add_working_days(&self, date: Date, n: u32) -> Date {
        let mut day = date;
        for _ in 0..n {
            day = self.next_working_day(day);
        }
        day
    }

    /// The first working day after `date`.
    pub fn next_working_day(&self, date: Date) -> Date {
        let mut day = tomorrow(date);
        while !self.is_working_day(day) && day < Date::MAX {
            day = tomorrow(day);
        }
        day
    }

    /// Working days after `from`, up to and with `to`; nothing when `to` is not later. The inverse
    /// of [`Calendar::add_working_days`].
    pub fn working_days_between(&self, from: Date, to: Date) -> u32 {
        let mut count = 0;
        let mut day = from;
        while day < to {
            day = tomorrow(day);
            count += u32::from(self.is_working_day(day));
        }
        count
    }

    /// The holiday, moved or worked day of that date, if it is one.
    pub fn holiday(&self, date: Date) -> Option<&Holiday> {
        self.days.get(&date)
    }

    /// Whether the holidays of that year are known at all.
    pub fn covers(&self, year: i16) -> bool {
        self.days.keys().any(|date| date.year() == year)
    }
}

/// All of Kazakhstan since 2024-03-01. From the built-in database and never the machine's: an old
/// one would still add six hours.
static ZONE: LazyLock<TimeZone> = LazyLock::new(|| {
    let built_in = TimeZoneDatabase::bundled().get("Asia/Almaty");
    built_in.unwrap_or_else(|_| TimeZone::fixed(tz::offset(5)))
});

/// What clocks in Kazakhstan show at that moment.
pub fn local(moment: Timestamp) -> DateTime {
    ZONE.to_datetime(moment)
}

/// The moment at which clocks in Kazakhstan show that; of an hour that came twice, the first.
pub fn at(shown: DateTime) -> Timestamp {
    let end = if shown.year() < 0 {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    };
    ZONE.to_ambiguous_timestamp(shown)
        .compatible()
        .unwrap_or(end)
}

/// The next date; the last one of the calendar stays where it is.
pub(super) fn tomorrow(date: Date) -> Date {
    date.tomorrow().unwrap_or(date)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::domain::law::Law;

    fn calendar() -> Calendar {
        Law::embedded().calendar().clone()
    }

    #[test]
    fn weekends_holidays_moved_and_worked_days() {
        let calendar = calendar();
        let working = |y, m, d| calendar.is_working_day(date(y, m, d));
        assert!(working(2026, 11, 27), "an ordinary Friday");
        assert!(
            !working(2026, 11, 28) && !working(2026, 11, 29),
            "a weekend"
        );
        assert!(!working(2026, 12, 16), "a public holiday");
        assert!(!working(2026, 10, 26), "a Monday off for a Sunday");
        assert!(!working(2026, 1, 7), "a religious day off");
        assert!(
            !working(2025, 1, 3) && working(2025, 1, 5),
            "a day moved by order"
        );
        assert!(
            working(2026, 8, 31),
            "no longer moved: the holiday left 30 August"
        );
        assert!(!working(2027, 3, 15), "the new Constitution Day");
    }

    #[test]
    fn terms_skip_what_is_off() {
        let calendar = calendar();
        let friday = date(2026, 12, 11);
        assert_eq!(calendar.add_working_days(friday, 0), friday);
        assert_eq!(calendar.add_working_days(friday, 3), date(2026, 12, 17));
        // Nauryz 2026: 21 to 25 March off.
        assert_eq!(
            calendar.next_working_day(date(2026, 3, 20)),
            date(2026, 3, 26)
        );
        assert_eq!(
            calendar.working_days_between(date(2026, 3, 20), date(2026, 3, 26)),
            1
        );
        assert_eq!(
            calendar.working_days_between(date(2026, 3, 26), date(2026, 3, 20)),
            0
        );
        assert_eq!(calendar.add_working_days(Date::MAX, 5), Date::MAX);
    }

    #[test]
    fn only_known_years_are_covered() {
        let calendar = calendar();
        assert!((2025..=2027).all(|year| calendar.covers(year)));
        assert!(!calendar.covers(2024) && !calendar.covers(2028));
        assert_eq!(
            calendar.holiday(date(2026, 12, 16)).map(|day| day.kind),
            Some(HolidayKind::Public)
        );
        assert_eq!(calendar.holiday(date(2026, 12, 15)), None);
    }

    #[test]
    fn the_country_is_five_hours_ahead() {
        let moment: Timestamp = "2026-11-27T18:40:00Z".parse().unwrap();
        let shown = date(2026, 11, 27).at(23, 40, 0, 0);
        assert_eq!(local(moment), shown);
        assert_eq!(at(shown), moment);
        // Before 1 March 2024 it was six; the hour that came twice means its first time.
        let before: Timestamp = "2024-02-01T00:00:00Z".parse().unwrap();
        assert_eq!(local(before), date(2024, 2, 1).at(6, 0, 0, 0));
        let twice = at(date(2024, 2, 29).at(23, 30, 0, 0));
        assert_eq!(twice, "2024-02-29T17:30:00Z".parse().unwrap());
        assert_eq!(at(DateTime::MAX), Timestamp::MAX);
    }

    proptest! {
        #[test]
        fn adding_and_counting_agree(offset in 0i32..1_200, n in 0u32..60) {
            let calendar = calendar();
            let from = date(2024, 12, 1).checked_add(jiff::Span::new().days(offset)).unwrap();
            let to = calendar.add_working_days(from, n);
            prop_assert_eq!(calendar.working_days_between(from, to), n);
            prop_assert!(n == 0 || calendar.is_working_day(to));
        }
    }
}
