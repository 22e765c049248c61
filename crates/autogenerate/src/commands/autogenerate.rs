//! `autogenerate`: compares entities with the live database and writes the migration between them.

use std::collections::BTreeSet;
use std::time::Instant;

use chrono::Utc;
use driftline_diff::Change;
use driftline_plan::{Hazard, Unfit};
use driftline_render::{Module, Report, Target as Part};

use super::{Outcome, Target, Workplace, report_timings, say, shown, style};
use crate::answers::Answers;
use crate::comparison::{Request, compare};
use crate::history::standing;
use crate::{Error, revision, target};

/// Arguments of `autogenerate`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What changes, in a few words; the migration is named after it
    #[arg(short, long, value_name = "TEXT", allow_hyphen_values = true)]
    pub message: String,
    /// Print everything, the module included, and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// The time in the migration's name instead of now, as YYYYMMDD_HHMMSS in UTC
    #[arg(long, value_name = "TIME")]
    pub timestamp: Option<String>,
    /// Say where the time went
    #[arg(long)]
    pub timings: bool,
    /// The database.
    #[command(flatten)]
    pub target: Target,
    /// Answers to questions.
    #[command(flatten)]
    pub answers: Answers,
}

/// Runs `autogenerate`.
///
/// # Errors
/// [`Error`]; nothing is written then.
pub async fn run(args: Args) -> Result<Outcome, Error> {
    let slug = revision::slug(&args.message)?;
    let time = args.timestamp.as_deref().map(revision::time).transpose()?.unwrap_or_else(Utc::now);
    let workplace = Workplace::load(&args.target)?;
    let project = workplace.project()?;
    let start = Instant::now();
    let database = workplace.database().await?;
    let connect = start.elapsed();
    standing(&database, &project.registry.revisions).await?.at_head(&database)?;
    let declared = workplace.declared(database.engine)?;
    let history = workplace.history();
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
    comparison.timings.connect = connect;
    let others = workplace.others(&project);
    others.includes(&database)?;
    let shares = others.shares(&database, &declared, &comparison).await?;
    let difference = comparison.difference.clone();
    let mut report = Report {
        changes: &difference.changes,
        plan: None,
        unmanaged: &comparison.unmanaged.clone(),
        not_compared: &difference.not_compared,
        hazards: &[],
        others: &[],
    };
    if difference.changes.is_empty() && shares.iter().all(|share| share.difference.changes.is_empty()) {
        say(&format!(
            "{}No differences: {} is what the entities declare. Nothing written.\n",
            report.text(style()),
            database.shown_url
        ))?;
        if args.timings {
            report_timings(&comparison.timings);
        }
        return Ok(Outcome::Done);
    }
    let planned = comparison.plan(&database, &request).await?;
    let plans =
        shares.iter().map(|share| share.plan(&planned.facts, &planned.options)).collect::<Result<Vec<_>, _>>()?;
    let differences = shares.iter().map(|share| &share.difference).chain([&difference]);
    let changed: BTreeSet<String> = differences.flat_map(|found| &found.changes).map(Change::object).collect();
    let not_held: Vec<Vec<Hazard>> = std::iter::once(&declared.unheld)
        .chain(shares.iter().map(|share| &share.unheld))
        .map(|unheld| target::not_held(unheld, &changed))
        .collect();
    let mut targets = vec![Part { changes: &difference.changes, plan: &planned.plan, hazards: &not_held[0] }];
    targets.extend(shares.iter().zip(&plans).zip(&not_held[1..]).map(|((share, plan), hazards)| Part {
        changes: &share.difference.changes,
        plan,
        hazards,
    }));
    report.plan = Some(&planned.plan);
    report.hazards = &not_held[0];
    report.others = &targets[1..];
    let module = Module { message: &args.message, parent: project.head(), targets: &targets };
    let name = revision::name(time, &slug);
    let mut draft = project.draft(&name, &module.source())?;
    for (path, text) in others.snapshots(database.engine, &declared, &comparison, &shares, &name)? {
        draft.add_file(path, text);
    }
    say(&report.text(style()))?;
    for share in shares.iter().filter(|share| !share.assumed.is_empty()) {
        say(&format!("\nassumed about {}, whose snapshot has not seen every revision:\n", share.desired.engine))?;
        for line in &share.assumed {
            say(&format!("  {line}\n"))?;
        }
    }
    say(&format!("\n{}", draft.registry_diff()))?;
    if args.timings {
        report_timings(&comparison.timings);
    }
    if args.dry_run {
        say(&format!("\n{}:\n\n{}\nDry run: nothing written.\n", shown(&draft.path), draft.source))?;
        return Ok(Outcome::Done);
    }
    draft.write()?;
    say(&format!("\nWrote {}\n", shown(&draft.path)))?;
    for (path, _) in draft.files() {
        say(&format!("Wrote {}\n", shown(path)))?;
    }
    say("Review it, then apply it: cargo run -p migration -- up\n")?;
    Ok(Outcome::Done)
}
