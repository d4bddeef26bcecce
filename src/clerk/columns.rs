//! The columns of the clerk's tables: what is read, written, explained and asked for.

/// The columns of a table.
pub struct Columns {
    /// Its file without the ending, and its sheet.
    pub table: &'static str,
    /// In the order in which they are written.
    pub written: &'static [&'static str],
    /// Those that must be there; the others may be left out.
    pub needed: &'static [&'static str],
}

pub const AREAS: Columns = Columns {
    table: "areas",
    written: &["code", "parent", "name_kk", "name_ru", "duty_phone"],
    needed: &["code", "name_kk", "name_ru"],
};
pub const STATIONS: Columns = Columns {
    table: "stations",
    written: &[
        "code",
        "address_kk",
        "address_ru",
        "lat",
        "lon",
        "phone",
        "hours_kk",
        "hours_ru",
    ],
    needed: &["code", "address_kk", "address_ru"],
};
pub const PRECINCTS: Columns = Columns {
    table: "precincts",
    written: &[
        "code",
        "name_kk",
        "name_ru",
        "area",
        "station",
        "territory_kk",
        "territory_ru",
    ],
    needed: &["code", "name_kk", "name_ru", "area"],
};
/// Beside a borders file, which may have the rest.
pub const PRECINCTS_BESIDE: Columns = Columns {
    needed: &["code"],
    ..PRECINCTS
};
pub const INSPECTORS: Columns = Columns {
    table: "inspectors",
    written: &[
        "code",
        "name",
        "rank_kk",
        "rank_ru",
        "phone",
        "precincts",
        "acting_for",
        "until",
    ],
    needed: &["code", "name", "rank_kk", "rank_ru", "precincts"],
};
pub const HEADS: Columns = Columns {
    table: "heads",
    written: &["code", "name", "rank_kk", "rank_ru", "phone", "area"],
    needed: &["code", "name", "rank_kk", "rank_ru", "area"],
};
pub const RENAMED: Columns = Columns {
    table: "renamed",
    written: &["area", "old", "new", "status", "since"],
    needed: &["area", "old", "new"],
};

/// In the order in which a clerk fills them in.
pub const TABLES: [Columns; 6] = [AREAS, STATIONS, PRECINCTS, INSPECTORS, HEADS, RENAMED];

impl Columns {
    /// Those that are needed first.
    pub fn all(&self) -> impl Iterator<Item = &'static str> {
        self.needed.iter().copied().chain(self.others())
    }

    /// Those that may be left out.
    pub fn others(&self) -> impl Iterator<Item = &'static str> {
        let written = self.written.iter().copied();
        written.filter(|it| !self.needed.contains(it))
    }
}
