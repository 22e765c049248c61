//! Names inside texts: found, replaced and given back.

use std::collections::BTreeSet;

use driftline_schema::creation::with_namespaces;
use driftline_schema::sql::{Token, TokenKind, mentions, name_foreign_keys, rename_identifier, tokens};
use driftline_schema::{Engine, Sql};

use super::holds_double_minus;
use crate::engines::ALL;

/// A name that no text of a corpus holds, of the kind that needs quotes.
const OTHER: &str = "zz \"q`é]";

/// Every name of the text can be replaced and given back, and nothing else changes.
///
/// # Panics
/// Where that is not so.
pub fn check(text: &str) {
    for engine in ALL {
        if mentions(engine, text, OTHER) || holds_double_minus(engine, text) {
            continue;
        }
        for name in names(engine, text).iter().take(6) {
            there_and_back(engine, text, name);
        }
        assert_eq!(with_namespaces(engine, text, |_, _| None), text, "{engine}");
        let renamed = with_namespaces(engine, text, |_, _| Some(OTHER.to_owned()));
        assert_eq!(tokens(engine, &renamed).len(), tokens(engine, text).len(), "{engine}: {renamed}");
        let named = name_foreign_keys(engine, text, &[Some("a\"b`"), None, Some("c")]);
        let added = tokens(engine, &named).len() - tokens(engine, text).len();
        assert!(added <= 4 && added.is_multiple_of(2), "{engine}: {added} tokens more: {named}");
    }
}

/// Names as the engine stores them.
fn names(engine: Engine, text: &str) -> BTreeSet<String> {
    let name = |token: &Token<'_>| match token.kind {
        TokenKind::Word => Some(engine.folded(token.text)),
        TokenKind::QuotedName if engine == Engine::MySql && token.text.starts_with('"') => None,
        TokenKind::QuotedName => token.name(),
        _ => None,
    };
    tokens(engine, text).iter().filter_map(name).collect()
}

fn there_and_back(engine: Engine, text: &str, name: &str) {
    let renamed = rename_identifier(engine, text, name, OTHER);
    if !mentions(engine, text, name) {
        // A keyword, which no name is.
        assert_eq!(renamed, text, "{engine}: {name}");
        return;
    }
    assert!(!mentions(engine, &renamed, name), "{engine}: {name} is left in {renamed}");
    assert!(mentions(engine, &renamed, OTHER), "{engine}: {renamed}");
    let (before, after) = (tokens(engine, text), tokens(engine, &renamed));
    assert_eq!(before.len(), after.len(), "{engine}: {renamed}");
    for (one, other) in before.iter().zip(&after) {
        let is_other = other.name().as_deref() == Some(OTHER);
        assert!(is_other || one.text == other.text, "{engine}: {one:?} became {other:?}");
    }
    let back = rename_identifier(engine, &renamed, OTHER, name);
    let (back, whole) = (Sql::new(engine, back), Sql::new(engine, text));
    assert_eq!(back, whole, "{engine}: {name} and back");
    // Texts are renamed in the form that is compared too.
    let key = rename_identifier(engine, whole.key(), name, OTHER);
    assert_eq!(Sql::new(engine, key), Sql::new(engine, &renamed), "{engine}: {name} in the form that is compared");
}
