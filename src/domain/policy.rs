//! Who may do what: one table, asked by `app::perform` before anything is done.

use super::{Action, Actor, Refusal};

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
    /// The inspector of the precinct or a head above.
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
        | Action::Remark { .. } => Rule::Desk,
        Action::Announce(_) | Action::SendNotice(_) => Rule::Precinct,
        Action::StopNotice { .. } => Rule::Author,
        Action::Invite { .. } | Action::EndPost(_) | Action::Revoke { .. } | Action::Import(_) => {
            Rule::Operator
        }
        Action::Resume { .. } => Rule::Timer,
    }
}

/// Permits or says why not.
pub fn permit(actor: &Actor, action: &Action, standing: Standing) -> Result<(), Refusal> {
    let rule = rule(action);
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
        Rule::Desk | Rule::Precinct if officer => Ok(()),
        Rule::Author if (standing.owns && person.is_staff()) || standing.heads => Ok(()),
        _ => Err(Refusal::NotPermitted),
    }
}
