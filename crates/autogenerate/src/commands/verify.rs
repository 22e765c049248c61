//! `verify`: on every engine, whether the history makes what the entities declare, and whether each migration can be taken back
//! without losing what it does not say it loses. Works in throw-away databases; the second part is the `migration` binary's.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use driftline_inspect::scratch::ScratchDatabase;
use driftline_inspect::{Access, Database};
use driftline_plan::Unfit;
use driftline_runner::settings::{Settings, server_variable};
use driftline_schema::Engine;
use serde_json::{Value, json};

use super::{Outcome, Target, Workplace, say};
use crate::Error;
use crate::answers::Answers;
use crate::comparison::{Request, compare};
use crate::managed::{History, migration_binary};

/// What the `migration` binary answers where something does not hold.
const DOES_NOT_HOLD: i32 = 2;

/// The variable by which the binary is told which database to copy: a URL may hold a password.
const FROM: &str = "DRIFTLINE_VERIFY_FROM";

/// Arguments of `verify`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// An engine: sqlite, postgres, mysql; otherwise every target that driftline.toml names
    #[arg(long = "engine", value_name = "ENGINE", value_parser = engine, conflicts_with = "from")]
    pub engines: Vec<Engine>,
    /// Only the newest N migrations
    #[arg(long, value_name = "N")]
    pub last: Option<usize>,
    /// Instead of generated rows, a copy of this database, which is only read
    #[arg(long, value_name = "URL")]
    pub from: Option<String>,
    /// A server on which databases may be made; its scheme tells the engine
    #[arg(long = "scratch-url", value_name = "URL")]
    pub scratch_urls: Vec<String>,
    /// Print JSON for other programs
    #[arg(long)]
    pub json: bool,
    /// Print the engines that need a server and have none, and do nothing
    #[arg(long, hide = true)]
    pub needs: bool,
}

fn engine(word: &str) -> Result<Engine, String> {
    Engine::named(word).ok_or_else(|| format!("no engine is called `{word}`; write sqlite, postgres or mysql"))
}

/// How the history and the entities compare on one engine.
#[derive(Debug)]
struct Entities {
    engine: Engine,
    took: Duration,
    /// What the history's schema would have to change; empty where it is what the entities declare.
    differences: Vec<String>,
}

/// Runs `verify`.
///
/// # Errors
/// [`Error`] when it cannot be run.
pub async fn run(args: Args) -> Result<Outcome, Error> {
    let workplace = Workplace::load(&Target::default())?;
    let wanted = Wanted { args: &args, settings: &workplace.settings };
    let engines = wanted.engines()?;
    if args.needs {
        let mut needy = engines.iter().filter(|engine| **engine != Engine::Sqlite && wanted.server(**engine).is_none());
        needy.try_for_each(|engine| say(&format!("{}\n", engine.word())))?;
        return Ok(Outcome::Done);
    }
    let mut compared = Vec::new();
    // A copy of a real database has been made by more than the history.
    for engine in engines.iter().filter(|_| args.from.is_none()) {
        let found = wanted.entities(&workplace, *engine).await?;
        if !args.json {
            say(&found.text())?;
        }
        compared.push(found);
    }
    let holds = wanted.migrations(&compared)?;
    let differing: Vec<&str> =
        compared.iter().filter(|found| !found.differences.is_empty()).map(|found| found.engine.title()).collect();
    if !differing.is_empty() && !args.json {
        say(&format!("The history does not make what the entities declare on {}: see above.\n", differing.join(", ")))?;
    }
    Ok(if holds && differing.is_empty() { Outcome::Done } else { Outcome::Differs })
}

/// What was asked for, and the project's settings.
struct Wanted<'a> {
    args: &'a Args,
    settings: &'a Settings,
}

impl Wanted<'_> {
    fn engines(&self) -> Result<Vec<Engine>, Error> {
        if let Some(from) = &self.args.from {
            let unusable = || Error::Flag("--from names no database: write sqlite://FILE or a server's URL".to_owned());
            return Ok(vec![Database::engine_of_url(from).ok_or_else(unusable)?]);
        }
        let mut engines =
            if self.args.engines.is_empty() { self.settings.engines() } else { self.args.engines.clone() };
        if engines.is_empty() {
            return Err(Error::Flag(
                "the project's database URL names no engine: say which one with --engine".to_owned(),
            ));
        }
        engines.sort();
        engines.dedup();
        Ok(engines)
    }

    /// The server for an engine's throw-away databases.
    fn server(&self, engine: Engine) -> Option<String> {
        let named = self.args.scratch_urls.iter().find(|url| Database::engine_of_url(url) == Some(engine)).cloned();
        named.or_else(|| self.settings.server(engine))
    }

    /// Runs the history from nothing to head in a throw-away database and compares it with the entities.
    async fn entities(&self, workplace: &Workplace, engine: Engine) -> Result<Entities, Error> {
        let started = Instant::now();
        let place = Place::make(engine, self.server(engine)).await?;
        let outcome = differences(workplace, &place).await;
        place.remove().await?;
        Ok(Entities { engine, differences: outcome?, took: started.elapsed() })
    }

    /// Runs the migration binary's `verify`; `false` where something does not hold.
    fn migrations(&self, compared: &[Entities]) -> Result<bool, Error> {
        let mut command = migration_binary(&self.settings.migration)?;
        command.arg("verify").stdin(Stdio::null());
        for engine in self.engines()? {
            if self.args.from.is_none() {
                command.args(["--engine", engine.word()]);
            }
            if let Some(url) = self.server(engine) {
                command.env(server_variable(engine), url);
            }
        }
        match &self.args.from {
            Some(from) => command.env(FROM, from),
            None => command.env_remove(FROM),
        };
        if let Some(last) = self.args.last {
            command.args(["--last", &last.to_string()]);
        }
        if self.args.json {
            return self.data(command.arg("--json"), compared);
        }
        say("\n")?;
        let status = command.status().map_err(|error| Error::Verify(format!("it does not start: {error}")))?;
        holds(status.code(), "it says why above")
    }

    /// The binary's report with what was compared before it.
    fn data(&self, command: &mut Command, compared: &[Entities]) -> Result<bool, Error> {
        let output = command.output().map_err(|error| Error::Verify(format!("it does not start: {error}")))?;
        let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        let all_hold = holds(output.status.code(), &said)?;
        let mut report: Value = serde_json::from_slice(&output.stdout)
            .map_err(|error| Error::Verify(format!("it printed something else: {error}")))?;
        let entities = compared.iter().map(|found| {
            json!({
                "engine": found.engine.word(),
                "holds": found.differences.is_empty(),
                "milliseconds": found.took.as_secs_f64() * 1000.0,
                "differences": found.differences,
            })
        });
        let in_step = compared.iter().all(|found| found.differences.is_empty());
        report["entities"] = entities.collect();
        report["holds"] = Value::Bool(all_hold && in_step);
        let text = serde_json::to_string_pretty(&report).map_err(|error| Error::Verify(error.to_string()))?;
        say(&format!("{text}\n"))?;
        Ok(all_hold)
    }
}

/// What an exit code of the binary means.
fn holds(code: Option<i32>, said: &str) -> Result<bool, Error> {
    match code {
        Some(0) => Ok(true),
        Some(DOES_NOT_HOLD) => Ok(false),
        _ => Err(Error::Verify(said.to_owned())),
    }
}

impl Entities {
    fn text(&self) -> String {
        let (engine, took) = (self.engine, self.took.as_millis());
        if self.differences.is_empty() {
            return format!(
                "{engine}: from nothing to head, the history makes what the entities declare ({took} ms)\n"
            );
        }
        let lines: String = self.differences.iter().map(|line| format!("  {line}\n")).collect();
        format!(
            "{engine}: what the history makes from nothing to head is not what the entities declare; this is missing:\n{lines}"
        )
    }
}

/// A throw-away database that another program can open.
enum Place {
    /// A file.
    File { folder: tempfile::TempDir },
    /// A database on a server.
    Server(Box<ScratchDatabase>),
}

impl Place {
    async fn make(engine: Engine, server: Option<String>) -> Result<Place, Error> {
        if engine == Engine::Sqlite {
            return Ok(Place::File { folder: tempfile::tempdir()? });
        }
        let Some(server) = server else { return Err(Error::NoServer { engine }) };
        let scratch = ScratchDatabase::create_for(engine, Some(&server)).await?;
        Ok(Place::Server(Box::new(scratch)))
    }

    fn url(&self) -> String {
        match self {
            Place::File { folder } => format!("sqlite://{}?mode=rwc", folder.path().join("head.db").display()),
            Place::Server(scratch) => scratch.database.url().to_owned(),
        }
    }

    async fn remove(self) -> Result<(), Error> {
        match self {
            Place::File { folder } => Ok(folder.close()?),
            Place::Server(scratch) => Ok((*scratch).drop().await?),
        }
    }
}

/// Runs the history in the place and lists what the entities declare beyond it, or would have go.
async fn differences(workplace: &Workplace, place: &Place) -> Result<Vec<String>, Error> {
    let url = place.url();
    let mut command = migration_binary(&workplace.settings.migration)?;
    // The URL may carry a password: it goes by the environment, which other users cannot read.
    let output = command.arg("up").env("DATABASE_URL", &url).stdin(Stdio::null()).output();
    let output = output.map_err(|error| Error::Verify(format!("it does not start: {error}")))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        return match output.status.code() {
            // The migration itself failed: that is an answer.
            Some(1) => Ok(vec![format!("the history does not run on an empty database: {said}")]),
            _ => Err(Error::Verify(said)),
        };
    }
    let database = Database::open(&url, Access::Write).await?;
    let compared = compare_all(workplace, &database).await;
    database.close().await?;
    compared
}

async fn compare_all(workplace: &Workplace, database: &Database) -> Result<Vec<String>, Error> {
    let declared = workplace.declared(database.engine)?;
    let answers = Answers::default();
    let request = Request {
        answers: &answers,
        ignore: &workplace.settings.ignore,
        ask: false,
        unfit: Unfit::LeaveOut,
        // Nobody but the history has worked here.
        history: &History::Everything,
        scratch: None,
    };
    let comparison = compare(database, &declared, &request).await?;
    Ok(comparison.difference.changes.iter().map(driftline_diff::Change::describe).collect())
}
