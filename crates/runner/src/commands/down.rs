//! `down`: takes applied migrations back.

use driftline_inspect::Access;

use super::travel;
use crate::apply::Direction;
use crate::context::Context;
use crate::error::RunError;
use crate::keeping::Extent as Keep;
use crate::target::{Extent, downward, migrations};

/// Arguments of `down`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    travel: travel::Travel,
}

/// Takes back what is applied behind the target, the last one first; one migration unless told otherwise.
pub(crate) async fn run(context: &Context, args: &Args) -> Result<(), RunError> {
    let look = travel::look(context, &args.travel, Direction::Down).await?;
    look.history.refuse_unknown()?;
    let mut chosen = downward(&look.history.toward(Direction::Down), &args.travel.extent(Extent::AtMost(1)))?;
    look.history.half_first(&mut chosen)?;
    if travel::only_show(context, &args.travel, &look, &chosen, Direction::Down).await? {
        return Ok(());
    }
    if chosen.is_empty() {
        let at = look.history.current().map_or("base", |entry| entry.name.as_str());
        return Ok(context.screen.line(format!("nothing to do: the database is at {at}"))?);
    }
    drop(look);
    take_back(context, &chosen, Keep::of(args.travel.no_backup)).await
}

/// Takes the chosen migrations back and says where the database is now.
pub(crate) async fn take_back(context: &Context, chosen: &[usize], keep: Keep) -> Result<(), RunError> {
    let database = context.open(Access::Write).await?;
    context.migrate(&database, chosen, Direction::Down, keep).await?;
    let history = context.history(&database).await?;
    let at = history.current().map_or("base", |entry| entry.name.as_str());
    context.screen.line(format!("{} down; the database is at {at}", migrations(chosen.len())))?;
    Ok(())
}
