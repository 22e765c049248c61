//! Renames: those that are decided, and the candidates that need a decision. Leaves out asking for one, and reading the
//! flags that answer (`flag`).

use driftline_schema::{Column, ObjectName, Schema, Table};

use crate::apply::renamed;
use crate::{LabelRename, label, likeness};

/// Decided renames.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Renames {
    /// Tables: old name, new name.
    pub tables: Vec<(ObjectName, ObjectName)>,
    /// Columns: the table's new name, old column, new column.
    pub columns: Vec<(ObjectName, String, String)>,
    /// Labels of enumerated types.
    pub labels: Vec<LabelRename>,
    /// What was decided to be no rename: it goes, and what appeared beside it is new.
    pub kept_apart: Vec<KeptApart>,
}

/// Something that vanished and was decided to be no rename.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeptApart {
    /// A table, by its old name.
    Table(ObjectName),
    /// A column: the table's new name, old column.
    Column(ObjectName, String),
    /// Every column that vanished from the table of this new name.
    Columns(ObjectName),
    /// A label: the table's new name, the column's, the label.
    Label(ObjectName, String, String),
    /// Every label that vanished from the column: the table's new name, the column's.
    Labels(ObjectName, String),
}

/// Something that vanished next to things that appeared: perhaps a rename.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Candidate {
    /// A table vanished; the tables that appeared, likeliest first.
    Table {
        /// The table that vanished.
        vanished: ObjectName,
        /// What appeared, likeliest first.
        appeared: Vec<ObjectName>,
    },
    /// A column vanished; the columns that appeared in the same table, likeliest first.
    Column {
        /// The table's new name.
        table: ObjectName,
        /// The column that vanished.
        vanished: String,
        /// What appeared, likeliest first.
        appeared: Vec<String>,
    },
    /// A label of an enumerated type vanished; those that appeared, the nearest first.
    Label {
        /// The table's new name.
        table: ObjectName,
        /// A column that may hold it, by its new name.
        column: String,
        /// The label that vanished.
        vanished: String,
        /// What appeared.
        appeared: Vec<String>,
    },
}

impl Renames {
    /// Renames that entities declare (`renamed_from`), as far as they are still to do: the old name exists and the new one
    /// is free, or becomes free by another of these renames. The rest was done by an earlier migration and is left out.
    ///
    /// `tables` holds (new name, old name), `columns` (the table's new name, new column, old column).
    #[must_use]
    pub fn declared(
        tables: &[(ObjectName, ObjectName)],
        columns: &[(ObjectName, String, String)],
        current: &Schema,
        desired: &Schema,
    ) -> Self {
        let wanted = Self {
            tables: tables
                .iter()
                .filter(|(new, _)| desired.tables.contains_key(new))
                .map(|(new, old)| (old.clone(), new.clone()))
                .collect(),
            columns: columns
                .iter()
                .filter(|(table, new, _)| desired.tables.get(table).is_some_and(|table| table.column(new).is_some()))
                .map(|(table, new, old)| (table.clone(), old.clone(), new.clone()))
                .collect(),
            labels: Vec::new(),
            kept_apart: Vec::new(),
        };
        // Carrying them out tells which are possible.
        let (_, changes) = renamed(current, desired, &wanted);
        let is_done = |change: crate::Change| changes.contains(&change);
        Self {
            tables: wanted
                .tables
                .into_iter()
                .filter(|(from, to)| is_done(crate::Change::RenameTable { from: from.clone(), to: to.clone() }))
                .collect(),
            columns: wanted
                .columns
                .into_iter()
                .filter(|(table, from, to)| {
                    is_done(crate::Change::RenameColumn { table: table.clone(), from: from.clone(), to: to.clone() })
                })
                .collect(),
            labels: Vec::new(),
            kept_apart: Vec::new(),
        }
    }

    /// Adds decisions; one that is there already is not added twice.
    pub fn extend(&mut self, other: Renames) {
        fn add<T: PartialEq>(to: &mut Vec<T>, from: Vec<T>) {
            for item in from {
                if !to.contains(&item) {
                    to.push(item);
                }
            }
        }
        add(&mut self.tables, other.tables);
        add(&mut self.columns, other.columns);
        add(&mut self.labels, other.labels);
        add(&mut self.kept_apart, other.kept_apart);
    }

    /// The old name of the table that gets this name; the name itself where it is not renamed.
    #[must_use]
    pub fn old_name<'a>(&'a self, table: &'a ObjectName) -> &'a ObjectName {
        self.tables.iter().find(|(_, to)| to == table).map_or(table, |(from, _)| from)
    }

    /// The new name of the table that has this name; the name itself where it is not renamed.
    #[must_use]
    pub fn new_name<'a>(&'a self, table: &'a ObjectName) -> &'a ObjectName {
        self.tables.iter().find(|(from, _)| from == table).map_or(table, |(_, to)| to)
    }
}

/// Possible renames that `renames` does not decide yet, tables first, each by name.
///
/// `desired` is best the adopted one ([`crate::adopt`]): what nobody manages has not vanished and needs no answer. Pairs
/// whose types cannot hold the same values, and tables that share no column, are no candidates.
#[must_use]
pub fn candidates(current: &Schema, desired: &Schema, renames: &Renames) -> Vec<Candidate> {
    let (current, _) = renamed(current, desired, renames);
    let mut found = table_candidates(&current, desired, renames);
    for (name, table) in &current.tables {
        let Some(wanted) = desired.tables.get(name) else { continue };
        if table.opaque.is_empty() && wanted.opaque.is_empty() {
            found.extend(column_candidates(table, wanted, renames));
        }
    }
    found.extend(label::candidates(&current, desired, renames));
    found
}

fn table_candidates(current: &Schema, desired: &Schema, renames: &Renames) -> Vec<Candidate> {
    let vanished = current.tables.values().filter(|table| {
        !desired.tables.contains_key(&table.name)
            && table.opaque.is_empty()
            && !renames.kept_apart.contains(&KeptApart::Table(table.name.clone()))
    });
    let appeared: Vec<&Table> =
        desired.tables.values().filter(|table| !current.tables.contains_key(&table.name)).collect();
    let ranked = vanished.filter_map(|old| {
        let mut ranked: Vec<(u32, &ObjectName)> = appeared
            .iter()
            .filter(|new| new.name.namespace == old.name.namespace)
            .filter_map(|new| Some((likeness::of_tables(old, new)?, &new.name)))
            .collect();
        ranked.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
        let appeared: Vec<ObjectName> = ranked.into_iter().map(|(_, name)| name.clone()).collect();
        (!appeared.is_empty()).then(|| Candidate::Table { vanished: old.name.clone(), appeared })
    });
    ranked.collect()
}

fn column_candidates(current: &Table, desired: &Table, renames: &Renames) -> Vec<Candidate> {
    let table = &current.name;
    if renames.kept_apart.contains(&KeptApart::Columns(table.clone())) {
        return Vec::new();
    }
    let missing_in = |columns: &'_ [Column], other: &Table| -> Vec<(usize, Column)> {
        let placed = columns.iter().enumerate().filter(|(_, column)| other.column(&column.name).is_none());
        placed.map(|(place, column)| (place, column.clone())).collect()
    };
    let appeared = missing_in(&desired.columns, current);
    let mut found = Vec::new();
    for (place, old) in missing_in(&current.columns, desired) {
        // What is the parent's alone is asked about there.
        if current.inherited.columns.contains(&old.name) {
            continue;
        }
        if renames.kept_apart.contains(&KeptApart::Column(table.clone(), old.name.clone())) {
            continue;
        }
        let mut ranked: Vec<(u32, &str)> = appeared
            .iter()
            .filter(|(_, new)| likeness::can_hold_the_same(&old, new))
            .map(|(new_place, new)| (likeness::of_columns((place, &old), (*new_place, new)), new.name.as_str()))
            .collect();
        ranked.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
        if !ranked.is_empty() {
            let appeared = ranked.into_iter().map(|(_, name)| name.to_owned()).collect();
            found.push(Candidate::Column { table: table.clone(), vanished: old.name, appeared });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use driftline_schema::Engine;

    use super::*;
    use crate::cases::read;

    /// Each candidate as `vanished: appeared, appeared`.
    fn check(from: &str, to: &str, renames: &Renames, wanted: &[&str]) {
        for engine in [Engine::Sqlite, Engine::Postgres] {
            let found = candidates(&read(engine, from), &read(engine, to), renames);
            let shown: Vec<String> = found
                .iter()
                .map(|candidate| match candidate {
                    Candidate::Table { vanished, appeared } => {
                        let names: Vec<String> = appeared.iter().map(ToString::to_string).collect();
                        format!("{vanished}: {}", names.join(", "))
                    }
                    Candidate::Column { table, vanished, appeared } => {
                        format!("{table}.{vanished}: {}", appeared.join(", "))
                    }
                    Candidate::Label { table, column, vanished, appeared } => {
                        format!("{table}.{column}.{vanished}: {}", appeared.join(", "))
                    }
                })
                .collect();
            assert_eq!(shown, wanted, "{engine}\nfrom\n{from}\nto\n{to}");
        }
    }

    fn plain(from: &str, to: &str, wanted: &[&str]) {
        check(from, to, &Renames::default(), wanted);
    }

    #[test]
    fn only_vanished_beside_appeared_is_a_candidate() {
        plain("t: a text", "t: a text, b text", &[]);
        plain("t: a text, b text", "t: a text", &[]);
        plain("t: a text\nu: b text", "t: b text\nu: b text", &["t.a: b"]);
        plain("t: mail text\nu: x", "t: mail text, y text\nu: x, mail text", &[]);
    }

    #[test]
    fn columns_are_ranked_by_name_type_and_place() {
        plain("t: id integer, mail text", "t: id integer, note text, email text", &["t.mail: email, note"]);
        plain("t: a text, b varchar(9)", "t: x text, y varchar(9)", &["t.a: x, y", "t.b: y, x"]);
        plain(
            "t: n text, q text not null default 'x'",
            "t: v text, w text not null default 'x'",
            &["t.n: v, w", "t.q: w, v"],
        );
    }

    #[test]
    fn types_that_cannot_hold_the_same_values_are_no_candidates() {
        plain("t: a text", "t: b timestamp", &[]);
        plain("t: a integer", "t: b numeric(10, 2), c text", &["t.a: b"]);
        plain("t: a integer", "t: b integer as (c + 1), c text", &[]);
    }

    #[test]
    fn tables_need_a_column_in_common_and_one_namespace() {
        plain("people: id integer, mail text", "contacts: id integer, mail text\nlogs: at date", &["people: contacts"]);
        plain("a: id integer, x text, y text", "b: id integer, k date\nc: id integer, x text, y text", &["a: c, b"]);
        plain("namespace n\nn.a: x text", "namespace n\nb: x text", &[]);
        plain("a: x text", "b: y text", &[]);
    }

    #[test]
    fn decided_ones_ask_no_more() {
        let renames = Renames {
            tables: vec![("people".into(), "contacts".into())],
            columns: vec![("contacts".into(), "mail".into(), "email".into())],
            ..Renames::default()
        };
        let (from, to) = ("people: id integer, mail text, fon text", "contacts: id integer, email text, phone text");
        check(from, to, &renames, &["contacts.fon: phone"]);
        for kept in [KeptApart::Column("contacts".into(), "fon".into()), KeptApart::Columns("contacts".into())] {
            check(from, to, &Renames { kept_apart: vec![kept], ..renames.clone() }, &[]);
        }
        let kept = Renames { kept_apart: vec![KeptApart::Table("people".into())], ..Renames::default() };
        check(from, to, &kept, &[]);
    }

    #[test]
    fn a_declared_rename_counts_while_it_is_still_to_do() {
        let tables = [("contacts".into(), "people".into()), ("gone".into(), "people".into())];
        let columns = [
            ("contacts".into(), "email".to_owned(), "mail".to_owned()),
            ("contacts".into(), "nick".to_owned(), "alias".to_owned()),
        ];
        let desired = read(Engine::Sqlite, "contacts: email text, nick text");
        let before = read(Engine::Sqlite, "people: mail text, nick text");
        let wanted = Renames {
            tables: vec![("people".into(), "contacts".into())],
            columns: vec![("contacts".into(), "mail".to_owned(), "email".to_owned())],
            ..Renames::default()
        };
        assert_eq!(Renames::declared(&tables, &columns, &before, &desired), wanted);
        assert_eq!(Renames::declared(&tables, &columns, &desired, &desired), Renames::default());
    }

    #[test]
    fn declared_renames_can_follow_each_other_but_not_swap() {
        let columns = |pairs: &[(&str, &str)]| -> Vec<(ObjectName, String, String)> {
            pairs.iter().map(|(new, old)| ("t".into(), (*new).to_owned(), (*old).to_owned())).collect()
        };
        let (before, after) = (read(Engine::Sqlite, "t: a, b"), read(Engine::Sqlite, "t: b, c"));
        assert_eq!(Renames::declared(&[], &columns(&[("b", "a"), ("c", "b")]), &before, &after).columns.len(), 2);
        assert_eq!(Renames::declared(&[], &columns(&[("b", "a"), ("a", "b")]), &before, &before), Renames::default());
    }
}
