//! What the `migration` binary is made of, and the small vocabulary that rendered migrations call.
//!
//! Applications that only call `Migrator::up(&db, None)` need [`prelude`] alone: [`Steps`] is atomic there too. Leaves
//! out entities and everything that writes migrations; a broken entity never stops `up`.

pub mod apply;
mod archive;
mod backup;
mod borrowed;
pub mod cause;
pub mod checksum;
pub mod cli;
mod commands;
mod companions;
mod context;
pub mod data;
pub mod error;
#[doc(hidden)]
pub mod fuzzing;
pub mod history;
pub mod journal;
mod keeping;
pub mod meter;
mod mysql;
mod mysql_session;
pub mod patience;
mod postgres;
mod postgres_session;
pub mod prelude;
mod printer;
pub mod progress;
pub mod provenance;
pub mod push;
pub mod record;
pub mod replay;
mod rules;
mod scaffold;
pub mod screen;
mod script;
pub mod settings;
mod sqlite;
mod sqlite_session;
pub mod statement;
mod stayed;
pub mod steps;
pub mod target;
mod verify;
mod waiter;
mod watch;

pub use cause::Cause;
pub use error::RunError;
pub use history::{History, Project};
pub use journal::JournalError;
pub use replay::Objects;
pub use screen::Screen;
pub use settings::{Settings, SettingsError};
pub use statement::IntoStatement;
pub use steps::{Branch, Step, Steps};
