//! Turns the entities of a program into a declared [`Schema`](driftline_schema::Schema), for one engine and with no
//! database.
//!
//! Entities are found through SeaORM's own registry; there is no list to keep. What attributes cannot say is declared
//! beside the entity with [`declare!`] in plain sea-query terms. Leaves out running the definitions (`driftline-inspect`)
//! and comparing them (`driftline-diff`).
//!
//! # Declaring
//!
//! ```
//! mod contact {
//!     use driftline_desired::prelude::*;
//!     use sea_orm::entity::prelude::*;
//!
//!     #[sea_orm::model]
//!     #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
//!     #[sea_orm(table_name = "contacts", comment = "people we know")]
//!     pub struct Model {
//!         #[sea_orm(primary_key)]
//!         pub id: i64,
//!         #[sea_orm(column_type = "String(StringLen::N(320))", unique, renamed_from = "mail")]
//!         pub email: String,
//!         #[sea_orm(indexed)]
//!         pub name: String,
//!         pub age: Option<i32>,
//!         pub deleted_at: Option<DateTimeUtc>,
//!     }
//!
//!     impl ActiveModelBehavior for ActiveModel {}
//!
//!     declare!(Entity, |table| {
//!         table.renamed_from("people");
//!         table.check("ck_age", Expr::col("age").gte(0));
//!         table.index(Index::create().name("ix_live").col("name").and_where(Expr::col("deleted_at").is_null()));
//!     });
//! }
//! # fn main() {
//! use driftline_desired::declared;
//! use driftline_schema::{Engine, ObjectName};
//!
//! let declared = declared(Engine::Postgres, module_path!()).unwrap();
//! let contacts = &declared.schema.tables[&ObjectName::new("contacts")];
//! assert_eq!(contacts.column("email").unwrap().data_type, "character varying(320)");
//! assert_eq!(contacts.checks[0].name.as_deref(), Some("ck_age"));
//! assert_eq!(declared.renamed_tables, [("contacts".into(), "people".into())]);
//! # }
//! ```
//!
//! The program that calls [`declared`] must link the crate that holds the entities: `use entity as _;` is enough, the
//! dependency alone is not.

mod clause;
mod declaration;
mod declared;
mod error;
#[doc(hidden)]
pub mod fuzzing;
mod mysql;
mod names;
pub mod prelude;
mod printed;
mod recorder;
mod registry;
mod schema_declaration;
mod table;
mod taken;
mod types;
mod unheld;

pub use declaration::{ColumnDeclaration, Declaration, ForeignKeyDeclaration, IntoSql};
#[doc(hidden)]
pub use declaration::{Registration, lowered};
pub use declared::{Declared, declared};
pub use error::DesiredError;
#[doc(hidden)]
pub use inventory;
#[doc(hidden)]
pub use schema_declaration::SchemaRegistration;
pub use schema_declaration::{IntoQuery, SchemaDeclaration, ViewDeclaration};
pub use unheld::Unheld;

/// The examples of the guide are compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../../../docs/declaring.md")]
struct Guide;

/// Declares beside an entity what its attributes cannot say. See the crate's front page and [`Declaration`].
///
/// `declare!(Entity);` alone shows the entity's typed statement, which a table with PostgreSQL arrays needs for its
/// comments, and for its other columns on an engine without arrays. Several declarations for one entity add up.
#[macro_export]
macro_rules! declare {
    ($entity:ty $(,)?) => {
        $crate::declare!($entity, |_table| {});
    };
    ($entity:ty, |$table:ident| $body:expr $(,)?) => {
        const _: () = {
            // Not a name that the body could mean one of its own by.
            fn __driftline_fill($table: &mut $crate::Declaration) {
                $body;
            }
            $crate::inventory::submit! {
                $crate::Registration {
                    module: ::core::module_path!(),
                    line: ::core::line!(),
                    fill: __driftline_fill,
                    lowered: $crate::lowered::<$entity>,
                }
            }
        };
    };
}

/// Declares what stands beside tables: views, triggers, routines, sequences, domains, virtual tables. See [`SchemaDeclaration`].
///
/// It may stand in any module that holds entities; several add up.
#[macro_export]
macro_rules! declare_schema {
    (|$schema:ident| $body:expr $(,)?) => {
        const _: () = {
            fn __driftline_fill($schema: &mut $crate::SchemaDeclaration) {
                $body;
            }
            $crate::inventory::submit! {
                $crate::SchemaRegistration {
                    module: ::core::module_path!(),
                    line: ::core::line!(),
                    fill: __driftline_fill,
                }
            }
        };
    };
}
