//! The menu, by whom it is for: what their posts let them do, then a resident's few rows for one
//! thumb, and behind them the rest.

use super::World;
use crate::chat::{Button, Press, Say, Screen, Tap, Verb};
use crate::domain::law::Phone;
use crate::domain::policy::Duty;
use crate::domain::{Lang, Person};
use crate::text::Words;

/// Nothing is asked.
pub struct Menu;

impl Menu {
    /// Whoever holds a post that opens nothing is told so, and has what residents have.
    pub fn question(&self, world: &World) -> Say {
        if world.person.simple && world.person.posts.is_empty() {
            return of_simple(world);
        }
        if !world.person.consented && world.person.posts.is_empty() {
            return of_newcomer(world);
        }
        let words = world.words;
        let police = world.law.number(Phone::Police);
        let text = match without_duty(world.person, words) {
            Some(post) => format!("{post}\n\n{}", words.menu()),
            None => words.menu(),
        };
        let mut say = Say::text(text);
        for duty in Duty::ALL.into_iter().filter(|it| it.of(world.person)) {
            say = match duty {
                Duty::Desk => say.open(desk(world), Screen::Desk),
                Duty::Meeting => say.open(words.menu_announce(), Screen::Announce),
                Duty::Notice => say.open(words.menu_notice(), Screen::Notice),
            };
        }
        if Duty::Desk.of(world.person) {
            say = say.open(words.button_closed(), Screen::Closed);
        }
        say.open(words.menu_find(), Screen::MyInspector)
            .open(words.menu_report(), Screen::Report)
            .open(words.menu_mine(), Screen::MyReports)
            .row(vec![
                open(words.menu_emergency(police), Screen::Emergency),
                open(words.menu_more(), Screen::More),
            ])
    }
}

/// The menu of whoever has nothing here yet: what needs no consent, and the position at once.
fn of_newcomer(world: &World) -> Say {
    let (words, law) = (world.words, world.law);
    let row = |label, screen| vec![open(label, screen)];
    let position = Button {
        label: words.button_position(),
        press: Press::Position,
    };
    let mut say = Say::text(words.menu_new());
    say.keyboard = true;
    say.rows = vec![
        vec![position],
        row(words.menu_find(), Screen::Find),
        row(words.menu_report(), Screen::Report),
        row(
            words.menu_emergency(law.number(Phone::Police)),
            Screen::Emergency,
        ),
        row(words.menu_help(), Screen::Help),
        vec![Button::new(words.menu_be_simple(), &Tap::Do(Verb::Simple))],
        vec![other_language(words.lang, None)],
    ];
    say
}

/// Three large buttons, and the way back to all of them.
fn of_simple(world: &World) -> Say {
    let (words, police) = (world.words, world.law.number(Phone::Police));
    Say::text(words.menu_simple())
        .open(words.menu_find(), Screen::MyInspector)
        .open(words.menu_report(), Screen::Report)
        .open(
            words.menu_simple_call(police),
            Screen::Hotline(police.to_owned()),
        )
        .verb(words.menu_be_full(), Verb::Full)
}

/// The button that says the same in the other language.
pub fn other_language(lang: Lang, screen: Option<Screen>) -> Button {
    let other = lang.other();
    let label = Words::new(other).language_name();
    Button::new(label, &Tap::Speak(other, screen))
}

/// What the menu has no row for.
pub fn more(world: &World) -> Say {
    let words = world.words;
    let mut say = Say::text(words.more());
    if world.person.is_named() {
        say = say.verb(words.menu_prove(), Verb::Prove);
    }
    if Duty::Desk.of(world.person) {
        say = say.open(words.menu_posters(), Screen::Posters);
    }
    say.open(words.menu_check(), Screen::Check)
        .open(words.menu_subscriptions(), Screen::Subscriptions)
        .open(words.menu_places(), Screen::Places)
        .open(words.menu_language(), Screen::Language)
        .verb(words.menu_be_simple(), Verb::Simple)
        .row(vec![
            open(words.menu_help(), Screen::Help),
            open(words.button_privacy(), Screen::Privacy),
        ])
        .open(words.button_menu(), Screen::Menu)
}

fn open(label: String, screen: Screen) -> Button {
    Button::new(label, &Tap::Open(screen))
}

/// The desk, with what is open on it.
fn desk(world: &World) -> String {
    match world.waiting {
        0 => world.words.menu_desk(),
        count => world.words.menu_desk_waiting(count),
    }
}

/// Of somebody with a post, and nothing that it lets them do.
fn without_duty(person: &Person, words: Words) -> Option<String> {
    let idle = Duty::ALL.into_iter().all(|it| !it.of(person));
    let post = person.posts.first().filter(|_| idle)?;
    Some(match post.role.has_something_to_see() {
        true => words.menu_lapsed(),
        false => words.menu_role(post.role.name()),
    })
}
