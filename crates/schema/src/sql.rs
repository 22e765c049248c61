//! SQL text and its tokens: enough to compare two texts by meaning of their tokens, to find names in them and to quote.
//!
//! Leaves out any grammar: the readers that need one (SQLite's stored statements) build it on [`tokens`].

mod key;
mod keyword;
mod name;

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use crate::Engine;

pub(crate) use name::push_name;
pub use name::{mentions, name_foreign_keys, rename_column, rename_identifier};

/// A piece of SQL as it was written, compared by its tokens.
///
/// Two texts are equal when they hold the same tokens, whatever their white space, comments, letter case of bare words
/// and quoting of simple names; redundant outer parentheses are left out.
#[derive(Clone, Debug)]
pub struct Sql {
    text: String,
    key: String,
}

impl Sql {
    /// Takes a text in the given engine's dialect, without redundant outer parentheses.
    #[must_use]
    pub fn new(engine: Engine, text: impl AsRef<str>) -> Self {
        let text = text.as_ref();
        let found = tokens(engine, text);
        let inner = enclosed(&found);
        Self { text: slice(text, inner).to_owned(), key: key::of(engine, inner) }
    }

    /// A text that is compared as if it were written differently: `TRUE` as `1` where the two mean the same value.
    #[must_use]
    pub fn compared_as(engine: Engine, text: impl AsRef<str>, meaning: impl AsRef<str>) -> Self {
        Self { key: Self::new(engine, meaning).key, ..Self::new(engine, text) }
    }

    /// The text as it was written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The form that is compared.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }
}

impl PartialEq for Sql {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for Sql {}

impl PartialOrd for Sql {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Sql {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key.cmp(&other.key)
    }
}

impl Hash for Sql {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key.hash(state);
    }
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A bare word: keyword, name or function.
    Word,
    /// A name in quotes of any kind the engine accepts.
    QuotedName,
    /// A text literal, with its prefix (`E'…'`, `x'…'`).
    Text,
    /// A number.
    Number,
    /// Anything else, one operator or punctuation mark at a time.
    Mark,
}

/// A token and where it stands in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// What it is.
    pub kind: TokenKind,
    /// The text of the token, quotes included.
    pub text: &'a str,
    /// Byte offset of its first character.
    pub start: usize,
    /// Byte offset behind its last character.
    pub end: usize,
}

impl Token<'_> {
    /// Whether this is the bare word given, in any letter case.
    #[must_use]
    pub fn is_word(&self, word: &str) -> bool {
        self.kind == TokenKind::Word && self.text.eq_ignore_ascii_case(word)
    }

    /// Whether this is the mark given.
    #[must_use]
    pub fn is_mark(&self, mark: &str) -> bool {
        self.kind == TokenKind::Mark && self.text == mark
    }

    /// The name a word or quoted name stands for, quotes removed. SQLite also takes a text literal as a name.
    #[must_use]
    pub fn name(&self) -> Option<String> {
        let inner = |mark: char| {
            let body = self.text.get(1..).unwrap_or_default();
            // An open quote has no mark at its end, or doubled ones alone.
            let marks = body.len() - body.trim_end_matches(mark).len();
            let body = if marks % 2 == 1 { body.strip_suffix(mark).unwrap_or(body) } else { body };
            if !body.contains(mark) {
                return body.to_owned();
            }
            body.replace(&format!("{mark}{mark}"), &mark.to_string())
        };
        match self.kind {
            TokenKind::Word => Some(self.text.to_owned()),
            TokenKind::QuotedName => Some(match self.text.chars().next() {
                Some('[') => {
                    let body = self.text.strip_prefix('[').unwrap_or_default();
                    body.strip_suffix(']').unwrap_or(body).to_owned()
                }
                Some(mark) => inner(mark),
                None => String::new(),
            }),
            TokenKind::Text if self.text.starts_with('\'') => Some(inner('\'')),
            _ => None,
        }
    }
}

/// Splits a text into tokens; white space and comments are left out. Never fails: what is no token of the dialect
/// becomes a mark, and an unclosed quote runs to the end.
#[must_use]
pub fn tokens(engine: Engine, text: &str) -> Vec<Token<'_>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        let c = bytes[at];
        let next = bytes.get(at + 1).copied();
        let kind = match c {
            // The vertical tab counts to MariaDB, to PostgreSQL since 16, and to SQLite behind another one (`tokenize.c`).
            b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c => {
                at += 1;
                continue;
            }
            // MariaDB and MySQL want white space behind it: `a--1` is a difference ("Comment Syntax").
            b'-' if next == Some(b'-')
                && (engine != Engine::MySql
                    || bytes.get(at + 2).is_none_or(|b| b.is_ascii_whitespace() || *b < b' ')) =>
            {
                at = line_end(bytes, at);
                continue;
            }
            b'#' if engine == Engine::MySql => {
                at = line_end(bytes, at);
                continue;
            }
            b'/' if next == Some(b'*') => {
                at = comment_end(engine, bytes, at);
                continue;
            }
            b'\'' => {
                at = quote_end(bytes, at, b'\'', engine == Engine::MySql);
                TokenKind::Text
            }
            b'"' => {
                // A text to MariaDB and MySQL unless ANSI_QUOTES is set; its backslashes count either way.
                at = quote_end(bytes, at, b'"', engine == Engine::MySql);
                TokenKind::QuotedName
            }
            b'`' if engine != Engine::Postgres => {
                at = quote_end(bytes, at, b'`', false);
                TokenKind::QuotedName
            }
            b'[' if engine == Engine::Sqlite => {
                at = bytes[at..].iter().position(|b| *b == b']').map_or(bytes.len(), |offset| at + offset + 1);
                TokenKind::QuotedName
            }
            b'$' if engine == Engine::Postgres && dollar_tag(text, at).is_some() => {
                at = dollar_end(text, at);
                TokenKind::Text
            }
            b'e' | b'E' if engine == Engine::Postgres && next == Some(b'\'') => {
                at = quote_end(bytes, at + 1, b'\'', true);
                TokenKind::Text
            }
            b'x' | b'X' | b'b' | b'B' | b'n' | b'N'
                if next == Some(b'\'') && (engine != Engine::Sqlite || matches!(c, b'x' | b'X')) =>
            {
                // `N'…'` of MariaDB is a text like any other.
                at = quote_end(bytes, at + 1, b'\'', engine == Engine::MySql);
                TokenKind::Text
            }
            b'0'..=b'9' => {
                at = number_end(bytes, at);
                TokenKind::Number
            }
            b'.' if next.is_some_and(|b| b.is_ascii_digit()) => {
                at = number_end(bytes, at);
                TokenKind::Number
            }
            _ if is_word_start(c) => {
                while at < bytes.len() && (is_word_start(bytes[at]) || bytes[at].is_ascii_digit() || bytes[at] == b'$')
                {
                    at += 1;
                }
                TokenKind::Word
            }
            _ => {
                at += mark_length(&bytes[at..]);
                TokenKind::Mark
            }
        };
        found.push(Token { kind, text: &text[start..at], start, end: at });
    }
    found
}

fn is_word_start(byte: u8) -> bool {
    byte == b'_' || byte.is_ascii_alphabetic() || byte >= 0x80
}

fn line_end(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().position(|b| *b == b'\n').map_or(bytes.len(), |offset| at + offset)
}

/// PostgreSQL's block comments nest (manual 4.1.5), the others' do not.
fn comment_end(engine: Engine, bytes: &[u8], at: usize) -> usize {
    let mut depth = 0;
    let mut at = at;
    while at < bytes.len() {
        if bytes[at..].starts_with(b"/*") && (depth == 0 || engine == Engine::Postgres) {
            depth += 1;
            at += 2;
        } else if bytes[at..].starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    bytes.len()
}

fn quote_end(bytes: &[u8], open: usize, mark: u8, backslash: bool) -> usize {
    let mut at = open + 1;
    while at < bytes.len() {
        if backslash && bytes[at] == b'\\' {
            at += 2;
        } else if bytes[at] == mark {
            if bytes.get(at + 1) == Some(&mark) {
                at += 2;
            } else {
                return at + 1;
            }
        } else {
            at += 1;
        }
    }
    bytes.len()
}

fn dollar_tag(text: &str, at: usize) -> Option<&str> {
    let rest = &text[at + 1..];
    let end = rest.find('$')?;
    let tag = &rest[..end];
    let plain = tag.bytes().enumerate().all(|(i, b)| is_word_start(b) || (i > 0 && b.is_ascii_digit()));
    plain.then(|| &text[at..at + end + 2])
}

fn dollar_end(text: &str, at: usize) -> usize {
    let Some(tag) = dollar_tag(text, at) else { return at + 1 };
    text[at + tag.len()..].find(tag).map_or(text.len(), |offset| at + tag.len() + offset + tag.len())
}

fn number_end(bytes: &[u8], at: usize) -> usize {
    let mut at = at;
    if bytes[at] == b'0' && matches!(bytes.get(at + 1), Some(b'x' | b'X')) {
        at += 2;
        while at < bytes.len() && bytes[at].is_ascii_hexdigit() {
            at += 1;
        }
        return at;
    }
    while at < bytes.len() {
        match bytes[at] {
            b'0'..=b'9' | b'.' | b'_' => at += 1,
            b'e' | b'E'
                if matches!(bytes.get(at + 1), Some(b'0'..=b'9'))
                    || (matches!(bytes.get(at + 1), Some(b'+' | b'-'))
                        && matches!(bytes.get(at + 2), Some(b'0'..=b'9'))) =>
            {
                at += 2;
            }
            _ => break,
        }
    }
    at
}

fn mark_length(bytes: &[u8]) -> usize {
    const LONG: [&[u8]; 16] = [
        b"->>", b"#>>", b"!~*", b"->", b"#>", b"::", b"||", b"<=", b">=", b"<>", b"!=", b"==", b"<<", b">>", b"!~",
        b"~*",
    ];
    if matches!(bytes.first(), Some(b'(' | b')' | b',' | b';' | b'.' | b'+' | b'*')) {
        return 1;
    }
    LONG.iter().find(|mark| bytes.starts_with(mark)).map_or(1, |mark| mark.len())
}

/// Whether a word is a keyword of the engine wherever it stands bare.
#[must_use]
pub fn is_keyword(engine: Engine, word: &str) -> bool {
    keyword::is_reserved(engine, &engine.folded(word))
}

/// Takes off pairs of parentheses that enclose the whole text, and white space and comments outside the first and last
/// token: a line comment at the end would swallow what is printed behind the text.
#[must_use]
pub fn strip_outer_parentheses(engine: Engine, text: &str) -> &str {
    slice(text, enclosed(&tokens(engine, text)))
}

/// The tokens inside the pairs of parentheses that enclose all of them.
fn enclosed<'t, 'a>(tokens: &'t [Token<'a>]) -> &'t [Token<'a>] {
    let is = |at: usize, mark: &str| tokens.get(at).is_some_and(|token| token.is_mark(mark));
    let opening = (0..tokens.len()).take_while(|at| is(*at, "(")).count();
    // Where each of them closes, found in one walk: a text may be nested as deep as it is long.
    let mut open: Vec<usize> = Vec::new();
    let mut closes = vec![None; opening];
    for (at, token) in tokens.iter().enumerate() {
        if token.is_mark("(") {
            open.push(at);
        } else if token.is_mark(")") {
            let Some(start) = open.pop() else { break };
            if let Some(place) = closes.get_mut(start) {
                *place = Some(at);
            }
        }
    }
    let last = tokens.len().wrapping_sub(1);
    let encloses = |depth: &usize| closes[*depth] == Some(last.wrapping_sub(*depth));
    let pairs = (0..opening).take_while(encloses).count();
    // Parentheses around nothing stay.
    let pairs = if pairs > 0 && tokens.len() == 2 * pairs { pairs - 1 } else { pairs };
    &tokens[pairs..tokens.len() - pairs]
}

/// The text from the first to the last of the tokens; without any, the text between its white space.
fn slice<'a>(text: &'a str, tokens: &[Token<'_>]) -> &'a str {
    match (tokens.first(), tokens.last()) {
        (Some(first), Some(last)) => &text[first.start..last.end],
        _ => trimmed(text),
    }
}

/// The text without white space around it, as the engines understand it: what is no ASCII may be part of a name.
#[must_use]
pub fn trimmed(text: &str) -> &str {
    text.trim_matches([' ', '\t', '\n', '\r', '\x0b', '\x0c'])
}

/// Whether every parenthesis of the text closes, and none closes that was not opened.
#[must_use]
pub fn is_balanced(engine: Engine, text: &str) -> bool {
    let mut depth = 0_usize;
    for token in tokens(engine, text) {
        if token.is_mark("(") {
            depth += 1;
        } else if token.is_mark(")") {
            let Some(less) = depth.checked_sub(1) else { return false };
            depth = less;
        }
    }
    depth == 0
}

/// Whether a quote or a comment of the text is open at its end, so that what is printed behind it would become a part of it.
#[must_use]
pub fn is_open(engine: Engine, text: &str) -> bool {
    let longer = format!("{text}\n;");
    let last = tokens(engine, &longer).pop();
    last.is_none_or(|token| token.start != text.len() + 1)
}

/// The index of the parenthesis that closes the one at `open`.
#[must_use]
pub fn closing(tokens: &[Token<'_>], open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (index, token) in tokens.iter().enumerate().skip(open) {
        if token.is_mark("(") {
            depth += 1;
        } else if token.is_mark(")") {
            depth = depth.checked_sub(1)?;
            if depth == 0 {
                return Some(index);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(engine: Engine, text: &str) -> String {
        Sql::new(engine, text).key().to_owned()
    }

    #[test]
    fn white_space_comments_case_and_quotes_do_not_count() {
        let one = key(Engine::Sqlite, "(\"Age\" >  0 /* years */ AND [b]=1)");
        assert_eq!(one, key(Engine::Sqlite, "age>0 and `b` == 1 -- end"));
    }

    #[test]
    fn literals_count_to_the_byte() {
        assert_ne!(Sql::new(Engine::Sqlite, "'A  b'"), Sql::new(Engine::Sqlite, "'a b'"));
        assert_ne!(Sql::new(Engine::Sqlite, "\"null\""), Sql::new(Engine::Sqlite, "null"));
    }

    #[test]
    fn only_enclosing_parentheses_are_taken_off() {
        assert_eq!(strip_outer_parentheses(Engine::Sqlite, "((1+2))"), "1+2");
        assert_eq!(strip_outer_parentheses(Engine::Sqlite, "(a)+(b)"), "(a)+(b)");
        assert_eq!(strip_outer_parentheses(Engine::Sqlite, "(')')"), "')'");
        assert_eq!(strip_outer_parentheses(Engine::Sqlite, "()"), "()");
        assert_eq!(strip_outer_parentheses(Engine::Sqlite, "/* x */ ( (a) -- y\n)"), "a");
    }

    #[test]
    fn a_meaning_replaces_the_comparison_and_not_the_text() {
        let default = Sql::compared_as(Engine::Sqlite, "(TRUE)", "1");
        assert_eq!((default.text(), &default), ("TRUE", &Sql::new(Engine::Sqlite, "1")));
    }

    #[test]
    fn brackets_inside_a_bracketed_name_stay() {
        assert_eq!(tokens(Engine::Sqlite, "[[a]")[0].name().as_deref(), Some("[a"));
    }

    #[test]
    fn postgres_quotes_keep_case_and_dollar_quotes_are_texts() {
        assert_ne!(key(Engine::Postgres, "\"A\""), key(Engine::Postgres, "a"));
        assert_eq!(tokens(Engine::Postgres, "$x$it's$x$ + 1").len(), 3);
    }

    #[test]
    fn a_prefix_of_a_text_is_the_engines() {
        for (engine, text, count) in [
            (Engine::Sqlite, "n'x'", 2),
            (Engine::Sqlite, "X'00'", 1),
            (Engine::Postgres, "b'1'", 1),
            (Engine::MySql, r"N'\''", 1),
        ] {
            assert_eq!(tokens(engine, text).len(), count, "{engine}: {text}");
        }
    }

    #[test]
    fn an_open_quote_is_seen() {
        for text in ["'abc", "\"abc''", "/* abc", "'\\'", "-- abc"] {
            let wanted = text != "-- abc" && text != "'\\'";
            assert_eq!(is_open(Engine::Postgres, text), wanted, "{text}");
        }
        assert!(is_balanced(Engine::Sqlite, "(a) + (')')") && !is_balanced(Engine::Sqlite, ")("));
        assert!(is_open(Engine::MySql, "'\\'") && is_open(Engine::Postgres, "$a$ x $b$"));
    }

    #[test]
    fn an_unclosed_quote_runs_to_the_end() {
        for text in ["'abc", "\"abc", "[abc", "/* abc", "$a$ abc", "E'\\", "x'"] {
            for engine in [Engine::Sqlite, Engine::Postgres, Engine::MySql] {
                let _ = tokens(engine, text);
            }
        }
    }
}
