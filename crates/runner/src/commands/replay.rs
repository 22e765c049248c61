//! `replay`: what the whole history makes, for programs that need to know which objects are the project's own.

use crate::context::Context;
use crate::error::RunError;
use crate::replay::{Objects, managed, schemas};

/// Arguments of `replay`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Print the names of the objects as JSON
    #[arg(long, required = true)]
    objects: bool,

    /// A server on which a scratch database may be made
    #[arg(long, value_name = "URL")]
    scratch_url: Option<String>,
}

/// Replays the history in a scratch place and prints the names of what it makes.
pub(crate) async fn run(context: &Context, args: &Args) -> Result<(), RunError> {
    // A SQLite history needs no live file; a server's scratch database is made beside the live one.
    let look = context.look().await?;
    let scratch_url = args.scratch_url.as_deref().or(context.settings.scratch_url.as_deref());
    let head = context.project.migrations().len();
    let made = schemas(&context.project, context.engine()?, look.database.as_ref(), scratch_url, &[head]).await?;
    let objects = made.first().map(|schema| Objects::from(managed(schema))).unwrap_or_default();
    let text = serde_json::to_string(&objects).map_err(std::io::Error::other)?;
    Ok(context.screen.line(text)?)
}
