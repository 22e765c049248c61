//! Names inside texts: whether one is there, and the text with another in its place. Leaves out what a name stands for.

use std::borrow::Cow;

use super::keyword::is_reserved;
use super::{Token, TokenKind, tokens};
use crate::Engine;

/// Whether the text mentions the name as a bare or quoted identifier (letter case ignored except on PostgreSQL).
#[must_use]
pub fn mentions(engine: Engine, text: &str, name: &str) -> bool {
    let found = tokens(engine, text);
    (0..found.len()).any(|at| is_identifier(engine, &found, at, name))
}

/// The text with every identifier `from` replaced by `to`, quoted; everything else stays to the byte.
#[must_use]
pub fn rename_identifier(engine: Engine, text: &str, from: &str, to: &str) -> String {
    renamed(engine, text, from, to, |_, _| true)
}

/// The text with every identifier `from` that may be a column replaced by `to`, quoted: neither a function (`date(x)`) nor a type
/// behind a cast (`x::date`) is one.
#[must_use]
pub fn rename_column(engine: Engine, text: &str, from: &str, to: &str) -> String {
    renamed(engine, text, from, to, |found, at| {
        let is_call = found.get(at + 1).is_some_and(|next| next.is_mark("("));
        let is_type = at.checked_sub(1).is_some_and(|before| found[before].is_mark("::"));
        !is_call && !is_type
    })
}

fn renamed(engine: Engine, text: &str, from: &str, to: &str, may_be: impl Fn(&[Token<'_>], usize) -> bool) -> String {
    let found = tokens(engine, text);
    let mut renamed = String::with_capacity(text.len());
    let mut copied = 0;
    for (at, token) in found.iter().enumerate() {
        if is_identifier(engine, &found, at, from) && may_be(&found, at) {
            renamed.push_str(&text[copied..token.start]);
            push_name(&mut renamed, engine, text, token, to);
            copied = token.end;
        }
    }
    renamed.push_str(&text[copied..]);
    renamed
}

/// Puts a name in the place of a token, quoted. `a"b"` is a name and its alias: two marks that touch would be one.
pub(crate) fn push_name(into: &mut String, engine: Engine, text: &str, token: &Token<'_>, name: &str) {
    let quoted = engine.quote(name);
    let mark = &quoted[..1];
    if into.ends_with(mark) {
        into.push(' ');
    }
    into.push_str(&quoted);
    if text[token.end..].starts_with(mark) {
        into.push(' ');
    }
}

fn is_identifier(engine: Engine, found: &[Token<'_>], at: usize, name: &str) -> bool {
    let token = &found[at];
    // `@total` is a variable of the session.
    if engine == Engine::MySql && at > 0 && found[at - 1].is_mark("@") {
        return false;
    }
    match token.kind {
        TokenKind::Word => {
            let word = engine.folded(token.text);
            let name = if engine == Engine::Postgres { Cow::Borrowed(name) } else { Cow::Owned(engine.folded(name)) };
            word == name && !is_reserved(engine, &word)
        }
        TokenKind::QuotedName if engine == Engine::Postgres => token.name().as_deref() == Some(name),
        TokenKind::QuotedName if engine == Engine::MySql && token.text.starts_with('"') => false,
        TokenKind::QuotedName => token.name().is_some_and(|found| engine.folded(&found) == engine.folded(name)),
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

    #[test]
    fn a_name_is_replaced_only_where_it_is_a_name() {
        let text = "mail <> 'mail' and length(\"mail\")>0";
        assert_eq!(
            rename_identifier(Engine::Sqlite, text, "mail", "e mail"),
            "\"e mail\" <> 'mail' and length(\"e mail\")>0"
        );
    }

    #[test]
    fn quotes_that_touch_do_not_become_one() {
        assert_eq!(rename_identifier(Engine::Postgres, "SELECT a\"b\"", "a", "c"), "SELECT \"c\" \"b\"");
        assert_eq!(rename_identifier(Engine::MySql, "`b`a", "a", "c"), "`b` `c`");
    }

    #[test]
    fn a_keyword_is_no_name() {
        let text = "SELECT \"order\" FROM t ORDER BY CASE WHEN \"end\" THEN 1 END";
        assert_eq!(rename_identifier(Engine::Sqlite, text, "order", "place"), text.replace("\"order\"", "\"place\""));
        assert_eq!(rename_identifier(Engine::Postgres, text, "end", "stop"), text.replace("\"end\"", "\"stop\""));
        assert!(!mentions(Engine::MySql, "a IS NOT NULL", "null"));
        assert_eq!(rename_identifier(Engine::MySql, "SET @total = total", "total", "sum"), "SET @total = `sum`");
    }

    #[test]
    fn a_column_is_neither_a_function_nor_a_type() {
        let text = "(date >= '2020-01-01'::date) AND date(date) = lower(x)";
        let wanted = "(\"day\" >= '2020-01-01'::date) AND date(\"day\") = lower(x)";
        assert_eq!(rename_column(Engine::Postgres, text, "date", "day"), wanted);
    }

    #[test]
    fn letter_case_of_ascii_alone_is_ignored() {
        assert!(!mentions(Engine::Sqlite, "É > 0", "é") && mentions(Engine::Sqlite, "NaME > 0", "nAme"));
        assert!(!mentions(Engine::Postgres, "É > 0", "é"));
    }

    #[test]
    fn foreign_keys_get_their_names() {
        let sql =
            "CREATE TABLE t ( a int, FOREIGN KEY (a) REFERENCES b (c), CONSTRAINT x FOREIGN KEY (a) REFERENCES d (e) )";
        let named = name_foreign_keys(Engine::Sqlite, sql, &[Some("f\"k"), Some("y")]);
        assert!(named.contains("a int, CONSTRAINT \"f\"\"k\" FOREIGN KEY (a) REFERENCES b"), "{named}");
        assert!(named.contains("CONSTRAINT x FOREIGN KEY"), "{named}");
    }
}
