//! Checksums: what a migration does, as one short text for each of its two ways. Leaves out where they are kept.
//!
//! What is hashed are the statements that run on one engine, in order, as `--sql` writes them: white space, comments, Rust's
//! formatting and the compiler do not count, and a step that is written in another way and does the same counts as the same.
//! The module's source would make each reformatting an edit, and is not there when the binary runs. Descriptions of steps
//! do not count either. Of a migration that asks the database the part up to its first question counts, with the question.

use driftline_schema::Engine;
use driftline_schema::sql::tokens;
use sea_orm_migration::MigrationTrait;
use sha2::{Digest, Sha256};

use crate::apply::Direction;
use crate::record::{Line, Recording, record};

/// How the text is made; another way of making it gets another mark, and is not compared with this one.
const MARK: &str = "s1:";

/// What a migration does on one engine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checksums {
    /// Going up; `None` where it cannot be known without a database, or is another one each time (a clock, a random value).
    pub up: Option<String>,
    /// Going down; `None` alike, and where there is no way down.
    pub down: Option<String>,
    /// Statements of the way up; `None` where the database is asked.
    pub statements: Option<i64>,
}

/// The checksums of a migration.
pub async fn of(migration: &dyn MigrationTrait, engine: Engine) -> Checksums {
    let (up, statements) = one(migration, Direction::Up, engine).await;
    let (down, _) = one(migration, Direction::Down, engine).await;
    Checksums { up, down, statements }
}

/// Whether two checksums say that something changed. What is not known says nothing.
pub(crate) fn differ(kept: Option<&str>, now: Option<&str>) -> bool {
    matches!((kept, now), (Some(kept), Some(now)) if kept.starts_with(MARK) && kept != now)
}

async fn one(migration: &dyn MigrationTrait, way: Direction, engine: Engine) -> (Option<String>, Option<i64>) {
    let Ok(first) = record(migration, way, engine).await else { return (None, None) };
    let Ok(second) = record(migration, way, engine).await else { return (None, None) };
    let statements = first.lines.iter().filter(|line| matches!(line, Line::Sql(_))).count();
    let statements = if first.asked.is_some() { None } else { i64::try_from(statements).ok() };
    let (text, again) = (digest(&first, engine), digest(&second, engine));
    ((text == again).then_some(text), statements)
}

fn digest(recording: &Recording, engine: Engine) -> String {
    let mut hash = Sha256::new();
    let sql = recording.lines.iter().filter_map(|line| match line {
        Line::Sql(sql) => Some(sql),
        Line::Step { .. } => None,
    });
    for statement in sql.chain(&recording.asked) {
        for token in tokens(engine, statement) {
            hash.update(token.text.as_bytes());
            hash.update([0]);
        }
        hash.update([1]);
    }
    // A step that leaves the transaction is another behaviour with the same statements.
    hash.update([u8::from(recording.outside)]);
    let hex: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{MARK}{hex}")
}
