//! The edge to Telegram: reads updates ([`receive`]) by asking ([`poll`]) or being told
//! ([`webhook`]), and sends what the outbox holds ([`send`]). The only room that knows Telegram.

mod channel;
mod client;
mod fault;
mod gate;
mod intake;
mod menu;
mod poll;
mod receive;
mod send;
mod webhook;

pub use client::{Client, Me, Request};
pub use fault::{Fault, Refused};
pub use gate::{Gate, Passage};
pub use intake::Taps;
pub use menu::publish as publish_menu;
pub use poll::run as poll;
pub use receive::{Received, What, read};
pub use send::Sender;
pub use webhook::{announce as set_webhook, router as webhook};
