//! What `up` and `down` have in common: the target, and the ways to look at a run without running it.

use crate::apply::Direction;
use crate::context::{Context, Look};
use crate::error::RunError;
use crate::history::History;
use crate::printer::{described, loss};
use crate::record::{Line, record};
use crate::screen::Paint;
use crate::script::script;
use crate::target::{Extent, Target};

/// Where to go, and whether to go.
#[derive(Debug, clap::Args)]
pub(crate) struct Travel {
    /// head, base, +N, -N, a revision's name or a unique part of it
    #[arg(value_name = "TARGET", allow_negative_numbers = true)]
    target: Option<String>,

    /// At most so many migrations
    #[arg(short = 'n', long = "num", value_name = "N", conflicts_with = "target")]
    number: Option<u32>,

    /// Print the SQL script for an operator and run nothing
    #[arg(long, conflicts_with = "dry_run")]
    pub(crate) sql: bool,

    /// List what would run and run nothing
    #[arg(long)]
    pub(crate) dry_run: bool,

    /// Save nothing before data is destroyed
    #[arg(long)]
    pub(crate) no_backup: bool,
}

impl Travel {
    /// How far, or `otherwise` when nothing was said.
    pub(crate) fn extent(&self, otherwise: Extent) -> Extent {
        match (&self.target, self.number) {
            (Some(target), _) => Extent::To(Target::parse(target)),
            (None, Some(number)) => Extent::AtMost(number as usize),
            (None, None) => otherwise,
        }
    }
}

/// Looks at the database. A script can also be written without it, from the beginning: then a note says so.
pub(crate) async fn look(context: &Context, args: &Travel, direction: Direction) -> Result<Look, RunError> {
    match context.look().await {
        // Without an engine there is no script either.
        Err(RunError::Inspect(error)) if args.sql && direction == Direction::Up && context.engine().is_ok() => {
            context.screen.note(format!("note: {error}\n  the script is for an empty database, from base"))?;
            Ok(Look { database: None, history: History::of(&context.project.names(), Vec::new()) })
        }
        looked => looked,
    }
}

/// Prints the script or the list that was asked for; `false` when the migrations are to be run.
pub(crate) async fn only_show(
    context: &Context,
    args: &Travel,
    look: &Look,
    chosen: &[usize],
    direction: Direction,
) -> Result<bool, RunError> {
    if args.sql {
        let engine = context.engine()?;
        let text = script(&context.project, engine, chosen, direction).await?;
        if text.is_empty() {
            context.screen.note("nothing to do: the script is empty")?;
        } else {
            context.screen.line(text.trim_end())?;
        }
    } else if args.dry_run {
        list(context, look, chosen, direction).await?;
    }
    Ok(args.sql || args.dry_run)
}

async fn list(context: &Context, look: &Look, chosen: &[usize], direction: Direction) -> Result<(), RunError> {
    let word = if direction == Direction::Up { "up" } else { "down" };
    let screen = &context.screen;
    if chosen.is_empty() {
        return Ok(screen.line("nothing to do")?);
    }
    for index in chosen {
        screen.line(format!("{word} {}", screen.paint(Paint::Bold, context.name(*index))))?;
        steps(context, *index, direction, false).await?;
    }
    let many = crate::target::migrations(chosen.len());
    screen.line(format!("would run {many} on {}; nothing was run", context.shown_url(look)))?;
    Ok(())
}

/// Prints the steps of one migration, with their SQL where that was asked for.
pub(crate) async fn steps(
    context: &Context,
    index: usize,
    direction: Direction,
    with_sql: bool,
) -> Result<(), RunError> {
    let Some(migration) = context.project.migrations().get(index) else { return Ok(()) };
    let screen = &context.screen;
    let recording = match record(migration.as_ref(), direction, context.engine()?).await {
        Ok(recording) => recording,
        Err(error) => return Ok(screen.line(format!("  its steps are not known without running it: {error}"))?),
    };
    let has_steps = recording.lines.iter().any(|line| matches!(line, Line::Step { .. }));
    for line in &recording.lines {
        match line {
            Line::Step { summary, loses } => {
                screen.line(format!("  {}", described(direction, summary)))?;
                if let Some(loses) = loses {
                    screen.line(screen.paint(Paint::Warn, &format!("    {}", loss(direction, loses))))?;
                }
            }
            // Hand-written statements outside steps have no description but themselves.
            Line::Sql(sql) if with_sql || !has_steps => {
                let indent = if has_steps { "    " } else { "  " };
                screen.line(format!("{indent}{}", sql.replace('\n', &format!("\n{indent}"))))?;
            }
            Line::Sql(_) => {}
        }
    }
    if let Some(asked) = recording.asked {
        screen.line(format!("  what follows depends on what the database answers to: {asked}"))?;
    }
    Ok(())
}
