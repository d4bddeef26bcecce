//! What the bot draws on the way out: the facts are read in a transaction, and drawn after it.

use anyhow::Result;

use crate::chat::{Attachment, Printed, Say};
use crate::draw::poster::code;
use crate::store::aside_few;

/// A message, whose file may have to be drawn yet.
pub enum Sheet {
    Made(Say),
    ToDraw(Say, Drawing),
}

/// What is drawn, with all that it needs.
pub enum Drawing {
    /// The code of a link.
    Code(String),
}

/// The message with its file.
///
/// # Errors
/// It cannot be drawn.
pub async fn draw(sheet: Sheet) -> Result<Say> {
    let (say, drawing) = match sheet {
        Sheet::Made(say) => return Ok(say),
        Sheet::ToDraw(say, drawing) => (say, drawing),
    };
    let printed = aside_few(move || drawing.draw()).await??;
    Ok(Say {
        attachment: Some(Attachment::Printed(printed)),
        ..say
    })
}

impl Drawing {
    fn draw(&self) -> Result<Printed> {
        match self {
            Drawing::Code(link) => Ok(Printed {
                name: "aula-qr.png".to_owned(),
                content: code(link)?,
                picture: true,
            }),
        }
    }
}
