//! Dates and times as people of each language write them. Kazakhstan keeps one time.

use jiff::civil::DateTime;

use super::Words;

impl Words {
    /// "27 November, Friday, 18:30" in the reader's language.
    pub fn moment(self, at: DateTime) -> String {
        let (date, time) = (self.day(at.date()), self.time(at.time()));
        self.date_and_time(&date, &time)
    }

    /// "27 November, Friday".
    pub fn day(self, date: jiff::civil::Date) -> String {
        let month = self.month_of(i64::from(date.month()));
        let weekday = self.weekday(i64::from(date.weekday().to_monday_one_offset()));
        self.date_long(&i64::from(date.day()).to_string(), &month, &weekday)
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
