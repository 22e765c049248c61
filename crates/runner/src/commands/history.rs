//! `history`: the migrations of the code, newest first. Never writes and never creates a file.

use super::backup::Saved;
use super::status::time;
use super::travel;
use crate::apply::Direction;
use crate::context::Context;
use crate::error::RunError;
use crate::provenance::Provenance;
use crate::screen::Paint;

/// Prints the list; with `-v` when each was applied and what it does.
pub(crate) async fn run(context: &Context) -> Result<(), RunError> {
    let look = context.look().await?;
    let screen = &context.screen;
    let saved = Saved::of(context)?;
    let current = look.history.applied().last().copied();
    let last = look.history.entries.len().checked_sub(1);
    if last.is_none() {
        screen.line("there are no migrations yet")?;
    }
    for (index, entry) in look.history.entries.iter().enumerate().rev() {
        let marks: Vec<&str> = [(Some(index) == last, "head"), (Some(index) == current, "current")]
            .into_iter()
            .filter_map(|(holds, mark)| holds.then_some(mark))
            .collect();
        let marks = if marks.is_empty() { String::new() } else { format!(" ({})", marks.join(", ")) };
        screen.line(format!("{}{marks}", screen.paint(Paint::Bold, &entry.name)))?;
        if context.verbose {
            let state = entry.applied_at.map_or_else(|| "pending".to_owned(), |at| format!("applied {}", time(at)));
            screen.line(format!("  {state}"))?;
            let backups = saved.all(&entry.name);
            if let Some(known) = look.history.provenance.get(&entry.name) {
                screen.line(format!("  {}", told(known, &backups)))?;
            }
            for backup in &backups {
                screen.line(format!("  backup {backup}"))?;
            }
            travel::steps(context, index, Direction::Up, false).await?;
        }
    }
    for (name, at) in &look.history.unknown {
        screen.line(format!("{name} ({}, applied {})", screen.paint(Paint::Bad, "not in the code"), time(*at)))?;
    }
    Ok(())
}

/// How long, by whom, from which version, how many statements, and a backup that is not among those listed.
fn told(known: &Provenance, listed: &[String]) -> String {
    let mut parts = vec![match known.took_ms {
        Some(took) => format!("took {took} ms"),
        None => "stamped, not run".to_owned(),
    }];
    parts.push(format!("by {}", known.made_by));
    parts.push(format!("with Driftline {}", known.made_with));
    match known.checksums.statements {
        Some(1) => parts.push("1 statement".to_owned()),
        Some(count) => parts.push(format!("{count} statements")),
        None => {}
    }
    if let Some(backup) = known.backup.as_ref().filter(|backup| !listed.contains(backup)) {
        parts.push(format!("backup {backup}"));
    }
    parts.join(", ")
}
