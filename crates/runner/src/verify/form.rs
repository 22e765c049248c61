//! The form of a table's generated rows: which values each column, or group of columns that refers to another table, may be
//! given. One form serves a table on both sides of a migration, so that its rows fit both. Pure.

use std::collections::BTreeMap;

use driftline_schema::sql::mentions;
use driftline_schema::{Column, Engine, ForeignKey, IndexKey, ObjectName, Schema, Table};

use super::hint::Hint;
use super::value::{Family, Value, common};
use super::words::{self, Types, Words};

/// Rows of a table where nothing asks for more: one without anything that may be left out, three with everything.
const ROWS: usize = 4;

/// Rows of a table at most, where a type has many labels.
const MOST_ROWS: usize = 16;

/// Numbers for columns that the engine numbers begin here, out of the way of the engine's own.
const FIRST_NUMBER: usize = 101;

/// Values of a column that a check speaks of at most: they are combined with those of other columns.
const CHOICES_UNDER_A_CHECK: usize = 24;

/// A schema whose tables are filled.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look<'a> {
    /// The schema.
    pub(crate) schema: &'a Schema,
    /// Types beside those of the schema.
    pub(crate) types: &'a Types,
}

/// What may stand in some columns, by side and column.
pub(crate) type Choice = Vec<Vec<Value>>;

/// Columns that are given a value together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Slot {
    /// The columns.
    pub(crate) columns: Vec<String>,
    /// What may stand in them: values first.
    pub(crate) choices: Vec<Choice>,
    /// How many of the choices are values, and not NULL or left out.
    pub(crate) full: usize,
    /// Whether a check speaks of them.
    pub(crate) checked: bool,
    /// The first row begins its way through the values here, the next ones behind it.
    pub(crate) offset: usize,
}

/// The form of a table's rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Form {
    /// The table.
    pub(crate) table: ObjectName,
    /// Its columns in groups.
    pub(crate) slots: Vec<Slot>,
    /// How many rows are wanted.
    pub(crate) rows: usize,
}

/// Columns that refer to a table, which may be another one on each side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    /// The columns.
    pub(crate) columns: Vec<String>,
    /// On each side, the table referred to and its columns.
    pub(crate) targets: Vec<Option<(ObjectName, Vec<String>)>>,
    /// On each side, whether the columns must be NULL: what they refer to on the other side does not exist here.
    pub(crate) must_be_null: Vec<bool>,
    /// Whether a row may refer to nothing.
    pub(crate) nullable: bool,
}

/// Rows that references may point at: values by side and column.
pub(crate) type Known = Vec<BTreeMap<String, Value>>;

/// The foreign keys of a table, those over the same columns as one.
pub(crate) fn links(looks: &[Look<'_>], name: &ObjectName) -> Vec<Link> {
    let tables: Vec<Option<&Table>> = looks.iter().map(|look| look.schema.tables.get(name)).collect();
    let mut found: Vec<Link> = Vec::new();
    for key in tables.iter().flatten().flat_map(|table| &table.foreign_keys) {
        if found.iter().any(|link| link.columns == key.columns) {
            continue;
        }
        let own = |table: &Option<&Table>| -> Option<ForeignKey> {
            table.and_then(|table| table.foreign_keys.iter().find(|other| other.columns == key.columns)).cloned()
        };
        let (mut targets, mut must_be_null) = (Vec::new(), Vec::new());
        for (look, table) in looks.iter().zip(&tables) {
            let exists = |key: &ForeignKey| {
                let parent = look.schema.tables.get(&key.references);
                parent.is_some_and(|parent| key.referenced_columns.iter().all(|name| parent.column(name).is_some()))
            };
            let declared = own(table);
            let taken = declared.clone().or_else(|| Some(key.clone()).filter(exists));
            must_be_null.push(taken.is_none());
            targets.push(taken.map(|key| (key.references, key.referenced_columns)));
        }
        let nullable = key.columns.iter().any(|column| may_be_null(&tables, column));
        found.push(Link { columns: key.columns.clone(), targets, must_be_null, nullable });
    }
    found
}

/// Whether a column may be NULL on every side that has it.
fn may_be_null(tables: &[Option<&Table>], name: &str) -> bool {
    tables
        .iter()
        .flatten()
        .filter_map(|table| table.column(name))
        .all(|column| column.nullable && !in_key(tables, name))
}

/// Part of the primary key, which SQLite may let be NULL and nobody means to.
fn in_key(tables: &[Option<&Table>], name: &str) -> bool {
    let keys = tables.iter().flatten().filter_map(|table| table.primary_key.as_ref());
    keys.into_iter().any(|key| key.columns.iter().any(|column| column == name))
}

impl Form {
    /// The form of a table. `known` gives the rows that a link may point at: on each side the tuples of the target's columns.
    pub(crate) fn of(
        looks: &[Look<'_>],
        name: &ObjectName,
        known: &dyn Fn(&Link) -> Vec<Choice>,
        waits: &dyn Fn(&Link) -> bool,
    ) -> Form {
        let engine = looks.first().map_or(Engine::Sqlite, |look| look.schema.engine);
        let words = words::of(engine);
        let tables: Vec<Option<&Table>> = looks.iter().map(|look| look.schema.tables.get(name)).collect();
        let links = links(looks, name);
        let mut form = Form { table: name.clone(), slots: Vec::new(), rows: ROWS };
        for link in &links {
            let tuples = if waits(link) { Vec::new() } else { known(link) };
            form.slots.push(link_slot(looks, words, name, &tables, link, tuples));
        }
        let mut columns: Vec<&str> = Vec::new();
        for column in tables.iter().flatten().flat_map(|table| &table.columns) {
            let is_given = column.generated.is_none();
            if is_given && !columns.contains(&column.name.as_str()) && !form.has(&column.name) {
                columns.push(&column.name);
            }
        }
        for column in columns {
            let slot = column_slot(looks, words, &tables, column);
            form.rows = form.rows.max(labels(looks, words, &tables, column) + 1).min(MOST_ROWS);
            form.slots.push(slot);
        }
        form
    }

    fn has(&self, column: &str) -> bool {
        self.slots.iter().any(|slot| slot.columns.iter().any(|known| known == column))
    }

    /// The values of a row on each side; `digits` says how far each slot has gone from where the row begins.
    pub(crate) fn row(&self, row: usize, digits: &[usize], sides: usize) -> Known {
        let mut values: Known = vec![BTreeMap::new(); sides];
        for (at, slot) in self.slots.iter().enumerate() {
            let Some(choice) = slot.choice(row, digits.get(at).copied().unwrap_or(0), &values) else { continue };
            for (side, given) in choice.iter().enumerate() {
                for (column, value) in slot.columns.iter().zip(given) {
                    values[side].entry(column.clone()).or_insert_with(|| value.clone());
                }
            }
        }
        for side in &mut values {
            refer_to_itself(side);
        }
        values
    }

    /// The slots to try other values in, by what the engine said: those of the constraint or column it names, else those that
    /// a check speaks of, else all.
    pub(crate) fn suspects(&self, looks: &[Look<'_>], said: &str) -> Vec<usize> {
        let mut columns: Vec<String> = Vec::new();
        for look in looks {
            let Some(table) = look.schema.tables.get(&self.table) else { continue };
            columns.extend(blamed(look.schema.engine, table, said));
        }
        let with_choice = |at: &usize| self.slots.get(*at).is_some_and(|slot| slot.choices.len() > 1);
        let of = |wanted: &dyn Fn(&Slot) -> bool| -> Vec<usize> {
            (0..self.slots.len()).filter(|at| wanted(&self.slots[*at])).filter(with_choice).collect()
        };
        let named = of(&|slot| slot.columns.iter().any(|column| columns.contains(column)));
        if !named.is_empty() {
            return named;
        }
        let checked = of(&|slot| slot.checked);
        if checked.is_empty() { of(&|_| true) } else { checked }
    }
}

impl Slot {
    /// The choice for a row; where an earlier slot has filled some of the columns, one that agrees with it.
    fn choice(&self, row: usize, digit: usize, values: &Known) -> Option<&Choice> {
        let count = self.choices.len();
        if count == 0 {
            return None;
        }
        let start = match row {
            0 if self.full < count => self.full,
            _ if self.full == 0 => 0,
            0 => 0,
            row if self.full < count => (row - 1 + self.full - self.offset.min(self.full)) % self.full,
            row => (row + self.full - self.offset.min(self.full)) % self.full,
        };
        let agrees = |choice: &&Choice| {
            choice.iter().zip(values).all(|(given, side)| {
                let columns = self.columns.iter().zip(given);
                columns.into_iter().all(|(column, value)| side.get(column).is_none_or(|known| known == value))
            })
        };
        let from = |at: usize| &self.choices[(start + digit + at) % count];
        (0..count).map(from).find(agrees).or_else(|| Some(from(0)))
    }
}

/// Puts a row's own key where it refers to itself.
fn refer_to_itself(row: &mut BTreeMap<String, Value>) {
    let own: Vec<(String, String)> = row
        .iter()
        .filter_map(|(column, value)| match value {
            Value::Own(key) => Some((column.clone(), key.clone())),
            _ => None,
        })
        .collect();
    for (column, key) in own {
        let value = row.get(&key).cloned().unwrap_or(Value::Null);
        let value = if matches!(value, Value::Omitted | Value::Own(_)) { Value::Null } else { value };
        row.insert(column, value);
    }
}

fn link_slot(
    looks: &[Look<'_>],
    words: &dyn Words,
    name: &ObjectName,
    tables: &[Option<&Table>],
    link: &Link,
    tuples: Vec<Choice>,
) -> Slot {
    let to_itself = link.targets.iter().flatten().any(|(target, _)| target == name);
    let mut choices = tuples;
    if to_itself {
        let own = |target: &Option<(ObjectName, Vec<String>)>| match target {
            Some((_, columns)) => columns.iter().cloned().map(Value::Own).collect(),
            None => vec![Value::Null; link.columns.len()],
        };
        choices.push(link.targets.iter().map(own).collect());
    }
    // Where there is nothing to refer to, a side takes NULL if it may, else anything: the engine will tell.
    let plain: Vec<Value> = link
        .columns
        .iter()
        .map(|column| {
            column_slot(looks, words, tables, column).choices.first().map_or(Value::Null, |c| c[0][0].clone())
        })
        .collect();
    for choice in &mut choices {
        for (side, given) in choice.iter_mut().enumerate() {
            if link.must_be_null[side] || given.is_empty() {
                *given = nulls(&tables[side..=side], &link.columns, &plain);
            }
        }
    }
    let full = choices.len();
    if link.nullable || choices.is_empty() {
        let without = |side: usize| nulls(&tables[side..=side], &link.columns, &plain);
        choices.push((0..tables.len()).map(without).collect());
    }
    let checked = link.columns.iter().any(|column| is_checked(looks, tables, column));
    Slot { columns: link.columns.clone(), choices, full, checked, offset: usize::from(to_itself) }
}

/// NULL in each column that may be NULL, another value in the rest.
fn nulls(tables: &[Option<&Table>], columns: &[String], plain: &[Value]) -> Vec<Value> {
    let value =
        |(column, plain): (&String, &Value)| if may_be_null(tables, column) { Value::Null } else { plain.clone() };
    columns.iter().zip(plain).map(value).collect()
}

fn column_slot(looks: &[Look<'_>], words: &dyn Words, tables: &[Option<&Table>], name: &str) -> Slot {
    let columns: Vec<(Look<'_>, &Column)> = looks
        .iter()
        .zip(tables)
        .filter_map(|(look, table)| Some((*look, table.and_then(|table| table.column(name))?)))
        .filter(|(_, column)| column.generated.is_none())
        .collect();
    let families: Vec<Family> =
        columns.iter().map(|(look, column)| words::family(words, column, look.schema, look.types)).collect();
    let checked = is_checked(looks, tables, name);
    let numbered = !columns.is_empty() && columns.iter().all(|(_, column)| column.auto_increment.is_some());
    let mut values = Vec::new();
    if numbered {
        values.extend((FIRST_NUMBER..FIRST_NUMBER + MOST_ROWS).map(|number| Value::Text(number.to_string())));
    } else {
        values.extend(hinted(looks, tables, name, &families));
    }
    let plain = match families.as_slice() {
        [one, other] => common(one, other),
        [one] => one.values(),
        _ => Vec::new(),
    };
    for value in plain {
        let has_room = !checked || values.len() < CHOICES_UNDER_A_CHECK;
        if has_room && !values.contains(&value) {
            values.push(value);
        }
    }
    let full = values.len();
    if may_be_null(tables, name) {
        values.push(Value::Null);
    }
    if numbered || columns.iter().all(|(_, column)| column.default.is_some()) {
        values.push(Value::Omitted);
    }
    let choices = values.into_iter().map(|value| vec![vec![value]; tables.len()]).collect();
    Slot { columns: vec![name.to_owned()], choices, full, checked, offset: 0 }
}

/// Values that the checks on a column suggest and every side's type takes.
fn hinted(looks: &[Look<'_>], tables: &[Option<&Table>], name: &str, families: &[Family]) -> Vec<Value> {
    let Some(family) = families.first() else { return Vec::new() };
    let mut found: Vec<Value> = Vec::new();
    for hint in checks(looks, tables, name) {
        for value in hint.values(family) {
            if families.iter().all(|family| family.takes(&value)) && !found.contains(&value) {
                found.push(value);
            }
        }
    }
    found
}

fn is_checked(looks: &[Look<'_>], tables: &[Option<&Table>], name: &str) -> bool {
    !checks(looks, tables, name).is_empty()
}

/// What the checks that mention a column tell, those of its domain too.
fn checks(looks: &[Look<'_>], tables: &[Option<&Table>], name: &str) -> Vec<Hint> {
    let mut found = Vec::new();
    for (look, table) in looks.iter().zip(tables) {
        let (engine, Some(table)) = (look.schema.engine, table) else { continue };
        let domain = table.column(name).and_then(|column| look.types.get(&column.data_type));
        let own = table.checks.iter().map(|check| check.expression.text()).filter(|text| mentions(engine, text, name));
        let texts = own.chain(domain.into_iter().flat_map(|domain| domain.checks.iter().map(String::as_str)));
        for hint in texts.filter(|text| !text.is_empty()).map(|text| Hint::of(engine, text)) {
            if !found.contains(&hint) {
                found.push(hint);
            }
        }
    }
    found
}

fn labels(looks: &[Look<'_>], words: &dyn Words, tables: &[Option<&Table>], name: &str) -> usize {
    let columns = looks.iter().zip(tables).filter_map(|(look, table)| {
        let column = table.and_then(|table| table.column(name))?;
        Some(words::family(words, column, look.schema, look.types).labels().len())
    });
    columns.max().unwrap_or(0)
}

/// The columns that an error of the engine speaks of, by a constraint's name, its text, or their own name.
fn blamed(engine: Engine, table: &Table, said: &str) -> Vec<String> {
    let names = |name: Option<&str>| name.is_some_and(|name| !name.is_empty() && said.contains(name));
    let mut found: Vec<String> = Vec::new();
    for check in &table.checks {
        let text = check.expression.text();
        if names(check.name.as_deref())
            || said.contains(text)
            || check.column.as_deref().is_some_and(|c| is_word(said, c))
        {
            let mentioned = table.columns.iter().filter(|column| mentions(engine, text, &column.name));
            found.extend(mentioned.map(|column| column.name.clone()));
        }
    }
    for unique in &table.uniques {
        if names(unique.name.as_deref()) {
            found.extend(unique.columns.clone());
        }
    }
    for index in table.indexes.iter().filter(|index| index.unique && names(Some(&index.name))) {
        for part in &index.parts {
            match &part.key {
                IndexKey::Column(column) => found.push(column.clone()),
                IndexKey::Expression(text) => {
                    let mentioned = table.columns.iter().filter(|column| mentions(engine, text.text(), &column.name));
                    found.extend(mentioned.map(|column| column.name.clone()));
                }
            }
        }
    }
    if let Some(key) = &table.primary_key {
        let is_named = names(key.name.as_deref()) || said.contains("'PRIMARY'");
        found.extend(key.columns.iter().filter(|_| is_named).cloned());
    }
    for key in &table.foreign_keys {
        if names(key.name.as_deref()) || said.contains("FOREIGN KEY constraint failed") {
            found.extend(key.columns.clone());
        }
    }
    if found.is_empty() {
        found.extend(
            table.columns.iter().filter(|column| is_word(said, &column.name)).map(|column| column.name.clone()),
        );
    }
    found
}

/// Whether the name stands in the text between characters that belong to no name.
fn is_word(text: &str, name: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    !name.is_empty()
        && text.match_indices(name).any(|(at, _)| {
            !text[..at].chars().next_back().is_some_and(is_part)
                && !text[at + name.len()..].chars().next().is_some_and(is_part)
        })
}
