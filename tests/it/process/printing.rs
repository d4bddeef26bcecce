//! A printing of many posters, watched.

use std::time::{Duration, Instant};

use aula::demo::town;
use aula::domain::{Both, InspectorCode, PrecinctCode};
use aula::precincts::Records;

use super::bot::Home;
use crate::botapi::{BotApi, Settings};

pub struct Printed {
    pub pdf: Vec<u8>,
    pub took: Duration,
    /// The most memory that was ever in use, in MiB.
    pub peak: f64,
}

/// Prints so many posters into one PDF by the built binary.
pub fn print(count: usize) -> Printed {
    let api = BotApi::start_on_own_thread(Settings::default());
    let home = Home::bare(&api);
    home.import(&many(count));
    let begun = Instant::now();
    let args = ["poster", "--all", "--bot", "aula_bot", "--out", "all.pdf"];
    let mut child = home.spawn(&args);
    let mut peak: f64 = 0.0;
    let status = loop {
        peak = peak.max(memory(child.id()));
        match child.try_wait().unwrap() {
            Some(status) => break status,
            None => std::thread::sleep(Duration::from_millis(5)),
        }
    };
    let took = begun.elapsed();
    assert!(status.success(), "{status}");
    let pdf = std::fs::read(home.path().join("all.pdf")).unwrap();
    Printed { pdf, took, peak }
}

/// The town with so many precincts, each with an inspector of its own.
fn many(count: usize) -> Records {
    let mut records = town::records();
    let precincts = std::mem::take(&mut records.precincts);
    let inspectors = std::mem::take(&mut records.inspectors);
    records.renamed.clear();
    for number in 0..count {
        let mut precinct = precincts[number % precincts.len()].clone();
        let mut inspector = inspectors[number % inspectors.len()].clone();
        precinct.code = PrecinctCode::new(format!("N-{number:04}"));
        precinct.borders = None;
        precinct.territory = Both::default();
        inspector.code = InspectorCode::new(format!("I-{number:04}"));
        inspector.precincts = vec![precinct.code.clone()];
        (inspector.acting_for, inspector.until) = (None, None);
        records.precincts.push(precinct);
        records.inspectors.push(inspector);
    }
    records
}

/// The most that a process has used so far, in MiB; 0 once it has ended.
fn memory(process: u32) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kib.unwrap_or_default() / 1024.0
}
