//! How sure it is that typed words mean a name.

/// How sure it is that the typed words mean the name. Better ones come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    Exact,
    /// Without a title or a first name, or spelt the way of the other language.
    Near,
    /// By its old or new name.
    Renamed,
    /// Only part of the name, or a larger slip: worth asking.
    Doubtful,
    /// By a name that is only proposed, or not yet in force.
    Proposed,
}
