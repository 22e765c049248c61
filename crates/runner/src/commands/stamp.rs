//! `stamp REV`: records a revision as the current one without running anything, if the database is what it makes.

use driftline_diff::ownership::Ownership;
use driftline_diff::{Change, Renames, adopt, diff};
use driftline_inspect::{Access, Database, Scope, inspect};

use crate::apply::begin;
use crate::context::Context;
use crate::error::RunError;
use crate::history::History;
use crate::journal;
use crate::replay::{managed, schemas};
use crate::rules;
use crate::target::{Target, migrations, place};
use crate::waiter;
use sea_orm::ConnectionTrait as _;

/// Arguments of `stamp`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// head, base, +N, -N, a revision's name or a unique part of it
    #[arg(value_name = "REV", allow_negative_numbers = true)]
    revision: String,

    /// Record it whatever the database looks like, and forget revisions the code does not have
    #[arg(long)]
    force: bool,

    /// A server on which a scratch database may be made for the comparison
    #[arg(long, value_name = "URL")]
    scratch_url: Option<String>,
}

/// Compares, then rewrites the history.
pub(crate) async fn run(context: &Context, args: &Args) -> Result<(), RunError> {
    let look = context.look().await?;
    let place = place(&look.history, &Target::parse(&args.revision))?;
    let name = place.checked_sub(1).map_or("base", |index| context.name(index)).to_owned();
    if !args.force {
        look.history.refuse_unknown()?;
        compare(context, args, look.database.as_ref(), place, &name).await?;
    }
    drop(look);
    let database = context.open(if place == 0 { Access::Write } else { Access::Create }).await?;
    let told = |message: &str| {
        let _ = context.screen.note(message);
    };
    let lock = waiter::take(&database, context.settings.waits.runner, &told).await?;
    let written = write(context, &database, place).await;
    lock.release(&database).await?;
    let (added, removed) = written?;
    if added + removed == 0 {
        return Ok(context.screen.line(format!("nothing to do: the database is stamped {name}"))?);
    }
    context.screen.line(format!(
        "stamped {name}: {} recorded, {} forgotten; nothing was run",
        migrations(added),
        migrations(removed)
    ))?;
    Ok(())
}

/// Everything the history makes must be there as it makes it; what it never makes is left out.
async fn compare(
    context: &Context,
    args: &Args,
    live: Option<&Database>,
    place: usize,
    name: &str,
) -> Result<(), RunError> {
    let differences = differences(context, args.scratch_url.as_deref(), live, place).await?;
    if differences.is_empty() {
        return Ok(());
    }
    Err(RunError::NotThere { revision: name.to_owned(), differences })
}

/// What going from the live schema to that place in the history would change; what the history never makes is left out.
pub(crate) async fn differences(
    context: &Context,
    scratch_url: Option<&str>,
    live: Option<&Database>,
    place: usize,
) -> Result<Vec<String>, RunError> {
    let scratch_url = scratch_url.or(context.settings.scratch_url.as_deref());
    let places = [place, context.project.migrations().len()];
    let engine = context.engine()?;
    let made = schemas(&context.project, engine, live, scratch_url, &places).await?;
    let [wanted, head] = made.as_slice() else { return Ok(Vec::new()) };
    let current = match live {
        Some(live) => inspect(&live.connection, &Scope::default()).await?.schema,
        None => driftline_schema::Schema::empty(engine),
    };
    let managed = managed(head);
    let renames = Renames::default();
    let absent = driftline_schema::Absent::default();
    let ownership =
        Ownership { managed: &managed, ignore: &context.settings.ignore, absent: &absent, renames: &renames };
    let adopted = adopt(&current, wanted, &ownership);
    let difference = diff(&current, &adopted.desired, &renames);
    Ok(difference.changes.iter().map(Change::describe).collect())
}

/// Records the first `place` migrations and nothing else, in one transaction.
pub(crate) async fn write(context: &Context, database: &Database, place: usize) -> Result<(usize, usize), RunError> {
    let rules = rules::of(database.engine);
    let failed = || RunError::database("writing the history");
    let transaction = begin(rules, &context.project, &database.connection).await.map_err(failed())?;
    let history: History = context.project.read(&transaction).await.map_err(failed())?;
    let (mut added, mut removed) = (0, 0);
    for (index, entry) in history.entries.iter().enumerate() {
        match (index < place, entry.applied_at.is_some()) {
            (true, false) => {
                context.project.record(&transaction, &entry.name, None).await.map_err(failed())?;
                added += 1;
            }
            (false, true) => {
                context.project.forget(&transaction, &entry.name).await.map_err(failed())?;
                removed += 1;
            }
            _ => {}
        }
    }
    for (name, _) in &history.unknown {
        context.project.forget(&transaction, name).await.map_err(failed())?;
        removed += 1;
    }
    if let Some(half) = &history.half {
        transaction.execute_unprepared(&journal::clear_sql(database.engine, &half.revision)).await.map_err(failed())?;
    }
    transaction.commit().await.map_err(failed())?;
    Ok((added, removed))
}
