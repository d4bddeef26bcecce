//! The same as a report that is over, begun again.

use super::super::{Next, World};
use super::{Draft, DraftStep};
use crate::domain::Spot;
use crate::domain::report::{NOTES, Note};

impl Draft {
    /// A report of that kind and place, which happens now; `before` names the one that is over. All
    /// of it is known, so that it can be sent at once; only the phones come first where there is
    /// danger.
    pub fn anew(mut self, category: &str, spot: Option<Spot>, before: Note, world: &World) -> Next {
        if self.notes.len() < NOTES {
            self.notes.insert(0, before);
        }
        let Some(kind) = world.law.category(category) else {
            return self.ask(DraftStep::Category);
        };
        let draft = Draft {
            category: Some(kind.key.clone()),
            happening_now: !kind.lasting,
            spot,
            ..self
        };
        if draft.too_many(world).is_some() {
            return Draft {
                category: None,
                ..draft
            }
            .ask(DraftStep::Category);
        }
        match &draft.spot {
            _ if kind.danger => draft.ask(DraftStep::Urgent),
            None => draft.ask(DraftStep::Where),
            Some(_) if draft.placed() => draft.ask(DraftStep::Summary),
            Some(_) => draft.ask(DraftStep::What),
        }
    }
}
