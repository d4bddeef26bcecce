//! What stands on a poster, and on what paper.

use crate::domain::Both;

/// What stands on a poster.
#[derive(Clone, Debug)]
pub struct Poster {
    pub heading: Both,
    /// The name of the precinct.
    pub precinct: Both,
    /// Who serves it, in the largest letters; None where nobody does.
    pub serving: Option<ServingOn>,
    /// Said where nobody serves it, and whom to call then.
    pub vacant: Both,
    pub vacant_phone: Option<(Both, String)>,
    /// Who stands in for a time.
    pub acting: Option<ServingOn>,
    /// The word before a number.
    pub phone: Both,
    /// Hours, point, duty desk: what it is, and what it says.
    pub rows: Vec<(Both, Both)>,
    /// The numbers to call in danger and whose they are.
    pub lines: Vec<(String, Both)>,
    pub urgent: Both,
    /// What the QR code is for.
    pub scan: Both,
    /// What the QR code says.
    pub link: String,
    pub printed: Both,
}

/// Somebody who serves a precinct.
#[derive(Clone, Debug)]
pub struct ServingOn {
    pub name: String,
    pub rank: Both,
    pub phone: Option<String>,
    /// That they stand in, and until when.
    pub note: Option<Both>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaperSize {
    A4,
    A5,
    /// 90 by 50 mm, a business card.
    Card,
}

impl PaperSize {
    pub const ALL: [PaperSize; 3] = [PaperSize::A4, PaperSize::A5, PaperSize::Card];

    /// Width and height in points, 72 to the inch.
    pub(super) const fn points(self) -> (f32, f32) {
        match self {
            PaperSize::A4 => (595.28, 841.89),
            PaperSize::A5 => (419.53, 595.28),
            PaperSize::Card => (255.12, 141.73),
        }
    }

    /// Pixels of a picture for a point: 150, 200 and 400 to the inch.
    pub(super) const fn pixels(self) -> f32 {
        match self {
            PaperSize::A4 => 150.0 / 72.0,
            PaperSize::A5 => 200.0 / 72.0,
            PaperSize::Card => 400.0 / 72.0,
        }
    }
}

impl Poster {
    /// Everything that is written on it, but the link.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        let people = self.serving.iter().chain(&self.acting);
        let vacant = self.vacant_phone.iter();
        let names = people.clone().map(|it| it.name.as_str());
        let phones = people.clone().filter_map(|it| it.phone.as_deref());
        let numbers = self.lines.iter().map(|(number, _)| number.as_str());
        let numbers = numbers.chain(vacant.clone().map(|(_, number)| number.as_str()));
        let rows = self.rows.iter().flat_map(|(label, text)| [label, text]);
        let words = [&self.heading, &self.precinct, &self.vacant, &self.phone];
        let more = [&self.urgent, &self.scan, &self.printed];
        let both = words.into_iter().chain(more).chain(rows);
        let both = both.chain(vacant.map(|(label, _)| label));
        let both = both.chain(people.clone().map(|it| &it.rank));
        let both = both.chain(people.filter_map(|it| it.note.as_ref()));
        let both = both.chain(self.lines.iter().map(|(_, name)| name));
        let both = both.flat_map(|it| [it.kk.as_str(), it.ru.as_str()]);
        names.chain(phones).chain(numbers).chain(both)
    }
}
