//! Light fills, so that neighbours differ.

use std::collections::HashMap;

use crate::domain::borders::to_grid;
use crate::domain::directory::Precinct;

pub const FIRST: &str = FILLS[0];
const FILLS: [&str; 6] = [
    "#d7e7f6", "#fbe8c8", "#d6edd5", "#f6dae7", "#e2dbf4", "#ebf0c6",
];

/// A fill for each precinct in turn: the one that the fewest of its neighbours so far have. Six are
/// enough for nearly every map; where they are not, two neighbours look alike, and a line is
/// between them all the same.
pub fn colours(precincts: &[&Precinct]) -> Vec<&'static str> {
    // Neighbours are those with a corner in common.
    let mut at_corner: HashMap<(i32, i32), Vec<usize>> = HashMap::new();
    for (number, precinct) in precincts.iter().enumerate() {
        for corner in corners(precinct) {
            let here = at_corner.entry(corner).or_default();
            if !here.contains(&number) {
                here.push(number);
            }
        }
    }
    let mut chosen: Vec<usize> = Vec::with_capacity(precincts.len());
    let mut used = [0_usize; FILLS.len()];
    for (number, precinct) in precincts.iter().enumerate() {
        let mut beside = [0_usize; FILLS.len()];
        for other in corners(precinct)
            .filter_map(|corner| at_corner.get(&corner))
            .flatten()
        {
            if let Some(fill) = chosen.get(*other) {
                beside[*fill] += 1;
            }
        }
        let best = (0..FILLS.len()).min_by_key(|fill| (beside[*fill], used[*fill]));
        let best = best.unwrap_or(number % FILLS.len());
        used[best] += 1;
        chosen.push(best);
    }
    chosen.into_iter().map(|fill| FILLS[fill]).collect()
}

fn corners(precinct: &Precinct) -> impl Iterator<Item = (i32, i32)> {
    let rings = precinct.borders.iter().flatten();
    let rings = rings.flat_map(|part| std::iter::once(part.exterior()).chain(part.interiors()));
    rings.flat_map(|ring| ring.coords().map(|at| (to_grid(at.x), to_grid(at.y))))
}
