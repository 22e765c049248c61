//! `show REV`: one migration, with its state, its place, its file and its statements. Never writes.

use super::status::time;
use super::travel;
use crate::apply::Direction;
use crate::context::Context;
use crate::error::RunError;
use crate::screen::Paint;
use crate::target::{Target, place};

/// Arguments of `show`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// head, +N, -N, a revision's name or a unique part of it
    #[arg(value_name = "REV", allow_negative_numbers = true)]
    revision: String,
}

/// Prints the migration.
pub(crate) async fn run(context: &Context, args: &Args) -> Result<(), RunError> {
    let look = context.look().await?;
    let screen = &context.screen;
    let Some(index) = place(&look.history, &Target::parse(&args.revision))?.checked_sub(1) else {
        return Ok(screen.line("base: before the first migration; there is nothing to show")?);
    };
    let entry = &look.history.entries[index];
    screen.line(screen.paint(Paint::Bold, &entry.name))?;
    screen.line(format!("  {} of {}", index + 1, look.history.entries.len()))?;
    screen.line(format!("  parent {}", if index == 0 { "base" } else { context.name(index - 1) }))?;
    screen.line(entry.applied_at.map_or_else(|| "  pending".to_owned(), |at| format!("  applied {}", time(at))))?;
    header(context, &entry.name)?;
    for (direction, title) in [(Direction::Up, "up"), (Direction::Down, "down")] {
        screen.line(format!("\n{title}, on {}:", context.engine()?))?;
        travel::steps(context, index, direction, true).await?;
    }
    Ok(())
}

/// The module's own words, where its source is at hand.
fn header(context: &Context, name: &str) -> Result<(), RunError> {
    let file = context.settings.migration.join("src").join(format!("{name}.rs"));
    let text = match std::fs::read_to_string(&file) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(source) => return Err(RunError::Module { file, source }),
    };
    context.screen.line(format!("  file {}", file.display()))?;
    let words: Vec<_> = text.lines().map_while(|line| line.strip_prefix("//!")).collect();
    if !words.is_empty() {
        context.screen.line("")?;
    }
    for line in words {
        context.screen.line(format!("  {}", line.trim_start_matches(' ')).trim_end())?;
    }
    Ok(())
}
