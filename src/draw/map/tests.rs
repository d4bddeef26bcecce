//! The make-believe town drawn, with something wrong in it.

use super::*;
use crate::demo::town;
use crate::precincts::{Precinct, Records};

fn words() -> MapWords {
    let both = |kk: &str, ru: &str| Both {
        kk: kk.to_string(),
        ru: ru.to_string(),
    };
    MapWords {
        title: both("Қала <1>", "Город & село"),
        border: both("шекара", "граница"),
        overlap: both("қабаттасу", "наложение"),
        gap: both("бос жер", "пробел"),
        fault: both("қате", "ошибка"),
        station: both("пункт", "пункт полиции"),
        north: "С".to_string(),
        scale: |scale| format!("{scale:?}"),
    }
}

fn picture(town: &Records) -> Picture<'_> {
    Picture {
        precincts: town.precincts.iter().collect(),
        stations: town.stations.iter().collect(),
        ..Picture::default()
    }
}

#[test]
fn every_precinct_is_drawn_and_named() {
    let town = town::records();
    let drawn = svg(&picture(&town), &words()).unwrap();
    assert!(drawn.contains("Қала &lt;1>") && drawn.contains("Город &amp; село"));
    for precinct in &town.precincts {
        assert!(drawn.contains(&format!("<title>{}</title>", precinct.code)));
        assert!(
            drawn.contains(&format!(">{}</text>", precinct.code)),
            "{}",
            precinct.code
        );
    }
    // One for each station and one in the legend.
    assert_eq!(drawn.matches("<circle").count(), town.stations.len() + 1);
    assert!(drawn.contains("Kilometres(1)") && !drawn.contains("пробел"));
    assert_eq!(svg(&Picture::default(), &words()), None);
}

#[test]
fn neighbours_differ() {
    let town = town::records();
    let precincts: Vec<&Precinct> = town.precincts.iter().collect();
    let colours = palette::colours(&precincts);
    for (a, one) in precincts.iter().enumerate() {
        for (b, other) in precincts.iter().enumerate().skip(a + 1) {
            let (one, other) = (
                one.borders.as_ref().unwrap(),
                other.borders.as_ref().unwrap(),
            );
            let beside = geo::Intersects::intersects(one, other);
            assert!(!beside || colours[a] != colours[b], "{a} {b}");
        }
    }
}

#[test]
fn a_picture_has_letters_of_both_languages() {
    // A font without a letter draws nothing or a box: each letter must differ from an empty page.
    let letter = |text: char| {
        let svg = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><text x="5" y="30" font-family="Noto Sans" font-size="24">{text}</text></svg>"#
        );
        png(&svg).unwrap()
    };
    let missing = letter('漢');
    for c in "ӘәҒғҚқҢңӨөҰұҮүҺһІіЁёЙйЩщЪъЫыЭэЯя№²×·–—«»₸AZaz09".chars()
    {
        assert!(letter(c) != missing && letter(c) != letter(' '), "{c}");
    }
}
