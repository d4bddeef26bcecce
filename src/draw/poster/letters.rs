//! The letters of posters: two faces of one family, what they can write and how wide it is.

use std::collections::HashMap;

use resvg::usvg::Options;
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

use super::super::map::FONT;

/// Noto Sans Bold with the letters of the regular face (SIL Open Font License, see
/// `../map/NotoSans-OFL.txt`).
const BOLD: &[u8] = include_bytes!("NotoSans-Bold-subset.ttf");

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Face {
    Regular,
    Bold,
}

impl Face {
    pub const ALL: [Face; 2] = [Face::Regular, Face::Bold];

    pub const fn file(self) -> &'static [u8] {
        match self {
            Face::Regular => FONT,
            Face::Bold => BOLD,
        }
    }

    pub const fn weight(self) -> u16 {
        match self {
            Face::Regular => 400,
            Face::Bold => 700,
        }
    }
}

/// The faces, read once for any number of posters.
pub struct PosterLetters {
    pub(super) options: Options<'static>,
    /// Widths for a size of 1, by face and letter.
    widths: [HashMap<char, f64>; 2],
}

impl PosterLetters {
    pub fn new() -> PosterLetters {
        let mut options = Options {
            font_family: "Noto Sans".to_string(),
            ..Options::default()
        };
        for face in Face::ALL {
            options.fontdb_mut().load_font_data(face.file().to_vec());
        }
        PosterLetters {
            options,
            widths: Face::ALL.map(widths),
        }
    }

    /// The first letter that one of the faces lacks.
    pub fn lacks(&self, text: &str) -> Option<char> {
        text.chars().find(|c| {
            let blank = c.is_whitespace() || c.is_control();
            !blank && self.widths.iter().any(|face| !face.contains_key(c))
        })
    }

    /// How wide a text is for a size of 1. Kerning, which is left out, makes it narrower by a
    /// hundredth, hardly ever wider; the layout is looked over after it.
    pub fn width(&self, face: Face, text: &str) -> f64 {
        let widths = match face {
            Face::Regular => &self.widths[0],
            Face::Bold => &self.widths[1],
        };
        let width = |c: char| widths.get(&c).copied().unwrap_or(1.0);
        text.chars().map(width).sum()
    }
}

impl Default for PosterLetters {
    fn default() -> PosterLetters {
        PosterLetters::new()
    }
}

fn widths(face: Face) -> HashMap<char, f64> {
    let Ok(font) = FontRef::new(face.file()) else {
        return HashMap::new();
    };
    let size = Size::new(1.0);
    let metrics = font.glyph_metrics(size, LocationRef::default());
    let letters = font.charmap();
    let letters = letters.mappings().filter_map(|(code, glyph)| {
        let width = metrics.advance_width(glyph)?;
        Some((char::from_u32(code)?, f64::from(width)))
    });
    letters.collect()
}
