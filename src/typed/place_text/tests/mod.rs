//! Texts as people paste them. The links have the shape of real ones.

use super::*;
use crate::domain::Point;
use proptest::prelude::*;

mod links;
mod others;
mod views;

const LAT: f64 = 43.238;
const LON: f64 = 76.945;

fn map_link(link: &str) -> MapLink {
    match place_text(link) {
        Some(Parsed::Link(found)) => found,
        other => panic!("{link}: {other:?}"),
    }
}

fn point(lat: f64, lon: f64) -> Option<Parsed> {
    Point::new(lat, lon).map(Parsed::Point)
}

/// The text is read as this point, to a centimetre; with words around it too.
fn reads(text: &str, lat: f64, lon: f64) {
    for text in [
        text.to_string(),
        format!("Вот тут {text} шумят"),
        format!("«{text}»."),
        format!("Name\nAbay 10, 25\n{text}\n"),
    ] {
        let Some(Parsed::Point(found)) = place_text(&text) else {
            panic!("{text}: {:?}", place_text(&text));
        };
        let near = (found.lat - lat).abs() < 1e-7 && (found.lon - lon).abs() < 1e-7;
        assert!(near, "{text}: {found:?}");
    }
}

#[test]
fn pasted_coordinates() {
    for text in [
        "43.238, 76.945",
        "43.238 76.945",
        "43.238,76.945",
        "43,238 76,945",
        "43,238, 76,945",
        "43,238; 76,945",
        "43,238,76,945",
        "43.238;76.945",
        "43.238 ; 76.945",
        "43.238/76.945",
        "(43.238, 76.945)",
        "[43.238,76.945]",
        "+43.238, +76.945",
        "43.238\n76.945",
        "43.238\u{a0}76.945",
        "\u{202d}43.238, 76.945\u{202c}",
        "43.238°, 76.945°",
        "43.238° N, 76.945° E",
        "43.238°N 76.945°E",
        "43.238N 76.945E",
        "N43.238 E76.945",
        "N 43.238, E 76.945",
        "n43.238° e76.945°",
        "E76.945 N43.238",
        "43.238 с.ш. 76.945 в.д.",
        "43.238° С.Ш., 76.945° В.Д.",
        "43.238 с. ш., 76.945 в. д.",
        "43,238° с.е., 76,945° ш.б.",
        "Lat: 43.238, Lon: 76.945",
        "lat=43.238 lng=76.945",
        "Широта: 43.238, долгота: 76.945",
        "Широта 43.238; долгота:76.945",
        "43.238,76.945,17z",
    ] {
        reads(text, LAT, LON);
    }
    reads("-43.238, -76.945", -LAT, -LON);
    reads("\u{2212}43.238 \u{2212}76.945", -LAT, -LON);
    reads("43.238 -76.945", LAT, -LON);
    reads("43.238S 76.945W", -LAT, -LON);
    reads("43.238 ю.ш. 76.945 з.д.", -LAT, -LON);
    reads("43.2°N 76.9°E", 43.2, 76.9);
    reads("76.945, 43.238", LON, LAT);
    reads("123.456, 43.238, 76.945", LAT, LON);
}

#[test]
fn degrees_minutes_seconds() {
    let (lat, lon) = (
        43.0 + 14.0 / 60.0 + 17.0 / 3600.0,
        76.0 + 56.0 / 60.0 + 42.0 / 3600.0,
    );
    for text in [
        "43°14'17.0\"N 76°56'42.0\"E",
        "43°14'17.0\"N, 76°56'42.0\"E",
        "43°14'17.0\"N76°56'42.0\"E",
        "43° 14' 17\" N  76° 56' 42\" E",
        "43°14’17”N 76°56’42”E",
        "43°14‘17“N 76°56‘42“E",
        "43°14′17″N 76°56′42″E",
        "43º14'17''N 76º56'42''E",
        "43˚14ʹ17ʺN 76˚56ʹ42ʺE",
        "43°14`17``N 76°56`42``E",
        "43°14´17´´N 76°56´42´´E",
        "43°14'17N 76°56'42E",
        "43°14'17,0\" 76°56'42,0\"",
        "N43°14'17\" E76°56'42\"",
        "N 43° 14' 17\", E 076° 56' 42\"",
        "43°14'17\"с.ш. 76°56'42\"в.д.",
        "76°56'42\"E 43°14'17\"N",
        "43° 14.28333333' N, 76° 56.7' E",
        "N43°14.28333333 E076°56.7",
        "43°14.28333333N 76°56.7E",
        "N 43 14.28333333 E 076 56.7",
        "N 43 14 17, E 76 56 42",
        "43 14.28333333 N 076 56.7 E",
        "43° 14′ 17″ сев. широты 76° 56′ 42″ вост. долготы",
        "43°14′17″ северной широты, 76°56′42″ восточной долготы",
        "43° 14′ 17″ солтүстік ендік, 76° 56′ 42″ шығыс бойлық",
        "солтүстік ендіктің 43°14′17″, шығыс бойлықтың 76°56′42″",
        "в.д. 76°56′42″ с.ш. 43°14′17″",
    ] {
        reads(text, lat, lon);
    }
    reads("43°14' 76°56'", 43.0 + 14.0 / 60.0, 76.0 + 56.0 / 60.0);
    reads("43°14' 51°10'", 43.0 + 14.0 / 60.0, 51.0 + 10.0 / 60.0);
    reads("43°14'S 76°56'W", -43.0 - 14.0 / 60.0, -76.0 - 56.0 / 60.0);
}

#[test]
fn geo_addresses() {
    for text in [
        "geo:43.238,76.945",
        "geo:43.238,76.945?z=17",
        "GEO:43.238,76.945;u=35",
        "geo:43.238,76.945,850",
        "geo:0,0?q=43.238,76.945(Some+label)",
        "geo:0,0?q=43.238%2C76.945",
        "geo:1.5,2.5?z=3&q=43.238,76.945",
        "geo:43.238,76.945?q=Abay%2010,%2025",
        "geo: 43.238, 76.945",
    ] {
        reads(text, LAT, LON);
    }
    reads("geo:43,77", 43.0, 77.0);
    reads("geo:0,0?q=43.2,76.9(label)", 43.2, 76.9);
    assert_eq!(place_text("geo:0,0?q=Abay+10,+25"), None);
    assert_eq!(place_text("geo:0,0"), None);
    assert_eq!(place_text("geo:143.2,276.9"), None);
}

#[test]
fn ordinary_words_are_no_place() {
    for text in [
        "",
        " \n ",
        "дом 12, 14",
        "Абая 10, 25",
        "дом 12N, 14E",
        "12 14",
        "43 76",
        "43, 76",
        "43.2, 76.9",
        "43.23, 76.94",
        "43,23 76,94",
        "43.238, 76",
        "43, 76.945",
        "43.238",
        "43.238 и 76.945",
        "43.238-76.945",
        "43.238 - 76.945",
        "27.11 18:30",
        "27.11.2025 18:30",
        "27.11.2025, 28.11.2025",
        "1.234.567, 2.345.678",
        "192.168.001.001",
        "+7 701 123 45 67",
        "8 (727) 254.12.34, 254.12.35",
        "87011234567 87017654321",
        "43.238 м, 76.945 м",
        "12.500кг, 13.750кг",
        "36.125%, 37.250%",
        "ночью 12°, днём 25°",
        "12.5°, 25.5°",
        "от -5° до +10°",
        "1234.567, 76.945",
        "143.238, 276.945",
        "кв43.238, 76.945",
        "v43.238 76.945",
        "43°14'99\" 76",
        "43.238N 76.945N",
        "2gis.kz",
        "в 2gis.kz не нашёл, на maps.google.com тоже",
        "mail@2gis.kz/firm/1",
        "\u{666}\u{663}.\u{662}\u{663}\u{668} \u{667}\u{666}.\u{669}\u{664}\u{665}",
    ] {
        assert_eq!(place_text(text), None, "{text}");
    }
}

#[test]
fn the_first_point_wins_and_any_point_beats_a_bare_link() {
    let here = point(LAT, LON);
    let short = "https://go.2gis.com/kbQ4l";
    let long = "https://2gis.kz/geo/76.945,43.238";
    for text in [
        format!("{short} {long}"),
        format!("{short},{long}"),
        format!("{short}\n43.238, 76.945"),
        format!("43.238, 76.945 {short}"),
        format!("{long} 51.128, 71.431"),
        "43.238, 76.945 https://2gis.kz/geo/71.431,51.128".to_string(),
        format!("[{short}]({long})"),
        format!("<a href=\"{long}\">{short}</a>"),
        format!("https://evil.org/?q=1.234,5.678 {long}"),
        "https://evil.org/?q=1.234,5.678 43.238, 76.945".to_string(),
        "https://evil.org/@1.234,5.678,17z geo:43.238,76.945".to_string(),
    ] {
        assert_eq!(place_text(&text), here, "{text}");
    }
    let two = "https://maps.app.goo.gl/abc https://go.2gis.com/abc";
    assert_eq!(
        place_text(two),
        Some(Parsed::Link(MapLink {
            service: Service::Google,
            view: None,
            words: vec![]
        }))
    );
}

#[test]
fn only_the_first_4096_characters_count() {
    let pair = "43.238, 76.945";
    let fits = "я".repeat(LONGEST - pair.len() - 1);
    assert_eq!(place_text(&format!("{fits} {pair}")), point(LAT, LON));
    assert_eq!(
        place_text(&format!("{}\n {pair}", "я".repeat(LONGEST))),
        None
    );
    assert_eq!(
        place_text(&format!("{pair} {}", "я".repeat(LONGEST))),
        point(LAT, LON)
    );
}

#[test]
fn long_texts_take_no_time() {
    let begun = std::time::Instant::now();
    for piece in [
        "2gis.kz/",
        "https://",
        "https://,",
        "geo:1,2",
        "geo:",
        "!3d1!4",
        "google.com/maps/!3d43",
        "1.234 ",
        "1.234, ",
        "1°1'",
        "N",
        "с.ш.",
        "%",
        "%2",
        "~",
        "a.",
        "a.b/",
        "- ",
        "'",
        "\u{1f600}",
    ] {
        let text = format!("https://google.com/maps/{0} {0}", piece.repeat(20_000));
        place_text(&text);
        place_text(&piece.repeat(20_000));
    }
    assert!(begun.elapsed().as_secs() < 5, "{:?}", begun.elapsed());
}

/// Parts of links and of coordinates, to be put together in every wrong way.
const SHARDS: [&str; 48] = [
    "https://",
    "http:",
    "//",
    "geo:",
    "www.",
    "2gis.kz",
    "google.com",
    "yandex.ru",
    "osm.org",
    "maps.apple.com",
    "maps",
    "/",
    "?",
    "#",
    "@",
    ":",
    "&",
    "=",
    "%",
    "%2C",
    "%F0",
    "|",
    "~",
    "!3d",
    "!4d",
    "!2m2!1d",
    "!2d",
    "m=",
    "ll=",
    "pt=",
    "rtext=",
    "#map=",
    "go/",
    "directions/points/",
    "dir/",
    "43.238",
    "76,945",
    ",",
    " ",
    "°",
    "'",
    "\"",
    "N",
    "с.ш.",
    "-",
    "\u{2212}",
    "\u{200b}",
    "\u{1f600}",
];

/// A point and its two numbers as somebody prints them.
fn printed() -> impl Strategy<Value = (String, String)> {
    (-90.0..=90.0, -180.0..=180.0, 3..=12usize).prop_map(|(lat, lon, decimals): (f64, f64, _)| {
        (format!("{lat:.decimals$}"), format!("{lon:.decimals$}"))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_panics(text in any::<String>()) {
        place_text(&text);
    }

    #[test]
    fn no_mixture_panics(shards in prop::collection::vec(prop::sample::select(&SHARDS[..]), 0..40)) {
        place_text(&shards.concat());
    }

    #[test]
    fn every_printed_pair_reads_back(
        (lat, lon) in printed(),
        between in prop::sample::select(vec![", ", ",", " ", ";", " ; ", "\n", "\t"]),
        (before, after) in prop::sample::select(vec![("", ""), ("(", ")"), ("Тут: ", " шумят"), ("«", "».")]),
        comma in any::<bool>(),
    ) {
        let wanted = point(lat.parse().unwrap_or(f64::NAN), lon.parse().unwrap_or(f64::NAN));
        let pair = format!("{lat}{between}{lon}");
        let text = format!("{before}{pair}{after}");
        prop_assert_eq!(place_text(&text), wanted);
        if comma {
            let wanted = place_text(&text);
            let text = format!("{}{between}{}", lat.replace('.', ","), lon.replace('.', ","));
            prop_assert_eq!(place_text(&text), wanted);
        }
    }

    #[test]
    fn every_printed_pair_reads_back_from_links((lat, lon) in printed()) {
        let wanted = point(lat.parse().unwrap_or(f64::NAN), lon.parse().unwrap_or(f64::NAN));
        for text in [
            format!("https://2gis.kz/almaty/geo/9429940001593162/{lon},{lat}?m=1.5,2.5/17"),
            format!("https://www.google.com/maps?q={lat},{lon}"),
            format!("https://www.google.com/maps/place/A/@1.5,2.5,17z/data=!8m2!3d{lat}!4d{lon}"),
            format!("https://yandex.kz/maps/?ll=1.5%2C2.5&pt={lon}%2C{lat}"),
            format!("https://www.openstreetmap.org/?mlat={lat}&mlon={lon}#map=16/1.5/2.5"),
            format!("https://maps.apple.com/?ll={lat},{lon}&q=A"),
            format!("geo:0,0?q={lat},{lon}(A)"),
        ] {
            prop_assert_eq!(place_text(&text), wanted.clone(), "{}", text);
        }
    }
}
