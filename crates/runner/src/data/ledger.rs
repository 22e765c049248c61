//! What is recorded of data migrations: the companion tables `driftline_data` (one line a migration) and `driftline_data_step`
//! (how far each of its steps is). Leaves out running them.

use driftline_schema::Engine;
use sea_orm::{ConnectionTrait, DbErr, Statement};

use crate::rules;

/// One line a data migration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) name: String,
    pub(crate) state: State,
    /// Unix seconds.
    pub(crate) started_at: i64,
    /// Milliseconds, of all its runs.
    pub(crate) took: i64,
    /// Rows its steps went through.
    pub(crate) rows: i64,
    /// What went wrong.
    pub(crate) failure: Option<String>,
    /// The backup made before it.
    pub(crate) backup: Option<String>,
    /// Counts before it, `name=count` a line.
    pub(crate) before: String,
}

/// How a data migration stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum State {
    /// Never ran, or was rolled back.
    #[default]
    Pending,
    /// Began, and did not end: it runs now, or was killed.
    Running,
    /// Ended with an error.
    Failed,
    /// Done and verified.
    Done,
    /// There was nothing to do.
    Nothing,
    /// Its way back began, and did not end.
    Back,
}

impl State {
    pub(crate) fn word(self) -> &'static str {
        match self {
            State::Pending => "pending",
            State::Running => "unfinished",
            State::Failed => "failed",
            State::Done => "done",
            State::Nothing => "nothing to do",
            State::Back => "half back",
        }
    }

    fn named(word: &str) -> State {
        let all = [State::Running, State::Failed, State::Done, State::Nothing, State::Back];
        all.into_iter().find(|state| state.word() == word).unwrap_or_default()
    }
}

/// Makes the tables where they are missing.
///
/// # Errors
/// What the engine says.
pub(crate) async fn install<C: ConnectionTrait>(connection: &C, engine: Engine) -> Result<(), DbErr> {
    let text = if engine == Engine::MySql { "longtext" } else { "text" };
    let tables = [
        format!(
            "CREATE TABLE IF NOT EXISTS driftline_data (name varchar(255) NOT NULL PRIMARY KEY, state varchar(20) NOT NULL, \
             started_at bigint NOT NULL, took bigint NOT NULL, row_count bigint NOT NULL, failure {text}, backup {text}, \
             counted {text} NOT NULL)"
        ),
        format!(
            "CREATE TABLE IF NOT EXISTS driftline_data_step (name varchar(150) NOT NULL, step varchar(150) NOT NULL, \
             at_key bigint, is_done integer NOT NULL, note {text}, PRIMARY KEY (name, step))"
        ),
    ];
    for sql in tables {
        connection.execute_unprepared(&sql).await?;
    }
    Ok(())
}

/// Whether the tables are there. Writes nothing.
///
/// # Errors
/// What the engine says.
pub(crate) async fn is_there<C: ConnectionTrait>(connection: &C, engine: Engine) -> Result<bool, DbErr> {
    let sql = match engine {
        Engine::Sqlite => "SELECT count(*) FROM sqlite_schema WHERE name = 'driftline_data'",
        Engine::Postgres => {
            "SELECT count(*) FROM pg_class WHERE relname = 'driftline_data' AND relnamespace = current_schema()::regnamespace"
        }
        Engine::MySql => {
            "SELECT count(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'driftline_data'"
        }
    };
    Ok(number(connection, engine, sql).await?.unwrap_or(0) > 0)
}

/// Every line. Writes nothing.
///
/// # Errors
/// What the engine says.
pub(crate) async fn lines<C: ConnectionTrait>(connection: &C, engine: Engine) -> Result<Vec<Line>, DbErr> {
    if !is_there(connection, engine).await? {
        return Ok(Vec::new());
    }
    let sql =
        "SELECT name, state, started_at, took, row_count, failure, backup, counted FROM driftline_data ORDER BY name";
    let rows = connection.query_all_raw(Statement::from_string(rules::of(engine).backend(), sql)).await?;
    rows.iter()
        .map(|row| {
            Ok(Line {
                name: row.try_get_by_index(0)?,
                state: State::named(&row.try_get_by_index::<String>(1)?),
                started_at: row.try_get_by_index(2)?,
                took: row.try_get_by_index(3)?,
                rows: row.try_get_by_index(4)?,
                failure: row.try_get_by_index(5)?,
                backup: row.try_get_by_index(6)?,
                before: row.try_get_by_index(7)?,
            })
        })
        .collect()
}

/// Writes a line, over the one of that name.
///
/// # Errors
/// What the engine says.
pub(crate) async fn write<C: ConnectionTrait>(connection: &C, engine: Engine, line: &Line) -> Result<(), DbErr> {
    let text = |text: &Option<String>| text.as_ref().map_or_else(|| "NULL".to_owned(), |text| engine.literal(text));
    let delete = format!("DELETE FROM driftline_data WHERE name = {}", engine.literal(&line.name));
    let insert = format!(
        "INSERT INTO driftline_data (name, state, started_at, took, row_count, failure, backup, counted) \
         VALUES ({}, {}, {}, {}, {}, {}, {}, {})",
        engine.literal(&line.name),
        engine.literal(line.state.word()),
        line.started_at,
        line.took,
        line.rows,
        text(&line.failure),
        text(&line.backup),
        engine.literal(&line.before)
    );
    connection.execute_unprepared(&delete).await?;
    connection.execute_unprepared(&insert).await.map(|_| ())
}

/// How far a step is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) at: Option<i64>,
    pub(crate) done: bool,
    pub(crate) note: Option<String>,
}

/// A step's line, if it began.
///
/// # Errors
/// What the engine says.
pub(crate) async fn step<C: ConnectionTrait>(
    connection: &C,
    engine: Engine,
    name: &str,
    step: &str,
) -> Result<Option<Step>, DbErr> {
    let sql = format!(
        "SELECT at_key, is_done, note FROM driftline_data_step WHERE name = {} AND step = {}",
        engine.literal(name),
        engine.literal(step)
    );
    let row = connection.query_one_raw(Statement::from_string(rules::of(engine).backend(), sql)).await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Step {
        at: row.try_get_by_index(0)?,
        done: row.try_get_by_index::<i32>(1)? != 0,
        note: row.try_get_by_index(2)?,
    }))
}

/// Writes how far a step is.
///
/// # Errors
/// What the engine says.
pub(crate) async fn write_step<C: ConnectionTrait>(
    connection: &C,
    engine: Engine,
    name: &str,
    step: &str,
    line: &Step,
) -> Result<(), DbErr> {
    let (name, step) = (engine.literal(name), engine.literal(step));
    let at = line.at.map_or_else(|| "NULL".to_owned(), |at| at.to_string());
    let note = line.note.as_ref().map_or_else(|| "NULL".to_owned(), |note| engine.literal(note));
    let done = i32::from(line.done);
    connection
        .execute_unprepared(&format!("DELETE FROM driftline_data_step WHERE name = {name} AND step = {step}"))
        .await?;
    let sql = format!(
        "INSERT INTO driftline_data_step (name, step, at_key, is_done, note) VALUES ({name}, {step}, {at}, {done}, {note})"
    );
    connection.execute_unprepared(&sql).await.map(|_| ())
}

/// Forgets every step of a migration.
///
/// # Errors
/// What the engine says.
pub(crate) async fn forget_steps<C: ConnectionTrait>(connection: &C, engine: Engine, name: &str) -> Result<(), DbErr> {
    let sql = format!("DELETE FROM driftline_data_step WHERE name = {}", engine.literal(name));
    connection.execute_unprepared(&sql).await.map(|_| ())
}

pub(crate) async fn number<C: ConnectionTrait>(
    connection: &C,
    engine: Engine,
    sql: &str,
) -> Result<Option<i64>, DbErr> {
    let row = connection.query_one_raw(Statement::from_string(rules::of(engine).backend(), sql)).await?;
    row.map_or(Ok(None), |row| row.try_get_by_index::<Option<i64>>(0))
}
