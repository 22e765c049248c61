//! What a whole migration takes from the tables that stand before it, under their names of that moment. Pure; leaves out the
//! rows themselves.

use std::collections::{BTreeMap, BTreeSet};

use driftline_schema::{Action, Engine, ObjectName, Schema, Table};

use super::effect::{Copied, Effect, NewColumn, effects};

/// What becomes of one table's data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Loss {
    /// Rows go, or the whole table does.
    pub(crate) rows: bool,
    /// Columns that go.
    pub(crate) dropped: BTreeSet<String>,
    /// Columns whose values are written anew, with the name they have afterwards.
    pub(crate) rewritten: BTreeMap<String, String>,
    /// The table's name afterwards; `None` when it is gone.
    pub(crate) after: Option<ObjectName>,
    /// Names that columns have afterwards, where they differ.
    pub(crate) renamed: BTreeMap<String, String>,
}

/// The losses of a migration's statements, by table.
pub(crate) fn losses(engine: Engine, schema: &Schema, statements: &[&str]) -> BTreeMap<ObjectName, Loss> {
    let mut walk = Walk { schema, standing: BTreeMap::new(), created: BTreeMap::new(), gone: BTreeMap::new() };
    let drops_delete = engine == Engine::Sqlite;
    walk.standing = schema.tables.keys().map(|name| (name.clone(), Standing::of(name))).collect();
    for sql in statements {
        for effect in effects(engine, sql) {
            walk.take(effect, drops_delete);
        }
    }
    walk.end()
}

/// A table that was there before, on its way through the migration.
#[derive(Clone, Debug)]
struct Standing {
    /// Its name before.
    origin: ObjectName,
    loss: Loss,
    /// Columns by the name they have now.
    renamed: BTreeMap<String, String>,
}

/// A table the migration made.
#[derive(Clone, Debug, Default)]
struct Made {
    columns: Vec<NewColumn>,
    copied: Option<Copied>,
}

struct Walk<'a> {
    schema: &'a Schema,
    /// Tables from before by the name they have now.
    standing: BTreeMap<ObjectName, Standing>,
    /// Tables made on the way by the name they have now.
    created: BTreeMap<ObjectName, Made>,
    /// Tables from before that were dropped, by the name they had then.
    gone: BTreeMap<ObjectName, Standing>,
}

impl Standing {
    fn of(name: &ObjectName) -> Standing {
        Standing { origin: name.clone(), loss: Loss::default(), renamed: BTreeMap::new() }
    }

    /// The name a column had before; `None` for one that the migration added.
    fn origin_of(&self, table: &Table, column: &str) -> Option<String> {
        let before = self.renamed.get(column).cloned().unwrap_or_else(|| column.to_owned());
        let exactly = table.columns.iter().find(|column| column.name == before);
        // Only PostgreSQL tells columns apart by letter case, and there the exact name is the one.
        let found = exactly.or_else(|| table.columns.iter().find(|column| column.name.eq_ignore_ascii_case(&before)));
        found.map(|column| column.name.clone())
    }
}

impl Walk<'_> {
    fn take(&mut self, effect: Effect, drops_delete: bool) {
        match effect {
            Effect::Creates(name, columns) => {
                self.created.insert(name, Made { columns, copied: None });
            }
            Effect::Drops(name) => {
                if self.created.remove(&name).is_none()
                    && let Some((name, standing)) = self.remove(&name)
                {
                    // SQLite deletes the rows first (SQLite "DROP TABLE"), which reaches those that refer to them.
                    if drops_delete {
                        self.follow(&standing.origin);
                    }
                    self.gone.insert(name, standing);
                }
            }
            Effect::RenamesTable(from, to) => self.rename_table(&from, to),
            Effect::DropsColumn(table, column) => self.mark(&table, &column, |loss, origin, _| {
                loss.dropped.insert(origin);
            }),
            Effect::Rewrites(table, column) => self.mark(&table, &column, |loss, origin, _| {
                loss.rewritten.insert(origin.clone(), origin);
            }),
            Effect::RenamesColumn(table, from, to) => {
                if let Some(standing) = self.standing_mut(&table) {
                    let origin = standing.renamed.remove(&from).unwrap_or(from);
                    standing.renamed.insert(to, origin);
                }
            }
            Effect::Deletes(table) => {
                if let Some(standing) = self.standing_mut(&table) {
                    standing.loss.rows = true;
                    let origin = standing.origin.clone();
                    self.inherit(&origin);
                    self.follow(&origin);
                }
            }
            Effect::Copies(copied) => {
                if let Some(made) = self.created.get_mut(&copied.to) {
                    made.copied = Some(copied);
                }
            }
        }
    }

    /// PostgreSQL: rows of tables that inherit from it go too. A partition's are its parent's.
    fn inherit(&mut self, deleted: &ObjectName) {
        let mut from = vec![deleted.clone()];
        while let Some(parent) = from.pop() {
            for table in self.schema.tables.values().filter(|table| table.options.inherits.contains(&parent)) {
                let child = self.standing.values_mut().find(|standing| standing.origin == table.name);
                if let Some(child) = child.filter(|child| !child.loss.rows) {
                    child.loss.rows = true;
                    from.push(table.name.clone());
                }
            }
        }
    }

    /// Rows that refer to deleted ones go too, or forget them.
    fn follow(&mut self, deleted: &ObjectName) {
        let mut from = vec![deleted.clone()];
        let mut seen = BTreeSet::new();
        while let Some(parent) = from.pop() {
            for table in self.schema.tables.values() {
                for key in table.foreign_keys.iter().filter(|key| key.references == parent) {
                    let Some(child) = self.standing.values_mut().find(|standing| standing.origin == table.name) else {
                        continue;
                    };
                    match key.on_delete {
                        Action::Cascade => {
                            child.loss.rows = true;
                            if seen.insert(table.name.clone()) {
                                from.push(table.name.clone());
                            }
                        }
                        Action::SetNull | Action::SetDefault => {
                            let columns = key.columns.iter().map(|column| (column.clone(), column.clone()));
                            child.loss.rewritten.extend(columns);
                        }
                        _ => {}
                    }
                }
            }
        }
    }

    /// The name in the map: letter case of a name in a statement may differ where the engine takes both for one.
    fn key(&self, name: &ObjectName) -> Option<ObjectName> {
        if self.standing.contains_key(name) {
            return Some(name.clone());
        }
        let same = |other: &&ObjectName| {
            other.namespace == name.namespace && self.schema.table_case.same(&other.name, &name.name)
        };
        self.standing.keys().find(same).cloned()
    }

    fn remove(&mut self, name: &ObjectName) -> Option<(ObjectName, Standing)> {
        let key = self.key(name)?;
        self.standing.remove(&key).map(|standing| (key, standing))
    }

    fn standing_mut(&mut self, name: &ObjectName) -> Option<&mut Standing> {
        if self.created.contains_key(name) {
            return None;
        }
        let key = self.key(name)?;
        self.standing.get_mut(&key)
    }

    fn mark(&mut self, table: &ObjectName, column: &str, how: impl FnOnce(&mut Loss, String, &str)) {
        let schema = self.schema;
        let Some(standing) = self.standing_mut(table) else { return };
        let Some(before) = schema.tables.get(&standing.origin) else { return };
        if let Some(origin) = standing.origin_of(before, column) {
            how(&mut standing.loss, origin, column);
        }
    }

    /// A made table that takes the name of one that was dropped, and got its rows, is that table rebuilt.
    fn rename_table(&mut self, from: &ObjectName, to: ObjectName) {
        if let Some(made) = self.created.remove(from) {
            let copied = made.copied.as_ref().filter(|copied| self.gone.contains_key(&copied.from));
            let rebuilt = copied.filter(|copied| copied.from == to).cloned();
            match rebuilt.and_then(|copied| Some((self.gone.remove(&copied.from)?, copied))) {
                Some((standing, copied)) => {
                    let standing = self.rebuilt(standing, &made, &copied);
                    self.standing.insert(to, standing);
                }
                None => {
                    self.created.insert(to, made);
                }
            }
        } else if let Some((_, standing)) = self.remove(from) {
            self.standing.insert(to, standing);
        }
    }

    fn rebuilt(&self, mut standing: Standing, made: &Made, copied: &Copied) -> Standing {
        let Some(before) = self.schema.tables.get(&standing.origin) else { return standing };
        standing.loss.rows |= !copied.every_row;
        let mut renamed = BTreeMap::new();
        for column in before.columns.iter().filter(|column| column.generated.is_none()) {
            let now = (copied.columns.iter()).find(|(_, plain)| {
                plain.as_ref().and_then(|plain| standing.origin_of(before, plain)).as_ref() == Some(&column.name)
            });
            let target = now.and_then(|(name, _)| made.columns.iter().find(|new| new.name == *name));
            // A converted value goes into the column of the same name.
            let same_name = || copied.columns.iter().any(|(name, _)| name == &column.name);
            match target {
                Some(new) => {
                    if new.name != column.name {
                        renamed.insert(new.name.clone(), column.name.clone());
                    }
                    // Another declared type may store a value otherwise (SQLite "Datatypes In SQLite", 3).
                    if !has_type(&new.definition, &column.data_type) {
                        standing.loss.rewritten.insert(column.name.clone(), column.name.clone());
                    }
                }
                None if same_name() => {
                    standing.loss.rewritten.insert(column.name.clone(), column.name.clone());
                }
                None => {
                    standing.loss.dropped.insert(column.name.clone());
                }
            }
        }
        standing.renamed = renamed;
        standing
    }

    fn end(self) -> BTreeMap<ObjectName, Loss> {
        let mut all = BTreeMap::new();
        for standing in self.gone.into_values() {
            let loss = Loss { rows: true, after: None, ..standing.loss };
            all.insert(standing.origin, loss);
        }
        for (now, standing) in self.standing {
            let Standing { origin, mut loss, renamed } = standing;
            if !loss.rows && loss.dropped.is_empty() && loss.rewritten.is_empty() {
                continue;
            }
            let after: BTreeMap<String, String> = renamed.into_iter().map(|(now, before)| (before, now)).collect();
            let dropped = loss.dropped.clone();
            loss.rewritten.retain(|column, _| !dropped.contains(column));
            for (column, now) in &mut loss.rewritten {
                now.clone_from(after.get(column).unwrap_or(column));
            }
            loss.renamed = after;
            loss.after = Some(now);
            all.insert(origin, loss);
        }
        // What is read from a partitioned table is what its partitions hold.
        let with_parent: Vec<ObjectName> =
            all.keys().filter(|name| is_read_through(self.schema, name, &all)).cloned().collect();
        all.retain(|name, _| !with_parent.contains(name));
        all
    }
}

/// Whether the table is a partition, at any depth, of one whose rows all go and go back.
fn is_read_through(schema: &Schema, name: &ObjectName, all: &BTreeMap<ObjectName, Loss>) -> bool {
    let parent = |name: &ObjectName| schema.tables.get(name)?.options.partition_of.as_ref().map(|of| of.parent.clone());
    // A circle cannot be; a limit costs nothing.
    std::iter::successors(parent(name), parent).take(64).any(|above| all.get(&above).is_some_and(|loss| loss.rows))
}

/// Whether a column's definition begins with the type given.
fn has_type(definition: &str, data_type: &str) -> bool {
    let squeeze = |text: &str| text.to_lowercase().replace(' ', "");
    let (definition, data_type) = (squeeze(definition), squeeze(data_type));
    definition.strip_prefix(&data_type).is_some_and(|rest| {
        let constraint =
            ["not", "null", "primary", "unique", "check", "default", "collate", "references", "constraint"];
        rest.is_empty() || constraint.iter().any(|word| rest.starts_with(word))
    })
}

#[cfg(test)]
mod tests {
    use driftline_schema::notation;

    use super::*;

    fn schema(engine: Engine) -> Schema {
        notation::schema(engine, "t: id integer pk, a text, b text\nu: id integer pk, x text").unwrap()
    }

    fn of(engine: Engine, statements: &[&str]) -> BTreeMap<ObjectName, Loss> {
        losses(engine, &schema(engine), statements)
    }

    fn one(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn a_rebuild_loses_what_is_not_copied() {
        let found = of(
            Engine::Sqlite,
            &[
                "CREATE TABLE \"__t\" (\"id\" integer NOT NULL PRIMARY KEY, \"a\" text, \"c\" integer)",
                "INSERT INTO \"__t\" (\"id\", \"a\", \"c\") SELECT \"id\", \"a\", 1 FROM \"t\"",
                "DROP TABLE \"t\"",
                "ALTER TABLE \"__t\" RENAME TO \"t\"",
            ],
        );
        let loss = &found[&ObjectName::new("t")];
        assert!(!loss.rows);
        assert_eq!(loss.dropped, one(&["b"]));
        assert!(loss.rewritten.is_empty(), "{loss:?}");
    }

    #[test]
    fn a_rebuild_that_copies_everything_loses_nothing() {
        let found = of(
            Engine::Sqlite,
            &[
                "CREATE TABLE n (id integer NOT NULL PRIMARY KEY, a text NOT NULL, b text)",
                "INSERT INTO n (id, a, b) SELECT id, a, b FROM t",
                "DROP TABLE t",
                "ALTER TABLE n RENAME TO t",
            ],
        );
        assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn names_are_followed_to_where_they_were_before() {
        let found = of(
            Engine::Postgres,
            &[
                "ALTER TABLE t RENAME TO v",
                "ALTER TABLE v RENAME COLUMN a TO z",
                "ALTER TABLE v ALTER COLUMN z TYPE integer USING 1",
                "ALTER TABLE v DROP COLUMN b",
                "ALTER TABLE v ADD COLUMN fresh int",
                "UPDATE v SET fresh = 1",
                "DROP TABLE u",
            ],
        );
        let loss = &found[&ObjectName::new("t")];
        assert_eq!(loss.after, Some(ObjectName::new("v")));
        assert_eq!(loss.rewritten, BTreeMap::from([("a".to_owned(), "z".to_owned())]));
        assert_eq!(loss.dropped, one(&["b"]));
        let gone = &found[&ObjectName::new("u")];
        assert!(gone.rows && gone.after.is_none());
    }

    #[test]
    fn what_the_migration_makes_itself_is_no_loss() {
        let made = ["CREATE TABLE w (id int)", "DELETE FROM w", "DROP TABLE w", "INSERT INTO t (a) VALUES ('x')"];
        assert!(of(Engine::MySql, &made).is_empty());
    }
}
