//! What a declaration needs in scope: the macro, the engines and sea-query's terms. Leaves out SeaORM's own prelude.

pub use driftline_schema::{Deferrable, Engine, ObjectKind};
pub use sea_orm::sea_query::{ConditionalStatement, Expr, ExprTrait, Func, Index, IndexOrder, IndexType, Query};

pub use crate::{declare, declare_schema};
