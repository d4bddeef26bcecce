//! A made-up map: irregular tiles that fit each other exactly, the same on every run.
//! The demo's town is one; tests and benches make whole countries of them.

use geo::{Coord, LineString, Polygon};

use crate::domain::borders::on_grid;

/// A grid of tiles over a box in degrees, its corners shaken and its edges crooked.
pub struct Tiles {
    pub columns: u32,
    pub rows: u32,
    /// The south-west and the north-east corner: longitude, latitude.
    pub from: [f64; 2],
    pub to: [f64; 2],
    /// How many corners each edge has between its ends.
    pub bends: u32,
    /// Another seed, another map.
    pub seed: u64,
}

impl Tiles {
    /// All tiles, row by row from the south-west. Neighbours share every corner of their edge.
    pub fn polygons(&self) -> Vec<Polygon<f64>> {
        let cells =
            (0..self.rows).flat_map(|row| (0..self.columns).map(move |column| (column, row)));
        cells
            .map(|(column, row)| self.polygon(column, row))
            .collect()
    }

    /// One tile, against the clock.
    pub fn polygon(&self, column: u32, row: u32) -> Polygon<f64> {
        let (south, north) = (
            self.edge(column, row, Way::East),
            self.edge(column, row + 1, Way::East),
        );
        let (west, east) = (
            self.edge(column, row, Way::North),
            self.edge(column + 1, row, Way::North),
        );
        // Each edge without its last corner: that is the first of the next.
        let mut ring = Vec::with_capacity(4 * (self.bends as usize + 1) + 1);
        ring.extend_from_slice(&south[..south.len() - 1]);
        ring.extend_from_slice(&east[..east.len() - 1]);
        ring.extend(north.iter().skip(1).rev());
        ring.extend(west.iter().skip(1).rev());
        Polygon::new(LineString(ring), Vec::new())
    }

    /// The edge that leaves a grid corner: both ends and the bends between them. It bends only
    /// across its own direction and least at its ends, so edges cannot cross.
    fn edge(&self, column: u32, row: u32, way: Way) -> Vec<Coord<f64>> {
        let (next, number) = match way {
            Way::East => ((column + 1, row), 1),
            Way::North => ((column, row + 1), 2),
        };
        let (from, to) = (self.corner(column, row), self.corner(next.0, next.1));
        let cell = self.cell();
        let steps = f64::from(self.bends + 1);
        let bends = (0..=self.bends + 1).map(|step| {
            let share = f64::from(step) / steps;
            let bend = self.noise(number, column, row, step) * 0.1 * 4.0 * share * (1.0 - share);
            let (x, y) = (
                from.x + (to.x - from.x) * share,
                from.y + (to.y - from.y) * share,
            );
            match way {
                Way::East => Coord {
                    x: on_grid(x),
                    y: on_grid(y + bend * cell.y),
                },
                Way::North => Coord {
                    x: on_grid(x + bend * cell.x),
                    y: on_grid(y),
                },
            }
        });
        bends.collect()
    }

    fn corner(&self, column: u32, row: u32) -> Coord<f64> {
        let cell = self.cell();
        let shake = |number| self.noise(number, column, row, 0) * 0.15;
        let x = self.from[0] + (f64::from(column) + shake(3)) * cell.x;
        let y = self.from[1] + (f64::from(row) + shake(4)) * cell.y;
        Coord { x, y }
    }

    fn cell(&self) -> Coord<f64> {
        Coord {
            x: (self.to[0] - self.from[0]) / f64::from(self.columns),
            y: (self.to[1] - self.from[1]) / f64::from(self.rows),
        }
    }

    /// A number between -1 and 1 that depends on nothing but its place (SplitMix64).
    fn noise(&self, number: u64, column: u32, row: u32, step: u32) -> f64 {
        let place = (u64::from(column) << 40) ^ (u64::from(row) << 16) ^ u64::from(step);
        let mut bits = self
            .seed
            .wrapping_add(number.wrapping_mul(0x9e37_79b9_7f4a_7c15))
            ^ place;
        for factor in [0xbf58_476d_1ce4_e5b9_u64, 0x94d0_49bb_1331_11eb] {
            bits = (bits ^ (bits >> 30)).wrapping_mul(factor);
        }
        f64::from(u32::try_from(bits >> 32).unwrap_or(0)) / f64::from(u32::MAX) * 2.0 - 1.0
    }
}

#[derive(Clone, Copy)]
enum Way {
    East,
    North,
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::{Area, Validation};

    #[test]
    fn tiles_are_valid_and_leave_no_gap() {
        let tiles = Tiles {
            columns: 6,
            rows: 5,
            from: [67.0, 47.0],
            to: [67.1, 47.05],
            bends: 7,
            seed: 1,
        };
        let polygons = tiles.polygons();
        assert!(polygons.iter().all(Validation::is_valid));
        // Every edge is walked once each way except the outer ones.
        let mut edges = std::collections::HashMap::new();
        for line in polygons
            .iter()
            .flat_map(|polygon| polygon.exterior().lines())
        {
            let key = |at: Coord<f64>| (at.x.to_bits(), at.y.to_bits());
            let (a, b) = (key(line.start), key(line.end));
            *edges.entry((a.min(b), a.max(b))).or_insert(0) += if a < b { 1 } else { -1 };
        }
        let outer = edges.values().filter(|sum| **sum != 0).count();
        assert_eq!(outer, 2 * (6 + 5) * 8);
        assert!(polygons.iter().all(|polygon| polygon.signed_area() > 0.0));
    }
}
