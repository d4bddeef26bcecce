//! Posters as they are printed: the code read out of the picture, the text out of the PDF, and
//! nothing over the edge, however long the names.

pub mod pdf;

use aula::domain::Both;
use aula::draw::poster::{
    DrawnPoster, PaperSize, Poster, PosterLetters, PosterPdf, ServingOn, code, draw,
};
use resvg::tiny_skia::Pixmap;
use resvg::usvg::{Group, Node, Options, Rect, Tree};

/// Every letter of Kazakh, small and capital, then every one that only Russian has.
const ALPHABET: &str =
    "АаӘәБбВвГгҒғДдЕеЁёЖжЗзИиЙйКкҚқЛлМмНнҢңОоӨөПпРрСсТтУуҰұҮүФфХхҺһЦцЧчШшЩщЪъЫыІіЬьЭэЮюЯя";

fn both(kk: &str, ru: &str) -> Both {
    Both {
        kk: kk.to_owned(),
        ru: ru.to_owned(),
    }
}

pub fn poster() -> Poster {
    Poster {
        heading: both("Сіздің учаскелік инспекторыңыз", "Ваш участковый инспектор"),
        precinct: both("№ 12 учаске", "Участок № 12"),
        serving: Some(ServingOn {
            name: "Сейтжапаров Берік Талғатұлы".to_owned(),
            rank: both("полиция майоры", "майор полиции"),
            phone: Some("+7 700 000 00 12".to_owned()),
            note: None,
        }),
        vacant: both("Инспектор жоқ", "Инспектора нет"),
        vacant_phone: None,
        acting: None,
        phone: both("Телефон", "Телефон"),
        rows: vec![
            (
                both("Қабылдау уақыты", "Часы приёма"),
                both("Дс–Жм 09:00–18:00", "Пн–Пт 09:00–18:00"),
            ),
            (
                both("Учаскелік полиция пункті", "Участковый пункт полиции"),
                both("Бейбітшілік көшесі, 104-үй", "улица Бейбитшилик, дом 104"),
            ),
        ],
        lines: vec![
            ("102".to_owned(), both("Полиция", "Полиция")),
            ("112".to_owned(), both("Шұғыл қызмет", "Экстренная служба")),
            ("111".to_owned(), both("Отбасына көмек", "Помощь семье")),
        ],
        urgent: both("Шұғыл болса", "Если срочно"),
        scan: both("Телефон камерасын бағыттаңыз", "Наведите камеру телефона"),
        link: "https://t.me/aula_bot?start=p-P-12".to_owned(),
        printed: both("30.11.2026", "30.11.2026"),
    }
}

/// As long as the command lets anything be, and worse: words without a blank.
fn longest() -> Poster {
    let name =
        "Абдрахмановатолыбайұлы-Қожахметова Мөлдір-Ұлжан Нұрмұхаммедәліқызы Ғабдолғазизқызы Үшіншә";
    let text = "Қазыбек би атындағы шағын ауданы, Дінмұхамед Ахметұлы Қонаев даңғылы мен Шоқан Уәлиханов көшесінің қиылысы, 104/2-үй, бірінші қабат, сол жақтағы кіреберіс, 12";
    let person = |note: Option<Both>| ServingOn {
        name: name.to_owned(),
        rank: both(
            "әділет органдарының аға полиция подполковнигі",
            "старший подполковник полиции органов внутренних дел",
        ),
        phone: Some("+7 700 000 00 12, +7 7182 32 10 02".to_owned()),
        note,
    };
    let note = both(
        "20 желтоқсанға дейін инспектордың міндетін атқарушы",
        "По 20 декабря включительно инспектора замещает",
    );
    let mut poster = poster();
    poster.precinct = both(text, text);
    poster.serving = Some(person(None));
    poster.acting = Some(person(Some(note)));
    for (_, row) in &mut poster.rows {
        *row = both(text, &text.to_uppercase());
    }
    poster.rows.push((
        both("Кезекші бөлім", "Дежурная часть"),
        both("Ш".repeat(90).as_str(), "x"),
    ));
    poster
}

fn vacant() -> Poster {
    Poster {
        serving: None,
        vacant_phone: Some((both("Кезекші", "Дежурная"), "+7 700 000 00 91".to_owned())),
        rows: Vec::new(),
        ..poster()
    }
}

fn drawn(poster: &Poster, size: PaperSize) -> DrawnPoster {
    draw(poster, size, &PosterLetters::new()).unwrap()
}

/// What a phone's camera reads in a picture.
pub fn scanned(png: &[u8]) -> Option<String> {
    let picture = Pixmap::decode_png(png).unwrap();
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let mut grey = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| {
        picture.pixels()[y * width + x].green()
    });
    let found = grey.detect_grids();
    let found = found.first()?.decode().ok()?;
    Some(found.1)
}

#[test]
fn the_code_in_the_picture_is_the_link() {
    let links = [
        "https://t.me/aula_bot?start=p-P-12".to_owned(),
        format!(
            "https://t.me/{}?start=q-{}",
            "a".repeat(32),
            "0J8t".repeat(11)
        ),
    ];
    for link in links {
        for size in PaperSize::ALL {
            let drawn = drawn(
                &Poster {
                    link: link.clone(),
                    ..poster()
                },
                size,
            );
            let png = drawn.png().unwrap();
            assert_eq!(scanned(&png).as_deref(), Some(link.as_str()), "{size:?}");
        }
    }
}

/// Texts of a drawn poster where usvg lays them out, with the sheet they are on.
fn texts(drawn: &DrawnPoster) -> (Vec<(String, Rect)>, Tree) {
    let mut options = Options::default();
    for font in ["map/NotoSans-subset.ttf", "poster/NotoSans-Bold-subset.ttf"] {
        let path = format!("{}/src/draw/{font}", env!("CARGO_MANIFEST_DIR"));
        let font = std::fs::read(path).unwrap();
        options.fontdb_mut().load_font_data(font);
    }
    let tree = Tree::from_str(&drawn.svg, &options).unwrap();
    let mut found = Vec::new();
    gather(tree.root(), &mut found);
    (found, tree)
}

fn gather(group: &Group, found: &mut Vec<(String, Rect)>) {
    for node in group.children() {
        match node {
            Node::Group(group) => gather(group, found),
            Node::Text(text) => {
                let words = text.chunks().iter().map(|it| it.text()).collect();
                found.push((words, text.abs_bounding_box()));
            }
            _ => {}
        }
    }
}

/// From top to foot of what is printed: boxes reach over the letters.
fn inked(place: &Rect) -> (f32, f32) {
    let height = place.height();
    (place.top() + 0.15 * height, place.bottom() - 0.1 * height)
}

#[test]
fn nothing_leaves_the_sheet_or_covers_another() {
    for poster in [poster(), longest(), vacant()] {
        for size in PaperSize::ALL {
            let drawn = drawn(&poster, size);
            let (texts, tree) = texts(&drawn);
            let (width, height) = (tree.size().width(), tree.size().height());
            for (at, (text, place)) in texts.iter().enumerate() {
                let inside = place.left() > 8.0 && place.right() < width - 8.0;
                let inside = inside && place.top() > 4.0 && place.bottom() < height - 4.0;
                assert!(inside, "{size:?} {text}: {place:?}");
                for (other, beside) in &texts[at + 1..] {
                    let across = place.left() < beside.right() && beside.left() < place.right();
                    let ((top, foot), (above, below)) = (inked(place), inked(beside));
                    let down = top < below && above < foot;
                    assert!(!(across && down), "{size:?}: {text} | {other}");
                }
            }
        }
    }
}

/// The code itself, without its quiet zone, on the sheets.
#[test]
fn a_code_by_itself_is_read() {
    let link = "https://t.me/aula_test_bot?start=c-TsiaZ7_cah4itp1mflrIBQ";
    let picture = code(link).unwrap();
    assert_eq!(scanned(&picture).as_deref(), Some(link));
    assert!(picture.len() < 50_000);
}

#[test]
fn an_old_phone_reads_it_too() {
    for (size, wide) in [(PaperSize::A4, 210.0), (PaperSize::A5, 148.0)] {
        let drawn = drawn(&poster(), size);
        let picture = Pixmap::decode_png(&drawn.png().unwrap()).unwrap();
        let width = picture.width() as usize;
        let mut grey = rqrr::PreparedImage::prepare_from_greyscale(
            width,
            picture.height() as usize,
            |x, y| picture.pixels()[y * width + x].green(),
        );
        let found = grey.detect_grids();
        let [left, right] = [0, 1].map(|corner| f64::from(found[0].bounds[corner].x));
        let millimetres = (right - left) * wide / f64::from(picture.width());
        assert!(millimetres > 25.0, "{size:?}: {millimetres}");
    }
}

#[test]
fn the_text_of_a_pdf_is_text() {
    let mut poster = poster();
    poster.scan = both(ALPHABET, &ALPHABET.chars().rev().collect::<String>());
    poster.rows[0].1 = both("0123456789 №₸ «—» …", "QWERTY qwerty");
    // The bold face has them too.
    poster.urgent = both(&ALPHABET[..60], &ALPHABET[60..]);
    let letters = PosterLetters::new();
    let mut pdf = PosterPdf::new("Aula").unwrap();
    for size in PaperSize::ALL {
        pdf.add(&draw(&poster, size, &letters).unwrap()).unwrap();
    }
    let pages = pdf::pages(&pdf.finish().unwrap());
    assert_eq!(pages.len(), 3);
    for (page, size) in pages.iter().zip(PaperSize::ALL) {
        let lines = page.lines().map(str::trim).collect::<Vec<_>>().join(" ");
        let written = [
            &poster.heading.kk,
            &poster.heading.ru,
            &poster.serving.as_ref().unwrap().name,
            "+7 700 000 00 12",
            "0123456789 №₸ «—» …",
            "QWERTY qwerty",
            "Бейбітшілік көшесі, 104-үй",
            "t.me/aula_bot",
        ];
        for text in written {
            assert!(lines.contains(text), "{size:?} {text}: {page}");
        }
        if size != PaperSize::Card {
            for text in [&poster.scan.kk, &poster.scan.ru] {
                assert!(lines.contains(text), "{size:?} {text}: {page}");
            }
        }
    }
    for c in ALPHABET.chars() {
        assert!(pages[0].contains(c), "{c}");
    }
}

#[test]
fn what_the_font_cannot_write_is_refused() {
    let mut poster = poster();
    poster.precinct = both("№ 12 учаске 漢", "Участок № 12");
    let fault = draw(&poster, PaperSize::A4, &PosterLetters::new())
        .err()
        .unwrap();
    assert!(fault.to_string().contains("U+6F22"), "{fault}");
}
