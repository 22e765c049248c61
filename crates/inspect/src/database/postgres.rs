//! Opening a PostgreSQL database. Leaves out what is read from it.

use std::path::PathBuf;
use std::time::Duration;

use sea_orm::sqlx::postgres::PgConnectOptions;
use sea_orm::{DatabaseConnection, DbBackend, DbErr};

use super::{configuration_reason, first_row, knock_at, options, sql_state, take_timeout};
use crate::InspectError;
use crate::secret::Secrets;

pub(super) async fn open(url: &str, secrets: &Secrets) -> Result<(DatabaseConnection, u32), InspectError> {
    let unusable =
        |reason: String| InspectError::Url { url: secrets.shown().to_owned(), reason: secrets.hide(&reason) };
    let (url, patience) = take_timeout(url).map_err(|error| unusable(error.to_string()))?;
    let parsed: PgConnectOptions =
        url.parse().map_err(|error: sea_orm::sqlx::Error| unusable(configuration_reason(&error)))?;
    let failed = |source: DbErr| InspectError::Open {
        url: secrets.shown().to_owned(),
        advice: advice(&source),
        source: secrets.scrub(source),
    };
    knock(&parsed, patience).await.map_err(|error| failed(DbErr::Custom(error)))?;
    let mut options = options(&url, patience);
    options.map_sqlx_postgres_opts(|postgres| {
        // Catalog texts are read and compared; NOTICEs of a replayed script are nobody's business.
        postgres.options([("client_min_messages", "warning")])
    });
    let connection = sea_orm::Database::connect(options).await.map_err(failed)?;
    let row = first_row(&connection, DbBackend::Postgres, "SELECT current_setting('server_version_num')::int4")
        .await
        .map_err(failed)?;
    let version: i32 = row.try_get_by_index(0).map_err(failed)?;
    Ok((connection, u32::try_from(version).unwrap_or(0)))
}

/// Whether anything listens.
async fn knock(options: &PgConnectOptions, patience: Duration) -> Result<(), String> {
    if let Some(folder) = options.get_socket() {
        let socket = PathBuf::from(folder).join(format!(".s.PGSQL.{}", options.get_port()));
        return if socket.exists() { Ok(()) } else { Err(format!("there is no socket {}", socket.display())) };
    }
    knock_at(options.get_host(), options.get_port(), patience).await
}

/// What to do about a refusal, by its SQLSTATE (manual, appendix A).
fn advice(error: &DbErr) -> &'static str {
    match sql_state(error).as_deref() {
        Some("28P01" | "28000") => {
            "; check user and password in the URL (DATABASE_URL, --database-url or .env) and the server's pg_hba.conf"
        }
        Some("3D000") => "; create it with `createdb`, or name another database in the URL",
        Some("53300") => "; close other connections, or raise max_connections",
        Some("57P01" | "57P02" | "57P03") => "; the server is starting or stopping: try again",
        Some("53100") => "; the server's disk is full: make room, then try again",
        Some("42501") => "; ask its owner for the CONNECT privilege",
        Some(_) => "",
        None => "; is the server running, and are host and port of the URL right?",
    }
}
