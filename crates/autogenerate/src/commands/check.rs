//! `check`: says whether the live database is what the entities declare. Writes nothing anywhere.

use std::time::Instant;

use driftline_plan::{PlanError, Unfit};
use driftline_render::Report;

use super::{Outcome, Target, Workplace, report_timings, say, style};
use crate::Error;
use crate::answers::Answers;
use crate::comparison::{Request, compare};
use crate::history::standing;
use crate::managed::History;

/// Arguments of `check`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Say where the time went
    #[arg(long)]
    pub timings: bool,
    /// The database.
    #[command(flatten)]
    pub target: Target,
}

/// Runs `check`.
///
/// # Errors
/// [`Error`] when a side cannot be read.
pub async fn run(args: Args) -> Result<Outcome, Error> {
    let workplace = Workplace::load(&args.target)?;
    let project = workplace.project()?;
    let start = Instant::now();
    let database = workplace.database().await?;
    let connect = start.elapsed();
    let standing = standing(&database, &project.registry.revisions).await?;
    let declared = workplace.declared(database.engine)?;
    // Without an applied migration nothing live is the history's work, and there is nothing to replay.
    let nothing_applied = standing.pending.len() == project.registry.revisions.len();
    let history = if nothing_applied { History::None } else { workplace.history() };
    let answers = Answers::default();
    let scratch = workplace.scratch(&database).await?;
    let request = Request {
        answers: &answers,
        ignore: &workplace.settings.ignore,
        ask: false,
        unfit: Unfit::LeaveOut,
        history: &history,
        scratch: scratch.as_ref(),
    };
    let mut comparison = compare(&database, &declared, &request).await?;
    comparison.timings.connect = connect;
    let difference = comparison.difference.clone();
    let unmanaged = comparison.unmanaged.clone();
    let plan = match comparison.plan(&database, &request).await {
        Ok(planned) => Some(planned.plan),
        // The differences are what was asked for; a plan only adds the hazards.
        Err(Error::Plan(PlanError::Unsupported(_) | PlanError::Needs(_))) => None,
        Err(error) => return Err(error),
    };
    let report = Report {
        changes: &difference.changes,
        plan: plan.as_ref(),
        unmanaged: &unmanaged,
        not_compared: &difference.not_compared,
        hazards: &[],
        others: &[],
    };
    say(&report.text(style()))?;
    let mut in_step = true;
    for (title, names) in [("not applied yet", &standing.pending), ("applied, but not in the code", &standing.unknown)]
    {
        if !names.is_empty() {
            in_step = false;
            say(&format!("\n{title}:\n{}", names.iter().map(|name| format!("  {name}\n")).collect::<String>()))?;
        }
    }
    let others = workplace.others(&project);
    for share in others.shares(&database, &declared, &comparison).await? {
        if share.difference.changes.is_empty() {
            continue;
        }
        in_step = false;
        let changes = share.difference.changes.iter().map(|change| format!("  {}\n", change.describe()));
        say(&format!(
            "\nno migration does this on {} yet; `cargo xtask autogenerate` writes one:\n{}",
            share.desired.engine,
            changes.collect::<String>()
        ))?;
    }
    if args.timings {
        report_timings(&comparison.timings);
    }
    if !difference.changes.is_empty() {
        in_step = false;
        say(&format!("\n{} differs from the entities in {} places.\n", database.shown_url, difference.changes.len()))?;
    }
    if in_step {
        say(&format!("{} is what the entities declare.\n", database.shown_url))?;
        return Ok(Outcome::Done);
    }
    Ok(Outcome::Differs)
}
