//! What the bot draws on the way out: the facts are read in a transaction, and drawn after it.

use std::sync::LazyLock;

use anyhow::Result;

use crate::chat::{Attachment, Made, PrintedFile, Say};
use crate::domain::{Lang, Paper};
use crate::draw::poster::{self, PaperSize, Poster, PosterLetters, PosterPdf};
use crate::store::aside_few;
use crate::text::Words;

/// A message, whose file may have to be drawn yet.
pub enum Sheet {
    Made(Say),
    ToDraw(Say, Drawing),
}

/// What is drawn, with all that it needs.
pub enum Drawing {
    /// The code of a link.
    Code(String),
    Poster {
        poster: Box<Poster>,
        paper: Paper,
        /// Of the file.
        name: String,
        title: String,
    },
}

/// The faces of posters, read once.
static LETTERS: LazyLock<PosterLetters> = LazyLock::new(PosterLetters::new);

/// The message with its file; what cannot be drawn, as with a letter that the font lacks, is told so
/// and not tried again.
///
/// # Errors
/// The thread that draws is gone.
pub async fn draw(sheet: Sheet) -> Result<Say> {
    let (say, drawing) = match sheet {
        Sheet::Made(say) => return Ok(say),
        Sheet::ToDraw(say, drawing) => (say, drawing),
    };
    let attachment = match aside_few(move || drawing.draw()).await? {
        Ok(printed) => Some(Attachment::Printed(printed)),
        Err(fault) => {
            tracing::error!(fault = %format!("{fault:#}"), "a file cannot be drawn");
            let lang = match say.attachment {
                Some(Attachment::Made(Made::Poster { lang, .. })) => lang,
                _ => Lang::Kk,
            };
            return Ok(Say::text(Words::new(lang).poster_failed()));
        }
    };
    Ok(Say { attachment, ..say })
}

impl Drawing {
    fn draw(&self) -> Result<PrintedFile> {
        match self {
            Drawing::Code(link) => Ok(PrintedFile {
                name: "aula-qr.png".to_owned(),
                content: poster::code(link)?,
                picture: true,
            }),
            Drawing::Poster {
                poster,
                paper,
                name,
                title,
            } => {
                let size = match paper {
                    Paper::A4 => PaperSize::A4,
                    Paper::A5 => PaperSize::A5,
                    Paper::Card => PaperSize::Card,
                };
                let mut pdf = PosterPdf::new(title)?;
                pdf.add(&poster::draw(poster, size, &LETTERS)?)?;
                Ok(PrintedFile {
                    name: name.clone(),
                    content: pdf.finish()?,
                    picture: false,
                })
            }
        }
    }
}
