//! `status`: every migration and whether it is applied. Never writes and never creates a file.

use driftline_inspect::Database;
use serde::Serialize;

use super::backup::Saved;
use crate::context::Context;
use crate::error::RunError;
use crate::history::{Entry, History};
use crate::journal::Half;
use crate::provenance::{Altered, How};
use crate::screen::Paint;
use crate::waiter;

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
    /// The migration that was begun and has not ended; null where there is none.
    half: Option<HalfApplied<'a>>,
    /// Applied revisions that are not as they were applied.
    altered: Vec<AlteredRevision<'a>>,
}

/// An applied revision that is not as it was applied.
#[derive(Debug, Serialize)]
struct AlteredRevision<'a> {
    revision: &'a str,
    /// The way up does something else now.
    up_edited: bool,
    /// The way down does something else now.
    down_edited: bool,
    /// The revision it was applied behind and stands before now; null where its place is the same.
    was_behind: Option<&'a str>,
}

/// A half-applied migration.
#[derive(Debug, Serialize)]
struct HalfApplied<'a> {
    revision: &'a str,
    /// `up` or `down`: the way it was going at first.
    direction: &'static str,
    /// How many statements are done.
    done: usize,
    /// The statement of which it is not known whether it happened, or which the engine refused; null where there is none.
    in_doubt: Option<InDoubt<'a>>,
}

/// A statement that is not known to be done.
#[derive(Debug, Serialize)]
struct InDoubt<'a> {
    step: &'a str,
    statement: &'a str,
    /// `in doubt` or `failed`.
    state: &'static str,
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
    let altered = context.altered(&look.history).await?;
    if args.json {
        let report = report(database, &look.history, &altered, &saved);
        let text = serde_json::to_string_pretty(&report).map_err(std::io::Error::other)?;
        context.screen.line(text)?;
        return refuse(&altered);
    }
    let missing = if look.database.is_none() { " (not created yet)" } else { "" };
    context.screen.line(format!("database {database}{missing}"))?;
    let holder = if look.history.half.is_some() { at_work(look.database.as_ref()).await? } else { None };
    print(context, &look.history, &saved, holder)?;
    refuse(&altered)
}

/// Who is at work on the database now, if anybody is.
pub(crate) async fn at_work(database: Option<&Database>) -> Result<Option<String>, RunError> {
    match database {
        Some(database) => waiter::holder(database).await,
        None => Ok(None),
    }
}

/// What is not as it was applied is a difference: exit code 2, with the ways out.
fn refuse(altered: &[Altered]) -> Result<(), RunError> {
    if altered.is_empty() {
        return Ok(());
    }
    Err(RunError::Altered(altered.iter().map(ToString::to_string).collect()))
}

fn report<'a>(database: String, history: &'a History, altered: &'a [Altered], saved: &Saved) -> Report<'a> {
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
        altered: altered
            .iter()
            .map(|Altered { revision, how }| match how {
                How::Edited { up, down } => {
                    AlteredRevision { revision, up_edited: *up, down_edited: *down, was_behind: None }
                }
                How::Reordered { parent } => {
                    AlteredRevision { revision, up_edited: false, down_edited: false, was_behind: Some(parent) }
                }
            })
            .collect(),
        half: history.half.as_ref().map(|half| HalfApplied {
            revision: &half.revision,
            direction: half.direction.word(),
            done: half.done(),
            in_doubt: half.in_doubt().map(|entry| InDoubt {
                step: &entry.summary,
                statement: &entry.sql,
                state: entry.state.told(),
            }),
        }),
    }
}

fn print(context: &Context, history: &History, saved: &Saved, holder: Option<String>) -> Result<(), RunError> {
    let screen = &context.screen;
    for entry in &history.entries {
        match entry.applied_at {
            _ if history.half.as_ref().is_some_and(|half| half.revision == entry.name) => {}
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
    if let Some(half) = &history.half {
        tell_half(context, half, holder)?;
    }
    let counts = format!("{} applied, {} pending", history.applied().len(), history.pending().len());
    let unknown = match history.unknown.len() {
        0 => String::new(),
        count => format!(", {count} unknown"),
    };
    let half = if history.half.is_some() { ", 1 of them half applied" } else { "" };
    screen.line(format!("{counts}{unknown}{half}"))?;
    Ok(())
}

/// A half-applied migration, with the statement in doubt.
pub(crate) fn tell_half(context: &Context, half: &Half, holder: Option<String>) -> Result<(), RunError> {
    let screen = &context.screen;
    let mark = screen.paint(Paint::Bad, "half");
    let done = half.done();
    let many = if done == 1 { "1 statement".to_owned() } else { format!("{done} statements") };
    screen.line(format!("  {mark}     {}  {}; {many} done", half.revision, half.direction.way()))?;
    if let Some(entry) = half.in_doubt() {
        screen.line(format!("    {}: step `{}`", entry.state.told(), entry.summary))?;
        screen.line(format!("      {}", entry.sql.replace('\n', "\n      ")))?;
    }
    screen.line(match holder {
        Some(holder) => format!("    a runner is at work on it: {holder}"),
        None => "    no runner is at work on it: `up` finishes it, `down` takes it back".to_owned(),
    })?;
    Ok(())
}

/// A time for people, in UTC.
pub(crate) fn time(seconds: i64) -> String {
    sea_orm::prelude::DateTimeUtc::from_timestamp(seconds, 0)
        .map_or_else(|| format!("at {seconds}"), |time| time.format("%Y-%m-%d %H:%M:%S UTC").to_string())
}
