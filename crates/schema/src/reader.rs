//! A place in a token stream, and what every reader of a small grammar asks of it. Leaves out the grammars.

use std::fmt;

use crate::Engine;
use crate::sql::{Token, closing, tokens};

/// Why a statement could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// What the grammar allows at this place.
    pub expected: &'static str,
    /// The token that stands there, `end of statement` behind the last one.
    pub found: String,
    /// Byte offset of that token in the statement.
    pub offset: usize,
    /// The statement.
    pub statement: String,
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "expected {} but found {} at byte {} of the statement: {}",
            self.expected, self.found, self.offset, self.statement
        )
    }
}

impl std::error::Error for ParseError {}

/// A place in a token stream.
pub(crate) struct Reader<'a> {
    /// The dialect of the tokens.
    pub(crate) engine: Engine,
    /// The whole text.
    pub(crate) sql: &'a str,
    /// Its tokens.
    pub(crate) tokens: Vec<Token<'a>>,
    /// The index of the next token.
    pub(crate) at: usize,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(engine: Engine, sql: &'a str) -> Self {
        Self { engine, sql, tokens: tokens(engine, sql), at: 0 }
    }

    /// A list in parentheses; `item` reads from the current token to the end it is given.
    pub(crate) fn list<T>(
        &mut self,
        expected: &'static str,
        item: impl Fn(&mut Self, usize) -> Result<T, ParseError>,
    ) -> Result<Vec<T>, ParseError> {
        let close = match self.peek() {
            Some(token) if token.is_mark("(") => closing(&self.tokens, self.at),
            _ => None,
        };
        let Some(close) = close else { return Err(self.unexpected(expected)) };
        let mut items = Vec::new();
        let mut start = self.at + 1;
        while start <= close {
            let end = self.item_end(start, close);
            self.at = start;
            if start == end {
                return Err(self.unexpected("something between the commas"));
            }
            items.push(item(self, end)?);
            start = end + 1;
        }
        self.at = close + 1;
        Ok(items)
    }

    /// The comma that ends the item at `start`, or the end of the list.
    pub(crate) fn item_end(&self, start: usize, close: usize) -> usize {
        let mut at = start;
        while at < close {
            if self.tokens[at].is_mark("(") {
                at = closing(&self.tokens, at).unwrap_or(close);
            } else if self.tokens[at].is_mark(",") {
                return at;
            }
            at += 1;
        }
        close
    }

    /// The source text of the tokens in `start..end`.
    pub(crate) fn source(&self, start: usize, end: usize) -> &'a str {
        match (self.tokens.get(start), end.checked_sub(1).and_then(|last| self.tokens.get(last))) {
            (Some(first), Some(last)) if first.start < last.end => &self.sql[first.start..last.end],
            _ => "",
        }
    }

    pub(crate) fn peek(&self) -> Option<&Token<'a>> {
        self.tokens.get(self.at)
    }

    pub(crate) fn take_word(&mut self, word: &str) -> bool {
        let taken = self.peek().is_some_and(|token| token.is_word(word));
        self.at += usize::from(taken);
        taken
    }

    pub(crate) fn take_words(&mut self, words: &[&str]) -> bool {
        let taken = words
            .iter()
            .enumerate()
            .all(|(offset, word)| self.tokens.get(self.at + offset).is_some_and(|token| token.is_word(word)));
        if taken {
            self.at += words.len();
        }
        taken
    }

    pub(crate) fn take_mark(&mut self, mark: &str) -> bool {
        let taken = self.peek().is_some_and(|token| token.is_mark(mark));
        self.at += usize::from(taken);
        taken
    }

    pub(crate) fn expect_word(&mut self, word: &str, expected: &'static str) -> Result<(), ParseError> {
        if self.take_word(word) { Ok(()) } else { Err(self.unexpected(expected)) }
    }

    pub(crate) fn unexpected(&self, expected: &'static str) -> ParseError {
        self.unexpected_at(self.at, expected)
    }

    pub(crate) fn unexpected_at(&self, at: usize, expected: &'static str) -> ParseError {
        let (found, offset) = match self.tokens.get(at) {
            Some(token) => (format!("`{}`", token.text), token.start),
            None => ("end of statement".to_owned(), self.sql.len()),
        };
        ParseError { expected, found, offset, statement: self.sql.to_owned() }
    }
}
