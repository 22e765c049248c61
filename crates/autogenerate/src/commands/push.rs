//! `push`: brings the live database to what the entities declare, without a migration. For adopting a database that was made
//! otherwise, and for trying out; the history knows nothing of it, so that `stamp head` has to follow.

use std::io::{self, IsTerminal as _};

use dialoguer::Confirm;
use driftline_inspect::{Access, Database};
use driftline_plan::{Plan, Step as Planned, Unfit};
use driftline_render::Report;
use driftline_runner::Screen;
use driftline_runner::prelude::{
    DbBackend, DbErr, MigrationName, MigrationTrait, SchemaManager, Step, Steps, async_trait,
};
use driftline_runner::push::push;
use driftline_schema::Engine;

use super::{Outcome, Target, Workplace, say, style};
use crate::Error;
use crate::answers::Answers;
use crate::comparison::{Request, compare};
use crate::history::standing;
use crate::managed::History;

/// Arguments of `push`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Apply without asking
    #[arg(long, short = 'y')]
    pub yes: bool,
    /// Show the difference and the steps, and apply nothing
    #[arg(long, conflicts_with = "yes")]
    pub dry_run: bool,
    /// Save nothing before data is destroyed
    #[arg(long)]
    pub no_backup: bool,
    /// The database.
    #[command(flatten)]
    pub target: Target,
    /// Answers to questions.
    #[command(flatten)]
    pub answers: Answers,
}

/// Runs `push`.
///
/// # Errors
/// [`Error`] when a side cannot be read, an answer is missing, nobody agrees, or a step fails.
pub async fn run(args: Args) -> Result<Outcome, Error> {
    let workplace = Workplace::load(&args.target)?;
    let project = workplace.project()?;
    let database = if args.dry_run { workplace.database().await? } else { open(&workplace).await? };
    let standing = standing(&database, &project.registry.revisions).await?;
    let declared = workplace.declared(database.engine)?;
    let nothing_applied = standing.pending.len() == project.registry.revisions.len();
    let history = if nothing_applied { History::None } else { workplace.history() };
    let scratch = workplace.scratch(&database).await?;
    let request = Request {
        answers: &args.answers,
        ignore: &workplace.settings.ignore,
        ask: true,
        unfit: Unfit::Ask,
        history: &history,
        scratch: scratch.as_ref(),
    };
    let mut comparison = compare(&database, &declared, &request).await?;
    let (difference, unmanaged) = (comparison.difference.clone(), comparison.unmanaged.clone());
    let mut report = Report {
        changes: &difference.changes,
        plan: None,
        unmanaged: &unmanaged,
        not_compared: &difference.not_compared,
        hazards: &[],
        others: &[],
    };
    if difference.changes.is_empty() {
        say(&report.text(style()))?;
        say(&format!("Nothing to push: {} is what the entities declare.\n", database.shown_url))?;
        return Ok(Outcome::Done);
    }
    let planned = comparison.plan(&database, &request).await?;
    report.plan = Some(&planned.plan);
    say(&report.text(style()))?;
    say("\nsteps:\n")?;
    for step in &planned.plan.steps {
        say(&format!("  {}\n", step.summary))?;
        if let Some(loses) = &step.loses {
            say(&format!("    loses {loses}\n"))?;
        }
    }
    if args.dry_run {
        say("\nDry run: nothing applied.\n")?;
        return Ok(Outcome::Done);
    }
    agree(&args, &database)?;
    say("\n")?;
    let now = chrono::Utc::now().format("%Y%m%d_%H%M%S");
    let pushed = Pushed { name: format!("push_{now}"), plan: planned.plan };
    let screen = Screen::terminal();
    let ran = push(&database, &workplace.settings, &screen, &pushed, args.no_backup).await;
    ran.map_err(|error| Error::Run(Box::new(error)))?;
    let again = compare(&database, &declared, &request).await?;
    if !again.difference.changes.is_empty() {
        let left = again.difference.changes.iter().map(driftline_diff::Change::describe).collect();
        return Err(Error::StillDiffers(left));
    }
    say(&format!("{} is what the entities declare.\n", database.shown_url))?;
    if nothing_applied {
        say("Record it as migrated: cargo run -p migration -- stamp head\n")?;
    } else {
        say("No migration does this: `cargo xtask autogenerate` against another database writes one.\n")?;
    }
    Ok(Outcome::Done)
}

async fn open(workplace: &Workplace) -> Result<Database, Error> {
    Ok(Database::open(&workplace.settings.database_url, Access::Create).await?)
}

fn agree(args: &Args, database: &Database) -> Result<(), Error> {
    if args.yes {
        return Ok(());
    }
    if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
        return Err(Error::NotAgreed("nothing was applied: look at the steps above, then say so with --yes"));
    }
    let prompt = format!("Apply this to {}?", database.shown_url);
    let answer = Confirm::new().with_prompt(prompt).default(false).interact();
    match answer.map_err(|error| Error::Terminal(error.to_string()))? {
        true => Ok(()),
        false => Err(Error::NotAgreed("nothing was applied")),
    }
}

/// A plan as the runner runs one.
struct Pushed {
    name: String,
    plan: Plan,
}

impl MigrationName for Pushed {
    fn name(&self) -> &str {
        &self.name
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Pushed {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let backend = match self.plan.engine {
            Engine::Sqlite => DbBackend::Sqlite,
            Engine::Postgres => DbBackend::Postgres,
            Engine::MySql => DbBackend::MySql,
        };
        let steps = self.plan.steps.iter().fold(Steps::new(), |steps, planned| steps.step(step(planned, backend)));
        steps.up(manager).await
    }
}

fn step(planned: &Planned, backend: DbBackend) -> Step {
    let step = Step::new(&planned.summary).on(backend, |branch| {
        let branch = match &planned.rebuilds {
            Some(table) => branch.rebuilds(table.to_string()),
            None => branch,
        };
        planned.up.iter().fold(branch, |branch, statement| branch.up(statement.sql.as_str()))
    });
    match &planned.loses {
        Some(loses) => step.loses(loses),
        None => step,
    }
}
