//! `data`: the application's numbered data migrations: list, state, run, roll back, and a new one.

use super::status::time;
use crate::context::Context;
use crate::data::ledger::{self, Line, State};
use crate::data::run::{self, Ended, Opened, Way};
use crate::data::{DataMigration, number};
use crate::error::RunError;
use crate::scaffold;

/// Arguments of `data`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// List the data migrations of the code
    List,
    /// List them with their state in the database
    Status,
    /// Run one, or every one whose precondition holds
    Run(Run),
    /// Take one back
    Rollback(Rollback),
    /// Write the file of a new one and add it to the list
    New(New),
}

/// Arguments of `data run`.
#[derive(Debug, clap::Args)]
struct Run {
    /// The number (001) or the name
    #[arg(value_name = "NUMBER", required_unless_present = "all", conflicts_with = "all")]
    which: Option<String>,

    /// Every one that is not done, in order; those whose precondition does not hold are named
    #[arg(long)]
    all: bool,

    #[command(flatten)]
    how: How,
}

/// Arguments of `data rollback`.
#[derive(Debug, clap::Args)]
struct Rollback {
    /// The number (001) or the name
    #[arg(value_name = "NUMBER")]
    which: String,

    #[command(flatten)]
    how: How,
}

/// How it is run.
#[derive(Debug, clap::Args)]
struct How {
    /// Check the precondition, count, and run nothing
    #[arg(long)]
    dry_run: bool,

    /// Make no backup before it
    #[arg(long)]
    no_backup: bool,

    /// Rows in one portion
    #[arg(long, value_name = "ROWS", value_parser = clap::value_parser!(u32).range(1..))]
    batch: Option<u32>,
}

/// Arguments of `data new`.
#[derive(Debug, clap::Args)]
struct New {
    /// What it does, in a few words: fix_contacts_schema
    #[arg(value_name = "NAME")]
    name: String,
}

impl How {
    fn way(&self) -> Way {
        Way { dry_run: self.dry_run, no_backup: self.no_backup, portion: self.batch }
    }
}

/// Runs the subcommand.
pub(crate) async fn run(context: &Context, args: &Args) -> Result<(), RunError> {
    in_order(&context.data)?;
    match &args.command {
        Command::List => list(context),
        Command::Status => status(context).await,
        Command::Run(args) => run_some(context, args).await,
        Command::Rollback(args) => {
            let migration = find(context, &args.which)?;
            let Some(opened) = open(context, &args.how).await? else { return Ok(()) };
            let ended = run::back(context, &opened, migration, args.how.way()).await;
            let closed = opened.close().await;
            match ended? {
                Ended::Done => closed,
                Ended::Refused => Err(RunError::DataRefused { names: vec![migration.name().to_owned()] }),
            }
        }
        Command::New(args) => scaffold::data(context, &args.name),
    }
}

/// Numbers are there, and grow.
fn in_order(all: &[Box<dyn DataMigration>]) -> Result<(), RunError> {
    let mut last = 0;
    for migration in all {
        match number(migration.name()) {
            Some(found) if found > last => last = found,
            _ => return Err(RunError::DataNumber { name: migration.name().to_owned() }),
        }
    }
    Ok(())
}

fn find<'a>(context: &'a Context, which: &str) -> Result<&'a dyn DataMigration, RunError> {
    let wanted = which.chars().all(|c| c.is_ascii_digit()).then(|| which.parse::<u32>().ok()).flatten();
    let fits = |migration: &dyn DataMigration| match wanted {
        Some(wanted) => number(migration.name()) == Some(wanted),
        None => migration.name() == which,
    };
    let found = context.data.iter().map(AsRef::as_ref).find(|migration| fits(*migration));
    found.ok_or_else(|| RunError::NoSuchRevision {
        part: which.to_owned(),
        candidates: context.data.iter().map(|migration| migration.name().to_owned()).collect(),
    })
}

fn list(context: &Context) -> Result<(), RunError> {
    for migration in &context.data {
        context.screen.line(format!("{}  {}", migration.name(), migration.summary()))?;
    }
    if context.data.is_empty() {
        context.screen.line("there are no data migrations yet: `data new NAME` writes one")?;
    }
    Ok(())
}

async fn status(context: &Context) -> Result<(), RunError> {
    let look = context.look().await?;
    let lines = match &look.database {
        Some(database) => ledger::lines(&database.connection, database.engine).await,
        None => Ok(Vec::new()),
    };
    let lines = lines.map_err(RunError::database("reading what data migrations were run"))?;
    let screen = &context.screen;
    for migration in &context.data {
        let none = Line::default();
        let line = lines.iter().find(|line| line.name == migration.name()).unwrap_or(&none);
        let Line { state, started_at, took, rows, failure, backup, .. } = line;
        let mut text = format!("  {:<13}  {}", state.word(), migration.name());
        if *state != State::Pending {
            text.push_str(&format!("  {}", time(*started_at)));
        }
        if !matches!(state, State::Pending | State::Nothing) {
            text.push_str(&format!("  {took} ms, {rows} rows"));
        }
        screen.line(text)?;
        if let Some(failure) = failure {
            screen.line(format!("    {}", failure.replace('\n', "\n    ")))?;
        }
        if let Some(backup) = backup {
            screen.line(format!("    backup {backup}"))?;
        }
    }
    for line in lines.iter().filter(|line| !context.data.iter().any(|migration| migration.name() == line.name)) {
        screen.line(format!("  {:<13}  {}  not in the code", line.state.word(), line.name))?;
    }
    Ok(())
}

/// Opens the database; `None`, with a word, where looking finds no file.
async fn open(context: &Context, how: &How) -> Result<Option<Opened>, RunError> {
    if how.dry_run && context.look().await?.database.is_none() {
        context.screen.line("there is no database yet; nothing was run")?;
        return Ok(None);
    }
    run::open(context, how.dry_run).await.map(Some)
}

async fn run_some(context: &Context, args: &Run) -> Result<(), RunError> {
    let chosen: Vec<&dyn DataMigration> = match &args.which {
        Some(which) => vec![find(context, which)?],
        None => context.data.iter().map(AsRef::as_ref).collect(),
    };
    let Some(opened) = open(context, &args.how).await? else { return Ok(()) };
    let refused = all_there(context, &opened, &chosen, args.how.way()).await;
    let closed = opened.close().await;
    let refused = refused?;
    closed?;
    if refused.is_empty() { Ok(()) } else { Err(RunError::DataRefused { names: refused }) }
}

/// Runs them in order, and names those whose precondition does not hold.
async fn all_there(
    context: &Context,
    opened: &Opened,
    chosen: &[&dyn DataMigration],
    way: Way,
) -> Result<Vec<String>, RunError> {
    let mut refused = Vec::new();
    for migration in chosen {
        if run::there(context, opened, *migration, way).await? == Ended::Refused {
            refused.push(migration.name().to_owned());
        }
    }
    Ok(refused)
}
