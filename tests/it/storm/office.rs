//! Who serves changes: directories, posts that end, invitations that are taken back.

use aula::domain::{Account, Action, Actor, PostVerb, Role};
use rand::Rng;
use rand::seq::IndexedRandom;

use super::human::Kind;
use super::world::World;

impl World {
    /// Another inspector stands in, a precinct disappears, somebody leaves or is back again.
    pub async fn directory_changes(&mut self) {
        let mut records = aula::demo::town::records();
        if self.chance.random_bool(0.5) {
            records.precincts.retain(|it| it.code != "P-04");
            for inspector in &mut records.inspectors {
                inspector.precincts.retain(|code| *code != "P-04");
            }
        }
        if self.chance.random_bool(0.5) {
            records.inspectors[2].acting_for = Some("P-01".to_owned());
        }
        let left = ["I-02", "I-03", "H-1", "nobody", "nobody"];
        let left = *left.choose(&mut self.chance).unwrap();
        records.inspectors.retain(|it| it.code != left);
        records.heads.retain(|it| it.code != left);
        // The phone of one, and once in a while the name too: then it is somebody else.
        if self.chance.random_bool(0.3) {
            records.inspectors[0].phone = None;
            if self.chance.random_bool(0.3) {
                records.inspectors[0].name = "Somebody else".to_owned();
            }
        }
        self.note(format!("the directory changes, {left} is not in it"));
        self.by_operator(Action::Import(Box::new(records))).await;
    }

    /// Ends a post or takes an invitation back.
    pub async fn operator_ends(&mut self) {
        let mut tx = self.engine.store.read().await.unwrap();
        let (posts, invitations) = (
            tx.all_posts().await.unwrap(),
            tx.all_invitations().await.unwrap(),
        );
        drop(tx);
        let open = invitations.iter().filter(|it| it.used_at.is_none());
        let open: Vec<_> = open.collect();
        let action = if self.chance.random_ratio(1, 3) {
            let post = posts.choose(&mut self.chance);
            post.map(|listed| Action::Post(PostVerb::End(listed.held.clone())))
        } else {
            let invitation = open.choose(&mut self.chance);
            invitation.map(|it| {
                Action::Post(PostVerb::Revoke {
                    invitation: it.hash.clone(),
                    post: it.post.clone(),
                })
            })
        };
        if let Some(action) = action {
            self.note(format!("the operator: {}", action.name()));
            self.by_operator(action).await;
        }
    }

    /// Whoever holds no post after it is owed no answer of the desk.
    async fn by_operator(&mut self, action: Action) {
        let before = self.staff().await;
        // An import is refused where open reports would be left to nobody.
        let _ = self.app.act(&Actor::Operator, action).await.unwrap();
        let after = self.staff().await;
        if let Some(other) = &self.other {
            other.reload().await.unwrap();
        }
        let lost = |chat: &i64| before.contains(chat) && !after.contains(chat);
        self.owed.retain(|_, chat| !lost(chat));
        // Most are back soon, by a new invitation.
        for at in 0..self.people.len() {
            if lost(&self.people[at].account) && self.chance.random_bool(0.7) {
                self.invite(at).await;
            }
        }
    }

    /// An officer who has no post and no way to one, else anybody.
    pub async fn whom_to_invite(&mut self) -> usize {
        let staff = self.staff().await;
        let mut people = self.people.iter();
        let lost = people.position(|it| {
            let officer = matches!(it.kind, Kind::Officer(Role::Inspector, _));
            officer && it.token.is_none() && !staff.contains(&it.account)
        });
        lost.unwrap_or_else(|| self.chance.random_range(0..self.people.len()))
    }

    async fn staff(&self) -> Vec<i64> {
        let mut tx = self.engine.store.read().await.unwrap();
        let mut staff = Vec::new();
        for human in &self.people {
            let person = tx.person(Account::first(human.account)).await.unwrap();
            staff.extend(person.filter(|it| it.is_staff()).map(|_| human.account));
        }
        staff
    }
}
