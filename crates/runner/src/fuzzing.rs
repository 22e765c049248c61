//! The readers of statements and of checks, for the fuzz targets and the tests that share their properties. No part of the
//! crate's interface.

use driftline_schema::Engine;

pub use crate::journal::kind::{pieces, refuses_a_transaction};
pub use crate::verify::pattern::{glob, like, regex};

use crate::journal::kind::{Kind, harm};
use crate::verify::hint::Hint;

/// Everything that is read off a statement of MariaDB or MySQL by its words alone, as it would be shown.
#[must_use]
pub fn words(sql: &str) -> String {
    format!("{:?} {:?}", Kind::of(sql), harm(sql))
}

/// What a check's text tells about values, as it would be shown.
#[must_use]
pub fn hint(engine: Engine, expression: &str) -> String {
    format!("{:?}", Hint::of(engine, expression))
}

/// The statement as a script for the engine's client holds it.
#[must_use]
pub fn script_statement(engine: Engine, sql: &str) -> String {
    crate::rules::of(engine).script_statement(sql)
}
