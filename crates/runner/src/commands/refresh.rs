//! `refresh`: takes every migration back, then applies every one.

use super::{agree, reset, up};
use crate::context::Context;
use crate::error::RunError;
use crate::keeping::Extent as Keep;

/// Arguments of `refresh`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    agree: agree::Agreement,

    /// Save nothing before data is destroyed
    #[arg(long)]
    no_backup: bool,
}

/// Down all, up all, after asking.
pub(crate) async fn run(context: &Context, args: &Args) -> Result<(), RunError> {
    reset::take_all_back(context, &args.agree, args.no_backup).await?;
    let all: Vec<usize> = (0..context.project.migrations().len()).collect();
    if all.is_empty() {
        return Ok(context.screen.line("nothing to do: there are no migrations yet")?);
    }
    up::apply(context, &all, Keep::Gone).await
}
