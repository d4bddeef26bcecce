//! What a message is, and the macro that makes methods of the list.

/// A message and what goes into it.
#[derive(Clone, Copy, Debug)]
pub struct MessageTemplate {
    pub id: &'static str,
    pub args: &'static [(&'static str, ArgumentKind)],
}

/// How an argument goes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArgumentKind {
    /// `num`: a whole number; plural forms follow it.
    Number,
    /// `text`: words of a person or of the directory, escaped for HTML.
    Text,
    /// `html`: HTML that these methods made.
    Html,
    /// `plain`: as it is, for a label, a title or a file, where nothing is read as HTML.
    Plain,
}

macro_rules! kind {
    (num) => {
        ArgumentKind::Number
    };
    (text) => {
        ArgumentKind::Text
    };
    (html) => {
        ArgumentKind::Html
    };
    (plain) => {
        ArgumentKind::Plain
    };
}

macro_rules! type_of {
    (num) => {
        i64
    };
    ($other:ident) => {
        &str
    };
}

macro_rules! value_of {
    (text, $value:ident) => {
        FluentValue::from(escape($value))
    };
    ($other:ident, $value:ident) => {
        FluentValue::from($value)
    };
}

/// One line a message: its id, the name of the method, its arguments.
macro_rules! texts {
    ($(#[$attribute:meta])* $($id:literal $name:ident($($arg:ident: $kind:ident),*);)*) => {
        /// All messages, in the order of the list.
        pub const MESSAGES: &[MessageTemplate] =
            &[$(MessageTemplate { id: $id, args: &[$((stringify!($arg), kind!($kind))),*] }),*];

        $(#[$attribute])*
        impl Words {
            $(pub fn $name(self, $($arg: type_of!($kind)),*) -> String {
                self.say($id, [$((stringify!($arg), value_of!($kind, $arg))),*])
            })*
        }
    };
}
