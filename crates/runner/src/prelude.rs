//! Everything a migration needs with one `use`: SeaORM's own migration prelude and Driftline's steps.

pub use sea_orm::DbBackend;
pub use sea_orm_migration::prelude::*;

pub use crate::steps::{Branch, Step, Steps};
