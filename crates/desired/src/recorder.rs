//! Lets SeaORM print an entity's statements without a database.
//!
//! SeaORM's registry hands out a value that only `SchemaBuilder::apply` can use, and `apply` hands each statement to the
//! connection as a generic `S: StatementBuilder` that is not `'static`. Getting the typed statement back out of `S` takes
//! an unsafe cast, and this workspace forbids those, so the recorder keeps what every `StatementBuilder` can give: its
//! text. What a text does not show (labels behind an array, comments next to a type that MySQL does not have) is taken from
//! the typed statement where the entity is named by `declare!`. Leaves out reading the text (`printed`).

use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, Waker};

use sea_orm::sqlx::sqlite::SqliteQueryResult;
use sea_orm::{
    ConnectionTrait, DbBackend, DbErr, EntityRegistry, ExecResult, QueryResult, Schema, Statement, StatementBuilder,
};

/// One statement as SeaORM prints it.
#[derive(Debug, Default)]
pub(crate) struct Recorded {
    /// For PostgreSQL, whose printer knows every type but one.
    pub(crate) postgres: String,
    /// For SQLite, where that was wanted.
    pub(crate) sqlite: Option<String>,
    /// For MySQL, the only printer that shows comments, where that was wanted.
    pub(crate) mysql: Option<String>,
}

/// A connection that keeps every statement's text and answers nothing.
struct Recorder<'a> {
    lowered_for: DbBackend,
    wants_others: &'a (dyn Fn(&str) -> bool + Sync),
    seen: Mutex<Vec<Recorded>>,
}

#[async_trait::async_trait]
impl ConnectionTrait for Recorder<'_> {
    fn get_database_backend(&self) -> DbBackend {
        self.lowered_for
    }

    async fn execute<S: StatementBuilder>(&self, statement: &S) -> Result<ExecResult, DbErr> {
        let postgres = statement.build(&DbBackend::Postgres).sql;
        let wanted = (self.wants_others)(&postgres);
        let other = |backend| wanted.then(|| statement.build(&backend).sql);
        let recorded = Recorded { sqlite: other(DbBackend::Sqlite), mysql: other(DbBackend::MySql), postgres };
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
/// `lowered_for` is the engine that entities are turned into statements for. `wants_others` is asked with a statement in
/// PostgreSQL's words whether the other engines' texts are wanted too; their printers panic on types they do not have.
///
/// # Errors
/// What SeaORM says. Its PostgreSQL printer panics on the one type PostgreSQL does not have (`Year`); that is caught,
/// because nothing can be asked beforehand, and comes back as an error too.
pub(crate) fn record(
    module: &str,
    lowered_for: DbBackend,
    wants_others: &(dyn Fn(&str) -> bool + Sync),
) -> Result<Vec<Recorded>, String> {
    catch_unwind(AssertUnwindSafe(|| {
        let recorder = Recorder { lowered_for, wants_others, seen: Mutex::new(Vec::new()) };
        let builder = EntityRegistry::build_schema(Schema::new(lowered_for), module);
        finish(builder.apply(&recorder)).map_err(|error| error.to_string())?;
        Ok(recorder.seen.into_inner().unwrap_or_else(PoisonError::into_inner))
    }))
    .unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
        Err(text.unwrap_or("it panicked").to_owned())
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
