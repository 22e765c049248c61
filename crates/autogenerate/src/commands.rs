//! The `driftline` command line: one file per command. Leaves out the pipeline behind them.

pub mod autogenerate;
pub mod check;
pub mod diff;
pub mod push;
pub mod revision;
pub mod verify;

use std::io::{self, IsTerminal as _, Write as _};

use clap::{Parser, Subcommand};
use driftline_desired::{Declared, declared};
use driftline_inspect::{Access, Database, InspectError};
use driftline_render::Style;
use driftline_runner::settings::Settings;
use driftline_schema::Engine;

use crate::Error;
use crate::comparison::Timings;
use crate::managed::History;
use crate::project::{Project, shown};
use crate::target::Others;

/// Schema migrations for SeaORM 2, entity first.
#[derive(Debug, Parser)]
#[command(name = "driftline", version, about, disable_help_subcommand = true)]
pub struct Driftline {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write a migration that takes the database to what the entities declare
    Autogenerate(autogenerate::Args),
    /// Write an empty migration for hand-written work
    Revision(revision::Args),
    /// Say whether the database is what the entities declare: 0 in step, 2 with the differences
    Check(check::Args),
    /// Print the plan from one schema to another, or its SQL
    Diff(diff::Args),
    /// Apply the difference between entities and live database directly, after showing it and asking
    Push(push::Args),
    /// Try every migration up, down and up again on tables full of rows, and compare the history with the entities
    Verify(verify::Args),
}

/// Which database is looked at.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Target {
    /// The database; otherwise DATABASE_URL, a `.env` file, or `database_url` in driftline.toml
    #[arg(long, value_name = "URL")]
    pub database_url: Option<String>,
    /// A server of the same kind where scratch databases may be made
    #[arg(long, value_name = "URL")]
    pub scratch_url: Option<String>,
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Done, or nothing to do: exit 0.
    Done,
    /// There is a difference: exit 2.
    Differs,
}

impl Driftline {
    /// Runs the command.
    ///
    /// # Errors
    /// [`Error`] with its exit code.
    pub async fn run(self) -> Result<Outcome, Error> {
        match self.command {
            Command::Autogenerate(args) => autogenerate::run(args).await,
            Command::Revision(args) => revision::run(&args),
            Command::Check(args) => check::run(args).await,
            Command::Diff(args) => diff::run(args).await,
            Command::Push(args) => push::run(args).await,
            Command::Verify(args) => verify::run(args).await,
        }
    }
}

/// Settings and the paths they name.
struct Workplace {
    settings: Settings,
}

impl Workplace {
    fn load(target: &Target) -> Result<Self, Error> {
        let mut settings = Settings::load(target.database_url.as_deref())?;
        if target.scratch_url.is_some() {
            settings.scratch_url.clone_from(&target.scratch_url);
        }
        Ok(Self { settings })
    }

    fn project(&self) -> Result<Project, Error> {
        Ok(Project::read(&self.settings.migration)?)
    }

    /// The server that `--scratch-url` or the settings name for scratch places; SQLite needs none.
    async fn scratch(&self, near: &Database) -> Result<Option<Database>, Error> {
        let url = self.settings.scratch_url.as_deref().filter(|url| Database::engine_of_url(url) == Some(near.engine));
        match url {
            Some(url) if near.engine != Engine::Sqlite => Ok(Some(Database::open(url, Access::Write).await?)),
            _ => Ok(None),
        }
    }

    fn history(&self) -> History<'_> {
        History::Replay { folder: &self.settings.migration, scratch_url: self.settings.scratch_url.as_deref() }
    }

    fn others<'a>(&'a self, project: &'a Project) -> Others<'a> {
        Others {
            migration: &self.settings.migration,
            entity: &self.settings.entity,
            targets: &self.settings.targets,
            head: project.head(),
            ignore: &self.settings.ignore,
        }
    }

    fn declared(&self, engine: Engine) -> Result<Declared, Error> {
        Ok(declared(engine, &self.settings.entity)?)
    }

    /// The database to compare with. A SQLite file that does not exist yet counts as an empty database; nothing is
    /// created.
    async fn database(&self) -> Result<Database, Error> {
        match Database::open(&self.settings.database_url, Access::Read).await {
            Err(InspectError::NoFile { path }) => {
                let mut empty = Database::open("sqlite::memory:", Access::Write).await?;
                empty.shown_url = format!("{path} (which does not exist yet)");
                Ok(empty)
            }
            opened => Ok(opened?),
        }
    }
}

fn style() -> Style {
    if io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none() { Style::Coloured } else { Style::Plain }
}

/// Writes to standard output; a reader that went away is no failure.
fn say(text: &str) -> Result<(), Error> {
    match io::stdout().write_all(text.as_bytes()).and_then(|()| io::stdout().flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => Ok(written?),
    }
}

fn report_timings(timings: &Timings) {
    let millis = |time: std::time::Duration| format!("{:.1}", time.as_secs_f64() * 1000.0);
    eprintln!(
        "timings: connect {} ms, read {} ms ({} statements), scratch {} ms ({} statements), diff {} ms, render {} ms",
        millis(timings.connect),
        millis(timings.read),
        timings.queries,
        millis(timings.scratch),
        timings.scratch_queries,
        millis(timings.diff),
        millis(timings.render),
    );
}
