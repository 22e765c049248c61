//! Reads what a `CREATE` statement makes: the kind and the name of a trigger, a view or another object, as a person writes the
//! statement. Leaves out what the statement says about it, which only the engine understands whole.

use crate::reader::{ParseError, Reader};
use crate::sql::{Token, TokenKind, closing, is_open, trimmed};
use crate::{Engine, ObjectId, ObjectKind, ObjectName};

/// What a statement makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Creation {
    /// The object.
    pub made: Made,
    /// The statement without the default namespace in front of the object's name and without a closing semicolon.
    pub statement: String,
}

/// The object that a statement makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Made {
    /// A trigger, and the table or view it is on.
    Trigger {
        /// The trigger's name.
        name: String,
        /// The table or view.
        on: ObjectName,
    },
    /// A view.
    View {
        /// The view's name.
        name: ObjectName,
        /// `MATERIALIZED`.
        materialized: bool,
        /// The query behind `AS`, where the view names no columns and has no options of its own.
        query: Option<String>,
    },
    /// Something beside tables and views.
    Object(ObjectId),
}

/// Reads a `CREATE` statement.
///
/// # Errors
/// [`ParseError`] where it makes nothing that this crate has a kind for: tables, indexes, enumerated types.
pub fn creation(engine: Engine, sql: &str) -> Result<Creation, ParseError> {
    let mut reader = Reader::new(engine, sql);
    if is_open(engine, sql) {
        return Err(reader.unexpected_at(reader.tokens.len(), "the end of a quote or comment"));
    }
    reader.expect_word("create", "CREATE")?;
    skip_words_between(&mut reader);
    let kind = kind(&mut reader)?;
    reader.take_words(&["if", "not", "exists"]);
    let start = reader.at;
    let mut name = reader.qualified_name("the name of what is created")?;
    let is_default = engine == Engine::Postgres && name.namespace.as_deref() == Some("public");
    if is_default {
        name.namespace = None;
    }
    let statement = statement(&reader, sql, start, is_default);
    let made = match kind {
        Kind::Trigger => Made::Trigger { name: name.name, on: trigger_target(&mut reader)? },
        Kind::View { materialized } => Made::View { name, materialized, query: query(&mut reader) },
        Kind::Type => {
            let kind = type_kind(&mut reader)?;
            Made::Object(ObjectId::new(kind, name))
        }
        Kind::Object(kind) => {
            // Only PostgreSQL tells routines of one name apart.
            let is_overloaded = kind.has_arguments() && engine == Engine::Postgres;
            let arguments = if is_overloaded { arguments(&reader)? } else { String::new() };
            Made::Object(ObjectId { arguments, ..ObjectId::new(kind, name) })
        }
    };
    Ok(Creation { made, statement })
}

enum Kind {
    Trigger,
    View {
        materialized: bool,
    },
    /// Which type shows behind the name.
    Type,
    Object(ObjectKind),
}

/// Passes over what may stand between `CREATE` and the kind on any engine.
fn skip_words_between(reader: &mut Reader<'_>) {
    loop {
        let definer_end = definer(reader);
        if let Some(end) = definer_end {
            reader.at = end;
        } else if !(reader.take_words(&["or", "replace"])
            || reader.take_words(&["sql", "security", "definer"])
            || reader.take_words(&["sql", "security", "invoker"])
            || reader.take_word("constraint")
            || reader.take_word("recursive")
            || reader.take_word("unlogged")
            || algorithm(reader))
        {
            return;
        }
    }
}

/// `DEFINER = 'user'@'host'`, `DEFINER = CURRENT_USER`: where it ends. It does where the next word of the statement's own begins.
fn definer(reader: &Reader<'_>) -> Option<usize> {
    let is_definer = reader.peek().is_some_and(|token| token.is_word("definer"))
        && reader.tokens.get(reader.at + 1).is_some_and(|token| token.is_mark("="));
    let own = ["sql", "view", "trigger", "function", "procedure", "event", "aggregate"];
    let begins = |at: &usize| reader.tokens.get(*at).is_some_and(|token| own.iter().any(|word| token.is_word(word)));
    is_definer.then(|| (reader.at + 2..reader.tokens.len()).find(begins)).flatten()
}

fn algorithm(reader: &mut Reader<'_>) -> bool {
    let is_algorithm = reader.peek().is_some_and(|token| token.is_word("algorithm"));
    if is_algorithm {
        reader.at += 1;
        reader.take_mark("=");
        reader.at += 1;
    }
    is_algorithm
}

fn kind(reader: &mut Reader<'_>) -> Result<Kind, ParseError> {
    let kinds: [(&[&str], ObjectKind); 16] = [
        (&["extension"], ObjectKind::Extension),
        (&["collation"], ObjectKind::Collation),
        (&["sequence"], ObjectKind::Sequence),
        (&["domain"], ObjectKind::Domain),
        // MariaDB's `CREATE AGGREGATE FUNCTION` makes a function.
        (&["aggregate", "function"], ObjectKind::Function),
        (&["function"], ObjectKind::Function),
        (&["procedure"], ObjectKind::Procedure),
        (&["aggregate"], ObjectKind::Aggregate),
        (&["text", "search", "configuration"], ObjectKind::TextSearchConfiguration),
        (&["text", "search", "dictionary"], ObjectKind::TextSearchDictionary),
        (&["statistics"], ObjectKind::Statistics),
        (&["event", "trigger"], ObjectKind::EventTrigger),
        (&["event"], ObjectKind::Event),
        (&["virtual", "table"], ObjectKind::VirtualTable),
        (&["operator"], ObjectKind::Operator),
        (&["cast"], ObjectKind::Cast),
    ];
    if reader.take_word("trigger") {
        return Ok(Kind::Trigger);
    }
    if reader.take_words(&["materialized", "view"]) {
        return Ok(Kind::View { materialized: true });
    }
    if reader.take_word("view") {
        return Ok(Kind::View { materialized: false });
    }
    if reader.take_word("type") {
        return Ok(Kind::Type);
    }
    let found = kinds.into_iter().find(|(words, _)| reader.take_words(words));
    // An operator and a cast have no name of the ordinary form.
    match found {
        Some((_, ObjectKind::Operator | ObjectKind::Cast)) | None => Err(reader.unexpected(
            "TRIGGER, VIEW, FUNCTION, PROCEDURE, SEQUENCE, DOMAIN, TYPE, EXTENSION, EVENT, VIRTUAL TABLE or another kind of object",
        )),
        Some((_, kind)) => Ok(Kind::Object(kind)),
    }
}

fn type_kind(reader: &mut Reader<'_>) -> Result<ObjectKind, ParseError> {
    if reader.take_words(&["as", "range"]) {
        return Ok(ObjectKind::RangeType);
    }
    if reader.take_word("as") && reader.peek().is_some_and(|token| token.is_mark("(")) {
        return Ok(ObjectKind::CompositeType);
    }
    Err(reader.unexpected("AS and the attributes, or AS RANGE; an enumerated type is declared by an ActiveEnum"))
}

/// The table or view behind `ON`. An event may name columns: `UPDATE OF a, b ON t`.
fn trigger_target(reader: &mut Reader<'_>) -> Result<ObjectName, ParseError> {
    while reader.peek().is_some_and(|token| !token.is_word("on")) {
        reader.at += 1;
    }
    reader.expect_word("on", "ON and the table")?;
    let mut on = reader.qualified_name("the table of the trigger")?;
    if reader.engine == Engine::Postgres && on.namespace.as_deref() == Some("public") {
        on.namespace = None;
    }
    Ok(on)
}

fn query(reader: &mut Reader<'_>) -> Option<String> {
    let start = reader.take_word("as").then_some(reader.at)?;
    let end = end(reader);
    Some(reader.source(start, end).to_owned())
}

/// The types of the arguments as they are written: names and defaults are left out where they can be told apart.
fn arguments(reader: &Reader<'_>) -> Result<String, ParseError> {
    let is_open = reader.peek().is_some_and(|token| token.is_mark("("));
    let Some(close) = closing(&reader.tokens, reader.at).filter(|_| is_open) else {
        return Err(reader.unexpected("`(` and the arguments"));
    };
    let (mut arguments, mut start) = (Vec::new(), reader.at + 1);
    while start < close {
        let end = reader.item_end(start, close);
        let is_default = |at: &usize| {
            let token = &reader.tokens[*at];
            token.is_word("default") || token.is_mark("=") || token.is_mark(":=")
        };
        let stop = (start..end).find(is_default).unwrap_or(end);
        let words: Vec<&str> = reader.tokens[start..stop].iter().map(|token| token.text).collect();
        arguments.push(joined(&words));
        start = end + 1;
    }
    Ok(arguments.join(", "))
}

/// Words of a type with single spaces, none around marks.
fn joined(words: &[&str]) -> String {
    let mut text = String::new();
    for word in words {
        let is_mark = |text: &str| text.chars().all(|c| !c.is_alphanumeric() && !matches!(c, '_' | '"' | '`'));
        let glued = text.is_empty() || is_mark(word) || text.ends_with(['(', '.', '[', ',']);
        if !glued {
            text.push(' ');
        }
        text.push_str(word);
    }
    text
}

fn end(reader: &Reader<'_>) -> usize {
    reader.tokens.iter().rposition(|token| !token.is_mark(";")).map_or(0, |last| last + 1)
}

/// The statement, the name of the default namespace taken off. Only a trigger's own semicolons stay.
fn statement(reader: &Reader<'_>, sql: &str, name: usize, is_default: bool) -> String {
    let body = match reader.tokens.get(end(reader)) {
        // A body that ends in END keeps the semicolons before it; those behind everything go.
        Some(token) => trimmed(&sql[..token.start]),
        None => trimmed(sql),
    };
    let Some((first, last)) = reader.tokens.get(name).zip(reader.tokens.get(name + 2)).filter(|_| is_default) else {
        return body.to_owned();
    };
    let lead = sql.find(trimmed(sql)).unwrap_or_default();
    let cut = |offset: usize| offset.saturating_sub(lead).min(body.len());
    format!("{}{}", &body[..cut(first.start)], &body[cut(last.start)..])
}

/// The text with namespaces under other names: `renamed` is asked for each that stands before a dot, with the name behind it.
#[must_use]
pub fn with_namespaces(engine: Engine, text: &str, renamed: impl Fn(&str, &str) -> Option<String>) -> String {
    let found = crate::sql::tokens(engine, text);
    let mut changed = String::with_capacity(text.len());
    let mut copied = 0;
    for (at, token) in found.iter().enumerate() {
        let is_name = matches!(token.kind, TokenKind::Word | TokenKind::QuotedName);
        let is_dot = |at: usize| found.get(at).is_some_and(|token| token.is_mark("."));
        let is_first = at == 0 || !is_dot(at - 1);
        let Some(name) = token.name().filter(|_| is_name && is_first && is_dot(at + 1)) else { continue };
        let folded = |token: &Token<'_>, name: String| {
            if token.kind == TokenKind::Word { engine.folded(&name) } else { name }
        };
        let name = folded(token, name);
        let object = found.get(at + 2).and_then(|next| Some(folded(next, next.name()?))).unwrap_or_default();
        if let Some(other) = renamed(&name, &object) {
            changed.push_str(&text[copied..token.start]);
            crate::sql::push_name(&mut changed, engine, text, token, &other);
            copied = token.end;
        }
    }
    changed.push_str(&text[copied..]);
    changed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(engine: Engine, sql: &str) -> Creation {
        creation(engine, sql).expect(sql)
    }

    fn object(kind: ObjectKind, name: &str, arguments: &str) -> Made {
        Made::Object(ObjectId { arguments: arguments.to_owned(), ..ObjectId::new(kind, name.into()) })
    }

    #[test]
    fn the_kind_and_the_name_are_found() {
        let postgres = [
            ("CREATE EXTENSION IF NOT EXISTS pg_trgm", object(ObjectKind::Extension, "pg_trgm", "")),
            ("create domain public.Positive AS integer", object(ObjectKind::Domain, "positive", "")),
            (
                "CREATE OR REPLACE FUNCTION f(a integer DEFAULT 1 + (2), VARIADIC b  text [] = '{}', numeric(9, 2)) RETURNS int AS $$ ; $$",
                object(ObjectKind::Function, "f", "a integer, VARIADIC b text[], numeric(9,2)"),
            ),
            ("CREATE TYPE \"P\" AS (x int)", object(ObjectKind::CompositeType, "P", "")),
            ("CREATE TYPE r AS RANGE (subtype = int)", object(ObjectKind::RangeType, "r", "")),
            (
                "CREATE TEXT SEARCH CONFIGURATION c (COPY = english)",
                object(ObjectKind::TextSearchConfiguration, "c", ""),
            ),
            (
                "CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION f()",
                object(ObjectKind::EventTrigger, "e", ""),
            ),
        ];
        for (sql, wanted) in postgres {
            assert_eq!(made(Engine::Postgres, sql).made, wanted, "{sql}");
        }
        let mysql = [
            (
                "CREATE DEFINER=`a b`@`%` FUNCTION `f`(a int) RETURNS int RETURN a",
                object(ObjectKind::Function, "f", ""),
            ),
            (
                "CREATE DEFINER = CURRENT_USER() EVENT e ON SCHEDULE EVERY 1 DAY DO SELECT 1",
                object(ObjectKind::Event, "e", ""),
            ),
        ];
        for (sql, wanted) in mysql {
            assert_eq!(made(Engine::MySql, sql).made, wanted, "{sql}");
        }
        assert_eq!(
            made(Engine::Sqlite, "CREATE VIRTUAL TABLE IF NOT EXISTS [a b] USING fts5(x)").made,
            object(ObjectKind::VirtualTable, "a b", "")
        );
    }

    #[test]
    fn triggers_and_views_are_found() {
        let trigger = |name: &str, on: &str| Made::Trigger { name: name.to_owned(), on: on.into() };
        let sql = "CREATE TRIGGER t AFTER UPDATE OF a, b ON c BEGIN SELECT 1; END;";
        assert_eq!(made(Engine::Sqlite, sql).made, trigger("t", "c"));
        assert_eq!(made(Engine::Sqlite, sql).statement, sql.trim_end_matches(';'));
        let sql = "CREATE CONSTRAINT TRIGGER t AFTER INSERT ON public.c EXECUTE FUNCTION f()";
        assert_eq!(made(Engine::Postgres, sql).made, trigger("t", "c"));
        let view = |materialized, query: Option<&str>| Made::View {
            name: "v".into(),
            materialized,
            query: query.map(str::to_owned),
        };
        assert_eq!(made(Engine::Postgres, "CREATE VIEW v AS SELECT 1 ;").made, view(false, Some("SELECT 1")));
        assert_eq!(made(Engine::Postgres, "CREATE MATERIALIZED VIEW v (a) AS SELECT 1").made, view(true, None));
        let sql = "CREATE ALGORITHM=MERGE DEFINER=x@y SQL SECURITY INVOKER VIEW v AS SELECT 1";
        assert_eq!(made(Engine::MySql, sql).made, view(false, Some("SELECT 1")));
    }

    #[test]
    fn the_default_namespace_goes() {
        let sql = " CREATE FUNCTION \"public\" . f() RETURNS int AS 'select 1';";
        assert_eq!(made(Engine::Postgres, sql).statement, "CREATE FUNCTION f() RETURNS int AS 'select 1'");
        let renamed = |name: &str, _: &str| (name == "audit").then(|| "x y".to_owned());
        let text = "SELECT audit.f(a.audit), Audit.t.c FROM \"audit\".t";
        let wanted = "SELECT \"x y\".f(a.audit), \"x y\".t.c FROM \"x y\".t";
        assert_eq!(with_namespaces(Engine::Postgres, text, renamed), wanted);
    }

    #[test]
    fn what_has_no_kind_is_refused() {
        for sql in [
            "CREATE TABLE t (a)",
            "DROP VIEW v",
            "CREATE TYPE e AS ENUM ('a')",
            "CREATE FUNCTION f",
            "CREATE",
            "CREATE VIEW v AS SELECT 'x",
        ] {
            assert!(creation(Engine::Postgres, sql).is_err(), "{sql}");
        }
    }
}
