//! Raced: eight processes start `up` at once, each migration runs once, all succeed, and the waiters say whom they wait for. A
//! runner that stands still is waited for as long as `--lock-timeout` says, and `unlock` takes the lock away from it.

use std::path::Path;
use std::process::Child;
use std::time::{Duration, Instant};

use driftline_schema::Engine;
use driftline_tests::every_kind::{Program, Said, finish};
use driftline_tests::state::State;
use driftline_tests::{TestDatabase, engines};

const PATIENCE: Duration = Duration::from_secs(120);

/// A database, the program, and what `up` makes.
struct Race {
    engine: Engine,
    database: TestDatabase,
    program: Program,
}

impl Race {
    async fn new(engine: Engine) -> Race {
        let database = TestDatabase::new(engine).await.unwrap();
        let program = Program::new(Path::new(env!("CARGO_BIN_EXE_every_kind")), &database.url);
        Race { engine, database, program }
    }

    /// A runner that stands still at a point, with what it said by then.
    fn standing(&self, point: u64) -> Child {
        let mut command = self.program.command(&["up"]);
        command.env("DRIFTLINE_TEST_STOP_AT", point.to_string()).stderr(std::process::Stdio::null());
        command.spawn().unwrap()
    }

    /// Waits until somebody holds the lock.
    fn until_held(&self) {
        let began = Instant::now();
        loop {
            let said = self.program.run(&["unlock"]).unwrap();
            if said.code == Some(2) {
                return;
            }
            assert!(began.elapsed() < PATIENCE, "{said:?}");
        }
    }
}

fn run(engine: Engine, test: impl AsyncFnOnce(Race)) {
    if engines::runs(engine).unwrap() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async { test(Race::new(engine).await).await });
    }
}

async fn eight_at_once(race: Race) {
    let reference = Race::new(race.engine).await;
    let migrations = reference.program.succeed(&["up"]).unwrap().out.matches("  done in ").count();
    let wanted = State::read(&reference.database).await.unwrap();

    let children: Vec<Child> = (0..8).map(|_| race.program.start(&["up"]).unwrap()).collect();
    let all: Vec<Said> = children.into_iter().map(|child| finish(child, PATIENCE).unwrap()).collect();
    for said in &all {
        assert_eq!(said.code, Some(0), "{all:#?}");
    }
    let done: usize = all.iter().map(|said| said.out.matches("  done in ").count()).sum();
    assert_eq!(done, migrations, "each migration runs once: {all:#?}");
    // Those that look when the first one is at work already; a process needs longer to start than SQLite for all of it.
    let waited = all.iter().filter(|said| said.err.contains("another runner is at work on this database: process "));
    let waited = waited.filter(|said| said.err.contains(" on host ") && said.err.contains(", since 20")).count();
    assert!(waited > 0 || race.engine == Engine::Sqlite, "nobody says whom it waits for: {all:#?}");
    State::read(&race.database).await.unwrap().same_as(&wanted, "after eight at once").unwrap();
    reference.database.remove().await.unwrap();
    race.database.remove().await.unwrap();
}

async fn standing_still(race: Race) {
    let mut holder = race.standing(4);
    race.until_held();
    let began = Instant::now();
    let said = race.program.run(&["up", "--lock-timeout", "1"]).unwrap();
    assert_eq!(said.code, Some(1), "{said:#?}");
    assert!(began.elapsed() > Duration::from_millis(900) && began.elapsed() < Duration::from_secs(10));
    for told in [&format!("process {} on host ", holder.id()), "; gave up after 1 s", "--lock-timeout", "`unlock`"] {
        assert!(said.err.contains(told), "no `{told}` in {said:#?}");
    }
    // Looking waits for nobody.
    race.program.succeed(&["status"]).unwrap();
    race.program.succeed(&["unlock", "--yes"]).unwrap();
    let waiting = race.program.start(&["up"]).unwrap();
    if race.engine == Engine::Sqlite {
        // It cannot be thrown out of the transaction that it has open.
        std::thread::sleep(Duration::from_millis(300));
    }
    holder.kill().unwrap();
    holder.wait().unwrap();
    let said = finish(waiting, PATIENCE).unwrap();
    assert_eq!(said.code, Some(0), "{said:#?}");
    let said = race.program.succeed(&["unlock"]).unwrap();
    assert!(said.out.contains("no runner holds the lock"), "{said:#?}");
    race.database.remove().await.unwrap();
}

async fn a_dead_one(race: Race) {
    let mut holder = race.standing(4);
    race.until_held();
    holder.kill().unwrap();
    holder.wait().unwrap();
    let began = Instant::now();
    race.program.succeed(&["up", "--lock-timeout", "20"]).unwrap();
    assert!(began.elapsed() < Duration::from_secs(20));
    race.database.remove().await.unwrap();
}

#[test]
fn eight_runners_on_sqlite_run_each_migration_once() {
    run(Engine::Sqlite, eight_at_once);
}

#[test]
fn eight_runners_on_postgres_run_each_migration_once() {
    run(Engine::Postgres, eight_at_once);
}

#[test]
fn eight_runners_on_mariadb_run_each_migration_once() {
    run(Engine::MySql, eight_at_once);
}

#[test]
fn a_runner_on_sqlite_that_stands_still_is_waited_for_and_can_be_unlocked() {
    run(Engine::Sqlite, standing_still);
}

#[test]
fn a_runner_on_postgres_that_stands_still_is_waited_for_and_can_be_unlocked() {
    run(Engine::Postgres, standing_still);
}

#[test]
fn a_runner_on_mariadb_that_stands_still_is_waited_for_and_can_be_unlocked() {
    run(Engine::MySql, standing_still);
}

#[test]
fn a_dead_runner_on_sqlite_keeps_no_lock() {
    run(Engine::Sqlite, a_dead_one);
}

#[test]
fn a_dead_runner_on_postgres_keeps_no_lock() {
    run(Engine::Postgres, a_dead_one);
}

#[test]
fn a_dead_runner_on_mariadb_keeps_no_lock() {
    run(Engine::MySql, a_dead_one);
}
