//! `history`: the migrations of the code, newest first. Never writes and never creates a file.

use super::backup::Saved;
use super::status::time;
use super::travel;
use crate::apply::Direction;
use crate::context::Context;
use crate::error::RunError;
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
            for backup in saved.all(&entry.name) {
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
