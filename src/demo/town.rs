//! Аулакент, a make-believe town in the steppe: three districts, 44 precincts, 15 stations,
//! 42 inspectors and five heads. All names are invented; no such numbers are in use. The same on every run.

use geo::{Coord, LineString, MultiPolygon, Polygon};
use jiff::civil::date;

use super::tiles::Tiles;
use super::town_names::{ACROSS, ALONG, DISTRICT_NAMES, HEADS, NAMES, RANKS, RENAMED};
use crate::domain::directory::{RenamedStreet, Since};
use crate::domain::{AreaCode, Both, HeadCode, InspectorCode, PrecinctCode, StationCode};
use crate::precincts::{Area, Head, Inspector, Point, Precinct, Records, Station};

/// The whole town. Worth knowing for a play: `P-30` is vacant; `I-08` stands in for `I-07` until
/// 15 December 2026; `I-22` serves `P-22` and the island `P-44` in its midst; `P-33` has two parts.
pub fn records() -> Records {
    Records {
        areas: areas(),
        stations: stations(),
        precincts: precincts(),
        inspectors: inspectors(),
        heads: heads(),
        renamed: renamed(),
    }
}

/// The map: eleven columns by four rows of about 900 by 1,100 metres.
const MAP: Tiles = Tiles {
    columns: 11,
    rows: 4,
    from: [67.0, 46.98],
    to: [67.132, 47.02],
    bends: 3,
    seed: 11,
};

/// Precincts with a tile of their own; the last tile is the second part of one of them.
const TILED: u32 = 43;
const TWO_PARTS: u32 = 33;
const AROUND_ISLAND: u32 = 22;
const ISLAND: u32 = 44;
const VACANT: u32 = 30;
const ON_LEAVE: u32 = 7;
const STANDS_IN: u32 = 8;

/// Columns of a district, from the west.
const DISTRICTS: [(u32, u32); 3] = [(0, 4), (4, 8), (8, 11)];

fn areas() -> Vec<Area> {
    let area = |code: &str, parent: Option<&str>, name: (&str, &str), phone| Area {
        code: AreaCode::new(code),
        parent: parent.map(AreaCode::new),
        name: both(name),
        duty_phone: Some(self::phone(phone)),
    };
    let mut areas = vec![
        area("R-1", None, ("Аулакент облысы", "Аулакентская область"), 99),
        area(
            "C-1",
            Some("R-1"),
            ("Аулакент қаласы", "город Аулакент"),
            90,
        ),
    ];
    for (number, name) in (1..).zip(DISTRICT_NAMES) {
        areas.push(area(&format!("D-{number}"), Some("C-1"), name, 90 + number));
    }
    areas
}

/// One station for three precincts in a row, in the middle one.
fn stations() -> Vec<Station> {
    let hours = [
        (
            "Дс–Жм 09:00–18:00, Сб 10:00–14:00",
            "Пн–Пт 09:00–18:00, Сб 10:00–14:00",
        ),
        (
            "Дс–Жм 09:00–19:00, түскі үзіліс 13:00–14:30",
            "Пн–Пт 09:00–19:00, перерыв 13:00–14:30",
        ),
        (
            "Сс, Бс 17:00–20:00, Сб 10:00–13:00",
            "Вт, Чт 17:00–20:00, Сб 10:00–13:00",
        ),
    ];
    let stations = (1..=15u32)
        .zip(hours.iter().cycle())
        .map(|(number, hours)| {
            let tile = tile_of((number * 3 - 1).min(TILED));
            let house = tile.column * 40 + 24;
            let (kk, ru) = ACROSS[tile.row as usize];
            Station {
                code: StationCode::new(format!("S-{number:02}")),
                address: both((&format!("{kk}, {house}-үй"), &format!("{ru}, дом {house}"))),
                point: Some(tile.at(0.55, 0.3)),
                phone: Some(phone(50 + number)),
                hours: both(*hours),
            }
        });
    stations.collect()
}

fn precincts() -> Vec<Precinct> {
    let island = island();
    let precincts = (1..=ISLAND).map(|number| {
        let (district, territory, borders) = match number {
            ISLAND => (
                2,
                both((
                    "Арал шағын ауданы, барлық үйлер",
                    "микрорайон Арал, все дома",
                )),
                vec![island.clone()],
            ),
            TWO_PARTS => {
                let (one, other) = (tile_of(TWO_PARTS), tile_of(ISLAND));
                let (here, there) = (one.territory(), other.territory());
                let kk = format!("{}; {}", here.kk, there.kk);
                let ru = format!("{}; {}", here.ru, there.ru);
                (
                    one.district,
                    Both { kk, ru },
                    vec![one.polygon(), other.polygon()],
                )
            }
            AROUND_ISLAND => {
                let tile = tile_of(number);
                let around = Polygon::new(
                    tile.polygon().exterior().clone(),
                    vec![island.exterior().clone()],
                );
                (tile.district, tile.territory(), vec![around])
            }
            _ => {
                let tile = tile_of(number);
                (tile.district, tile.territory(), vec![tile.polygon()])
            }
        };
        Precinct {
            code: PrecinctCode::new(format!("P-{number:02}")),
            name: both((
                &format!("№ {number} учаске"),
                &format!("Участок № {number}"),
            )),
            area: AreaCode::new(format!("D-{district}")),
            station: Some(StationCode::new(format!("S-{:02}", number.div_ceil(3)))),
            territory,
            borders: Some(crate::domain::borders::normalised(&MultiPolygon(borders))),
        }
    });
    precincts.collect()
}

fn inspectors() -> Vec<Inspector> {
    let posts = (1..=TILED).filter(|number| *number != VACANT);
    let inspectors = posts
        .zip(NAMES)
        .zip(RANKS.iter().cycle())
        .map(|((number, name), rank)| {
            let precinct = |number: u32| PrecinctCode::new(format!("P-{number:02}"));
            let mut precincts = vec![precinct(number)];
            if number == AROUND_ISLAND {
                precincts.push(precinct(ISLAND));
            }
            let stands_in = number == STANDS_IN;
            Inspector {
                code: InspectorCode::new(format!("I-{number:02}")),
                name: name.to_string(),
                rank: both(*rank),
                phone: Some(phone(number)),
                precincts,
                acting_for: stands_in.then(|| format!("I-{ON_LEAVE:02}")),
                until: stands_in.then(|| date(2026, 12, 15)),
            }
        });
    inspectors.collect()
}

/// One of each district, the town and the region.
fn heads() -> Vec<Head> {
    let areas = ["D-1", "D-2", "D-3", "C-1", "R-1"];
    let heads = (1..).zip(areas).zip(HEADS);
    let heads = heads.map(|((number, area), (name, rank))| Head {
        code: HeadCode::new(format!("H-{number}")),
        name: name.to_string(),
        rank: both(rank),
        phone: Some(phone(80 + number)),
        area: AreaCode::new(area),
    });
    heads.collect()
}

/// Two streets of the town have had another name, one is to get one with the new year, and for one
/// of a district there is a proposal.
fn renamed() -> Vec<RenamedStreet> {
    let since = [
        Some(Since::Year(2019)),
        Some(Since::Day(date(2024, 5, 15))),
        Some(Since::Day(date(2027, 1, 1))),
        None,
    ];
    let rows = RENAMED.into_iter().zip(since);
    rows.map(|((area, old, new, status), since)| RenamedStreet {
        area: AreaCode::new(area),
        old: old.to_string(),
        new: new.to_string(),
        status,
        since,
    })
    .collect()
}

/// A tile of the map and the district, from 1, that it lies in.
#[derive(Clone, Copy)]
struct Tile {
    column: u32,
    row: u32,
    district: u32,
}

/// Numbers go district by district, and in a district row by row from the south-west.
fn tile_of(number: u32) -> Tile {
    let mut left = number - 1;
    for (district, (from, to)) in (1..).zip(DISTRICTS) {
        let columns = to - from;
        if left < columns * MAP.rows {
            return Tile {
                column: from + left % columns,
                row: left / columns,
                district,
            };
        }
        left -= columns * MAP.rows;
    }
    Tile {
        column: MAP.columns - 1,
        row: MAP.rows - 1,
        district: 3,
    }
}

impl Tile {
    fn polygon(self) -> Polygon<f64> {
        MAP.polygon(self.column, self.row)
    }

    /// A point at a share of the way east and north, on the grid before its corners were shaken.
    fn at(self, east: f64, north: f64) -> Point {
        let share = |at: u32, of: u32, part: f64, from: f64, to: f64| {
            let degrees = from + (to - from) * (f64::from(at) + part) / f64::from(of);
            (degrees * 1e5).round() / 1e5
        };
        Point {
            lat: share(self.row, MAP.rows, north, MAP.from[1], MAP.to[1]),
            lon: share(self.column, MAP.columns, east, MAP.from[0], MAP.to[0]),
        }
    }

    /// Its side of the streets that bound it, the street through its middle, and blocks of flats
    /// in the northern row. No house is in two precincts.
    fn territory(self) -> Both {
        let (south, north) = (ACROSS[self.row as usize], ACROSS[self.row as usize + 1]);
        let middle = ALONG[self.column as usize];
        let (first, inner) = (self.column * 40, self.row * 30);
        let even = format!("{}–{}", first + 2, first + 40);
        let odd = format!("{}–{}", first + 1, first + 39);
        let all = format!("{}–{}", inner + 1, inner + 30);
        let mut kk = format!(
            "{}, {even} (жұп жағы); {}, {odd} (тақ жағы); {}, {all}",
            south.0, north.0, middle.0
        );
        let mut ru = format!(
            "{}, {even} (чётная сторона); {}, {odd} (нечётная сторона); {}, {all}",
            south.1, north.1, middle.1
        );
        if self.row + 1 == MAP.rows {
            let block = self.column + 1;
            kk.push_str(&format!("; {block}-шағын аудан, 1–40-үйлер"));
            ru.push_str(&format!("; {block}-й микрорайон, дома 1–40"));
        }
        Both { kk, ru }
    }
}

/// Eight corners in the middle of the tile around them.
fn island() -> Polygon<f64> {
    let tile = tile_of(AROUND_ISLAND);
    let corners = [
        (0.6, 0.0),
        (1.0, 0.4),
        (0.9, 0.8),
        (0.3, 1.0),
        (-0.2, 0.9),
        (-0.8, 0.5),
        (-1.0, -0.2),
        (0.1, -0.9),
    ];
    let ring = corners.iter().map(|(east, north)| {
        let at = tile.at(0.5 + east * 0.2, 0.5 + north * 0.2);
        Coord {
            x: at.lon,
            y: at.lat,
        }
    });
    Polygon::new(LineString(ring.collect()), Vec::new())
}

/// A number that nobody has: +7 700 000 00 NN.
fn phone(number: u32) -> String {
    format!("+770000000{number:02}")
}

fn both((kk, ru): (&str, &str)) -> Both {
    Both {
        kk: kk.to_string(),
        ru: ru.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clerk;
    use crate::precincts::{Directory, Located};

    #[test]
    fn a_clerk_could_have_handed_it_in() {
        let folder = tempfile::tempdir().unwrap();
        let town = records();
        clerk::write(folder.path(), &town).unwrap();
        assert_eq!(clerk::read(folder.path()), Ok(town));
    }

    #[test]
    fn its_parts_fit_without_gap_or_overlap() {
        let town = Directory::new(records(), date(2026, 11, 27));
        for step in 0..4000u32 {
            let lat = 46.982 + f64::from(step * 37 % 1009) * 0.036 / 1009.0;
            let lon = 67.003 + f64::from(step * 61 % 997) * 0.126 / 997.0;
            let holds = town.precincts().iter().filter(|precinct| {
                let point = geo::Point::new(lon, lat);
                precinct
                    .borders
                    .as_ref()
                    .is_some_and(|borders| geo::Intersects::intersects(borders, &point))
            });
            assert_eq!(holds.count(), 1, "{lat} {lon}");
        }
    }

    #[test]
    fn stations_stand_in_their_precincts() {
        let town = Directory::new(records(), date(2026, 11, 27));
        assert_eq!((town.precincts().len(), town.stations().len()), (44, 15));
        for station in town.stations() {
            let Located::Sure(code) = town.locate(station.point.unwrap(), None) else {
                panic!("{station:?}")
            };
            assert_eq!(
                town.precinct(&code).unwrap().station.as_ref(),
                Some(&station.code)
            );
        }
    }

    #[test]
    fn its_oddities_are_as_told() {
        let town = Directory::new(records(), date(2026, 11, 27));
        let day = date(2026, 11, 27);
        let post = |code: &str| town.post(&PrecinctCode::new(code), day).unwrap();
        assert!(post("P-30").is_vacant());
        assert_eq!(post("P-07").on_duty().unwrap().code, "I-08");
        assert_eq!(post("P-44").principal.unwrap().code, "I-22");
        let within = |area, code| town.in_area(&AreaCode::new(area), &PrecinctCode::new(code));
        assert!(within("D-2", "P-44") && within("R-1", "P-01"));
        let vacant = town
            .precincts()
            .iter()
            .filter(|p| town.post(&p.code, day).unwrap().is_vacant());
        assert_eq!(vacant.count(), 1);
        let at = |lat, lon| town.locate(Point { lat, lon }, None);
        assert_eq!(at(46.985, 67.006), Located::Sure(PrecinctCode::new("P-01")));
        assert_eq!(at(46.995, 67.066), Located::Sure(PrecinctCode::new("P-44")));
        assert_eq!(at(47.015, 67.126), Located::Sure(PrecinctCode::new("P-33")));
    }
}
