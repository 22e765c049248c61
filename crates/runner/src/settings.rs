//! Settings: which database, which folders, what is ignored. Leaves out opening the database.
//!
//! The database URL comes from the first of `--database-url`, the variable DATABASE_URL, a `.env` file, `driftline.toml`
//! and the application's own default. Nothing is written, and the environment is not changed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::Duration;

use driftline_inspect::Database;
use driftline_schema::Engine;
use serde::Deserialize;

use crate::apply::Waits;
use crate::patience::Patience;

/// The file looked for in the current folder and the folders above it.
const FILE: &str = "driftline.toml";
/// The variable, and the key of the `.env` file, that names the database.
const VARIABLE: &str = "DATABASE_URL";

/// What a run needs to know about the workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The database. May hold a password: print `Database::shown_url` instead.
    pub database_url: String,
    /// Where the URL came from, in words: `--database-url`, `DATABASE_URL`, a file, `the default`.
    pub url_source: String,
    /// Patterns (`legacy_*`) of tables that are neither compared nor dropped.
    pub ignore: Vec<String>,
    /// A server of the same kind on which scratch places may be made.
    pub scratch_url: Option<String>,
    /// The folder of the migration package; `migration` in the workspace unless set.
    pub migration: PathBuf,
    /// The prefix of the entities' module paths in SeaORM's registry: `entity` unless set.
    pub entity: String,
    /// The engines that migrations are written for; empty for the database's own alone.
    pub targets: Vec<Engine>,
    /// The folder of a SQLite file's backups; `backups` beside the file unless set.
    pub backups: Option<PathBuf>,
    /// Servers on which `verify` may make databases, by engine.
    pub verify: BTreeMap<Engine, String>,
    /// How long a run waits for other runners and for tables in use.
    pub waits: Waits,
    /// The folder of `driftline.toml`; without one the workspace's folder, and without that the current folder.
    pub root: PathBuf,
}

/// Why there are no settings.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// No source names a database.
    #[error(
        "no database is named; give --database-url URL, set DATABASE_URL, or write database_url = \"sqlite://file.db?mode=rwc\" \
         into {}",
        file.display()
    )]
    NoUrl {
        /// The settings file that could name it.
        file: PathBuf,
    },
    /// A file cannot be read.
    #[error("cannot read {}: {source}", file.display())]
    Read {
        /// The file.
        file: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is no TOML, or a key is unknown or of the wrong type.
    #[error(
        "{}: {reason}\n  known keys: database_url, scratch_url, ignore, migration, entity, targets, backups, [verify] postgres, \
         mysql, [waits] runner, table_ms, table", file.display()
    )]
    File {
        /// The file.
        file: PathBuf,
        /// What is wrong, with the place.
        reason: String,
    },
    /// The `.env` file does not parse.
    #[error("the .env file cannot be read: {0}; each line is NAME=value")]
    DotEnv(dotenvy::Error),
    /// The current folder is gone or may not be read.
    #[error("the current folder cannot be read: {0}")]
    Folder(std::io::Error),
}

/// The keys of `driftline.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    database_url: Option<String>,
    scratch_url: Option<String>,
    #[serde(default)]
    ignore: Vec<String>,
    migration: Option<PathBuf>,
    entity: Option<String>,
    #[serde(default)]
    targets: Vec<String>,
    backups: Option<PathBuf>,
    #[serde(default)]
    verify: Servers,
    #[serde(default)]
    waits: Waiting,
}

/// The table `[waits]`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Waiting {
    /// Seconds for another runner.
    runner: Option<u64>,
    /// Milliseconds that one try queues for a table.
    table_ms: Option<u64>,
    /// Seconds for which a table is tried.
    table: Option<u64>,
}

impl Waiting {
    fn read(&self) -> Waits {
        let otherwise = Patience::default();
        Waits {
            runner: self.runner.map(Duration::from_secs),
            patience: Patience {
                each: self.table_ms.map_or(otherwise.each, |each| Duration::from_millis(each.max(1))),
                total: self.table.map_or(otherwise.total, Duration::from_secs),
            },
        }
    }
}

/// The table `[verify]`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Servers {
    postgres: Option<String>,
    mysql: Option<String>,
}

/// The variable that names an engine's server for throw-away databases.
#[must_use]
pub fn server_variable(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "DRIFTLINE_TEST_SQLITE",
        Engine::Postgres => "DRIFTLINE_TEST_POSTGRES",
        Engine::MySql => "DRIFTLINE_TEST_MYSQL",
    }
}

impl Settings {
    /// Reads the settings that hold in the current folder.
    ///
    /// # Errors
    /// [`SettingsError::NoUrl`] when nothing names a database, and whenever a file that is there cannot be read.
    pub fn load(cli_url: Option<&str>) -> Result<Settings, SettingsError> {
        Self::load_or(cli_url, None)
    }

    /// As [`Settings::load`], with the application's own default for the URL. Its relative file counts from
    /// [`Settings::root`].
    ///
    /// # Errors
    /// As [`Settings::load`].
    pub fn load_or(cli_url: Option<&str>, default_url: Option<&str>) -> Result<Settings, SettingsError> {
        let folder = std::env::current_dir().map_err(SettingsError::Folder)?;
        let environment = std::env::var(VARIABLE).ok();
        Self::from_sources(&folder, cli_url, environment, default_url)
    }

    /// The settings that hold in `folder`, with the environment given.
    pub(crate) fn from_sources(
        folder: &Path,
        cli_url: Option<&str>,
        environment: Option<String>,
        default_url: Option<&str>,
    ) -> Result<Settings, SettingsError> {
        let root = root_of(folder);
        let path = root.join(FILE);
        let file = read_file(&path)?;
        let named = |url: Option<String>, source: &str| Some((url.filter(|url| !url.is_empty())?, source.to_owned()));
        let found = match named(cli_url.map(str::to_owned), "--database-url").or_else(|| named(environment, VARIABLE)) {
            Some(found) => Some(found),
            None => dot_env(folder)?,
        };
        let here = |url: &str| beside(url, &root, folder);
        let found = found
            .or_else(|| named(file.database_url.as_deref().map(here), &path.display().to_string()))
            .or_else(|| named(default_url.map(here), "the default"));
        let targets = targets(&file.targets).map_err(|reason| SettingsError::File { file: path.clone(), reason })?;
        let Some((database_url, url_source)) = found else {
            return Err(SettingsError::NoUrl { file: path });
        };
        Ok(Settings {
            database_url,
            url_source,
            ignore: file.ignore,
            scratch_url: file.scratch_url,
            migration: root.join(file.migration.unwrap_or_else(|| PathBuf::from("migration"))),
            entity: file.entity.unwrap_or_else(|| "entity".to_owned()),
            targets,
            backups: file.backups.map(|folder| root.join(folder)),
            verify: servers(file.verify),
            waits: file.waits.read(),
            root,
        })
    }

    /// The engines that migrations are written for: the targets, without any the database's own.
    #[must_use]
    pub fn engines(&self) -> Vec<Engine> {
        if !self.targets.is_empty() {
            return self.targets.clone();
        }
        Database::engine_of_url(&self.database_url).into_iter().collect()
    }

    /// The server on which throw-away databases of the engine may be made: from the environment, the table `[verify]`, or
    /// `scratch_url` where it is of that engine.
    #[must_use]
    pub fn server(&self, engine: Engine) -> Option<String> {
        self.server_or(engine, std::env::var(server_variable(engine)).ok())
    }

    fn server_or(&self, engine: Engine, variable: Option<String>) -> Option<String> {
        let scratch = self.scratch_url.as_ref().filter(|url| Database::engine_of_url(url) == Some(engine));
        variable.filter(|url| !url.is_empty()).or_else(|| self.verify.get(&engine).or(scratch).cloned())
    }
}

fn servers(table: Servers) -> BTreeMap<Engine, String> {
    let named = [(Engine::Postgres, table.postgres), (Engine::MySql, table.mysql)];
    named.into_iter().filter_map(|(engine, url)| Some((engine, url.filter(|url| !url.is_empty())?))).collect()
}

/// The engines named, each once, in the order of [`Engine`].
fn targets(words: &[String]) -> Result<Vec<Engine>, String> {
    let mut found = BTreeSet::new();
    for word in words {
        let engine = Engine::named(word);
        found.insert(
            engine.ok_or_else(|| format!("targets: no engine is called `{word}`; write sqlite, postgres or mysql"))?,
        );
    }
    Ok(found.into_iter().collect())
}

/// The nearest folder upward with a settings file, else with the manifest of a workspace, else the folder itself.
fn root_of(folder: &Path) -> PathBuf {
    let with_file = folder.ancestors().find(|above| above.join(FILE).is_file());
    let is_workspace = |above: &&Path| {
        std::fs::read_to_string(above.join("Cargo.toml"))
            .is_ok_and(|manifest| manifest.lines().any(|line| line.trim_end() == "[workspace]"))
    };
    let found = with_file.or_else(|| folder.ancestors().find(is_workspace));
    found.unwrap_or(folder).to_owned()
}

fn read_file(path: &Path) -> Result<File, SettingsError> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(File::default()),
        Err(source) => return Err(SettingsError::Read { file: path.to_owned(), source }),
    };
    toml::from_str(&text)
        .map_err(|error| SettingsError::File { file: path.to_owned(), reason: error.to_string().trim_end().to_owned() })
}

/// The URL a `.env` file names, in the folder or above it. The file may hold anything else too.
fn dot_env(folder: &Path) -> Result<Option<(String, String)>, SettingsError> {
    let Some(path) = folder.ancestors().map(|above| above.join(".env")).find(|path| path.is_file()) else {
        return Ok(None);
    };
    for line in dotenvy::from_path_iter(&path).map_err(SettingsError::DotEnv)? {
        let (name, value) = line.map_err(SettingsError::DotEnv)?;
        if name == VARIABLE && !value.is_empty() {
            return Ok(Some((value, path.display().to_string())));
        }
    }
    Ok(None)
}

/// A relative SQLite file counts from the settings file's folder, so that the same database is found from everywhere
/// in the workspace. In that folder itself the URL stays as it is written.
fn beside(url: &str, root: &Path, folder: &Path) -> String {
    let Some(rest) = url.strip_prefix("sqlite:") else { return url.to_owned() };
    let path = rest.strip_prefix("//").unwrap_or(rest);
    if root == folder || path.starts_with('/') || path.starts_with(':') || path.is_empty() {
        return url.to_owned();
    }
    format!("sqlite://{}/{path}", root.display())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn workspace(file: &str) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(FILE), file).unwrap();
        std::fs::create_dir(folder.path().join("inside")).unwrap();
        folder
    }

    #[test]
    fn each_source_gives_way_to_the_one_before_it() {
        let folder = workspace("database_url = \"sqlite://file.db\"");
        let load = |cli: Option<&str>, variable: Option<&str>| {
            Settings::from_sources(folder.path(), cli, variable.map(str::to_owned), Some("sqlite://default.db"))
                .unwrap()
        };
        assert_eq!(load(Some("a"), Some("b")).database_url, "a");
        assert_eq!(load(None, Some("b")).database_url, "b");
        assert_eq!(load(None, Some("")).database_url, "sqlite://file.db", "an empty variable names nothing");
        std::fs::write(folder.path().join(".env"), "OTHER=1\nDATABASE_URL=sqlite://env.db\n").unwrap();
        assert_eq!(load(None, None).database_url, "sqlite://env.db");
        assert_eq!(load(None, Some("b")).url_source, "DATABASE_URL");
    }

    #[test]
    fn a_relative_file_is_the_same_from_every_folder_of_the_workspace() {
        let folder = workspace("database_url = \"sqlite://data/prt.db?mode=rwc\"\nignore = [\"legacy_*\"]");
        let inside = folder.path().join("inside");
        let settings = Settings::from_sources(&inside, None, None, None).unwrap();
        assert_eq!(settings.database_url, format!("sqlite://{}/data/prt.db?mode=rwc", folder.path().display()));
        assert_eq!(settings.ignore, ["legacy_*"]);
        assert_eq!(settings.migration, folder.path().join("migration"));
        assert_eq!(settings.entity, "entity");
        let memory = Settings::from_sources(&inside, None, None, Some("sqlite::memory:")).unwrap();
        assert_ne!(memory.database_url, "sqlite::memory:", "the file comes before the default");
    }

    #[test]
    fn targets_are_engines() {
        let folder = workspace("database_url = \"sqlite://x.db\"\ntargets = [\"mariadb\", \"sqlite\", \"mysql\"]");
        let settings = Settings::from_sources(folder.path(), None, None, None).unwrap();
        assert_eq!(settings.targets, [Engine::Sqlite, Engine::MySql]);
        let folder = workspace("database_url = \"sqlite://x.db\"\ntargets = [\"oracle\"]");
        let error = Settings::from_sources(folder.path(), None, None, None).unwrap_err().to_string();
        assert!(error.contains("no engine is called `oracle`"), "{error}");
    }

    #[test]
    fn a_server_for_throw_away_databases_is_found_by_its_engine() {
        let folder = workspace(
            "database_url = \"sqlite://x.db\"\nscratch_url = \"mysql://s/d\"\n[verify]\npostgres = \"postgres://v/d\"",
        );
        let settings = Settings::from_sources(folder.path(), None, None, None).unwrap();
        let server = |engine, variable: Option<&str>| settings.server_or(engine, variable.map(str::to_owned));
        assert_eq!(server(Engine::Postgres, None).as_deref(), Some("postgres://v/d"));
        assert_eq!(server(Engine::Postgres, Some("postgres://e/d")).as_deref(), Some("postgres://e/d"));
        assert_eq!(server(Engine::MySql, Some("")).as_deref(), Some("mysql://s/d"), "an empty variable names nothing");
        assert_eq!(server(Engine::Sqlite, None), None);
        let folder = workspace("database_url = \"sqlite://x.db\"\n[verify]\noracle = \"x\"");
        assert!(Settings::from_sources(folder.path(), None, None, None).is_err());
    }

    #[test]
    fn waits_are_read_and_have_values_of_their_own() {
        let read = |file: &str| Settings::from_sources(workspace(file).path(), Some("sqlite://x.db"), None, None);
        assert_eq!(read("").unwrap().waits, Waits::default());
        let waits = read("[waits]\nrunner = 60\ntable_ms = 100\ntable = 0").unwrap().waits;
        assert_eq!(waits.runner, Some(Duration::from_secs(60)));
        assert_eq!(waits.patience, Patience { each: Duration::from_millis(100), total: Duration::ZERO });
        assert!(read("[waits]\ntables = 1").unwrap_err().to_string().contains("table_ms"));
    }

    #[test]
    fn an_unknown_key_is_named_with_the_known_ones() {
        let folder = workspace("databse_url = \"sqlite://x.db\"");
        let error = Settings::from_sources(folder.path(), None, None, None).unwrap_err().to_string();
        assert!(error.contains("databse_url") && error.contains("known keys: database_url"), "{error}");
    }

    #[test]
    fn without_any_source_the_error_says_where_to_write_one() {
        let folder = workspace("");
        let error = Settings::from_sources(folder.path(), None, None, None).unwrap_err().to_string();
        assert!(error.contains("--database-url") && error.contains("driftline.toml"), "{error}");
    }
}
