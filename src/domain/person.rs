//! People, their roles and where these hold.

use std::fmt;

use base64::Engine;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::named::named;
use super::{Chat, Lang, PersonId};

/// Somebody who has written to the bot.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    pub id: PersonId,
    /// Where private messages reach this person.
    pub chat: Chat,
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
        self.posts
            .iter()
            .any(|post| (post.role, post.kind) == (Role::Inspector, PostKind::Inspector))
    }

    /// Heads an area, or stands for one that has no head.
    pub fn is_head(&self) -> bool {
        self.posts
            .iter()
            .any(|post| post.role == Role::Supervisor && post.kind != PostKind::Lapsed)
    }

    /// Holds a post with a desk of its own.
    pub fn is_staff(&self) -> bool {
        let desk = |post: &Post| matches!(post.role, Role::Inspector | Role::Supervisor);
        let mut posts = self.posts.iter();
        posts.any(|post| desk(post) && post.kind != PostKind::Lapsed)
    }
}

/// A role and whose it is: somebody of the directory, with whom it ends there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    pub role: Role,
    pub kind: PostKind,
    /// Of that kind: an inspector's, a head's or an area's. The same code of another kind is
    /// another post.
    pub code: String,
}

/// For operators and the audit: role and code, and the kind where it is not the role's own.
impl fmt::Display for Post {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (role, kind) = (self.role.name(), self.kind.name());
        match self.kind {
            PostKind::Inspector => write!(to, "{role} {}", self.code),
            _ => write!(to, "{role} {kind} {}", self.code),
        }
    }
}

named! {
    /// What the code of a post is a code of.
    pub enum PostKind {
        Inspector = "inspector",
        Head = "head",
        /// An area's own, as an akimat's; a supervisor's only where the directory lists no head.
        Area = "area",
        /// Given before posts named somebody, and for nobody in particular: it opens nothing and is to
        /// be renewed.
        Lapsed = "lapsed",
    }
}

/// A post as somebody holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// For the command line; none is given twice.
    pub number: i64,
    pub person: PersonId,
    pub post: Post,
}

/// All that is ever kept of an invitation's token.
pub fn secret_hash(token: &str) -> String {
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(Sha256::digest(token.as_bytes()))
}

named! {
    /// What somebody does for the police or the area.
    pub enum Role {
        Inspector = "inspector",
        Supervisor = "supervisor",
        Akimat = "akimat",
        Council = "council",
        Operator = "operator",
    }
}

impl Role {
    /// Whether the bot shows its holder anything that a resident does not see.
    pub fn has_something_to_see(self) -> bool {
        matches!(self, Role::Inspector | Role::Supervisor)
    }
}
