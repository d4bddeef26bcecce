//! Links that mark nothing: what their map shows, how near it is, and what was searched for.

use super::*;

/// The middle of the map and, in metres, how far it is to the edge; nothing is marked on it.
#[track_caller]
fn all_show(links: &[(&str, Option<f64>)]) {
    for (link, radius) in links {
        let Some(view) = map_link(link).view else {
            panic!("{link}: no view");
        };
        let off = (view.point.lat - LAT).abs() + (view.point.lon - LON).abs();
        assert!(off < 1e-7, "{link}: {view:?}");
        let same = match (view.radius, radius) {
            (Some(found), Some(radius)) => (found - radius).abs() < 1.0,
            (found, radius) => found.is_none() && radius.is_none(),
        };
        assert!(same, "{link}: {view:?}");
    }
}

/// What was searched for is not lost, and goes before what stands beside the link.
#[track_caller]
fn all_search(links: &[(&str, &str)]) {
    for (link, words) in links {
        assert_eq!(map_link(link).words, [*words], "{link}");
        let inside = map_link(&format!("Достык, 5\n{link} шумят"));
        assert_eq!(inside.words, [words, "Достык, 5 шумят"], "{link}");
    }
}

#[test]
fn two_gis() {
    all_show(&[
        ("https://2gis.kz/almaty?m=76.945%2C43.238%2F17", Some(157.0)),
        (
            "https://2gis.kz/almaty?m=76.945,43.238/17.92/p/12.3/r/-7.31",
            Some(83.0),
        ),
        (
            "https://2gis.kz/almaty/firm/70000001069599068?m=76.945%2C43.238%2F17",
            Some(157.0),
        ),
        (
            "https://2gis.kz/almaty/search/%D0%BA%D0%B0%D1%84%D0%B5%2012.5%2C%2014.5/firm/563478234528324?queryState=center%2F76.945%2C43.238%2Fzoom%2F12",
            Some(5012.0),
        ),
        (
            "https://2gis.kz/almaty/query/Dostyk/firm/70000001021677246?queryState=center/76.945,43.238/zoom/16",
            Some(313.0),
        ),
        (
            "http://2gis.kz/almaty/center/76.945%2C43.238/zoom/17",
            Some(157.0),
        ),
        (
            "HTTPS://WWW.2GIS.KZ:443/almaty?m=76.945,43.238/17",
            Some(157.0),
        ),
        (
            "https://m.2gis.com/?m=76.945,43.238/17&amp;lang=kk",
            Some(157.0),
        ),
        ("https://2gis.com.cy/cyprus?m=76.945,43.238/17", Some(157.0)),
    ]);
    all_search(&[
        (
            "https://2gis.kz/almaty/search/%D0%90%D0%B1%D0%B0%D1%8F%2010?m=76.945,43.238/11",
            "Абая 10",
        ),
        (
            "https://2gis.kz/almaty/search/%D0%BA%D0%B0%D1%84%D0%B5%2012.5%2C%2014.5/firm/563478234528324?queryState=center%2F76.945%2C43.238%2Fzoom%2F12",
            "кафе 12.5, 14.5",
        ),
        (
            "https://2gis.kz/almaty/query/Dostyk/firm/70000001021677246?queryState=center/76.945,43.238/zoom/16",
            "Dostyk",
        ),
        (
            "https://2gis.kz/almaty/search/Abay%2010%2C%2025",
            "Abay 10, 25",
        ),
        ("dgis://2gis.ru/search/Dostyk", "Dostyk"),
    ]);
}

#[test]
fn google() {
    all_show(&[
        (
            "https://www.google.com/maps/@43.238,76.945,17z?entry=ttu&g_ep=EgoyMDI2",
            Some(157.0),
        ),
        (
            "https://www.google.com/maps/@43.238,76.945,3a,75y,90t/data=!3m6!1e1!3m4!1sAF1Q!2e0!7i16384!8i8192",
            Some(50.0),
        ),
        (
            "https://www.google.com/maps/place/Cafe/@43.238,76.945,17z",
            Some(157.0),
        ),
        (
            "https://www.google.com/maps/search/coffee/@43.238,76.945,15z",
            Some(626.0),
        ),
        (
            "http://maps.google.com/maps?ll=43.238,76.945&q=Abay+10,+25",
            None,
        ),
        (
            "https://www.google.com/maps/@?api=1&map_action=map&center=43.238%2C76.945&zoom=17",
            Some(157.0),
        ),
        (
            "https://www.google.com/maps/@?api=1&map_action=pano&viewpoint=43.238%2C76.945",
            Some(50.0),
        ),
        (
            "https://www.google.com/maps/d/viewer?mid=1abc&ll=43.238%2C76.945&z=15",
            Some(626.0),
        ),
        ("google.com/maps/@43.238,76.945,17z", Some(157.0)),
    ]);
    all_search(&[
        (
            "https://www.google.com/maps/place/Cafe/@43.238,76.945,17z",
            "Cafe",
        ),
        (
            "https://www.google.com/maps/search/coffee/@43.238,76.945,15z",
            "coffee",
        ),
        (
            "http://maps.google.com/maps?ll=43.238,76.945&q=Abay+10,+25",
            "Abay 10, 25",
        ),
        (
            "https://www.google.com/maps/place/Dostyk+Plaza",
            "Dostyk Plaza",
        ),
        (
            "https://www.google.com/maps/search/?api=1&query=Abay+10,+25",
            "Abay 10, 25",
        ),
        ("https://www.google.com/maps?q=10,25", "10,25"),
        (
            "https://www.google.com/maps/dir/43.2,76.9/Abay+10/@43.22,76.92,14z",
            "Abay 10",
        ),
        (
            "https://www.google.com/maps/dir/?api=1&destination=Abay+10",
            "Abay 10",
        ),
    ]);
}

#[test]
fn yandex() {
    all_show(&[
        (
            "https://yandex.kz/maps/162/almaty/?ll=76.945%2C43.238&z=17",
            Some(157.0),
        ),
        (
            "https://yandex.kz/maps/162/almaty/house/Y08YfwdnQEUAQFppfX52eH5hZg==/?ll=76.945%2C43.238&z=17",
            Some(157.0),
        ),
        (
            "https://yandex.kz/maps/org/dostyk/1085403697/?ll=76.945%2C43.238&z=16",
            Some(313.0),
        ),
        (
            "https://yandex.ru/maps/?l=stv%2Csta&ll=76.9%2C43.2&panorama%5Bpoint%5D=76.945%2C43.238",
            Some(50.0),
        ),
        ("https://maps.yandex.ru/?ll=76.945,43.238&z=15", Some(626.0)),
        ("https://yandex.com.tr/harita/?ll=76.945%2C43.238", None),
        (
            "https://yandex.ru/map-widget/v1/?ll=76.945%2C43.238&z=18.2",
            Some(68.0),
        ),
    ]);
    all_search(&[
        (
            "https://yandex.kz/maps/?text=Abay%2010%2C%2025",
            "Abay 10, 25",
        ),
        (
            "https://yandex.kz/maps/?ll=76.9%2C43.2&rtext=43.2%2C76.9~Abay%2010",
            "Abay 10",
        ),
        ("yandexnavi://build_route_on_map?text_to=Abay", "Abay"),
    ]);
}

#[test]
fn open_street_map() {
    all_show(&[
        (
            "https://www.openstreetmap.org/#map=17/43.238/76.945",
            Some(157.0),
        ),
        (
            "https://www.openstreetmap.org/#map=17/43.238/76.945&layers=N",
            Some(157.0),
        ),
        (
            "https://www.openstreetmap.org/node/2846295644#map=19/43.238/76.945",
            Some(39.0),
        ),
        (
            "http://openstreetmap.org/?lat=43.238&lon=76.945&zoom=17",
            Some(157.0),
        ),
        ("osm.org/#map=17/43.238/76.945", Some(157.0)),
    ]);
    all_search(&[(
        "https://www.openstreetmap.org/directions?from=43.2,76.9&to=Abay#map=13/43.2/76.9",
        "Abay",
    )]);
}

#[test]
fn apple() {
    all_show(&[
        (
            "https://maps.apple.com/?q=Cafe&sll=43.238,76.945&z=10",
            Some(20047.0),
        ),
        (
            "https://maps.apple.com/frame?center=43.238%2C76.945&span=0.01%2C0.01",
            Some(557.0),
        ),
        ("maps.apple.com/?ll=43.238,76.945", None),
        ("maps://?ll=43.238,76.945", None),
    ]);
    all_search(&[
        (
            "https://maps.apple.com/?q=Cafe&sll=43.238,76.945&z=10",
            "Cafe",
        ),
        (
            "https://maps.apple.com/?address=Abay%2010,%2025,%20Almaty",
            "Abay 10, 25, Almaty",
        ),
        ("https://maps.apple.com/?daddr=Abay&sll=43.2,76.9", "Abay"),
    ]);
}

#[test]
fn short_links_of_open_street_map_say_how_near_they_are() {
    for (link, zoom) in [
        ("https://osm.org/go/0EEQjE--", 9),
        ("https://osm.org/go/0EEQjEEb", 16),
        ("https://osm.org/go/0OP4tR~rx", 19),
    ] {
        let view = map_link(link).view.unwrap();
        let same = MapView::zoomed(view.point, Some(&zoom.to_string()));
        assert_eq!(view, same, "{link}");
        // With a marker it is the place itself.
        let marked = place_text(&format!("{link}?m"));
        assert_eq!(marked, Some(Parsed::Point(view.point)), "{link}");
    }
}

#[test]
fn a_view_is_a_place_only_from_near() {
    let link = |zoom: &str| map_link(&format!("https://2gis.kz/almaty?m=76.945,43.238/{zoom}"));
    let accuracy = |zoom: &str| link(zoom).view.and_then(|view| view.accuracy());
    assert!(accuracy("18").unwrap() < 100.0);
    assert!(accuracy("16").is_some());
    assert_eq!(accuracy("15"), None);
    assert_eq!(accuracy("11"), None);
    assert_eq!(
        map_link("https://yandex.kz/maps/?ll=76.945,43.238")
            .view
            .unwrap()
            .accuracy(),
        None
    );
}
