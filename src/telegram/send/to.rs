//! Where a message goes.

/// With what is known about its surroundings.
#[derive(Clone, Copy, Debug)]
pub struct To<'a> {
    pub chat: i64,
    /// The message that stands in the slot: it is edited.
    pub standing: Option<i64>,
    /// The id of the attached file, if Telegram already holds it.
    pub file: Option<&'a str>,
    /// An answer takes away a keyboard that an earlier question put below the input field.
    pub answer: bool,
}
