//! What the links of each map service say of a place.
//!
//! In each, the place itself goes before the camera that looks at it; a route leads to its last
//! stop, and its camera, which shows the whole way, says nothing of it.

use super::link::{Link, first, parameters, trimmed, value};
use super::numbers::{free, lat_lon, lon_lat, number};
use super::others;
use super::parsed::{MapLink, Parsed, Service};
use super::view::{LinkContent, MapView};
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
    let said = match service {
        Service::TwoGis => two_gis(&link),
        Service::Google => google(&link),
        Service::Yandex => yandex(&link),
        Service::OpenStreetMap => open_street_map(&link),
        Service::Apple => apple(&link),
        Service::Waze => others::waze(&link),
        Service::Bing => others::bing(&link),
        Service::Here => others::here(&link),
        Service::MapsMe => others::maps_me(&link),
    };
    Some(match said.place {
        Some(place) => Parsed::Point(place),
        None => Parsed::Link(MapLink {
            service,
            view: said.view,
            words: said.words.into_iter().collect(),
        }),
    })
}

/// Whose map a link leads to.
fn service(link: &Link) -> Option<Service> {
    match link.scheme.as_str() {
        "" | "http" | "https" => by_host(link),
        "dgis" | "dgismobile" => by_host(link).filter(|service| *service == Service::TwoGis),
        "yandexmaps" | "yandexnavi" => Some(Service::Yandex),
        "comgooglemaps" => Some(Service::Google),
        "maps" => Some(Service::Apple),
        "waze" => Some(Service::Waze),
        "ge0" | "om" => Some(Service::MapsMe),
        _ => None,
    }
}

fn by_host(link: &Link) -> Option<Service> {
    let host = link.host.strip_prefix("www.").unwrap_or(&link.host);
    match host {
        "openstreetmap.org" | "m.openstreetmap.org" | "osm.org" => Some(Service::OpenStreetMap),
        "maps.apple.com" | "maps.apple" => Some(Service::Apple),
        "maps.app.goo.gl" => Some(Service::Google),
        "waze.com" | "ul.waze.com" | "m.waze.com" => Some(Service::Waze),
        "bing.com" if link.begins(&["maps"]) => Some(Service::Bing),
        "here.com" | "wego.here.com" | "share.here.com" | "her.is" => Some(Service::Here),
        "ge0.me" | "omaps.app" | "comaps.at" => Some(Service::MapsMe),
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
fn two_gis(link: &Link) -> LinkContent {
    if link.has("directions") {
        // `from|to`, each perhaps with the number of a building: `76.9,43.2;7000`.
        let last = link.after("points").and_then(|it| it.rsplit('|').next());
        let place = last.and_then(|last| lon_lat(last.trim_start_matches(',')));
        return place.map_or_else(LinkContent::default, LinkContent::place);
    }
    if link.has("routeSearch") || link.has("routeTab") {
        let place = link.after("to").and_then(lon_lat);
        return place.map_or_else(LinkContent::default, LinkContent::place);
    }
    if let Some(place) = two_gis_object(link) {
        return LinkContent::place(place);
    }
    let typed = link.after("search").or(link.after("query"));
    typed
        .map_or_else(LinkContent::default, LinkContent::typed)
        .or_view(|| two_gis_view(link))
}

/// `m=76.9,43.2/17`, `center/76.9,43.2/zoom/17` in the path or in a parameter.
fn two_gis_view(link: &Link) -> Option<MapView> {
    let of_map = || {
        let (point, zoom) = split(link.get("m")?, '/');
        Some(MapView::zoomed(lon_lat(point)?, zoom))
    };
    let of_state = || {
        let mut parts = link.get("querystate")?.split('/');
        parts.find(|part| *part == "center")?;
        let point = lon_lat(parts.next()?)?;
        let zoom = parts.find(|part| *part == "zoom").and(parts.next());
        Some(MapView::zoomed(point, zoom))
    };
    let of_path = || {
        Some(MapView::zoomed(
            lon_lat(link.after("center")?)?,
            link.after("zoom"),
        ))
    };
    of_map().or_else(of_state).or_else(of_path)
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

fn google(link: &Link) -> LinkContent {
    if let Some(to) = link.get_any(&["destination", "daddr"]) {
        return LinkContent::typed(to.rsplit("to:").next().unwrap_or(to));
    }
    if let Some(at) = link.position("dir") {
        return google_route(&link.path[at + 1..]);
    }
    let mut parts = link.path.iter();
    let marked = parts.find_map(|part| number_pair(part, "!3d", "!4d"));
    if let Some(place) = marked.and_then(|(lat, lon)| Point::new(lat, lon)) {
        return LinkContent::place(place);
    }
    let in_path = [link.after("place"), link.after("search")];
    let asked = ["q", "query"].map(|name| link.get(name));
    let typed = in_path.into_iter().chain(asked).flatten();
    LinkContent::first(typed.map(LinkContent::typed)).or_view(|| google_view(link))
}

/// `@43.2,76.9,17z`; `@…,500m` is the height of a picture from above, `@…,3a,75y` a street.
fn google_view(link: &Link) -> Option<MapView> {
    if let Some(point) = first(link, &["viewpoint", "cbll"], lat_lon) {
        return Some(MapView::street(point));
    }
    if let Some(point) = first(link, &["ll", "center"], lat_lon) {
        return Some(MapView::zoomed(point, link.get_any(&["z", "zoom"])));
    }
    let eye = link.path.iter().find_map(|part| part.strip_prefix('@'))?;
    let point = lat_lon(eye)?;
    let third = eye.split(',').nth(2).and_then(number);
    Some(match third {
        Some((_, "z")) => MapView::zoomed(point, eye.split(',').nth(2)),
        Some((metres, "m")) => MapView::high(point, metres),
        Some((_, "a")) => MapView::street(point),
        _ => MapView::wide(point),
    })
}

/// The stops of a route stand in the path; those with a name have their coordinates, longitude
/// first, only in what follows.
fn google_route(path: &[String]) -> LinkContent {
    let is_stop = |part: &&String| {
        !part.starts_with('@') && !part.starts_with("data=") && !part.starts_with("am=")
    };
    let mut stops = path.iter().take_while(is_stop).count();
    if stops == path.len() && path.last().is_some_and(String::is_empty) {
        // A slash at the end of the path is no stop without a name.
        stops -= 1;
    }
    let (stops, rest) = path.split_at(stops);
    let Some(last) = stops.last().filter(|last| !last.is_empty()) else {
        return LinkContent::default();
    };
    let said = LinkContent::typed(last);
    let mut rest = rest.iter();
    let mut named = || {
        let (lon, lat) = rest.find_map(|part| number_pair(part, "!2m2!1d", "!2d"))?;
        Point::new(lat, lon)
    };
    match said.place.or_else(&mut named) {
        Some(place) => LinkContent::place(place),
        None => said,
    }
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
fn yandex(link: &Link) -> LinkContent {
    if let Some(route) = link.get("rtext") {
        return route
            .rsplit('~')
            .next()
            .map_or_else(LinkContent::default, LinkContent::typed);
    }
    let place = both(link, "lat_to", "lon_to")
        .or_else(|| first(link, &["whatshere[point]", "poi[point]", "pt"], lon_lat))
        .or_else(|| both(link, "lat", "lon"));
    if let Some(place) = place {
        return LinkContent::place(place);
    }
    // A house carries its address, in Latin letters: `house/prospekt_abaya_10/Y08…`.
    let house = link.after("house").filter(|house| house.contains('_'));
    let house = house.map(|house| house.replace('_', " "));
    let typed = [
        link.get("text"),
        link.after("search"),
        link.get("text_to"),
        house.as_deref(),
    ];
    LinkContent::first(typed.into_iter().flatten().map(LinkContent::typed)).or_view(|| {
        if let Some(point) = first(link, &["panorama[point]"], lon_lat) {
            return Some(MapView::street(point));
        }
        let point = first(link, &["ll"], lon_lat)?;
        let high = link.get("spn").and_then(|spn| number(split(spn, ',').1?));
        Some(match (link.get("z"), high) {
            (None, Some((degrees, _))) => MapView::spanning(point, degrees),
            (zoom, _) => MapView::zoomed(point, zoom),
        })
    })
}

fn open_street_map(link: &Link) -> LinkContent {
    let route = link.get("route").and_then(|route| route.rsplit(';').next());
    if let Some(to) = link.get("to").or(route) {
        return LinkContent::typed(to);
    }
    let place = both(link, "mlat", "mlon").or_else(|| first(link, &["marker"], lat_lon));
    if let Some(place) = place {
        return LinkContent::place(place);
    }
    let tile = link.after("go").and_then(quadtile);
    if let Some((point, _)) = tile
        && link.get("m").is_some()
    {
        return LinkContent::place(point);
    }
    let tile = || tile.map(|(point, zoom)| MapView::zoomed(point, Some(&zoom.to_string())));
    let camera = || {
        let (zoom, camera) = link.fragment("map")?.split_once('/')?;
        let point = lat_lon(&camera.replacen('/', ",", 1))?;
        Some(MapView::zoomed(point, Some(zoom)))
    };
    let old = || Some(MapView::zoomed(both(link, "lat", "lon")?, link.get("zoom")));
    LinkContent::any(link, &["query"]).or_view(|| tile().or_else(camera).or_else(old))
}

/// A short link of OpenStreetMap and its zoom: each letter holds three bits of the longitude and
/// three of the latitude, by turns, for three steps of zoom; a dash at the end is a step more. The
/// corner of the tile is the middle of the map, or the marker, as their own site takes it.
fn quadtile(code: &str) -> Option<(Point, usize)> {
    /// Fewer letters are a whole quarter: half a kilometre and more.
    const SHORTEST: usize = 6;
    let (mut lat, mut lon) = (-90.0, -180.0);
    let (mut height, mut width) = (180.0, 360.0);
    let letters = code.trim_end_matches(['-', '=']);
    for letter in letters.bytes() {
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
    if letters.len() < SHORTEST {
        return None;
    }
    let dashes = code.len() - letters.len();
    let steps = letters.len() * 3 - if dashes > 0 { 3 } else { 0 } + dashes;
    Some((Point::new(lat, lon)?, steps.checked_sub(8)?))
}

/// Without a name or an address, `ll` is only where the map is centred.
fn apple(link: &Link) -> LinkContent {
    if let Some(to) = link.get_any(&["daddr", "destination"]) {
        return LinkContent::typed(to.rsplit("to:").next().unwrap_or(to));
    }
    let pin = link.get_any(&["q", "address", "auid", "place-id", "name"]);
    let place = first(link, &["coordinate"], lat_lon)
        .or_else(|| first(link, &["ll"], lat_lon).filter(|_| pin.is_some()));
    if let Some(place) = place {
        return LinkContent::place(place);
    }
    LinkContent::any(link, &["q", "address"]).or_view(|| {
        let point = first(link, &["ll", "center", "sll"], lat_lon)?;
        let high = link.get_any(&["span", "spn"]).and_then(number);
        Some(match (link.get("z"), high) {
            (None, Some((degrees, _))) => MapView::spanning(point, degrees),
            (zoom, _) => MapView::zoomed(point, zoom),
        })
    })
}

/// What stands before and behind a mark.
fn split(text: &str, mark: char) -> (&str, Option<&str>) {
    match text.split_once(mark) {
        Some((before, behind)) => (before, Some(behind)),
        None => (text, None),
    }
}

/// Latitude and longitude in parameters of their own.
fn both(link: &Link, lat: &str, lon: &str) -> Option<Point> {
    let lat = number(link.get(lat)?)?.0;
    let lon = number(link.get(lon)?)?.0;
    Point::new(lat, lon)
}
