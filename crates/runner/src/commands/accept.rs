//! `accept REVISION`: takes an edited or moved revision, as the code has it now, for what was applied. Runs nothing of it.

use driftline_inspect::Access;

use crate::apply::begin;
use crate::context::Context;
use crate::error::RunError;
use crate::provenance;
use crate::rules;
use crate::target::{Target, migrations, place};
use crate::waiter;

/// Arguments of `accept`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A revision's name or a unique part of it
    #[arg(value_name = "REVISION", required_unless_present = "all")]
    revision: Option<String>,

    /// Every applied revision
    #[arg(long, conflicts_with = "revision")]
    all: bool,
}

/// Writes the checksums down anew.
pub(crate) async fn run(context: &Context, args: &Args) -> Result<(), RunError> {
    let database = context.open(Access::Write).await?;
    let told = |message: &str| {
        let _ = context.screen.note(message);
    };
    let lock = waiter::take(&database, context.settings.waits.runner, &told).await?;
    let accepted = write(context, args, &database).await;
    lock.release(&database).await?;
    let names = accepted?;
    for name in &names {
        context.screen.line(format!("accepted {name} as the code has it now; nothing was run"))?;
    }
    Ok(context.screen.line(format!("{} accepted", migrations(names.len())))?)
}

async fn write(
    context: &Context,
    args: &Args,
    database: &driftline_inspect::Database,
) -> Result<Vec<String>, RunError> {
    let failed = || RunError::database("writing down what was accepted");
    let history = context.history(database).await?;
    let chosen = match &args.revision {
        Some(revision) => place(&history, &Target::parse(revision))?.checked_sub(1).into_iter().collect(),
        None => history.applied(),
    };
    let rules = rules::of(database.engine);
    let transaction = begin(rules, &context.project, &database.connection).await.map_err(failed())?;
    let mut names = Vec::new();
    for entry in chosen.iter().filter_map(|index| history.entries.get(*index)) {
        let Some(applied_at) = entry.applied_at else {
            return Err(RunError::NotApplied(entry.name.clone()));
        };
        let kept = history.provenance.get(&entry.name);
        provenance::accept(&transaction, &context.project, database.engine, &entry.name, applied_at, kept)
            .await
            .map_err(failed())?;
        names.push(entry.name.clone());
    }
    transaction.commit().await.map_err(failed())?;
    Ok(names)
}
