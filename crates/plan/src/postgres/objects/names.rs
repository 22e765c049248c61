//! Whether a text names an object: the way what belongs to tables is seen to lean on one. Leaves out what objects stand on, which
//! the catalog says.

use driftline_schema::sql::{self, TokenKind, tokens};
use driftline_schema::{Object, ObjectId, ObjectKind};

use super::super::ENGINE;

/// Whether an expression, a type or a statement names the object. May find one too many (two functions of one name), which costs a
/// rebuild and never a failure.
pub(in super::super) fn names(text: &str, id: &ObjectId) -> bool {
    let name = &id.name.name;
    match id.kind {
        ObjectKind::Function | ObjectKind::Procedure | ObjectKind::Aggregate => calls(text, name),
        ObjectKind::Operator => text.contains(name.as_str()),
        // Their names stand in a literal: `nextval('s'::regclass)`, `to_tsvector('c'::regconfig, …)`.
        ObjectKind::Sequence | ObjectKind::TextSearchConfiguration | ObjectKind::TextSearchDictionary => {
            tokens(ENGINE, text).iter().any(|token| token.kind == TokenKind::Text && token.text.contains(name.as_str()))
                || sql::mentions(ENGINE, text, name)
        }
        ObjectKind::Collation | ObjectKind::CompositeType | ObjectKind::RangeType | ObjectKind::Domain => {
            sql::mentions(ENGINE, text, name)
        }
        // Nothing says that it leans on one of these.
        ObjectKind::Extension
        | ObjectKind::Cast
        | ObjectKind::Statistics
        | ObjectKind::EventTrigger
        | ObjectKind::Event
        | ObjectKind::VirtualTable => false,
    }
}

/// Whether the text calls a routine of this name, or names it for a `reg…` type.
fn calls(text: &str, name: &str) -> bool {
    let found = tokens(ENGINE, text);
    let is_name = |place: usize| match found[place].kind {
        TokenKind::Word => found[place].text.to_lowercase() == name,
        TokenKind::QuotedName => found[place].name().as_deref() == Some(name),
        _ => false,
    };
    (0..found.len()).any(|place| is_name(place) && found.get(place + 1).is_some_and(|next| next.is_mark("(")))
}

/// The definition without what the engine does not look into: texts in dollar quotes.
pub(in super::super) fn outside_texts(object: &Object) -> String {
    let text = object.definition.text();
    let mut kept = String::with_capacity(text.len());
    let mut copied = 0;
    for token in
        tokens(ENGINE, text).iter().filter(|token| token.kind == TokenKind::Text && token.text.starts_with('$'))
    {
        kept.push_str(&text[copied..token.start]);
        copied = token.end;
    }
    kept.push_str(&text[copied..]);
    kept
}

/// The text of a routine that the engine keeps as it is, if it is one.
pub(super) fn body(object: &Object) -> Option<String> {
    if !matches!(object.id.kind, ObjectKind::Function | ObjectKind::Procedure) {
        return None;
    }
    let found = tokens(ENGINE, object.definition.text());
    found.iter().rev().find(|token| token.kind == TokenKind::Text && token.text.starts_with('$')).map(|token| {
        let tag = token.text[1..].find('$').map_or(0, |end| end + 2);
        token.text.get(tag..token.text.len().saturating_sub(tag)).unwrap_or_default().to_owned()
    })
}
