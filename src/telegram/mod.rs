//! The edge to Telegram: reads updates ([`receive`]) by asking ([`poll`]) or being told
//! ([`webhook`]), and sends what the outbox holds ([`send`]). The only room that knows Telegram.

mod channel;
mod client;
mod fault;
mod gate;
mod inline;
mod intake;
mod menu;
mod poll;
mod rank;
mod receive;
mod send;
mod webhook;

pub use client::{Client, Me, Request};
pub use fault::{Fault, Refused};
pub use gate::{Gate, Passage};
pub use intake::Taps;
pub use menu::publish as publish_menu;
pub use poll::run as poll;
pub use rank::ask as ask_ranks;
pub use receive::{Received, What, read};
pub use send::Sender;
pub use webhook::{announce as set_webhook, router as webhook};
