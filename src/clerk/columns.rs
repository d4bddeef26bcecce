//! The columns of the clerk's tables.

/// The columns of a table; those in `needed` must be there, the others may be left out.
pub struct Columns {
    pub needed: &'static [&'static str],
    pub others: &'static [&'static str],
}

pub const AREAS: Columns = Columns {
    needed: &["code", "name_kk", "name_ru"],
    others: &["parent", "duty_phone"],
};
pub const STATIONS: Columns = Columns {
    needed: &["code", "address_kk", "address_ru"],
    others: &["lat", "lon", "phone", "hours_kk", "hours_ru"],
};
pub const PRECINCTS: Columns = Columns {
    needed: &["code", "name_kk", "name_ru", "area"],
    others: &["station", "territory_kk", "territory_ru"],
};
/// Beside a borders file, which may have the rest.
pub const PRECINCTS_BESIDE: Columns = Columns {
    needed: &["code"],
    others: &[
        "name_kk",
        "name_ru",
        "area",
        "station",
        "territory_kk",
        "territory_ru",
    ],
};
pub const INSPECTORS: Columns = Columns {
    needed: &["code", "name", "rank_kk", "rank_ru", "precincts"],
    others: &["phone", "acting_for", "until"],
};
pub const HEADS: Columns = Columns {
    needed: &["code", "name", "rank_kk", "rank_ru", "area"],
    others: &["phone"],
};
pub const RENAMED: Columns = Columns {
    needed: &["area", "old", "new"],
    others: &["status", "since"],
};

/// The tables with their columns in the order in which they are written.
pub const TABLES: [(&str, &[&str]); 6] = [
    (
        "areas",
        &["code", "parent", "name_kk", "name_ru", "duty_phone"],
    ),
    (
        "stations",
        &[
            "code",
            "address_kk",
            "address_ru",
            "lat",
            "lon",
            "phone",
            "hours_kk",
            "hours_ru",
        ],
    ),
    (
        "precincts",
        &[
            "code",
            "name_kk",
            "name_ru",
            "area",
            "station",
            "territory_kk",
            "territory_ru",
        ],
    ),
    (
        "inspectors",
        &[
            "code",
            "name",
            "rank_kk",
            "rank_ru",
            "phone",
            "precincts",
            "acting_for",
            "until",
        ],
    ),
    (
        "heads",
        &["code", "name", "rank_kk", "rank_ru", "phone", "area"],
    ),
    ("renamed", &["area", "old", "new", "status", "since"]),
];

/// Whether a table has to have a column.
pub fn needed(table: &str, column: &str) -> bool {
    let columns = match table {
        "areas" => &AREAS,
        "stations" => &STATIONS,
        "precincts" => &PRECINCTS,
        "inspectors" => &INSPECTORS,
        "heads" => &HEADS,
        _ => &RENAMED,
    };
    columns.needed.contains(&column)
}

impl Columns {
    /// In the order in which they are explained.
    pub fn all(&self) -> impl Iterator<Item = &'static str> {
        self.needed.iter().chain(self.others).copied()
    }
}
