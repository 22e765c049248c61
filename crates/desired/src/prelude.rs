//! What a declaration needs in scope: the macro, the engines and sea-query's terms. Leaves out SeaORM's own prelude.

pub use driftline_schema::{Deferrable, Engine};
pub use sea_orm::sea_query::{ConditionalStatement, Expr, ExprTrait, Func, Index, IndexOrder, IndexType};

pub use crate::declare;
