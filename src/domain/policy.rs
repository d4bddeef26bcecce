//! Who may do what and see what: one table, asked by `app::perform` before anything is done and by
//! `app::look` before anything is read.

use super::case::{self, Who};
use super::{
    Action, Actor, CaseVerb, FamilyVerb, NoticeVerb, Person, PersonVerb, PlaceVerb, PostVerb,
    PosterVerb, Refusal, View,
};

/// How the actor stands to the thing acted on, found out by the caller from the directory
/// and the database.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Holds an inspector's post for the precinct today, as principal or acting.
    pub covers: bool,
    /// Heads an area that contains the precinct.
    pub heads: bool,
    /// Sent the report, or wrote the notice.
    pub owns: bool,
    /// Hears how the report of somebody else goes on.
    pub follows: bool,
    /// May act for the family of the group.
    pub kin: bool,
}

impl Standing {
    /// By the posts alone, wherever they are.
    pub fn somewhere(person: &Person) -> Standing {
        Standing {
            covers: person.is_inspector(),
            heads: person.is_head(),
            owns: false,
            follows: false,
            kin: false,
        }
    }
}

/// Who an action or a view is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PolicyRule {
    /// Anyone who writes.
    Anyone,
    /// Anyone who has agreed to their data being kept. Whoever serves by invitation needs no consent
    /// for that: what an officer does is the service's.
    Consented,
    /// Who sent the report.
    Owner,
    /// The inspector of the precinct or a head above; never on one's own report.
    Desk,
    /// Who hears of it without having sent it.
    Follower,
    /// Who sent the report, and its desk.
    Reader,
    /// The inspector of the precinct: a head has none to speak to.
    Precinct,
    /// Who wrote it and still serves somewhere, or a head above.
    Author,
    /// An administrator of the group.
    Leader,
    /// Anybody in the group whom the bot knows.
    Member,
    /// Whoever may act for the family of the group.
    Kin,
    Operator,
    Timer,
}

fn rule(action: &Action) -> PolicyRule {
    match action {
        Action::Person(verb) => match verb {
            PersonVerb::ChooseLanguage(_)
            | PersonVerb::BeSimple(_)
            | PersonVerb::Consent
            | PersonVerb::Forget
            | PersonVerb::Join { .. }
            | PersonVerb::Unsubscribe { .. } => PolicyRule::Anyone,
            PersonVerb::Subscribe { .. } | PersonVerb::Follow { .. } => PolicyRule::Consented,
        },
        // Nothing is kept of it where nobody has agreed to that.
        Action::Place(PlaceVerb::Use(_)) => PolicyRule::Anyone,
        Action::Place(PlaceVerb::Name { .. } | PlaceVerb::Drop(_) | PlaceVerb::Live(_))
        | Action::SendReport(_) => PolicyRule::Consented,
        Action::Case(_, CaseVerb::AddTo { .. } | CaseVerb::Share | CaseVerb::Unshare) => {
            PolicyRule::Owner
        }
        Action::Case(_, CaseVerb::Unfollow) => PolicyRule::Follower,
        Action::Case(_, CaseVerb::Remark(_)) => Duty::Desk.rule(),
        Action::Case(_, verb) => match verb.step().and_then(case::who) {
            Some(Who::Sender) => PolicyRule::Owner,
            Some(Who::Desk) => Duty::Desk.rule(),
            Some(Who::Timer) | None => PolicyRule::Timer,
        },
        Action::Announce(_) => Duty::Meeting.rule(),
        Action::SendNotice(_) => Duty::Notice.rule(),
        Action::Notice(_, NoticeVerb::Stop) => PolicyRule::Author,
        Action::Group(..) => PolicyRule::Leader,
        Action::House(..) => PolicyRule::Owner,
        Action::Post(PostVerb::Prove) => Duty::Desk.rule(),
        Action::Family(_, FamilyVerb::Join { .. } | FamilyVerb::BeElder { .. }) => {
            PolicyRule::Member
        }
        Action::Family(..) => PolicyRule::Kin,
        Action::Post(PostVerb::Invite { .. } | PostVerb::End(_) | PostVerb::Revoke { .. })
        | Action::PrintedPosters(_)
        | Action::Import(_) => PolicyRule::Operator,
        Action::Poster(_, PosterVerb::Open) => PolicyRule::Anyone,
        Action::Poster(_, PosterVerb::Print(_) | PosterVerb::Hang(_) | PosterVerb::TakeDown(_)) => {
            Duty::Desk.rule()
        }
    }
}

/// Who may look.
fn rule_of(view: &View) -> PolicyRule {
    match view {
        View::Help
        | View::Privacy
        | View::Danger
        | View::Topic(_)
        | View::Hotline(_)
        | View::Card(_)
        | View::Phone(_)
        | View::Venue(_)
        | View::Officer(_)
        | View::Proof(_)
        | View::MyData
        | View::Subscriptions { .. }
        | View::MyReports { .. } => PolicyRule::Anyone,
        View::Place(_) | View::Places { .. } => PolicyRule::Consented,
        View::MyReport(_) | View::NoticeProgress(_) | View::MeetingProgress(_) => PolicyRule::Owner,
        View::Followed(_) => PolicyRule::Follower,
        View::Whole(..) | View::WholeFile(_) | View::Pin(_) | View::Numbered(_) => {
            PolicyRule::Reader
        }
        View::Desk { .. } | View::Closed { .. } | View::Case(_) => Duty::Desk.rule(),
        View::Posters { .. } | View::Poster(_) | View::Hung(_) => Duty::Desk.rule(),
        View::Audience => PolicyRule::Precinct,
    }
}

/// What a menu and a help offer to whoever holds a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duty {
    /// Residents' reports.
    Desk,
    Meeting,
    Notice,
}

impl Duty {
    pub const ALL: [Duty; 3] = [Duty::Desk, Duty::Meeting, Duty::Notice];

    /// The rule of its actions.
    fn rule(self) -> PolicyRule {
        match self {
            Duty::Desk => PolicyRule::Desk,
            Duty::Meeting | Duty::Notice => PolicyRule::Precinct,
        }
    }

    /// Whether the posts of a person let them do it where they serve.
    pub fn of(self, person: &Person) -> bool {
        let actor = Actor::Person(person.clone());
        by_rule(&actor, self.rule(), Standing::somewhere(person)).is_ok()
    }
}

/// Permits or says why not.
pub fn permit(actor: &Actor, action: &Action, standing: Standing) -> Result<(), Refusal> {
    by_rule(actor, rule(action), standing)
}

/// Shows or says why not. What is not there is refused with no standing at all, as what is
/// somebody else's.
pub fn sees(actor: &Actor, view: &View, standing: Standing) -> Result<(), Refusal> {
    by_rule(actor, rule_of(view), standing)
}

fn by_rule(actor: &Actor, rule: PolicyRule, standing: Standing) -> Result<(), Refusal> {
    let person = match actor {
        Actor::Person(person) => person,
        Actor::InGroup { leads: true, .. } if rule == PolicyRule::Leader => return Ok(()),
        Actor::Operator if rule == PolicyRule::Operator => return Ok(()),
        Actor::Timer if rule == PolicyRule::Timer => return Ok(()),
        Actor::InGroup {
            person: Some(_), ..
        } if rule == PolicyRule::Member || rule == PolicyRule::Kin && standing.kin => return Ok(()),
        Actor::InGroup { .. } | Actor::Operator | Actor::Timer => {
            return Err(Refusal::NotPermitted);
        }
    };
    let officer = standing.covers || standing.heads;
    match rule {
        PolicyRule::Anyone => Ok(()),
        PolicyRule::Consented if person.consented => Ok(()),
        PolicyRule::Consented => Err(Refusal::NoConsent),
        PolicyRule::Owner if standing.owns && !person.consented => Err(Refusal::NoConsent),
        PolicyRule::Owner if standing.owns => Ok(()),
        PolicyRule::Desk if officer && standing.owns => Err(Refusal::OwnReport),
        PolicyRule::Desk if officer => Ok(()),
        PolicyRule::Follower if standing.follows => Ok(()),
        PolicyRule::Reader if officer || standing.owns => Ok(()),
        PolicyRule::Precinct if standing.covers => Ok(()),
        PolicyRule::Author if (standing.owns && person.is_staff()) || standing.heads => Ok(()),
        _ => Err(Refusal::NotPermitted),
    }
}
