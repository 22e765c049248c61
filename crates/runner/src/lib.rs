//! What the `migration` binary is made of, and the small vocabulary that rendered migrations call.
//!
//! Applications that only call `Migrator::up(&db, None)` need [`prelude`] alone: [`Steps`] is atomic there too. Leaves
//! out entities and everything that writes migrations; a broken entity never stops `up`.

pub mod prelude;
pub mod progress;
mod sqlite_session;
pub mod statement;
pub mod steps;

pub use statement::IntoStatement;
pub use steps::{Branch, Step, Steps};
