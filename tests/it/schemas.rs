//! Whole schemas of real size and their releases (tests/schemas): from nothing to full, from full to full, each release
//! over rows of the one before, and far-apart versions by the script that `driftline diff` prints, run with the engine's
//! own shell.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use driftline_schema::{Engine, ObjectName, Schema};
use driftline_tests::case::{self, Loss};
use driftline_tests::workspace::Bare;
use driftline_tests::{Case, TestDatabase, chain, check_case, engines, law, oracle, sample};

/// The schemas, and the engines each is written for.
const SCHEMAS: [(&str, &[Engine]); 1] = [("shop", &[Engine::Sqlite, Engine::Postgres, Engine::MySql])];

fn each(engine: Engine, work: impl Fn(&str) -> Result<(), String>) {
    match engines::runs(engine) {
        Ok(true) => {}
        Ok(false) => return,
        Err(reason) => panic!("{reason}"),
    }
    let failed: Vec<String> = SCHEMAS
        .iter()
        .filter(|(_, engines)| engines.contains(&engine))
        .filter_map(|(name, _)| work(name).err().map(|reason| format!("{name}: {reason}")))
        .collect();
    assert!(failed.is_empty(), "{}", failed.join("\n\n"));
}

thread_local! {
    /// One for the whole test: a database's sessions do not outlive theirs.
    static RUNTIME: Result<tokio::runtime::Runtime, String> =
        tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|error| error.to_string());
}

fn wait<T>(work: impl Future<Output = Result<T, String>>) -> Result<T, String> {
    RUNTIME.with(|runtime| match runtime {
        Ok(runtime) => runtime.block_on(work),
        Err(error) => Err(error.clone()),
    })
}

/// Rows for a version, of which nearly every table must have got some, and its schema.
fn rows(text: &str, engine: Engine) -> Result<(String, Schema), String> {
    wait(async {
        let database = TestDatabase::new(engine).await?;
        let sample = sample::fill(&database, text).await?;
        let schema = law::schema_of(&database).await?;
        database.remove().await?;
        if sample.filled.len() * 10 < schema.tables.len() * 9 {
            return Err(format!("no rows were found for {:?}", sample.empty));
        }
        Ok((sample.script, schema))
    })
}

fn schema(text: &str, engine: Engine) -> Result<Schema, String> {
    wait(async {
        let database = TestDatabase::new(engine).await?;
        database.run(text).await?;
        let schema = law::schema_of(&database).await?;
        database.remove().await?;
        Ok(schema)
    })
}

/// What a release takes away need not come back.
fn may_lose(case: &mut Case, start: &Schema, goal: &Schema) {
    for table in start.tables.values() {
        let renamed = case.renames.tables.iter().find(|(old, _)| *old == table.name);
        let there: &ObjectName = renamed.map_or(&table.name, |(_, new)| new);
        let Some(there) = goal.tables.get(there) else {
            case.may_lose.push(Loss::Rows(table.name.clone()));
            continue;
        };
        for column in &table.columns {
            let is_renamed = case.renames.columns.iter().any(|(_, old, _)| *old == column.name);
            if !is_renamed && there.columns.iter().all(|other| other.name != column.name) {
                case.may_lose.push(Loss::Column(table.name.clone(), column.name.clone()));
            }
        }
    }
}

/// From nothing to a version and back, and from it to itself.
fn from_nothing(name: &str, engine: Engine) -> Result<(), String> {
    let versions = chain::read(name, engine)?;
    for (at, version) in [(1, versions.first()), (versions.len(), versions.last())] {
        let text = &version.ok_or("no version")?.text;
        let up = Case { name: format!("{name} {at} from nothing"), after: text.clone(), ..Case::default() };
        check_case(&up, engine)?;
        let (before, after) = (text.clone(), text.clone());
        let same =
            Case { name: format!("{name} {at} again"), before, after, changes: Some(Vec::new()), ..Case::default() };
        check_case(&same, engine)?;
    }
    Ok(())
}

/// Every release over rows of the one before, and back.
fn releases(name: &str, engine: Engine) -> Result<(), String> {
    let versions = chain::read(name, engine)?;
    if versions.len() != 10 {
        return Err(format!("{} versions instead of ten", versions.len()));
    }
    let mut failed = Vec::new();
    for (at, pair) in versions.windows(2).enumerate() {
        let title = format!("{name} {} to {}", at + 1, at + 2);
        let (rows, start) = rows(&pair[0].text, engine).map_err(|reason| format!("{title}: {reason}"))?;
        let goal = schema(&pair[1].text, engine).map_err(|reason| format!("{title}: {reason}"))?;
        let text = format!("{}--! before\n{}\n{rows}\n--! after\n{}", pair[1].header, pair[0].text, pair[1].text);
        let mut case = case::parse(&title, &text, engine)?;
        may_lose(&mut case, &start, &goal);
        if let Err(reason) = check_case(&case, engine) {
            failed.push(reason);
        }
    }
    if failed.is_empty() { Ok(()) } else { Err(failed.join("\n")) }
}

/// The engine's own shell on a database: `sqlite3`, `psql` or `mariadb`; `None` where it is not installed.
fn shell(database: &TestDatabase, script: &str) -> Result<Option<Output>, String> {
    let (head, rest) = database.url.split_once("://").ok_or("no URL")?;
    let mut command = match database.database.engine {
        Engine::Sqlite => {
            let mut command = Command::new("sqlite3");
            command.args(["-bail", rest.split('?').next().unwrap_or_default()]);
            command
        }
        Engine::Postgres => {
            let mut command = Command::new(oracle::pg_dump().with_file_name("psql"));
            command.args(["-X", "-q", "-v", "ON_ERROR_STOP=1", &format!("{head}://{rest}")]);
            command
        }
        Engine::MySql => {
            let (user, place) = rest.split_once('@').unwrap_or(("root", rest));
            let (user, password) = user.split_once(':').unwrap_or((user, ""));
            let place = place.split('?').next().unwrap_or_default();
            let (host, name) = place.split_once('/').ok_or("no database in the URL")?;
            let (host, port) = host.split_once(':').unwrap_or((host, "3306"));
            let mut command = Command::new("mariadb");
            command.args([
                "--protocol=tcp",
                "-h",
                host,
                "-P",
                port,
                "-u",
                user,
                "--default-character-set=utf8mb4",
                name,
            ]);
            command.env("MYSQL_PWD", password);
            command
        }
    };
    let started = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let Ok(mut child) = started else {
        engines::report_skipped(&format!("{} is not installed", command.get_program().display()));
        return Ok(None);
    };
    let mut input = child.stdin.take().ok_or("no input")?;
    // A shell that stopped at an error reads no further; what it said tells why.
    let _ = input.write_all(script.as_bytes());
    drop(input);
    child.wait_with_output().map(Some).map_err(|error| error.to_string())
}

/// Runs `diff --from … --to … --sql`, the script in the engine's shell, and compares again.
fn script_between(title: &str, engine: Engine, from: &str, to: &str) -> Result<(), String> {
    let live = wait(TestDatabase::new(engine))?;
    let goal = wait(TestDatabase::new(engine))?;
    let spare = wait(TestDatabase::new(engine))?;
    let outcome = script_within(title, [&live, &goal, &spare], from, to);
    for database in [live, goal, spare] {
        wait(database.remove())?;
    }
    outcome
}

fn script_within(title: &str, [live, goal, spare]: [&TestDatabase; 3], from: &str, to: &str) -> Result<(), String> {
    let bare = Bare::with_registry("pub use driftline_runner::prelude::*;\n").map_err(|error| error.to_string())?;
    let write = |name: &str, text: &str| {
        let path: &Path = bare.folder();
        fs::write(path.join(name), text).map_err(|error| error.to_string())
    };
    write("to.sql", to)?;
    wait(live.run(from))?;
    let arguments = ["diff", "--from", &live.url, "--to", "to.sql", "--sql"];
    let output = bare.run("driftline", &arguments).map_err(|error| error.to_string())?;
    let script = String::from_utf8_lossy(&output.stdout).into_owned();
    if !output.status.success() || script.is_empty() {
        return Err(format!("{title}: no script: {}", String::from_utf8_lossy(&output.stderr)));
    }
    wait(goal.run(to))?;
    let Some(ran) = shell(live, &script)? else { return Ok(()) };
    if !ran.status.success() {
        return Err(format!("{title}: the shell says {}\n{script}", String::from_utf8_lossy(&ran.stderr)));
    }
    let (found, wanted) = (wait(law::schema_of(live))?, wait(law::schema_of(goal))?);
    law::same_schema(&found, &wanted, title)?;
    wait(oracle::compare(live, goal, spare)).map_err(|lines| format!("{title}: the engine sees{lines}"))
}

fn scripts(name: &str, engine: Engine) -> Result<(), String> {
    let versions = chain::read(name, engine)?;
    let (first, last) = (&versions.first().ok_or("no version")?.text, &versions.last().ok_or("no version")?.text);
    script_between(&format!("{name} first to last"), engine, first, last)?;
    script_between(&format!("{name} last to first"), engine, last, first)
}

#[test]
fn schemas_are_made_from_nothing_on_sqlite() {
    each(Engine::Sqlite, |name| from_nothing(name, Engine::Sqlite));
}

#[test]
fn schemas_are_made_from_nothing_on_postgres() {
    each(Engine::Postgres, |name| from_nothing(name, Engine::Postgres));
}

#[test]
fn schemas_are_made_from_nothing_on_mysql() {
    each(Engine::MySql, |name| from_nothing(name, Engine::MySql));
}

#[test]
fn releases_follow_each_other_on_sqlite() {
    each(Engine::Sqlite, |name| releases(name, Engine::Sqlite));
}

#[test]
fn releases_follow_each_other_on_postgres() {
    each(Engine::Postgres, |name| releases(name, Engine::Postgres));
}

#[test]
fn releases_follow_each_other_on_mysql() {
    each(Engine::MySql, |name| releases(name, Engine::MySql));
}

#[test]
fn printed_scripts_join_far_apart_versions_on_sqlite() {
    each(Engine::Sqlite, |name| scripts(name, Engine::Sqlite));
}

#[test]
fn printed_scripts_join_far_apart_versions_on_postgres() {
    each(Engine::Postgres, |name| scripts(name, Engine::Postgres));
}

#[test]
fn printed_scripts_join_far_apart_versions_on_mysql() {
    each(Engine::MySql, |name| scripts(name, Engine::MySql));
}
