//! What goes wrong around a run: the server is killed, the connection cut, the disk full or read-only, a lock held by others, a
//! limit of the server reached, the binary out of date. Each ends in an error that names the object, the cause and the next
//! command, loses nothing, and the next `up` works.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use driftline_inspect::{Access, Database};
use driftline_schema::Engine;
use driftline_tests::every_kind::{Program, Said, finish};
use driftline_tests::proxy::Proxy;
use driftline_tests::server::PrivateServer;
use driftline_tests::state::State;
use driftline_tests::{TestDatabase, engines};

/// The binary with every kind of step.
fn program(url: &str) -> Program {
    Program::new(Path::new(env!("CARGO_BIN_EXE_every_kind")), url)
}

fn block<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

fn runs(engine: Engine) -> bool {
    engines::runs(engine).unwrap()
}

#[track_caller]
fn fails(said: &Said, words: &[&str]) {
    assert_eq!(said.code, Some(1), "{said:#?}");
    for word in words {
        assert!(said.err.contains(word), "no `{word}` in {said:#?}");
    }
}

/// What a run makes that nothing happens to.
async fn head(engine: Engine) -> State {
    let database = TestDatabase::new(engine).await.unwrap();
    program(&database.url).succeed(&["up"]).unwrap();
    let state = State::read(&database).await.unwrap();
    database.remove().await.unwrap();
    state
}

/// `up` alone reaches head, and nothing is lost.
async fn recovers(url: &str, wanted: &State, when: &str) {
    program(url).succeed(&["up"]).unwrap_or_else(|error| panic!("{when}: {error}"));
    let database = TestDatabase::at(url).await.unwrap();
    State::read(&database).await.unwrap().same_as(wanted, when).unwrap();
    database.database.close().await.unwrap();
}

/// A private server; `None`, and a line that says so, where the run names a server and not its programs.
fn private(engine: Engine, place: Option<&Path>) -> Option<PrivateServer> {
    if PrivateServer::can_start(engine) {
        return Some(PrivateServer::start(engine, place).unwrap());
    }
    engines::report_skipped(&format!("the programs of {engine} are not here: a server of its own is not tested"));
    None
}

/// A database on a private server.
async fn create(server: &PrivateServer, engine: Engine, name: &str) -> String {
    let first = if engine == Engine::Postgres { "postgres" } else { "information_schema" };
    let admin = Database::open(&server.url(first), Access::Write).await.unwrap();
    let how = if engine == Engine::Postgres { "" } else { " CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci" };
    admin.execute_script(&format!("CREATE DATABASE {name}{how}")).await.unwrap();
    admin.close().await.unwrap();
    server.url(name)
}

async fn killed_server(engine: Engine) {
    let Some(mut server) = private(engine, None) else { return };
    let wanted = head(engine).await;
    for (number, moment) in [40, 90, 140, 200, 260, 330, 400, 480].into_iter().enumerate() {
        let url = create(&server, engine, &format!("killed{number}")).await;
        let child = program(&url).start(&["up"]).unwrap();
        std::thread::sleep(Duration::from_millis(moment));
        server.kill().unwrap();
        let said = finish(child, Duration::from_secs(60)).unwrap();
        if said.code != Some(0) {
            assert_eq!(said.code, Some(1), "{said:#?}");
            let told = ["the connection is gone", "is the server running", "the server is starting or stopping"];
            assert!(told.iter().any(|words| said.err.contains(words)), "{said:#?}");
        }
        server.serve().unwrap();
        recovers(&url, &wanted, &format!("{engine:?} server killed after {moment} ms")).await;
    }
}

#[test]
fn a_killed_postgres_server_loses_nothing() {
    if runs(Engine::Postgres) {
        block(killed_server(Engine::Postgres));
    }
}

#[test]
fn a_killed_mariadb_server_loses_nothing() {
    if runs(Engine::MySql) {
        block(killed_server(Engine::MySql));
    }
}

async fn cut_connection(engine: Engine) {
    let wanted = head(engine).await;
    for moment in [30, 60, 100, 150, 210, 280, 360] {
        let database = TestDatabase::new(engine).await.unwrap();
        let (start, end) = database.url.rsplit_once(':').unwrap();
        let (port, name) = end.split_once('/').unwrap();
        let proxy = Proxy::to(port.parse().unwrap()).unwrap();
        let child = program(&format!("{start}:{}/{name}", proxy.port)).start(&["up"]).unwrap();
        std::thread::sleep(Duration::from_millis(moment));
        proxy.cut();
        let said = finish(child, Duration::from_secs(60)).unwrap();
        if said.code != Some(0) {
            assert_eq!(said.code, Some(1), "{said:#?}");
            let told = said.err.contains("the connection is gone") || said.err.contains("is the server running");
            assert!(told, "{said:#?}");
        }
        recovers(&database.url, &wanted, &format!("{engine:?} connection cut after {moment} ms")).await;
        database.remove().await.unwrap();
    }
}

#[test]
fn a_cut_connection_to_postgres_loses_nothing() {
    if runs(Engine::Postgres) {
        block(cut_connection(Engine::Postgres));
    }
}

#[test]
fn a_cut_connection_to_mariadb_loses_nothing() {
    if runs(Engine::MySql) {
        block(cut_connection(Engine::MySql));
    }
}

/// A small disk in memory; `None`, and a line that says so, where none can be mounted.
struct SmallDisk {
    folder: tempfile::TempDir,
}

impl SmallDisk {
    fn mount(size: &str) -> Option<SmallDisk> {
        let folder = tempfile::tempdir().unwrap();
        let option = format!("size={size},mode=0777");
        let said = Command::new("mount").args(["-t", "tmpfs", "-o", &option, "tmpfs"]).arg(folder.path()).output();
        if said.is_ok_and(|said| said.status.success()) {
            return Some(SmallDisk { folder });
        }
        engines::report_skipped(
            "no small disk can be mounted here (that takes root): what a full disk does is not tested",
        );
        None
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Fills it up to so many bytes.
    fn fill(&self, leave: u64) {
        self.free();
        let said = Command::new("df").args(["-B1", "--output=avail"]).arg(self.path()).output().unwrap();
        let text = String::from_utf8(said.stdout).unwrap();
        let left: u64 = text.lines().last().unwrap().trim().parse().unwrap();
        let file = std::fs::File::create(self.path().join("ballast")).unwrap();
        drop(file);
        let bytes = vec![1_u8; usize::try_from(left.saturating_sub(leave)).unwrap()];
        std::fs::write(self.path().join("ballast"), bytes).unwrap();
    }

    fn free(&self) {
        let _ = std::fs::remove_file(self.path().join("ballast"));
    }

    fn remount(&self, how: &str) {
        let said = Command::new("mount").args(["-o", &format!("remount,{how}")]).arg(self.path()).status();
        assert!(said.unwrap().success());
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(self.path()).status();
    }
}

#[test]
fn a_full_disk_under_sqlite_loses_nothing() {
    if !runs(Engine::Sqlite) {
        return;
    }
    let Some(disk) = SmallDisk::mount("8M") else { return };
    block(async {
        let wanted = head(Engine::Sqlite).await;
        let mut failures = 0;
        for kilobytes in [8, 24, 40, 64, 80, 100, 120, 140, 160, 200] {
            let file = disk.path().join(format!("full{kilobytes}.db"));
            let url = format!("sqlite://{}?mode=rwc", file.display());
            disk.fill(kilobytes * 1024);
            let said = program(&url).run(&["up"]).unwrap();
            if said.code != Some(0) {
                failures += 1;
                fails(&said, &["the disk is full: make room, then run this again"]);
            }
            disk.free();
            recovers(&url, &wanted, &format!("SQLite with {kilobytes} KB left")).await;
            std::fs::remove_file(&file).unwrap();
            // What was backed up on the way takes room too.
            let _ = std::fs::remove_dir_all(disk.path().join("backups"));
        }
        assert!(failures > 3, "the disk was hardly ever full");
    });
}

/// MariaDB that runs out of disk in a CREATE TABLE leaves the table's file behind and refuses the name from then on (errno 184),
/// so there the tables are made before.
async fn full_disk(engine: Engine, size: &str, kilobytes: &[u64], before: &str, until: &str) {
    let Some(disk) = SmallDisk::mount(size) else { return };
    let Some(mut server) = private(engine, Some(disk.path())) else { return };
    let wanted = head(engine).await;
    let mut failures = 0;
    for left in kilobytes {
        let url = create(&server, engine, &format!("full{left}")).await;
        if !before.is_empty() {
            program(&url).succeed(&["up", before]).unwrap();
        }
        disk.fill(left * 1024);
        let said = program(&url).run(&["up", until]).unwrap();
        if said.code != Some(0) {
            failures += 1;
            assert_eq!(said.code, Some(1), "{said:#?}");
            let told = [
                "disk is full",
                "could not write init file",
                "the connection is gone",
                "is the server running",
                "starting or stopping",
            ];
            assert!(told.iter().any(|words| said.err.contains(words)), "{said:#?}");
        }
        disk.free();
        // A server without room for its log stops itself, or waits; whoever runs it starts it again.
        server.kill().unwrap();
        server.serve().unwrap();
        recovers(&url, &wanted, &format!("{engine:?} with {left} KB left")).await;
    }
    assert!(failures > 0, "the disk was never full");
}

#[test]
fn a_full_disk_under_postgres_loses_nothing() {
    if runs(Engine::Postgres) {
        block(full_disk(Engine::Postgres, "250M", &[0, 100, 300, 600], "", "head"));
    }
}

#[test]
fn a_full_disk_under_mariadb_loses_nothing() {
    if runs(Engine::MySql) {
        block(full_disk(Engine::MySql, "250M", &[0, 4, 40, 100], "m01", "m06"));
    }
}

#[test]
fn a_read_only_disk_is_named() {
    if !runs(Engine::Sqlite) {
        return;
    }
    let Some(disk) = SmallDisk::mount("8M") else { return };
    block(async {
        let wanted = head(Engine::Sqlite).await;
        let url = format!("sqlite://{}?mode=rwc", disk.path().join("fixed.db").display());
        program(&url).succeed(&["up", "+3"]).unwrap();
        disk.remount("ro");
        let said = program(&url).run(&["up"]).unwrap();
        fails(&said, &["fixed.db-driftline-lock", "make its folder writable"]);
        disk.remount("rw");
        recovers(&url, &wanted, "SQLite behind a read-only disk").await;
    });
}

#[test]
fn a_writer_on_sqlite_is_waited_for_and_then_named() {
    if !runs(Engine::Sqlite) {
        return;
    }
    block(async {
        let wanted = head(Engine::Sqlite).await;
        let database = TestDatabase::new(Engine::Sqlite).await.unwrap();
        program(&database.url).succeed(&["up", "+3"]).unwrap();
        database.run("BEGIN IMMEDIATE").await.unwrap();
        let said = program(&database.url).run(&["up", "--lock-timeout", "1"]).unwrap();
        fails(&said, &["m04_widen failed going up", "database is locked", "another program holds a lock"]);
        database.run("ROLLBACK").await.unwrap();
        recovers(&database.url, &wanted, "SQLite behind a writer").await;
    });
}

/// A folder with settings, from which the program is run.
fn run_with_settings(url: &str, settings: &str) -> Said {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("driftline.toml"), settings).unwrap();
    let mut command = program(url).command(&["up"]);
    finish(command.current_dir(folder.path()).spawn().unwrap(), Duration::from_secs(60)).unwrap()
}

async fn locked_table(engine: Engine, lock: &str, words: &[&str]) {
    let wanted = head(engine).await;
    let database = TestDatabase::new(engine).await.unwrap();
    program(&database.url).succeed(&["up", "+1"]).unwrap();
    database.run(lock).await.unwrap();
    let said = run_with_settings(&database.url, "[waits]\ntable_ms = 100\ntable = 2");
    fails(&said, words);
    assert!(said.err.contains("others use what it needs; tried 1 times"), "{said:#?}");
    database.run("ROLLBACK").await.unwrap();
    recovers(&database.url, &wanted, &format!("{engine:?} behind a locked table")).await;
    database.remove().await.unwrap();
}

#[test]
fn a_table_that_postgres_has_locked_is_tried_and_then_named() {
    if runs(Engine::Postgres) {
        let lock = "BEGIN; LOCK TABLE people IN ACCESS SHARE MODE";
        let words = ["m02_columns failed going up: step `add column people.town`", "another program holds a lock"];
        block(locked_table(Engine::Postgres, lock, &words));
    }
}

#[test]
fn a_table_that_mariadb_has_in_use_is_tried_and_then_named() {
    if runs(Engine::MySql) {
        let words = ["m02_columns failed going up: step `add column people.town`", "another program holds a lock"];
        block(locked_table(Engine::MySql, "START TRANSACTION; SELECT * FROM people", &words));
    }
}

#[test]
fn a_limit_of_postgres_is_named() {
    if !runs(Engine::Postgres) {
        return;
    }
    block(async {
        let wanted = head(Engine::Postgres).await;
        let database = TestDatabase::new(Engine::Postgres).await.unwrap();
        program(&database.url).succeed(&["up", "+1"]).unwrap();
        database.run("BEGIN; LOCK TABLE people IN ACCESS SHARE MODE").await.unwrap();
        let separator = if database.url.contains('?') { '&' } else { '?' };
        let limited = format!("{}{separator}options=-c%20statement_timeout%3D100", database.url);
        let said = program(&limited).run(&["up"]).unwrap();
        fails(&said, &["m02_columns failed going up", "statement timeout", "statement_timeout on PostgreSQL"]);
        database.run("ROLLBACK").await.unwrap();
        recovers(&database.url, &wanted, "PostgreSQL behind its own limit").await;
        database.remove().await.unwrap();
    });
}

#[test]
fn a_limit_of_mariadb_is_named() {
    if !runs(Engine::MySql) {
        return;
    }
    block(async {
        let Some(server) = private(Engine::MySql, None) else { return };
        let wanted = head(Engine::MySql).await;
        let url = create(&server, Engine::MySql, "limited").await;
        program(&url).succeed(&["up", "+2"]).unwrap();
        let admin = Database::open(&url, Access::Write).await.unwrap();
        admin.execute_script("SET GLOBAL max_statement_time = 0.2").await.unwrap();
        // The update waits for the row.
        admin.execute_script("START TRANSACTION; UPDATE people SET visits = visits WHERE id = 300").await.unwrap();
        let said = program(&url).run(&["up"]).unwrap();
        fails(&said, &["m03_count failed going up", "max_statement_time on MariaDB"]);
        admin.execute_script("ROLLBACK; SET GLOBAL max_statement_time = 0").await.unwrap();
        recovers(&url, &wanted, "MariaDB behind its own limit").await;
        admin.close().await.unwrap();
    });
}

async fn out_of_date(engine: Engine) {
    let database = TestDatabase::new(engine).await.unwrap();
    let program = program(&database.url);
    program.succeed(&["up"]).unwrap();
    database.run("INSERT INTO seaql_migrations (version, applied_at) VALUES ('m99_of_tomorrow', 1)").await.unwrap();
    for command in ["up", "down"] {
        let said = program.run(&[command]).unwrap();
        fails(&said, &["m99_of_tomorrow", "the code does not have", "stamp REV --force"]);
    }
    program.succeed(&["status"]).unwrap();
    database.run("DELETE FROM seaql_migrations WHERE version = 'm99_of_tomorrow'").await.unwrap();
    program.succeed(&["up"]).unwrap();
    database.remove().await.unwrap();
}

#[test]
fn a_binary_that_is_out_of_date_runs_nothing() {
    for engine in engines::ALL {
        if runs(engine) {
            block(out_of_date(engine));
        }
    }
}
