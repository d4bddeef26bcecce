//! People, their roles and where these hold.

use std::fmt;

use base64::Engine;
use sha2::{Digest, Sha256};

use super::named::named;
use super::{AreaCode, Chat, HeadCode, InspectorCode, Lang, PersonId};

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
    /// Wants few large buttons, plain sentences and a phone below each.
    pub simple: bool,
    /// The mark of the list of commands that the messenger shows to this person, where one was noted.
    pub listed: Option<String>,
    /// Held by invitation; empty for residents.
    pub posts: Vec<Post>,
}

impl Person {
    /// Somebody of whom nothing is kept.
    pub fn unknown(id: PersonId, chat: Chat) -> Person {
        Person {
            id,
            chat,
            lang: None,
            consented: false,
            blocked: false,
            simple: false,
            listed: None,
            posts: Vec::new(),
        }
    }

    /// Holds the post of an inspector, somewhere.
    pub fn is_inspector(&self) -> bool {
        self.posts.iter().any(|post| post.inspector().is_some())
    }

    /// Heads an area, or stands for one that has no head.
    pub fn is_head(&self) -> bool {
        self.posts
            .iter()
            .any(|post| post.role == Role::Supervisor && !post.lapsed())
    }

    /// Holds a post by which the directory names them.
    pub fn is_named(&self) -> bool {
        self.posts.iter().any(|post| post.scope.names_somebody())
    }

    /// Holds a post with a desk of its own.
    pub fn is_staff(&self) -> bool {
        let desk = |post: &Post| matches!(post.role, Role::Inspector | Role::Supervisor);
        let mut posts = self.posts.iter();
        posts.any(|post| desk(post) && !post.lapsed())
    }
}

/// A role and whose it is: somebody of the directory, with whom it ends there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    pub role: Role,
    pub scope: Scope,
}

impl Post {
    /// Whose it is, where an inspector holds it as one.
    pub fn inspector(&self) -> Option<&InspectorCode> {
        match &self.scope {
            Scope::Inspector(code) if self.role == Role::Inspector => Some(code),
            _ => None,
        }
    }

    /// Whether it opens nothing until it is renewed.
    pub fn lapsed(&self) -> bool {
        matches!(self.scope, Scope::Lapsed(_))
    }
}

/// For operators and the audit: role and code, and the kind where it is not the role's own.
impl fmt::Display for Post {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (role, kind, code) = (self.role.name(), self.scope.kind(), self.scope.code());
        match self.scope {
            Scope::Inspector(_) => write!(to, "{role} {code}"),
            _ => write!(to, "{role} {kind} {code}"),
        }
    }
}

/// Whose a post is. The same code of another kind is another post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    Inspector(InspectorCode),
    Head(HeadCode),
    /// An area's own, as an akimat's; a supervisor's only where the directory lists no head.
    Area(AreaCode),
    /// Given before posts named somebody, and for nobody in particular: it opens nothing and is to
    /// be renewed.
    Lapsed(String),
}

impl Scope {
    /// What the code is a code of.
    pub fn kind(&self) -> &'static str {
        match self {
            Scope::Inspector(_) => "inspector",
            Scope::Head(_) => "head",
            Scope::Area(_) => "area",
            Scope::Lapsed(_) => "lapsed",
        }
    }

    pub fn code(&self) -> &str {
        match self {
            Scope::Inspector(code) => code.as_str(),
            Scope::Head(code) => code.as_str(),
            Scope::Area(code) => code.as_str(),
            Scope::Lapsed(code) => code,
        }
    }

    /// Whether it is somebody's of the directory.
    pub fn names_somebody(&self) -> bool {
        matches!(self, Scope::Inspector(_) | Scope::Head(_))
    }

    /// None for a kind that [`Scope::kind`] never names.
    pub fn parse(kind: &str, code: String) -> Option<Scope> {
        match kind {
            "inspector" => Some(Scope::Inspector(InspectorCode::new(code))),
            "head" => Some(Scope::Head(HeadCode::new(code))),
            "area" => Some(Scope::Area(AreaCode::new(code))),
            "lapsed" => Some(Scope::Lapsed(code)),
            _ => None,
        }
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
