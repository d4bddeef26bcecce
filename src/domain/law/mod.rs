//! The law table: phones, articles, fines, hours, holidays and the kinds of reports, dated and
//! with their sources. Hours and fines change every year, so they are data: `law.toml` is built
//! in, and an operator may put a newer file in its place.

use jiff::Timestamp;
use jiff::civil::Date;

use super::Both;
use super::calendar::Calendar;
use super::category::Category;
use super::danger::{self, Cry, Danger};
use super::hours::{HoursRule, HoursVerdict};
use table::LawTable;

mod check;
mod table;

pub use check::LawError;
pub use table::{Deadlines, FalseCall, Matter, PhoneLine};

const BUILT_IN: &str = include_str!("law.toml");

/// A table that was read and checked whole; there is no other.
#[derive(Clone, Debug)]
pub struct Law {
    table: LawTable,
    calendar: Calendar,
    /// An operator's own words of danger, beside the built-in ones.
    danger: Danger,
}

impl Law {
    /// The table that comes with the program.
    #[expect(
        clippy::expect_used,
        reason = "the built-in table is constant, and a test reads it"
    )]
    pub fn embedded() -> Law {
        Law::parse(BUILT_IN).expect("the built-in law table is valid")
    }

    /// Reads a table in the form of `law.toml`. The error names the line and what is wrong there.
    pub fn parse(text: &str) -> Result<Law, LawError> {
        let table: LawTable =
            toml::from_str(text).map_err(|fault| LawError::in_toml(text, &fault))?;
        table.check(text)?;
        let calendar = Calendar::new(table.calendar.days.clone());
        let danger = Danger::of(&table.danger.words);
        Ok(Law {
            table,
            calendar,
            danger,
        })
    }

    pub fn categories(&self) -> &[Category] {
        &self.table.categories
    }

    /// Whether nothing of a report of this kind may be seen by others.
    pub fn is_private(&self, key: &str) -> bool {
        self.category(key).is_some_and(|category| category.private)
    }

    pub fn category(&self, key: &str) -> Option<&Category> {
        self.table
            .categories
            .iter()
            .find(|category| category.key == key)
    }

    pub fn phone(&self, whose: Phone) -> &PhoneLine {
        let phones = &self.table.phones;
        match whose {
            Phone::Police => &phones.police,
            Phone::Rescue => &phones.rescue,
            Phone::Fire => &phones.fire,
            Phone::Ambulance => &phones.ambulance,
            Phone::Family => &phones.family,
        }
    }

    /// The number alone, as it is called.
    pub fn number(&self, whose: Phone) -> &str {
        &self.phone(whose).number
    }

    /// All lines that everybody may call, the most urgent first.
    pub fn lines(&self) -> impl Iterator<Item = &PhoneLine> {
        self.table.phones.all().map(|(_, line)| line)
    }

    /// The line with this number, written as it is called.
    pub fn line(&self, number: &str) -> Option<&PhoneLine> {
        self.lines().find(|line| line.number == number)
    }

    /// What is known of something that people ask about.
    pub fn matter(&self, key: &str) -> Option<&Matter> {
        self.table.matters.iter().find(|it| it.key == key)
    }

    /// The lines to call about it; none where the sources disagree.
    pub fn lines_of<'a>(&'a self, matter: &'a Matter) -> impl Iterator<Item = &'a PhoneLine> {
        let keys = matter.phones.iter().filter(|_| !matter.doubtful);
        keys.filter_map(|key| {
            let mut all = self.table.phones.all();
            all.find(|(it, _)| it == key).map(|(_, line)| line)
        })
    }

    /// So many monthly calculation indices in tenge, at that date's rate; None for a year whose
    /// rate is not in the table, and then only the indices are shown.
    pub fn fine_tenge(&self, mrp: u32, date: Date) -> Option<u32> {
        let rate = self
            .table
            .mrp
            .iter()
            .find(|rate| rate.year == date.year())?;
        rate.tenge.checked_mul(mrp)
    }

    /// A call known to be false: the article and fine named before a report is sent.
    pub fn false_call(&self) -> &FalseCall {
        &self.table.false_call
    }

    /// The official system of appeals; its link is None while nobody has confirmed the address.
    pub fn appeals(&self) -> (&Both, Option<&str>) {
        let appeals = &self.table.appeals;
        let link = appeals.url.as_deref().filter(|_| !appeals.doubtful);
        (&appeals.name, link)
    }

    /// The word for a duty desk whose own name is not known.
    pub fn duty_desk(&self) -> &Both {
        &self.table.duty_desk
    }

    /// Youngest age, in years, at which alcohol may be bought.
    pub fn alcohol_age(&self) -> u32 {
        self.table.alcohol.buyer_age
    }

    /// Whether somebody writes that there is danger now.
    pub fn tells_of_danger(&self, text: &str) -> bool {
        self.cry(text).is_some()
    }

    /// What somebody cries who writes that there is danger now.
    pub fn cry(&self, text: &str) -> Option<Cry> {
        danger::heard(text, &self.danger)
    }

    pub fn deadlines(&self) -> &Deadlines {
        &self.table.deadlines
    }

    /// Working days within which a report of that kind is answered.
    pub fn answer_days(&self, category: &str) -> u32 {
        let own = self
            .category(category)
            .and_then(|category| category.answer_days);
        own.unwrap_or(self.table.deadlines.answer_days)
    }

    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    pub fn hours(&self, rule: &str) -> Option<&HoursRule> {
        self.table.hours.iter().find(|hours| hours.key == rule)
    }

    /// Whether that moment is within the hours of that rule; None if there is no such rule.
    pub fn rule_at(&self, rule: &str, moment: Timestamp) -> Option<HoursVerdict> {
        Some(self.hours(rule)?.at(&self.calendar, moment))
    }

    /// All rules that bear on a kind of report, with what they say of that moment.
    pub fn clock(&self, category: &str, moment: Timestamp) -> Vec<(&HoursRule, HoursVerdict)> {
        let keys = self
            .category(category)
            .map_or(&[][..], |category| &category.hours);
        let rules = keys.iter().filter_map(|key| self.hours(key));
        rules
            .map(|rule| (rule, rule.at(&self.calendar, moment)))
            .collect()
    }

    /// The day on which the whole table was last compared with its sources.
    pub fn checked(&self) -> Date {
        self.table.checked
    }

    /// What the table does not know about that year, for the operator's check.
    pub fn gaps(&self, year: i16) -> Vec<MissingYear> {
        let rate = self.table.mrp.iter().any(|rate| rate.year == year);
        let gaps = [
            (MissingYear::Mrp(year), !rate),
            (MissingYear::Holidays(year), !self.calendar.covers(year)),
        ];
        gaps.into_iter()
            .filter_map(|(gap, missing)| missing.then_some(gap))
            .collect()
    }
}

/// A year that the table does not reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MissingYear {
    Mrp(i16),
    Holidays(i16),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phone {
    Police,
    /// The single number for every emergency; works without money on the phone.
    Rescue,
    Fire,
    Ambulance,
    /// Rights of families, women and children: day and night, free, without a name.
    Family,
}

#[cfg(test)]
mod tests;
