//! What a migration says it loses, and which differences that excuses. Pure; leaves out finding the differences.
//!
//! A text excuses the values of a column where it names `table.column`, and everything in a table where it names the
//! table as a word of its own: `the values of contacts.phone`, `the rows of contacts that are left out`. `rows whose
//! contacts.phone was NULL` speaks of the table, as modules did that are older than `verify`.

use std::collections::BTreeSet;

use driftline_diff::{Candidate, Renames, candidates};
use driftline_schema::sql::mentions;
use driftline_schema::{Column, ObjectName, Schema, Table};

/// Everything a migration says it loses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Losses {
    texts: Vec<String>,
}

/// What the planner writes where a constraint may come back without a look at the rows: it says nothing of the rows.
const VALIDITY: &str = " as valid,";

/// What the planner writes between several losses of one step.
const BETWEEN: &str = "; ";

/// Which differences between two readings of one schema's rows are declared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Excuses {
    tables: BTreeSet<ObjectName>,
    columns: BTreeSet<(ObjectName, String)>,
}

impl Losses {
    /// Takes a text; one that is known already is not taken twice.
    pub(crate) fn add(&mut self, text: &str) {
        if !text.trim().is_empty() && !self.texts.iter().any(|known| known == text) {
            self.texts.push(text.to_owned());
        }
    }

    /// The texts.
    pub(crate) fn texts(&self) -> &[String] {
        &self.texts
    }

    /// The clauses that name no table of either schema.
    pub(crate) fn nameless(&self, before: &Schema, after: &Schema) -> Vec<&str> {
        let tables = || before.tables.values().chain(after.tables.values());
        // What becomes of a sequence's counter or of an extension's version says nothing of rows.
        let names_object = |clause: &str| {
            let mut objects = before.objects.keys().chain(after.objects.keys());
            objects.any(|id| clause.contains(&format!("{} {}", id.kind.word(), id.name)))
        };
        let names_something = |clause: &str| {
            names_object(clause)
                || tables().any(|table| {
                    names_table(clause, &table.name)
                        || table.columns.iter().any(|column| names_column(clause, &table.name, &column.name))
                })
        };
        // Where a name has the mark that stands between clauses, they cannot be told apart.
        let has_odd_name = |text: &str| {
            let odd = |table: &Table| {
                let columns = table.columns.iter().map(|column| format!("{}.{}", table.name, column.name));
                columns.chain([table.name.to_string()]).any(|name| name.contains(BETWEEN) && text.contains(&name))
            };
            tables().any(odd)
        };
        let texts = self.texts.iter().filter(|text| !has_odd_name(text));
        texts.flat_map(|text| text.split(BETWEEN)).filter(|clause| !names_something(clause)).collect()
    }

    /// What is excused in rows that are read under the names of `here`. A text may use the names that tables and columns have
    /// in `there`: on the other side of the migration, which may have renamed them.
    pub(crate) fn excuses(&self, here: &Schema, there: &Schema) -> Excuses {
        let (mut excuses, other) = (self.named(here), self.named(there));
        let renamed = Renamed::between(there, here);
        for table in &other.tables {
            excuses.tables.extend(renamed.tables(table).cloned());
        }
        for (table, column) in &other.columns {
            for name in renamed.tables(table).chain([table]) {
                excuses.columns.insert((name.clone(), column.clone()));
                excuses.columns.extend(renamed.columns(name, column));
            }
        }
        excuses.take_computed(here);
        excuses
    }

    /// What the texts name in one schema, and what is computed from it there.
    fn named(&self, schema: &Schema) -> Excuses {
        let mut excuses = Excuses::default();
        for text in &self.texts {
            let of_rows: Vec<&str> = text.split(BETWEEN).filter(|clause| !clause.contains(VALIDITY)).collect();
            let text = of_rows.join(BETWEEN);
            for table in schema.tables.values() {
                if names_table(&text, &table.name) {
                    excuses.tables.insert(table.name.clone());
                }
                let named = table.columns.iter().filter(|column| names_column(&text, &table.name, &column.name));
                excuses.columns.extend(named.map(|column| (table.name.clone(), column.name.clone())));
            }
        }
        excuses.take_inherited(schema);
        excuses.take_computed(schema);
        excuses
    }
}

impl Losses {
    /// The schema found, with those constraints taken for valid that the wanted schema has so and a loss speaks of.
    pub(crate) fn taken_for_valid(&self, mut found: Schema, wanted: &Schema) -> Schema {
        let texts: Vec<&String> = self.texts.iter().filter(|text| text.contains(VALIDITY)).collect();
        let is_told = |name: &Option<String>| {
            name.as_ref().is_some_and(|name| texts.iter().any(|text| places(text, name).next().is_some()))
        };
        for table in found.tables.values_mut() {
            let Some(wanted) = wanted.tables.get(&table.name) else { continue };
            for key in table.foreign_keys.iter_mut().filter(|key| is_told(&key.name)) {
                key.validated |= wanted.foreign_keys.iter().any(|other| other.name == key.name && other.validated);
            }
            for check in table.checks.iter_mut().filter(|check| is_told(&check.name)) {
                check.validated |= wanted.checks.iter().any(|other| other.name == check.name && other.validated);
            }
        }
        found
    }
}

impl Excuses {
    /// PostgreSQL: who reads a table reads its partitions and the tables that inherit from it too, so what is said of its columns
    /// is said of theirs. Rows that a table loses may be its own alone, except where it is partitioned and has none.
    fn take_inherited(&mut self, here: &Schema) {
        loop {
            let (mut tables, mut columns) = (Vec::new(), Vec::new());
            for table in here.tables.values() {
                for parent in table.parents() {
                    if table.options.partition_of.is_some() && self.table(parent) && !self.table(&table.name) {
                        tables.push(table.name.clone());
                    }
                    let lost = |column: &&Column| {
                        self.columns.contains(&(parent.clone(), column.name.clone()))
                            && !self.columns.contains(&(table.name.clone(), column.name.clone()))
                    };
                    columns.extend(
                        table.columns.iter().filter(lost).map(|column| (table.name.clone(), column.name.clone())),
                    );
                }
            }
            if tables.is_empty() && columns.is_empty() {
                return;
            }
            self.tables.extend(tables);
            self.columns.extend(columns);
        }
    }

    /// What is computed from a value that is lost is lost with it.
    fn take_computed(&mut self, here: &Schema) {
        loop {
            let mut more = Vec::new();
            for table in here.tables.values() {
                for column in &table.columns {
                    let Some(generated) = &column.generated else { continue };
                    let expression = generated.expression.text();
                    let leans = |other: &Column| {
                        self.column(&table.name, &other.name) && mentions(here.engine, expression, &other.name)
                    };
                    if !self.column(&table.name, &column.name) && table.columns.iter().any(leans) {
                        more.push((table.name.clone(), column.name.clone()));
                    }
                }
            }
            if more.is_empty() {
                return;
            }
            self.columns.extend(more);
        }
    }

    /// Whether rows of the table may come, go and change.
    pub(crate) fn table(&self, table: &ObjectName) -> bool {
        self.tables.contains(table)
    }

    /// Whether the column's values may change.
    pub(crate) fn column(&self, table: &ObjectName, column: &str) -> bool {
        self.table(table) || self.columns.contains(&(table.clone(), column.to_owned()))
    }
}

/// What looks renamed between two schemas.
struct Renamed {
    tables: Vec<(ObjectName, ObjectName)>,
    columns: Vec<(ObjectName, String, String)>,
}

impl Renamed {
    fn between(from: &Schema, to: &Schema) -> Renamed {
        let mut found = Renamed { tables: Vec::new(), columns: Vec::new() };
        let mut renames = Renames::default();
        for candidate in candidates(from, to, &renames.clone()) {
            if let Candidate::Table { vanished, appeared } = candidate {
                // Only one of them can be taken for the comparison of columns: the likeliest that is left.
                let free = appeared.iter().find(|name| !renames.tables.iter().any(|(_, taken)| taken == *name));
                renames.tables.extend(free.map(|name| (vanished.clone(), name.clone())));
                found.tables.extend(appeared.into_iter().map(|name| (vanished.clone(), name)));
            }
        }
        for candidate in candidates(from, to, &renames) {
            if let Candidate::Column { table, vanished, appeared } = candidate {
                found.columns.extend(appeared.into_iter().map(|name| (table.clone(), vanished.clone(), name)));
            }
        }
        found
    }

    fn tables<'a>(&'a self, from: &'a ObjectName) -> impl Iterator<Item = &'a ObjectName> {
        self.tables.iter().filter(move |(old, _)| old == from).map(|(_, new)| new)
    }

    /// The names in the table of this new name that a column of the old name may have.
    fn columns<'a>(&'a self, table: &'a ObjectName, from: &'a str) -> impl Iterator<Item = (ObjectName, String)> + 'a {
        let renamed = self.columns.iter().filter(move |(name, old, _)| name == table && old == from);
        renamed.map(|(table, _, new)| (table.clone(), new.clone()))
    }
}

/// Whether the text names the table as a word of its own, not as the table of a column.
fn names_table(text: &str, table: &ObjectName) -> bool {
    if places(text, &format!("rows whose {table}")).any(|rest| rest.starts_with('.')) {
        return true;
    }
    places(text, &table.to_string()).any(|rest| {
        let mut rest = rest.chars();
        // A full stop ends a sentence; a dot leads to a column.
        !(rest.next() == Some('.') && rest.next().is_some_and(is_part_of_name))
    })
}

fn names_column(text: &str, table: &ObjectName, column: &str) -> bool {
    places(text, &format!("{table}.{column}")).next().is_some()
}

/// What follows each place where the name stands as whole words. Quotes and letter case are left out of account.
fn places(text: &str, name: &str) -> impl Iterator<Item = String> {
    let plain = |text: &str| text.replace(['"', '`'], "").to_lowercase();
    let (text, name) = (plain(text), plain(name));
    let starts: Vec<usize> =
        if name.is_empty() { Vec::new() } else { text.match_indices(&name).map(|m| m.0).collect() };
    starts.into_iter().filter_map(move |start| {
        let (before, rest) = (text[..start].chars().next_back(), &text[start + name.len()..]);
        let begins = before.is_none_or(|c| !is_part_of_name(c) && c != '.');
        let ends = rest.chars().next().is_none_or(|c| !is_part_of_name(c));
        (begins && ends).then(|| rest.to_owned())
    })
}

fn is_part_of_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use driftline_schema::Engine;
    use driftline_schema::notation;

    use super::*;

    fn schema(text: &str) -> Schema {
        notation::schema(Engine::Sqlite, text).unwrap()
    }

    fn losses(text: &str) -> Losses {
        let mut losses = Losses::default();
        losses.add(text);
        losses
    }

    /// What the text excuses in a schema that the migration leaves as it is.
    #[track_caller]
    fn check(text: &str, wanted: &[&str]) {
        let here = schema("contacts: id integer, phone text\ncontacts_old: id integer\nnotes: id integer, phone text");
        let excuses = losses(text).excuses(&here, &here);
        let tables = excuses.tables.iter().map(ToString::to_string);
        let columns = excuses.columns.iter().map(|(table, column)| format!("{table}.{column}"));
        let found: Vec<String> = tables.chain(columns).collect();
        assert_eq!(found, wanted, "{text}");
    }

    #[test]
    fn a_column_is_named_with_its_table() {
        check("the values of contacts.phone", &["contacts.phone"]);
        check("which rows of contacts.phone were NULL", &["contacts.phone"]);
        check("the values of \"contacts\".\"phone\".", &["contacts.phone"]);
        check("what the new type of Contacts.Phone has no room for", &["contacts.phone"]);
        check("the values of contacts.phone_number", &[]);
        check("the values of phone", &[]);
    }

    #[test]
    fn a_table_is_a_word_of_its_own() {
        check("the rows of contacts", &["contacts"]);
        check("some rows of contacts.", &["contacts"]);
        check("the rows of contacts whose phone was NULL", &["contacts"]);
        check("rows whose contacts.phone was NULL", &["contacts", "contacts.phone"]);
        check("the rows of contacts_old", &["contacts_old"]);
        check("the rows of other.contacts", &[]);
        check("old data", &[]);
        check("the values of notes.phone; the rows of contacts", &["contacts", "notes.phone"]);
    }

    #[test]
    fn the_validity_of_a_constraint_is_no_loss_of_rows() {
        let text = "foreign key fk_a of contacts as valid, if rows no longer meet it once the data it rests on is gone";
        check(text, &[]);
        let wanted = schema("contacts: id integer | fk fk_a (id) -> notes (id)\nnotes: id integer");
        assert_eq!(losses(text).nameless(&wanted, &wanted), Vec::<&str>::new());
        let mut found = wanted.clone();
        found.tables.values_mut().flat_map(|table| &mut table.foreign_keys).for_each(|key| key.validated = false);
        assert_eq!(losses(text).taken_for_valid(found.clone(), &wanted), wanted);
        assert_ne!(losses("the rows of contacts").taken_for_valid(found, &wanted), wanted);
    }

    #[test]
    fn a_text_without_a_table_is_told() {
        let here = schema("contacts: id integer, phone text");
        let losses = losses("everything; the values of contacts.phone");
        assert_eq!(losses.nameless(&here, &here), ["everything"]);
    }

    #[test]
    fn an_object_beside_tables_is_a_name_too() {
        let here = schema("t: id integer\nobject \"sequence\" s \"CREATE SEQUENCE s\"");
        assert_eq!(losses("where sequence s stands").nameless(&here, &here), Vec::<&str>::new());
        assert_eq!(losses("where sequence r stands").nameless(&here, &here), ["where sequence r stands"]);
    }

    #[test]
    fn a_name_may_have_the_mark_between_clauses_in_it() {
        let mut here = schema("contacts: id integer");
        let mut table = Table::new(ObjectName::new("a; b"));
        table.columns.push(Column::new("c", "text"));
        here.insert_table(table);
        let losses = losses("the values of a; b.c");
        assert_eq!(losses.nameless(&here, &here), Vec::<&str>::new());
        assert!(losses.excuses(&here, &here).column(&ObjectName::new("a; b"), "c"));
    }

    #[test]
    fn what_is_computed_from_a_lost_value_is_lost_with_it() {
        let here = schema("t: a integer, b integer as (a * 2), c integer as (b + 1), d integer as (e * 2), e integer");
        assert!(here.tables.values().all(|table| table.columns[1].generated.is_some()));
        let excuses = losses("the values of t.a").excuses(&here, &here);
        let excused = |column: &str| excuses.column(&ObjectName::new("t"), column);
        assert!(excused("a") && excused("b") && excused("c") && !excused("d") && !excused("e"));
        let after = schema("t: b integer, e integer");
        let excuses = losses("the values of t.a").excuses(&after, &here);
        let excused = |column: &str| excuses.column(&ObjectName::new("t"), column);
        assert!(excused("b") && !excused("e"), "it was computed before, and is no longer");
    }

    #[test]
    fn new_names_excuse_what_had_another_name_before() {
        let before = schema("contacts: id integer, phone text, fax text\nnotes: id integer");
        let after = schema("people: id integer, phone text, telefax text\nnotes: id integer");
        let excuses = losses("the values of people.phone").excuses(&before, &after);
        let contacts = ObjectName::new("contacts");
        assert!(excuses.column(&contacts, "phone") && !excuses.column(&contacts, "fax"));
        let excuses = losses("what the new type of people.telefax has no room for").excuses(&before, &after);
        assert!(excuses.column(&contacts, "fax") && !excuses.column(&contacts, "phone"));
        assert!(!excuses.column(&ObjectName::new("notes"), "id"));
    }
}
