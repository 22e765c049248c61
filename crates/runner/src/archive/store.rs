//! Where the archive is and what it holds: the companion table `driftline_archive`. Leaves out the statements of one part.

use std::sync::atomic::{AtomicU32, Ordering};

use driftline_inspect::Database;
use driftline_schema::Engine;
use sea_orm::{ConnectionTrait, DbErr, Statement};

use super::part::Part;
use crate::apply::Direction;
use crate::rules;

/// The companion table, and the schema on PostgreSQL.
const NAME: &str = "driftline_archive";
/// What is added to a database's name on MariaDB and MySQL.
const SUFFIX: &str = "_driftline_archive";
static NUMBER: AtomicU32 = AtomicU32::new(0);

/// The archive of one database.
#[derive(Debug)]
pub(crate) struct Store {
    engine: Engine,
    /// What stands before the names of its tables, quoted.
    prefix: String,
    exists: bool,
}

/// A line of the archive's table.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) id: i64,
    /// The revision it belongs to, or the name of a copy of everything.
    pub(crate) revision: String,
    /// `up`, `down`, `was up` or `was down` of an earlier run, or `full` for a copy of everything.
    pub(crate) direction: String,
    /// Unix seconds.
    pub(crate) made_at: i64,
    pub(crate) part: Part,
}

/// The word for a direction.
pub(crate) fn word(direction: Direction) -> &'static str {
    match direction {
        Direction::Up => "up",
        Direction::Down => "down",
    }
}

/// The word for a direction of which nothing is put back by itself.
pub(crate) fn was(direction: Direction) -> String {
    format!("was {}", word(direction))
}

impl Store {
    /// Looks where the archive is. Writes nothing.
    ///
    /// # Errors
    /// What the engine says.
    pub(crate) async fn of(database: &Database) -> Result<Store, DbErr> {
        let (engine, connection) = (database.engine, &database.connection);
        let (exists, here) = match engine {
            Engine::Sqlite => {
                ("SELECT count(*), NULL FROM sqlite_schema WHERE type = 'table' AND name = 'driftline_archive'", false)
            }
            Engine::Postgres => (
                "SELECT count(*), NULL::text FROM pg_class WHERE relname = 'driftline_archive' AND relkind = 'r' \
                 AND relnamespace = current_schema()::regnamespace",
                false,
            ),
            Engine::MySql => (
                "SELECT count(*), CAST(DATABASE() AS char) FROM information_schema.TABLES \
                 WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'driftline_archive'",
                true,
            ),
        };
        let row = connection.query_one_raw(Statement::from_string(rules::of(engine).backend(), exists)).await?;
        let row = row.ok_or_else(|| DbErr::RecordNotFound(NAME.to_owned()))?;
        let database: Option<String> = if here { row.try_get_by_index(1)? } else { None };
        let prefix = match engine {
            Engine::Sqlite => String::new(),
            Engine::Postgres => format!("{}.", engine.quote(NAME)),
            Engine::MySql => format!("{}.", engine.quote(&archive_of(&database.unwrap_or_default()))),
        };
        Ok(Store { engine, prefix, exists: row.try_get_by_index::<i64>(0)? > 0 })
    }

    /// The parts with a place for each.
    pub(crate) fn placed(&self, parts: Vec<Part>) -> Vec<Part> {
        let stamp = sea_orm::prelude::ChronoUtc::now().format("%Y%m%d_%H%M%S_%6f");
        let name = |number: u32| match self.engine {
            // Beside the database's own tables the name says what it is.
            Engine::Sqlite => format!("{NAME}_{stamp}_{number}"),
            _ => format!("kept_{stamp}_{number}"),
        };
        let place = |mut part: Part| {
            let number = NUMBER.fetch_add(1, Ordering::Relaxed);
            part.place = format!("{}{}", self.prefix, self.engine.quote(&name(number)));
            part
        };
        parts.into_iter().map(place).collect()
    }

    /// Everything that is kept, oldest first. Writes nothing.
    ///
    /// # Errors
    /// What the engine says, or a line that this version cannot read.
    pub(crate) async fn entries<C: ConnectionTrait>(&self, connection: &C) -> Result<Vec<Entry>, DbErr> {
        if !self.exists {
            return Ok(Vec::new());
        }
        entries(connection, self.engine).await
    }

    /// The parts kept when a migration went that way, in the order they were taken.
    ///
    /// # Errors
    /// As [`Store::entries`].
    pub(crate) async fn kept<C: ConnectionTrait>(
        &self,
        connection: &C,
        revision: &str,
        direction: Direction,
    ) -> Result<Vec<(i64, Part)>, DbErr> {
        let all = self.entries(connection).await?;
        let wanted = all.into_iter().filter(|entry| entry.revision == revision && entry.direction == word(direction));
        Ok(wanted.map(|entry| (entry.id, entry.part)).collect())
    }

    /// Makes the archive's place and its table where they are missing.
    ///
    /// # Errors
    /// What the engine says; on MariaDB and MySQL, what right is missing.
    pub(crate) async fn install<C: ConnectionTrait>(
        connection: &C,
        engine: Engine,
        parts: &[Part],
    ) -> Result<(), DbErr> {
        let place = parts.first().and_then(|part| part.place.rsplit_once('.')).map(|(place, _)| place);
        let create = match (engine, place) {
            (Engine::Postgres, Some(place)) => Some(format!("CREATE SCHEMA IF NOT EXISTS {place}")),
            (Engine::MySql, Some(place)) => {
                Some(format!("CREATE DATABASE IF NOT EXISTS {place} CHARACTER SET utf8mb4"))
            }
            _ => None,
        };
        if let Some(create) = create {
            connection.execute_unprepared(&create).await.map_err(|error| {
                DbErr::Migration(format!(
                    "the archive cannot be made: {error}\n  in: {create}\n  grant the right, or go without it with --no-backup"
                ))
            })?;
        }
        let text = if engine == Engine::MySql { "longtext" } else { "text" };
        let sql = format!(
            "CREATE TABLE IF NOT EXISTS {NAME} (id bigint NOT NULL PRIMARY KEY, revision varchar(255) NOT NULL, \
             direction varchar(8) NOT NULL, made_at bigint NOT NULL, part {text} NOT NULL)"
        );
        connection.execute_unprepared(&sql).await.map(|_| ())
    }

    /// Writes down what was taken, under a word for the direction.
    ///
    /// # Errors
    /// What the engine says.
    pub(crate) async fn note<C: ConnectionTrait>(
        connection: &C,
        engine: Engine,
        revision: &str,
        direction: &str,
        parts: &[Part],
    ) -> Result<(), DbErr> {
        let last = format!("SELECT coalesce(max(id), 0) FROM {NAME}");
        let row = connection.query_one_raw(Statement::from_string(rules::of(engine).backend(), last)).await?;
        let last = row.map_or(Ok(0), |row| row.try_get_by_index::<i64>(0))?;
        let now = sea_orm::prelude::ChronoUtc::now().timestamp();
        for (id, part) in (last + 1..).zip(parts) {
            let json = serde_json::to_string(part).map_err(|error| DbErr::Json(error.to_string()))?;
            let sql = format!(
                "INSERT INTO {NAME} (id, revision, direction, made_at, part) VALUES ({id}, {}, {}, {now}, {})",
                engine.literal(revision),
                engine.literal(direction),
                engine.literal(&json)
            );
            connection.execute_unprepared(&sql).await?;
        }
        Ok(())
    }

    /// Marks lines as those of an earlier run: nothing puts them back by itself, and they stay to be read.
    ///
    /// # Errors
    /// What the engine says.
    pub(crate) async fn supersede<C: ConnectionTrait>(
        connection: &C,
        engine: Engine,
        direction: Direction,
        ids: &[i64],
    ) -> Result<(), DbErr> {
        if ids.is_empty() {
            return Ok(());
        }
        let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
        let was = engine.literal(&was(direction));
        let sql = format!("UPDATE {NAME} SET direction = {was} WHERE id IN ({})", ids.join(", "));
        connection.execute_unprepared(&sql).await.map(|_| ())
    }

    /// Takes lines out.
    ///
    /// # Errors
    /// What the engine says.
    pub(crate) async fn forget<C: ConnectionTrait>(connection: &C, _engine: Engine, ids: &[i64]) -> Result<(), DbErr> {
        if ids.is_empty() {
            return Ok(());
        }
        let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
        connection.execute_unprepared(&format!("DELETE FROM {NAME} WHERE id IN ({})", ids.join(", "))).await.map(|_| ())
    }
}

async fn entries<C: ConnectionTrait>(connection: &C, engine: Engine) -> Result<Vec<Entry>, DbErr> {
    let sql = format!("SELECT id, revision, direction, made_at, part FROM {NAME} ORDER BY id");
    let rows = connection.query_all_raw(Statement::from_string(rules::of(engine).backend(), sql)).await?;
    rows.iter()
        .map(|row| {
            let json: String = row.try_get_by_index(4)?;
            Ok(Entry {
                id: row.try_get_by_index(0)?,
                revision: row.try_get_by_index(1)?,
                direction: row.try_get_by_index(2)?,
                made_at: row.try_get_by_index(3)?,
                part: serde_json::from_str(&json).map_err(|error| DbErr::Json(error.to_string()))?,
            })
        })
        .collect()
}

/// The archive's database for a database: a name may have 64 characters (MySQL manual 9.2.1).
fn archive_of(database: &str) -> String {
    let whole = format!("{database}{SUFFIX}");
    if whole.chars().count() <= 64 {
        return whole;
    }
    // FNV-1a, so that two long names with one beginning stay apart.
    let hash = database
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    let start: String = database.chars().take(29).collect();
    format!("{start}_{hash:016x}{SUFFIX}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_is_cut_and_stays_its_own() {
        assert_eq!(archive_of("prt"), "prt_driftline_archive");
        let (one, other) = (archive_of(&format!("{}1", "x".repeat(60))), archive_of(&format!("{}2", "x".repeat(60))));
        assert!(one.chars().count() <= 64 && one != other, "{one}");
    }
}
