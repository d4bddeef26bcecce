//! A workbook to fill in: a sheet for each table, its header explained, and how to fill it in both
//! languages.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use rust_xlsxwriter::{DataValidation, Format, FormatAlign, Formula, Note, Workbook, Worksheet};

use crate::clerk::TABLES;
use crate::domain::Lang;
use crate::text::Words;

/// Rows that choose from a list.
const LAST: u32 = 2_000;

/// Columns whose cells are codes of another sheet.
const CHOSEN: [(&str, &str, &str); 7] = [
    ("areas", "parent", "areas"),
    ("precincts", "area", "areas"),
    ("precincts", "station", "stations"),
    ("inspectors", "precincts", "precincts"),
    ("inspectors", "acting_for", "inspectors"),
    ("heads", "area", "areas"),
    ("renamed", "area", "areas"),
];

/// The bytes of an `.xlsx` that `import` reads as it is, empty or filled in.
///
/// # Errors
/// What the library says; nothing that a clerk can do anything about.
pub fn template() -> Result<Vec<u8>> {
    let examples: BTreeMap<String, Vec<Vec<String>>> =
        toml::from_str(include_str!("examples.toml")).context("examples.toml")?;
    let mut book = Workbook::new();
    for lang in Lang::ALL {
        explain(book.add_worksheet(), Words::new(lang), &examples)?;
    }
    for columns in TABLES {
        fill(book.add_worksheet(), columns.table, columns.written)?;
    }
    Ok(book.save_to_buffer()?)
}

/// A sheet that says what goes where.
fn explain(
    sheet: &mut Worksheet,
    words: Words,
    examples: &BTreeMap<String, Vec<Vec<String>>>,
) -> Result<()> {
    let bold = Format::new().set_bold();
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    sheet.set_name(words.template_sheet())?;
    for (column, width) in [(0, 16), (1, 24), (2, 60), (3, 60)] {
        sheet.set_column_width(column, width)?;
    }
    let mut row = 0;
    for line in words.template_how().lines() {
        sheet.write_string(row, 0, line)?;
        row += 1;
    }
    for columns in TABLES {
        row += 1;
        sheet.write_string_with_format(row, 0, words.template_table(columns.table), &bold)?;
        row += 1;
        for (at, part) in (0..).zip(["column", "needed", "meaning", "example"]) {
            sheet.write_string_with_format(row, at, words.template_head(part), &bold)?;
        }
        let example = examples.get(columns.table).and_then(|rows| rows.first());
        for (at, column) in columns.written.iter().enumerate() {
            row += 1;
            let shown = example.and_then(|cells| cells.get(at));
            let needed = columns.needed.contains(column);
            let needed = if needed { "yes" } else { "no" };
            let cells = [
                (*column).to_owned(),
                words.template_needed(needed),
                words.template_column(column),
                shown.cloned().unwrap_or_default(),
            ];
            for (place, text) in (0..).zip(cells) {
                sheet.write_string_with_format(row, place, text, &wrapped)?;
            }
        }
        row += 1;
    }
    Ok(())
}

/// A table's own sheet: its header, and what may be chosen below it.
fn fill(sheet: &mut Worksheet, table: &str, columns: &[&str]) -> Result<()> {
    let head = Format::new().set_bold().set_background_color("#DDE6EE");
    // Text stays what was typed: no date of 1-2, no 1 of 001.
    let text = Format::new().set_num_format("@");
    sheet.set_name(table)?;
    sheet.set_freeze_panes(1, 0)?;
    for (at, column) in (0_u16..).zip(columns) {
        sheet.set_column_width(
            at,
            if column.starts_with("territory") {
                60
            } else {
                24
            },
        )?;
        if !matches!(*column, "lat" | "lon") {
            sheet.set_column_format(at, &text)?;
        }
        sheet.write_string_with_format(0, at, *column, &head)?;
        let [kk, ru] = Lang::ALL.map(|lang| Words::new(lang).template_column(column));
        let note = Note::new(format!("{kk}\n\n{ru}"))
            .set_width(240)
            .set_height(120);
        sheet.insert_note(0, at, &note.add_author_prefix(false))?;
        if let Some(list) = choice(table, column)? {
            // Whatever is right but not in the list may be written as well.
            let list = list.show_error_message(false);
            sheet.add_data_validation(1, at, LAST, at, &list)?;
        }
    }
    Ok(())
}

fn choice(table: &str, column: &str) -> Result<Option<DataValidation>> {
    let of = CHOSEN
        .iter()
        .find(|(it, its, _)| (*it, *its) == (table, column));
    if let Some((.., other)) = of {
        let codes = Formula::new(format!("={other}!$A$2:$A${LAST}"));
        return Ok(Some(DataValidation::new().allow_list_formula(codes)));
    }
    let ranks = |lang: Lang| {
        let ranks = Words::new(lang).template_ranks();
        ranks.lines().map(str::to_owned).collect::<Vec<String>>()
    };
    let list = match column {
        "rank_kk" => ranks(Lang::Kk),
        "rank_ru" => ranks(Lang::Ru),
        "status" => ["in_force", "proposed"].map(str::to_owned).to_vec(),
        _ => return Ok(None),
    };
    Ok(Some(DataValidation::new().allow_list_strings(&list)?))
}
