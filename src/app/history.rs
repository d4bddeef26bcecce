//! The whole history of a report as a text of its own, for whoever reads it as a file.

use anyhow::Result;

use crate::domain::report::Report;
use crate::show::history::{text_head, text_of};
use crate::store::Tx;
use crate::text::Words;

/// Events that are read at once.
pub const STEP: i64 = 1_000;

/// Without the desk's remarks if `public`.
pub async fn history(tx: &mut Tx, report: &Report, public: bool, words: Words) -> Result<String> {
    let mut lines = text_head(report, words);
    let mut from = 0;
    loop {
        let some = tx.events_from(report.id, from, public, STEP).await?;
        for (number, event) in &some {
            lines.extend(text_of(event, public, words));
            from = number + 1;
        }
        if i64::try_from(some.len())? < STEP {
            break;
        }
    }
    lines.push(String::new());
    Ok(lines.join("\n"))
}
