//! Numbers as the map services write them in links: a decimal point, a comma between.

use super::typed;
use crate::domain::Point;

/// A value that is latitude and longitude, whatever follows them.
pub(super) fn lat_lon(text: &str) -> Option<Point> {
    let (lat, lon, _) = pair(text)?;
    Point::new(lat, lon)
}

/// A value that is longitude and latitude, whatever follows them.
pub(super) fn lon_lat(text: &str) -> Option<Point> {
    let (lon, lat, _) = pair(text)?;
    Point::new(lat, lon)
}

/// A value that a person may have typed: coordinates, or as well an address with numbers in it.
pub(super) fn free(text: &str) -> Option<Point> {
    let text = text.trim();
    let text = match text.get(..4) {
        Some(head) if head.eq_ignore_ascii_case("loc:") => &text[4..],
        _ => text,
    };
    if let Some((lat, lon, rest)) = pair(text) {
        let numbers = &text[..text.len() - rest.len()];
        let label = rest.trim_start();
        // Whole numbers are more likely a house and a flat.
        if numbers.contains('.') && (label.is_empty() || label.starts_with('(')) {
            return Point::new(lat, lon);
        }
    }
    typed::first(text)
}

/// The number a text begins with, and what follows.
pub(super) fn number(text: &str) -> Option<(f64, &str)> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let whole = digits(unsigned);
    if !(1..=3).contains(&whole) {
        return None;
    }
    let fraction = unsigned[whole..].strip_prefix('.').map_or(0, digits);
    let length = whole + if fraction > 0 { 1 + fraction } else { 0 };
    let (number, rest) = text.split_at(text.len() - unsigned.len() + length);
    Some((number.parse().ok()?, rest))
}

/// The two numbers a text begins with, and what follows.
fn pair(text: &str) -> Option<(f64, f64, &str)> {
    let (first, rest) = number(text.trim_start())?;
    let second = rest.trim_start();
    let apart = second.len() < rest.len();
    let second = match second.strip_prefix(',') {
        Some(second) => second.trim_start(),
        None if apart => second,
        None => return None,
    };
    let (second, rest) = number(second)?;
    let over = !rest.starts_with(|next: char| next.is_alphanumeric() || next == '.');
    over.then_some((first, second, rest))
}

/// How many digits a text begins with.
fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}
