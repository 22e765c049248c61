//! A composite type's statement taken apart, and the statements that turn one into another. Leaves out types that columns hold
//! values of where PostgreSQL refuses the change (`remade`).
//!
//! The statement is the reader's: `CREATE TYPE c AS (a type COLLATE x, b type)`.

use driftline_schema::sql::{closing, tokens};
use driftline_schema::{Object, Sql};

use super::super::ENGINE;
use super::super::print::{name, quote};
use super::routine::split;

/// An attribute: its name and its type with the collation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Attribute {
    pub(super) name: String,
    pub(super) kind: Sql,
}

/// The attributes in order.
pub(super) fn read(definition: &str) -> Option<Vec<Attribute>> {
    let found = tokens(ENGINE, definition);
    let open = found.iter().position(|token| token.is_mark("("))?;
    let close = closing(&found, open)?;
    let attributes = split(&found[open + 1..close]).into_iter().map(|part| {
        let (first, last) = (part.get(1)?, part.last()?);
        Some(Attribute { name: part[0].name()?, kind: Sql::new(ENGINE, &definition[first.start..last.end]) })
    });
    attributes.collect()
}

/// The statements that turn one into the other, if a type of other attributes can be reached that way: new attributes go last, and
/// while columns hold values (`in_columns`) no attribute changes its type.
pub(super) fn alter(from: &[Attribute], to: &[Attribute], object: &Object, in_columns: bool) -> Option<Vec<String>> {
    let kept: Vec<&str> =
        from.iter().map(|each| each.name.as_str()).filter(|name| to.iter().any(|new| new.name == *name)).collect();
    let reached = kept
        .iter()
        .copied()
        .chain(to.iter().map(|each| each.name.as_str()).filter(|name| from.iter().all(|old| old.name != *name)));
    if !reached.eq(to.iter().map(|each| each.name.as_str())) {
        return None;
    }
    let kind = name(&object.id.name);
    let mut actions = Vec::new();
    for old in from.iter().filter(|old| !kept.contains(&old.name.as_str())) {
        actions.push(format!("DROP ATTRIBUTE {}", quote(&old.name)));
    }
    for new in to {
        match from.iter().find(|old| old.name == new.name) {
            None => actions.push(format!("ADD ATTRIBUTE {} {}", quote(&new.name), new.kind.text())),
            Some(old) if old.kind != new.kind => {
                if in_columns {
                    return None;
                }
                actions.push(format!("ALTER ATTRIBUTE {} TYPE {}", quote(&new.name), new.kind.text()));
            }
            Some(_) => {}
        }
    }
    Some(if actions.is_empty() { Vec::new() } else { vec![format!("ALTER TYPE {kind} {}", actions.join(", "))] })
}
