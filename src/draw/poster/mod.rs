//! A precinct's poster in both languages, Kazakh first: one SVG is the only layout, and PNG and PDF
//! are made of it.
//!
//! Pure: whoever draws brings the words. A text shrinks and wraps until it is on the sheet, and what
//! the letters of the font cannot write is refused, for it would be missing silently.

mod block;
mod card;
mod content;
mod letters;
mod pdf;
mod qr;
mod sheet;

pub use content::{PaperSize, Poster, ServingOn};
pub use letters::PosterLetters;
pub use pdf::PosterPdf;
pub use qr::picture as code;

use anyhow::{Context, Result, bail};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Group, Node, Tree};

/// A poster laid out: to be made a picture, or a page.
pub struct DrawnPoster {
    pub svg: String,
    tree: Tree,
    size: PaperSize,
}

/// Largest letters first; each is as much smaller than the one before.
const STEP: f64 = 0.97;
const LARGEST: f64 = 1.22;
const SMALLEST: f64 = 0.3;

/// Lays out a poster with the largest letters that fit.
///
/// # Errors
/// A letter that the font lacks, with the text; a link too long for a QR code; or so much text that
/// no letters are small enough.
pub fn draw(poster: &Poster, size: PaperSize, letters: &PosterLetters) -> Result<DrawnPoster> {
    for text in poster.texts() {
        if let Some(c) = letters.lacks(text) {
            let code = u32::from(c);
            bail!("the font has no letter {c:?} (U+{code:04X}) of {text:?}");
        }
    }
    let qr = qr::modules(&poster.link)?;
    let mut scale = LARGEST;
    while scale > SMALLEST {
        let laid = match size {
            PaperSize::A4 | PaperSize::A5 => sheet::svg(poster, size, &qr, letters, scale),
            PaperSize::Card => card::svg(poster, &qr, letters, scale),
        };
        if let Some(svg) = laid {
            let tree = Tree::from_str(&svg, &letters.options)?;
            if is_inside(tree.root(), size) {
                return Ok(DrawnPoster { svg, tree, size });
            }
        }
        scale *= STEP;
    }
    bail!("there is too much text for the sheet")
}

/// Whether every text as it is laid out keeps the margin that printers need.
fn is_inside(group: &Group, size: PaperSize) -> bool {
    const MARGIN: f32 = 8.0;
    let (width, height) = size.points();
    group.children().iter().all(|node| match node {
        Node::Group(group) => is_inside(group, size),
        Node::Text(text) => {
            let at = text.abs_bounding_box();
            let across = at.left() >= MARGIN && at.right() <= width - MARGIN;
            across && at.top() >= 0.0 && at.bottom() <= height
        }
        _ => true,
    })
}

impl DrawnPoster {
    /// The poster as a picture.
    ///
    /// # Errors
    /// There is no memory for it.
    pub fn png(&self) -> Result<Vec<u8>> {
        let zoom = self.size.pixels();
        let size = self.tree.size().to_int_size();
        let size = size.scale_by(zoom).context("the picture is too large")?;
        let mut pixels =
            Pixmap::new(size.width(), size.height()).context("the picture is too large")?;
        resvg::render(
            &self.tree,
            Transform::from_scale(zoom, zoom),
            &mut pixels.as_mut(),
        );
        Ok(pixels.encode_png()?)
    }
}
