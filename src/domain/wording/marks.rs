//! Marks that words leave: a phrase is looked for only where a sentence has those of its words.

/// As many marks there are, and what holds one bit for each.
pub const MARKS: usize = 4096;
const BITS: usize = 64;
/// Letters of the beginning of a word that leave a mark.
const BEGINNING: usize = 4;
/// Stands for any number.
const NUMBER: &str = "#";

/// What the words of a sentence are and begin with, roughly: of two words one in some thousands
/// leaves the same mark.
pub struct Left {
    /// Each once.
    pub all: Vec<u16>,
    bits: [u64; MARKS / BITS],
}

impl Left {
    pub fn by(words: &[String]) -> Left {
        let mut left = Left {
            all: Vec::new(),
            bits: [0; MARKS / BITS],
        };
        let words = words.iter().filter(|it| !it.is_empty());
        for word in words.map(String::as_bytes) {
            left.add(whole(word));
            if word.iter().all(u8::is_ascii_digit) {
                left.add(number());
            }
            let longest = word.len().min(BEGINNING);
            (1..=longest).for_each(|end| left.add(mark(&word[..end], false)));
        }
        left
    }

    fn add(&mut self, mark: u16) {
        if !self.has(mark) {
            self.bits[usize::from(mark) / BITS] |= 1 << (usize::from(mark) % BITS);
            self.all.push(mark);
        }
    }

    pub fn has(&self, mark: u16) -> bool {
        self.bits[usize::from(mark) / BITS] & (1 << (usize::from(mark) % BITS)) != 0
    }
}

/// The mark of a word as it is.
pub fn whole(word: &[u8]) -> u16 {
    mark(word, true)
}

/// The mark of all that begin so; None for nothing.
pub fn beginning(letters: &[u8]) -> Option<u16> {
    let longest = letters.len().min(BEGINNING);
    (longest > 0).then(|| mark(&letters[..longest], false))
}

/// The mark of any number.
pub fn number() -> u16 {
    mark(NUMBER.as_bytes(), true)
}

fn mark(letters: &[u8], whole: bool) -> u16 {
    let start = if whole { 1 } else { 2 };
    let hash = letters.iter().fold(start, |hash: u32, letter| {
        (hash ^ u32::from(*letter)).wrapping_mul(0x0100_0193)
    });
    u16::try_from((hash >> 20) & 0xfff).unwrap_or_default()
}
