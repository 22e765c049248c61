//! Copies a PostgreSQL database with `pg_dump` and `psql`.

use std::process::Command;

use driftline_schema::Engine;
use percent_encoding::percent_decode_str;
use url::Url;

use super::{Programs, find, pipe};
use crate::error::RunError;

const VARIABLE: &str = "DRIFTLINE_TEST_POSTGRES_BIN";
const HOW_TO_GET: &str =
    "install PostgreSQL's client programs (Debian and Ubuntu: `apt-get install postgresql-client`)";

/// Parameters of a URL that libpq knows and that say how to reach the server (manual 34.1.2); it refuses those it does not
/// know.
const KNOWN: [&str; 9] =
    ["host", "hostaddr", "port", "user", "sslmode", "sslrootcert", "sslcert", "connect_timeout", "options"];

/// PostgreSQL.
pub(super) struct Postgres;

impl Programs for Postgres {
    fn engine(&self) -> Engine {
        Engine::Postgres
    }

    /// The owner and the rights are the original's; here everything belongs to whoever verifies.
    fn fill(&self, from: &str, to: &str) -> Result<(), RunError> {
        let mut dump = program("pg_dump", from)?;
        dump.args(["--no-owner", "--no-privileges", "--no-publications", "--no-subscriptions"]);
        let mut restore = program("psql", to)?;
        restore.args(["--no-psqlrc", "--quiet", "--single-transaction", "--set", "ON_ERROR_STOP=1"]);
        pipe(dump, restore)
    }
}

/// A program for the database of a URL; the password goes by the environment.
fn program(name: &str, url: &str) -> Result<Command, RunError> {
    let mut command = Command::new(find(&[name], VARIABLE, HOW_TO_GET)?);
    let (url, password) = without_password(url)?;
    command.arg("--no-password").arg(format!("--dbname={url}"));
    if let Some(password) = password {
        command.env("PGPASSWORD", password);
    }
    Ok(command)
}

/// The URL as libpq takes it, and its password.
fn without_password(url: &str) -> Result<(String, Option<String>), RunError> {
    let unusable = |reason: String| RunError::Copy { reason: format!("the URL cannot be handed on: {reason}") };
    let mut url = Url::parse(url).map_err(|error| unusable(error.to_string()))?;
    let mut password = url.password().map(|text| percent_decode_str(text).decode_utf8_lossy().into_owned());
    if password.is_some() && url.set_password(None).is_err() {
        return Err(unusable("it has a password and no host".to_owned()));
    }
    let mut kept: Vec<(String, String)> = Vec::new();
    for (name, value) in url.query_pairs() {
        match name.as_ref() {
            "password" => password = Some(value.into_owned()),
            "dbname" => {}
            name if KNOWN.contains(&name) => kept.push((name.to_owned(), value.into_owned())),
            _ => {}
        }
    }
    let database = url.query_pairs().find(|(name, _)| name == "dbname").map(|(_, value)| value.into_owned());
    if let Some(database) = database {
        url.set_path(&format!("/{database}"));
    }
    url.set_query(None);
    if !kept.is_empty() {
        // libpq decodes percent signs only, not the plus of a form.
        let query = |(name, value): &(String, String)| format!("{name}={}", encoded(value));
        url.set_query(Some(&kept.iter().map(query).collect::<Vec<_>>().join("&")));
    }
    Ok((url.into(), password))
}

fn encoded(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_password_leaves_the_url() {
        let (url, password) = without_password("postgres://me:p%40ss@h:5/d?sslmode=require&statement-cache=1").unwrap();
        assert_eq!((url.as_str(), password.as_deref()), ("postgres://me@h:5/d?sslmode=require", Some("p@ss")));
        let (url, password) = without_password("postgres:///d?host=/tmp/a b&password=x").unwrap();
        assert_eq!((url.as_str(), password.as_deref()), ("postgres:///d?host=%2Ftmp%2Fa%20b", Some("x")));
    }
}
