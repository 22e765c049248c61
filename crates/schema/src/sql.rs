//! SQL text and its tokens: enough to compare two texts by meaning of their tokens, to find names in them and to quote.
//!
//! Leaves out any grammar: the readers that need one (SQLite's stored statements) build it on [`tokens`].

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use crate::Engine;

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
        Self { text: slice(text, inner).to_owned(), key: comparison_key(engine, inner) }
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
            let body = self.text.get(1..self.text.len().saturating_sub(1)).unwrap_or_default();
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
            b' ' | b'\t' | b'\n' | b'\r' | 0x0c => {
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
            b'b' | b'B' | b'x' | b'X' | b'n' | b'N' if next == Some(b'\'') => {
                at = quote_end(bytes, at + 1, b'\'', false);
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

fn comparison_key(engine: Engine, tokens: &[Token<'_>]) -> String {
    let mut key = String::new();
    for token in tokens {
        if !key.is_empty() {
            key.push(' ');
        }
        match token.kind {
            TokenKind::Word => key.push_str(&token.text.to_lowercase()),
            TokenKind::QuotedName if engine == Engine::MySql && token.text.starts_with('"') => key.push_str(token.text),
            TokenKind::QuotedName => {
                let name = token.name().unwrap_or_default();
                let folded = if engine == Engine::Postgres { name } else { name.to_lowercase() };
                if is_plain_name(&folded) {
                    key.push_str(&folded);
                } else {
                    key.push_str(&Engine::Sqlite.quote(&folded));
                }
            }
            TokenKind::Mark if token.text == "==" => key.push('='),
            TokenKind::Mark if token.text == "!=" => key.push_str("<>"),
            _ => key.push_str(token.text),
        }
    }
    key
}

/// Whether a name means the same with and without quotes: lower-case ASCII and no word with a meaning of its own.
fn is_plain_name(name: &str) -> bool {
    let plain =
        name.bytes().enumerate().all(|(i, b)| b == b'_' || b.is_ascii_lowercase() || (i > 0 && b.is_ascii_digit()));
    plain
        && !name.is_empty()
        && !matches!(
            name,
            "null"
                | "true"
                | "false"
                | "current_timestamp"
                | "current_date"
                | "current_time"
                | "case"
                | "when"
                | "then"
                | "else"
                | "end"
                | "and"
                | "or"
                | "not"
                | "in"
                | "is"
                | "like"
                | "between"
                | "exists"
                | "select"
                | "from"
        )
}

/// Takes off pairs of parentheses that enclose the whole text, and white space and comments outside the first and last
/// token: a line comment at the end would swallow what is printed behind the text.
#[must_use]
pub fn strip_outer_parentheses(engine: Engine, text: &str) -> &str {
    slice(text, enclosed(&tokens(engine, text)))
}

/// The tokens inside the pairs of parentheses that enclose all of them.
fn enclosed<'t, 'a>(tokens: &'t [Token<'a>]) -> &'t [Token<'a>] {
    let mut inner = tokens;
    while let [first, .., last] = inner {
        let encloses = first.is_mark("(") && last.is_mark(")") && closing(inner, 0) == Some(inner.len() - 1);
        if inner.len() < 3 || !encloses {
            break;
        }
        inner = &inner[1..inner.len() - 1];
    }
    inner
}

/// The text from the first to the last of the tokens; without any, the text between its white space.
fn slice<'a>(text: &'a str, tokens: &[Token<'_>]) -> &'a str {
    match (tokens.first(), tokens.last()) {
        (Some(first), Some(last)) => &text[first.start..last.end],
        _ => text.trim(),
    }
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

/// Whether the text mentions the name as a bare or quoted identifier (letter case ignored except on PostgreSQL).
#[must_use]
pub fn mentions(engine: Engine, text: &str, name: &str) -> bool {
    tokens(engine, text).iter().any(|token| is_identifier(engine, token, name))
}

/// The text with every identifier `from` replaced by `to`, quoted; everything else stays to the byte.
#[must_use]
pub fn rename_identifier(engine: Engine, text: &str, from: &str, to: &str) -> String {
    let mut renamed = String::with_capacity(text.len());
    let mut copied = 0;
    for token in tokens(engine, text) {
        if is_identifier(engine, &token, from) {
            renamed.push_str(&text[copied..token.start]);
            renamed.push_str(&engine.quote(to));
            copied = token.end;
        }
    }
    renamed.push_str(&text[copied..]);
    renamed
}

fn is_identifier(engine: Engine, token: &Token<'_>, name: &str) -> bool {
    match token.kind {
        TokenKind::Word if engine == Engine::Postgres => token.text.to_lowercase() == name,
        TokenKind::QuotedName if engine == Engine::Postgres => token.name().as_deref() == Some(name),
        TokenKind::QuotedName if engine == Engine::MySql && token.text.starts_with('"') => false,
        TokenKind::Word | TokenKind::QuotedName => {
            token.name().is_some_and(|found| found.to_lowercase() == name.to_lowercase())
        }
        _ => false,
    }
}

/// Puts `CONSTRAINT name` before the table-level `FOREIGN KEY` clauses of a `CREATE TABLE`, in their order, where the
/// clause has no name yet. sea-query leaves the names out for SQLite (sea-query 1.0, `backend/sqlite/foreign_key.rs`).
#[must_use]
pub fn name_foreign_keys(engine: Engine, sql: &str, names: &[Option<&str>]) -> String {
    let found = tokens(engine, sql);
    let mut named = String::with_capacity(sql.len() + names.len() * 24);
    let mut copied = 0;
    let mut clause = 0;
    for (index, token) in found.iter().enumerate() {
        let is_clause = token.is_word("FOREIGN") && found.get(index + 1).is_some_and(|next| next.is_word("KEY"));
        if !is_clause {
            continue;
        }
        let has_name = index >= 2 && found[index - 2].is_word("CONSTRAINT");
        if let (Some(Some(name)), false) = (names.get(clause), has_name) {
            named.push_str(&sql[copied..token.start]);
            named.push_str("CONSTRAINT ");
            named.push_str(&engine.quote(name));
            named.push(' ');
            copied = token.start;
        }
        clause += 1;
    }
    named.push_str(&sql[copied..]);
    named
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
    fn a_name_is_replaced_only_where_it_is_a_name() {
        let text = "mail <> 'mail' and length(\"mail\")>0";
        assert_eq!(
            rename_identifier(Engine::Sqlite, text, "mail", "e mail"),
            "\"e mail\" <> 'mail' and length(\"e mail\")>0"
        );
    }

    #[test]
    fn foreign_keys_get_their_names() {
        let sql =
            "CREATE TABLE t ( a int, FOREIGN KEY (a) REFERENCES b (c), CONSTRAINT x FOREIGN KEY (a) REFERENCES d (e) )";
        let named = name_foreign_keys(Engine::Sqlite, sql, &[Some("f\"k"), Some("y")]);
        assert!(named.contains("a int, CONSTRAINT \"f\"\"k\" FOREIGN KEY (a) REFERENCES b"), "{named}");
        assert!(named.contains("CONSTRAINT x FOREIGN KEY"), "{named}");
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
