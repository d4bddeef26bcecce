//! The links of each service, and the hosts that only look like theirs.

use super::*;

#[track_caller]
fn all_read(links: &[&str]) {
    for link in links {
        reads(link, LAT, LON);
    }
}

#[track_caller]
fn all_without_point(service: Service, links: &[&str]) {
    for link in links {
        let inside = map_link(&format!("Вот тут ({link}), шумят"));
        assert_eq!((inside.service, inside.view), (service, None), "{link}");
        let nothing = MapLink {
            service,
            view: None,
            words: Vec::new(),
        };
        assert_eq!(map_link(link), nothing);
    }
}

#[test]
fn two_gis() {
    all_read(&[
        "https://2gis.kz/almaty/geo/70030076161419529/76.945%2C43.238?m=76.9%2C43.2%2F18",
        "https://2gis.kz/almaty/geo/76.945,43.238",
        "https://2gis.ru/geo/70030076161419529%2C76.945%2C43.238?queryState=center%2F76.9%2C43.2%2Fzoom%2F18",
        "https://2gis.kz/almaty/firm/70000001069599068/76.945%2C43.238?m=76.9%2C43.2%2F17.92",
        "https://2gis.kz/almaty/search/43.238%2C%2076.945?m=76.9%2C43.2%2F11",
        "https://2gis.kz/almaty/inside/9429948590659600/firm/9429940001593162/76.945,43.238?floor=1",
        "https://2gis.kz/almaty/directions/points/%7C76.945%2C43.238%3B70000001103562456?m=76.9%2C43.2%2F13",
        "https://2gis.kz/almaty/directions/points/76.9%2C43.2%3B7000%7C76.945%2C43.238",
        "https://2gis.kz/almaty/directions/tab/car/points/|76.945,43.238;to",
        "https://2gis.kz/almaty/directions/points/%2C76.945%2C43.238",
        "https://2gis.ru/almaty/routeSearch/rsType/car/from/76.9,43.2/to/76.945,43.238",
        "http://2gis.ru/almaty/center/76.9,43.2/zoom/17/routeTab/rsType/bus/to/76.945,43.238╎Dostyk",
        "http://2gis.kz/almaty/center/76.9%2C43.2/zoom/17/firm/70000001069599068/76.945,43.238",
        "dgis://2gis.ru/routeSearch/rsType/car/to/76.945,43.238",
        "dgis://2gis.kz/geo/76.945,43.238",
        "2gis.kz/almaty/geo/70030076161419529/76.945,43.238",
    ]);
    all_without_point(
        Service::TwoGis,
        &[
            "https://go.2gis.com/kbQ4l",
            "go.2gis.com/kbQ4l",
            "https://link.2gis.ru/1.4/abc",
            "https://2gis.kz/almaty/firm/70000001069599068",
            "https://2gis.kz/almaty/geo/70000001027313872",
            "https://2gis.kz/almaty/directions/points/76.9%2C43.2%7C?m=76.9%2C43.2%2F13",
            "https://2gis.kz/almaty/directions?m=76.9%2C43.2%2F13",
            "https://2gis.kz/?m=276.945,143.238/17",
            "https://2gis.kz/",
        ],
    );
}

#[test]
fn google() {
    all_read(&[
        "https://www.google.kz/maps/place/Dostyk+Plaza/@43.2,76.9,17z/data=!3m1!4b1!4m6!3m5!1s0x38836e:0x71!8m2!3d43.238!4d76.945!16s%2Fg%2F11",
        "https://www.google.com/maps/place/43.238,76.945",
        "https://www.google.com/maps/place/43.238,76.945/@43.2,76.9,17z",
        "https://www.google.com/maps/place/43%C2%B014'16.8%22N+76%C2%B056'42.0%22E/@43.2,76.9,17z",
        "https://www.google.com/maps/search/43.238,+76.945?entry=tts",
        "https://www.google.com/maps/search/?api=1&query=43.238%2C76.945",
        "https://www.google.com/maps?q=43.238,76.945",
        "https://maps.google.com/maps?q=43.238,76.945&ll=43.238,76.945&z=16",
        "https://maps.google.com/?q=43.238,76.945(Label)",
        "https://maps.google.com/?q=loc:43.238+76.945",
        "https://maps.google.com/?q=Dostyk@43.238,76.945",
        "https://www.google.com/maps/dir/43.2,76.9/43.238,76.945/@43.22,76.92,14z/data=!3m1!4b1!4m2!4m1!3e0",
        "https://www.google.com/maps/dir/43.2,76.9/43.238,76.945/",
        "https://www.google.com/maps/dir//43.238,76.945",
        "https://www.google.com/maps/dir/43.2,76.9/Dostyk+Plaza/@43.22,76.92,14z/data=!4m9!4m8!1m1!4e1!1m5!1m1!1s0x38:0x71!2m2!1d76.945!2d43.238",
        "https://www.google.com/maps/dir/Abay/Dostyk/@43.22,76.92,14z/am=t/data=!4m14!4m13!1m5!1m1!1s0x1:0x2!2m2!1d76.9!2d43.2!1m5!1m1!1s0x3:0x4!2m2!1d76.945!2d43.238!3e0",
        "https://www.google.com/maps/dir/?api=1&origin=43.2,76.9&destination=43.238%2C76.945&travelmode=walking",
        "https://maps.google.com/maps?saddr=43.2,76.9&daddr=43.21,76.91+to:43.238,76.945&dirflg=b",
        "Google.Com/Maps/place/43.238,76.945",
        "https://user:word@www.google.co.uk:8443/maps?q=43.238,76.945",
        "https://google.com./maps?q=43.238,76.945",
        "comgooglemaps://?q=43.238,76.945&zoom=14",
    ]);
    all_without_point(
        Service::Google,
        &[
            "https://maps.app.goo.gl/xE1cHD7zRygTG78z9",
            "https://maps.app.goo.gl/xE1cHD7zRygTG78z9?g_st=ic",
            "https://goo.gl/maps/NgcnSpHkpHe4f1yC8",
            "https://maps.google.com/?cid=2131295845147254655",
            "https://www.google.com/maps/dir/43.2,76.9//@43.22,76.92,14z",
            "https://www.google.com/maps",
        ],
    );
}

#[test]
fn yandex() {
    all_read(&[
        "https://yandex.ru/maps/?ll=76.9%2C43.2&z=16&text=parking&pt=76.945%2C43.238%2Cpm2rdm",
        "https://yandex.com/maps/?pt=76.945,43.238~76.9,43.2&z=18&l=map",
        "https://yandex.kz/maps/?ll=76.9%2C43.2&mode=whatshere&whatshere%5Bpoint%5D=76.945%2C43.238&whatshere%5Bzoom%5D=17&z=17",
        "https://yandex.kz/maps/?whatshere[point]=76.945,43.238&whatshere[zoom]=17",
        "https://yandex.by/maps/162/almaty/?ll=76.9%2C43.2&mode=poi&poi%5Bpoint%5D=76.945%2C43.238&poi%5Buri%5D=ymapsbm1%3A%2F%2Forg%3Foid%3D174355238585&z=17.25",
        "https://yandex.kz/maps/?ll=76.9%2C43.2&mode=routes&rtext=43.2%2C76.9~43.238%2C76.945&rtt=auto",
        "https://yandex.ru/maps/?rtext=~43.238,76.945&rtt=auto",
        "https://yandex.kz/maps/?ll=76.9%2C43.2&mode=search&text=43.238%2C76.945&z=10",
        "https://yandex.kz/maps/162/almaty/search/43.238%2C%2076.945/?ll=76.9%2C43.2&z=10",
        "https://m.maps.yandex.kz/?pt=76.945,43.238",
        "https://yandex.ru/navi/?whatshere%5Bpoint%5D=76.945%2C43.238&lang=ru",
        "yandex.kz/maps/?pt=76.945,43.238",
        "yandexmaps://maps.yandex.ru/?pt=76.945,43.238&z=12",
        "yandexmaps://?rtext=~43.238,76.945&rtt=auto",
        "yandexmaps://build_route_on_map/?lat_from=43.2&lon_from=76.9&lat_to=43.238&lon_to=76.945",
        "yandexnavi://build_route_on_map?lat_to=43.238&lon_to=76.945&client=007",
        "yandexnavi://show_point_on_map?lat=43.238&lon=76.945&zoom=12&no-balloon=0",
    ]);
    all_without_point(
        Service::Yandex,
        &[
            "https://yandex.kz/maps/-/CHBk5Y~S",
            "https://yandex.ru/maps/-/CDVQiI3W",
            "https://maps.yandex.ru/-/CBa6ZCOt",
            "https://yandex.kz/navi/-/CHBk5Y",
            "https://yandex.kz/maps/org/1085403697/",
            "https://yandex.kz/maps/?ll=76.9%2C43.2&rtext=43.2%2C76.9~",
        ],
    );
}

#[test]
fn open_street_map() {
    all_read(&[
        "https://www.openstreetmap.org/?mlat=43.238&mlon=76.945#map=17/43.2/76.9",
        "https://www.openstreetmap.org/search?query=43.238%2C76.945#map=12/43.2/76.9",
        "https://www.openstreetmap.org/search?whereami=1&query=43.238%2C%2076.945",
        "https://www.openstreetmap.org/directions?engine=graphhopper_car&route=43.2%2C76.9%3B43.238%2C76.945#map=13/43.2/76.9",
        "https://www.openstreetmap.org/directions?from=43.2,76.9&to=43.238,76.945",
        "https://www.openstreetmap.org/export/embed.html?bbox=76.8%2C43.1%2C77.0%2C43.3&marker=43.238%2C76.945",
    ]);
    all_without_point(
        Service::OpenStreetMap,
        &[
            "https://www.openstreetmap.org/node/2846295644",
            "https://osm.org/go/0EE",
            "https://osm.org/go/!!!!!!!!",
            "https://osm.org/way/1",
        ],
    );
}

#[test]
fn short_links_of_open_street_map() {
    // From their own documentation and tests; a tile is a few metres wide at these lengths.
    for (link, lat, lon, off) in [
        ("http://osm.org/go/0EEQjEEb", 51.5110, 0.0550, 1e-4),
        ("http://osm.org/go/0EEQjE--", 51.5110, 0.0550, 2e-3),
        (
            "https://osm.org/go/0GAjIv8h",
            50.671530961990356,
            6.09715461730957,
            1e-4,
        ),
        ("https://osm.org/go/0Ik3VNr_A-?m", 46.05141, 14.50604, 1e-4),
        ("https://osm.org/go/0EEQsyfu?m=", 51.51829, 0.07347, 1e-4),
        (
            "https://www.openstreetmap.org/go/0OP4tR~rx",
            51.876,
            19.579,
            1e-4,
        ),
        ("https://osm.org/go/0OP4tR%7Erx", 51.876, 19.579, 1e-4),
        ("osm.org/go/0OP4tR@rx.", 51.876, 19.579, 1e-4),
    ] {
        let found = match place_text(link) {
            Some(Parsed::Point(found)) => found,
            Some(Parsed::Link(MapLink {
                view: Some(view), ..
            })) => view.point,
            other => panic!("{link}: {other:?}"),
        };
        let near = (found.lat - lat).abs() < off && (found.lon - lon).abs() < off;
        assert!(near, "{link}: {found:?}");
    }
}

#[test]
fn apple() {
    all_read(&[
        "https://maps.apple.com/?ll=43.238,76.945&q=Dropped%20Pin&t=m",
        "https://maps.apple.com/?q=43.238,76.945",
        "https://maps.apple.com/place?address=Abay%2010,%2025&coordinate=43.238,76.945&name=Cafe&place-id=I6A1B2C3D&map=explore",
        "https://maps.apple.com/?address=Abay%2010&auid=163&ll=43.238,76.945&lsp=9902&q=Cafe",
        "http://maps.apple.com/?saddr=43.2,76.9&daddr=43.238,76.945&dirflg=d",
        "https://maps.apple.com/directions?source=43.2,76.9&destination=43.238,76.945&mode=driving",
    ]);
    all_without_point(
        Service::Apple,
        &[
            "https://maps.apple.com/place?auid=4817596912492427351",
            "https://maps.apple/p/97fTAIvUnQ-uSU",
            "https://maps.apple/p/CSG~CZN8E23uHd",
        ],
    );
}

#[test]
fn other_hosts_are_not_understood() {
    for link in [
        "https://google.com.evil.org/maps?q=43.238,76.945",
        "https://notgoogle.com/maps?q=43.238,76.945",
        "https://google.com@evil.org/maps?q=43.238,76.945",
        "https://google.com:443@evil.org/maps?q=43.238,76.945",
        "https://evil.org/google.com/maps?q=43.238,76.945",
        "https://evil.org/?u=https://www.google.com/maps?q=43.238,76.945",
        "https://evil.org#@google.com/maps?q=43.238,76.945",
        "https://google.com\\@evil.org/maps?q=43.238,76.945",
        "https://gооgle.com/maps?q=43.238,76.945",
        "google.com@evil.org/maps?q=43.238,76.945",
        "google.com.evil.org/maps?q=43.238,76.945",
        "мgoogle.com/maps?q=43.238,76.945",
        "м-google.com/maps?q=43.238,76.945",
        "me@google.com/maps?q=43.238,76.945",
        "my_google.com/maps?q=43.238,76.945",
        "evil/google.com/maps?q=43.238,76.945",
        "u=google.com/maps?q=43.238,76.945",
        "evil.org%2Fgoogle.com/maps?q=43.238,76.945",
        "https://maps.evil.google.com/maps?q=43.238,76.945",
        "https://sites.google.com/maps?q=43.238,76.945",
        "https://www.google.com/search?q=43.238,76.945",
        "https://goo.gl/43.238,76.945",
        "https://yandex.ru/search/?text=43.238,76.945",
        "https://yandex.ru.evil.org/maps/?pt=76.945,43.238",
        "https://my2gis.kz/geo/76.945,43.238",
        "https://2gis.evil/geo/76.945,43.238",
        "https://2gis.kz.evil.org/geo/76.945,43.238",
        "https://openstreetmap.org.evil.org/#map=17/43.238/76.945",
        "https://notosm.org/go/0EEQjEEb",
        "https://apple.com/?ll=43.238,76.945",
        "https://waze.com.evil.org/ul?ll=43.238,76.945",
        "https://mywaze.com/ul?ll=43.238,76.945",
        "ftp://google.com/maps?q=43.238,76.945",
        "dgis://evil.org/geo/76.945,43.238",
        "tg://resolve?domain=43.238,76.945",
        "evil.org/@43.238,76.945,17z",
        "evil.org:8080?q=43.238,76.945",
        "https://com/maps?q=43.238,76.945",
        "https:///maps?q=43.238,76.945",
        "https://",
    ] {
        assert_eq!(place_text(link), None, "{link}");
        assert_eq!(place_text(&format!("Тут {link} шумят")), None, "{link}");
    }
}
