//! How far a broadcast has come, in one message that is renewed.

use crate::chat::{Say, Verb};
use crate::domain::batch::Batch;
use crate::domain::notice::Progress;
use crate::text::Words;

/// "Sent 120 of 200" with a bar, and a stop button while something waits.
pub fn progress(batch: Batch, progress: Progress, words: Words) -> Say {
    const BAR: i64 = 10;
    let total = progress.total();
    let done = total - progress.waiting;
    if total == 0 {
        return Say::text(words.progress_nobody()).slot(slot(batch));
    }
    let full = done * BAR / total;
    let bar: String = (0..BAR).map(|n| if n < full { '▓' } else { '░' }).collect();
    let text = words.progress(
        &bar,
        total,
        progress.groups,
        progress.sent,
        progress.waiting,
        progress.blocked,
        progress.failed,
        progress.stopped,
    );
    let mut say = Say::text(text).slot(slot(batch));
    if let Batch::Notice(id) = batch
        && progress.waiting > 0
    {
        say = say.verb(words.button_stop(), Verb::StopNotice(id));
    }
    say
}

fn slot(batch: Batch) -> String {
    format!("batch:{batch}")
}
