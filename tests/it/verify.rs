//! `driftline verify` from end to end, and no false alarm of the `migration` binary's part: every plan of the cases, written as
//! a migration, holds.

use std::cell::RefCell;
use std::process::{Command, Output};
use std::sync::Arc;

use driftline_diff::diff;
use driftline_plan::{Plan, Step as Planned, plan};
use driftline_runner::prelude::*;
use driftline_runner::{Screen, cli};
use driftline_schema::Engine;
use driftline_tests::workspace::{Bare, Copy, program};
use driftline_tests::{TestDatabase, case, engines, law};

/// Cases that say nothing about a plan: their script at the start is no migration (it makes the history table itself, or breaks
/// references on purpose), or the plan is for empty tables alone, which `verify` is there to find, or rows change by more
/// than the plan: triggers that act on what is filled in, triggers of the old schema that cannot run behind the plan, and a
/// table whose rows are those of others.
const EXCEPT: [&str; 7] = [
    "phantoms/statistics_and_history",
    "rebuilds/orphans_that_were_there",
    "columns_added/not_null_to_an_empty_table",
    "views_and_triggers/triggers_see_what_is_filled",
    "views_and_triggers/trigger_reads_a_dropped_column",
    "views_and_triggers/trigger_writes_into_a_dropped_table",
    "not_compared/table_of_other_tables",
];

thread_local! {
    /// The history that [`Made`] has now: the script at the start, and the plan.
    pub(crate) static HISTORY: RefCell<Option<Arc<(String, Plan)>>> = const { RefCell::new(None) };
}

/// A migrator of what a case plans.
struct Made;

#[async_trait::async_trait]
impl MigratorTrait for Made {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        let history = HISTORY.with_borrow(Clone::clone).unwrap();
        vec![Box::new(Before(Arc::clone(&history))), Box::new(After(history))]
    }
}

struct Before(Arc<(String, Plan)>);

impl MigrationName for Before {
    fn name(&self) -> &str {
        "m20260101_000000_before"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Before {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // MariaDB refuses a script without a statement.
        if self.0.0.trim().is_empty() {
            return Ok(());
        }
        manager.get_connection().execute_unprepared(&self.0.0).await.map(|_| ())
    }
}

pub(crate) struct After(pub(crate) Arc<(String, Plan)>);

impl MigrationName for After {
    fn name(&self) -> &str {
        "m20260102_000000_after"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for After {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        steps(&self.0.1).up(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        steps(&self.0.1).down(manager).await
    }
}

fn steps(plan: &Plan) -> Steps {
    let backend = match plan.engine {
        Engine::Sqlite => DbBackend::Sqlite,
        Engine::Postgres => DbBackend::Postgres,
        Engine::MySql => DbBackend::MySql,
    };
    plan.steps.iter().fold(Steps::new(), |steps, planned| steps.step(step(planned, backend)))
}

fn step(planned: &Planned, backend: DbBackend) -> Step {
    let step = Step::new(&planned.summary).on(backend, |mut branch| {
        if let Some(table) = &planned.rebuilds {
            branch = branch.rebuilds(table.to_string());
        }
        let branch = planned.up.iter().fold(branch, |branch, statement| branch.up(statement.sql.as_str()));
        planned.down.iter().fold(branch, |branch, statement| branch.down(statement.sql.as_str()))
    });
    match &planned.loses {
        Some(loses) => step.loses(loses),
        None => step,
    }
}

/// The case's plan, where it is one that the rows at the start let through.
async fn planned(name: &str, engine: Engine) -> Result<Option<(String, Plan)>, String> {
    let case = case::read(name, engine)?;
    if !case.fails.is_empty() || !case.needs.is_empty() {
        return Ok(None);
    }
    let (live, goal) = (TestDatabase::new(engine).await?, TestDatabase::new(engine).await?);
    live.run(&case.before).await?;
    goal.run(&case.after).await?;
    let (start, desired) = (law::schema_of(&live).await?, law::schema_of(&goal).await?);
    let difference = diff(&start, &desired, &case.renames);
    let facts = law::count(&live, &start, &desired, &difference).await?;
    let plan = plan(&start, &desired, &difference, &facts, &case.options).map_err(|error| error.to_string())?;
    live.remove().await?;
    goal.remove().await?;
    Ok(Some((case.before, plan)))
}

/// The cases that apply to the engine.
pub(crate) fn names(engine: Engine) -> Vec<String> {
    let mut names = Vec::new();
    for kind in std::fs::read_dir(case::folder()).unwrap().flatten().filter(|kind| kind.path().is_dir()) {
        for file in std::fs::read_dir(kind.path()).unwrap().flatten() {
            let path = file.path();
            let (kind, stem) = (kind.file_name(), path.file_stem().unwrap().to_owned());
            let text = std::fs::read_to_string(&path).unwrap();
            let engines = text.lines().find_map(|line| line.strip_prefix("-- engines:")).unwrap_or("sqlite postgres");
            if path.extension().is_some_and(|end| end == "sql")
                && engines.split_whitespace().any(|w| w == engine.word())
            {
                names.push(format!("{}/{}", kind.to_string_lossy(), stem.to_string_lossy()));
            }
        }
    }
    names.sort();
    names
}

/// Verifies the plan of each case, or of every so many.
async fn verified(engine: Engine, every: usize) {
    let mut alarms = Vec::new();
    let mut tried = 0;
    for name in names(engine).iter().filter(|name| !EXCEPT.contains(&name.as_str())).step_by(every) {
        let history = match planned(name, engine).await {
            Ok(Some(history)) => history,
            Ok(None) => continue,
            Err(reason) => {
                alarms.push(format!("{name}: {reason}"));
                continue;
            }
        };
        HISTORY.set(Some(Arc::new(history)));
        let out = Kept::default();
        let screen = Screen::captured(out.clone(), out.clone());
        let line = ["migration", "verify", "--engine", engine.word(), "--last", "1"];
        let code = cli::run(Made, line, "sqlite::memory:", screen).await;
        tried += 1;
        let said = String::from_utf8(out.0.lock().unwrap().clone()).unwrap();
        if code != 0 || said.contains("not covered") {
            alarms.push(format!("{name}: {code}\n{said}"));
        }
    }
    assert!(alarms.is_empty(), "{} of {tried}\n{}", alarms.len(), alarms.join("\n\n"));
}

#[derive(Clone, Default)]
pub(crate) struct Kept(pub(crate) Arc<std::sync::Mutex<Vec<u8>>>);

impl std::io::Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn plans_of_the_cases_hold_on_sqlite() {
    verified(Engine::Sqlite, 1).await;
}

/// Databases on a server are made and dropped three times for each case, which takes a second.
#[tokio::test]
async fn plans_of_the_cases_hold_on_postgres() {
    if engines::runs(Engine::Postgres).unwrap() {
        verified(Engine::Postgres, 8).await;
    }
}

#[tokio::test]
async fn plans_of_the_cases_hold_on_mysql() {
    if engines::runs(Engine::MySql).unwrap() {
        verified(Engine::MySql, 12).await;
    }
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A project folder of its own, whose history is PRT's: the binary beside `driftline` has it.
fn prt() -> Bare {
    Bare::with_registry("pub struct Migrator;").unwrap()
}

#[test]
fn the_history_of_prt_holds_on_every_engine() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        if !engines::runs(engine).unwrap() {
            continue;
        }
        let output = prt().run("driftline", &["verify", "--engine", engine.word()]).unwrap();
        let said = out(&output);
        assert_eq!(output.status.code(), Some(0), "{said}{}", String::from_utf8_lossy(&output.stderr));
        for line in [
            format!("{engine}: from nothing to head, the history makes what the entities declare"),
            "holds  m20261122_212409_initial_schema".to_owned(),
            "7 tables, ".to_owned(),
            format!("1 migration verified on {engine}: it holds"),
        ] {
            assert!(said.contains(&line), "no `{line}` in\n{said}");
        }
    }
}

#[test]
fn the_report_is_data_too() {
    let output = prt().run("driftline", &["verify", "--engine", "sqlite", "--json"]).unwrap();
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&report["holds"], &report["entities"][0]["holds"]), (&true.into(), &true.into()), "{report:#}");
    assert_eq!(report["engines"][0]["migrations"][0]["not_covered"], serde_json::json!([]));
}

#[test]
fn a_copy_of_a_real_database_is_verified_and_the_original_is_only_read() {
    let bare = prt();
    assert_eq!(bare.run("migration", &["up"]).unwrap().status.code(), Some(0));
    let before = bare.files().unwrap();
    let output = bare.run("driftline", &["verify", "--from", "sqlite://data.db"]).unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", out(&output));
    assert!(out(&output).contains("SQLite, a copy"), "{}", out(&output));
    assert_eq!(bare.files().unwrap(), before);
}

#[test]
fn an_engine_without_a_server_is_named() {
    let bare = prt();
    let run = |arguments: &[&str]| {
        let mut command = Command::new(program("driftline").unwrap());
        command.args(arguments).current_dir(bare.folder()).env_remove("DATABASE_URL").env_remove("CARGO");
        command.env_remove("DRIFTLINE_TEST_POSTGRES").output().unwrap()
    };
    assert_eq!(out(&run(&["verify", "--needs", "--engine", "sqlite", "--engine", "postgres"])), "postgres\n");
    let refused = run(&["verify", "--engine", "postgres"]);
    assert_eq!(refused.status.code(), Some(1));
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(said.contains("--scratch-url postgres://") && said.contains("[verify]"), "{said}");
}

#[test]
fn an_entity_without_its_migration_is_told() {
    let copy = Copy::take().unwrap();
    let phone = "    pub phone: Option<String>,";
    copy.edit(
        "entity/src/contact.rs",
        phone,
        &format!("{phone}\n    /// Day of birth.\n    pub birthday: Option<Date>,"),
    )
    .unwrap();
    let output = copy.shell("cargo xtask verify --engine sqlite", &[]).unwrap();
    let said = out(&output);
    assert_eq!(output.status.code(), Some(2), "{said}{}", String::from_utf8_lossy(&output.stderr));
    for words in ["is not what the entities declare", "contacts  + birthday", "it holds", "see above"] {
        assert!(said.contains(words), "no `{words}` in\n{said}");
    }
}
