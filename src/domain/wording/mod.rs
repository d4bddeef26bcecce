//! How something is said: phrases of a table, looked for in what people write, however they write it.

mod keyboards;
pub mod lexicon;
pub mod phrase;
pub mod writing;
