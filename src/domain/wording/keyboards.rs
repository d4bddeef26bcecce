//! The keyboards on which people write, and what the keys of one write on the other.

use std::sync::LazyLock;

use serde::Deserialize;

pub fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{52f}')
}

pub static KEYBOARDS: LazyLock<Keyboards> = LazyLock::new(built_in);

#[expect(
    clippy::expect_used,
    reason = "the built-in table is constant, and a test reads it"
)]
fn built_in() -> Keyboards {
    toml::from_str(include_str!("keyboards.toml")).expect("the built-in keyboards are valid")
}

/// What stands on the same keys of two keyboards, in one order.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keyboards {
    latin: String,
    cyrillic: String,
    /// The row of figures, and the Kazakh letters on it.
    figures: String,
    kazakh: String,
}

impl Keyboards {
    pub fn to_cyrillic(&self, text: &str) -> String {
        self.to_kazakh(&mapped(text, &self.latin, &self.cyrillic))
    }

    pub fn to_kazakh(&self, text: &str) -> String {
        mapped(text, &self.figures, &self.kazakh)
    }

    pub fn to_latin(&self, text: &str) -> String {
        let back = mapped(text, &self.cyrillic, &self.latin);
        // Signs stand on both keyboards.
        let sign = |(was, is): (char, char)| if is_cyrillic(was) { is } else { was };
        text.chars().zip(back.chars()).map(sign).collect()
    }
}

fn mapped(text: &str, from: &str, to: &str) -> String {
    let key = |c: char| {
        let at = from.chars().position(|key| key == c)?;
        to.chars().nth(at)
    };
    text.chars().map(|c| key(c).unwrap_or(c)).collect()
}
