//! Dates and times as people of each language write them. Kazakhstan keeps one time.

use jiff::civil::{Date, DateTime};

use super::Words;

impl Words {
    /// "27 November, Friday, 18:30" in the reader's language.
    pub fn moment(self, at: DateTime) -> String {
        let (date, time) = (self.day(at.date()), self.time(at.time()));
        self.date_and_time(&date, &time)
    }

    /// "27 November, Friday".
    pub fn day(self, date: Date) -> String {
        let month = self.month_of(i64::from(date.month()));
        self.date_long(&date.day().to_string(), &month, &self.day_of_week(date))
    }

    /// "27 November" in the case that "to" asks for.
    pub fn day_to(self, date: Date) -> String {
        let month = self.month_to(i64::from(date.month()));
        self.date_to(&date.day().to_string(), &month)
    }

    /// "By 27 November (Friday)": a deadline, that day included.
    pub fn day_by(self, date: Date) -> String {
        let month = self.month_to(i64::from(date.month()));
        self.date_by(&date.day().to_string(), &month, &self.day_of_week(date))
    }

    /// "27.11", as one types it.
    pub fn day_typed(self, date: Date) -> String {
        format!("{:02}.{:02}", date.day(), date.month())
    }

    fn day_of_week(self, date: Date) -> String {
        self.weekday(i64::from(date.weekday().to_monday_one_offset()))
    }

    /// "27.11 18:30", for lists.
    pub fn stamp(self, at: DateTime) -> String {
        format!(
            "{:02}.{:02} {:02}:{:02}",
            at.day(),
            at.month(),
            at.hour(),
            at.minute()
        )
    }

    pub fn time(self, time: jiff::civil::Time) -> String {
        format!("{:02}:{:02}", time.hour(), time.minute())
    }
}
