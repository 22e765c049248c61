//! `fresh`: drops everything in the database, then applies every migration.

use driftline_inspect::Access;

use super::{agree, backup, up};
use crate::backup::Place;
use crate::context::Context;
use crate::error::RunError;
use crate::keeping::Extent as Keep;
use crate::rules;
use crate::waiter;

/// Arguments of `fresh`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    agree: agree::Agreement,

    /// Save nothing before data is destroyed
    #[arg(long)]
    no_backup: bool,
}

/// Drops all tables, views and types (what no migration made too), then up, after asking.
pub(crate) async fn run(context: &Context, args: &Args) -> Result<(), RunError> {
    let look = context.look().await?;
    if look.database.is_some() {
        let url = context.shown_url(&look);
        let what = format!("this drops every table, view and type of {url}, also those no migration made");
        agree::agree(context, &args.agree, &what)?;
    }
    let is_file = Place::of(&context.settings).is_some() && look.database.is_some();
    drop(look);
    // On a server everything goes with its tables, the archive's list too: there is no copy to make inside it.
    if is_file && !args.no_backup {
        backup::make(context, "before-fresh-of").await?;
    }
    let database = context.open(Access::Create).await?;
    let rules = rules::of(database.engine);
    let connection = &database.connection;
    let told = |message: &str| {
        let _ = context.screen.note(message);
    };
    let lock = waiter::take(&database, context.settings.waits.runner, &told).await?;
    let dropped = rules.drop_everything(connection).await.map_err(RunError::database("dropping everything"));
    // The migrations run on a connection of their own, which is not to wait for this one to be gone.
    lock.release(&database).await?;
    dropped?;
    database.close().await?;
    let all: Vec<usize> = (0..context.project.migrations().len()).collect();
    up::apply(context, &all, Keep::Gone).await
}
