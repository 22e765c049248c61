//! `status`: every migration and whether it is applied. Never writes and never creates a file.

use serde::Serialize;

use super::backup::Saved;
use crate::context::Context;
use crate::error::RunError;
use crate::history::{Entry, History};
use crate::screen::Paint;

/// Arguments of `status`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Print JSON for other programs
    #[arg(long)]
    json: bool,
}

/// What `status --json` prints.
#[derive(Debug, Serialize)]
struct Report<'a> {
    /// The database's URL without its password.
    database: String,
    /// The last applied revision of the code; null when nothing is applied.
    current: Option<&'a str>,
    /// The code's last revision; null when it has none.
    head: Option<&'a str>,
    /// Applied revisions of the code in order.
    applied: Vec<Applied<'a>>,
    /// Revisions of the code that are not applied, in order.
    pending: Vec<&'a str>,
    /// Recorded revisions that the code does not have.
    unknown: Vec<Applied<'a>>,
}

/// A recorded revision.
#[derive(Debug, Serialize)]
struct Applied<'a> {
    revision: &'a str,
    /// Unix seconds.
    applied_at: i64,
    /// The backup made before it ran; null where there is none.
    backup: Option<String>,
}

/// Prints the status.
pub(crate) async fn run(context: &Context, args: &Args) -> Result<(), RunError> {
    let look = context.look().await?;
    let database = context.shown_url(&look);
    let saved = Saved::of(context)?;
    if args.json {
        let report = report(database, &look.history, &saved);
        let text = serde_json::to_string_pretty(&report).map_err(std::io::Error::other)?;
        return Ok(context.screen.line(text)?);
    }
    let missing = if look.database.is_none() { " (not created yet)" } else { "" };
    context.screen.line(format!("database {database}{missing}"))?;
    print(context, &look.history, &saved)
}

fn report<'a>(database: String, history: &'a History, saved: &Saved) -> Report<'a> {
    let applied = |entry: &'_ Entry| entry.applied_at.is_some();
    Report {
        database,
        current: history.current().map(|entry| entry.name.as_str()),
        head: history.head().map(|entry| entry.name.as_str()),
        applied: history
            .entries
            .iter()
            .filter_map(|entry| {
                Some(Applied {
                    revision: &entry.name,
                    applied_at: entry.applied_at?,
                    backup: saved.before(&entry.name),
                })
            })
            .collect(),
        pending: history.entries.iter().filter(|entry| !applied(entry)).map(|entry| entry.name.as_str()).collect(),
        unknown: history
            .unknown
            .iter()
            .map(|(revision, applied_at)| Applied { revision, applied_at: *applied_at, backup: None })
            .collect(),
    }
}

fn print(context: &Context, history: &History, saved: &Saved) -> Result<(), RunError> {
    let screen = &context.screen;
    for entry in &history.entries {
        match entry.applied_at {
            Some(at) => {
                let mark = screen.paint(Paint::Good, "applied");
                screen.line(format!("  {mark}  {}  {}", entry.name, screen.paint(Paint::Dim, &time(at))))?;
                if let Some(backup) = saved.before(&entry.name) {
                    screen.line(screen.paint(Paint::Dim, &format!("           backup {backup}")))?;
                }
            }
            None => screen.line(format!("  {}  {}", screen.paint(Paint::Warn, "pending"), entry.name))?,
        }
    }
    for (name, at) in &history.unknown {
        let mark = screen.paint(Paint::Bad, "unknown");
        screen.line(format!("  {mark}  {name}  {}  applied, but not in the code", time(*at)))?;
    }
    let counts = format!("{} applied, {} pending", history.applied().len(), history.pending().len());
    let unknown = match history.unknown.len() {
        0 => String::new(),
        count => format!(", {count} unknown"),
    };
    screen.line(format!("{counts}{unknown}"))?;
    Ok(())
}

/// A time for people, in UTC.
pub(crate) fn time(seconds: i64) -> String {
    sea_orm::prelude::DateTimeUtc::from_timestamp(seconds, 0)
        .map_or_else(|| format!("at {seconds}"), |time| time.format("%Y-%m-%d %H:%M:%S UTC").to_string())
}
