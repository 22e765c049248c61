//! PostgreSQL's answers: one transaction per migration, unless a step runs outside one.

use async_trait::async_trait;
use driftline_schema::Engine;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, Statement, TransactionTrait,
};

use crate::rules::{Rules, terminated};
use crate::waiter::postgres::{outside_key, worker_key};

/// Tables dropped in one transaction: each takes a lock, and the default lock table holds some thousand of them.
const PORTION: usize = 200;

/// What `fresh` drops, in this order, each as `kind` and the query that names them. What an extension owns stays.
const DROPS: [(&str, &str); 5] = [
    ("VIEW", "SELECT c.relname FROM pg_class c WHERE c.relkind = 'v'"),
    ("MATERIALIZED VIEW", "SELECT c.relname FROM pg_class c WHERE c.relkind = 'm'"),
    ("FOREIGN TABLE", "SELECT c.relname FROM pg_class c WHERE c.relkind = 'f'"),
    ("TABLE", "SELECT c.relname FROM pg_class c WHERE c.relkind IN ('r', 'p')"),
    ("SEQUENCE", "SELECT c.relname FROM pg_class c WHERE c.relkind = 'S'"),
];

/// PostgreSQL.
pub(crate) struct Postgres;

#[async_trait]
impl Rules for Postgres {
    fn backend(&self) -> DbBackend {
        DbBackend::Postgres
    }

    /// Around statements outside a transaction: a sign to others, who look for it.
    async fn hold(&self, connection: &DatabaseConnection) -> Result<(), DbErr> {
        connection.execute_unprepared(&format!("SELECT pg_try_advisory_lock({})", outside_key())).await.map(|_| ())
    }

    async fn let_go(&self, connection: &DatabaseConnection) -> Result<(), DbErr> {
        connection.execute_unprepared(&format!("SELECT pg_advisory_unlock({})", outside_key())).await.map(|_| ())
    }

    /// The worker's lock ends with the transaction: a client that died may have left one that is still at its last
    /// statement, and whoever comes next waits for it here.
    async fn begin(&self, connection: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
        let transaction = connection.begin().await?;
        transaction.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({})", worker_key())).await?;
        Ok(transaction)
    }

    async fn drop_everything(&self, connection: &DatabaseConnection) -> Result<(), DbErr> {
        for (kind, query) in DROPS {
            let owned = "AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid \
                         AND d.objsubid = 0 \
                         AND d.deptype IN ('e', 'i'))";
            let query =
                format!("{query} AND c.relnamespace = current_schema()::regnamespace {owned} ORDER BY c.relname");
            drop_named(self, connection, kind, &query).await?;
        }
        let types = "SELECT t.typname FROM pg_type t WHERE t.typtype IN ('e', 'd') \
                     AND t.typnamespace = current_schema()::regnamespace AND NOT EXISTS (SELECT FROM pg_depend d \
                     WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e') ORDER BY t.typname";
        drop_named(self, connection, "TYPE", &types.replace("'e', 'd'", "'e'")).await?;
        drop_named(self, connection, "DOMAIN", &types.replace("'e', 'd'", "'d'")).await
    }

    fn shell(&self) -> &'static str {
        "psql"
    }

    fn script_head(&self) -> String {
        "\\set ON_ERROR_STOP on".to_owned()
    }

    fn script_statement(&self, sql: &str) -> String {
        terminated(Engine::Postgres, sql)
    }

    fn script_begin(&self, _foreign_keys_off: bool) -> &'static str {
        "BEGIN;"
    }

    fn script_end(&self, _foreign_keys_off: bool) -> &'static str {
        "COMMIT;"
    }

    fn script_now(&self) -> &'static str {
        "CAST(EXTRACT(EPOCH FROM now()) AS bigint)"
    }
}

/// Drops what the query names, some hundred at a time; what went with an earlier `CASCADE` is gone already.
async fn drop_named(rules: &Postgres, connection: &DatabaseConnection, kind: &str, query: &str) -> Result<(), DbErr> {
    let rows = connection.query_all_raw(Statement::from_string(DbBackend::Postgres, query)).await?;
    let names = rows.iter().map(|row| row.try_get_by_index::<String>(0)).collect::<Result<Vec<_>, _>>()?;
    for portion in names.chunks(PORTION) {
        let quoted: Vec<_> = portion.iter().map(|name| Engine::Postgres.quote(name)).collect();
        let transaction = rules.begin(connection).await?;
        transaction.execute_unprepared(&format!("DROP {kind} IF EXISTS {} CASCADE", quoted.join(", "))).await?;
        transaction.commit().await?;
    }
    Ok(())
}
