//! Half-read degrees, and links of maps that say little more than a point.
use super::*;

/// What cannot be read whole is no other place.
#[test]
fn half_read_degrees_are_nothing() {
    for text in [
        "N46°59 E067°00",
        "46°59 67°00",
        "46° 59′ 42 67° 0′ 21",
        "46°59.700 N 61 67°00.360 E",
        "N 46 59.700 E 067",
        "46 59.700 67 00.360",
        "N 46 99.700 E 067 00.360",
        "46 59 42, 67 00 21",
        "46 59 42 N, 67 00 21 E",
        "северная 46°59, восточная 67°00",
    ] {
        let found = place_text(text);
        assert!(
            !matches!(found, Some(Parsed::Point(_))),
            "{text}: {found:?}"
        );
    }
}

#[test]
fn links_of_other_maps() {
    for text in [
        "https://www.waze.com/ul?ll=43.238%2C76.945&navigate=yes",
        "https://ul.waze.com/ul?ll=43.238,76.945",
        "waze://?ll=43.238,76.945&navigate=yes",
        "https://www.waze.com/live-map/directions?to=ll.43.238%2C76.945",
        "https://www.bing.com/maps?sp=point.43.238_76.945_Home",
        "https://share.here.com/l/43.238,76.945,Home",
    ] {
        reads(text, LAT, LON);
    }
    let bing = map_link("https://www.bing.com/maps?cp=43.238~76.945&lvl=17");
    let view = bing.view.unwrap();
    assert_eq!((view.point.lat, view.point.lon), (LAT, LON));
    assert!(view.accuracy().is_some());
    let far = map_link("https://www.bing.com/maps?cp=43.238~76.945&lvl=11");
    assert_eq!(far.view.unwrap().accuracy(), None);
    for hidden in [
        "http://ge0.me/ItdwBgeWW1/Дом",
        "https://omaps.app/ItdwBgeWW1/Home",
    ] {
        assert_eq!(map_link(hidden).view, None, "{hidden}");
    }
}
