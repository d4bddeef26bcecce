//! Who is on the stage of a play, and in which of its groups.

use crate::domain::{Lang, Role};

/// What is said of a person when they first appear.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Introduction {
    pub newcomer: bool,
    pub lang: Option<Lang>,
    pub posts: Vec<Called>,
}

/// A post as `aula invite` is told it: by a code of the person, the precinct or the area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Called {
    pub role: Role,
    pub code: String,
}

/// A group of the play, and how somebody stands there from now on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoomOfPlay {
    pub name: String,
    pub topic: Option<String>,
    pub stands: Option<Stands>,
}

/// How somebody stands in a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    Member,
    Admin,
    /// Writes in the name of the group.
    Anonymous,
    /// The messenger does not say.
    Unknown,
}

impl Stands {
    fn parse(word: &str) -> Option<Stands> {
        Some(match word {
            "member" => Stands::Member,
            "admin" => Stands::Admin,
            "anonymous" => Stands::Anonymous,
            "unknown" => Stands::Unknown,
            _ => return None,
        })
    }
}

/// `Yard`, `Yard/News`, `Yard(admin)`.
pub fn room_of(text: &str) -> Result<RoomOfPlay, String> {
    let (text, stands) = match text.split_once('(') {
        Some((name, stands)) => {
            let stands = stands
                .strip_suffix(')')
                .ok_or("the bracket is not closed")?;
            let stands = Stands::parse(stands.trim());
            let stands = stands.ok_or("expected admin, anonymous, member or unknown")?;
            (name.trim(), Some(stands))
        }
        None => (text, None),
    };
    let (name, topic) = match text.split_once('/') {
        Some((name, topic)) => (name.trim(), Some(topic.trim().to_owned())),
        None => (text, None),
    };
    match name {
        "" => Err("which group?".to_owned()),
        name => Ok(RoomOfPlay {
            name: name.to_owned(),
            topic,
            stands,
        }),
    }
}

/// `Aigul(kk)`, `Aigul(admin)` or `Aigul`: who it is, what is said of them, and how they stand in the
/// group.
pub fn who_of(text: &str) -> Result<(String, Option<Introduction>, Option<Stands>), String> {
    let Some((name, about)) = text.split_once('(') else {
        return Ok((text.to_owned(), None, None));
    };
    let about = about.strip_suffix(')').ok_or("the bracket is not closed")?;
    let mut who = Introduction::default();
    let mut stands = None;
    for part in about.split(',').map(str::trim) {
        match part {
            "new" => who.newcomer = true,
            part if let Some(as_what) = Stands::parse(part) => stands = Some(as_what),
            part => match Lang::parse(part) {
                Some(lang) => who.lang = Some(lang),
                None => who.posts.push(post_of(part)?),
            },
        }
    }
    let about = Some(who).filter(|it| stands.is_none() || *it != Introduction::default());
    Ok((name.trim().to_owned(), about, stands))
}

pub fn post_of(text: &str) -> Result<Called, String> {
    let wrong = || format!("expected a role and its scope such as `inspector P-12`: {text}");
    let (role, scope) = text.split_once(' ').ok_or_else(wrong)?;
    let role = Role::parse(role).ok_or_else(wrong)?;
    Ok(Called {
        role,
        code: scope.trim().to_owned(),
    })
}
