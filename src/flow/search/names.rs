//! Streets that have two names, as the reader knows them: the renamings are written down in one
//! language, the lists of the precincts in both.

use crate::address::{OtherName, has_name};
use crate::domain::{Lang, PrecinctCode, Spot};
use crate::precincts::Directory;
use crate::text::Words;

/// The names of the street, where the address has another one than the list of the precinct.
pub fn other_name(spot: &Spot, directory: &Directory, words: Words) -> Option<String> {
    let address = spot.address.as_deref()?;
    let it = directory.other_name(address, &spot.precinct)?;
    let it = known_as(it, address, &spot.precinct, directory, words.lang);
    Some(words.street_renamed(it.stage.name(), &it.old, &it.new))
}

/// With the name of the reader's language before the one that only the other language's list has:
/// "улица Учительская (Мұғалімдер)".
pub fn known_as(
    name: OtherName,
    address: &str,
    precinct: &PrecinctCode,
    directory: &Directory,
    lang: Lang,
) -> OtherName {
    let other = match lang {
        Lang::Kk => Lang::Ru,
        Lang::Ru => Lang::Kk,
    };
    let piece = |lang| directory.piece(precinct, lang, address);
    let (Some(own), Some(other)) = (piece(lang), piece(other)) else {
        return name;
    };
    let street = own.split([',', ';', '(']).next().unwrap_or_default().trim();
    let both = |name: String| match has_name(&other, &name) && !has_name(&own, &name) {
        true => format!("{street} ({name})"),
        false => name,
    };
    OtherName {
        old: both(name.old),
        new: both(name.new),
        stage: name.stage,
    }
}
