//! A side of `diff`: a database, a `.sql` file run in a scratch place, or the entities. Leaves out comparing them.

use std::fs;
use std::path::PathBuf;

use driftline_inspect::scratch::ScratchDatabase;
use driftline_inspect::{Access, Database, Others, Scope, inspect};
use driftline_schema::{Engine, Schema};

use crate::Error;

/// A side as the command line names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Side {
    /// The entities linked into this program.
    Entities,
    /// A `.sql` file.
    File(PathBuf),
    /// A database URL.
    Url(String),
}

impl std::str::FromStr for Side {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "entities" {
            return Ok(Side::Entities);
        }
        if text.contains("://") || text.starts_with("sqlite:") {
            return Ok(Side::Url(text.to_owned()));
        }
        let path = PathBuf::from(text);
        if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("sql")) {
            return Ok(Side::File(path));
        }
        Err("write `entities`, a database URL (sqlite://path/file.db, postgres://user@host/database, mysql://user@host/database) or a file that ends in .sql"
            .to_owned())
    }
}

impl Side {
    /// The engine, where the side itself tells it.
    #[must_use]
    pub fn engine(&self) -> Option<Engine> {
        match self {
            Side::Url(url) => Database::engine_of_url(url),
            Side::Entities | Side::File(_) => None,
        }
    }
}

/// A side opened: the schema, and the database that holds its rows.
#[derive(Debug)]
pub struct Opened {
    /// What it holds.
    pub schema: Schema,
    /// Where rows can be counted.
    pub place: Place,
}

/// The database behind a side.
#[derive(Debug)]
pub enum Place {
    /// The user's own.
    Live(Database),
    /// A throw-away one.
    Scratch(ScratchDatabase),
}

impl Place {
    /// The open database.
    #[must_use]
    pub fn database(&self) -> &Database {
        match self {
            Place::Live(database) => database,
            Place::Scratch(scratch) => &scratch.database,
        }
    }

    /// Drops a throw-away database.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn close(self) -> Result<(), Error> {
        match self {
            Place::Live(_) => Ok(()),
            Place::Scratch(scratch) => Ok(scratch.drop().await?),
        }
    }
}

/// Opens a database side for looking.
///
/// # Errors
/// When it cannot be opened or read.
pub async fn open_url(url: &str) -> Result<Opened, Error> {
    let database = Database::open(url, Access::Read).await?;
    let schema = read(&database).await?;
    Ok(Opened { schema, place: Place::Live(database) })
}

/// Runs a `.sql` file in a scratch database and reads it.
///
/// # Errors
/// When the file cannot be read, there is no scratch place, or the engine refuses the script.
pub async fn open_file(
    path: &PathBuf,
    engine: Engine,
    near: Option<&Database>,
    scratch_url: Option<&str>,
) -> Result<Opened, Error> {
    let text =
        fs::read_to_string(path).map_err(|error| Error::Side(format!("cannot read {}: {error}", path.display())))?;
    let scratch = match near {
        Some(near) => ScratchDatabase::create(near, scratch_url).await?,
        None => ScratchDatabase::create_for(engine, scratch_url).await?,
    };
    let place = Place::Scratch(scratch);
    let opened = fill(&place, &text, path).await;
    match opened {
        Ok(schema) => Ok(Opened { schema, place }),
        Err(error) => {
            place.close().await?;
            Err(error)
        }
    }
}

async fn fill(place: &Place, text: &str, path: &std::path::Path) -> Result<Schema, Error> {
    let database = place.database();
    database
        .execute_script(&without_meta_commands(text))
        .await
        .map_err(|error| Error::Side(format!("{}: {error}", path.display())))?;
    read(database).await
}

async fn read(database: &Database) -> Result<Schema, Error> {
    Ok(inspect(&database.connection, &Scope { default: default_namespace(database), others: Others::All })
        .await?
        .schema)
}

/// A dump sets an empty search path, which must not hide what the default namespace is.
fn default_namespace(database: &Database) -> Option<String> {
    (database.engine == Engine::Postgres && database.shown_url.contains("driftline_scratch_"))
        .then(|| "public".to_owned())
}

/// Shells' own commands stand on lines of their own: `\restrict` and `\set` of psql dumps, `.bail` of sqlite3.
fn without_meta_commands(text: &str) -> String {
    text.lines()
        .filter(|line| !line.starts_with('\\') && !is_shell_command(line))
        .flat_map(|line| [line, "\n"])
        .collect()
}

fn is_shell_command(line: &str) -> bool {
    line.strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sides_are_told_apart() {
        assert_eq!("entities".parse(), Ok(Side::Entities));
        assert_eq!("a/b.sql".parse(), Ok(Side::File("a/b.sql".into())));
        assert_eq!("sqlite:a.db".parse(), Ok(Side::Url("sqlite:a.db".to_owned())));
        assert!("a.db".parse::<Side>().is_err());
    }

    #[test]
    fn shell_commands_are_left_out() {
        assert_eq!(without_meta_commands(".bail on\nSELECT 1;\n\\set X\n  .5;\n"), "SELECT 1;\n  .5;\n");
    }
}
