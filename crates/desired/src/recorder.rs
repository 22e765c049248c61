//! Lets SeaORM print an entity's statements without a database.
//!
//! SeaORM's registry hands out a value that only `SchemaBuilder::apply` can use, and `apply` hands each statement to the
//! connection as a generic `S: StatementBuilder` that is not `'static`. Getting the typed statement back out of `S` takes
//! an unsafe cast, and this workspace forbids those, so the recorder keeps what every `StatementBuilder` can give: its
//! text. What a text does not show (labels behind an array, comments next to a type that MySQL does not have) is taken from
//! the typed statement where the entity is named by `declare!`. Leaves out reading the text (`printed`).

use std::cell::Cell;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::pin::pin;
use std::sync::{Mutex, Once, PoisonError};
use std::task::{Context, Poll, Waker};

use driftline_schema::Engine;
use sea_orm::sqlx::sqlite::SqliteQueryResult;
use sea_orm::{
    ConnectionTrait, DbBackend, DbErr, EntityRegistry, ExecResult, QueryResult, Schema, Statement, StatementBuilder,
};

/// One statement as SeaORM prints it.
#[derive(Debug, Default)]
pub(crate) struct Recorded {
    /// For PostgreSQL, whose printer knows every type but `Year` and no AUTO_INCREMENT on an unsigned number.
    pub(crate) postgres: Option<String>,
    /// What PostgreSQL's printer said where it failed.
    pub(crate) refusal: Option<String>,
    /// For SQLite, where that was wanted or PostgreSQL's printer failed and SQLite's does not.
    pub(crate) sqlite: Option<String>,
    /// For MySQL, the only printer that shows comments, where that was wanted or PostgreSQL's printer failed.
    pub(crate) mysql: Option<String>,
}

/// Asked with an engine and a statement in PostgreSQL's words whether that engine's text is wanted too.
pub(crate) type Wanted<'a> = &'a (dyn Fn(Engine, &str) -> bool + Sync);

/// A connection that keeps every statement's text and answers nothing.
struct Recorder<'a> {
    lowered_for: DbBackend,
    wanted: Wanted<'a>,
    seen: Mutex<Vec<Recorded>>,
}

#[async_trait::async_trait]
impl ConnectionTrait for Recorder<'_> {
    fn get_database_backend(&self) -> DbBackend {
        self.lowered_for
    }

    async fn execute<S: StatementBuilder>(&self, statement: &S) -> Result<ExecResult, DbErr> {
        let recorded = match quietly(|| statement.build(&DbBackend::Postgres).sql) {
            Ok(postgres) => {
                let other = |engine, backend| (self.wanted)(engine, &postgres).then(|| statement.build(&backend).sql);
                Recorded {
                    sqlite: other(Engine::Sqlite, DbBackend::Sqlite),
                    mysql: other(Engine::MySql, DbBackend::MySql),
                    postgres: Some(postgres),
                    refusal: None,
                }
            }
            // A `Year`, or a counter without a sign: PostgreSQL has neither.
            Err(refusal) => {
                let mysql = quietly(|| statement.build(&DbBackend::MySql).sql).map_err(DbErr::Custom)?;
                let sqlite = quietly(|| statement.build(&DbBackend::Sqlite).sql).ok();
                Recorded { postgres: None, refusal: Some(refusal), sqlite, mysql: Some(mysql) }
            }
        };
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).push(recorded);
        Ok(SqliteQueryResult::default().into())
    }

    async fn execute_raw(&self, _: Statement) -> Result<ExecResult, DbErr> {
        Err(no_database())
    }

    async fn execute_unprepared(&self, _: &str) -> Result<ExecResult, DbErr> {
        Err(no_database())
    }

    async fn query_one_raw(&self, _: Statement) -> Result<Option<QueryResult>, DbErr> {
        Err(no_database())
    }

    async fn query_all_raw(&self, _: Statement) -> Result<Vec<QueryResult>, DbErr> {
        Err(no_database())
    }
}

fn no_database() -> DbErr {
    DbErr::Custom("statements are recorded here, there is no database".to_owned())
}

/// The statements that SeaORM executes for the entities whose module path starts with `module`, in its own order.
///
/// `lowered_for` is the engine that entities are turned into statements for. `wanted` keeps the other engines' printers
/// from panicking on types they do not have.
///
/// # Errors
/// What SeaORM says, and a statement that neither PostgreSQL's printer nor MySQL's can print.
pub(crate) fn record(module: &str, lowered_for: DbBackend, wanted: Wanted<'_>) -> Result<Vec<Recorded>, String> {
    quietly(|| {
        let recorder = Recorder { lowered_for, wanted, seen: Mutex::new(Vec::new()) };
        let builder = EntityRegistry::build_schema(Schema::new(lowered_for), module);
        finish(builder.apply(&recorder)).map_err(|error| error.to_string())?;
        Ok(recorder.seen.into_inner().unwrap_or_else(PoisonError::into_inner))
    })?
}

/// Runs a printer that may panic; nothing can be asked beforehand. The panic is an answer here, so that the hook that
/// prints panics is told to keep silent while the printer runs, on this thread only.
pub(crate) fn quietly<T>(print: impl FnOnce() -> T) -> Result<T, String> {
    thread_local! {
        static QUIET: Cell<bool> = const { Cell::new(false) };
    }
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = take_hook();
        set_hook(Box::new(move |panic| {
            if !QUIET.get() {
                before(panic);
            }
        }));
    });
    let was = QUIET.replace(true);
    let printed = catch_unwind(AssertUnwindSafe(print));
    QUIET.set(was);
    printed.map_err(|panic| {
        let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
        text.unwrap_or("it panicked").to_owned()
    })
}

/// Runs a future that never waits for anything.
fn finish<T>(future: impl Future<Output = Result<T, DbErr>>) -> Result<T, DbErr> {
    let mut future = pin!(future);
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => result,
        Poll::Pending => Err(DbErr::Custom("SeaORM waits for something that is no statement".to_owned())),
    }
}
