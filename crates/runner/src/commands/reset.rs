//! `reset`: takes every migration back.

use super::down;
use super::{agree, backup};
use crate::apply::Direction;
use crate::context::Context;
use crate::error::RunError;
use crate::keeping::Extent as Keep;
use crate::target::{Extent, Target, downward, migrations};

/// Arguments of `reset`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    agree: agree::Agreement,

    /// Save nothing before data is destroyed
    #[arg(long)]
    no_backup: bool,
}

/// Takes everything back, after asking.
pub(crate) async fn run(context: &Context, args: &Args) -> Result<(), RunError> {
    if !take_all_back(context, &args.agree, args.no_backup).await? {
        context.screen.line("nothing to do: no migration is applied")?;
    }
    Ok(())
}

/// Asks and takes everything back; `false` when nothing is applied.
pub(crate) async fn take_all_back(
    context: &Context,
    agree: &agree::Agreement,
    no_backup: bool,
) -> Result<bool, RunError> {
    let look = context.look().await?;
    look.history.refuse_unknown()?;
    let mut chosen = downward(&look.history.toward(Direction::Down), &Extent::To(Target::Base))?;
    look.history.half_first(&mut chosen)?;
    if chosen.is_empty() {
        return Ok(false);
    }
    let url = context.shown_url(&look);
    agree::agree(
        context,
        agree,
        &format!("this takes {} back on {url}, and their data with them", migrations(chosen.len())),
    )?;
    drop(look);
    if !no_backup {
        backup::make(context, "before-reset-of").await?;
    }
    down::take_back(context, &chosen, Keep::Gone).await?;
    Ok(true)
}
