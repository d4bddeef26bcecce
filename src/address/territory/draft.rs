//! What the reader knows of a name before the whole line is read.
use super::item::{Name, Part};
use super::names::FoundName;
use crate::address::words::houses::Rule;
use crate::address::words::kind::Kind;

/// One line as it was read; settle.rs decides what the drafts mean together.
pub struct Read {
    pub drafts: Vec<TerritoryDraft>,
    pub left: Vec<(usize, usize)>,
    /// The line describes a contour.
    pub boundary: bool,
}

pub struct TerritoryDraft {
    pub found: FoundName,
    /// «в микрорайонах А, Б», «А, Б аудандарында»: inside a contour these are whole.
    pub inside: bool,
    pub span: (usize, usize),
    pub houses: Vec<Rule>,
    pub part: Option<Part>,
    /// Another name in brackets: «Абая (Правды)».
    pub alias: Option<Name>,
    /// Numbers before it that may be its houses.
    pub unclear: Vec<Rule>,
    /// Sides of the street that a boundary keeps.
    pub sides: Vec<Rule>,
    /// Groups parted by `;`.
    pub group: usize,
    /// What stands before it.
    pub before: Before,
    /// Ended by a colon or opened by a bracket: it only heads the list after it.
    pub heads: bool,
    pub within: Option<Name>,
    /// «в», «на», «по» stands before it.
    pub said_in: bool,
    /// «кроме ул. Мира».
    pub excepted: bool,
    /// Its item says more than its name and kind.
    pub narrowed: bool,
    /// Kind of the list it stands in.
    pub inherits: Option<Kind>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Before {
    Start,
    Comma,
    And,
    /// A dash or a slash joins it to the name before.
    Dash,
    Nothing,
}

/// What «кроме» still takes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Except {
    No,
    /// The next house or name.
    Next,
    Houses,
    /// A name was taken; only «и» adds another.
    Named,
    /// All the names of one list: «кроме улиц А, Б».
    List,
}

/// How far «частично» reaches.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Partly {
    No,
    Next,
    /// The name after «и», whose kind word speaks for both.
    Pair,
    /// All the names of one list: «частично улицы А, Б».
    List,
    /// All of one group: «частный сектор: ул. А, ул. Б».
    Group,
    /// All the names: «частично остались микрорайоны А и Б».
    Line,
}
