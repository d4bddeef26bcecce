//! The integration tests: one binary.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on says so"
)]

mod at_home;
mod before;
mod botapi;
mod cable;
mod chats;
mod danger;
mod deploy;
mod first_words;
mod flows;
mod golden;
mod homes;
mod import;
mod menu;
mod orphans;
mod policy;
mod poster;
mod postgres;
mod posts;
mod process;
mod reports;
mod searches;
mod spoken;
mod sql;
mod store;
mod storm;
mod supply;
mod taps;
mod telegram;
mod texts;
mod tidy;
mod town;
mod turns;
mod ways;
