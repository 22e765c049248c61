//! PRT's migrations, in the order they were written. Each is a module of its own and stands alone: history compiles
//! for ever, whatever becomes of the entities.

// Each module is private and says `pub struct Migration`, as sea-orm-cli writes them too.
#![allow(unreachable_pub)]

pub use sea_orm_migration::prelude::*;

pub mod data;

mod m20261122_212409_initial_schema;

/// PRT's history.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            // One a line, so that git merges two branches line by line.
            Box::new(m20261122_212409_initial_schema::Migration),
        ]
    }
}
