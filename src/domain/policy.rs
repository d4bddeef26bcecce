//! Who may do what: one table, asked by `app::perform` before anything is done.

use super::{Action, Actor, Person, Refusal};

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
}

/// Who an action is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rule {
    /// Anyone who writes.
    Anyone,
    /// Anyone who has agreed to their data being kept.
    Consented,
    /// Who sent the report.
    Owner,
    /// The inspector of the precinct or a head above; never on one's own report.
    Desk,
    /// The inspector of the precinct: a head has none to speak to.
    Precinct,
    /// Who wrote it and still serves somewhere, or a head above.
    Author,
    Operator,
    Timer,
}

fn rule(action: &Action) -> Rule {
    match action {
        Action::ChooseLanguage { .. }
        | Action::Consent
        | Action::Forget
        | Action::Unsubscribe { .. } => Rule::Anyone,
        Action::Join { .. }
        | Action::Subscribe { .. }
        | Action::UsePlace(_)
        | Action::NamePlace { .. }
        | Action::DropPlace { .. }
        | Action::SendReport(_) => Rule::Consented,
        Action::AddTo { .. } | Action::Answer { .. } | Action::Withdraw { .. } => Rule::Owner,
        Action::Accept { .. }
        | Action::Ask { .. }
        | Action::Close { .. }
        | Action::Remark { .. } => Duty::Desk.rule(),
        Action::Announce(_) => Duty::Meeting.rule(),
        Action::SendNotice(_) => Duty::Notice.rule(),
        Action::StopNotice { .. } => Rule::Author,
        Action::Invite { .. } | Action::EndPost(_) | Action::Revoke { .. } | Action::Import(_) => {
            Rule::Operator
        }
        Action::Resume { .. } => Rule::Timer,
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
    fn rule(self) -> Rule {
        match self {
            Duty::Desk => Rule::Desk,
            Duty::Meeting | Duty::Notice => Rule::Precinct,
        }
    }

    /// Whether the posts of a person let them do it where they serve.
    pub fn of(self, person: &Person) -> bool {
        let standing = Standing {
            covers: person.is_inspector(),
            heads: person.is_head(),
            owns: false,
        };
        by_rule(&Actor::Person(person.clone()), self.rule(), standing).is_ok()
    }
}

/// Permits or says why not.
pub fn permit(actor: &Actor, action: &Action, standing: Standing) -> Result<(), Refusal> {
    by_rule(actor, rule(action), standing)
}

fn by_rule(actor: &Actor, rule: Rule, standing: Standing) -> Result<(), Refusal> {
    let person = match actor {
        Actor::Person(person) => person,
        Actor::Operator if rule == Rule::Operator => return Ok(()),
        Actor::Timer if rule == Rule::Timer => return Ok(()),
        Actor::Operator | Actor::Timer => return Err(Refusal::NotPermitted),
    };
    let officer = standing.covers || standing.heads;
    match rule {
        Rule::Anyone => Ok(()),
        _ if !person.consented => Err(Refusal::NoConsent),
        Rule::Consented => Ok(()),
        Rule::Owner if standing.owns => Ok(()),
        Rule::Desk if officer && standing.owns => Err(Refusal::OwnReport),
        Rule::Desk if officer => Ok(()),
        Rule::Precinct if standing.covers => Ok(()),
        Rule::Author if (standing.owns && person.is_staff()) || standing.heads => Ok(()),
        _ => Err(Refusal::NotPermitted),
    }
}
