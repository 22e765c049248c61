//! Objects beside tables on PostgreSQL: what becomes of each (`placement`), in which words (`statement` and a file for each kind
//! that is altered in parts), and the steps. Leaves out what belongs to a table.
//!
//! A routine whose text names what is not there at its turn is made with `check_function_bodies` off, as `pg_dump` does: the
//! engine looks into such a text only to check it, and keeps no dependency. Everywhere else the check stays on.

mod composite;
mod domain;
mod extension;
mod names;
mod placement;
mod remade;
mod routine;
mod search;
mod sequence;
mod statement;
mod steps;

pub(super) use names::names;
pub(super) use placement::{Placement, Slot, in_typed_columns};
pub(super) use steps::Node;
