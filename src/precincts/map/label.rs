//! Where a precinct's code is written, and how large: in the widest place of its largest part.

use geo::{Area, BoundingRect, Coord, Polygon};

use super::frame::Frame;
use crate::domain::directory::Precinct;

/// Pixels. Smaller letters are no help, larger ones shout.
const SMALLEST: f64 = 7.0;
const LARGEST: f64 = 21.0;
/// The width of a letter for its height, on average.
const LETTER: f64 = 0.6;
/// Lines tried from top to bottom.
const LINES: u32 = 24;

pub struct Place {
    pub x: f64,
    pub y: f64,
    pub size: f64,
}

/// The best place; `None` where the code would not be legible anywhere. Dots are kept clear of.
pub fn place(precinct: &Precinct, frame: &Frame, dots: &[(f64, f64)]) -> Option<Place> {
    let largest = precinct
        .borders
        .iter()
        .flatten()
        .max_by(|a, b| a.unsigned_area().total_cmp(&b.unsigned_area()))?;
    let bounds = largest.bounding_rect()?;
    let (top, bottom) = (
        frame.to_pixels(Coord {
            x: bounds.min().x,
            y: bounds.max().y,
        }),
        frame.to_pixels(Coord {
            x: bounds.max().x,
            y: bounds.min().y,
        }),
    );
    let letters = f64::from(u32::try_from(precinct.code.chars().count()).unwrap_or(u32::MAX));
    let step = (bottom.y - top.y) / f64::from(LINES);
    let lines: Vec<(f64, Vec<(f64, f64)>)> = (1..LINES)
        .map(|line| top.y + f64::from(line) * step)
        .map(|y| (y, chords(largest, frame, y)))
        .collect();
    let mut best: Option<(Place, f64)> = None;
    let middle = f64::midpoint(top.y, bottom.y);
    for (number, (y, here)) in lines.iter().enumerate() {
        for (from, to) in here {
            let x = f64::midpoint(*from, *to);
            let mut size = ((to - from) * 0.9 / (letters * LETTER)).min(LARGEST);
            // The lines above and below must leave as much room, or the letters get lower.
            let room = room(&lines, number, (x, size * letters * LETTER / 2.0));
            size = size.min(room * 1.3);
            let clear = |dot: &(f64, f64)| {
                let (dx, dy) = ((dot.0 - x).abs(), (dot.1 - y).abs());
                dx > size * letters * LETTER / 2.0 + 6.0 || dy > size / 2.0 + 6.0
            };
            // Among places of one size the one nearest to the middle.
            let worth =
                size - (y - middle).abs() * 0.02 - if dots.iter().all(clear) { 0.0 } else { 4.0 };
            if size >= SMALLEST && best.as_ref().is_none_or(|best| worth > best.1) {
                best = Some((Place { x, y: *y, size }, worth));
            }
        }
    }
    best.map(|(place, _)| place)
}

type Line = (f64, Vec<(f64, f64)>);

/// Pixels around a line in which letters of this half width stay inside.
fn room(lines: &[Line], number: usize, (x, half): (f64, f64)) -> f64 {
    let holds = |line: &&Line| {
        let mut chords = line.1.iter();
        chords.any(|(from, to)| *from <= x - half && x + half <= *to)
    };
    let up = lines[..number].iter().rev().take_while(holds).last();
    let down = lines[number + 1..].iter().take_while(holds).last();
    let here = lines[number].0;
    let above = up.map_or(0.0, |line| here - line.0);
    let below = down.map_or(0.0, |line| line.0 - here);
    2.0 * above.min(below)
}

/// The stretches of a horizontal line that are inside, in pixels.
fn chords(polygon: &Polygon<f64>, frame: &Frame, y: f64) -> Vec<(f64, f64)> {
    let mut crossings = Vec::new();
    for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
        for line in ring.lines() {
            let (a, b) = (frame.to_pixels(line.start), frame.to_pixels(line.end));
            if (a.y > y) != (b.y > y) {
                crossings.push(a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y));
            }
        }
    }
    crossings.sort_by(f64::total_cmp);
    crossings
        .as_chunks::<2>()
        .0
        .iter()
        .map(|[from, to]| (*from, *to))
        .collect()
}
