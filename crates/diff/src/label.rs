//! Labels of enumerated types that get another name: the decisions, the candidates that need one, and carrying one out on a schema
//! value. A decision names a column that holds the label, because MariaDB and MySQL know labels by their column alone; on
//! PostgreSQL it is the column's type that changes. Leaves out reading flags (`flag`) and statements (`plan`).

use std::borrow::Cow;
use std::collections::BTreeSet;

use driftline_schema::sql::{Token, TokenKind, tokens};
use driftline_schema::{Column, Engine, IndexKey, ObjectName, Schema, Sql, mysql};

use crate::{Candidate, Change, KeptApart, Renames};

/// A label that gets another name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LabelRename {
    /// The new name of the table.
    pub table: ObjectName,
    /// The new name of a column that holds the label.
    pub column: String,
    /// The label before.
    pub from: String,
    /// The label after.
    pub to: String,
}

/// The labels a column may hold; `None` where its type has none.
pub(crate) fn labels_of(schema: &Schema, column: &Column) -> Option<Vec<String>> {
    match schema.engine {
        Engine::Postgres => Some(schema.enums.get(column.user_type.as_ref()?)?.labels.clone()),
        Engine::MySql => mysql::labels(&column.data_type),
        Engine::Sqlite => None,
    }
}

impl Renames {
    /// The decided renames of labels that can be carried out between the two: the old label is there before and not after, the
    /// new one the other way round. `current` has the new names of tables and columns already.
    #[must_use]
    pub(crate) fn possible_labels(&self, current: &Schema, desired: &Schema) -> Vec<LabelRename> {
        let mut found: Vec<LabelRename> = Vec::new();
        for rename in &self.labels {
            let labels = |schema: &Schema| labels_of(schema, schema.tables.get(&rename.table)?.column(&rename.column)?);
            let (Some(before), Some(after)) = (labels(current), labels(desired)) else { continue };
            let is_possible = before.contains(&rename.from)
                && !before.contains(&rename.to)
                && after.contains(&rename.to)
                && !after.contains(&rename.from);
            let is_taken = found.iter().any(|known| {
                (&known.table, &known.column) == (&rename.table, &rename.column)
                    && (known.from == rename.from || known.to == rename.to)
            });
            if is_possible && !is_taken {
                found.push(rename.clone());
            }
        }
        found
    }

    /// Adds the declared renames of labels that the engine has still to do. Where it knows no labels at all (SQLite), each
    /// stays: another engine of the project may know it.
    #[must_use]
    pub fn with_labels(mut self, declared: &[LabelRename], current: &Schema, desired: &Schema) -> Self {
        for rename in declared {
            let column = desired.tables.get(&rename.table).and_then(|table| table.column(&rename.column));
            let before = (current.tables.get(self.old_name(&rename.table)))
                .and_then(|table| table.column(self.old_column(&rename.table, &rename.column)))
                .and_then(|column| labels_of(current, column));
            let is_done = before.is_some_and(|labels| !labels.contains(&rename.from));
            if column.is_some() && !is_done && !self.labels.contains(rename) {
                self.labels.push(rename.clone());
            }
        }
        self.spread_labels(desired);
        self
    }

    /// The old name of a column that gets this name.
    pub(crate) fn old_column<'a>(&'a self, table: &ObjectName, column: &'a str) -> &'a str {
        let renamed = self.columns.iter().find(|(of, _, to)| of == table && to == column);
        renamed.map_or(column, |(_, from, _)| from.as_str())
    }

    /// On PostgreSQL, a decision about a label of one column holds for every column of the type.
    pub fn spread_labels(&mut self, desired: &Schema) {
        if desired.engine != Engine::Postgres {
            return;
        }
        let of_type = |table: &ObjectName, column: &str| -> Vec<(ObjectName, String)> {
            let kind = desired.tables.get(table).and_then(|table| table.column(column)?.user_type.as_ref());
            let Some(kind) = kind else { return Vec::new() };
            let columns = desired.tables.values().flat_map(|table| {
                let same = table.columns.iter().filter(|column| column.user_type.as_ref() == Some(kind));
                same.map(|column| (table.name.clone(), column.name.clone()))
            });
            columns.collect()
        };
        for rename in self.labels.clone() {
            for (table, column) in of_type(&rename.table, &rename.column) {
                let same = LabelRename { table, column, ..rename.clone() };
                if !self.labels.contains(&same) {
                    self.labels.push(same);
                }
            }
        }
        for kept in self.kept_apart.clone() {
            if let KeptApart::Label(table, column, label) = kept {
                for (table, column) in of_type(&table, &column) {
                    let same = KeptApart::Label(table, column, label.clone());
                    if !self.kept_apart.contains(&same) {
                        self.kept_apart.push(same);
                    }
                }
            }
        }
    }
}

/// Labels that vanished from a column beside labels that appeared, as far as nothing is decided. `current` has the new names.
pub(crate) fn candidates(current: &Schema, desired: &Schema, renames: &Renames) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut asked: BTreeSet<&ObjectName> = BTreeSet::new();
    let exact = current.engine == Engine::Postgres;
    for (name, table) in &desired.tables {
        let Some(live) = current.tables.get(name).filter(|live| live.opaque.is_empty()) else { continue };
        for (before, after) in table.columns.iter().filter_map(|after| Some((live.column(&after.name)?, after))) {
            let (Some(had), Some(has)) = (labels_of(current, before), labels_of(desired, after)) else { continue };
            // MariaDB's collations mostly take two letter cases for one label.
            let holds = |labels: &[String], label: &String| {
                labels.iter().any(|other| other == label || !exact && other.to_lowercase() == label.to_lowercase())
            };
            let is_known = |kind: &ObjectName| before.user_type.as_ref() != Some(kind);
            if had == has || after.user_type.as_ref().is_some_and(|kind| is_known(kind) || !asked.insert(kind)) {
                continue;
            }
            let appeared: Vec<(usize, &String)> =
                has.iter().enumerate().filter(|(_, label)| !holds(&had, label)).collect();
            let gone = had.iter().enumerate().filter(|(_, label)| !holds(&has, label));
            for (place, label) in gone.filter(|(_, label)| !renames.decides_label(name, &after.name, label)) {
                let mut near = appeared.clone();
                near.sort_by_key(|(at, _)| at.abs_diff(place));
                let appeared: Vec<String> = near.into_iter().map(|(_, label)| label.clone()).collect();
                if !appeared.is_empty() {
                    let (table, column, vanished) = (name.clone(), after.name.clone(), label.clone());
                    found.push(Candidate::Label { table, column, vanished, appeared });
                }
            }
        }
    }
    found
}

impl Renames {
    fn decides_label(&self, table: &ObjectName, column: &str, label: &str) -> bool {
        let is_kept = |kept: &KeptApart| match kept {
            KeptApart::Label(of, name, gone) => of == table && name == column && gone == label,
            KeptApart::Labels(of, name) => of == table && name == column,
            _ => false,
        };
        self.kept_apart.iter().any(is_kept)
            || self
                .labels
                .iter()
                .any(|rename| rename.table == *table && rename.column == column && rename.from == label)
    }
}

/// Carries the renames out on PostgreSQL's types and every text that says a label, and lists them as changes, each type's label
/// once. MariaDB's labels are part of the column's type, which changes anyway.
pub(crate) fn renamed_types<'a>(schema: Cow<'a, Schema>, renames: &[LabelRename]) -> (Cow<'a, Schema>, Vec<Change>) {
    let mut changes = Vec::new();
    if schema.engine != Engine::Postgres {
        return (schema, changes);
    }
    let mut schema = schema;
    for LabelRename { table, column, from, to } in renames {
        let kind = schema.tables.get(table).and_then(|table| table.column(column)?.user_type.clone());
        let Some(kind) = kind else { continue };
        let labels = schema.enums.get(&kind).map(|kind| kind.labels.as_slice()).unwrap_or_default();
        if labels.contains(from) && !labels.contains(to) {
            rename_label(schema.to_mut(), &kind, from, to);
            changes.push(Change::RenameLabel { kind, from: from.clone(), to: to.clone() });
        }
    }
    (schema, changes)
}

/// Gives a label of a type another name wherever the schema says it (PostgreSQL).
pub fn rename_label(schema: &mut Schema, kind: &ObjectName, from: &str, to: &str) {
    if let Some(found) = schema.enums.get_mut(kind) {
        for label in found.labels.iter_mut().filter(|label| *label == from) {
            to.clone_into(label);
        }
    }
    let rename = |text: &mut Sql| rename_in(text, kind, from, to);
    for table in schema.tables.values_mut() {
        for column in &mut table.columns {
            column.default.iter_mut().for_each(rename);
            column.generated.iter_mut().for_each(|generated| rename(&mut generated.expression));
        }
        for index in &mut table.indexes {
            index.predicate.iter_mut().for_each(rename);
            for part in &mut index.parts {
                if let IndexKey::Expression(expression) = &mut part.key {
                    rename(expression);
                }
            }
        }
        table.checks.iter_mut().for_each(|check| rename(&mut check.expression));
        table.triggers.iter_mut().for_each(|trigger| rename(&mut trigger.definition));
        table.sort();
    }
    for view in schema.views.values_mut() {
        rename(&mut view.definition);
        view.triggers.iter_mut().for_each(|trigger| rename(&mut trigger.definition));
    }
}

/// PostgreSQL prints a label with its type: `'glad'::mood`, in an array `'{glad}'::mood[]`.
fn rename_in(text: &mut Sql, kind: &ObjectName, from: &str, to: &str) {
    let engine = Engine::Postgres;
    let change = |text: &str| -> Option<String> {
        let found = tokens(engine, text);
        let mut changed = String::with_capacity(text.len());
        let mut copied = 0;
        for (at, token) in found.iter().enumerate().filter(|(_, token)| token.kind == TokenKind::Text) {
            let Some(is_array) = cast_to(&found[at + 1..], kind) else { continue };
            let inner = token.text.trim_start_matches('\'').trim_end_matches('\'').replace("''", "'");
            let renamed = if is_array { in_array(&inner, from, to) } else { (inner == from).then(|| to.to_owned()) };
            if let Some(renamed) = renamed {
                changed.push_str(&text[copied..token.start]);
                changed.push_str(&engine.literal(&renamed));
                copied = token.end;
            }
        }
        changed.push_str(&text[copied..]);
        (copied > 0).then_some(changed)
    };
    if let Some(renamed) = change(text.text()) {
        let meaning = change(text.key()).unwrap_or_else(|| renamed.clone());
        *text = Sql::compared_as(engine, renamed, meaning);
    }
}

/// Whether a cast to the type follows, and whether it is one to an array of it.
fn cast_to(behind: &[Token<'_>], kind: &ObjectName) -> Option<bool> {
    let [cast, first, rest @ ..] = behind else { return None };
    let mut rest = rest;
    let mut name = first.name()?;
    if let [dot, second, others @ ..] = rest
        && dot.is_mark(".")
    {
        if Some(&name) != kind.namespace.as_ref() {
            return None;
        }
        name = second.name()?;
        rest = others;
    }
    let is_array = rest.first().is_some_and(|token| token.is_mark("["));
    (cast.is_mark("::") && name == kind.name).then_some(is_array)
}

fn in_array(text: &str, from: &str, to: &str) -> Option<String> {
    let inner = text.strip_prefix('{')?.strip_suffix('}')?;
    let quoted = |label: &str| {
        let plain = !label.is_empty()
            && !label.eq_ignore_ascii_case("null")
            && label.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
        if plain { label.to_owned() } else { format!("\"{}\"", label.replace('\\', "\\\\").replace('"', "\\\"")) }
    };
    let (from, to) = (quoted(from), quoted(to));
    let items: Vec<&str> = inner.split(',').collect();
    let has = items.contains(&from.as_str());
    has.then(|| {
        let renamed: Vec<&str> = items.iter().map(|item| if *item == from { to.as_str() } else { *item }).collect();
        format!("{{{}}}", renamed.join(","))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases::read;
    use crate::diff;

    fn label(from: &str, to: &str) -> LabelRename {
        LabelRename { table: "t".into(), column: "m".to_owned(), from: from.to_owned(), to: to.to_owned() }
    }

    #[test]
    fn a_renamed_label_is_followed_everywhere() {
        let lines = |label: &str, text: &str| {
            format!(
                "enum mood (\"sad\", \"{label}\")\nt: id integer pk, m mood of mood default ('{label}'::mood), a mood[] of mood \
                 default ('{{{label},sad}}'::mood[]) | check c (m <> '{label}'::mood) | index i (id) where m = '{label}'::mood\n\
                 view v \"SELECT '{text}'::text, '{label}'::mood\""
            )
        };
        let renames = Renames { labels: vec![label("glad", "happy")], ..Renames::default() };
        let live = read(Engine::Postgres, &lines("glad", "glad"));
        let changes = |wanted: &str| -> Vec<String> {
            diff(&live, &read(Engine::Postgres, wanted), &renames).changes.iter().map(Change::describe).collect()
        };
        assert_eq!(changes(&lines("happy", "glad")), ["> type mood 'glad' -> 'happy'"]);
        // The text of another type stays as it is.
        assert_eq!(changes(&lines("happy", "happy")), ["> type mood 'glad' -> 'happy'", "- view v", "+ view v"]);
    }

    #[test]
    fn a_label_that_vanishes_beside_another_is_a_candidate() {
        let enums = |labels: &str| {
            read(Engine::Postgres, &format!("enum mood ({labels})\nt: m mood of mood\nu: m mood of mood"))
        };
        let shown = |from: &str, to: &str, renames: &Renames| -> Vec<String> {
            (crate::candidates(&enums(from), &enums(to), renames).iter()).flat_map(Candidate::rename_flags).collect()
        };
        let none = Renames::default();
        assert_eq!(
            shown("\"a\", \"b\"", "\"x\", \"y z\"", &none),
            [
                "--rename-label t.m.a=x",
                "--rename-label t.m.a=\"y z\"",
                "--rename-label t.m.b=\"y z\"",
                "--rename-label t.m.b=x"
            ]
        );
        assert_eq!(shown("\"a\", \"b\"", "\"a\"", &none), Vec::<String>::new());
        let mut kept = Renames { kept_apart: vec![KeptApart::Label("u".into(), "m".into(), "a".into())], ..none };
        kept.spread_labels(&enums("\"x\""));
        assert_eq!(shown("\"a\"", "\"x\"", &kept), Vec::<String>::new());
    }
}
