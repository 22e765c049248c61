//! Tokens, and what is built on them alone: the form of a text that is compared, its outer parentheses.

use driftline_schema::sql::{Token, TokenKind, closing, strip_outer_parentheses, tokens};
use driftline_schema::{Engine, Sql};

use super::holds_double_minus;
use crate::engines::ALL;

/// Tokens cover the text, and the form that is compared says what they say.
///
/// # Panics
/// Where that is not so.
pub fn check(text: &str) {
    for engine in ALL {
        let found = tokens(engine, text);
        covers(engine, text, &found);
        if !holds_double_minus(engine, text) {
            compares(engine, text, &found);
        }
    }
}

/// Tokens stand in order, on character boundaries, with nothing but white space and comments between them.
fn covers(engine: Engine, text: &str, found: &[Token<'_>]) {
    let mut end = 0;
    for token in found {
        assert!(token.start >= end && token.end > token.start, "{engine}: {token:?} stands before {end}");
        assert_eq!(text.get(token.start..token.end), Some(token.text), "{engine}: {token:?}");
        let between = text.get(end..token.start);
        assert!(between.is_some_and(|gap| tokens(engine, gap).is_empty()), "{engine}: {between:?} before {token:?}");
        end = token.end;
    }
    let behind = &text[end..];
    assert!(tokens(engine, behind).is_empty(), "{engine}: {behind:?} is left");
    // A token is one wherever it stands: the printers put texts together.
    let spaced: Vec<&str> = found.iter().map(|token| token.text).collect();
    let spaced = spaced.join(" ");
    let again = tokens(engine, &spaced);
    let same = again.len() == found.len()
        && again.iter().zip(found).all(|(one, other)| one.kind == other.kind && one.text == other.text);
    assert!(same, "{engine}: {found:?} with spaces is {again:?}");
}

fn compares(engine: Engine, text: &str, found: &[Token<'_>]) {
    let stripped = strip_outer_parentheses(engine, text);
    let sql = Sql::new(engine, text);
    assert_eq!(sql.text(), stripped, "{engine}");
    assert_eq!(strip_outer_parentheses(engine, stripped), stripped, "{engine}: twice");
    assert_eq!(Sql::new(engine, sql.text()), sql, "{engine}: {text:?} read again");
    let from_key = Sql::new(engine, sql.key());
    assert_eq!(from_key.key(), sql.key(), "{engine}: the form that is compared is a text of the engine too");
    // Nothing of the text gets lost in the form that is compared.
    let inner = tokens(engine, stripped);
    let key = tokens(engine, sql.key());
    assert_eq!(inner.len(), key.len(), "{engine}: {inner:?} is compared as {key:?}");
    for (one, other) in inner.iter().zip(&key) {
        assert!(says_the_same(engine, one, other), "{engine}: {one:?} is compared as {other:?}");
    }
    for (open, token) in found.iter().enumerate().filter(|(_, token)| token.is_mark("(")).take(8) {
        if let Some(close) = closing(found, open) {
            assert!(close > open && found[close].is_mark(")"), "{engine}: {token:?} closes at {close}");
        }
    }
}

/// Whether a token and the one that it is compared as are one value, one name or one mark.
fn says_the_same(engine: Engine, one: &Token<'_>, other: &Token<'_>) -> bool {
    let is_name = |token: &Token<'_>| {
        let is_text = engine == Engine::MySql && token.text.starts_with('"');
        matches!(token.kind, TokenKind::Word | TokenKind::QuotedName) && !is_text
    };
    if is_name(one) && is_name(other) {
        let folded = |token: &Token<'_>| {
            let name = token.name().unwrap_or_default();
            let keeps_case = engine == Engine::Postgres && token.kind == TokenKind::QuotedName;
            if keeps_case { name } else { engine.folded(&name) }
        };
        return folded(one) == folded(other);
    }
    match one.text {
        "==" => matches!(other.text, "=" | "=="),
        "!=" => matches!(other.text, "<>" | "!="),
        text => one.kind == other.kind && text == other.text,
    }
}
