//! From a point to its precinct, in a made country of 6,500 precincts and 1.3 million corners: the
//! cell atlas beside the plain R-tree with `geo::Intersects`, then as the bot asks it, then what it
//! takes to read that country from a database.

use std::hint::black_box;
use std::time::{Duration, Instant};

use aula::demo::country::country;
use aula::domain::borders::on_grid;
use aula::domain::{AreaCode, Both, Point, PrecinctCode};
use aula::precincts::atlas::Atlas;
use aula::precincts::{Area, Directory, Located, Precinct, Records};
use aula::store::Store;
use geo::{Coord, CoordsIter, MapCoords, MultiPolygon};

use crate::measure::{own, rss, runtime};
use crate::plain::Plain;
use crate::postgres::Engine;
use crate::table::Table;

const QUESTIONS: usize = 200_000;

pub fn run(table: &mut Table) {
    let borders = on_the_grid(country().0);
    let corners: usize = borders.iter().map(CoordsIter::coords_count).sum();
    let begun = own();
    let atlas = Atlas::new(borders.iter().map(Some));
    let built = own() - begun;
    let mib = mebibytes(atlas.bytes());
    table.row(
        &format!("atlas of {} precincts, {corners} corners", borders.len()),
        &format!("{built:.0?}, {mib:.1} MiB"),
        "< 0.5 s, < 40 MiB",
    );
    let plain = Plain::new(&borders);
    for (name, points, goal) in [
        ("uniform", uniform(), ""),
        ("city", city(), "≤ 250 ns, ≥ 12 times"),
    ] {
        let agrees = |point: &&Coord<f64>| atlas.owner(**point) == plain.owner(**point);
        let agreed = points.iter().filter(agrees).count();
        assert_eq!(agreed, points.len(), "the atlas is not exact");
        let cells = each(&points, |point| atlas.owner(point));
        let tree = each(&points, |point| plain.owner(point));
        let value = format!(
            "{cells:.0} ns; plain R-tree {tree:.0} ns, {:.1} times; all {agreed} alike",
            tree / cells
        );
        table.row(&format!("point to precinct, {name} points"), &value, goal);
    }
    drop(plain);
    drop(atlas);
    as_the_bot_asks(table);
    runtime().block_on(from_the_database(table));
}

/// With the circle in which the place may be.
fn as_the_bot_asks(table: &mut Table) {
    let directory = Directory::new(records(), jiff::civil::Date::MIN);
    for accuracy in [0.0, 10.0, 100.0] {
        let points = city();
        let mean = each(&points, |at| {
            let point = Point::new(at.y, at.x)?;
            let located = directory.locate(point, Some(accuracy));
            Some(usize::from(matches!(located, Located::Sure(_))))
        });
        table.row(
            &format!("directory asked for a city point within {accuracy:.0} m"),
            &format!("{:.1} µs", mean / 1_000.0),
            "",
        );
    }
}

async fn from_the_database(table: &mut Table) {
    let folder = tempfile::tempdir().unwrap();
    let file = format!("sqlite://{}", folder.path().join("aula.db").display());
    let postgres = Engine::postgres().await;
    let mut databases = vec![("SQLite", file)];
    databases.extend(
        postgres
            .iter()
            .map(|it| ("PostgreSQL", it.url().to_owned())),
    );
    for (name, url) in databases {
        let store = Store::open(&url).await.unwrap();
        let mut tx = store.begin().await.unwrap();
        tx.replace_records(&records()).await.unwrap();
        tx.commit().await.unwrap();
        let (before, begun) = (rss(std::process::id()), Instant::now());
        let mut tx = store.read().await.unwrap();
        let directory = Directory::new(tx.records().await.unwrap(), jiff::civil::Date::MIN);
        tx.rollback().await.unwrap();
        let (took, after) = (begun.elapsed(), rss(std::process::id()));
        let count = directory.precincts().len();
        assert!(count >= 6_500, "{count} precincts were read");
        table.row(
            &format!("a country read from {name} and ready"),
            &format!("{took:.2?}, {:.0} MiB more", (after - before).max(0.0)),
            "< 1 s, < 150 MB",
        );
        store.close().await;
    }
}

/// Nanoseconds a question, of this thread's own time.
fn each(points: &[Coord<f64>], owner: impl Fn(Coord<f64>) -> Option<usize>) -> f64 {
    let begun = own();
    for point in points {
        black_box(owner(black_box(*point)));
    }
    let used: Duration = own() - begun;
    used.as_secs_f64() * 1e9 / number(points.len())
}

fn on_the_grid(borders: Vec<MultiPolygon<f64>>) -> Vec<MultiPolygon<f64>> {
    let on_grid = |at: Coord<f64>| Coord {
        x: on_grid(at.x),
        y: on_grid(at.y),
    };
    borders
        .into_iter()
        .map(|it| it.map_coords(on_grid))
        .collect()
}

fn uniform() -> Vec<Coord<f64>> {
    let mut dice = Dice(1);
    let country = [Coord { x: 47.2, y: 41.2 }, Coord { x: 86.8, y: 54.8 }];
    (0..QUESTIONS).map(|_| dice.within(country)).collect()
}

/// Where people live; the mean of two points, for more live near the middle.
fn city() -> Vec<Coord<f64>> {
    let (mut dice, cities) = (Dice(2), country().1);
    let mut one = || {
        let city = cities[dice.bits() as usize % cities.len()];
        let (a, b) = (dice.within(city), dice.within(city));
        Coord {
            x: on_grid(f64::midpoint(a.x, b.x)),
            y: on_grid(f64::midpoint(a.y, b.y)),
        }
    };
    (0..QUESTIONS).map(|_| one()).collect()
}

/// The country as a directory without people.
pub fn records() -> Records {
    let both = |text: String| Both {
        kk: text.clone(),
        ru: text,
    };
    let precinct = |(at, borders): (usize, MultiPolygon<f64>)| Precinct {
        code: PrecinctCode::new(format!("P-{at:04}")),
        name: both(format!("№ {at}")),
        area: AreaCode::new("C-1"),
        station: None,
        territory: both(String::new()),
        borders: Some(borders),
    };
    let borders = on_the_grid(country().0);
    Records {
        areas: vec![Area {
            code: AreaCode::new("C-1"),
            parent: None,
            name: both("C-1".to_owned()),
            duty_phone: None,
        }],
        precincts: (1..).zip(borders).map(precinct).collect(),
        ..Records::default()
    }
}

fn mebibytes(bytes: usize) -> f64 {
    number(bytes) / 1_048_576.0
}

fn number(count: usize) -> f64 {
    u32::try_from(count).map_or(0.0, f64::from)
}

/// SplitMix64: the same questions on every run.
pub struct Dice(pub u64);

impl Dice {
    pub fn bits(&mut self) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        for factor in [0xbf58_476d_1ce4_e5b9_u64, 0x94d0_49bb_1331_11eb] {
            bits = (bits ^ (bits >> 30)).wrapping_mul(factor);
        }
        u32::try_from(bits >> 32).unwrap_or(0)
    }

    fn within(&mut self, [from, to]: [Coord<f64>; 2]) -> Coord<f64> {
        let mut share = || f64::from(self.bits()) / f64::from(u32::MAX);
        Coord {
            x: on_grid(from.x + share() * (to.x - from.x)),
            y: on_grid(from.y + share() * (to.y - from.y)),
        }
    }
}
