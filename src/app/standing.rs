//! How somebody stands to a precinct and to what happened there: asked by both doors.

use super::act::posts;
use super::scene::Scene;
use crate::domain::policy::{Standing, sees};
use crate::domain::report::Report;
use crate::domain::{Actor, Person, PersonId, PrecinctCode, Refusal, View};

/// To a report: its desk, and whether they sent it.
pub fn to_report(scene: &Scene<'_>, person: &Person, report: &Report) -> Standing {
    to(scene, person, Some(&report.precinct), report.person)
}

/// To what somebody did in a precinct.
pub fn to(
    scene: &Scene<'_>,
    person: &Person,
    precinct: Option<&PrecinctCode>,
    owner: Option<PersonId>,
) -> Standing {
    Standing {
        covers: precinct.is_some_and(|it| covers(scene, person, it)),
        heads: precinct.is_some_and(|it| heads(scene, person, it)),
        owns: owner == Some(person.id),
        follows: false,
        kin: false,
    }
}

/// Whether the person serves the precinct today, as principal or acting.
pub fn covers(scene: &Scene<'_>, person: &Person, precinct: &PrecinctCode) -> bool {
    let (directory, today) = (&scene.directory, scene.today());
    let mut posts = person.posts.iter();
    posts.any(|post| posts::covers(directory, post, precinct, today))
}

/// Whether the person heads an area around the precinct.
pub fn heads(scene: &Scene<'_>, person: &Person, precinct: &PrecinctCode) -> bool {
    let mut posts = person.posts.iter();
    posts.any(|post| posts::heads(&scene.directory, post, precinct))
}

/// Whether the desk of the precinct is open to the person.
pub fn serves(scene: &Scene<'_>, person: &Person, precinct: &PrecinctCode) -> bool {
    covers(scene, person, precinct) || heads(scene, person, precinct)
}

/// Whether the person may see this of a report that is at hand.
pub fn shows(scene: &Scene<'_>, person: &Person, view: &View, report: &Report) -> bool {
    permitted(person, view, to_report(scene, person, report)).is_ok()
}

/// Whether somebody who stands so may look at it.
pub fn permitted(person: &Person, view: &View, standing: Standing) -> Result<(), Refusal> {
    sees(&Actor::Person(person.clone()), view, standing)
}
