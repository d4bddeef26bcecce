//! What a territory says to a resident: the piece of it that an address is about, or its beginning.

use crate::address::{
    AddressMatch, Book, OtherName, Renaming, TypedAddress, by_code, parse_territory,
};

/// Pieces of one territory that are shown at most.
const PIECES: usize = 2;

/// Stands for the one area of a book that is made of one territory.
const HERE: &str = "here";

/// What is written of a territory, in pieces of which each can be asked about an address.
pub(super) struct Pieces {
    texts: Vec<String>,
    /// Of each piece as if it were a precinct, by its place.
    book: Book,
}

impl Pieces {
    pub fn of(territory: &str) -> Pieces {
        let items = parse_territory(territory).items;
        let starts: Vec<usize> = items.iter().map(|item| item.span.0).collect();
        let written: Vec<(String, &str)> = items
            .iter()
            .filter_map(|item| written(territory, item.span, &starts))
            .enumerate()
            .map(|(at, text)| (at.to_string(), text))
            .collect();
        let area = by_code(HERE);
        let areas = [area.as_str()];
        let sources = written
            .iter()
            .map(|(at, text)| (at.as_str(), *text, "", areas.as_slice()));
        Pieces {
            book: Book::build(sources, &[]),
            texts: written.iter().map(|(_, text)| in_one_line(text)).collect(),
        }
    }

    /// Those that have to do with an address, as they are written there: "Abay street, 2–40".
    /// `other` is the name by which the address leads there, if it takes one. None where the
    /// territory says nothing of the address.
    pub fn about(&self, address: &TypedAddress, other: Option<OtherName>) -> Option<String> {
        let renamed = other.map(|name| Renaming {
            area: by_code(HERE),
            name,
        });
        let found = match renamed {
            Some(renaming) => self.book.clone().renamed(&[renaming]).find_read(address),
            None => self.book.find_read(address),
        };
        let found: Vec<String> = match found {
            AddressMatch::Sure(at) => vec![at],
            AddressMatch::Check(all) | AddressMatch::Unknown { near: all } => {
                all.into_iter().map(|candidate| candidate.code).collect()
            }
        };
        let texts = self.texts.iter().enumerate();
        let mut texts: Vec<&str> = texts
            .filter(|(at, _)| found.contains(&at.to_string()))
            .map(|(_, text)| text.as_str())
            .collect();
        texts.dedup();
        texts.truncate(PIECES);
        (!texts.is_empty()).then(|| texts.join("; "))
    }
}

/// An item with what is said of it before the next begins: "(odd side)".
fn written<'a>(text: &'a str, span: (usize, usize), starts: &[usize]) -> Option<&'a str> {
    let next = starts.iter().copied().filter(|start| *start >= span.1);
    let rest = text.get(span.1..next.min().unwrap_or(text.len()))?;
    let end = rest.find([';', '\n']).unwrap_or(rest.len());
    text.get(span.0..span.1 + end)
}

/// The beginning of a territory in one line of at most `limit` characters and an ellipsis.
/// None where nothing is written.
pub fn beginning(territory: &str, limit: usize) -> Option<String> {
    let line = in_one_line(territory);
    let Some((end, _)) = line.char_indices().nth(limit) else {
        return (!line.is_empty()).then_some(line);
    };
    // Half a street says little: whole entries, unless only a short one fits.
    let whole = line[..end].rfind(';').filter(|at| *at * 2 >= end);
    let end = whole.or(line[..end].rfind(' ')).unwrap_or(end);
    let loose =
        |letter: char| letter.is_whitespace() || [',', ';', ':', '–', '-'].contains(&letter);
    Some(format!("{}…", line[..end].trim_end_matches(loose)))
}

fn in_one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let loose = |letter: char| [',', ';', '.'].contains(&letter);
    words.join(" ").trim_matches(loose).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::RenamingStage;

    fn piece(territory: &str, address: &str, other: Option<OtherName>) -> Option<String> {
        Pieces::of(territory).about(&TypedAddress::read(address), other)
    }

    const TERRITORY: &str = "улица Абая, 2–40 (чётная сторона); проспект Достык, 1–39 (нечётная сторона);\n улица Акбулак, 1–30; 4-й микрорайон, дома 1–40";

    #[test]
    fn the_piece_that_the_address_is_about() {
        let told = |address: &str| piece(TERRITORY, address, None);
        assert_eq!(told("акбулак").as_deref(), Some("улица Акбулак, 1–30"));
        assert_eq!(
            told("Ақбұлақ көшесі, 500").as_deref(),
            Some("улица Акбулак, 1–30")
        );
        assert_eq!(
            told("пр. Достык, 7").as_deref(),
            Some("проспект Достык, 1–39 (нечётная сторона)")
        );
        assert_eq!(told("улица Выдуманная, 3"), None);
        assert_eq!(piece("", "акбулак", None), None);
    }

    #[test]
    fn by_the_other_name_too() {
        let other = OtherName {
            old: "Степная".to_owned(),
            new: "Ақбұлақ".to_owned(),
            stage: RenamingStage::InForce,
        };
        let told = piece(TERRITORY, "Степная 5", Some(other));
        assert_eq!(told.as_deref(), Some("улица Акбулак, 1–30"));
    }

    #[test]
    fn a_beginning_is_cut_between_entries_or_words() {
        assert_eq!(
            beginning("улица  Абая,\n2–40;", 40).as_deref(),
            Some("улица Абая, 2–40")
        );
        assert_eq!(
            beginning(TERRITORY, 37).as_deref(),
            Some("улица Абая, 2–40 (чётная сторона)…")
        );
        assert_eq!(
            beginning(TERRITORY, 58).as_deref(),
            Some("улица Абая, 2–40 (чётная сторона)…")
        );
        assert_eq!(
            beginning("Абая; Момышұлы көшесі мен Достық", 25).as_deref(),
            Some("Абая; Момышұлы көшесі…")
        );
        assert_eq!(beginning("Длинноеслово", 5).as_deref(), Some("Длинн…"));
        assert_eq!(beginning(" ", 5), None);
    }
}
