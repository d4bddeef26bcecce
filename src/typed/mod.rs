//! WHAT PEOPLE TYPE: dates and times as they are said, coordinates and links of maps as they are
//! pasted, phones, whom somebody calls an officer, in which language somebody writes, and what is meant
//! where nothing was asked. Pure, and of no conversation: what was read is given back, whatever it is
//! for.

pub mod dates;
mod language;
pub mod meant;
mod officer;
mod phone;
mod place_text;
mod somebody;

pub use language::language;
pub use officer::Presented;
pub use phone::phone_number;
pub use place_text::{MapLink, MapView, Parsed, Service, place_text};
pub use somebody::{names_somebody, somebody};
