//! PostgreSQL, where `DRIFTLINE_TEST_POSTGRES` names a throw-away server by a superuser's URL.

use driftline_runner::prelude::*;
use sea_orm::{ConnectOptions, Database, DatabaseConnection};
use std::io::Write;
use std::process::{Command, Stdio};

use crate::migrator;
use crate::support::{CREATE, Family, Plain, Said, Stepped, number, run_on};

/// A database of its own on the test server.
struct Server {
    url: String,
    admin: DatabaseConnection,
    name: String,
}

impl Server {
    /// `None`, and a line that says so, where no server is given.
    async fn start(name: &str) -> Option<Server> {
        let Ok(root) = std::env::var("DRIFTLINE_TEST_POSTGRES") else {
            println!("skipped: {name}: DRIFTLINE_TEST_POSTGRES names no server");
            return None;
        };
        let name = format!("runner_{name}_{}", std::process::id());
        let admin = Database::connect(&root).await.unwrap();
        admin.execute_unprepared(&format!("CREATE DATABASE \"{name}\"")).await.unwrap();
        let (server, _) = root.rsplit_once('/').unwrap();
        Some(Server { url: format!("{server}/{name}"), admin, name })
    }

    async fn run<M: MigratorTrait>(&self, migrator: M, line: &str) -> Said {
        run_on(migrator, &self.url, line).await
    }

    async fn number(&self, sql: &str) -> i64 {
        let db = Database::connect(&self.url).await.unwrap();
        let found = number(&db, sql).await;
        db.close().await.unwrap();
        found
    }

    fn psql(&self, script: &str) -> Said {
        let mut child = Command::new("psql")
            .args(["-X", "-q", &self.url])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(script.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        Said {
            code: output.status.code().unwrap_or(255) as u8,
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    async fn end(self) {
        let sql = format!("DROP DATABASE \"{}\" WITH (FORCE)", self.name);
        self.admin.execute_unprepared(&sql).await.unwrap();
    }
}

fn moods() -> Steps {
    Steps::new().step(Step::new("create type mood").on(DbBackend::Postgres, |branch| {
        use sea_orm::sea_query::extension::postgres::Type;
        branch
            .up(Type::create().as_enum("mood").values(["good", "bad"]))
            .up("ALTER TABLE contacts ADD COLUMN mood mood")
            .down("ALTER TABLE contacts DROP COLUMN mood")
            .down(Type::drop().name("mood"))
    }))
}

migrator!(Moods: CREATE, Stepped { name: "m20260102_000001_moods", steps: moods });
migrator!(Broken: CREATE, Plain {
    name: "m20260102_000001_broken",
    up: &["CREATE TABLE half (x integer)", "INSERT INTO contacts (email) VALUES ('half')", "SELECT * FROM nowhere"],
    down: &[],
    transaction: None,
});
migrator!(Sleeping: CREATE, Plain {
    name: "m20260102_000001_sleeping",
    up: &["INSERT INTO contacts (email) VALUES ('once')", "SELECT pg_sleep(0.5)"],
    down: &[],
    transaction: None,
});

#[tokio::test]
async fn up_and_down_on_postgres() {
    let Some(server) = Server::start("travel").await else { return };
    server.run(Moods, "status").await.ok().prints("0 applied, 2 pending");
    assert_eq!(server.number("SELECT count(*) FROM pg_class WHERE relname = 'seaql_migrations'").await, 0);
    server.run(Moods, "up").await.ok().prints("2 migrations up");
    assert_eq!(server.number("SELECT count(*) FROM pg_type WHERE typname = 'mood'").await, 1);
    let db = Database::connect(&server.url).await.unwrap();
    assert!(Moods::get_pending_migrations(&db).await.unwrap().is_empty());
    Moods::down(&db, Some(1)).await.unwrap();
    db.close().await.unwrap();
    server.run(Moods, "current").await.ok().prints("m20260101_000001_create (1 migration pending)");
    server.run(Moods, "up").await.ok();
    server.run(Moods, "down base").await.ok();
    assert_eq!(server.number("SELECT count(*) FROM pg_type WHERE typname = 'mood'").await, 0);
    server.end().await;
}

#[tokio::test]
async fn a_failure_half_way_on_postgres_leaves_all_as_before() {
    let Some(server) = Server::start("failure").await else { return };
    server.run(Broken, "up").await.refused(1, "relation \"nowhere\" does not exist");
    assert_eq!(server.number("SELECT count(*) FROM contacts").await, 0);
    assert_eq!(server.number("SELECT count(*) FROM pg_class WHERE relname = 'half'").await, 0);
    assert_eq!(server.number("SELECT count(*) FROM seaql_migrations").await, 1);
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn runners_on_postgres_wait_for_each_other() {
    let Some(server) = Server::start("waiting").await else { return };
    let runs: Vec<_> = (0..4)
        .map(|_| {
            let url = server.url.clone();
            tokio::spawn(async move { run_on(Sleeping, &url, "up").await })
        })
        .collect();
    let mut waited = 0;
    for run in runs {
        let said = run.await.unwrap().ok();
        waited += usize::from(said.err.contains("another runner is at work"));
    }
    assert!(waited > 0, "none of four had to wait");
    assert_eq!(server.number("SELECT count(*) FROM contacts").await, 1);
    server.end().await;
}

#[tokio::test]
async fn psql_runs_the_script() {
    let Some(server) = Server::start("script").await else { return };
    let up = server.run(Moods, "up --sql").await.ok().out;
    let said = server.psql(&up).ok();
    assert_eq!(said.err, "");
    server.run(Moods, "status").await.ok().prints("2 applied, 0 pending");
    assert_ne!(server.psql(&up).code, 0, "it no longer fits");
    let down = server.run(Moods, "down base --sql").await.ok().out;
    server.psql(&down).ok();
    server.run(Moods, "status").await.ok().prints("0 applied, 2 pending");
    assert_ne!(server.psql(&down).code, 0, "it no longer fits");
    server.end().await;
}

#[tokio::test]
async fn fresh_on_postgres_drops_types_and_views_but_not_extensions() {
    let Some(server) = Server::start("fresh").await else { return };
    server.run(Moods, "up").await.ok();
    let said = server.psql(
        "CREATE VIEW seen AS SELECT * FROM contacts; CREATE MATERIALIZED VIEW kept AS SELECT * FROM contacts;
         CREATE DOMAIN short AS varchar(5); CREATE TABLE \"it's \"\"mine\"\"\" (x serial, y short);
         CREATE SEQUENCE alone; CREATE TABLE parted (x int) PARTITION BY RANGE (x);
         CREATE TABLE part PARTITION OF parted FOR VALUES FROM (1) TO (2);",
    );
    said.ok();
    server.run(Moods, "fresh --yes").await.ok().prints("2 migrations up");
    let left =
        "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')";
    assert_eq!(server.number(left).await, 4, "contacts, notes, the history and its companion");
    assert_eq!(server.number("SELECT count(*) FROM pg_type WHERE typname = 'short'").await, 0);
    server.end().await;
}

#[tokio::test]
async fn stamp_on_postgres_compares_first() {
    let Some(server) = Server::start("stamp").await else { return };
    server.run(Moods, "up").await.ok();
    server.run(Moods, "stamp base").await.refused(2, "contacts");
    server.psql("DELETE FROM seaql_migrations; CREATE TABLE mine (x integer)").ok();
    server.run(Moods, "stamp head").await.ok().prints("2 migrations recorded");
    server.psql("ALTER TABLE contacts DROP COLUMN email").ok();
    server.run(Moods, "stamp head").await.refused(2, "email");
    server.end().await;
}

#[tokio::test]
async fn a_branch_that_is_missing_is_named_on_postgres() {
    let Some(server) = Server::start("family").await else { return };
    server.run(Family, "up").await.ok().prints("3 migrations up");
    server.run(Family, "down base").await.ok();
    server.end().await;
}

fn outside() -> Steps {
    Steps::new()
        .step(Step::new("create table log").up("CREATE TABLE log (x int)").down("DROP TABLE log"))
        .step(
            Step::new("no two emails")
                .outside_transaction()
                .up("CREATE UNIQUE INDEX CONCURRENTLY one_email ON contacts (email)")
                .down("DROP INDEX CONCURRENTLY one_email"),
        )
        .step(Step::new("count").up("INSERT INTO log VALUES (1)").down("DELETE FROM log"))
}

migrator!(Outside: CREATE, Stepped { name: "m20260102_000001_outside", steps: outside });

/// Indexes by that name, and whether they are of use.
const INDEX: &str = "SELECT count(*) + 10 * count(*) FILTER (WHERE indisvalid) FROM pg_index WHERE indexrelid = to_regclass('one_email')";

#[tokio::test]
async fn a_step_outside_a_transaction_is_gone_on_with_or_taken_back_on_postgres() {
    let Some(server) = Server::start("outside").await else { return };
    server.run(Outside, "up +1").await.ok();
    server.psql("INSERT INTO contacts (email) VALUES ('a'), ('a')").ok();
    for _ in 0..2 {
        let said = server.run(Outside, "up").await.refused(1, "step `no two emails` failed");
        assert!(said.err.contains("what ran before the failure stays and is written down"), "{said:?}");
        assert_eq!(server.number(INDEX).await, 0, "what the build left is no use and gone");
    }
    server.run(Outside, "status").await.ok().prints("m20260102_000001_outside  going up; 1 statement done");
    server.run(Outside, "down").await.ok().prints("the database is at m20260101_000001_create");
    assert_eq!(server.number("SELECT count(*) FROM pg_class WHERE relname = 'log'").await, 0);
    server.run(Outside, "up").await.refused(1, "one_email");
    server.psql("DELETE FROM contacts WHERE id = 2").ok();
    server.run(Outside, "up").await.ok();
    assert_eq!(server.number(INDEX).await, 11);
    assert_eq!(server.number("SELECT count(*) FROM log").await, 1);
    assert_eq!(server.number("SELECT count(*) FROM driftline_journal").await, 0);
    server.run(Outside, "down").await.ok();
    assert_eq!(server.number(INDEX).await, 0);
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_index_that_a_dead_session_left_invalid_is_built_again_on_postgres() {
    let Some(server) = Server::start("invalid").await else { return };
    server.run(Outside, "up +1").await.ok();
    server.psql("INSERT INTO contacts (email) VALUES ('a')").ok();
    // The build waits for every transaction that may still see the table as it was.
    let db = Database::connect(&server.url).await.unwrap();
    let open = sea_orm::TransactionTrait::begin(&db).await.unwrap();
    open.execute_unprepared("UPDATE contacts SET email = 'b'").await.unwrap();
    let url = server.url.clone();
    let run = tokio::spawn(async move { run_on(Outside, &url, "up").await });
    while server.number(INDEX).await == 0 {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    server.run(Outside, "status").await.ok().prints("in doubt: step `no two emails`");
    let end =
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'CREATE UNIQUE INDEX CONCURRENTLY%'";
    server.psql(end).ok();
    run.await.unwrap().refused(1, "the connection is gone");
    open.commit().await.unwrap();
    db.close().await.unwrap();
    assert_eq!(server.number(INDEX).await, 1, "an invalid index is left");
    server.run(Outside, "up").await.ok();
    assert_eq!(server.number(INDEX).await, 11);
    server.end().await;
}

#[tokio::test]
async fn the_stock_migrator_is_told_how_to_run_a_step_outside_a_transaction() {
    let Some(server) = Server::start("stock_outside").await else { return };
    let db = Database::connect(&server.url).await.unwrap();
    let error = Outside::up(&db, None).await.unwrap_err().to_string();
    assert!(error.contains("use_transaction") && error.contains("cargo run -p migration -- up"), "{error}");
    assert_eq!(server.number("SELECT count(*) FROM pg_class WHERE relname IN ('log', 'one_email')").await, 0);
    db.close().await.unwrap();
    let script = server.run(Outside, "up --sql").await.ok().out;
    server.psql(&script).ok();
    assert_eq!(server.number(INDEX).await, 11);
    server.run(Outside, "status").await.ok().prints("2 applied, 0 pending");
    server.end().await;
}

fn slow() -> Steps {
    Steps::new().step(
        Step::new("put a contact in, slowly")
            .up("INSERT INTO contacts (email) SELECT pg_sleep(2)::text")
            .down("DELETE FROM contacts"),
    )
}

migrator!(Slow: CREATE, Stepped { name: "m20260102_000001_slow", steps: slow });

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_statement_that_outlives_its_client_is_waited_for_on_postgres() {
    let Some(server) = Server::start("outlived").await else { return };
    server.run(Slow, "up +1").await.ok();
    let url = server.url.clone();
    let run = tokio::spawn(async move { run_on(Slow, &url, "up").await });
    let at_work = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'INSERT INTO contacts%'";
    while server.number(at_work).await == 0 {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    // Closes the connections, as the end of a process does.
    run.abort();
    let _ = run.await;
    let said = server.run(Slow, "up").await.ok();
    assert!(said.err.contains("the server is still at its last statement"), "{said:?}");
    assert_eq!(server.number("SELECT count(*) FROM contacts").await, 1);
    server.end().await;
}

#[tokio::test]
async fn edits_are_seen() {
    let Some(server) = Server::start("edits").await else { return };
    crate::provenance::edits_are_seen(&server.url).await;
    server.end().await;
}

/// By the server's own counters of sessions and transactions. Connecting and preparing count as transactions too, so the same is
/// measured of a plain connection that sends three queries.
#[tokio::test]
async fn up_at_head_is_one_connection_and_three_queries() {
    let Some(server) = Server::start("at_head").await else { return };
    server.run(Family, "up").await.ok();
    let (mut ours, mut plain) = ((i64::MAX, i64::MAX), (i64::MAX, i64::MAX));
    // The server's own housekeeping may visit the database in between: the fewest count.
    for _ in 0..3 {
        let before = counted(&server).await;
        server.run(Family, "up").await.ok().prints("nothing to do");
        let between = counted(&server).await;
        let mut options = ConnectOptions::new(&server.url);
        options.max_connections(1).min_connections(0).test_before_acquire(false).sqlx_logging(false);
        let db = Database::connect(options).await.unwrap();
        for sql in ["SELECT 1::bigint", "SELECT 2::bigint", "SELECT 3::bigint"] {
            number(&db, sql).await;
        }
        db.close().await.unwrap();
        let after = counted(&server).await;
        ours = ours.min((between.0 - before.0, between.1 - before.1));
        plain = plain.min((after.0 - between.0, after.1 - between.1));
    }
    server.end().await;
    assert_eq!((ours.0, plain.0), (1, 1), "connections");
    assert!(ours.1 > 0 && ours.1 <= plain.1, "{} transactions, {} of three queries", ours.1, plain.1);
}

/// Sessions and transactions so far, once the server has counted what has ended.
async fn counted(server: &Server) -> (i64, i64) {
    tokio::time::sleep(std::time::Duration::from_millis(1500)).await;
    let counters = format!("FROM pg_stat_database WHERE datname = '{}'", server.name);
    let sessions = number(&server.admin, &format!("SELECT sessions {counters}")).await;
    (sessions, number(&server.admin, &format!("SELECT xact_commit {counters}")).await)
}
