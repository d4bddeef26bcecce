//! What people ask about: it has an answer that needs nobody to give it.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A name of its own in buttons and in what waits for a place: never changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", from = "String")]
pub enum Topic {
    /// When and where the own inspector receives, and by which phone.
    Reception,
    /// Who serves the own precinct today, and which desk answers at night.
    Duty,
    /// The next meeting of the own precinct.
    Meeting,
    /// Of an officer.
    Complaint,
    /// What a report is, and what it is not.
    Reporting,
    /// What the short numbers are for.
    Phones,
    /// Whether something may be done, by the kind of report that it would be.
    May(String),
    /// Whom to turn to, by a key of the law table.
    Matter(String),
}

impl Topic {
    /// Whether it is of the precinct where somebody lives.
    pub fn is_local(&self) -> bool {
        matches!(self, Topic::Reception | Topic::Duty | Topic::Meeting)
    }
}

const MAY: &str = "may_";

impl fmt::Display for Topic {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Topic::Reception => to.write_str("reception"),
            Topic::Duty => to.write_str("duty"),
            Topic::Meeting => to.write_str("meeting"),
            Topic::Complaint => to.write_str("complaint"),
            Topic::Reporting => to.write_str("reporting"),
            Topic::Phones => to.write_str("phones"),
            Topic::May(kind) => write!(to, "{MAY}{kind}"),
            Topic::Matter(key) => to.write_str(key),
        }
    }
}

impl From<String> for Topic {
    fn from(name: String) -> Topic {
        match name.as_str() {
            "reception" => Topic::Reception,
            "duty" => Topic::Duty,
            "meeting" => Topic::Meeting,
            "complaint" => Topic::Complaint,
            "reporting" => Topic::Reporting,
            "phones" => Topic::Phones,
            other => match other.strip_prefix(MAY) {
                Some(kind) => Topic::May(kind.to_owned()),
                None => Topic::Matter(name),
            },
        }
    }
}

impl From<Topic> for String {
    fn from(topic: Topic) -> String {
        topic.to_string()
    }
}

impl FromStr for Topic {
    type Err = Infallible;

    fn from_str(name: &str) -> Result<Topic, Infallible> {
        Ok(Topic::from(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back() {
        let kind = "night_noise".to_owned();
        let all = [
            Topic::Reception,
            Topic::Duty,
            Topic::Meeting,
            Topic::Complaint,
            Topic::Reporting,
            Topic::Phones,
            Topic::May(kind),
            Topic::Matter("fraud".to_owned()),
        ];
        for topic in all {
            assert_eq!(topic.to_string().parse(), Ok(topic));
        }
    }
}
