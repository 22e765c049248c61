//! `current`: the revision the database is at. Never writes and never creates a file.

use serde_json::json;

use super::status::time;
use crate::context::Context;
use crate::error::RunError;
use crate::target::migrations;

/// Arguments of `current`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Print JSON for other programs
    #[arg(long)]
    json: bool,
}

/// Prints the last applied revision.
pub(crate) async fn run(context: &Context, args: &Args) -> Result<(), RunError> {
    let look = context.look().await?;
    let current = look.history.current();
    let pending = look.history.pending().len();
    if args.json {
        let report = json!({
            "database": context.shown_url(&look),
            "current": current.map(|entry| entry.name.as_str()),
            "applied_at": current.and_then(|entry| entry.applied_at),
            "head": pending == 0,
            "pending": pending,
        });
        let text = serde_json::to_string_pretty(&report).map_err(std::io::Error::other)?;
        return Ok(context.screen.line(text)?);
    }
    let name = current.map_or("base", |entry| entry.name.as_str());
    let place = if pending == 0 { "head".to_owned() } else { format!("{} pending", migrations(pending)) };
    context.screen.line(format!("{name} ({place})"))?;
    if let (true, Some(at)) = (context.verbose, current.and_then(|entry| entry.applied_at)) {
        context.screen.line(format!("  applied {}", time(at)))?;
    }
    Ok(())
}
