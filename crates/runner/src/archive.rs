//! The archive: copies of the rows and values that a migration destroys or writes anew, kept inside the database, so that
//! going back puts them where they were. One file for what is lost, one for the statements; leaves out copies of whole files.
//!
//! Where: PostgreSQL schema `driftline_archive`; MariaDB and MySQL database `NAME_driftline_archive`; SQLite tables
//! `driftline_archive_…`. What is there stands in the companion table `driftline_archive` of the database itself, one row a
//! table. Neither is ever part of a comparison.

pub(crate) mod columns;
pub(crate) mod effect;
pub(crate) mod full;
pub(crate) mod loss;
pub(crate) mod part;
pub(crate) mod store;

use std::collections::{BTreeMap, BTreeSet};

use driftline_inspect::{Database, Others, Scope, inspect};
use driftline_schema::{Engine, ObjectName, Schema};
use sea_orm::{ConnectionTrait, DbErr, Statement};
use sea_orm_migration::MigrationTrait;

use crate::apply::Direction;
use crate::cause::Cause;
use crate::error::RunError;
use crate::keeping::{Marks, Stands, Takes};
use crate::patience::is_lock_of;
use crate::record::{Line, record};
use columns::columns;
use loss::Loss;
use part::Part;
use store::Store;

/// What one run of a migration archives, and what it puts back.
#[derive(Debug)]
pub(crate) struct Archive {
    engine: Engine,
    revision: String,
    direction: Direction,
    /// How far an earlier run got.
    stands: Stands,
    /// To be archived before the first step.
    taken: Vec<Part>,
    /// What stands in the archive for this way behind it; what is archived aside does not.
    parts: Vec<Part>,
    /// What an earlier run this way archived and no way back has used: the table is saved anew, and it stays to be read.
    superseded: Vec<i64>,
    /// Archived when the migration went the other way, with their numbers.
    back: Vec<(i64, Part)>,
    /// The question a hand-written migration asks the database; what it does behind it is not known.
    pub(crate) asked: Option<String>,
    /// Whether the migration rebuilds a table or loses anything at all.
    pub(crate) touches_rows: bool,
}

/// What was done behind the last step.
#[derive(Debug, Default)]
pub(crate) struct Last {
    /// What there is to tell, a line each.
    pub(crate) said: Vec<String>,
    /// Places whose rows have all gone back.
    empty: Vec<String>,
}

impl Archive {
    /// Finds out what the migration will take, and what an earlier run of it the other way has kept.
    ///
    /// # Errors
    /// When the catalog or the archive's own table cannot be read.
    pub(crate) async fn of(
        database: &Database,
        migration: &dyn MigrationTrait,
        direction: Direction,
        stands: Stands,
    ) -> Result<Archive, RunError> {
        let engine = database.engine;
        let failed = || RunError::database("reading the archive");
        let store = Store::of(database).await.map_err(failed())?;
        let opposite = if direction == Direction::Up { Direction::Down } else { Direction::Up };
        let back = store.kept(&database.connection, migration.name(), opposite).await.map_err(failed())?;
        let earlier = store.kept(&database.connection, migration.name(), direction).await.map_err(failed())?;
        let mut archive = Archive {
            engine,
            revision: migration.name().to_owned(),
            direction,
            stands,
            taken: Vec::new(),
            parts: Vec::new(),
            superseded: Vec::new(),
            back,
            asked: None,
            touches_rows: false,
        };
        // A run that was stopped has archived already, from rows that may be gone by now.
        match stands.takes {
            Takes::Anew => archive.superseded = earlier.into_iter().map(|(id, _)| id).collect(),
            Takes::Aside | Takes::Nothing => archive.parts = earlier.into_iter().map(|(_, part)| part).collect(),
        }
        if stands.takes == Takes::Nothing {
            return Ok(archive);
        }
        // A migration that fails by itself says so when it runs.
        let Ok(recording) = record(migration, direction, engine).await else { return Ok(archive) };
        archive.asked = recording.asked;
        let sql = |line| match line {
            Line::Sql(sql) => Some(sql),
            Line::Step { .. } => None,
        };
        let statements: Vec<String> = recording.lines.into_iter().filter_map(sql).collect();
        let statements: Vec<&str> = statements.iter().map(String::as_str).collect();
        if !statements.iter().any(|sql| effect::effects(engine, sql).iter().any(takes)) {
            return Ok(archive);
        }
        let schema = inspect(&database.connection, &Scope { default: None, others: Others::All }).await?.schema;
        let losses = loss::losses(engine, &schema, &statements);
        let mut parts: Vec<Part> = children_first(&schema, &losses)
            .into_iter()
            .filter_map(|(name, loss)| Some(Part::of(engine, schema.tables.get(name)?, loss)))
            .collect();
        archive.touches_rows = recording.rebuilds && !schema.tables.is_empty();
        // What is dropped and no table has no part in the archive; the copy of the file holds it.
        archive.touches_rows |= drops_others(engine, &schema, &statements);
        part::count(&database.connection, engine, &mut parts).await.map_err(failed())?;
        parts.retain(|part| part.count > 0);
        archive.touches_rows |= !parts.is_empty();
        archive.taken = store.placed(parts);
        if stands.takes == Takes::Anew {
            archive.parts.clone_from(&archive.taken);
        }
        Ok(archive)
    }

    /// Copies what will go. Returns what there is to tell, a line each.
    ///
    /// # Errors
    /// What the engine says.
    pub(crate) async fn first<C: ConnectionTrait>(&self, connection: &C, keep: bool) -> Result<Vec<String>, DbErr> {
        for (_, part) in &self.back {
            let marks = match self.stands.marks {
                Marks::Compare => part.since(self.engine),
                Marks::All => part.all_same(self.engine),
                // The earlier run may have been another one than that which archived the values.
                Marks::Made if self.has_marks(connection, part).await? => Vec::new(),
                Marks::Made => part.all_same(self.engine),
            };
            self.run(connection, &marks).await?;
        }
        let mut said = Vec::new();
        if !keep {
            return Ok(said);
        }
        let is_aside = self.stands.takes == Takes::Aside;
        if !self.taken.is_empty() {
            Store::install(connection, self.engine, &self.taken).await?;
        }
        for part in &self.taken {
            self.run(connection, &part.take(self.engine)).await?;
            said.push(if is_aside { part.told_aside() } else { part.told(self.direction) });
        }
        Store::supersede(connection, self.engine, self.direction, &self.superseded).await?;
        if !self.taken.is_empty() {
            let way = if is_aside { store::was(self.direction) } else { store::word(self.direction).to_owned() };
            Store::note(connection, self.engine, &self.revision, &way, &self.taken).await?;
        }
        Ok(said)
    }

    /// Writes down what the new values look like, and puts back what was archived on the other way. Changes rows alone: what the
    /// archive needs no more is for [`Archive::clear`].
    ///
    /// # Errors
    /// What the engine says.
    pub(crate) async fn last<C: ConnectionTrait>(&self, connection: &C, keep: bool) -> Result<Last, DbErr> {
        for part in self.parts.iter().filter(|_| self.takes_part(keep)) {
            self.run(connection, &part.afterwards(self.engine)).await?;
        }
        if self.back.is_empty() {
            return Ok(Last::default());
        }
        let found = columns(connection, self.engine).await?;
        // What was dropped last is what the others refer to.
        let parts: Vec<&Part> = self.back.iter().rev().map(|(_, part)| part).collect();
        self.run(connection, &part::foreign_keys_off(self.engine)).await?;
        let outcome = self.put_back(connection, &parts, &found).await;
        self.run(connection, &part::foreign_keys_on(self.engine)).await?;
        let (said, done) = outcome?;
        let gone: Vec<i64> =
            self.back.iter().filter(|(_, part)| done.contains(&part.place)).map(|(number, _)| *number).collect();
        Store::forget(connection, self.engine, &gone).await?;
        Ok(Last { said, empty: done })
    }

    /// Drops what [`Archive::last`] has emptied; on MariaDB and MySQL that commits.
    ///
    /// # Errors
    /// What the engine says.
    pub(crate) async fn clear<C: ConnectionTrait>(&self, connection: &C, last: &Last) -> Result<(), DbErr> {
        for (_, part) in self.back.iter().filter(|(_, part)| last.empty.contains(&part.place)) {
            self.run(connection, &part.drop(self.engine)).await?;
        }
        Ok(())
    }

    /// What an earlier run has kept stays where it is.
    pub(crate) fn leave_back(&mut self) {
        self.back.clear();
    }

    /// Whether there is anything to do behind the last step.
    pub(crate) fn has_last(&self, keep: bool) -> bool {
        self.brings_back()
            || (self.takes_part(keep) && self.parts.iter().any(|part| !part.afterwards(self.engine).is_empty()))
    }

    /// Whether the parts are in the archive: an earlier run may have put them there.
    fn takes_part(&self, keep: bool) -> bool {
        keep || self.stands.takes != Takes::Anew
    }

    /// Whether something comes back.
    pub(crate) fn brings_back(&self) -> bool {
        !self.back.is_empty()
    }

    async fn put_back<C: ConnectionTrait>(
        &self,
        connection: &C,
        parts: &[&Part],
        found: &columns::Columns,
    ) -> Result<(Vec<String>, Vec<String>), DbErr> {
        let (mut said, mut done) = (Vec::new(), Vec::new());
        let (parts, stay): (Vec<&Part>, Vec<&Part>) = {
            let filled = self.filled(connection, parts, found).await?;
            parts.iter().copied().partition(|part| !filled.contains(&part.place))
        };
        for part in stay {
            let (what, place, source) = (part.what(), &part.place, &part.source);
            said.push(format!("{what} stays in {place}: {source} is not empty and has no key to tell rows apart"));
        }
        self.run(connection, &part::insert(self.engine, &parts, found)).await?;
        for part in parts {
            match part.put_back(self.engine, found) {
                Ok(statements) => {
                    self.run(connection, &statements).await?;
                    said.push(part.told_back());
                    done.push(part.place.clone());
                }
                Err(reason) => said.push(format!("{} stays in {}: {reason}", part.what(), part.place)),
            }
        }
        Ok((said, done))
    }

    /// Whether an earlier run has said of this part's values which are still what the migration made of them.
    async fn has_marks<C: ConnectionTrait>(&self, connection: &C, part: &Part) -> Result<bool, DbErr> {
        let statement = Statement::from_string(connection.get_database_backend(), part.marks(self.engine));
        let row = connection.query_one_raw(statement).await?;
        row.map_or(Ok(false), |row| row.try_get_by_index::<i64>(0).map(|count| count > 0))
    }

    /// The places of parts whose rows find no empty table, by one query for all.
    async fn filled<C: ConnectionTrait>(
        &self,
        connection: &C,
        parts: &[&Part],
        found: &columns::Columns,
    ) -> Result<Vec<String>, DbErr> {
        let is_there = |part: &&&Part| part.needs_empty() && found.contains_key(&part.source.object());
        let mut now: Vec<Part> = parts.iter().filter(is_there).map(|part| (*part).clone()).collect();
        part::count(connection, self.engine, &mut now).await?;
        Ok(now.into_iter().filter(|part| part.count > 0).map(|part| part.place).collect())
    }

    async fn run<C: ConnectionTrait>(&self, connection: &C, statements: &[String]) -> Result<(), DbErr> {
        for sql in statements {
            connection.execute_unprepared(sql).await.map_err(|error| match is_lock_of(self.engine, &error) {
                // It keeps its type: the runner steps back and tries again.
                true => error,
                false => {
                    let advice =
                        Cause::of_sea(&error).map_or_else(String::new, |cause| format!("\n  {}", cause.advice()));
                    DbErr::Migration(format!("the archive of this migration failed: {error}\n  in: {sql}{advice}"))
                }
            })?;
        }
        Ok(())
    }
}

/// Tables that refer to others before those: put back in the opposite order, each row finds what it refers to. Where they refer
/// in a circle, the order within it is that of their names.
fn children_first<'a>(schema: &Schema, losses: &'a BTreeMap<ObjectName, Loss>) -> Vec<(&'a ObjectName, &'a Loss)> {
    let mut left: Vec<_> = losses.iter().collect();
    let mut ordered = Vec::new();
    while !left.is_empty() {
        let is_referred_to = |name: &ObjectName| {
            left.iter().any(|(child, _)| {
                let keys = schema.tables.get(*child).map(|table| table.foreign_keys.as_slice()).unwrap_or_default();
                *child != name && keys.iter().any(|key| key.references == *name)
            })
        };
        let free = left.iter().position(|(name, _)| !is_referred_to(name)).unwrap_or(0);
        ordered.push(left.remove(free));
    }
    ordered
}

/// SQLite: whether something is dropped that is no table of the schema and was not made on the way, a virtual table.
fn drops_others(engine: Engine, schema: &Schema, statements: &[&str]) -> bool {
    use effect::Effect::{Creates, Drops, RenamesTable};
    let mut made = BTreeSet::new();
    for effect in statements.iter().flat_map(|sql| effect::effects(engine, sql)) {
        match effect {
            Creates(name, _) => {
                made.insert(name);
            }
            RenamesTable(from, to) => {
                made.remove(&from);
                made.insert(to);
            }
            Drops(name) if engine == Engine::Sqlite && !made.contains(&name) => {
                let is_table = |table: &&ObjectName| schema.table_case.same(&table.name, &name.name);
                if !schema.tables.keys().any(|table| is_table(&table)) {
                    return true;
                }
            }
            _ => {}
        }
    }
    false
}

fn takes(effect: &effect::Effect) -> bool {
    use effect::Effect::{Deletes, Drops, DropsColumn, Rewrites};
    matches!(effect, Drops(_) | DropsColumn(..) | Rewrites(..) | Deletes(_))
}
