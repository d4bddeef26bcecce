//! Words: the only place that reads `.ftl`. `texts!` in `list.rs`, `menu.rs`, `asked.rs`, `office.rs`,
//! `group.rs`, `family.rs`, `change.rs`, `check.rs`, `paper.rs`, `clerk.rs` and `poster.rs` has one line per
//! message and makes a checked method of it; whatever a person wrote is escaped on its way in.

// Its macros are used by the lists below it.
#[macro_use]
mod message;

mod asked;
mod change;
mod check;
mod clerk;
mod dates;
mod family;
mod group;
mod list;
mod menu;
mod messages;
mod office;
mod paper;
mod phrases;
mod poster;
mod words;

pub use message::{ArgumentKind, MessageTemplate};
pub use messages::{messages, missing};
pub use phrases::{
    INSPECTOR_CHARS, Speaker, announcement, announcement_bare, false_call, hours_line,
    looks_foreign, notice, phone, said, shorten, thousands, verdict, whom,
};
pub use words::{Words, escape, sources};
