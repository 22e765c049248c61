//! What can stop a command, with its exit code. Leaves out the sentences of the stages, which are their own errors'.

use driftline_desired::DesiredError;
use driftline_inspect::InspectError;
use driftline_plan::PlanError;
use driftline_runner::settings::SettingsError;
use driftline_schema::Engine;
use sea_orm::DbErr;

use crate::project::ProjectError;
use crate::revision::NameError;
use crate::snapshot::SnapshotError;

/// Why a command stopped.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The settings cannot be used.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// A database cannot be opened or read.
    #[error(transparent)]
    Inspect(#[from] InspectError),
    /// The entities cannot be turned into a schema.
    #[error(transparent)]
    Desired(#[from] DesiredError),
    /// There is no plan.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// The project's files cannot be read or written.
    #[error(transparent)]
    Project(#[from] ProjectError),
    /// A snapshot cannot be used.
    #[error(transparent)]
    Snapshot(#[from] SnapshotError),
    /// The database is of an engine that migrations are not written for.
    #[error(
        "{database} is {engine}, which `targets` in driftline.toml does not name; add \"{}\" there, or name another database",
        engine.word()
    )]
    NoTarget {
        /// The database, without its password.
        database: String,
        /// Its engine.
        engine: Engine,
    },
    /// There is no plan for one of the other engines.
    #[error("for {engine}: {source}")]
    Elsewhere {
        /// The engine.
        engine: Engine,
        /// Why.
        source: PlanError,
    },
    /// The message names no migration.
    #[error(transparent)]
    Name(#[from] NameError),
    /// A flag's value cannot be read.
    #[error("{0}")]
    Flag(String),
    /// Answers are missing.
    #[error("{}", undecided(.0))]
    Undecided(Vec<Question>),
    /// Migrations wait to be applied.
    #[error(
        "{} not applied to {database}:\n{}\napply with `cargo run -p migration -- up`, then run again",
        plural(names.len(), "migration is", "migrations are"), lines(names)
    )]
    Pending {
        /// The database, without its password.
        database: String,
        /// The revisions.
        names: Vec<String>,
    },
    /// The database knows revisions that the code does not.
    #[error(
        "{database} has revisions that migration/src/lib.rs does not list:\n{}\nget the code that has them, or, if they were \
         removed on purpose, set the history right with `cargo run -p migration -- stamp REV --force`",
        lines(names)
    )]
    Unknown {
        /// The database, without its password.
        database: String,
        /// The revisions.
        names: Vec<String>,
    },
    /// A count over live rows failed.
    #[error("counting rows for the plan failed: {0}")]
    Count(DbErr),
    /// The history table cannot be read.
    #[error("reading the history of {database} failed: {reason}")]
    History {
        /// The database, without its password.
        database: String,
        /// What the engine said.
        reason: String,
    },
    /// What the history makes could not be found out.
    #[error("cannot tell which objects the history made: {0}")]
    Replay(String),
    /// The `migration` binary's `verify` cannot be run.
    #[error("`migration verify` cannot be run: {0}")]
    Verify(String),
    /// An engine that is to be verified has no server.
    #[error("{}", driftline_runner::RunError::NoServer { engine: *engine })]
    NoServer {
        /// The engine.
        engine: Engine,
    },
    /// The runner stopped.
    #[error("{0}")]
    Run(Box<driftline_runner::RunError>),
    /// Nobody agreed to a change.
    #[error("{0}")]
    NotAgreed(&'static str),
    /// A change was applied and something still differs.
    #[error("after the push {} still differ from the entities:\n{}\n`check` says more; the backup named above is from before", plural(.0.len(), "thing", "things"), lines(.0))]
    StillDiffers(Vec<String>),
    /// A side of `diff` cannot be used.
    #[error("{0}")]
    Side(String),
    /// A question could not be asked.
    #[error("asking at the terminal failed: {0}")]
    Terminal(String),
    /// Output could not be written.
    #[error("writing the output failed: {0}")]
    Output(#[from] std::io::Error),
}

/// A question without an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What is to be decided.
    pub text: String,
    /// The flags to choose from.
    pub flags: Vec<String>,
}

impl Error {
    /// The exit code: 2 where an answer or another command is needed first, 1 for a failure.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        match self {
            Error::Undecided(_)
            | Error::Pending { .. }
            | Error::Unknown { .. }
            | Error::NotAgreed(_)
            | Error::Plan(PlanError::Needs(_))
            | Error::Elsewhere { source: PlanError::Needs(_), .. } => 2,
            _ => 1,
        }
    }
}

fn undecided(questions: &[Question]) -> String {
    let mut text = String::from("an answer is needed; run again with one flag for each:");
    for question in questions {
        text.push_str(&format!("\n\n{}", question.text));
        for flag in &question.flags {
            text.push_str(&format!("\n  {flag}"));
        }
    }
    text
}

fn plural(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn lines(names: &[String]) -> String {
    names.iter().map(|name| format!("  {name}")).collect::<Vec<_>>().join("\n")
}
