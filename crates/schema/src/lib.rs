//! The schema as plain data: what an entity declares and what a live database holds, in one set of types.
//!
//! Both sides of every comparison become a [`Schema`]. This crate knows no database, file, clock or environment;
//! reading a catalog is `driftline-inspect`'s work, comparing is `driftline-diff`'s.

mod absent;
pub mod access;
pub mod creation;
pub mod engine;
pub mod mysql;
pub mod name;
pub mod notation;
pub mod object;
pub mod policy;
pub mod postgres;
mod reader;
pub mod schema;
pub mod sql;
pub mod statement;
pub mod strict;
pub mod table;

pub use absent::Absent;
pub use engine::{Engine, TableCase};
pub use name::ObjectName;
pub use object::{Foundation, Foundations, Object, ObjectId, ObjectKind};
pub use policy::{Exclusion, Firing, Partition, Policy, Rule};
pub use schema::{EnumType, Grant, NotCompared, Rights, Schema, View, ViewColumns};
pub use sql::Sql;
pub use table::{
    Action, AutoIncrement, Check, Column, Deferrable, ForeignKey, Generated, Index, IndexKey, IndexPart, Inherited,
    KeyPart, PrimaryKey, ReplicaIdentity, SequenceOptions, Source, Table, TableOptions, Trigger, Unique,
};
