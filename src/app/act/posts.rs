//! Posts and invitations: whom a code means, and how a post ends with its person.

use std::collections::BTreeMap;

use anyhow::Result;

use crate::app::perform::Performed;
use crate::app::scene::Scene;
use crate::chat::{Press, Say, Screen, Tap};
use crate::domain::directory::{Identity, Records};
use crate::domain::done::Done;
use crate::domain::{
    AreaCode, HeadCode, Held, InspectorCode, Person, PersonId, Post, PrecinctCode, Refusal,
    ReportId, Role, Scope, secret_hash,
};
use crate::precincts::Directory;
use crate::show::commands;
use crate::show::done::scope;
use crate::store::{Invitation, Recipient, Tx};
use crate::text::Words;

/// Why a code names nobody to whom a post could be given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Nobody {
    Unknown,
    /// A precinct without an inspector.
    Vacant,
    /// The codes of all whom it may mean.
    Several(Vec<String>),
}

/// Whom a code means: an inspector, or by a precinct its only one; a head, or by an area its only
/// one, or the area itself where it has none. A person's own code goes before the place's.
///
/// # Errors
/// Nobody, or more than one.
pub fn named(directory: &Directory, role: Role, code: &str) -> Result<Post, Nobody> {
    let post = |scope| Post { role, scope };
    let only = |mut scopes: Vec<Scope>, none: Nobody| match (scopes.pop(), scopes.is_empty()) {
        (None, _) => Err(none),
        (Some(only), true) => Ok(post(only)),
        (Some(last), false) => {
            scopes.push(last);
            let codes = scopes.iter().map(|it| it.code().to_owned());
            Err(Nobody::Several(codes.collect()))
        }
    };
    let (inspector, precinct) = (InspectorCode::new(code), PrecinctCode::new(code));
    let (head, area) = (HeadCode::new(code), AreaCode::new(code));
    match role {
        Role::Inspector if directory.inspector(&inspector).is_some() => {
            Ok(post(Scope::Inspector(inspector)))
        }
        Role::Inspector if directory.precinct(&precinct).is_some() => {
            let inspectors = directory.principals(&precinct).into_iter();
            let scopes = inspectors.map(|it| Scope::Inspector(it.code.clone()));
            only(scopes.collect(), Nobody::Vacant)
        }
        Role::Inspector => Err(Nobody::Unknown),
        Role::Supervisor if directory.head(&head).is_some() => Ok(post(Scope::Head(head))),
        Role::Supervisor if directory.heads_of(&area).next().is_some() => {
            let scopes = directory
                .heads_of(&area)
                .map(|it| Scope::Head(it.code.clone()));
            only(scopes.collect(), Nobody::Unknown)
        }
        _ if directory.area(&area).is_some() => Ok(post(Scope::Area(area))),
        _ => Err(Nobody::Unknown),
    }
}

/// Makes an invitation, if there is whom it is for.
pub async fn invite(scene: &mut Scene<'_>, post: Post, days: i64) -> Result<Performed> {
    if !post.role.has_something_to_see() {
        return Ok(Err(Refusal::NothingToSee));
    }
    if named(&scene.directory, post.role, post.scope.code()).as_ref() != Ok(&post) {
        return Ok(Err(Refusal::NotFound));
    }
    let token = scene.app.clock.token();
    let given = scene.directory.records().identity(&post);
    let invitation = Invitation {
        hash: secret_hash(&token),
        given,
        post,
        created_at: scene.now.as_millisecond(),
        expires_at: (scene.now + jiff::SignedDuration::from_hours(24 * days)).as_millisecond(),
        used_at: None,
    };
    scene.tx.add_invitation(&invitation).await?;
    Ok(Ok(Done::Invited { token }))
}

pub async fn join(scene: &mut Scene<'_>, person: &Person, invitation: &str) -> Result<Performed> {
    match scene.tx.use_invitation(invitation, scene.now).await? {
        Some((post, given)) => {
            let (now, given) = (scene.now, given.as_ref());
            scene.tx.add_post(person.id, &post, given, now).await?;
            let waiting = waiting(scene, person.id, &post).await?;
            Ok(Ok(Done::Joined { post, waiting }))
        }
        None => Ok(Err(Refusal::BadInvitation)),
    }
}

/// What is open on the desk of a post, without what its holder sent.
async fn waiting(scene: &mut Scene<'_>, person: PersonId, post: &Post) -> Result<i64> {
    let (directory, today) = (scene.directory.clone(), scene.today());
    let precincts = directory.precincts().iter().map(|it| &it.code);
    let served = precincts
        .filter(|code| covers(&directory, post, code, today) || heads(&directory, post, code));
    let served: Vec<&PrecinctCode> = served.collect();
    scene.tx.count_open(&served, person).await
}

pub async fn revoke(scene: &mut Scene<'_>, invitation: &str) -> Result<Performed> {
    Ok(match scene.tx.revoke_invitation(invitation).await? {
        true => Ok(Done::Revoked),
        false => Err(Refusal::NotFound),
    })
}

/// Ends one post, whatever the directory says.
pub async fn end(scene: &mut Scene<'_>, held: &Held) -> Result<Performed> {
    if !scene.tx.end_post(held).await? {
        return Ok(Err(Refusal::NotFound));
    }
    let before = scene.directory.clone();
    leave(scene, held.person, &[&held.post], &before).await?;
    Ok(Ok(Done::PostEnded))
}

/// What a new directory does to posts and to invitations that nobody has used.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Review {
    pub ended: Vec<(Held, EndReason)>,
    pub revoked: Vec<(Invitation, EndReason)>,
    /// Posts that go on though the person of the code is described otherwise.
    pub described: Vec<(Post, Changed)>,
    /// Posts of before that are nobody's in particular.
    pub lapsed: usize,
}

/// Why a post ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndReason {
    /// The code is not in the new directory.
    Gone,
    /// The code has another name and another phone.
    OtherPerson,
    /// The area has a head of its own now.
    Headed,
}

/// What differs of a person; only if both do is it somebody else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    Name,
    Phone,
}

/// Compares every post, as it was given, with the directory that is going to be in force.
pub async fn review(tx: &mut Tx, new: &Records) -> Result<Review> {
    let mut review = Review::default();
    for listed in tx.all_posts().await? {
        let held = listed.held;
        match fate(&held.post, listed.given.as_ref(), new) {
            Fate::GoesOn if held.post.lapsed() => review.lapsed += 1,
            Fate::GoesOn => {}
            Fate::Described(changed) => {
                let described = (held.post, changed);
                if !review.described.contains(&described) {
                    review.described.push(described);
                }
            }
            Fate::Ends(why) => review.ended.push((held, why)),
        }
    }
    for invitation in tx.all_invitations().await? {
        if invitation.used_at.is_some() {
            continue;
        }
        let given = invitation.given.as_ref();
        if let Fate::Ends(why) = fate(&invitation.post, given, new) {
            review.revoked.push((invitation, why));
        }
    }
    Ok(review)
}

/// Ends what goes with the old directory, each with a line of the audit. `scene.directory` is the
/// new one already.
pub async fn end_all(scene: &mut Scene<'_>, new: &Records, before: &Directory) -> Result<()> {
    for (invitation, _) in review(scene.tx, new).await?.revoked {
        if scene.tx.revoke_invitation(&invitation.hash).await? {
            audit(scene, "revoke", &invitation.post).await?;
        }
    }
    // Only now: whoever was joining by one of them has joined or never will.
    let ended = review(scene.tx, new).await?.ended;
    let mut left: BTreeMap<PersonId, Vec<&Post>> = BTreeMap::new();
    for (held, _) in &ended {
        if scene.tx.end_post(held).await? {
            audit(scene, "end_post", &held.post).await?;
            left.entry(held.person).or_default().push(&held.post);
        }
    }
    for (person, posts) in left {
        leave(scene, person, &posts, before).await?;
    }
    Ok(())
}

async fn audit(scene: &mut Scene<'_>, action: &str, post: &Post) -> Result<()> {
    let (id, now, subject) = (scene.app.clock.new_id(), scene.now, post.to_string());
    scene
        .tx
        .audit(id, now, "operator", None, action, &subject, "done")
        .await
}

enum Fate {
    GoesOn,
    Described(Changed),
    Ends(EndReason),
}

/// `given`: whose the code was then. Compared with the import before, whoever came in two steps
/// would be the same person for ever.
fn fate(post: &Post, given: Option<&Identity>, new: &Records) -> Fate {
    match &post.scope {
        Scope::Inspector(_) | Scope::Head(_) => {}
        Scope::Area(area) if !new.areas.iter().any(|it| it.code == *area) => {
            return Fate::Ends(EndReason::Gone);
        }
        Scope::Area(area) => {
            let headed = new.heads.iter().any(|it| it.area == *area);
            let ends = post.role == Role::Supervisor && headed;
            return if ends {
                Fate::Ends(EndReason::Headed)
            } else {
                Fate::GoesOn
            };
        }
        Scope::Lapsed(_) => return Fate::GoesOn,
    }
    match (given, new.identity(post)) {
        (_, None) => Fate::Ends(EndReason::Gone),
        (None, Some(_)) => Fate::GoesOn,
        (Some(old), Some(new)) => match (old.name != new.name, old.phone != new.phone) {
            (true, true) => Fate::Ends(EndReason::OtherPerson),
            (true, false) => Fate::Described(Changed::Name),
            (false, true) => Fate::Described(Changed::Phone),
            (false, false) => Fate::GoesOn,
        },
    }
}

/// What goes with posts that have ended: whoever held them is told; nothing of a report that is
/// no longer theirs is sent to them, and where it stands already its words are taken out; and what
/// they had begun as an officer is over.
async fn leave(
    scene: &mut Scene<'_>,
    person: PersonId,
    ended: &[&Post],
    before: &Directory,
) -> Result<()> {
    let Some(reader) = scene.tx.reader(person).await? else {
        return Ok(());
    };
    let words = Words::new(reader.lang);
    let reached = scene.tx.is_reached(person).await?;
    if reached {
        let holder = Person {
            id: person,
            chat: reader.chat,
            lang: Some(reader.lang),
            consented: true,
            blocked: false,
            simple: false,
            listed: None,
            posts: scene.tx.posts(person).await?,
        };
        let list = commands::of(&holder, words);
        scene.say_once(reader.chat, &list, commands::WAITS.to_owned())?;
        let mark = commands::mark(&list);
        scene.tx.set_listed(person, Some(&mark)).await?;
    }
    for post in ended.iter().filter(|_| reached) {
        let names = scope(words, before, post, scene.today());
        let say = Say::text(words.post_ended(&names)).open(words.button_menu(), Screen::Menu);
        scene.say(reader.chat, &say)?;
    }
    for slot in lost_cards(scene, &reader).await? {
        if reached {
            let ended = Say::text(words.case_ended()).only_edits(slot);
            scene.say(reader.chat, &ended.sealed())?;
        }
    }
    if scene.tx.end_office(person, reader.chat).await? && reached {
        scene.say(reader.chat, &Say::text(words.office_dropped()))?;
    }
    Ok(())
}

/// Takes back what was still to be sent of reports that the person may no longer read. Returns the
/// slots in which something of them stands, or is about to.
async fn lost_cards(scene: &mut Scene<'_>, reader: &Recipient) -> Result<Vec<String>> {
    let posts = scene.tx.posts(reader.person).await?;
    let mut slots = Vec::new();
    for slot in scene.tx.cards_in(reader.chat).await? {
        if !may_read(scene, reader, &posts, of_slot(&slot)).await? {
            slots.push(slot);
        }
    }
    for (key, body, leased) in scene.tx.waiting_for_desk(reader.chat).await? {
        let say: Say = serde_json::from_str(&body)?;
        let mut lost = false;
        for report in say.about.into_iter().chain(opened(&say)) {
            lost |= !may_read(scene, reader, &posts, Some(report)).await?;
        }
        if !lost {
            continue;
        }
        scene.tx.take_back(&key).await?;
        // What is on its way already will stand there: the words come after it.
        slots.extend(say.slot.filter(|slot| leased && !slots.contains(slot)));
    }
    Ok(slots)
}

/// By a post that goes on, or because it is their own.
async fn may_read(
    scene: &mut Scene<'_>,
    reader: &Recipient,
    posts: &[Post],
    report: Option<ReportId>,
) -> Result<bool> {
    let report = match report {
        Some(id) => scene.tx.report(id).await?,
        None => None,
    };
    let (directory, today) = (&scene.directory, scene.today());
    Ok(report.is_some_and(|report| {
        let own = report.person == Some(reader.person);
        own || posts.iter().any(|post| {
            covers(directory, post, &report.precinct, today)
                || heads(directory, post, &report.precinct)
        })
    }))
}

fn of_slot(slot: &str) -> Option<ReportId> {
    let id = slot
        .strip_prefix("case:")
        .or_else(|| slot.strip_prefix("news:"))?;
    id.parse().ok()
}

/// The reports whose cards something opens: a list is of several.
fn opened(say: &Say) -> Vec<ReportId> {
    let opened = say.buttons().filter_map(|button| match &button.press {
        Press::Tap(data) => match Tap::parse(data)? {
            Tap::Open(Screen::Case(report)) => Some(report),
            _ => None,
        },
        _ => None,
    });
    opened.collect()
}

/// Whether an inspector's post is one for the precinct today, as principal or acting.
pub fn covers(
    directory: &Directory,
    post: &Post,
    precinct: &PrecinctCode,
    today: jiff::civil::Date,
) -> bool {
    let inspector = post.inspector();
    inspector.is_some_and(|code| directory.serves(code, precinct, today))
}

/// Whether a supervisor's post is one for an area around the precinct.
pub fn heads(directory: &Directory, post: &Post, precinct: &PrecinctCode) -> bool {
    let area = match &post.scope {
        Scope::Head(code) => directory.head(code).map(|head| &head.area),
        Scope::Area(code) => Some(code),
        Scope::Inspector(_) | Scope::Lapsed(_) => None,
    };
    post.role == Role::Supervisor && area.is_some_and(|area| directory.in_area(area, precinct))
}
