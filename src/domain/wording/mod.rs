//! How something is said: phrases of a table, looked for in what people write, however they write it.

pub mod index;
mod keyboards;
pub mod lexicon;
mod marks;
pub mod phrase;
pub mod writing;
