//! The entities of PRT, the personal relationship toolkit: one file per table. They are the source of the schema;
//! `cargo xtask autogenerate` turns a change here into a migration. Leaves out how a database gets there.
//!
//! What attributes cannot say (partial indexes, named checks, …) is declared below the entity with
//! `driftline_desired::declare!`; docs/declaring.md shows how.

// A chain of related entities is one nested type to the compiler; the default of 128 ends after about 25 tables.
#![recursion_limit = "1024"]

pub mod contact;
pub mod note;
pub mod person;
pub mod relationship;
pub mod relationship_note;
pub mod relationship_tag;
pub mod tag;

/// The entities under their own names.
pub mod prelude {
    pub use super::contact::Entity as Contact;
    pub use super::note::Entity as Note;
    pub use super::person::Entity as Person;
    pub use super::relationship::Entity as Relationship;
    pub use super::relationship_note::Entity as RelationshipNote;
    pub use super::relationship_tag::Entity as RelationshipTag;
    pub use super::tag::Entity as Tag;
}
