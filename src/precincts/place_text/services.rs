//! What the links of each map service say of a place.
//!
//! In each, the place itself goes before the camera that looks at it; a route leads to its last
//! stop, and its camera, which shows the whole way, says nothing of it.

use super::link::{Link, parameters, trimmed, value};
use super::numbers::{free, lat_lon, lon_lat, number};
use super::{Parsed, Service};
use crate::domain::Point;

/// Reads one link; `None` if it is of no service known here.
pub(super) fn read(link: &str) -> Option<Parsed> {
    if let Some(head) = link.get(..4)
        && head.eq_ignore_ascii_case("geo:")
    {
        return geo(&link[4..]).map(Parsed::Point);
    }
    let link = Link::parse(link);
    let service = service(&link)?;
    let point = match service {
        Service::TwoGis => two_gis(&link),
        Service::Google => google(&link),
        Service::Yandex => yandex(&link),
        Service::OpenStreetMap => open_street_map(&link),
        Service::Apple => apple(&link),
    };
    Some(point.map_or(Parsed::ShortLink(service), Parsed::Point))
}

/// Whose map a link leads to.
fn service(link: &Link) -> Option<Service> {
    match link.scheme.as_str() {
        "" | "http" | "https" => by_host(link),
        "dgis" | "dgismobile" => by_host(link).filter(|service| *service == Service::TwoGis),
        "yandexmaps" | "yandexnavi" => Some(Service::Yandex),
        "comgooglemaps" => Some(Service::Google),
        "maps" => Some(Service::Apple),
        _ => None,
    }
}

fn by_host(link: &Link) -> Option<Service> {
    let host = link.host.strip_prefix("www.").unwrap_or(&link.host);
    match host {
        "openstreetmap.org" | "m.openstreetmap.org" | "osm.org" => Some(Service::OpenStreetMap),
        "maps.apple.com" | "maps.apple" => Some(Service::Apple),
        "maps.app.goo.gl" => Some(Service::Google),
        "goo.gl" if link.begins(&["maps"]) => Some(Service::Google),
        _ => by_country(host, link),
    }
}

/// Services with a domain in every country: its owner stands right before `com`, the country, or
/// both. `google.com.evil.org` belongs to `evil`.
fn by_country(host: &str, link: &Link) -> Option<Service> {
    let labels: Vec<&str> = host.split('.').collect();
    let is_country =
        |label: &str| label.len() == 2 && label.bytes().all(|b| b.is_ascii_lowercase());
    let under = match labels.as_slice() {
        [under @ .., "com" | "co", country] if is_country(country) => under,
        [under @ .., top] if *top == "com" || is_country(top) => under,
        _ => return None,
    };
    let (owner, under) = under.split_last()?;
    match (*owner, under) {
        ("2gis", _) => Some(Service::TwoGis),
        ("google", [] | ["m"]) if link.begins(&["maps"]) => Some(Service::Google),
        ("google", ["maps"]) => Some(Service::Google),
        ("yandex", [] | ["m"]) if link.begins(&["maps", "navi", "map-widget", "harita"]) => {
            Some(Service::Yandex)
        }
        ("yandex", [.., "maps" | "static-maps"]) => Some(Service::Yandex),
        _ => None,
    }
}

/// `geo:43.238,76.945?z=17`, or `geo:0,0?q=…` where the place is all in the query.
fn geo(rest: &str) -> Option<Point> {
    let rest = trimmed(rest).trim_start_matches('/');
    let (point, query) = rest.split_once('?').unwrap_or((rest, ""));
    let asked = value(&parameters(query), "q").and_then(free);
    let nowhere = Point { lat: 0.0, lon: 0.0 };
    asked.or_else(|| lat_lon(point).filter(|point| *point != nowhere))
}

/// 2GIS writes longitude first.
fn two_gis(link: &Link) -> Option<Point> {
    if link.has("directions") {
        // `from|to`, each perhaps with the number of a building: `76.9,43.2;7000`.
        let last = link.after("points")?.rsplit('|').next()?;
        return lon_lat(last.trim_start_matches(','));
    }
    if link.has("routeSearch") || link.has("routeTab") {
        return lon_lat(link.after("to")?);
    }
    let typed = || link.after("search").or(link.after("query")).and_then(free);
    let camera = || {
        let state = link
            .get("querystate")
            .and_then(|state| state.strip_prefix("center/"));
        let camera = [link.get("m"), state, link.after("center")];
        camera.into_iter().flatten().find_map(lon_lat)
    };
    two_gis_object(link).or_else(typed).or_else(camera)
}

/// The object in the path: `/geo/76.9,43.2`, `/firm/7000/76.9,43.2`, `/geo/7000,76.9,43.2`.
fn two_gis_object(link: &Link) -> Option<Point> {
    let before = [None].into_iter().chain(link.path.iter().map(Some));
    let mut parts = link.path.iter().zip(before);
    parts.find_map(|(part, before)| {
        let other =
            before.is_some_and(|name| ["search", "query", "center"].contains(&name.as_str()));
        if other || !part.contains('.') {
            return None;
        }
        let behind_number = part.split_once(',').map(|(_, rest)| rest);
        lon_lat(part).or_else(|| behind_number.and_then(lon_lat))
    })
}

fn google(link: &Link) -> Option<Point> {
    if let Some(to) = link.get_any(&["destination", "daddr"]) {
        return free(to.rsplit("to:").next()?);
    }
    if let Some(at) = link.position("dir") {
        return google_route(&link.path[at + 1..]);
    }
    let mut parts = link.path.iter();
    if let Some((lat, lon)) = parts.find_map(|part| number_pair(part, "!3d", "!4d")) {
        return Point::new(lat, lon);
    }
    let eye = || link.path.iter().find_map(|part| part.strip_prefix('@'));
    let typed = [link.after("place"), link.after("search")];
    let typed = typed.into_iter().flatten().find_map(free);
    typed
        .or_else(|| first(link, &["q", "query"], free))
        .or_else(|| first(link, &["ll", "center", "viewpoint", "cbll"], lat_lon))
        .or_else(|| lat_lon(eye()?))
}

/// The stops of a route stand in the path; those with a name have their coordinates, longitude
/// first, only in what follows.
fn google_route(path: &[String]) -> Option<Point> {
    let is_stop = |part: &&String| {
        !part.starts_with('@') && !part.starts_with("data=") && !part.starts_with("am=")
    };
    let mut stops = path.iter().take_while(is_stop).count();
    if stops == path.len() && path.last().is_some_and(String::is_empty) {
        // A slash at the end of the path is no stop without a name.
        stops -= 1;
    }
    let (stops, rest) = path.split_at(stops);
    let last = stops.last().filter(|last| !last.is_empty())?;
    let mut rest = rest.iter();
    free(last).or_else(|| {
        let (lon, lat) = rest.find_map(|part| number_pair(part, "!2m2!1d", "!2d"))?;
        Point::new(lat, lon)
    })
}

/// The last two numbers in a text that follow these two marks and each other.
fn number_pair(text: &str, first: &str, second: &str) -> Option<(f64, f64)> {
    text.rmatch_indices(first).find_map(|(at, _)| {
        let (one, rest) = number(&text[at + first.len()..])?;
        let (other, _) = number(rest.strip_prefix(second)?)?;
        Some((one, other))
    })
}

/// Yandex writes longitude first, save in routes and in what a person searched for.
fn yandex(link: &Link) -> Option<Point> {
    if let Some(route) = link.get("rtext") {
        return free(route.rsplit('~').next()?);
    }
    both(link, "lat_to", "lon_to")
        .or_else(|| first(link, &["whatshere[point]", "poi[point]", "pt"], lon_lat))
        .or_else(|| both(link, "lat", "lon"))
        .or_else(|| first(link, &["text"], free))
        .or_else(|| link.after("search").and_then(free))
        .or_else(|| first(link, &["panorama[point]", "ll"], lon_lat))
}

fn open_street_map(link: &Link) -> Option<Point> {
    let route = link.get("route").and_then(|route| route.rsplit(';').next());
    if let Some(to) = link.get("to").or(route) {
        return free(to);
    }
    let camera = || {
        let (_, camera) = link.fragment("map")?.split_once('/')?;
        lat_lon(&camera.replacen('/', ",", 1))
    };
    both(link, "mlat", "mlon")
        .or_else(|| first(link, &["marker"], lat_lon))
        .or_else(|| first(link, &["query"], free))
        .or_else(|| link.after("go").and_then(quadtile))
        .or_else(camera)
        .or_else(|| both(link, "lat", "lon"))
}

/// A short link of OpenStreetMap: each letter holds three bits of the longitude and three of the
/// latitude, by turns. The corner of the tile is the place, as their own site takes it.
fn quadtile(code: &str) -> Option<Point> {
    /// Fewer letters are a whole quarter: half a kilometre and more.
    const SHORTEST: usize = 6;
    let (mut lat, mut lon) = (-90.0, -180.0);
    let (mut height, mut width) = (180.0, 360.0);
    let code = code.trim_end_matches(['-', '=']);
    for letter in code.bytes() {
        let bits = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'_' => 62,
            b'~' | b'@' => 63,
            _ => return None,
        };
        for shift in [4, 2, 0] {
            (height, width) = (height / 2.0, width / 2.0);
            lon += f64::from(bits >> (shift + 1) & 1) * width;
            lat += f64::from(bits >> shift & 1) * height;
        }
    }
    (code.len() >= SHORTEST)
        .then(|| Point::new(lat, lon))
        .flatten()
}

fn apple(link: &Link) -> Option<Point> {
    if let Some(to) = link.get_any(&["daddr", "destination"]) {
        return free(to.rsplit("to:").next()?);
    }
    first(link, &["coordinate", "ll"], lat_lon)
        .or_else(|| first(link, &["q"], free))
        .or_else(|| first(link, &["center", "sll"], lat_lon))
}

/// The first of these parameters that can be read so.
fn first(link: &Link, names: &[&str], read: fn(&str) -> Option<Point>) -> Option<Point> {
    names.iter().find_map(|name| read(link.get(name)?))
}

/// Latitude and longitude in parameters of their own.
fn both(link: &Link, lat: &str, lon: &str) -> Option<Point> {
    let lat = number(link.get(lat)?)?.0;
    let lon = number(link.get(lon)?)?.0;
    Point::new(lat, lon)
}
