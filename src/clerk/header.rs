//! Where the header of a table is, and which columns it names: in the names of the README, in Russian
//! or in Kazakh, below a title, or in two rows that belong together.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::columns::Columns;
use super::findings::{Findings, Remark};
use super::outline::OutlineNote;
use super::problem::{Problem, Reason, WrongHeader};
use super::table::{Row, Table};

/// Rows from the first in which a header is looked for: a title has no more.
const ABOVE: usize = 20;

/// The names of the columns, and the rows below them.
pub(super) struct Headed<'a> {
    pub names: Vec<String>,
    pub rows: &'a [Row],
}

/// Finds the header; where a column is missing, nothing else of the table is looked at.
pub(super) fn find<'a>(
    table: &'a Table,
    columns: &Columns,
    findings: &mut Findings,
) -> Option<Headed<'a>> {
    let rows = &table.rows;
    let whole = |names: &Vec<String>| missing(names, columns).is_empty();
    let single = |at: usize| (named(&rows[at], columns), at + 1);
    let double = |at: usize| Some((below(&rows[at], rows.get(at + 1)?, columns), at + 2));
    let most = rows.len().min(ABOVE);
    let found = (0..most).map(single).find(|(names, _)| whole(names));
    let found = found.or_else(|| (0..most).filter_map(double).find(|(names, _)| whole(names)));
    let Some((names, from)) = found else {
        let nearest = (0..most).map(single).max_by_key(|(names, at)| {
            // The first of those that know the most.
            (known(names, columns), usize::MAX - at)
        });
        let names = nearest.map(|(names, _)| names).unwrap_or_default();
        let none = known(&names, columns) == 0;
        let reason = if none {
            no_header(columns)
        } else {
            wrong(
                &missing(&names, columns),
                &unknown(&names, columns, rows),
                columns,
            )
        };
        findings.problems.push(Problem::file(&table.file, reason));
        return None;
    };
    let (rows, above) = (&rows[from..], &rows[..from - 1]);
    let mut sorted = (above.iter()).filter(|row| is_filled(row, &names, columns));
    if let Some(row) = sorted.next() {
        let reason = Reason::AboveHeader(1 + sorted.count());
        let problem = Problem::row(&table.file, row.line, reason);
        findings.problems.push(problem);
        return None;
    }
    let unknown = unknown(&names, columns, rows);
    if !unknown.is_empty() {
        let reason = wrong(&[], &unknown, columns);
        findings.problems.push(Problem::file(&table.file, reason));
    }
    for (at, name) in names.iter().enumerate() {
        if !name.is_empty() && names[..at].contains(name) {
            let reason = Reason::DoubledColumn(name.clone());
            findings.problems.push(Problem::file(&table.file, reason));
        }
    }
    if !above.is_empty() {
        let line = table.rows[from - 1].line;
        findings
            .remarks
            .push(Remark::of_file(&table.file, OutlineNote::Header(line)));
    }
    Some(Headed { names, rows })
}

/// A row that fills every column a row of the table has to, as no title does: sorted together with
/// its header, a table has rows above it. What names columns is the upper row of a header.
fn is_filled(row: &Row, names: &[String], columns: &Columns) -> bool {
    let fills = |at: usize| row.cells.get(at).is_some_and(|cell| !cell.is_empty());
    let needed = |name: &&str| {
        let mut places = names.iter().zip(0..).filter(|(it, _)| it.as_str() == *name);
        places.any(|(_, at)| fills(at))
    };
    let filled = row.cells.iter().filter(|cell| !cell.is_empty()).count();
    row.merged.is_none()
        && filled > 1
        && columns.needed.iter().all(needed)
        && known(&named(row, columns), columns) == 0
}

/// The table that a sheet is called after, in whatever language.
pub(super) fn is_sheet_of(kind: &str, name: &str) -> bool {
    let name = words(name).join(" ");
    let others = KNOWN.sheets.get(kind);
    name == kind || others.is_some_and(|others| others.contains(&name))
}

fn missing(names: &[String], columns: &Columns) -> Vec<String> {
    let lacks = |name: &&&str| !names.iter().any(|have| have == *name);
    let lacking = columns.needed.iter().filter(lacks);
    lacking.map(|name| (*name).to_string()).collect()
}

fn known(names: &[String], columns: &Columns) -> usize {
    let known = |name: &&String| columns.all().any(|it| it == name.as_str());
    names.iter().filter(known).count()
}

/// Names of no meaning here. A column without a name is what Excel leaves behind; its cells are
/// checked like others.
fn unknown(names: &[String], columns: &Columns, rows: &[Row]) -> Vec<String> {
    let unnamed = |at: usize| {
        rows.iter()
            .all(|row| row.cells.get(at).is_none_or(String::is_empty))
    };
    let strange = |(at, name): &(usize, &String)| {
        let known = columns.all().any(|it| it == name.as_str());
        !known && (!name.is_empty() || !unnamed(*at))
    };
    let strange = names.iter().enumerate().filter(strange);
    strange.map(|(_, name)| name.clone()).collect()
}

fn wrong(missing: &[String], unknown: &[String], columns: &Columns) -> Reason {
    let quoted: Vec<String> = unknown.iter().map(|name| format!("«{name}»")).collect();
    let others: Vec<&str> = columns.others().collect();
    Reason::Header(Box::new(WrongHeader {
        missing: missing.join(", "),
        unknown: quoted.join(", "),
        needed: columns.needed.join(", "),
        others: others.join(", "),
    }))
}

fn no_header(columns: &Columns) -> Reason {
    Reason::NoHeader(columns.needed.join(", "))
}

fn named(row: &Row, columns: &Columns) -> Vec<String> {
    row.cells
        .iter()
        .map(|cell| canonical(cell, columns))
        .collect()
}

/// Two rows as one header: what stands above several columns goes before the name of each.
fn below(upper: &Row, lower: &Row, columns: &Columns) -> Vec<String> {
    let mut group = "";
    let mut names = Vec::new();
    for at in 0..upper.cells.len().max(lower.cells.len()) {
        let of = |row: &'_ Row| row.cells.get(at).cloned().unwrap_or_default();
        let (above, own) = (of(upper), of(lower));
        if let Some(above) = upper.cells.get(at).filter(|it| !it.is_empty()) {
            group = above;
        }
        let full = format!("{group} {own}");
        let name = if own.is_empty() || own == above {
            canonical(&above, columns)
        } else if columns
            .all()
            .any(|it| it == canonical(&own, columns).as_str())
        {
            canonical(&own, columns)
        } else {
            canonical(&full, columns)
        };
        names.push(name);
    }
    names
}

/// The column that a clerk's words mean, or the words as they are.
fn canonical(cell: &str, columns: &Columns) -> String {
    let plain = cell.to_lowercase();
    let words = words(cell);
    let joined = words.join("_");
    if let Some(column) = columns.all().find(|it| *it == plain || *it == joined) {
        return column.to_string();
    }
    let says = |marks: &[String]| words.iter().any(|word| marks.contains(word));
    let (kazakh, russian) = (says(&KNOWN.kk), says(&KNOWN.ru));
    let empty = |word: &&String| {
        ![&KNOWN.kk, &KNOWN.ru, &KNOWN.beside]
            .iter()
            .any(|marks| marks.contains(*word))
    };
    let rest: Vec<&str> = words.iter().filter(empty).map(String::as_str).collect();
    let (all, rest) = (words.join(" "), rest.join(" "));
    let means = |column: &&str| {
        let (base, lang) = match column.rsplit_once('_') {
            Some((base, lang @ ("kk" | "ru"))) => (base, Some(lang)),
            _ => (*column, None),
        };
        let base = if (base, lang) == ("name", None) {
            "person"
        } else {
            base
        };
        let Some(names) = KNOWN.columns.get(base) else {
            return false;
        };
        let (kk, ru) = (&names.kk, &names.ru);
        match lang {
            None => [kk, ru]
                .iter()
                .any(|it| it.contains(&all) || it.contains(&rest)),
            Some(_) if kazakh && russian => false,
            Some("kk") => {
                (kazakh && (kk.contains(&rest) || ru.contains(&rest)))
                    || (!russian && kk.contains(&rest))
            }
            Some(_) => {
                (russian && (kk.contains(&rest) || ru.contains(&rest)))
                    || (!kazakh && ru.contains(&rest))
            }
        }
    };
    let column = columns.all().find(means);
    column.map_or(plain, |column| column.to_string())
}

/// Runs of letters and of figures, in small letters.
fn words(text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    let words = text.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .map(str::to_string)
        .collect()
}

/// `headers.toml`.
static KNOWN: LazyLock<Known> =
    LazyLock::new(|| toml::from_str(include_str!("headers.toml")).unwrap_or_default());

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Known {
    kk: Vec<String>,
    ru: Vec<String>,
    beside: Vec<String>,
    sheets: BTreeMap<String, Vec<String>>,
    columns: BTreeMap<String, HeaderNames>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HeaderNames {
    kk: Vec<String>,
    ru: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::super::columns::{AREAS, HEADS, INSPECTORS, PRECINCTS, RENAMED, STATIONS, TABLES};
    use super::*;

    #[test]
    fn the_table_of_words_is_read_and_names_columns() {
        let known: Known = toml::from_str(include_str!("headers.toml")).unwrap();
        let columns: Vec<&str> = TABLES.iter().flat_map(|it| it.all()).collect();
        for base in known.columns.keys().filter(|base| *base != "person") {
            let of = |column: &&str| column.trim_end_matches("_kk").trim_end_matches("_ru") == base;
            assert!(columns.iter().any(of), "{base}");
        }
        for table in TABLES {
            for column in table.all() {
                assert_eq!(canonical(column, &table), column);
            }
        }
    }

    #[test]
    fn columns_in_both_languages() {
        for (columns, cell, column) in [
            (&PRECINCTS, "Код", "code"),
            (&PRECINCTS, "Название (рус)", "name_ru"),
            (&PRECINCTS, "Название на казахском языке", "name_kk"),
            (&PRECINCTS, "Атауы", "name_kk"),
            (&PRECINCTS, "Атауы (орысша)", "name_ru"),
            (&PRECINCTS, "Наименование", "name_ru"),
            (&PRECINCTS, "NAME RU", "name_ru"),
            (&PRECINCTS, "Улицы и дома (каз.)", "territory_kk"),
            (&AREAS, "Телефон дежурной части", "duty_phone"),
            (&STATIONS, "Мекенжайы", "address_kk"),
            (&STATIONS, "Часы приёма", "hours_ru"),
            (&INSPECTORS, "Ф.И.О.", "name"),
            (&INSPECTORS, "Аты-жөні", "name"),
            (&INSPECTORS, "Звание", "rank_ru"),
            (&INSPECTORS, "Атағы", "rank_kk"),
            (&HEADS, "Район", "area"),
            (&RENAMED, "Бұрынғы атауы", "old"),
            (&PRECINCTS, "Примечание", "примечание"),
            // Which language, only the clerk knows.
            (&PRECINCTS, "Название (рус, каз)", "название (рус, каз)"),
        ] {
            assert_eq!(canonical(cell, columns), column, "{cell}");
        }
    }
}
