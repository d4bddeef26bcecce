//! Which precinct holds a point: exactly, and in the time of a few memory accesses.
//!
//! The world is cut into square cells, and a cell with many borders into smaller ones, again and
//! again. A cell without borders names its precinct. Any other keeps the few pieces of border that
//! touch it; each one crossed on the way to a point turns its outline from holding to not holding
//! or back. Nothing is rounded but the question: corners and questions are whole steps of 1e-7
//! degree (1.1 cm), the grid of all borders, and a cross product in 64 bits decides.

use std::iter::once;

use geo::{Coord, Intersects, Line, MultiPolygon, Rect};

/// Steps of 1e-7 degree east and north of a corner of the world, one step outside of it.
type Vertex = [u32; 2];

/// A cell with more edges than this is cut, unless they come in short pieces: cutting does not
/// thin out what lies side by side. Found by trying 16, 24, 32 and 64 on a country of 6,500
/// precincts.
const EDGES: usize = 32;
const EDGES_OF_PIECE: usize = 4;

/// A cut makes `1 << CUT` columns and as many rows.
const CUT: u32 = 3;

/// The cells of the first cut are `1 << WORLD` steps wide: seven of them hold all longitudes.
const WORLD: u32 = u32::BITS - CUT;

/// In the place of a precinct where there is none.
const NOBODY: u32 = u32::MAX;

/// Before the corners of a piece stand its precinct and their number with two flags: the piece
/// counts as crossed where it is not and the other way round; the next one is of the same outline.
/// The last piece of a cell has no corners and the precinct of whatever no other holds.
const FLIP: u32 = 1;
const MORE: u32 = 2;
const COUNT: u32 = 2;

/// The index; build it anew when a border changes.
#[derive(Debug)]
pub struct Atlas {
    cells: Box<[Cell]>,
    /// Of all cells with borders, one behind the other for a single memory access.
    pieces: Box<[Vertex]>,
}

#[derive(Clone, Copy, Debug)]
enum Cell {
    /// No border, just this precinct or [`NOBODY`].
    Whole(u32),
    /// The cells within begin here.
    Cut(u32),
    /// The pieces begin here, those of the lowest precinct first.
    Borders(u32),
}

impl Atlas {
    /// Precincts are numbered as they come; those without borders hold nothing.
    pub fn new<'a>(precincts: impl Iterator<Item = Option<&'a MultiPolygon<f64>>>) -> Atlas {
        let (mut builder, mut rings) = (Builder::default(), Vec::new());
        for (precinct, borders) in (0..).zip(precincts) {
            for part in borders.into_iter().flatten() {
                let outline = builder.precincts.len();
                builder.precincts.push(precinct);
                for ring in once(part.exterior()).chain(part.interiors()) {
                    let from = builder.corners.len();
                    builder.corners.extend(ring.coords().map(|at| corner(*at)));
                    let to = builder.corners.len();
                    rings.push(BorderRun { outline, from, to });
                }
            }
        }
        builder.fill([0, 0], WORLD, &rings, Vec::new());
        let (cells, pieces) = (builder.cells.into(), builder.pieces.into());
        Atlas { cells, pieces }
    }

    /// The lowest precinct that holds the point or has it on its border.
    pub fn owner(&self, point: Coord<f64>) -> Option<usize> {
        let at = corner(point);
        let precinct = match self.cell(at, at)? {
            (Cell::Borders(from), side) => self.holder(from as usize, at[0] >> side << side, at),
            (Cell::Whole(precinct), _) => precinct,
            (Cell::Cut(_), _) => NOBODY,
        };
        (precinct != NOBODY).then_some(precinct as usize)
    }

    /// The only precinct that touches a box, where one look tells.
    pub fn alone(&self, low: Coord<f64>, high: Coord<f64>) -> Option<usize> {
        let (low, high) = (corner(low).map(|at| at.saturating_sub(1)), corner(high));
        match self.cell(low, high)? {
            (Cell::Whole(precinct), _) if precinct != NOBODY => Some(precinct as usize),
            _ => None,
        }
    }

    /// The smallest cell that holds both corners, if it is not cut, and its side.
    fn cell(&self, low: Vertex, high: Vertex) -> Option<(Cell, u32)> {
        let (mut first, mut side) = (0, WORLD);
        while low.map(|steps| steps >> side) == high.map(|steps| steps >> side) {
            let [column, row] = low.map(|steps| (steps >> side) % (1 << CUT));
            match self.cells[first + (row << CUT | column) as usize] {
                Cell::Cut(within) => (first, side) = (within as usize, side - CUT),
                cell => return Some((cell, side)),
            }
        }
        None
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        size_of_val(&*self.cells) + size_of_val(&*self.pieces)
    }

    /// The owner of a point in a cell with borders that begins at `west`.
    fn holder(&self, mut from: usize, west: u32, at: Vertex) -> u32 {
        let mut holds = false;
        loop {
            let [precinct, packed] = self.pieces[from];
            let to = from + 1 + (packed >> COUNT) as usize;
            let (odd, on) = crossed(&self.pieces[from + 1..to], west, at);
            holds ^= odd != (packed & FLIP != 0);
            if on || (holds && packed & MORE == 0) {
                return precinct;
            }
            from = to;
        }
    }
}

/// Is a piece of border crossed an odd number of times on the way to a point of a cell that begins
/// at `west`, and does the point lie on it?
///
/// The way leads from far in the south-west up to the height of the point, then east to it. So that
/// the count changes nowhere in the cell but on the piece itself, the piece is thought on beyond
/// its ends, straight away from the cell: only ends in the west are met, on the first part of the
/// way. (Ends within the cell, where a ring was opened, cancel each other.) What is crossed outside
/// of the cell is the same for all its points, and [`FLIP`] allows for it.
fn crossed(piece: &[Vertex], west: u32, [x, y]: Vertex) -> (bool, bool) {
    let met = |end: Option<&Vertex>| end.is_some_and(|end| end[0] < west && end[1] <= y);
    let (mut odd, mut on) = (met(piece.first()) != met(piece.last()), false);
    for [a, b] in piece.array_windows() {
        let (low, high) = if a[1] <= b[1] { (a, b) } else { (b, a) };
        if y < low[1] || y > high[1] || x < a[0].min(b[0]) {
            continue;
        }
        // Positive east of the edge. Within its box both products have one sign, so that not even
        // an edge around the earth leaves 64 bits.
        let less = |a: u32, b: u32| i64::from(a) - i64::from(b);
        let beside = if x > a[0].max(b[0]) {
            1
        } else {
            let rise = less(high[1], low[1]);
            less(x, low[0]) * rise - less(high[0], low[0]) * less(y, low[1])
        };
        // The upper end belongs to the next edge, or it would count twice.
        odd ^= y < high[1] && beside > 0;
        on |= beside == 0;
    }
    (odd, on)
}

/// A run of border in the list of all corners, `to` not included. One without corners stands for
/// an outline that holds the place where counting begins.
#[derive(Clone, Copy)]
struct BorderRun {
    outline: usize,
    from: usize,
    to: usize,
}

#[derive(Default)]
struct Builder {
    cells: Vec<Cell>,
    pieces: Vec<Vertex>,
    /// Of all rings, one after the other, each closed.
    corners: Vec<Vertex>,
    /// Of each outline; a precinct of several parts has several.
    precincts: Vec<u32>,
}

impl Builder {
    /// Adds the cells of a square and says where they begin. `holders` are the outlines that hold
    /// its south-west corner. From there it goes from one cell's corner to the next: whatever
    /// border lies between two of them has pieces in the cell between.
    fn fill(
        &mut self,
        start: Vertex,
        side: u32,
        pieces: &[BorderRun],
        mut holders: Vec<usize>,
    ) -> u32 {
        let first = self.cells.len();
        let within = self.spread(start, side, pieces);
        self.cells.resize(first + within.len(), Cell::Whole(NOBODY));
        let mut here = Vec::new();
        for (slot, pieces) in within.iter().enumerate() {
            let [low, high] = ends(start, side, slot);
            if low[0] == start[0] {
                here.clone_from(&holders);
                self.pass(pieces, low, [low[0], high[1]], &mut holders);
            }
            self.cells[first + slot] = self.cell(low, side, pieces, &here);
            self.pass(pieces, low, [high[0], low[1]], &mut here);
        }
        to_u32(first)
    }

    /// The pieces in each cell of a square.
    fn spread(&self, start: Vertex, side: u32, pieces: &[BorderRun]) -> Vec<Vec<BorderRun>> {
        let mut within = vec![Vec::<BorderRun>::new(); 1 << (2 * CUT)];
        for piece in pieces {
            let line = &self.corners[piece.from..piece.to];
            for (from, [a, b]) in (piece.from..).zip(line.array_windows()) {
                let (to, edge) = (from + 2, Line::new(coord(*a), coord(*b)));
                // All that the box of the edge touches, be it only at their ends.
                let [columns, rows] = [0, 1].map(|axis| {
                    let [a, b] = [a, b].map(|end| end[axis].saturating_sub(start[axis]));
                    a.min(b).saturating_sub(1) >> side..=(a.max(b) >> side).min((1 << CUT) - 1)
                });
                // In one row or column the edge touches all cells that its box does.
                let aslant = columns.start() < columns.end() && rows.start() < rows.end();
                let slots = rows.flat_map(|row| columns.clone().map(move |at| row << CUT | at));
                for slot in slots.map(|slot| slot as usize) {
                    let [low, high] = ends(start, side, slot).map(coord);
                    if aslant && !Rect::new(low, high).intersects(&edge) {
                        continue;
                    }
                    match within[slot].last_mut().filter(|last| last.to == to - 1) {
                        Some(last) => last.to = to,
                        None => within[slot].push(BorderRun { from, to, ..*piece }),
                    }
                }
            }
        }
        within
    }

    fn cell(&mut self, start: Vertex, side: u32, pieces: &[BorderRun], holders: &[usize]) -> Cell {
        if pieces.is_empty() && holders.len() < 2 {
            let only = holders.first().map(|only| self.precincts[*only]);
            return Cell::Whole(only.unwrap_or(NOBODY));
        }
        let edges: usize = pieces.iter().map(|piece| piece.to - piece.from - 1).sum();
        if edges > EDGES.max(EDGES_OF_PIECE * pieces.len()) && side >= CUT {
            return Cell::Cut(self.fill(start, side - CUT, pieces, holders.to_vec()));
        }
        let first = self.pieces.len();
        let mut all = pieces.to_vec();
        let (from, to) = (0, 0);
        all.extend(
            holders
                .iter()
                .map(|&outline| BorderRun { outline, from, to }),
        );
        all.sort_by_key(|piece| piece.outline);
        let mut outlines: Vec<&[BorderRun]> = all.chunk_by(|a, b| a.outline == b.outline).collect();
        let rest = outlines.pop_if(|_| holders.len() % 2 == 1 && self.shared(pieces));
        for outline in outlines {
            for (more, piece) in (0..outline.len()).rev().zip(outline) {
                let line = &self.corners[piece.from..piece.to];
                // At the corner nothing shall count but who holds it.
                let flip = line.is_empty() || crossed(line, start[0], start).0;
                let flags = (if flip { FLIP } else { 0 }) | (if more > 0 { MORE } else { 0 });
                let count = to_u32(line.len()) << COUNT;
                self.pieces
                    .push([self.precincts[piece.outline], count | flags]);
                self.pieces.extend_from_slice(line);
            }
        }
        let rest = rest.map_or(NOBODY, |outline| self.precincts[outline[0].outline]);
        self.pieces.push([rest, FLIP]);
        Cell::Borders(to_u32(first))
    }

    /// Is each edge there twice, or any other even number of times? Then crossing it changes the
    /// number of holders by an even number, and where one corner has an odd number there is always
    /// one: the last outline holds what no other does. That saves half of all pieces.
    fn shared(&self, pieces: &[BorderRun]) -> bool {
        let lines = pieces
            .iter()
            .map(|piece| &self.corners[piece.from..piece.to]);
        let edges = lines.flat_map(|line| line.array_windows());
        let mut edges: Vec<_> = edges.map(|[a, b]| (a.min(b), a.max(b))).collect();
        edges.sort_unstable();
        edges.chunks(2).all(|pair| matches!(pair, [a, b] if a == b))
    }

    /// Turns the outlines that hold the first corner of a cell into those that hold another.
    fn pass(&self, pieces: &[BorderRun], from: Vertex, to: Vertex, holders: &mut Vec<usize>) {
        for piece in pieces {
            let line = &self.corners[piece.from..piece.to];
            let [before, after] = [from, to].map(|at| crossed(line, from[0], at).0);
            if before != after {
                match holders.iter().position(|holder| *holder == piece.outline) {
                    Some(at) => drop(holders.swap_remove(at)),
                    None => holders.push(piece.outline),
                }
            }
        }
    }
}

/// The south-west and the north-east corner of a cell of a square.
fn ends(start: Vertex, side: u32, slot: usize) -> [Vertex; 2] {
    let (column, row) = (to_u32(slot) % (1 << CUT), to_u32(slot) >> CUT);
    let end = |axis: usize, count: u32| start[axis].wrapping_add(count << side);
    [0, 1].map(|more| [end(0, column + more), end(1, row + more)])
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "such a cast stops at the limits, and only what is not on the earth gets there"
)]
fn corner(at: Coord<f64>) -> Vertex {
    let (x, y) = ((at.x * 1e7).round(), (at.y * 1e7).round());
    [(x + 1_800_000_001.0) as u32, (y + 900_000_001.0) as u32]
}

fn coord([x, y]: Vertex) -> Coord<f64> {
    (f64::from(x), f64::from(y)).into()
}

/// Four billion corners would be 32 GiB.
fn to_u32(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
