//! Lists of what is a person's own: their reports and their subscriptions, by pages.

use anyhow::Result;

use super::pages::Page;
use super::route::Seat;
use super::scene::Scene;
use super::screens::said;
use crate::chat::{Button, List, Say, Screen, Tap, Verb, units};
use crate::domain::report::{Report, State};
use crate::flow::Next;
use crate::text::{Words, shorten};

/// Reports on one page.
pub const REPORTS: i64 = 10;
/// Subscriptions on one page: each has two buttons.
const SUBSCRIPTIONS: i64 = 20;

/// Opens a page of a list.
pub async fn open(
    scene: &mut Scene<'_>,
    seat: &mut Seat,
    list: List,
    page: i64,
) -> Result<Option<Next>> {
    match list {
        List::MyReports => my_reports(scene, seat, page).await,
        List::Subscriptions => subscriptions(scene, seat, page).await,
        List::Places => super::places::list(scene, seat, page).await,
        List::Desk => super::desk::desk(scene, seat, page).await,
        List::Closed => super::desk::closed(scene, seat, page).await,
    }
}

async fn my_reports(scene: &mut Scene<'_>, seat: &mut Seat, page: i64) -> Result<Option<Next>> {
    let words = seat.words();
    let total = scene.tx.count_reports(seat.person.id).await?;
    if total == 0 {
        let say = Say::text(words.my_reports_none())
            .open(words.menu_report(), Screen::Report)
            .open(words.button_menu(), Screen::Menu);
        return said(scene, seat, &say);
    }
    let page = Page::new(page, total, REPORTS);
    let (offset, limit) = page.rows();
    let mine = scene.tx.reports_of(seat.person.id, limit, offset).await?;
    let mut say = Say::text(words.my_reports());
    for report in &mine {
        let state = match report.state {
            // Short: a list says where it stands, the report itself says all.
            State::New => "sent",
            state => state.name(),
        };
        let line = line(scene, report, &words.own_state(state), words);
        say = say.open(line, Screen::MyReport(report.id));
    }
    let say = page.turn(say, List::MyReports, words);
    said(scene, seat, &say.open(words.button_menu(), Screen::Menu))
}

/// A button holds this much, in UTF-16 units.
const LABEL_UNITS: usize = 64;

/// "№ 12 · noise at night · in work". Private kinds are not named in lists.
pub fn line(scene: &Scene<'_>, report: &Report, state: &str, words: Words) -> String {
    let category = scene
        .app
        .law
        .category(&report.category)
        .filter(|category| !category.private);
    let label = category.map_or("none", |category| category.label.get(words.lang));
    let line = words.list_line(report.number, label, state);
    let over = units(&line).saturating_sub(LABEL_UNITS);
    match over {
        0 => line,
        // Number and state tell it apart; the kind stands above the buttons in full.
        _ => {
            let room = units(label).saturating_sub(over);
            words.list_line(report.number, &shorten(label, room), state)
        }
    }
}

async fn subscriptions(scene: &mut Scene<'_>, seat: &mut Seat, page: i64) -> Result<Option<Next>> {
    let words = seat.words();
    let mine = scene.tx.subscriptions(seat.person.id).await?;
    if mine.is_empty() {
        let say = Say::text(words.subscriptions_none())
            .open(words.menu_find(), Screen::Find)
            .open(words.button_menu(), Screen::Menu);
        return said(scene, seat, &say);
    }
    let page = Page::new(page, i64::try_from(mine.len())?, SUBSCRIPTIONS);
    let mut say = Say::text(words.subscriptions());
    for (code, own) in page.of(&mine) {
        let name = scene
            .directory
            .precinct(code)
            .map_or(code.as_str(), |it| it.name.get(words.lang));
        let label = if *own {
            words.subscription_own(name)
        } else {
            words.subscription(name)
        };
        say = say.row(vec![
            Button::new(label, &Tap::Open(Screen::Card(code.clone()))),
            Button::new(
                words.button_remove(),
                &Tap::Do(Verb::Unsubscribe(code.clone())),
            ),
        ]);
    }
    let say = page
        .turn(say, List::Subscriptions, words)
        .open(words.subscriptions_more(), Screen::Find)
        .open(words.button_menu(), Screen::Menu);
    said(scene, seat, &say)
}
