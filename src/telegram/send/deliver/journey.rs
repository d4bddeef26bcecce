//! One letter's way, and what is known of it when it sets out.

use std::sync::Arc;

use tokio::sync::OwnedSemaphorePermit;

use crate::app::App;
use crate::domain::Chat;
use crate::post::past::{Past, Times};
use crate::telegram::client::Client;
use crate::telegram::send::files::Files;

/// What all deliveries share.
pub struct Office {
    pub app: Arc<App>,
    pub client: Client,
    pub files: Files,
}

/// Times that a chat may forbid the bot to speak before it counts as gone.
const MUTED: u32 = 3;
/// Times that the connection may break before the answer.
const BROKEN: u32 = 5;

/// One letter's way through several calls.
pub struct Journey<'o> {
    pub office: &'o Office,
    pub chat: Chat,
    /// The message to be edited.
    pub standing: Option<i64>,
    /// Hash and id of the file that went along.
    pub upload: Option<(String, String)>,
    /// Telegram forgot the file: it is uploaded again.
    pub anew: bool,
    /// A medium that goes as a plain file.
    pub copy: Option<Copied>,
    /// It takes so long that its lease was renewed.
    pub renewed: bool,
}

impl<'o> Journey<'o> {
    pub fn new(office: &'o Office, chat: Chat) -> Journey<'o> {
        Journey {
            office,
            chat,
            standing: None,
            upload: None,
            anew: false,
            copy: None,
            renewed: false,
        }
    }
}

/// Which kinds of failure end it if they happen once more.
#[derive(Clone, Copy)]
pub struct Last {
    pub doubt: bool,
    pub broken: bool,
    pub muted: bool,
    /// How often a copy has failed.
    pub copied: u32,
}

impl Last {
    /// To be asked when it sets out. A way on which nobody was answered since the first failure
    /// is most likely shut: what fails on it says nothing about this letter.
    pub fn of(past: Past, client: &Client) -> Last {
        let open = |times: Times| times.first.is_some_and(|at| client.answered_since(at));
        Last {
            doubt: past.doubted.count > 0 && open(past.doubted),
            broken: past.broken.count + 1 >= BROKEN && open(past.broken),
            muted: past.muted.count + 1 >= MUTED,
            copied: past.copied.count,
        }
    }
}

/// A medium that goes as a plain file.
pub struct Copied {
    /// Its name and content, until they set out: they are held once.
    pub file: Option<(String, Vec<u8>)>,
    _room: OwnedSemaphorePermit,
}

impl Copied {
    pub fn new(file: (String, Vec<u8>), room: OwnedSemaphorePermit) -> Copied {
        Copied {
            file: Some(file),
            _room: room,
        }
    }
}
