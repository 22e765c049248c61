//! Composes the stages into `autogenerate`, `revision`, `check` and `diff`. The only package that links `entity`.
//!
//! [`comparison`] is the pipeline itself; [`commands`] puts a command line around it. Leaves out running migrations: that
//! is the `migration` binary's, so that a broken entity never stops `up`.

pub mod answers;
pub mod canonical;
pub mod carry;
pub mod commands;
pub mod comparison;
pub mod error;
pub mod history;
pub mod managed;
mod portion;
pub mod preflight;
pub mod project;
pub mod question;
pub mod registry;
pub mod revision;
pub mod side;
pub mod snapshot;
pub mod target;

pub use error::Error;
