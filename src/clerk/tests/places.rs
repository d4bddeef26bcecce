//! Latitude and longitude exchanged, where both ways are in Kazakhstan and where only one is.

use super::*;

/// A table of stations and a map, a square of 1 km for each place in the order of latitude and
/// longitude; all precincts are of one area.
fn said(station: (f64, f64), middles: &[(f64, f64)], half: f64) -> Vec<String> {
    let (mut features, mut rows) = (
        Vec::new(),
        "code,name_kk,name_ru,area,station\n".to_string(),
    );
    for (number, (y, x)) in (1..).zip(middles) {
        let corner = |dx: f64, dy: f64| format!("[{},{}]", x + dx * half, y + dy * half);
        let ring = [
            (-1.0, -1.0),
            (1.0, -1.0),
            (1.0, 1.0),
            (-1.0, 1.0),
            (-1.0, -1.0),
        ];
        let ring = ring.map(|(dx, dy)| corner(dx, dy)).join(",");
        features.push(format!(
            r#"{{"type":"Feature","properties":{{"code":"P-{number}"}},"geometry":{{"type":"Polygon","coordinates":[[{ring}]]}}}}"#
        ));
        rows.push_str(&format!("P-{number},а,б,D-1,S-1\n"));
    }
    let features = features.join(",");
    let map = format!(r#"{{"type":"FeatureCollection","features":[{features}]}}"#);
    let (lat, lon) = station;
    let stations = format!("code,address_kk,address_ru,lat,lon\nS-1,а,б,{lat},{lon}\n");
    let files = [
        ("precincts.csv", rows.as_str()),
        ("stations.csv", &stations),
        ("precincts.geojson", &map),
    ];
    import(&files).err().unwrap_or_default()
}

const KM: f64 = 0.005;

#[test]
fn axes_are_found_exchanged_though_both_ways_are_in_kazakhstan() {
    // Uralsk lies 19 km from where it is with exchanged numbers.
    assert_eq!(
        said((51.23, 51.37), &[(51.38, 51.22)], KM),
        [
            "precincts.csv row 2 (P-1): latitude and longitude are exchanged: latitude 51.38, longitude 51.22"
        ]
    );
    assert_eq!(said((51.23, 51.37), &[(51.22, 51.38)], KM), [""; 0]);
    // By its neighbours, where the station is unknown.
    let town = [
        (50.90, 51.40),
        (50.91, 51.41),
        (50.92, 51.39),
        (51.40, 50.90),
    ];
    let found = said((49.0, 51.0), &town, KM);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("row 5 (P-4): latitude and longitude are exchanged"));
}

#[test]
fn a_precinct_far_from_its_station_is_believed() {
    // Far, but the other way round no nearer.
    assert_eq!(said((51.23, 51.37), &[(51.05, 51.40)], KM), [""; 0]);
    // As large as a district, with its station in it.
    assert_eq!(said((49.6, 50.1), &[(50.05, 49.65)], 0.5), [""; 0]);
    // One of many that lie apart.
    let far = [
        (49.5, 50.0),
        (49.1, 50.4),
        (49.9, 50.6),
        (50.0, 49.5),
        (49.0, 49.7),
    ];
    assert_eq!(said((49.55, 49.75), &far, KM), [""; 0]);
}

#[test]
fn outside_is_what_no_border_comes_near() {
    // Atyrau the other way round is a steppe beyond the Volga; the box around the country has it.
    let found = said((47.11, 51.92), &[(51.92, 47.11)], KM);
    assert!(found[0].contains("are exchanged"), "{found:?}");
    let stations = "code,address_kk,address_ru,lat,lon\nS-1,а,б,51.92,47.11\n";
    let found = problems(&[("stations.csv", stations)]);
    assert_eq!(
        found,
        [
            "stations.csv row 2 lat: latitude and longitude are exchanged: latitude 51.92, longitude 47.11"
        ]
    );
    for (lat, lon) in [(41.3, 69.25), (42.87, 74.59), (54.98, 73.37)] {
        let stations = format!("code,address_kk,address_ru,lat,lon\nS-1,а,б,{lat},{lon}\n");
        let found = problems(&[("stations.csv", &stations)]);
        assert!(found[0].contains("outside Kazakhstan"), "{found:?}");
    }
}

/// The country's outline, drawn by hand, leaves out no corner that others drew, if theirs is at
/// hand.
#[test]
fn the_whole_country_is_inside() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/data/kz/kz_adm1_2024_simplified.geojson");
    let Ok(text) = fs::read_to_string(&path) else {
        println!("passed over: no {}", path.display());
        return;
    };
    let whole: geojson::FeatureCollection = text.parse().unwrap();
    let mut corners = Vec::new();
    let mut add = |parts: &[Vec<Vec<geojson::Position>>]| {
        corners.extend(parts.iter().flatten().flatten().cloned());
    };
    for geometry in whole.features.into_iter().filter_map(|it| it.geometry) {
        match geometry.value {
            geojson::GeometryValue::Polygon { coordinates } => add(&[coordinates]),
            geojson::GeometryValue::MultiPolygon { coordinates } => add(&coordinates),
            _ => {}
        }
    }
    assert!(corners.len() > 1_000);
    for at in corners {
        let point = crate::domain::Point::new(at[1], at[0]).unwrap();
        assert!(point.in_kazakhstan(), "{point}");
    }
}
