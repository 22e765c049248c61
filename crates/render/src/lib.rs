//! Writes a plan down: as a Rust migration module, as an SQL script, as a report for a person or a program.
//!
//! Pure: the caller gives names and texts and writes the files. Knows no engine but through the statement builder, which
//! tells whether typed code builds the planned SQL.

mod merge;
pub mod module;
pub mod report;
pub mod script;

mod typed;
pub mod types;

pub use module::{Module, Revision, Target};
pub use report::{Report, Style};
pub use script::script;
