//! From degrees to the picture: sizes, margins, scale and north.

use std::fmt::Write;

use geo::{Coord, CoordsIter, Polygon, coord};

use super::document::Svg;
use super::picture::{MapWords, Picture, Scale};
use crate::domain::Point;
use crate::precincts::metres;

pub const MARGIN: f64 = 40.0;
pub const LEGEND_ROW: f64 = 27.0;
const HEADER: f64 = 100.0;
/// Pixels of the longer side of the map itself; messengers shrink larger pictures.
const LONGEST: f64 = 1_600.0;
/// The legend needs so much, however narrow the area is.
const LEAST_WIDTH: f64 = 960.0;
/// Pixels of the scale bar at most.
const LONGEST_BAR: f64 = 220.0;

pub struct MapFrame {
    pub width: f64,
    pub height: f64,
    /// The north-west corner of what is drawn.
    from: Coord<f64>,
    /// Pixels of a degree, and of a metre.
    east: f64,
    north: f64,
    metre: f64,
    left: f64,
    map_width: f64,
    map_height: f64,
}

impl MapFrame {
    pub fn around(picture: &Picture, legend_rows: usize) -> Option<MapFrame> {
        let outlines = picture
            .precincts
            .iter()
            .filter_map(|it| it.borders.as_ref());
        // A hole that lies outside its shell is a fault worth seeing.
        let corners = outlines.flat_map(CoordsIter::coords_iter);
        let dots = picture.stations.iter().filter_map(|station| station.point);
        let dots = dots.map(|at| Coord {
            x: at.lon,
            y: at.lat,
        });
        let around = corners.chain(dots).fold(None, |around, at| {
            let (low, high) = around.unwrap_or((at, at));
            Some((
                coord! { x: at.x.min(low.x), y: at.y.min(low.y) },
                coord! { x: at.x.max(high.x), y: at.y.max(high.y) },
            ))
        });
        let (low, high): (Coord<f64>, Coord<f64>) = around?;
        let (west, east, south, north) = (low.x, high.x, low.y, high.y);
        let per_degree = metres::of_degree(f64::midpoint(south, north));
        // A single dot is shown with a hundred metres around it.
        let across = ((east - west) * per_degree.0).max(100.0);
        let up = ((north - south) * per_degree.1).max(100.0);
        let metre = LONGEST / across.max(up);
        let (map_width, map_height) = (across * metre, up * metre);
        let width = (map_width + 2.0 * MARGIN).max(LEAST_WIDTH).ceil();
        let rows = u32::try_from(legend_rows.max(2)).unwrap_or(u32::MAX);
        let legend = f64::from(rows) * LEGEND_ROW + 50.0;
        Some(MapFrame {
            width,
            height: (HEADER + map_height + legend + MARGIN).ceil(),
            from: Coord { x: west, y: north },
            east: per_degree.0 * metre,
            north: per_degree.1 * metre,
            metre,
            left: (width - map_width) / 2.0,
            map_width,
            map_height,
        })
    }

    /// Pixels from the left and from the top.
    pub fn at(&self, at: Point) -> (f64, f64) {
        let at = self.to_pixels(Coord {
            x: at.lon,
            y: at.lat,
        });
        (at.x, at.y)
    }

    pub fn to_pixels(&self, at: Coord<f64>) -> Coord<f64> {
        Coord {
            x: self.left + (at.x - self.from.x) * self.east,
            y: HEADER + (self.from.y - at.y) * self.north,
        }
    }

    /// The nearest place for a mark that stays on the map.
    pub fn inside(&self, x: f64, y: f64) -> (f64, f64) {
        let right = self.left + self.map_width;
        (
            x.clamp(14.0, right.max(14.0)),
            y.clamp(HEADER - 10.0, HEADER + self.map_height),
        )
    }

    pub fn legend_top(&self) -> f64 {
        HEADER + self.map_height + 50.0
    }

    /// Rings as the `d` of a path; corners that fall on the same tenth of a pixel are drawn once.
    pub fn path<'a>(&self, parts: impl Iterator<Item = &'a Polygon<f64>>) -> String {
        let mut d = String::new();
        for part in parts {
            for ring in std::iter::once(part.exterior()).chain(part.interiors()) {
                let (mut letter, mut before) = ('M', String::new());
                for corner in ring.0.iter().take(ring.0.len().saturating_sub(1)) {
                    let at = self.to_pixels(*corner);
                    let here = format!("{:.1},{:.1}", at.x, at.y);
                    if here != before {
                        let _ = write!(d, "{letter}{here}");
                        (letter, before) = ('L', here);
                    }
                }
                d.push('Z');
            }
        }
        d
    }
}

/// A bar of a round length, and an arrow.
pub fn scale_and_north(out: &mut Svg, frame: &MapFrame, words: &MapWords) {
    let (length, scale) = bar(LONGEST_BAR / frame.metre);
    let length = length * frame.metre;
    let right = frame.width - MARGIN;
    let (left, y) = (right - length, frame.legend_top() + 8.0);
    out.put(format_args!(
        "<path d=\"M{left:.1},{:.1}v10H{right:.1}v-10\" fill=\"none\" stroke=\"#1c2733\" stroke-width=\"2\"/>\n",
        y - 5.0,
    ));
    let style = r##"font-size="16" text-anchor="middle" fill="#1c2733""##;
    out.text(
        f64::midpoint(left, right),
        y - 8.0,
        style,
        &(words.scale)(scale),
    );
    let x = right - 12.0;
    out.put(format_args!(
        "<path d=\"M{x:.1},34l9,30l-9,-7l-9,7z\" fill=\"#1c2733\"/>\n"
    ));
    out.text(x, 28.0, style, &words.north);
}

/// The longest round length in metres that is no longer than this.
fn bar(most: f64) -> (f64, Scale) {
    let mut best = 1;
    let mut step = 1;
    while step < 10_000_000 {
        for length in [step, 2 * step, 5 * step] {
            if f64::from(length) <= most {
                best = length;
            }
        }
        step *= 10;
    }
    let scale = match best {
        1_000.. => Scale::Kilometres(i64::from(best) / 1_000),
        _ => Scale::Metres(i64::from(best)),
    };
    (f64::from(best), scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_is_round() {
        assert_eq!(bar(0.3), (1.0, Scale::Metres(1)));
        assert_eq!(bar(740.0), (500.0, Scale::Metres(500)));
        assert_eq!(bar(2_600.0), (2_000.0, Scale::Kilometres(2)));
        assert_eq!(bar(499_999.0), (200_000.0, Scale::Kilometres(200)));
    }
}
