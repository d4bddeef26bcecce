//! Near spellings: which names are one slip away, and how serious the slip is.
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Finds names by a misspelt key.
#[derive(Clone, Default)]
pub struct Spelling {
    /// Hash of a key, or of a key with one letter left out, to its name; sorted for a binary search.
    slips: Vec<(u32, u32)>,
    /// Consonant frame to names: Kazakh and Russian spellings differ mostly in vowels.
    frames: HashMap<String, Vec<u32>>,
}

/// How far a typed key is from a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slip {
    /// The two languages spell it so, or one wrong letter in a long name.
    Small,
    /// Worth asking about.
    Large,
}

const SHORTEST: usize = 5;
/// One whole letter, in tenths, and a letter that no slip explains.
const LETTER: u32 = 10;
const FAR: u32 = 12;

impl Spelling {
    pub fn build<'a>(keys: impl Iterator<Item = (u32, &'a str)>) -> Spelling {
        let mut spelling = Spelling::default();
        for (id, key) in keys {
            if key.len() < SHORTEST - 1 {
                continue;
            }
            spelling.slips.push((hash(key), id));
            each_without_one(key, |short| spelling.slips.push((hash(short), id)));
            let same = spelling.frames.entry(frame(key)).or_default();
            if same.last() != Some(&id) {
                same.push(id);
            }
        }
        spelling.slips.sort_unstable();
        spelling.slips.dedup();
        spelling
    }

    /// Names that may be meant, without order; the caller measures them with `slip`.
    pub fn candidates(&self, key: &str) -> Vec<u32> {
        if key.len() < SHORTEST - 1 {
            return Vec::new();
        }
        let mut out = Vec::new();
        self.add_hash(hash(key), &mut out);
        each_without_one(key, |short| self.add_hash(hash(short), &mut out));
        // A frame shared by a great many names says nothing.
        out.extend(
            self.frames
                .get(&frame(key))
                .into_iter()
                .flatten()
                .copied()
                .take(300),
        );
        out.sort_unstable();
        out.dedup();
        out
    }

    fn add_hash(&self, wanted: u32, out: &mut Vec<u32>) {
        let from = self.slips.partition_point(|(h, _)| *h < wanted);
        out.extend(
            self.slips[from..]
                .iter()
                .take_while(|(h, _)| *h == wanted)
                .map(|(_, id)| *id),
        );
    }
}

/// How far `typed` is from `name`; `None` when it is another name.
pub fn slip(typed: &str, name: &str) -> Option<Slip> {
    let size = typed.len().min(name.len());
    let (typed, name) = (typed.as_bytes(), name.as_bytes());
    // People seldom miss the first letter: «Валиханов» is not «Алиханов», but «Уалиханов», and «Чокин» «Шокин».
    let first = match (typed.first(), name.first()) {
        (Some(b'u'), Some(b'v')) | (Some(b'v'), Some(b'u')) => 0,
        (Some(b'w'), Some(b'y')) | (Some(b'y'), Some(b'w')) => 0,
        (Some(a), Some(b)) if swapped(*a, *b) >= LETTER => LETTER,
        _ => 0,
    };
    let cost = distance(typed, name) + first;
    let small = match size {
        0..=3 => 0,
        4..=5 => LETTER / 2,
        6 => LETTER - 1,
        _ => LETTER,
    };
    let large = match size {
        0..=4 => 0,
        5..=7 => FAR,
        _ => LETTER * 2,
    };
    if cost <= small {
        Some(Slip::Small)
    } else if cost <= large {
        Some(Slip::Large)
    } else {
        None
    }
}

/// Edit distance in tenths of a letter. Letters that Kazakh and Russian exchange cost less; digits never change.
fn distance(a: &[u8], b: &[u8]) -> u32 {
    if a.len().abs_diff(b.len()) > 2 || a.len() > 60 {
        return LETTER * 9;
    }
    let width = b.len() + 1;
    let mut rows: Vec<u32> = Vec::with_capacity((a.len() + 1) * width);
    for j in 0..width {
        rows.push(b[..j].iter().map(|c| lost(*c)).sum());
    }
    for i in 1..=a.len() {
        let up = (i - 1) * width;
        rows.push(rows[up] + lost(a[i - 1]));
        for j in 1..width {
            let change = rows[up + j - 1] + swapped(a[i - 1], b[j - 1]);
            let drop =
                (rows[up + j] + lost(a[i - 1])).min(rows[up + width + j - 1] + lost(b[j - 1]));
            let mut best = change.min(drop);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[up - width + j - 2] + LETTER);
            }
            rows.push(best);
        }
    }
    rows.last().copied().unwrap_or(0)
}

fn lost(c: u8) -> u32 {
    match c {
        b'i' => 4,
        b'0'..=b'9' => LETTER * 9,
        _ => LETTER,
    }
}

fn swapped(a: u8, b: u8) -> u32 {
    if a == b {
        return 0;
    }
    match (a.min(b), a.max(b)) {
        (b'e', b'i') | (b'h', b'k') => 4,
        (b'a', b'e' | b'o')
        | (b'o', b'u')
        | (b'i', b'u')
        | (b'g', b'k')
        | (b'c', b's')
        | (b'e', b'o') => 5,
        (b'0'..=b'9', _) | (_, b'0'..=b'9') => LETTER * 9,
        (low, high) if is_vowel(low) || is_vowel(high) || is_slip(low, high) => LETTER,
        _ => FAR,
    }
}

fn is_vowel(c: u8) -> bool {
    matches!(c, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// Consonants that sound alike or lie side by side on the keyboard. Another consonant in the place of
/// one makes another name: «Бейсембаев» is not «Бейсекбаев».
fn is_slip(low: u8, high: u8) -> bool {
    [
        "bp", "bt", "bv", "cy", "cw", "ds", "dt", "dl", "dj", "fv", "gh", "gk", "gn", "gw", "hz",
        "jw", "jz", "lr", "mn", "ms", "np", "pr", "sw", "sy", "sz", "wy", "wz", "ky", "rt",
    ]
    .iter()
    .any(|pair| pair.as_bytes() == [low, high])
}

/// Consonants only, with х and к together.
pub fn frame(key: &str) -> String {
    let mut out = String::new();
    for c in key
        .chars()
        .filter(|c| !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u'))
    {
        let c = if c == 'h' || c == 'g' { 'k' } else { c };
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

fn each_without_one(key: &str, mut each: impl FnMut(&str)) {
    for at in 0..key.len().min(40) {
        if key.is_char_boundary(at) && key.is_char_boundary(at + 1) {
            each(&format!("{}{}", &key[..at], &key[at + 1..]));
        }
    }
}

fn hash(text: &str) -> u32 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    let [a, b, c, d, ..] = hasher.finish().to_be_bytes();
    u32::from_be_bytes([a, b, c, d])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_wrong_letter_in_a_long_name_is_small() {
        assert_eq!(slip("simaforn", "semaforn"), Some(Slip::Small));
        assert_eq!(slip("turkestan", "turkistan"), Some(Slip::Small));
        assert_eq!(slip("kokjiek", "kokainar"), None);
    }

    #[test]
    fn digits_never_change() {
        assert_eq!(slip("2molodejn", "3molodejn"), None);
    }
}
