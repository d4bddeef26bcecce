//! How much somebody has to do for what they came for: the ways that most people go, played in both
//! languages. A tap is a button, Telegram's own "Start", and the confirmation of "send position".
//! `tests/ways.txt` has the counts, and none may grow beyond what is promised here.

use aula::chat::{Attachment, Press, Say, Tap};
use aula::demo::script::{Called, Deed, Introduction, START};
use aula::demo::stage::{Heard, Stage};
use aula::domain::report::MediaKind;
use aula::domain::{Lang, Role};
use aula::store::Store;
use aula::text::Words;

use crate::golden;

const FILE: &str = "ways.txt";
const WHO: &str = "Апа";
/// More taps than any way has.
const MANY: usize = 20;

/// Keys and strings of the buttons that lead on to a report, the last step first.
const ON: [&str; 9] = [
    "send",
    "yes",
    "done",
    "new",
    "P-12",
    "no",
    "night_noise",
    "o:repin:P-12",
    "o:report:",
];

/// One way, as far as it is gone.
struct Walk {
    stage: Stage,
    lang: Lang,
    about: Introduction,
    /// The newest message with buttons.
    shown: Option<Say>,
    newest: Say,
    count: Count,
}

#[derive(Clone, Copy, Default, Debug, PartialEq)]
struct Count {
    taps: usize,
    typed: usize,
    heard: usize,
}

impl Walk {
    async fn new(lang: Lang, newcomer: bool) -> Walk {
        let store = Store::open("sqlite://:memory:").await.unwrap();
        let about = Introduction {
            newcomer,
            lang: Some(lang),
            ..Introduction::default()
        };
        Walk {
            stage: Stage::new(store, START).await.unwrap(),
            lang,
            about,
            shown: None,
            newest: Say::default(),
            count: Count::default(),
        }
    }

    async fn act(&mut self, deed: Deed) {
        let heard = self.stage.act(WHO, Some(&self.about), &deed).await.unwrap();
        for Heard { who, say, edited } in heard {
            if who != WHO {
                continue;
            }
            self.count.heard += usize::from(!edited);
            if say.buttons().next().is_some() {
                self.shown = Some(say.clone());
            }
            self.newest = say;
        }
    }

    /// Presses "Start" below a link of the bot.
    async fn starts(&mut self, payload: &str) {
        self.count.taps += 1;
        let text = format!("/start {payload}");
        self.act(Deed::Text(text.trim().to_owned())).await;
    }

    async fn types(&mut self, text: &str) {
        self.count.typed += 1;
        self.act(Deed::Text(text.to_owned())).await;
    }

    /// The button for the position, and Telegram's question whether to send it.
    async fn sends_position(&mut self) {
        let shown = self.shown.clone().unwrap_or_default();
        let asks = shown.buttons().any(|it| it.press == Press::Position);
        assert!(asks, "no button for the position: {shown:?}");
        self.count.taps += 2;
        self.act(Deed::Place(47.005, 67.042, None)).await;
    }

    /// Presses the button with this string, or with this key of an answer; whether there was one.
    async fn presses(&mut self, what: &str) -> bool {
        let shown = self.shown.clone().unwrap_or_default();
        let fits = |press: &Press| match press {
            Press::Tap(data) => match Tap::parse(data) {
                Some(Tap::Answer { key, .. }) => key == what,
                _ => data == what,
            },
            Press::Url(_) | Press::Position => false,
        };
        let Some(button) = shown.buttons().find(|it| fits(&it.press)) else {
            return false;
        };
        self.count.taps += 1;
        self.act(Deed::Tap(button.label.clone())).await;
        true
    }

    /// Presses what leads on until the report is sent, and answers what is asked.
    async fn sends(&mut self, address: &str) {
        for _ in 0..MANY {
            if self.sees("o:add:") {
                return;
            }
            let shown = self.shown.clone().unwrap_or_default();
            if !self.sees("o:report:") && shown.buttons().any(|it| it.press == Press::Position) {
                self.types(address).await;
                continue;
            }
            let mut pressed = false;
            for what in ON {
                pressed = pressed || self.presses(what).await;
            }
            assert!(pressed, "nothing leads on: {shown:?}");
        }
        panic!("never sent: {:?}", self.shown);
    }

    /// The first button whose string begins so.
    async fn presses_first(&mut self, begin: &str) -> bool {
        let shown = self.shown.clone().unwrap_or_default();
        let fits = |press: &Press| matches!(press, Press::Tap(data) if data.starts_with(begin));
        let Some(button) = shown.buttons().find(|it| fits(&it.press)) else {
            return false;
        };
        self.count.taps += 1;
        self.act(Deed::Tap(button.label.clone())).await;
        true
    }

    /// Has chosen the simple mode and a home, which is not counted.
    async fn lives_simply(&mut self) {
        self.act(Deed::Text("/simple".to_owned())).await;
        self.act(Deed::Text(address(self.lang).to_owned())).await;
        assert!(self.presses_first("o:live").await, "{:?}", self.shown);
        self.count = Count::default();
    }

    fn sees(&self, begin: &str) -> bool {
        let shown = self.shown.iter().flat_map(Say::buttons);
        let mut taps = shown.filter_map(|it| match &it.press {
            Press::Tap(data) => Some(data.as_str()),
            Press::Url(_) | Press::Position => None,
        });
        taps.any(|data| data.starts_with(begin))
    }

    /// The card of the inspector, in the language of the reader.
    fn has_card(&self) {
        assert!(
            self.newest.text.contains("+7 700 000 00"),
            "{:?}",
            self.newest
        );
        let label = Words::new(self.lang).card_report();
        let labels: Vec<&str> = self.newest.buttons().map(|it| it.label.as_str()).collect();
        assert!(labels.contains(&label.as_str()), "{labels:?}");
    }
}

fn address(lang: Lang) -> &'static str {
    match lang {
        Lang::Kk => "Бейбітшілік көшесі, 122-үй",
        Lang::Ru => "улица Бейбитшилик, дом 122",
    }
}

fn noise(lang: Lang) -> String {
    match lang {
        Lang::Kk => format!("{} көршілер шулап жатыр, ұйықтай алмаймыз", address(lang)),
        Lang::Ru => format!("{} орут соседи уже третий час", address(lang)),
    }
}

/// The ways, each with the most taps and typed messages that it may take.
const WAYS: [(&str, usize, usize); 14] = [
    ("poster link to card", 1, 0),
    ("start to inspector, by position", 3, 0),
    ("start to inspector, by address", 1, 1),
    ("address first", 0, 1),
    ("known person, address", 0, 1),
    ("start to report sent", 3, 1),
    ("words first to report sent", 2, 1),
    ("known person, report sent", 1, 1),
    ("poster link to subscribed", 3, 0),
    ("officer joins", 1, 0),
    ("start to the phones", 2, 0),
    ("start to simple mode", 2, 0),
    ("simple mode, voice to report sent", 3, 1),
    ("simple mode, a call of 102", 1, 0),
];

async fn way(name: &str, lang: Lang) -> Count {
    let known = name.starts_with("known") || name.starts_with("simple");
    let mut walk = Walk::new(lang, !known).await;
    match name {
        "poster link to card" => walk.starts("p-P-12").await,
        "start to inspector, by position" => {
            walk.starts("").await;
            walk.sends_position().await;
        }
        "start to inspector, by address" => {
            walk.starts("").await;
            walk.types(address(lang)).await;
        }
        "address first" | "known person, address" => walk.types(address(lang)).await,
        "start to report sent" => {
            walk.starts("").await;
            walk.types(&noise(lang)).await;
            walk.sends(address(lang)).await;
        }
        "words first to report sent" | "known person, report sent" => {
            walk.types(&noise(lang)).await;
            walk.sends(address(lang)).await;
        }
        "poster link to subscribed" => {
            walk.starts("p-P-12").await;
            assert!(walk.presses("d:sub:P-12").await && walk.presses("yes").await);
            assert!(walk.sees("o:livein:"), "{:?}", walk.newest);
        }
        "officer joins" => {
            let post = Called {
                role: Role::Inspector,
                code: "P-12".to_owned(),
            };
            let invited = walk.stage.act("office", None, &Deed::Invite(post)).await;
            let link = invited.unwrap().pop().unwrap().say.text;
            walk.starts(link.split_once("start=").unwrap().1).await;
            assert!(walk.sees("o:desk:"), "{:?}", walk.newest);
        }
        "start to the phones" => {
            walk.starts("").await;
            assert!(walk.presses("o:sos:").await);
            assert!(walk.newest.text.contains("102"));
        }
        "start to simple mode" => {
            walk.starts("").await;
            assert!(walk.presses("d:simple:").await && walk.sees("d:full:"));
        }
        "simple mode, voice to report sent" => {
            walk.lives_simply().await;
            walk.count.typed += 1;
            walk.act(Deed::Media(MediaKind::Voice, None)).await;
            assert!(walk.presses("night_noise").await && walk.presses_first("a:").await);
            assert!(walk.presses("send").await && walk.sees("o:add:"));
        }
        "simple mode, a call of 102" => {
            walk.lives_simply().await;
            walk.act(Deed::Text("/menu".to_owned())).await;
            walk.count = Count::default();
            assert!(walk.presses("o:line:102").await);
            let said = walk.newest.attachment.as_ref();
            assert!(matches!(said, Some(Attachment::Contact { .. })));
        }
        other => panic!("{other}"),
    }
    if name.contains("card") || name.contains("address") || name.contains("inspector,") {
        walk.has_card();
    }
    walk.count
}

#[tokio::test]
async fn few_taps_lead_to_what_people_come_for() {
    let mut lines = vec![format!(
        "{:38} {:>4} {:>6} {:>5}",
        "way", "taps", "typed", "bot"
    )];
    for (name, taps, typed) in WAYS {
        for lang in Lang::ALL {
            let count = way(name, lang).await;
            lines.push(format!(
                "{:38} {:>4} {:>6} {:>5}",
                format!("{name} ({})", lang.code()),
                count.taps,
                count.typed,
                count.heard
            ));
            let few = count.taps <= taps && count.typed <= typed;
            assert!(few, "{name} ({}): {count:?}", lang.code());
        }
    }
    lines.push(String::new());
    golden::check(FILE, &lines.join("\n"));
}

/// The other language is one tap away on the first message, which is said anew in it.
#[tokio::test]
async fn the_other_language_is_one_tap_away() {
    for lang in Lang::ALL {
        for name in ["poster", "start", "address", "words"] {
            let mut walk = Walk::new(lang.other(), true).await;
            match name {
                "poster" => walk.starts("p-P-12").await,
                "start" => walk.starts("").await,
                "address" => walk.types("122").await,
                _ => walk.act(Deed::Sticker).await,
            }
            let shown = walk.shown.clone().unwrap();
            let speaks = |press: &Press| match press {
                Press::Tap(data) => {
                    matches!(Tap::parse(data), Some(Tap::Speak(to, _)) if to == lang)
                }
                _ => false,
            };
            let button = shown.buttons().find(|it| speaks(&it.press));
            let label = button
                .unwrap_or_else(|| panic!("{name}: {shown:?}"))
                .label
                .clone();
            walk.act(Deed::Tap(label)).await;
            let menu = Words::new(lang).button_menu();
            let urgent = Words::new(lang).menu_emergency("102");
            let labels: Vec<&str> = walk.newest.buttons().map(|it| it.label.as_str()).collect();
            let spoken = labels.contains(&menu.as_str()) || labels.contains(&urgent.as_str());
            assert!(spoken, "{name}: {:?}", walk.newest);
        }
    }
}
