//! Counts in words.

use crate::domain::directory::Records;

/// A count as messages take it.
pub fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// How many rows of each kind there are.
pub fn counted(records: &Records) -> String {
    let counts = [
        (records.areas.len(), "areas"),
        (records.stations.len(), "stations"),
        (records.precincts.len(), "precincts"),
        (records.inspectors.len(), "inspectors"),
        (records.heads.len(), "heads"),
        (records.renamed.len(), "renamed streets"),
    ];
    let drawn = (records.precincts.iter()).filter(|precinct| precinct.borders.is_some());
    let outlined = format!(" ({} with an outline)", drawn.count());
    let words = counts.iter().map(|(count, kind)| {
        let more = if *kind == "precincts" { &outlined } else { "" };
        format!("{count} {kind}{more}")
    });
    words.collect::<Vec<String>>().join(", ")
}
