//! A precinct's poster in both languages, Kazakh first: one SVG is the only layout, and PNG and PDF
//! are made of it.
//!
//! Pure: whoever draws brings the words. A text shrinks and wraps until it is on the sheet, and what
//! the letters of the font cannot write is refused, for it would be missing silently.

mod block;
mod card;
mod letters;
mod pdf;
mod qr;
mod sheet;

pub use letters::Letters;
pub use pdf::PosterPdf;

use anyhow::{Context, Result, bail};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Group, Node, Tree};

use crate::domain::Both;

/// What stands on a poster.
#[derive(Clone, Debug)]
pub struct Poster {
    pub heading: Both,
    /// The name of the precinct.
    pub precinct: Both,
    /// Who serves it, in the largest letters; None where nobody does.
    pub serving: Option<ServingOn>,
    /// Said where nobody serves it, and whom to call then.
    pub vacant: Both,
    pub vacant_phone: Option<(Both, String)>,
    /// Who stands in for a time.
    pub acting: Option<ServingOn>,
    /// The word before a number.
    pub phone: Both,
    /// Hours, point, duty desk: what it is, and what it says.
    pub rows: Vec<(Both, Both)>,
    /// The numbers to call in danger and whose they are.
    pub lines: Vec<(String, Both)>,
    pub urgent: Both,
    /// What the QR code is for.
    pub scan: Both,
    /// What the QR code says.
    pub link: String,
    pub printed: Both,
}

/// Somebody who serves a precinct.
#[derive(Clone, Debug)]
pub struct ServingOn {
    pub name: String,
    pub rank: Both,
    pub phone: Option<String>,
    /// That they stand in, and until when.
    pub note: Option<Both>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaperSize {
    A4,
    A5,
    /// 90 by 50 mm, a business card.
    Card,
}

impl PaperSize {
    pub const ALL: [PaperSize; 3] = [PaperSize::A4, PaperSize::A5, PaperSize::Card];

    /// Width and height in points, 72 to the inch.
    const fn points(self) -> (f32, f32) {
        match self {
            PaperSize::A4 => (595.28, 841.89),
            PaperSize::A5 => (419.53, 595.28),
            PaperSize::Card => (255.12, 141.73),
        }
    }

    /// Pixels of a picture for a point: 150, 200 and 400 to the inch.
    const fn pixels(self) -> f32 {
        match self {
            PaperSize::A4 => 150.0 / 72.0,
            PaperSize::A5 => 200.0 / 72.0,
            PaperSize::Card => 400.0 / 72.0,
        }
    }
}

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
pub fn draw(poster: &Poster, size: PaperSize, letters: &Letters) -> Result<DrawnPoster> {
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

impl Poster {
    /// Everything that is written on it, but the link.
    fn texts(&self) -> impl Iterator<Item = &str> {
        let people = self.serving.iter().chain(&self.acting);
        let vacant = self.vacant_phone.iter();
        let names = people.clone().map(|it| it.name.as_str());
        let phones = people.clone().filter_map(|it| it.phone.as_deref());
        let numbers = self.lines.iter().map(|(number, _)| number.as_str());
        let numbers = numbers.chain(vacant.clone().map(|(_, number)| number.as_str()));
        let rows = self.rows.iter().flat_map(|(label, text)| [label, text]);
        let words = [&self.heading, &self.precinct, &self.vacant, &self.phone];
        let more = [&self.urgent, &self.scan, &self.printed];
        let both = words.into_iter().chain(more).chain(rows);
        let both = both.chain(vacant.map(|(label, _)| label));
        let both = both.chain(people.clone().map(|it| &it.rank));
        let both = both.chain(people.filter_map(|it| it.note.as_ref()));
        let both = both.chain(self.lines.iter().map(|(_, name)| name));
        let both = both.flat_map(|it| [it.kk.as_str(), it.ru.as_str()]);
        names.chain(phones).chain(numbers).chain(both)
    }
}
