//! Links of maps that say little more than a point.

use super::link::{Link, first};
use super::numbers::{free, lat_lon, number};
use super::view::{LinkContent, MapView};

/// `ll=43.2,76.9` is the place; so is the end of a route, `to=ll.43.2,76.9`.
pub(super) fn waze(link: &Link) -> LinkContent {
    let to = link.get("to").and_then(|to| to.strip_prefix("ll."));
    let place = to.and_then(lat_lon);
    let place = place.or_else(|| first(link, &["ll", "latlng"], lat_lon));
    match place {
        Some(place) => LinkContent::place(place),
        None => LinkContent::any(link, &["q"]),
    }
}

/// `sp=point.43.2_76.9_Name` is marked; `cp=43.2~76.9` is only the middle, `lvl` its zoom.
pub(super) fn bing(link: &Link) -> LinkContent {
    let pair = |text: &str, between: char| lat_lon(&text.replacen(between, ",", 1));
    let marked = link.get("sp").and_then(|it| it.strip_prefix("point."));
    let marked = marked.and_then(|it| {
        let (lat, rest) = it.split_once('_')?;
        let lon = rest.split('_').next()?;
        lat_lon(&format!("{lat},{lon}"))
    });
    let said = marked.map_or_else(
        || LinkContent::any(link, &["where1", "q"]),
        LinkContent::place,
    );
    said.or_view(|| {
        let middle = pair(link.get("cp")?, '~')?;
        Some(MapView::zoomed(middle, link.get("lvl")))
    })
}

/// `share.here.com/l/43.2,76.9`, `wego.here.com/?map=43.2,76.9,17`.
pub(super) fn here(link: &Link) -> LinkContent {
    if let Some(place) = link.after("l").and_then(free) {
        return LinkContent::place(place);
    }
    let view = || {
        let map = link.get("map")?;
        let zoom = map.split(',').nth(2).filter(|it| number(it).is_some());
        Some(MapView::zoomed(lat_lon(map)?, zoom))
    };
    LinkContent::default().or_view(view)
}

/// MAPS.ME and its kin: the point is packed into letters; only written out it is read.
pub(super) fn maps_me(link: &Link) -> LinkContent {
    first(link, &["ll"], lat_lon).map_or_else(LinkContent::default, LinkContent::place)
}
