//! A thousand posters in one PDF, as a head of an area prints them.

use crate::printing::print;
use crate::table::Table;

const POSTERS: usize = 1_000;

pub fn run(table: &mut Table) {
    let printed = print(POSTERS);
    let (took, peak) = (printed.took.as_secs_f64(), printed.peak);
    let mib = f64::from(u32::try_from(printed.pdf.len()).unwrap()) / 1024.0 / 1024.0;
    table.row(
        &format!("{POSTERS} posters in one PDF of {mib:.1} MiB"),
        &format!("{took:.1} s, {peak:.0} MiB at most"),
        "< 30 s, < 200 MB",
    );
}
