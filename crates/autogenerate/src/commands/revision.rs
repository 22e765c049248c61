//! `revision`: writes an empty migration for hand-written work and lists it. Needs no database.

use chrono::Utc;
use driftline_render::Revision;

use super::{Outcome, Target, Workplace, say, shown};
use crate::{Error, revision};

/// Arguments of `revision`.
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
}

/// Runs `revision`.
///
/// # Errors
/// [`Error`]; nothing is written then.
pub fn run(args: &Args) -> Result<Outcome, Error> {
    let slug = revision::slug(&args.message)?;
    let time = args.timestamp.as_deref().map(revision::time).transpose()?.unwrap_or_else(Utc::now);
    let workplace = Workplace::load(&Target::default())?;
    let project = workplace.project()?;
    let module = Revision { message: &args.message, parent: project.head() };
    let draft = project.draft(&revision::name(time, &slug), &module.source())?;
    say(&draft.registry_diff())?;
    if args.dry_run {
        say(&format!("\n{}:\n\n{}\nDry run: nothing written.\n", shown(&draft.path), draft.source))?;
        return Ok(Outcome::Done);
    }
    draft.write()?;
    say(&format!("\nWrote {}\nFill in its steps, then apply it: cargo run -p migration -- up\n", shown(&draft.path)))?;
    Ok(Outcome::Done)
}
