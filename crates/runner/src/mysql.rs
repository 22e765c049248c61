//! MariaDB's and MySQL's answers: no transaction around a migration, because each
//! definition commits (MariaDB "SQL statements That Cause an Implicit Commit", MySQL manual 15.3.3).

use async_trait::async_trait;
use driftline_inspect::{FOREIGN_MODES, STRICT_MODE};
use driftline_schema::Engine;
use driftline_schema::sql::{tokens, trimmed};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, Statement, TransactionTrait,
};

use crate::rules::{Rules, terminated};
use crate::waiter::mysql::{NAME, number};

/// How long a session that was opened anew waits for the lock that the one before it held, in seconds.
const PATIENCE: u32 = 10;

/// What `fresh` drops, in this order, each as `kind` and the query that names them. Triggers go with their tables.
const DROPS: [(&str, &str); 6] = [
    (
        "VIEW",
        "SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE = 'VIEW'",
    ),
    (
        "TABLE",
        "SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() \
         AND TABLE_TYPE NOT IN ('VIEW', 'SYSTEM VIEW', 'SEQUENCE', 'TEMPORARY', 'TEMPORARY SEQUENCE')",
    ),
    // MariaDB alone has sequences; a default may name one, so they go behind the tables.
    (
        "SEQUENCE",
        "SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE = 'SEQUENCE'",
    ),
    (
        "PROCEDURE",
        "SELECT ROUTINE_NAME FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = DATABASE() AND ROUTINE_TYPE = 'PROCEDURE'",
    ),
    (
        "FUNCTION",
        "SELECT ROUTINE_NAME FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = DATABASE() AND ROUTINE_TYPE = 'FUNCTION'",
    ),
    ("EVENT", "SELECT EVENT_NAME FROM information_schema.EVENTS WHERE EVENT_SCHEMA = DATABASE()"),
];

/// MariaDB and MySQL.
pub(crate) struct MySql;

#[async_trait]
impl Rules for MySql {
    fn backend(&self) -> DbBackend {
        DbBackend::MySql
    }

    fn transactional_ddl(&self) -> bool {
        false
    }

    /// A session takes its own lock as often as it likes and would have to let go of it as often.
    async fn hold(&self, connection: &DatabaseConnection) -> Result<(), DbErr> {
        let held = number(connection, &format!("SELECT IS_USED_LOCK({NAME}) = CONNECTION_ID()")).await?;
        if held == Some(1) || number(connection, &format!("SELECT GET_LOCK({NAME}, {PATIENCE})")).await? == Some(1) {
            return Ok(());
        }
        Err(DbErr::Custom("the session that held the runner's lock is gone, and another runner has it now".to_owned()))
    }

    async fn holds(&self, connection: &DatabaseConnection) -> bool {
        let asked = number(connection, &format!("SELECT IS_USED_LOCK({NAME}) = CONNECTION_ID()")).await;
        asked.is_ok_and(|held| held == Some(1))
    }

    async fn begin(&self, connection: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
        self.hold(connection).await?;
        connection.begin().await
    }

    async fn drop_everything(&self, connection: &DatabaseConnection) -> Result<(), DbErr> {
        let before = number(connection, "SELECT @@foreign_key_checks").await?.unwrap_or(1);
        connection.execute_unprepared("SET foreign_key_checks = 0").await?;
        let outcome = drop_all(connection).await;
        let restored = connection.execute_unprepared(&format!("SET foreign_key_checks = {before}")).await;
        outcome.and(restored.map(|_| ()))
    }

    /// The client stops at the first error by itself. Without the option it would cut comments out of triggers.
    fn shell(&self) -> &'static str {
        "mariadb --comments"
    }

    /// The session as `Database::open` sets it up: what the client and the server's settings say would else decide what
    /// `||`, a backslash, a text or a time in the script means.
    fn script_head(&self) -> String {
        format!(
            "SET NAMES utf8mb4;\n\
             SET SESSION sql_mode = CONCAT_WS(',', REGEXP_REPLACE(@@sql_mode, '(?<![A-Z_])({})(?![A-Z_])', ''), '{STRICT_MODE}');\n\
             SET time_zone = '+00:00' /*M!100804 , explicit_defaults_for_timestamp = 1 */;",
            FOREIGN_MODES.join("|")
        )
    }

    /// The client cuts at its delimiter, also inside the body of a trigger: such a statement gets another one, which does
    /// not occur in it.
    fn script_statement(&self, sql: &str) -> String {
        let sql = trimmed(sql);
        let tokens = tokens(Engine::MySql, sql);
        let last = tokens.len().saturating_sub(1);
        if !tokens.iter().take(last).any(|token| token.is_mark(";")) {
            return terminated(Engine::MySql, sql);
        }
        let mut delimiter = "//".to_owned();
        while sql.contains(&delimiter) {
            delimiter.push('/');
        }
        format!("DELIMITER {delimiter}\n{sql}\n{delimiter}\nDELIMITER ;")
    }

    fn script_begin(&self, _foreign_keys_off: bool) -> &'static str {
        "START TRANSACTION;"
    }

    fn script_end(&self, _foreign_keys_off: bool) -> &'static str {
        "COMMIT;"
    }

    fn script_now(&self) -> &'static str {
        "UNIX_TIMESTAMP()"
    }
}

async fn drop_all(connection: &DatabaseConnection) -> Result<(), DbErr> {
    for (kind, query) in DROPS {
        for name in names(connection, query).await? {
            connection.execute_unprepared(&format!("DROP {kind} {name}")).await?;
        }
    }
    // MariaDB's packages, whose parts go with them; it has the word in this mode only (MariaDB "DROP PACKAGE").
    let packages = "SELECT ROUTINE_NAME FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = DATABASE() \
                    AND ROUTINE_TYPE = 'PACKAGE'";
    for name in names(connection, packages).await? {
        let sql =
            format!("SET @before = @@sql_mode; SET sql_mode = ORACLE; DROP PACKAGE {name}; SET sql_mode = @before");
        connection.execute_unprepared(&sql).await?;
    }
    Ok(())
}

/// Names in quotes.
async fn names(connection: &DatabaseConnection, query: &str) -> Result<Vec<String>, DbErr> {
    let query = Statement::from_string(DbBackend::MySql, format!("{query} ORDER BY 1"));
    let rows = connection.query_all_raw(query).await?;
    rows.iter().map(|row| Ok(Engine::MySql.quote(&row.try_get_by_index::<String>(0)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_with_statements_inside_gets_its_own_delimiter() {
        let written = |sql: &str| MySql.script_statement(sql);
        assert_eq!(written("SELECT ';' # a;"), "SELECT ';' # a;\n;");
        assert_eq!(written("SELECT 1;"), "SELECT 1;");
        let body = "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN SET @x = '//'; END";
        assert_eq!(written(body), format!("DELIMITER ///\n{body}\n///\nDELIMITER ;"));
    }
}
