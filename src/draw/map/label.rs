//! Where a precinct's code is written, and how large: as large as fits, near the middle.

use geo::{BoundingRect, Coord, Polygon};

use super::frame::MapFrame;

/// Pixels. Smaller letters are no help, larger ones shout.
const SIZES: [f64; 7] = [21.0, 18.0, 15.5, 13.0, 11.0, 9.0, 7.5];
/// The width of a letter for its height, on average.
const LETTER: f64 = 0.6;
/// Lines tried from top to bottom.
const LINES: u32 = 32;

pub struct LabelPlace {
    pub x: f64,
    pub y: f64,
    pub size: f64,
}

/// A horizontal line and the stretches of it that are inside, in pixels.
type ScanLine = (f64, Vec<(f64, f64)>);

/// The best place in a part; `None` where the code would not be legible anywhere. Dots are kept
/// clear of where that costs nothing.
pub fn place(
    code: &str,
    part: &Polygon<f64>,
    frame: &MapFrame,
    dots: &[(f64, f64)],
) -> Option<LabelPlace> {
    let bounds = part.bounding_rect()?;
    let top = frame.to_pixels(Coord {
        x: bounds.min().x,
        y: bounds.max().y,
    });
    let bottom = frame.to_pixels(Coord {
        x: bounds.max().x,
        y: bounds.min().y,
    });
    let smallest = SIZES[SIZES.len() - 1];
    if bottom.y - top.y < smallest {
        return None;
    }
    let step = (bottom.y - top.y) / f64::from(LINES);
    let lines: Vec<ScanLine> = (1..LINES)
        .map(|line| top.y + f64::from(line) * step)
        .map(|y| (y, chords(part, frame, y)))
        .collect();
    let letters = f64::from(u32::try_from(code.chars().count()).unwrap_or(u32::MAX));
    let middle = f64::midpoint(top.y, bottom.y);
    for size in SIZES {
        let half = (size * letters * LETTER / 2.0 + 2.0, size / 2.0);
        let fitting = lines.iter().flat_map(|(y, chords)| {
            let wide = chords.iter().filter(|(from, to)| to - from >= 2.0 * half.0);
            wide.map(|(from, to)| (f64::midpoint(*from, *to), *y))
        });
        let fitting = fitting.filter(|at| fits(&lines, *at, half));
        let worth = |at: &(f64, f64)| {
            let clear = dots.iter().all(|dot| {
                (dot.0 - at.0).abs() > half.0 + 6.0 || (dot.1 - at.1).abs() > half.1 + 6.0
            });
            (at.1 - middle).abs() + if clear { 0.0 } else { 1_000.0 }
        };
        if let Some((x, y)) = fitting.min_by(|a, b| worth(a).total_cmp(&worth(b))) {
            return Some(LabelPlace { x, y, size });
        }
    }
    None
}

/// Do all lines that the letters reach hold them?
fn fits(lines: &[ScanLine], at: (f64, f64), half: (f64, f64)) -> bool {
    let mut reached = lines.iter().filter(|(y, _)| (y - at.1).abs() <= half.1);
    reached.all(|(_, chords)| {
        let mut chords = chords.iter();
        chords.any(|(from, to)| *from <= at.0 - half.0 && at.0 + half.0 <= *to)
    })
}

fn chords(part: &Polygon<f64>, frame: &MapFrame, y: f64) -> Vec<(f64, f64)> {
    let mut crossings = Vec::new();
    for ring in std::iter::once(part.exterior()).chain(part.interiors()) {
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
