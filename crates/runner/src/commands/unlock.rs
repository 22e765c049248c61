//! `unlock`: takes the runner's lock away from whoever holds it, for a person who knows better. A dead process holds none.

use driftline_inspect::Access;

use super::agree;
use crate::context::Context;
use crate::error::RunError;
use crate::waiter;

/// Arguments of `unlock`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    agree: agree::Agreement,
}

/// Says who holds the lock, asks, and takes it away.
pub(crate) async fn run(context: &Context, args: &Args) -> Result<(), RunError> {
    let database = context.open(Access::Write).await?;
    let Some(holder) = waiter::holder(&database).await? else {
        return Ok(context.screen.line("nothing to do: no runner holds the lock")?);
    };
    let what = format!("this takes the lock away from {holder}, in the middle of what it does");
    agree::agree(context, &args.agree, &what)?;
    waiter::break_lock(&database).await?;
    context.screen.line(format!("taken away from {holder}; `status` shows what it left"))?;
    Ok(())
}
