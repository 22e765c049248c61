//! `journal`: what is written down of a half-applied migration, and what a person knows about it that no catalog tells.

use driftline_inspect::{Access, Database};
use sea_orm::{ConnectionTrait, TransactionTrait};

use super::status::{at_work, tell_half};
use crate::context::Context;
use crate::error::RunError;
use crate::journal::{self, Half, State};
use crate::rules;
use crate::waiter;

/// Arguments of `journal`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    word: Word,
}

/// What a person says; at most one of them.
#[derive(Debug, clap::Args)]
#[group(multiple = false)]
struct Word {
    /// The statement in doubt happened
    #[arg(long)]
    happened: bool,

    /// The statement in doubt did not happen
    #[arg(long)]
    did_not_happen: bool,

    /// Go on from the database as it is now, whoever changed it
    #[arg(long)]
    accept: bool,

    /// Forget it: all that the migration did was taken back by hand
    #[arg(long)]
    forget: bool,
}

/// Prints the journal, or writes down what a person says.
pub(crate) async fn run(context: &Context, args: &Args) -> Result<(), RunError> {
    let look = context.look().await?;
    let screen = &context.screen;
    let Some(half) = &look.history.half else {
        return Ok(screen.line("nothing to do: no migration is half applied")?);
    };
    let Word { happened, did_not_happen, accept, forget } = args.word;
    if !(happened || did_not_happen || accept || forget) {
        return print(context, half, look.database.as_ref()).await;
    }
    drop(look);
    let database = context.open(Access::Write).await?;
    let lock = waiter::take(&database, context.settings.waits.runner, &|message| {
        let _ = screen.note(message);
    })
    .await?;
    let said = write(&database, &args.word).await;
    let let_go = rules::of(database.engine).let_go(&database.connection).await;
    let said = said.and_then(|said| let_go.map(|()| said).map_err(RunError::database("letting the next runner in")));
    lock.release(&database).await?;
    screen.line(said?)?;
    Ok(())
}

async fn print(context: &Context, half: &Half, database: Option<&Database>) -> Result<(), RunError> {
    tell_half(context, half, at_work(database).await?)?;
    for entry in half.statements() {
        let sql = entry.sql.replace('\n', "\n    ");
        context.screen.line(format!("  {} {}  {sql}", entry.direction.word(), entry.state.told()))?;
    }
    Ok(())
}

async fn write(database: &Database, word: &Word) -> Result<String, RunError> {
    let failed = || RunError::database("writing the journal");
    let (engine, connection) = (database.engine, &database.connection);
    rules::of(engine).hold(connection).await.map_err(failed())?;
    // It may have been settled while this waited.
    let Some(half) = journal::read(connection).await.map_err(failed())? else {
        return Ok("nothing to do: no migration is half applied any more".to_owned());
    };
    let revision = &half.revision;
    if word.forget {
        connection.execute_unprepared(&journal::clear_sql(engine, revision)).await.map_err(failed())?;
        return Ok(format!("{revision} is as if it had not begun; the history is as before"));
    }
    let transaction = connection.begin().await.map_err(failed())?;
    let told = if word.accept {
        // Without what they left behind, nothing is compared with what is there.
        let sql = format!("UPDATE {} SET after_state = NULL WHERE state = 'done'", journal::TABLE);
        transaction.execute_unprepared(&sql).await.map_err(failed())?;
        format!("{revision} goes on, or back, from the database as it is")
    } else {
        let Some(entry) = half.in_doubt() else {
            return Ok(format!("nothing to do: no statement of {revision} is in doubt"));
        };
        let sql = if word.happened {
            journal::mark_sql(engine, entry.seq, State::Done, None)
        } else {
            journal::remove_sql(entry.seq)
        };
        transaction.execute_unprepared(&sql).await.map_err(failed())?;
        let fact = if word.happened { "happened" } else { "did not happen" };
        format!("written down: the statement of step `{}` {fact}", entry.summary)
    };
    transaction.commit().await.map_err(failed())?;
    Ok(told)
}
