//! A made country of 6,500 precincts: 2,000 rural tiles over Kazakhstan's box, twenty of them with
//! a hole in which a city of 225 tiles lies. All borders are shared corner by corner, none of the
//! tiles overlap and none leave a gap.

use geo::{Coord, LineString, MultiPolygon, Polygon};

use crate::demo::tiles::Tiles;

pub const CITIES: u32 = 20;
const SIDE: u32 = 15;

/// The rural tiles, then the cities one after the other; with the city's boxes.
pub fn country() -> (Vec<MultiPolygon<f64>>, Vec<[Coord<f64>; 2]>) {
    let rural = Tiles {
        columns: 50,
        rows: 40,
        from: [47.0, 41.0],
        to: [87.0, 55.0],
        bends: 50,
        seed: 3,
    };
    let mut tiles = rural.polygons();
    let (mut towns, mut boxes) = (Vec::new(), Vec::new());
    for city in 0..CITIES {
        let (column, row) = (3 + city % 5 * 10, 4 + city / 5 * 9);
        let centre = [
            47.0 + (f64::from(column) + 0.5) * 0.8,
            41.0 + (f64::from(row) + 0.5) * 0.35,
        ];
        let (from, to) = (
            [centre[0] - 0.2, centre[1] - 0.085],
            [centre[0] + 0.2, centre[1] + 0.085],
        );
        let town = Tiles {
            columns: SIDE,
            rows: SIDE,
            from,
            to,
            bends: 51,
            seed: 100 + u64::from(city),
        };
        let around = &mut tiles[(row * 50 + column) as usize];
        around.interiors_push(outline(&town));
        towns.extend(town.polygons());
        boxes.push([from.into(), to.into()]);
    }
    tiles.extend(towns);
    (
        tiles
            .into_iter()
            .map(|tile| MultiPolygon(vec![tile]))
            .collect(),
        boxes,
    )
}

/// The outer border of a grid of tiles: the outer edges of its outer tiles, in order.
fn outline(town: &Tiles) -> LineString<f64> {
    let each = town.bends as usize + 1;
    // A tile's ring begins with its south edge, then east, north, west, `each` corners apiece.
    let edge = |tile: Polygon<f64>, side: usize| {
        tile.exterior().0[side * each..(side + 1) * each].to_vec()
    };
    let (columns, rows) = (town.columns, town.rows);
    let south = (0..columns).flat_map(|column| edge(town.polygon(column, 0), 0));
    let east = (0..rows).flat_map(|row| edge(town.polygon(columns - 1, row), 1));
    let north = (0..columns)
        .rev()
        .flat_map(|column| edge(town.polygon(column, rows - 1), 2));
    let west = (0..rows)
        .rev()
        .flat_map(|row| edge(town.polygon(0, row), 3));
    LineString(south.chain(east).chain(north).chain(west).collect())
}
