//! Words by which somebody says that there is danger now: they are answered with 102, 112 and 111
//! wherever they are written. Data, because people say it in many ways and in two languages.

use serde::Deserialize;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Danger {
    /// Each is one or several words; a last word that ends in `*` stands for all that begin so.
    pub words: Vec<String>,
    pub source: String,
}

impl Danger {
    /// Whether the text has one of the phrases, its words beside each other and whole.
    pub fn in_text(&self, text: &str) -> bool {
        let text = words(text);
        self.words.iter().any(|phrase| {
            let phrase = phrase.to_lowercase();
            let (phrase, open) = match phrase.strip_suffix('*') {
                Some(stem) => (words(stem), true),
                None => (words(&phrase), false),
            };
            !phrase.is_empty() && text.windows(phrase.len()).any(|at| fits(at, &phrase, open))
        })
    }

    pub fn whole(&self) -> bool {
        let said = |phrase: &String| !words(phrase).is_empty();
        !self.source.trim().is_empty() && !self.words.is_empty() && self.words.iter().all(said)
    }
}

fn fits(at: &[String], phrase: &[String], open: bool) -> bool {
    let last = phrase.len() - 1;
    at[..last] == phrase[..last]
        && (at[last] == phrase[last] || open && at[last].starts_with(&phrase[last]))
}

fn words(text: &str) -> Vec<String> {
    text.to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_beside_each_other() {
        let danger = Danger {
            words: ["fire", "beat*", "out of breath"].map(str::to_owned).into(),
            source: "test".to_owned(),
        };
        assert!(danger.whole());
        for text in ["FIRE!", "they are beating me", "he is out of, breath"] {
            assert!(danger.in_text(text), "{text}");
        }
        for text in [
            "",
            "fireplace",
            "an upbeat street",
            "out of our breath",
            "breath",
        ] {
            assert!(!danger.in_text(text), "{text}");
        }
    }
}
