//! A family in a group: who may act for it, and how they agreed to that.

use super::PersonId;
use super::named::named;

named! {
    /// What somebody is to the family of a group.
    pub enum KinRole {
        /// Whom the others report and ask for.
        Elder = "elder",
        Relative = "relative",
    }
}

named! {
    /// How somebody agreed, in the group, for all to see.
    pub enum KinConsent {
        Tap = "tap",
        Voice = "voice",
    }
}

/// Somebody of the family.
#[derive(Clone, Debug, PartialEq)]
pub struct Kin {
    pub person: PersonId,
    pub role: KinRole,
    /// As the messenger calls them.
    pub name: Option<String>,
    /// What is said to them alone arrives.
    pub reached: bool,
}
