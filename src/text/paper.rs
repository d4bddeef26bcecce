//! Every message to whoever hangs posters up, as in `list`.

use fluent_bundle::FluentValue;

use super::message::{ArgumentKind, MessageTemplate};
use super::{Words, escape};

texts! {
    // paper.ftl
    "menu-posters" menu_posters();
    "posters" posters();
    "posters-line" posters_line(name: plain, age: plain);
    "poster-of" poster_of(name: text, age: plain, day: plain);
    "poster-opened" poster_opened(count: num);
    "poster-hangs" poster_hangs(count: num);
    "poster-which" poster_which();
    "poster-card" poster_card();
    "poster-hung" poster_hung();
    "poster-hang" poster_hang();
    "poster-back" poster_back();
    "poster-print" poster_print();
    "poster-made" poster_made(name: text, paper: plain);
    "poster-failed" poster_failed();
    "poster-outdated" poster_outdated(names: text);
    "hang-where" hang_where(name: text);
    "hung" hung(name: text, count: num);
    "hung-line" hung_line(day: plain, place: text);
    "hung-drop" hung_drop(place: plain);
    "hung-done" hung_done();
    "hung-gone" hung_gone();
}
