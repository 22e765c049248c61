//! Statements and order of objects that one statement makes: routines, sequences, domains and the like. Leaves out when in a plan
//! they come and go, and what an engine can alter in place, which are in the engine's own file.

use std::collections::BTreeSet;

use driftline_schema::{Engine, Foundation, Object, ObjectId, ObjectKind, sql};

use crate::Statement;

/// The statement that creates an object.
pub(crate) fn create(object: &Object) -> Statement {
    Statement::raw(object.definition.text().trim_end().trim_end_matches(';'))
}

/// The statement that drops an object: nothing that leans on it goes along.
pub(crate) fn drop(engine: Engine, id: &ObjectId) -> Statement {
    let arguments = match (engine, id.kind.has_arguments()) {
        (Engine::Postgres, true) => format!("({})", id.arguments),
        _ => String::new(),
    };
    let name = match id.kind {
        // An extension and an event trigger have no namespace of their own.
        ObjectKind::Extension | ObjectKind::EventTrigger => engine.quote(&id.name.name),
        _ => id.name.quoted(engine),
    };
    Statement::raw(format!("DROP {} {name}{arguments}", id.kind.keyword()))
}

/// An object by kind and name, as a summary says it: `function total(integer)`.
pub(crate) fn words(id: &ObjectId) -> String {
    let arguments = if id.kind.has_arguments() { format!("({})", id.arguments) } else { String::new() };
    format!("{} {}{arguments}", id.kind.word(), id.name)
}

/// Objects in an order in which each finds what it stands on: by what the catalog says of it, and where the catalog does not look
/// inside (the text of a routine), by the names its text says. Objects that stand on each other in a circle keep their order.
pub(crate) fn order<'a>(engine: Engine, objects: impl IntoIterator<Item = &'a Object>) -> Vec<&'a Object> {
    let mut waiting: Vec<&Object> = objects.into_iter().collect();
    let mut order = Vec::with_capacity(waiting.len());
    while !waiting.is_empty() {
        let known =
            |object: &Object, other: &Object| object.stands_on.0.contains(&Foundation::Object(other.id.clone()));
        let says = |object: &Object, other: &Object| {
            other.id != object.id && sql::mentions(engine, object.definition.text(), &other.id.name.name)
        };
        let free = |leans: &dyn Fn(&Object, &Object) -> bool| {
            waiting.iter().position(|object| !waiting.iter().any(|other| leans(object, other)))
        };
        let next = free(&|object, other| known(object, other) || says(object, other)).or_else(|| free(&known));
        order.push(waiting.remove(next.unwrap_or_default()));
    }
    order
}

#[allow(dead_code)]
/// The objects among `objects` that stand on any of `gone`, directly or through others.
pub(crate) fn leaning<'a>(
    objects: impl IntoIterator<Item = &'a Object>,
    gone: &BTreeSet<Foundation>,
) -> BTreeSet<ObjectId> {
    let objects: Vec<&Object> = objects.into_iter().collect();
    let (mut gone, mut found) = (gone.clone(), BTreeSet::new());
    loop {
        let next = objects.iter().find(|object| !found.contains(&object.id) && !object.stands_on.0.is_disjoint(&gone));
        let Some(next) = next else { return found };
        found.insert(next.id.clone());
        gone.insert(Foundation::Object(next.id.clone()));
    }
}
