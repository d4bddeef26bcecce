//! An SVG document as it is written.

use std::fmt::Write;

/// The text of a picture as it grows.
pub struct Svg(pub String);

impl Svg {
    pub fn put(&mut self, piece: std::fmt::Arguments) {
        // Writing to a string does not fail.
        let _ = self.0.write_fmt(piece);
    }

    pub fn text(&mut self, x: f64, y: f64, style: &str, text: &str) {
        let text = escaped(text);
        self.put(format_args!(
            "<text x=\"{x:.1}\" y=\"{y:.1}\" {style}>{text}</text>\n"
        ));
    }
}

pub fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace(|c: char| c.is_control(), " ")
}
