//! `up`: applies pending migrations.

use driftline_inspect::Access;

use super::travel;
use crate::apply::Direction;
use crate::context::Context;
use crate::error::RunError;
use crate::keeping::Extent as Keep;
use crate::target::{Extent, Target, migrations, upward};

/// Arguments of `up`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    travel: travel::Travel,

    /// Run although applied migrations were edited or moved
    #[arg(long)]
    allow_edited: bool,
}

/// Applies what is pending as far as the target.
pub(crate) async fn run(context: &Context, args: &Args) -> Result<(), RunError> {
    let look = travel::look(context, &args.travel, Direction::Up).await?;
    look.history.refuse_unknown()?;
    let altered = if args.allow_edited { Vec::new() } else { context.altered(&look.history).await? };
    if !altered.is_empty() {
        return Err(RunError::Altered(altered.iter().map(ToString::to_string).collect()));
    }
    let mut chosen = upward(&look.history.toward(Direction::Up), &args.travel.extent(Extent::To(Target::Head)))?;
    look.history.half_first(&mut chosen)?;
    if travel::only_show(context, &args.travel, &look, &chosen, Direction::Up).await? {
        return Ok(());
    }
    if chosen.is_empty() {
        let at = look.history.current().map_or("base", |entry| entry.name.as_str());
        let left = look.history.pending().len();
        let rest = if left == 0 { String::new() } else { format!(", {} pending", migrations(left)) };
        return Ok(context.screen.line(format!("nothing to do: the database is at {at}{rest}"))?);
    }
    drop(look);
    apply(context, &chosen, Keep::of(args.travel.no_backup)).await
}

/// Applies the chosen migrations and says where the database is now.
pub(crate) async fn apply(context: &Context, chosen: &[usize], keep: Keep) -> Result<(), RunError> {
    let database = context.open(Access::Create).await?;
    context.migrate(&database, chosen, Direction::Up, keep).await?;
    let history = context.history(&database).await?;
    let at = history.current().map_or("base", |entry| entry.name.as_str());
    context.screen.line(format!("{} up; the database is at {at}", migrations(chosen.len())))?;
    Ok(())
}
