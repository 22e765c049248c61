//! Compares two schemas: what changes turn `current` into `desired`. Pure: no database, no clock, no question asked.
//!
//! [`adopt`](ownership::adopt) comes first when `desired` was made from entities: it carries over what entities have no
//! word for and what nobody manages, so that the comparison itself ([`diff`](compare::diff)) is plain.

pub mod change;
pub mod compare;
pub mod ownership;
pub mod rename;

pub use change::{Change, Member};
pub use compare::{Difference, diff};
pub use ownership::{Adopted, Managed, Ownership, Unmanaged, adopt, unclaimed};
pub use rename::{Candidate, KeptApart, Renames, candidates};
