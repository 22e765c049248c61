//! Steps on MariaDB 10.5 and later and MySQL 8. Leaves out the order of foreign keys and views (`order`) and the counting
//! (`probe`).
//!
//! No statement can be taken back by a transaction: each commits by itself. A plan is therefore a row of states of the
//! schema, from the live one to the one wanted, and a step leads from one state to the next; its `down` is the same
//! statement printed the other way round (`alter`). What stands in the way goes first (views, triggers, foreign keys,
//! tables, indexes, columns), then names change, then columns, and then everything new or taken away comes back.
//!
//! The order differs from the other engines' in two ways. Indexes and keys that a foreign key or `AUTO_INCREMENT` needs
//! stay until what replaces them comes, in one statement. A foreign key that a state would break steps aside for the whole
//! plan: `steps` tries again with it out of the way.
//!
//! MySQL differs from MariaDB in what it refuses: it renames no column that a named check or a computed column speaks of,
//! and has no `DEFAULT CHARACTER SET DEFAULT`.

mod alter;
mod columns;
mod key;
mod layout;
mod members;
mod modify;
mod moves;
mod objects;
mod print;
mod survey;
#[cfg(test)]
mod tests;
mod types;
mod unsupported;

use std::collections::BTreeSet;

use driftline_schema::Engine;

use crate::plan::Context;
use crate::{PlanError, Step};

/// The engine of this file.
const ENGINE: Engine = Engine::MySql;

/// Steps that turn the live schema of MariaDB or MySQL into the one wanted.
///
/// # Errors
/// [`PlanError::Needs`] where rows exist that need a decision, [`PlanError::Unsupported`] where the engine has no way.
pub fn steps(context: &Context<'_>) -> Result<Vec<Step>, PlanError> {
    attempt(context).steps
}

/// The attempt after which nothing more is in the way.
fn attempt(context: &Context<'_>) -> moves::Attempt {
    let mut in_the_way = BTreeSet::new();
    loop {
        let attempt = moves::plan(context, &in_the_way);
        if attempt.in_the_way.is_subset(&in_the_way) {
            return attempt;
        }
        in_the_way.extend(attempt.in_the_way);
    }
}
