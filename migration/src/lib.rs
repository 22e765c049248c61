//! PRT's migrations, in the order they were written. Each is a module of its own and stands alone: history compiles
//! for ever, whatever becomes of the entities.

pub use sea_orm_migration::prelude::*;

/// PRT's history.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![]
    }
}
