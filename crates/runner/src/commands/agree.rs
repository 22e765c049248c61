//! Asks before data is destroyed: at a terminal with a question, in a script by `--yes`, never without either.

use dialoguer::Confirm;

use crate::context::Context;
use crate::error::RunError;

/// The flag that agrees beforehand.
#[derive(Debug, clap::Args)]
pub(crate) struct Agreement {
    /// Do it without asking
    #[arg(long, short = 'y')]
    yes: bool,
}

/// Returns when the person (or `--yes`) agrees to `what`.
pub(crate) fn agree(context: &Context, args: &Agreement, what: &str) -> Result<(), RunError> {
    let refused = |how| RunError::NotAgreed { what: what.to_owned(), how };
    if args.yes {
        return Ok(());
    }
    if !context.screen.interactive() {
        return Err(refused("say so with --yes; nothing was done"));
    }
    context.screen.note(what)?;
    let answer = Confirm::new().with_prompt("Go on?").default(false).interact();
    if answer.map_err(|dialoguer::Error::IO(error)| error)? { Ok(()) } else { Err(refused("nothing was done")) }
}
