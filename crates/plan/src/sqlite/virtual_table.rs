//! Virtual tables: made, dropped, and made anew with their rows where the module keeps rows of its own. Leaves out their own
//! storage, which the module looks after.
//!
//! Sources: fts5.html sections 4.4 (content) and 6.7 (rebuild), rtree.html section 3.

use driftline_schema::sql::{closing, tokens};
use driftline_schema::{Engine, Object, Sql};

use super::{quote, rebuild};
use crate::object::{self, words};
use crate::{Hazard, HazardKind, Statement, Step};

/// Where the text of a full-text table is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// In the virtual table itself, as everything of an rtree.
    Own,
    /// Nowhere: only the index is kept.
    Nowhere,
    /// In another table.
    Table(String),
}

/// The columns that the module is given, without their properties, and where the content is.
fn arguments(object: &Object) -> (Vec<String>, Content) {
    let text = object.definition.text();
    let found = tokens(Engine::Sqlite, text);
    let open = found.iter().position(|token| token.is_mark("("));
    let (mut columns, mut content) = (Vec::new(), Content::Own);
    let Some((open, close)) = open.and_then(|open| Some((open, closing(&found, open)?))) else {
        return (columns, content);
    };
    for argument in found[open + 1..close].split(|token| token.is_mark(",")) {
        let first = argument.iter().find(|token| !token.is_mark("+"));
        match argument {
            [option, equals, value] if equals.is_mark("=") && option.is_word("content") => {
                let name = value.name().unwrap_or_default();
                content = if name.is_empty() { Content::Nowhere } else { Content::Table(name) };
            }
            [_, equals, ..] if equals.is_mark("=") => {}
            _ => columns.extend(first.and_then(|token| token.name())),
        }
    }
    (columns, content)
}

/// Where the text is kept.
pub(super) fn content(object: &Object) -> Content {
    arguments(object).1
}

/// Fills the index of a table whose content is another's.
fn filled(object: &Object) -> Option<Statement> {
    let name = quote(&object.id.name.name);
    let is_full_text = module(object).is_some_and(|module| module.starts_with("fts"));
    (is_full_text && matches!(content(object), Content::Table(_)))
        .then(|| Statement::raw(format!("INSERT INTO {name} ({name}) VALUES ('rebuild')")))
}

/// The module's name in lower case.
fn module(object: &Object) -> Option<String> {
    let found = tokens(Engine::Sqlite, object.definition.text());
    let using = found.iter().position(|token| token.is_word("using"))?;
    found.get(using + 1)?.name().map(|name| name.to_lowercase())
}

fn made(object: &Object) -> Vec<Statement> {
    std::iter::once(object::create(object)).chain(filled(object)).collect()
}

fn gone(object: &Object) -> Vec<Statement> {
    vec![object::drop(Engine::Sqlite, &object.id)]
}

/// The index is made again while the table whose text it is has its old name, going down: what comes before has no such table.
pub(super) fn refill(object: &Object) -> Option<Step> {
    let fill: Vec<Statement> = filled(object).into_iter().collect();
    let summary = format!("fill {} again", words(&object.id));
    (!fill.is_empty()).then(|| Step::new(summary, fill.clone(), fill))
}

/// Takes the filling out of the way back.
pub(super) fn without_filling(mut step: Step, object: &Object) -> Step {
    let fill = filled(object);
    step.down.retain(|statement| fill.as_ref() != Some(statement));
    step
}

/// The virtual table appears.
pub(super) fn create(object: &Object) -> Step {
    Step::new(format!("create {}", words(&object.id)), made(object), gone(object))
}

/// The virtual table goes; what another table holds comes back with it.
pub(super) fn drop(object: &Object) -> Step {
    let what = words(&object.id);
    let mut step = Step::new(format!("drop {what}"), gone(object), made(object));
    if !matches!(content(object), Content::Table(_)) {
        step.hazards.push(Hazard::new(HazardKind::DropsTable, &object.id.name, "its rows are lost"));
        step.loses = Some(format!("the rows of {what}"));
    }
    step
}

/// The virtual table is defined otherwise.
pub(super) fn alter(from: &Object, to: &Object) -> Step {
    let what = words(&to.id);
    let mut step = Step::new(format!("make {what} anew"), moved(from, to), moved(to, from));
    if !carries(from, to) && content(to) == Content::Nowhere {
        let detail = "it keeps no text that its index could be made of again: it is empty until it is filled";
        step.hazards.push(Hazard::new(HazardKind::LosesRows, &to.id.name, detail));
        step.loses = Some(format!("the index of {what}"));
    } else if !carries(from, to) && content(from) == Content::Own {
        step.hazards.push(Hazard::new(HazardKind::LosesRows, &to.id.name, "its own rows are lost"));
        step.loses = Some(format!("the rows of {what}"));
    }
    let columns = |object: &Object| arguments(object).0;
    let lost: Vec<String> = columns(from).into_iter().filter(|name| !columns(to).contains(name)).collect();
    if carries(from, to) && !lost.is_empty() {
        let detail = format!("what it holds in {} is lost", lost.join(", "));
        step.hazards.push(Hazard::new(HazardKind::DropsColumn, &to.id.name, detail));
        step.loses = Some(format!("the values of {} of {what}", lost.join(", ")));
    }
    step
}

/// Whether rows can be carried from one definition into the other.
fn carries(from: &Object, to: &Object) -> bool {
    content(from) == Content::Own && content(to) == Content::Own && module(from) == module(to)
}

/// The new table is filled beside the old one and takes its name. `legacy_alter_table` keeps the rename from looking into the
/// triggers that keep the table in step.
fn moved(from: &Object, to: &Object) -> Vec<Statement> {
    if !carries(from, to) {
        return gone(from).into_iter().chain(made(to)).collect();
    }
    let name = &to.id.name.name;
    let aside = rebuild::aside(name);
    let (old, new) = (quote(name), quote(&aside));
    let before = arguments(from).0;
    let mut common: Vec<String> =
        arguments(to).0.iter().filter(|column| before.contains(column)).map(|column| quote(column)).collect();
    if module(to).is_some_and(|module| module.starts_with("fts")) {
        common.insert(0, "rowid".to_owned());
    }
    let columns = common.join(", ");
    [
        "PRAGMA legacy_alter_table = ON".to_owned(),
        renamed_definition(&to.definition, &aside),
        format!("INSERT INTO {new} ({columns}) SELECT {columns} FROM {old}"),
        format!("DROP TABLE {old}"),
        format!("ALTER TABLE {new} RENAME TO {old}"),
        "PRAGMA legacy_alter_table = OFF".to_owned(),
    ]
    .into_iter()
    .map(Statement::raw)
    .collect()
}

/// The statement for a table of another name.
fn renamed_definition(definition: &Sql, name: &str) -> String {
    let text = definition.text();
    let found = tokens(Engine::Sqlite, text);
    match found.iter().position(|token| token.is_word("using")).and_then(|at| found.get(at)) {
        Some(using) => format!("CREATE VIRTUAL TABLE {} {}", quote(name), &text[using.start..]),
        None => text.to_owned(),
    }
}
