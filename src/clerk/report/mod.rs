//! What an import found, for whoever drew the map: a text in each language and a picture.

mod reasons;
mod template;
pub mod territory;

use std::collections::HashSet;
use std::path::Path;

use anyhow::{Context, Result};

use crate::clerk::{Counts, Findings, OutlineNote, Problem, Remark, Survey};
use crate::domain::directory::{Precinct, Records};
use crate::domain::{AreaCode, Both, Lang, Point, StationCode};
use crate::draw::map::{self, Picture, Scale};
use crate::text::Words;
use territory::number;

pub use template::template;

/// The files of a report.
pub const TEXTS: [(Lang, &str); 2] = [(Lang::Kk, "report.kk.txt"), (Lang::Ru, "report.ru.txt")];

/// Overlaps, and gaps, on the picture: more would hide each other, and take minutes to draw.
const DRAWN: usize = 300;

/// Writes the texts and the pictures into a folder, which is made if it is not there.
///
/// # Errors
/// What the file system says.
pub fn write(folder: &Path, survey: &Survey) -> Result<()> {
    let shown = |path: &Path| path.display().to_string();
    std::fs::create_dir_all(folder).with_context(|| shown(folder))?;
    let put = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        std::fs::write(&path, bytes).with_context(|| shown(&path))
    };
    for (lang, name) in TEXTS {
        put(name, text(lang, &survey.findings).as_bytes())?;
    }
    for (lang, name) in territory::FILES {
        put(name, territory::text(lang, survey).as_bytes())?;
    }
    if let Some(svg) = picture(survey) {
        put("map.svg", svg.as_bytes())?;
        put("map.png", &map::png(&svg)?)?;
    }
    Ok(())
}

/// The report in one language.
pub fn text(lang: Lang, findings: &Findings) -> String {
    let words = Words::new(lang);
    let mut lines = vec![
        words.import_title(),
        counted(words, &findings.counts),
        String::new(),
    ];
    if findings.is_good() {
        lines.push(words.import_good());
    } else {
        lines.push(words.import_refused(number(findings.problems.len())));
        section(&mut lines, words.import_problems());
        lines.extend(findings.problems.iter().map(|it| problem(words, it)));
    }
    if !findings.remarks.is_empty() {
        section(&mut lines, words.import_remarks());
        lines.extend(findings.remarks.iter().map(|it| remark(words, it)));
    }
    if findings.not_compared > 0 {
        section(
            &mut lines,
            words.import_not_compared(number(findings.not_compared)),
        );
    }
    overlaps(&mut lines, words, findings, usize::MAX);
    gaps(&mut lines, words, findings, usize::MAX);
    if findings.overlaps.len().max(findings.gaps.len()) > DRAWN {
        section(&mut lines, words.import_drawn(number(DRAWN)));
    }
    if findings.unfinished {
        section(&mut lines, words.import_unfinished());
    }
    lines.push(String::new());
    lines.join("\n")
}

/// The map of what was read, with what was found on it.
pub fn picture(survey: &Survey) -> Option<String> {
    let (records, findings) = (&survey.records, &survey.findings);
    let numbered = |number: usize| number + 1;
    let picture = Picture {
        precincts: records.precincts.iter().collect(),
        stations: records.stations.iter().collect(),
        overlaps: (findings.overlaps.iter().take(DRAWN).enumerate())
            .map(|(at, overlap)| (numbered(at), overlap.at, &overlap.shape))
            .collect(),
        gaps: (findings.gaps.iter().take(DRAWN).enumerate())
            .map(|(at, gap)| (numbered(at), gap.at, &gap.shape))
            .collect(),
        faults: findings.problems.iter().filter_map(|it| it.at).collect(),
    };
    map::svg(&picture, &map_words(None))
}

/// The map of an area, or of everything; `None` where no outline is known.
pub fn area_picture(records: &Records, area: Option<&AreaCode>) -> Option<String> {
    let areas = area.map(|area| areas_in(records, area));
    let inside = |precinct: &&Precinct| {
        let areas = areas.as_ref();
        areas.is_none_or(|areas| areas.contains(&precinct.area))
    };
    let mut picture = Picture {
        precincts: records.precincts.iter().filter(inside).collect(),
        ..Picture::default()
    };
    let serving: HashSet<&StationCode> = (picture.precincts.iter())
        .filter_map(|precinct| precinct.station.as_ref())
        .collect();
    picture.stations = (records.stations.iter())
        .filter(|station| serving.contains(&station.code))
        .collect();
    let named = (records.areas.iter()).find(|it| Some(&it.code) == area);
    map::svg(&picture, &map_words(named.map(|area| &area.name)))
}

/// An area and all areas in it.
fn areas_in<'a>(records: &'a Records, area: &'a AreaCode) -> HashSet<&'a AreaCode> {
    let mut inside = HashSet::from([area]);
    loop {
        let known = inside.len();
        for area in &records.areas {
            if area.parent.as_ref().is_some_and(|it| inside.contains(it)) {
                inside.insert(&area.code);
            }
        }
        if inside.len() == known {
            return inside;
        }
    }
}

fn map_words(title: Option<&Both>) -> map::MapWords {
    let (kk, ru) = (Words::new(Lang::Kk), Words::new(Lang::Ru));
    let both = |say: fn(Words) -> String| Both {
        kk: say(kk),
        ru: say(ru),
    };
    map::MapWords {
        title: title.cloned().unwrap_or_else(|| both(Words::map_title)),
        border: both(Words::map_border),
        overlap: both(Words::map_overlap),
        gap: both(Words::map_gap),
        fault: both(Words::map_fault),
        station: both(Words::map_station),
        north: kk.map_north(),
        // Metres are written alike in both languages.
        scale: |scale| match scale {
            Scale::Metres(length) => Words::new(Lang::Kk).map_metres(length),
            Scale::Kilometres(length) => Words::new(Lang::Kk).map_kilometres(length),
        },
    }
}

/// What there is to correct, line by line, for a terminal.
pub fn problems(words: Words, findings: &Findings) -> Vec<String> {
    findings
        .problems
        .iter()
        .map(|it| problem(words, it))
        .collect()
}

/// What refuses nothing, for a terminal: no more than so many lines of each kind.
pub fn told(words: Words, findings: &Findings, most: usize) -> Vec<String> {
    let remarks = findings.remarks.iter().take(most);
    let mut lines: Vec<String> = remarks.map(|it| remark(words, it)).collect();
    if findings.not_compared > 0 {
        lines.push(words.import_not_compared(number(findings.not_compared)));
    }
    if findings.counts.outlined > 0 {
        overlaps(&mut lines, words, findings, most);
        gaps(&mut lines, words, findings, most);
    }
    let kinds = [
        findings.remarks.len(),
        findings.overlaps.len(),
        findings.gaps.len(),
    ];
    let more: usize = kinds.iter().map(|of| of.saturating_sub(most)).sum();
    if more > 0 {
        lines.push(words.import_more(number(more)));
    }
    if findings.unfinished {
        lines.push(words.import_unfinished());
    }
    lines.retain(|line| !line.is_empty());
    lines
}

/// How much was read.
pub fn counted(words: Words, counts: &Counts) -> String {
    words.import_counts(
        number(counts.areas),
        number(counts.stations),
        number(counts.precincts),
        number(counts.outlined),
        number(counts.inspectors),
        number(counts.heads),
        number(counts.renamed),
    )
}

fn remark(words: Words, remark: &Remark) -> String {
    let code = Some(remark.code.as_str()).filter(|code| !code.is_empty());
    let place = place(words, &remark.file, remark.row, None, code);
    line(words, &place, &note(words, &remark.note), remark.at)
}

fn problem(words: Words, problem: &Problem) -> String {
    let (column, code) = (problem.column.as_deref(), problem.code.as_deref());
    let place = place(words, &problem.file, problem.row, column, code);
    line(
        words,
        &place,
        &reasons::said(words, &problem.reason),
        problem.at,
    )
}

/// A file, and where in it.
fn place(
    words: Words,
    file: &str,
    row: Option<u64>,
    column: Option<&str>,
    code: Option<&str>,
) -> String {
    // A sheet of a workbook goes by the name of both.
    let (file, sheet) = file.split_once(", sheet ").unwrap_or((file, "none"));
    let row = row.map_or_else(|| "none".to_owned(), |row| row.to_string());
    let table = sheet != "none" || file.ends_with(".csv") || file.ends_with(".xlsx");
    let (outline, row) = if table {
        ("none", row.as_str())
    } else {
        (row.as_str(), "none")
    };
    words.import_where(
        file,
        sheet,
        outline,
        row,
        column.unwrap_or("none"),
        code.unwrap_or("none"),
    )
}

fn line(words: Words, place: &str, what: &str, at: Option<Point>) -> String {
    match at {
        Some(at) => words.import_line_at(place, what, &at.to_string()),
        None => words.import_line(place, what),
    }
}

fn note(words: Words, note: &OutlineNote) -> String {
    match note {
        OutlineNote::Closed => words.note_closed(),
        OutlineNote::Repaired { m2 } => words.note_repaired(&area(words, *m2)),
        OutlineNote::Sliver { m2 } => words.note_sliver(&area(words, *m2)),
        OutlineNote::Dropped => words.note_dropped(),
        OutlineNote::NoOutline => words.note_no_outline(),
        OutlineNote::NoRow => words.note_no_row(),
        OutlineNote::ByName(name) => words.note_by_name(name),
        OutlineNote::Line => words.note_line(),
        OutlineNote::PassedOver {
            pins,
            lines,
            others,
        } => words.note_passed_over(number(*pins), number(*lines), number(*others)),
        OutlineNote::LinkOut(link) => words.note_link_out(link),
        OutlineNote::Header(line) => words.note_header(&line.to_string()),
        OutlineNote::NotUsed => words.note_not_used(),
    }
}

fn overlaps(lines: &mut Vec<String>, words: Words, findings: &Findings, most: usize) {
    if findings.overlaps.is_empty() {
        // Where something was not compared, none is more than is known.
        if findings.is_all_compared() {
            section(lines, words.import_overlaps_none());
        }
    } else {
        section(
            lines,
            words.import_overlaps(number(findings.overlaps.len())),
        );
        lines.push(words.import_overlaps_rule());
    }
    for (at, overlap) in (1..).zip(&findings.overlaps).take(most) {
        let [first, second] = &overlap.codes;
        let size = area(words, overlap.m2);
        lines.push(words.import_overlap(at, first, second, &size, &overlap.at.to_string()));
    }
    if findings.tiny_overlaps > 0 {
        lines.push(words.import_overlaps_tiny(number(findings.tiny_overlaps)));
    }
}

fn gaps(lines: &mut Vec<String>, words: Words, findings: &Findings, most: usize) {
    if findings.gaps.is_empty() {
        if findings.is_all_compared() {
            section(lines, words.import_gaps_none());
        }
    } else {
        section(lines, words.import_gaps(number(findings.gaps.len())));
        lines.push(words.import_gaps_rule());
    }
    for (at, gap) in (1..).zip(&findings.gaps).take(most) {
        let (size, codes) = (area(words, gap.m2), gap.codes.join(", "));
        lines.push(words.import_gap(at, &size, &gap.at.to_string(), &codes));
    }
    if findings.tiny_gaps > 0 {
        lines.push(words.import_gaps_tiny(number(findings.tiny_gaps)));
    }
}

fn section(lines: &mut Vec<String>, heading: String) {
    lines.extend([String::new(), heading]);
}

/// An area in the unit that makes it easy to imagine; both languages write a decimal comma.
fn area(words: Words, m2: f64) -> String {
    let shown = |number: f64, digits: usize| format!("{number:.digits$}").replace('.', ",");
    match m2 {
        ..9.95 => words.import_m2(&shown(m2.max(0.0), 1)),
        ..9_999.5 => words.import_m2(&shown(m2, 0)),
        ..999_500.0 => words.import_ha(&shown(m2 / 10_000.0, 1)),
        _ => words.import_km2(&shown(m2 / 1_000_000.0, 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::town;
    use crate::precincts::Directory;

    #[test]
    fn an_area_has_what_the_directory_says() {
        let mut records = town::records();
        // A circle, which an import refuses, ends as well.
        records.areas[0].parent = Some(records.areas[1].code.clone());
        let directory = Directory::new(records.clone(), jiff::civil::date(2026, 11, 27));
        for area in &records.areas {
            let inside = areas_in(&records, &area.code);
            for precinct in &records.precincts {
                assert_eq!(
                    inside.contains(&precinct.area),
                    directory.in_area(&area.code, &precinct.code),
                    "{} {}",
                    area.code,
                    precinct.code
                );
            }
        }
    }
}
