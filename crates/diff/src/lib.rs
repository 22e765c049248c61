//! Compares two schemas: what changes turn `current` into `desired`. Pure: no database, no clock, no question asked.
//!
//! [`adopt`](ownership::adopt) comes first when `desired` was made from entities: it carries over what entities have no
//! word for and what nobody manages, so that the comparison itself ([`diff`](compare::diff)) is plain.

mod apply;
#[cfg(test)]
mod cases;
pub mod change;
pub mod compare;
pub mod flag;
mod in_place;
pub mod inherit;
pub mod label;
mod likeness;
pub mod ownership;
pub mod rename;
mod silence;

pub use apply::{rename_column, rename_table};
pub use change::{Change, Member};
pub use compare::{Difference, column_order, diff};
pub use flag::FlagError;
pub use label::{LabelRename, rename_label};
pub use ownership::{Adopted, Managed, Ownership, Unmanaged, adopt, unclaimed};
pub use rename::{Candidate, KeptApart, Renames, candidates};
