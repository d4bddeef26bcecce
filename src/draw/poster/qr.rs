//! The QR code of a poster, and one by itself.

use anyhow::{Context, Result};
use fast_qr::qr::QRBuilder;
use fast_qr::{ECL, Mode};
use resvg::tiny_skia::{Color, Paint, Pixmap, Rect, Transform};

use super::super::map::document::Svg;

/// Light modules around the code, as the standard wants.
const QUIET: u16 = 4;

/// Pixels of a module where the code is a picture by itself.
const PIXELS: u16 = 16;

/// Rows of dark and light modules.
pub struct QrModules(Vec<Vec<bool>>);

/// The code of a link. A tenth of it may be torn or dirty (level M recovers 15 %).
///
/// # Errors
/// The link is longer than a code holds.
pub fn modules(link: &str) -> Result<QrModules> {
    // A link is in small and capital letters: bytes.
    let code = QRBuilder::new(link).ecl(ECL::M).mode(Mode::Byte).build();
    let code = code.ok().context("the link is too long for a QR code")?;
    let rows = (0..code.size).map(|y| code[y].iter().map(|module| module.value()).collect());
    Ok(QrModules(rows.collect()))
}

/// The code of a link as a PNG.
///
/// # Errors
/// The link is longer than a code holds, or there is no memory for it.
pub fn picture(link: &str) -> Result<Vec<u8>> {
    let QrModules(rows) = modules(link)?;
    let count = u16::try_from(rows.len())? + 2 * QUIET;
    let side = u32::from(count * PIXELS);
    let mut pixels = Pixmap::new(side, side).context("the picture is too large")?;
    pixels.fill(Color::WHITE);
    let dark = Paint {
        anti_alias: false,
        ..Paint::default()
    };
    for (y, row) in (QUIET..).zip(&rows) {
        for (x, _) in (QUIET..).zip(row).filter(|(_, dark)| **dark) {
            let [left, top, size] = [x * PIXELS, y * PIXELS, PIXELS].map(f32::from);
            let module =
                Rect::from_xywh(left, top, size, size).context("a module without a size")?;
            pixels.fill_rect(module, &dark, Transform::identity(), None);
        }
    }
    Ok(pixels.encode_png()?)
}

impl QrModules {
    /// Draws it in a square with its quiet zone, given its left top corner and its side.
    pub fn draw(&self, out: &mut Svg, x: f64, y: f64, side: f64) {
        let count = u16::try_from(self.0.len()).unwrap_or(u16::MAX);
        let module = side / f64::from(count + 2 * QUIET);
        let quiet = module * f64::from(QUIET);
        out.put(format_args!(
            "<rect x=\"{x:.2}\" y=\"{y:.2}\" width=\"{side:.2}\" height=\"{side:.2}\" fill=\"#ffffff\"/>\n<path fill=\"#000000\" shape-rendering=\"crispEdges\" transform=\"translate({:.3} {:.3}) scale({module:.5})\" d=\"",
            x + quiet,
            y + quiet,
        ));
        for (y, row) in (0_u16..).zip(&self.0) {
            let mut x = 0_u16;
            // Dark modules side by side are one stripe.
            for stripe in row.chunk_by(|a, b| a == b) {
                let length = u16::try_from(stripe.len()).unwrap_or(u16::MAX);
                if stripe[0] {
                    out.put(format_args!("M{x} {y}h{length}v1h-{length}z"));
                }
                x += length;
            }
        }
        out.put(format_args!("\"/>\n"));
    }
}
