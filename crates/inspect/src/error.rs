//! What can go wrong while opening or reading a database. Leaves out how a program prints it.

use sea_orm::{DbErr, RuntimeErr, SqlxError, SqlxPostgresError};

/// Why a database could not be opened or read.
#[derive(Debug, thiserror::Error)]
pub enum InspectError {
    /// SeaORM speaks to an engine this version does not.
    #[error("{0} is not an engine Driftline reads; it reads SQLite, PostgreSQL, MariaDB and MySQL")]
    Engine(String),
    /// The URL does not parse or names no engine.
    #[error(
        "`{url}` is not a database URL: {reason}; write sqlite://path/file.db, postgres://user@host/database or \
        mysql://user@host/database"
    )]
    Url {
        /// The URL without its password.
        url: String,
        /// What is wrong with it.
        reason: String,
    },
    /// There is no such SQLite file.
    #[error("there is no database file {path}; `cargo run -p migration -- up` creates it")]
    NoFile {
        /// The file.
        path: String,
    },
    /// The database cannot be reached or refuses.
    #[error("cannot open {url}: {source}{advice}")]
    Open {
        /// The URL without its password.
        url: String,
        /// What to do about it, where that is known; begins with a semicolon.
        advice: &'static str,
        /// What the driver said.
        source: DbErr,
    },
    /// The folder of a SQLite file cannot be made, or the path is one.
    #[error("cannot use {path} for a database: {source}; name another path in the URL")]
    Folder {
        /// The folder.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// A script failed.
    #[error("{url} refuses a statement: {source}")]
    Script {
        /// The URL without its password.
        url: String,
        /// What the engine said.
        source: DbErr,
    },
    /// A catalog query failed.
    #[error("reading {what} failed: {source}")]
    Catalog {
        /// What was read.
        what: &'static str,
        /// What the engine said.
        source: DbErr,
    },
    /// A connection to MariaDB or MySQL has no current database.
    #[error("the URL names no database; write it behind the host: mysql://user@host/database")]
    NoDatabase,
    /// No throw-away place could be made.
    #[error(
        "no scratch place for the comparison: {reason}; give `--scratch-url` a server of the same kind where you may create a database"
    )]
    Scratch {
        /// What the engine said.
        reason: String,
    },
    /// A statement failed in the scratch place.
    #[error("the engine refuses a declared definition: {reason}\n  in: {statement}")]
    Declared {
        /// What the engine said.
        reason: String,
        /// The statement.
        statement: String,
    },
}

/// What the engine itself said: PostgreSQL's message with its detail and hint, without what the driver puts before it.
pub fn engine_words(error: &DbErr) -> String {
    let (DbErr::Conn(RuntimeErr::SqlxError(inner))
    | DbErr::Exec(RuntimeErr::SqlxError(inner))
    | DbErr::Query(RuntimeErr::SqlxError(inner))) = error
    else {
        return error.to_string();
    };
    let SqlxError::Database(inner) = &**inner else { return inner.to_string() };
    let mut words = inner.message().to_owned();
    if let Some(postgres) = inner.try_downcast_ref::<SqlxPostgresError>() {
        for more in [postgres.detail(), postgres.hint()].into_iter().flatten() {
            words.push_str(" (");
            words.push_str(more.trim_end_matches('.'));
            words.push(')');
        }
    }
    words
}
