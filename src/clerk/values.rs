//! What a cell or a property may say.

use super::problem::Reason;
use crate::domain::Point;

/// Is it short enough for a button's data, free of what separates codes in lists, and no path?
pub fn is_code(text: &str) -> bool {
    let separates = |c: char| c.is_whitespace() || c.is_control() || ",;/\\".contains(c);
    let leads_up = text.starts_with('.') || text.contains("..");
    !text.is_empty() && text.len() <= 32 && !text.contains(separates) && !leads_up
}

/// A point in Kazakhstan, or anywhere if that is allowed; or why it is none.
pub fn place_of(lat: f64, lon: f64, anywhere: bool) -> Result<Point, Reason> {
    match Point::new(lat, lon) {
        Some(point) if anywhere || point.in_kazakhstan() => Ok(point),
        Some(point) if point.looks_exchanged() => Err(Reason::SwappedAxes(lat, lon)),
        _ => Err(Reason::OutsideKazakhstan(lat, lon)),
    }
}
