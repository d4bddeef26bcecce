//! What an import has changed for those who live in a precinct.

use super::Eye;
use super::card::{reach, who};
use crate::chat::{Say, Screen};
use crate::domain::{KnownPlace, PrecinctCode, Spot};
use crate::precincts::PrecinctPost;
use crate::text;

/// The home is in another precinct now, and whose that is.
pub fn home(home: &KnownPlace, from: &PrecinctCode, to: &PrecinctCode, eye: &Eye<'_>) -> Say {
    let words = eye.words;
    let mut lines =
        vec![words.change_home(&home.told(words), eye.precinct(from), eye.precinct(to))];
    let post = eye.directory.post(to, eye.today());
    lines.extend(post.iter().flat_map(|post| served(post, eye)));
    Say::text(lines.join("\n"))
        .open(words.button_card(), Screen::Place(home.id))
        .open(words.button_menu(), Screen::Menu)
}

/// The same of a group: where it belongs to is in another precinct now.
pub fn of_group(spot: &Spot, to: &PrecinctCode, eye: &Eye<'_>) -> String {
    let (words, from) = (eye.words, &spot.precinct);
    let at = spot.words().unwrap_or_default();
    let mut lines = vec![words.change_home(at, eye.precinct(from), eye.precinct(to))];
    let post = eye.directory.post(to, eye.today());
    lines.extend(post.iter().flat_map(|post| served(post, eye)));
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}

/// Somebody else serves the precinct; `before` is rank and name of whoever did, if anybody.
pub fn inspector(post: &PrecinctPost<'_>, before: Option<(&str, &str)>, eye: &Eye<'_>) -> Say {
    let words = eye.words;
    let name = post.precinct.name.get(words.lang);
    let now = match (&post.acting, post.principal, before) {
        (Some(_), ..) => "acting",
        (None, None, _) => "vacant",
        (None, Some(_), None) => "first",
        (None, Some(_), Some(_)) => "other",
    };
    let mut lines = vec![words.change_inspector(name, now)];
    lines.extend(before.map(|(rank, name)| words.change_before(rank, name)));
    lines.extend(served(post, eye));
    let code = post.precinct.code.clone();
    let say = Say::text(lines.join("\n"));
    reach(say, words, post)
        .open(words.button_card(), Screen::Card(code))
        .open(words.button_menu(), Screen::Menu)
}

/// Who serves it; where nobody does, whom to call.
fn served(post: &PrecinctPost<'_>, eye: &Eye<'_>) -> Vec<String> {
    let words = eye.words;
    let mut lines = who(words, post);
    let desk = post.duty_phone.filter(|_| post.is_vacant());
    lines.extend(desk.map(|phone| words.card_duty(&text::phone(phone))));
    lines
}
