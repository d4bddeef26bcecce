//! A clerk's files to a checked directory, and back.
//!
//! [`survey`] takes a folder (`areas.csv`, `stations.csv`, `inspectors.csv`, `precincts.csv` and/or
//! one of `precincts.geojson`, `.kml`, `.kmz`, `.zip`, `heads.csv` where areas have heads, and
//! `renamed.csv` where streets got other names) or one `.xlsx` with sheets of the same names.
//! `files` finds them, `table` and `sheets` make cells, `header` finds the columns, `rows` makes rows of
//! cells, `borders` reads outlines, `names` knows whose each is, `outline` checks and repairs one, `check` looks at the whole, `overlaps` and `gaps` at how
//! neighbours fit. Everything is checked before anything is reported, so that a clerk corrects a
//! file once. `write` is the way back; `changes` tells what an import would change.

mod alike;
mod borders;
mod cells;
mod changes;
mod check;
mod columns;
mod days;
mod drafts;
mod english;
mod files;
mod findings;
mod formula;
mod gaps;
mod header;
mod join;
mod names;
mod options;
mod outline;
mod overlaps;
mod overlay;
mod phone;
mod problem;
mod renamed;
pub mod report;
mod rows;
mod sheets;
mod shown;
mod table;
mod territories;
mod values;
mod work;
mod write;

use std::collections::HashSet;
use std::path::Path;

use work::Work;

pub use alike::odd_letter;
pub use changes::{Changes, Codes, Fewer, Loss, Moved, compare, few, loss, moved};
pub use columns::TABLES;
pub use findings::{Counts, Findings, Gap, Overlap, Remark, TINY};
pub use options::{Options, Phase};
pub use outline::OutlineNote;
pub use problem::{Problem, Reason, WrongHeader};
pub use territories::{Understood, column};
pub use write::write;

use crate::domain::directory::{Precinct, Records};

/// What was read, right or wrong, and what there is to say about it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Survey {
    /// The rows; only those of a survey without problems may be imported.
    pub records: Records,
    pub findings: Findings,
}

/// Reads and checks a folder or an `.xlsx` file, and compares neighbours.
pub fn survey(path: &Path, options: &Options) -> Survey {
    let mut findings = Findings::default();
    let drafts = files::drafts(path, options, &mut findings);
    let problems = &mut findings.problems;
    check::whole(&drafts, problems);
    renamed::check(&drafts, problems);
    check::places(&drafts, options.anywhere, problems);
    problems.sort_by(|a, b| (&a.file, a.row, &a.column).cmp(&(&b.file, b.row, &b.column)));
    let records = drafts.into_records();
    findings.counts = counts(&records);
    findings.territories = territories::understand(&records.precincts);
    // Outlines that are wrong in themselves say nothing about their neighbours, but what they may
    // mean is no gap.
    findings.not_compared = not_compared(&findings.problems);
    let wrong: HashSet<&str> = (findings.problems.iter())
        .filter_map(|problem| problem.code.as_deref())
        .collect();
    let (wrong, right): (Vec<&Precinct>, Vec<&Precinct>) =
        (records.precincts.iter()).partition(|it| wrong.contains(it.code.as_str()));
    let mut work = Work::of(work::MOST);
    let (overlaps, tiny) = overlaps::find(&right, options, &mut work);
    (findings.overlaps, findings.tiny_overlaps) = (overlaps, tiny);
    let (gaps, tiny) = gaps::find(&right, &wrong, options, &mut work);
    (findings.gaps, findings.tiny_gaps) = (gaps, tiny);
    findings.unfinished = work.is_used_up();
    Survey { records, findings }
}

/// Reads and checks a folder or an `.xlsx` file.
///
/// # Errors
/// All problems found, in the order of files and rows; nothing half-read is ever returned.
pub fn read(path: &Path) -> Result<Records, Vec<Problem>> {
    let survey = survey(path, &Options::default());
    if survey.findings.is_good() {
        Ok(survey.records)
    } else {
        Err(survey.findings.problems)
    }
}

/// Outlines that a problem keeps from being compared.
fn not_compared(problems: &[Problem]) -> usize {
    let outline = |it: &&Problem| {
        let drawn = borders::FILES.contains(&it.file.to_lowercase().as_str());
        it.code.is_some() || (drawn && it.row.is_some() && it.column.is_none())
    };
    let rows = problems.iter().filter(outline).map(|it| (&it.file, it.row));
    rows.collect::<HashSet<_>>().len()
}

fn counts(records: &Records) -> Counts {
    let outlined = records
        .precincts
        .iter()
        .filter(|precinct| precinct.borders.is_some());
    Counts {
        areas: records.areas.len(),
        stations: records.stations.len(),
        precincts: records.precincts.len(),
        outlined: outlined.count(),
        inspectors: records.inspectors.len(),
        heads: records.heads.len(),
        renamed: records.renamed.len(),
    }
}

#[cfg(test)]
mod tests;
