//! Literals and quoted names: what is written is what is read.

use driftline_inspect::fuzzing::{mysql_body, mysql_unescaped};
use driftline_schema::sql::{TokenKind, tokens};
use driftline_schema::{Engine, mysql, postgres};

use crate::engines::ALL;

/// Any text survives as a literal, as a name, and as a label.
///
/// # Panics
/// Where it does not.
pub fn check(text: &str) {
    for engine in ALL {
        let literal = engine.literal(text);
        let found = tokens(engine, &literal);
        assert!(matches!(&found[..], [only] if only.kind == TokenKind::Text), "{engine}: {literal} is {found:?}");
        let quoted = engine.quote(text);
        let found = tokens(engine, &quoted);
        assert!(matches!(&found[..], [only] if only.kind == TokenKind::QuotedName), "{engine}: {quoted} is {found:?}");
        assert_eq!(found[0].name().as_deref(), Some(text), "{engine}: {quoted}");
    }
    let plain = tokens(Engine::Sqlite, &Engine::Sqlite.literal(text))[0].name();
    assert_eq!(plain.as_deref(), Some(text), "a literal of SQLite");
    assert_eq!(mysql::text(&Engine::MySql.literal(text)).as_deref(), Some(text), "a literal of MariaDB");
    let wanted = Some(text).filter(|text| !text.contains('\0'));
    assert_eq!(postgres::text(&Engine::Postgres.literal(text)).as_deref(), wanted, "a literal of PostgreSQL");
    labels(text);
    // What MySQL escapes once more; its catalogs hold the result.
    assert_eq!(mysql_unescaped(&escaped(text)), text, "one level of backslashes");
    body(text);
    // Whatever stands there, nothing panics.
    let _ = (
        postgres::text(text),
        mysql::text(text),
        mysql::labels(text),
        mysql_unescaped(text),
        mysql_body(text, false),
        mysql_body(text, true),
    );
}

fn labels(text: &str) {
    let wanted: Vec<&str> = text.split('\n').collect();
    for kind in ["enum", "SET"] {
        let written: Vec<String> = wanted.iter().map(|label| Engine::MySql.literal(label)).collect();
        let data_type = format!("{kind}({})", written.join(","));
        let read = mysql::labels(&data_type).unwrap_or_default();
        assert_eq!(read, wanted, "{data_type}");
    }
}

/// As `escape_string` of MySQL's dictionary does.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => escaped.push_str("\\n"),
            '\r' => escaped.push_str("\\r"),
            '\0' => escaped.push_str("\\0"),
            '\u{1a}' => escaped.push_str("\\Z"),
            '\\' | '\'' | '"' => escaped.extend(['\\', c]),
            c => escaped.push(c),
        }
    }
    escaped
}

/// A literal in a routine as MariaDB's catalog prints it comes back, unless it says that it may be meant otherwise.
fn body(text: &str) {
    let mut printed = "select '".to_owned();
    for c in text.chars() {
        match c {
            '\'' => printed.push_str("''"),
            '\n' => printed.push_str("\\n"),
            '\r' => printed.push_str("\\r"),
            '\t' => printed.push_str("\\t"),
            '\0' => printed.push_str("\\0"),
            '\u{1a}' => printed.push_str("\\Z"),
            c => printed.push(c),
        }
    }
    printed.push('\'');
    let (written, is_ambiguous) = mysql_body(&printed, false);
    // Two characters of which the second stays what it is.
    let stays = ["\\%", "\\_"].iter().any(|pair| text.contains(pair));
    if !is_ambiguous && !stays {
        let read = written.strip_prefix("select ").and_then(mysql::text);
        assert_eq!(read.as_deref(), Some(text), "{printed} was taken for {written}");
    }
}
