//! SVG to PNG, with letters of our own: a server has no fonts.

use anyhow::{Context, Result};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

/// Noto Sans with the letters of both languages (SIL Open Font License, see `NotoSans-OFL.txt`).
pub const FONT: &[u8] = include_bytes!("NotoSans-subset.ttf");

/// The picture as messengers show it.
///
/// # Errors
/// The text is no SVG, or so large that there is no memory for it.
pub fn png(svg: &str) -> Result<Vec<u8>> {
    let mut options = Options {
        font_family: "Noto Sans".to_string(),
        ..Options::default()
    };
    options.fontdb_mut().load_font_data(FONT.to_vec());
    let tree = Tree::from_str(svg, &options)?;
    let size = tree.size().to_int_size();
    let mut pixels =
        Pixmap::new(size.width(), size.height()).context("the picture is too large")?;
    resvg::render(&tree, Transform::default(), &mut pixels.as_mut());
    Ok(pixels.encode_png()?)
}
