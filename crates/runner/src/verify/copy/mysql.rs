//! Copies a MariaDB or MySQL database with the dump program and the client of its installation.

use std::io::Write as _;
use std::process::Command;

use async_trait::async_trait;
use driftline_inspect::Database;
use driftline_schema::Engine;
use percent_encoding::percent_decode_str;
use tempfile::NamedTempFile;
use url::Url;

use super::super::content::ask;
use super::{Programs, find, pipe};
use crate::error::RunError;

const VARIABLE: &str = "DRIFTLINE_TEST_MYSQL_BIN";
const HOW_TO_GET: &str = "install the client programs (Debian and Ubuntu: `apt-get install mariadb-client`)";

/// One transaction for all rows, so that nobody is locked out; routines and triggers belong to the schema.
const DUMP: [&str; 9] = [
    "--single-transaction",
    "--quick",
    "--skip-lock-tables",
    "--no-tablespaces",
    "--routines",
    "--triggers",
    "--hex-blob",
    "--default-character-set=utf8mb4",
    "--skip-comments",
];

/// MariaDB and MySQL.
pub(super) struct MySql;

#[async_trait]
impl Programs for MySql {
    fn engine(&self) -> Engine {
        Engine::MySql
    }

    /// The dump of one database leaves out its own collation, which every table takes that names none.
    async fn settle(&self, original: &Database, copy: &Database) -> Result<(), RunError> {
        let unknown = RunError::database("reading the database's collation");
        let row = ask(original, "SELECT @@character_set_database, @@collation_database").await?.into_iter().next();
        let Some(row) = row else { return Ok(()) };
        let words = (row.try_get_by_index::<String>(0), row.try_get_by_index::<String>(1));
        let (charset, collation) = words.0.and_then(|charset| Ok((charset, words.1?))).map_err(unknown)?;
        Ok(copy.execute_script(&format!("ALTER DATABASE CHARACTER SET {charset} COLLATE {collation}")).await?)
    }

    fn fill(&self, from: &str, to: &str) -> Result<(), RunError> {
        let (read, write) = (Server::of(from)?, Server::of(to)?);
        let mut dump = read.program(&["mariadb-dump", "mysqldump"])?;
        dump.args(DUMP).arg("--").arg(&read.database);
        let mut restore = write.program(&["mariadb", "mysql"])?;
        restore.args(["--default-character-set=utf8mb4", "--batch", "--binary-mode", "--"]).arg(&write.database);
        pipe(dump, restore)
    }
}

/// A server and how to reach it: by a file of options that only this user can read, never by arguments.
struct Server {
    options: NamedTempFile,
    database: String,
}

impl Server {
    fn of(url: &str) -> Result<Server, RunError> {
        let unusable = |reason: String| RunError::Copy { reason: format!("the URL cannot be handed on: {reason}") };
        let url = Url::parse(url).map_err(|error| unusable(error.to_string()))?;
        // Made with mode 0600 (tempfile, "Security").
        let mut options = NamedTempFile::new()?;
        options.write_all(text(&url).as_bytes())?;
        options.flush()?;
        let database = decoded(url.path().trim_start_matches('/'));
        Ok(Server { options, database })
    }

    /// The option that names the file must be the first.
    fn program(&self, names: &[&str]) -> Result<Command, RunError> {
        let mut command = Command::new(find(names, VARIABLE, HOW_TO_GET)?);
        command.arg(format!("--defaults-extra-file={}", self.options.path().display()));
        Ok(command)
    }
}

fn text(url: &Url) -> String {
    let mut text = "[client]\n".to_owned();
    let mut option = |name: &str, value: &str| {
        // In quotes a backslash and a quote are escaped ("Option files", escape sequences).
        let value = value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
        text.push_str(&format!("{name}=\"{value}\"\n"));
    };
    let parameter =
        |wanted: &str| url.query_pairs().find(|(name, _)| name == wanted).map(|(_, value)| value.into_owned());
    match parameter("socket") {
        Some(socket) => option("socket", &socket),
        None => {
            option("host", &decoded(url.host_str().unwrap_or("localhost")));
            option("port", &url.port().unwrap_or(3306).to_string());
            option("protocol", "tcp");
        }
    }
    if !url.username().is_empty() {
        option("user", &decoded(url.username()));
    }
    option("password", &url.password().map(decoded).or_else(|| parameter("password")).unwrap_or_default());
    if let Some(authority) = parameter("ssl-ca") {
        option("ssl-ca", &authority);
    }
    text
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_reached_by_a_file_of_options() {
        let url = Url::parse("mysql://me:p%22a%5Css@h:13306/my%20db?charset=utf8mb4").unwrap();
        assert_eq!(
            text(&url),
            "[client]\nhost=\"h\"\nport=\"13306\"\nprotocol=\"tcp\"\nuser=\"me\"\npassword=\"p\\\"a\\\\ss\"\n"
        );
        let url = Url::parse("mysql://root@localhost/d?socket=/tmp/s.sock").unwrap();
        assert!(text(&url).contains("socket=\"/tmp/s.sock\"\nuser=\"root\"\npassword=\"\"\n"));
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_reads_the_options() {
        use std::os::unix::fs::PermissionsExt as _;
        let server = Server::of("mysql://me:secret@h/d").unwrap();
        let mode = server.options.as_file().metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let command = server.program(&["sh"]).unwrap();
        assert!(!format!("{command:?}").contains("secret"));
    }
}
