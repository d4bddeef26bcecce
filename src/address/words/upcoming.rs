//! The tokens of a text that are still to come.
use super::lex::{Number, Token, Word};

/// The next one last.
pub struct Upcoming(Vec<Token>);

impl Upcoming {
    pub fn new(mut list: Vec<Token>) -> Upcoming {
        list.reverse();
        Upcoming(list)
    }
    pub fn next(&mut self) -> Option<Token> {
        self.0.pop()
    }
    pub fn peek(&self, ahead: usize) -> Option<&Token> {
        self.0
            .len()
            .checked_sub(ahead + 1)
            .and_then(|i| self.0.get(i))
    }
    pub fn word(&self, ahead: usize) -> Option<&Word> {
        self.peek(ahead).and_then(Token::word)
    }
    pub fn mark(&self, ahead: usize, mark: char) -> bool {
        self.peek(ahead).is_some_and(|t| t.is_mark(mark))
    }
    pub fn number(&self, ahead: usize) -> Option<&Number> {
        self.peek(ahead).and_then(Token::number)
    }
    /// Drops the next tokens and returns where they end.
    pub fn take(&mut self, count: usize) -> usize {
        let end = count
            .checked_sub(1)
            .and_then(|i| self.peek(i))
            .map_or(0, |t| t.end);
        self.0.truncate(self.0.len().saturating_sub(count));
        end
    }
}
