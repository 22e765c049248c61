//! Opening a MariaDB or MySQL database and setting up its session. Leaves out what is read from it.

use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use sea_orm::sqlx::mysql::{MySqlConnectOptions, MySqlConnection};
use sea_orm::sqlx::{AssertSqlSafe, Executor as _, Row as _};
use sea_orm::{DatabaseConnection, DbBackend, DbErr};

use super::{configuration_reason, error_number, first_row, knock_at, options, says, take_timeout};
use crate::InspectError;
use crate::mysql::flavour::{Flavour, version_number};
use crate::mysql::mode::wanted;
use crate::secret::Secrets;

/// The connection, the server's version and which of the two it is.
pub(super) async fn open(url: &str, secrets: &Secrets) -> Result<(DatabaseConnection, u32, Flavour), InspectError> {
    let unusable =
        |reason: String| InspectError::Url { url: secrets.shown().to_owned(), reason: secrets.hide(&reason) };
    let (url, patience) = take_timeout(&with_driver_scheme(url)).map_err(|error| unusable(error.to_string()))?;
    let parsed: MySqlConnectOptions =
        url.parse().map_err(|error: sea_orm::sqlx::Error| unusable(configuration_reason(&error)))?;
    let failed = |source: DbErr| InspectError::Open {
        url: secrets.shown().to_owned(),
        advice: advice(&source),
        source: secrets.scrub(source),
    };
    knock(&parsed, patience).await.map_err(|error| failed(DbErr::Custom(error)))?;
    let mut options = options(&url, patience);
    options.map_sqlx_mysql_opts(|mysql| {
        // The driver would switch PIPES_AS_CONCAT on, and names of any script must arrive whole. Its time zone (UTC)
        // stays: the server prints a default of a TIMESTAMP in the session's.
        mysql.pipes_as_concat(false).charset("utf8mb4")
    });
    // Belongs to each connection, so that one made anew after a failure is set up like the first.
    // What the server is is asked along with its modes: each query is a round trip.
    let server = Arc::new(OnceLock::new());
    let seen = Arc::clone(&server);
    options.map_sqlx_mysql_pool_opts(move |pool| {
        let seen = Arc::clone(&seen);
        pool.after_connect(move |connection, _| {
            let seen = Arc::clone(&seen);
            Box::pin(async move {
                let server = settle(connection).await?;
                seen.get_or_init(|| server);
                Ok(())
            })
        })
    });
    let connection = sea_orm::Database::connect(options).await.map_err(failed)?;
    // Opening connects only where a statement needs it; the first one sees a refusal.
    let (version, comment) = match server.get() {
        Some(server) => server.clone(),
        None => {
            let sql = "SELECT CAST(VERSION() AS CHAR), CAST(@@version_comment AS CHAR)";
            let row = first_row(&connection, DbBackend::MySql, sql).await.map_err(failed)?;
            (row.try_get_by_index(0).map_err(failed)?, row.try_get_by_index(1).map_err(failed)?)
        }
    };
    Ok((connection, version_number(&version), Flavour::of(&version, &comment)))
}

/// The driver knows `mysql:` only.
fn with_driver_scheme(url: &str) -> String {
    match url.split_once(':') {
        Some((_, rest)) => format!("mysql:{rest}"),
        None => url.to_owned(),
    }
}

/// Gives a session the meaning of SQL that Driftline prints and reads: without [foreign modes](crate::FOREIGN_MODES), in
/// the [strict one](crate::STRICT_MODE), and with no defaults of a TIMESTAMP that nobody wrote.
///
/// # Errors
/// What the driver says.
pub async fn set_up(connection: &mut MySqlConnection) -> Result<(), sea_orm::sqlx::Error> {
    settle(connection).await.map(|_| ())
}

/// Sets the session up, and gives the server's version and the comment on it.
async fn settle(connection: &mut MySqlConnection) -> Result<(String, String), sea_orm::sqlx::Error> {
    let asked = "SELECT CAST(@@sql_mode AS CHAR), @@explicit_defaults_for_timestamp = 1, CAST(VERSION() AS CHAR), \
                 CAST(@@version_comment AS CHAR)";
    let row = connection.fetch_one(asked).await?;
    let modes: String = row.try_get(0)?;
    let has_explicit: i64 = row.try_get(1)?;
    // Without it MariaDB's catalog prints names in expressions bare where it can.
    let mut settings = "SET SESSION sql_quote_show_create = 1".to_owned();
    if let Some(wanted) = wanted(&modes) {
        settings.push_str(&format!(", sql_mode = '{wanted}'"));
    }
    connection.execute(AssertSqlSafe(settings)).await?;
    if has_explicit == 0 {
        // Without it the first TIMESTAMP of a table gets a default and ON UPDATE that nobody wrote. Old servers fix it
        // at their start, and MySQL asks for a right: where it cannot be set, the server's own way stays.
        let _ = connection.execute("SET SESSION explicit_defaults_for_timestamp = 1").await;
    }
    Ok((row.try_get(2)?, row.try_get(3)?))
}

/// Whether anything listens: a killed server leaves its socket behind, which refuses.
async fn knock(options: &MySqlConnectOptions, patience: Duration) -> Result<(), String> {
    match options.get_socket() {
        Some(socket) => knock_on(socket).await,
        None => knock_at(options.get_host(), options.get_port(), patience).await,
    }
}

#[cfg(unix)]
async fn knock_on(socket: &Path) -> Result<(), String> {
    let found = tokio::net::UnixStream::connect(socket).await;
    found.map(|_| ()).map_err(|error| format!("socket {}: {error}", socket.display()))
}

#[cfg(not(unix))]
async fn knock_on(socket: &Path) -> Result<(), String> {
    Err(format!("socket {}: this system has no sockets of that kind", socket.display()))
}

/// What to do about a refusal, by its number (MySQL "Server Error Message Reference", MariaDB "Error Codes").
fn advice(error: &DbErr) -> &'static str {
    match error_number(error) {
        Some(1045 | 1698) => {
            "; check user and password in the URL (DATABASE_URL, --database-url or .env), and from which hosts the user \
            may connect (SELECT user, host FROM mysql.user)"
        }
        Some(1044 | 1142 | 1370) => "; ask for the rights: GRANT ALL ON `database`.* TO the user",
        Some(1049) => "; create it with `CREATE DATABASE`, or name another database in the URL",
        Some(1040 | 1203 | 1226) => "; close other connections, or raise max_connections",
        Some(1130) => "; the server lets this host in for no user: CREATE USER … @ this host, or connect from another",
        Some(1129) => "; the server has blocked this host after failed attempts: FLUSH HOSTS, then try again",
        Some(1053 | 1077 | 1927) => "; the server is starting or stopping: try again",
        Some(1820 | 1862) => "; the user's password has expired: set a new one with ALTER USER",
        Some(3159) => "; the server wants an encrypted connection: add ssl-mode=REQUIRED to the URL",
        Some(_) => "",
        // What MySQL 8 asks for from a user it has not seen lately; the driver is built without the means.
        None if says(error, "RSA auth backend") => {
            "; the server takes this password only over an encrypted connection: add ssl-mode=REQUIRED to the URL"
        }
        None => "; is the server running, and are host and port (or socket) of the URL right?",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scheme_becomes_the_drivers() {
        assert_eq!(with_driver_scheme("mariadb://me:p%3A@h/d?socket=/a"), "mysql://me:p%3A@h/d?socket=/a");
        assert_eq!(with_driver_scheme("MySQL://h/d"), "mysql://h/d");
    }
}
