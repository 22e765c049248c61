//! What can go wrong in a run, and which exit code says so. Each message names the object, the cause and what to do.

use std::path::PathBuf;

use driftline_inspect::InspectError;
use driftline_schema::Engine;
use sea_orm::DbErr;

use crate::cause::Cause;
use crate::journal::JournalError;
use crate::settings::SettingsError;

/// Why a command did not do what it was asked for.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The settings cannot be read.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// The database cannot be opened or read.
    #[error("{}", reading(.0))]
    Inspect(#[from] InspectError),
    /// The URL names no engine. It may hold a password and is not shown.
    #[error(
        "the URL from {0} names no engine; write sqlite://path/file.db, postgres://user@host/database or \
         mysql://user@host/database"
    )]
    NoEngine(String),
    /// A query of the runner's own failed.
    #[error("{doing} failed: {}", own_words(source))]
    Database {
        /// What the runner was doing.
        doing: &'static str,
        /// What the engine said.
        source: DbErr,
    },
    /// Two migrations of the code have one name.
    #[error("two migrations are called {0}: rename one of the modules in migration/src and in its lib.rs")]
    SameName(String),
    /// The database records revisions the code does not have.
    #[error(
        "the database records {} the code does not have:\n{}\n  take the missing files from the branch that applied them; \
         if they are gone for good, `stamp REV --force` rewrites the history to what you name",
        revisions(.0.len()),
        list(.0)
    )]
    Unknown(Vec<String>),
    /// Applied migrations are not as they were applied.
    #[error(
        "applied migrations are not as they were applied:\n{}\n  take the edit back (a change belongs into a new migration); or, if the \
         database is right as it is, `accept REVISION`; `up --allow-edited` runs all the same",
        list(.0)
    )]
    Altered(Vec<String>),
    /// Only what is applied can be accepted.
    #[error("{0} is not applied: there is nothing to accept; `up` runs it as the code has it")]
    NotApplied(String),
    /// More than there is.
    #[error("{asked} is further than the history goes: {there}; `status` shows it")]
    TooFar {
        /// What was asked for.
        asked: String,
        /// What there is.
        there: String,
    },
    /// The target lies the other way.
    #[error("{target} lies the other way; use `{instead}`")]
    WrongWay {
        /// The target.
        target: String,
        /// The command that goes there.
        instead: String,
    },
    /// No revision has this name or part.
    #[error(
        "no revision is called `{part}` or has that in its name; {}",
        if candidates.is_empty() { "there are no migrations yet".to_owned() } else { format!("there are:\n{}", list(candidates)) }
    )]
    NoSuchRevision {
        /// What was typed.
        part: String,
        /// All revisions.
        candidates: Vec<String>,
    },
    /// Several revisions have this part.
    #[error("`{part}` is in the name of {} revisions; write more of the one you mean:\n{}", candidates.len(), list(candidates))]
    Ambiguous {
        /// What was typed.
        part: String,
        /// The revisions that fit.
        candidates: Vec<String>,
    },
    /// A migration failed.
    #[error("{name} failed {way}: {}\n  {left}", own_words(source))]
    Migration {
        /// The revision.
        name: String,
        /// `going up` or `going down`.
        way: &'static str,
        /// What the step or the engine said.
        source: DbErr,
        /// What stayed of it.
        left: Left,
    },
    /// Another runner is at work for longer than this one was to wait.
    #[error(
        "another runner is at work on this database: {holder}; gave up after {waited} s; nothing was run\n  wait for it to end \
         (`--lock-timeout SECONDS` says how long), or, if you know that it never will, `unlock`"
    )]
    Locked {
        /// Who it is.
        holder: String,
        /// Seconds waited.
        waited: u64,
    },
    /// The file of SQLite's lock cannot be used.
    #[error("cannot use {} for the runner's lock: {source}; make its folder writable", file.display())]
    LockFile {
        /// The file.
        file: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A migration is half applied.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// A migration cannot be written as a script.
    #[error(
        "{name} cannot be written as a script: it asks the database while it runs ({asked}); run it with \
         `cargo run -p migration -- {command}` where that database is reachable"
    )]
    Asks {
        /// The revision.
        name: String,
        /// The query it sent.
        asked: String,
        /// The command that runs it.
        command: String,
    },
    /// The database is not what the revision makes.
    #[error(
        "the database is not what {revision} makes:\n{}\n  bring it there first, or stamp it all the same with `stamp {revision} --force`",
        list(differences)
    )]
    NotThere {
        /// The revision.
        revision: String,
        /// What going there would change.
        differences: Vec<String>,
    },
    /// Something that was verified does not hold.
    #[error("{failures} of the runs above {}", if *failures == 1 { "does not hold" } else { "do not hold" })]
    NotVerified {
        /// How many runs of a migration.
        failures: usize,
    },
    /// A schema was needed before it was read, which no order of the program's own steps does.
    #[error("a schema was needed before it was read")]
    Unread,
    /// A real database cannot be copied.
    #[error("the database cannot be copied: {reason}")]
    Copy {
        /// What a program said.
        reason: String,
    },
    /// An engine that is to be verified has no server.
    #[error(
        "{engine} is to be verified and no server is named: give `--scratch-url {}://USER@HOST/DATABASE` (a database may be \
         made on it), set {}, write it below [verify] in driftline.toml as `{} = \"URL\"`, or name the other engines \
         with `--engine`",
        engine.word(), crate::settings::server_variable(*engine), engine.word()
    )]
    NoServer {
        /// The engine.
        engine: Engine,
    },
    /// The command destroys data and nobody agreed.
    #[error("{what}; {how}")]
    NotAgreed {
        /// What would happen.
        what: String,
        /// How to agree.
        how: &'static str,
    },
    /// A module cannot be read.
    #[error("cannot read {}: {source}", file.display())]
    Module {
        /// The file.
        file: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A backup cannot be made, read or trusted.
    #[error("the backup is no use: {}: {reason}", file.display())]
    Backup {
        /// The file or folder.
        file: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The tables of a copy are not what they were.
    #[error(
        "the copy does not fit the database as it is now; nothing was changed. There is no more:\n{}\n  \
         bring the schema back with `down` to the revision the copy's name says, then restore it",
        list(missing)
    )]
    NotRestorable {
        /// Tables and columns.
        missing: Vec<String>,
    },
    /// No backup, or several, have this name or part.
    #[error(
        "no single backup is called `{part}`; {}",
        if candidates.is_empty() { "there are none yet: `backup` makes one".to_owned() } else { format!("there are:\n{}", list(candidates)) }
    )]
    NoSuchBackup {
        /// What was typed.
        part: String,
        /// Backups that there are.
        candidates: Vec<String>,
    },
    /// A data migration failed.
    #[error("data migration {name} failed {doing}: {reason}")]
    Data {
        /// Its name.
        name: String,
        /// What it was doing.
        doing: String,
        /// What is wrong, and the way out.
        reason: String,
    },
    /// Data migrations whose preconditions do not hold.
    #[error("not run, for the reasons above: {}", names.join(", "))]
    DataRefused {
        /// Their names.
        names: Vec<String>,
    },
    /// A data migration has no number, or not a larger one than the one before it.
    #[error(
        "{name} must begin with a number of three digits that is larger than that of the data migration before it in the list"
    )]
    DataNumber {
        /// Its name.
        name: String,
    },
    /// A name that no file can have.
    #[error("`{name}` gives no name; write a few words of letters and digits, 80 characters at most")]
    DataName {
        /// What was typed.
        name: String,
    },
    /// The list of data migrations is in another shape.
    #[error(
        "{} has not two lines that begin with `{mark}`, above which new ones go; nothing was written. Add the marks, or these lines \
         by hand:\n  {lines}",
        file.display()
    )]
    DataList {
        /// The list.
        file: PathBuf,
        /// The lines to add.
        lines: String,
        /// What the marks begin with.
        mark: &'static str,
    },
    /// The screen or pipe is gone.
    #[error("cannot write the output: {0}")]
    Output(#[from] std::io::Error),
}

/// What a migration that failed leaves behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// Nothing: its transaction was taken back.
    Nothing,
    /// Perhaps parts of it: it asked to run without a transaction.
    Asked,
    /// What ran before the failure: the engine commits with each definition.
    Done,
    /// What ran before the failure, and all of it is written down.
    WrittenDown,
    /// What ran before the session was lost; what is written down says so.
    Lost,
    /// What ran up to the last definition; the transaction it asked for took the rest back.
    ToLastDefinition,
}

impl std::fmt::Display for Left {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Left::Nothing => "nothing of it was applied: schema, data and history are as before",
            Left::Asked => {
                "it asked to run without a transaction: parts of it may have been applied; the history is as before"
            }
            Left::Done => {
                "MariaDB and MySQL cannot undo a definition: what ran before the failure stays, and the history is as \
                 before; take that back by hand (`show` prints the statements) or restore the database, correct the \
                 cause, then run it again"
            }
            Left::WrittenDown => {
                "what ran before the failure stays and is written down; the history is as before; correct the cause, then \
                 `up` goes on where it stopped, or `down` takes back what was done; `status` shows it"
            }
            Left::Lost => {
                "the session is gone; what ran before stays and is written down, and the history is as before; once the server \
                 answers, `up` goes on where it stopped, or `down` takes back what was done; `status` shows it"
            }
            Left::ToLastDefinition => {
                "its transaction was taken back, but MariaDB and MySQL commit with each definition: what ran up to the \
                 last one, if there is any, stays; take that back by hand or restore the database, correct the cause, \
                 then run it again"
            }
        })
    }
}

impl RunError {
    /// A query of the runner's own that failed.
    pub(crate) fn database(doing: &'static str) -> impl FnOnce(DbErr) -> RunError {
        move |source| RunError::Database { doing, source }
    }

    /// 1 for a failure, 2 for a difference or a needed answer.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        match self {
            RunError::TooFar { .. }
            | RunError::WrongWay { .. }
            | RunError::NoSuchRevision { .. }
            | RunError::Ambiguous { .. }
            | RunError::NotThere { .. }
            | RunError::Altered(_)
            | RunError::NotApplied(_)
            | RunError::NotVerified { .. }
            | RunError::NoSuchBackup { .. }
            | RunError::DataRefused { .. }
            | RunError::DataName { .. }
            | RunError::DataList { .. }
            | RunError::NotRestorable { .. }
            | RunError::NotAgreed { .. } => 2,
            RunError::Settings(_)
            | RunError::Inspect(_)
            | RunError::NoEngine(_)
            | RunError::Database { .. }
            | RunError::SameName(_)
            | RunError::Unknown(_)
            | RunError::Migration { .. }
            | RunError::Locked { .. }
            | RunError::LockFile { .. }
            | RunError::Journal(_)
            | RunError::NoServer { .. }
            | RunError::Copy { .. }
            | RunError::Unread
            | RunError::Asks { .. }
            | RunError::Module { .. }
            | RunError::Backup { .. }
            | RunError::Data { .. }
            | RunError::DataNumber { .. }
            | RunError::Output(_) => 1,
        }
    }
}

/// What stands in the way of reading a database, and what helps.
fn reading(error: &InspectError) -> String {
    let cause = match error {
        InspectError::Catalog { source, .. } | InspectError::Script { source, .. } => Cause::of_sea(source),
        _ => None,
    };
    cause.map_or_else(|| error.to_string(), |cause| format!("{error}\n  {}", cause.advice()))
}

/// A step's error is a whole sentence already; SeaORM would put `Migration Error:` before it.
pub(crate) fn own_words(error: &DbErr) -> String {
    match error {
        DbErr::Migration(words) => words.clone(),
        other => match Cause::of_sea(other) {
            Some(cause) => format!("{other}\n  {}", cause.advice()),
            None => other.to_string(),
        },
    }
}

fn revisions(count: usize) -> String {
    if count == 1 { "a revision".to_owned() } else { format!("{count} revisions") }
}

fn list(names: &[String]) -> String {
    names.iter().map(|name| format!("  {name}")).collect::<Vec<_>>().join("\n")
}
