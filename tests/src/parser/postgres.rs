//! Texts as PostgreSQL's catalogs print them: under reported names, and compared by what they mean.

use driftline_inspect::fuzzing::{postgres_default, postgres_expression, postgres_text};
use driftline_schema::sql::{TokenKind, tokens};
use driftline_schema::{Engine, Sql};

/// Types a default is read for.
const TYPES: [&str; 5] = ["text", "integer", "numeric", "numeric(10,2)", "character varying(10)"];

/// The text stays, and what it is compared as is settled.
///
/// # Panics
/// Where that is not so.
pub fn check_meaning(text: &str) {
    let read = postgres_expression(text);
    assert_eq!(read.text(), Sql::new(Engine::Postgres, text).text());
    assert_eq!(postgres_expression(read.text()), read, "{:?} read again", read.text());
    let settled = postgres_expression(read.key());
    assert_eq!(settled.key(), read.key(), "what is compared is settled");
    for data_type in TYPES {
        if let Some(default) = postgres_default(text, data_type) {
            assert_eq!(default.text(), read.text(), "{data_type}");
            assert_eq!(postgres_default(default.text(), data_type), Some(default), "{data_type}");
        }
    }
}

/// Only qualifiers change, and literals that hold a name.
///
/// # Panics
/// Where something else does.
pub fn check_names(text: &str) {
    let others = [("scratch_1", "Other \"x\""), ("audit", "audit")];
    let changed = postgres_text(&others, text);
    let (before, after) = (tokens(Engine::Postgres, text), tokens(Engine::Postgres, &changed));
    let mut rest = after.iter();
    let mut at = 0;
    while at < before.len() {
        let token = &before[at];
        let is_qualifier = before.get(at + 1).is_some_and(|next| next.is_mark("."));
        let name = token.name();
        if is_qualifier
            && name.as_deref() == Some("public")
            && rest.clone().next().map(|next| next.text) != Some(token.text)
        {
            at += 2;
            continue;
        }
        let next = rest.next();
        assert!(next.is_some(), "{token:?} went");
        let Some(next) = next else { return };
        let is_other = is_qualifier && name.as_deref() == Some("scratch_1") && next.text == "\"Other \"\"x\"\"\"";
        let is_audit = is_qualifier && name.as_deref() == Some("audit") && next.text == "\"audit\"";
        let is_literal = token.kind == TokenKind::Text && next.kind == TokenKind::Text;
        assert!(next.text == token.text || is_other || is_audit || is_literal, "{token:?} became {next:?}");
        at += 1;
    }
    assert_eq!(rest.next(), None, "{changed:?}");
    if ["public", "scratch_1", "audit"].iter().all(|name| !text.contains(name)) {
        assert_eq!(changed, text);
    }
}
