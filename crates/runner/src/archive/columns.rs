//! The columns that tables have at this moment, by one query for all. Leaves out types and constraints.

use std::collections::BTreeMap;

use driftline_schema::{Engine, ObjectName};
use sea_orm::{ConnectionTrait, DbErr, Statement};

use crate::rules;

/// One column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Live {
    pub(crate) name: String,
    /// Whether its value is computed, and cannot be written.
    pub(crate) generated: bool,
    /// PostgreSQL's sequence behind it, as `setval` takes it.
    pub(crate) sequence: Option<String>,
}

/// Every table with its columns in order.
pub(crate) type Columns = BTreeMap<ObjectName, Vec<Live>>;

/// Reads them. Source: SQLite `pragma_table_xinfo`, elsewhere `information_schema.columns`.
///
/// # Errors
/// What the engine says.
pub(crate) async fn columns<C: ConnectionTrait>(connection: &C, engine: Engine) -> Result<Columns, DbErr> {
    let sql = match engine {
        Engine::Sqlite => {
            "SELECT NULL, s.name, c.name, c.hidden IN (2, 3), NULL FROM sqlite_schema s, pragma_table_xinfo(s.name) c \
             WHERE s.type = 'table' ORDER BY s.name, c.cid"
        }
        Engine::Postgres => {
            "SELECT nullif(table_schema::text, current_schema()::text), table_name::text, column_name::text, \
                (is_generated = 'ALWAYS')::int::bigint, \
                CASE WHEN column_default LIKE 'nextval(%' OR is_identity = 'YES' THEN \
                    pg_get_serial_sequence(quote_ident(table_schema) || '.' || quote_ident(table_name), column_name) END \
             FROM information_schema.columns WHERE table_schema NOT IN ('pg_catalog', 'information_schema') \
             ORDER BY table_schema, table_name, ordinal_position"
        }
        Engine::MySql => {
            "SELECT CAST(NULL AS char), CAST(TABLE_NAME AS char), CAST(COLUMN_NAME AS char), \
                CAST(EXTRA REGEXP 'GENERATED' AND EXTRA NOT LIKE '%DEFAULT_GENERATED%' AS signed), CAST(NULL AS char) \
             FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() ORDER BY TABLE_NAME, ORDINAL_POSITION"
        }
    };
    let statement = Statement::from_string(rules::of(engine).backend(), sql);
    let mut all = Columns::new();
    for row in connection.query_all_raw(statement).await? {
        let name = ObjectName { namespace: row.try_get_by_index(0)?, name: row.try_get_by_index(1)? };
        let generated = row.try_get_by_index::<i64>(3)? != 0;
        let column = Live { name: row.try_get_by_index(2)?, generated, sequence: row.try_get_by_index(4)? };
        all.entry(name).or_default().push(column);
    }
    Ok(all)
}
