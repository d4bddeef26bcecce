//! People, their roles and where these hold.

use serde::{Deserialize, Serialize};

use super::Lang;

pub type PersonId = i64;

/// Somebody who has written to the bot.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    pub id: PersonId,
    /// Where private messages reach this person.
    pub chat: i64,
    pub lang: Option<Lang>,
    pub consented: bool,
    /// The messenger said that this person cannot be reached.
    pub blocked: bool,
    /// Held by invitation; empty for residents.
    pub posts: Vec<Post>,
}

impl Person {
    /// Holds the post of an inspector, somewhere.
    pub fn is_inspector(&self) -> bool {
        self.posts.iter().any(|post| post.role == Role::Inspector)
    }

    /// Holds a post with a desk of its own.
    pub fn is_staff(&self) -> bool {
        let desk = |post: &Post| matches!(post.role, Role::Inspector | Role::Supervisor);
        self.posts.iter().any(desk)
    }
}

/// A role and where it holds: `scope` is a precinct or inspector code for an inspector,
/// an area code for the others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    pub role: Role,
    pub scope: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    Inspector,
    Supervisor,
    Akimat,
    Council,
    Operator,
}

impl Role {
    pub const ALL: [Role; 5] = [
        Role::Inspector,
        Role::Supervisor,
        Role::Akimat,
        Role::Council,
        Role::Operator,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Role::Inspector => "inspector",
            Role::Supervisor => "supervisor",
            Role::Akimat => "akimat",
            Role::Council => "council",
            Role::Operator => "operator",
        }
    }

    pub fn parse(name: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.name() == name)
    }
}
