//! MariaDB and MySQL, where `DRIFTLINE_TEST_MYSQL` names a throw-away server by the URL of a user with all rights.

use driftline_runner::prelude::*;
use sea_orm::{ConnectOptions, Database, DatabaseConnection, Statement, TransactionTrait};
use std::io::Write;
use std::process::{Child, Command, Stdio};

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
        let Some(root) = std::env::var("DRIFTLINE_TEST_MYSQL").ok().filter(|url| !url.is_empty()) else {
            println!("skipped: {name}: DRIFTLINE_TEST_MYSQL names no server");
            return None;
        };
        let name = format!("runner_{name}_{}", std::process::id());
        let admin = Database::connect(&root).await.unwrap();
        admin.execute_unprepared(&format!("CREATE DATABASE `{name}` CHARACTER SET utf8mb4")).await.unwrap();
        let (server, _) = root.rsplit_once('/').unwrap();
        Some(Server { url: format!("{server}/{name}"), admin, name })
    }

    async fn run<M: MigratorTrait>(&self, migrator: M, line: &str) -> Said {
        run_on(migrator, &self.url, line).await
    }

    /// A pool as an application has it.
    async fn app(&self, connections: u32) -> DatabaseConnection {
        let mut options = ConnectOptions::new(&self.url);
        options.max_connections(connections).min_connections(connections).sqlx_logging(false);
        Database::connect(options).await.unwrap()
    }

    async fn number(&self, sql: &str) -> i64 {
        let db = self.app(1).await;
        let found = number(&db, sql).await;
        db.close().await.unwrap();
        found
    }

    /// The tables and views, without the history.
    async fn tables(&self) -> String {
        let sql = "SELECT COALESCE(GROUP_CONCAT(TABLE_NAME ORDER BY TABLE_NAME), '') FROM information_schema.TABLES \
                   WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME <> 'seaql_migrations' AND TABLE_NAME NOT LIKE 'driftline\\_%'";
        self.text(sql).await
    }

    async fn text(&self, sql: &str) -> String {
        let db = self.app(1).await;
        let row = db.query_one_raw(Statement::from_string(DbBackend::MySql, sql)).await.unwrap().unwrap();
        db.close().await.unwrap();
        row.try_get_by_index::<String>(0).unwrap()
    }

    /// Everything the server shows of the database, one object after the other.
    async fn shown(&self) -> String {
        let mut all = String::new();
        for table in self.tables().await.split(',') {
            let db = self.app(1).await;
            let sql = format!("SHOW CREATE TABLE `{table}`");
            let row = db.query_one_raw(Statement::from_string(DbBackend::MySql, sql)).await.unwrap().unwrap();
            db.close().await.unwrap();
            all.push_str(&row.try_get_by_index::<String>(1).unwrap());
            all.push('\n');
        }
        let triggers = "SELECT COALESCE(GROUP_CONCAT(TRIGGER_NAME, ACTION_STATEMENT, SQL_MODE), '') \
                        FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE()";
        all + &self.text(triggers).await
    }

    /// The client with a connection to this database.
    fn client(&self, options: &[&str]) -> Child {
        let folder = std::env::var("DRIFTLINE_TEST_MYSQL_BIN").unwrap_or_default();
        let program = if folder.is_empty() { "mariadb".to_owned() } else { format!("{folder}/mariadb") };
        let rest = self.url.strip_prefix("mysql://").expect("a URL of this scheme");
        let (login, place) = rest.split_once('@').expect("a user");
        let (user, password) = login.split_once(':').unwrap_or((login, ""));
        let (host, database) = place.split_once('/').expect("a database");
        let (host, port) = host.split_once(':').unwrap_or((host, "3306"));
        Command::new(program)
            .args(["--no-defaults", "--protocol=tcp", "--host", host, "--port", port, "--user", user])
            .args(options)
            .arg(database)
            .env("MYSQL_PWD", password)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("these tests run scripts with the mariadb client; install it (apt-get install mariadb-client-core)")
    }

    /// Runs a script as its first line says.
    fn mariadb(&self, script: &str) -> Said {
        let mut child = self.client(&["--comments"]);
        child.stdin.take().unwrap().write_all(script.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        Said {
            code: output.status.code().unwrap_or(255) as u8,
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    async fn end(self) {
        self.admin.execute_unprepared(&format!("DROP DATABASE `{}`", self.name)).await.unwrap();
    }
}

/// Typed steps, a branch of its own, a compound statement with a comment and a text that the client must not cut.
fn moods() -> Steps {
    Steps::new()
        .step(
            Step::new("add column contacts.mood")
                .up(Table::alter().table("contacts").add_column(ColumnDef::new("mood").string_len(9).default("só;so")))
                .down(Table::alter().table("contacts").drop_column("mood")),
        )
        .step(Step::new("create trigger calm").on(DbBackend::MySql, |branch| {
            branch
                .up("CREATE TRIGGER calm BEFORE INSERT ON contacts FOR EACH ROW BEGIN\n  -- it's ünkind; otherwise //\n  \
                     IF NEW.mood = 'bad' THEN SET NEW.mood = '\\\\'; END IF;\nEND")
                .down("DROP TRIGGER calm")
        }))
        .step(
            Step::new("fill contacts")
                .up(Query::insert().into_table("contacts").columns(["email"]).values_panic(["it's\\ -- \"x\"\n;".into()]).take())
                .down("DELETE FROM contacts"),
        )
        .step(Step::new("create type mood").on(DbBackend::Postgres, |branch| branch.up("CREATE TYPE")).nothing_on(DbBackend::MySql))
}

migrator!(Moods: CREATE, Stepped { name: "m20260102_000001_it's_moody", steps: moods });

#[tokio::test]
async fn up_and_down_on_mariadb() {
    let Some(server) = Server::start("travel").await else { return };
    server.run(Moods, "status").await.ok().prints("0 applied, 2 pending");
    server.run(Moods, "current").await.ok().prints("base (2 migrations pending)");
    server.run(Moods, "history -v").await.ok().prints("create trigger calm");
    server.run(Moods, "up --dry-run").await.ok().prints("would run 2 migrations");
    server.run(Moods, "show head").await.ok().prints("up, on MariaDB/MySQL:").prints("CREATE TRIGGER calm");
    assert_eq!(
        server.number("SELECT count(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()").await,
        0
    );
    let said = server.run(Moods, "up").await.ok().prints("2 migrations up");
    assert!(!said.out.contains("create type mood"), "a step that does nothing here is not told: {said:?}");
    assert_eq!(server.tables().await, "contacts,notes");
    assert_eq!(server.text("SELECT email FROM contacts").await, "it's\\ -- \"x\"\n;");
    server.run(Moods, "current").await.ok().prints("m20260102_000001_it's_moody (head)");
    server.run(Moods, "up").await.ok().prints("nothing to do");
    server.run(Moods, "down").await.ok().prints("the database is at m20260101_000001_create");
    assert_eq!(
        server.number("SELECT count(*) FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE()").await,
        0
    );
    server.run(Moods, "refresh --yes").await.ok().prints("2 migrations up");
    server.run(Moods, "reset --yes").await.ok().prints("2 migrations down");
    assert_eq!(server.tables().await, "");
    server.end().await;
}

#[tokio::test]
async fn the_stock_migrator_and_the_runner_share_one_history_on_mariadb() {
    let Some(server) = Server::start("stock").await else { return };
    let db = server.app(4).await;
    Moods::up(&db, Some(1)).await.unwrap();
    let stock = server.text("SELECT COLUMN_TYPE FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND COLUMN_NAME = 'applied_at'").await;
    server.run(Moods, "up").await.ok().prints("1 migration up");
    assert!(Moods::get_pending_migrations(&db).await.unwrap().is_empty());
    Moods::down(&db, None).await.unwrap();
    server.run(Moods, "status").await.ok().prints("0 applied, 2 pending");
    assert_eq!(server.tables().await, "");
    server.admin.execute_unprepared(&format!("DROP TABLE `{}`.seaql_migrations", server.name)).await.unwrap();
    server.run(Moods, "up").await.ok();
    assert_eq!(server.text("SELECT COLUMN_TYPE FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND COLUMN_NAME = 'applied_at'").await, stock);
    Moods::refresh(&db).await.unwrap();
    server.run(Moods, "status").await.ok().prints("2 applied, 0 pending");
    db.close().await.unwrap();
    server.end().await;
}

/// Works only if all its statements take the same connection, and would leave the session changed.
fn one_session() -> Steps {
    Steps::new()
        .step(
            Step::new("checks off").up("SET SESSION foreign_key_checks = 0").up("SET SESSION sql_mode = 'ANSI_QUOTES'"),
        )
        .step(Step::new("or").up("CREATE TABLE `or` (x int)").up("INSERT INTO `or` SELECT 0 || 1"))
        .step(Step::new("add an orphan").up("INSERT INTO notes (contact_id) VALUES (99)"))
        .step(Step::new("quote").up("CREATE TABLE \"quoted\" (x int)"))
}

fn one_session_broken() -> Steps {
    one_session().step(Step::new("break").up("SELECT * FROM nowhere"))
}

migrator!(OneSession: CREATE, Stepped { name: "m20260102_000001_session", steps: one_session });
migrator!(OneSessionBroken: CREATE, Stepped { name: "m20260102_000001_session", steps: one_session_broken });

#[tokio::test]
async fn a_migration_has_one_session_on_any_pool_and_gives_it_back_as_it_was() {
    let Some(server) = Server::start("session").await else { return };
    let db = server.app(3).await;
    let modes = "SELECT count(*) WHERE @@foreign_key_checks = 1 AND @@sql_mode LIKE '%PIPES_AS_CONCAT%STRICT%' AND @@sql_mode NOT LIKE '%ANSI%'";
    OneSessionBroken::up(&db, None).await.unwrap_err();
    for _ in 0..6 {
        assert_eq!(number(&db, modes).await, 1);
    }
    db.execute_unprepared("DROP TABLE quoted, `or`").await.unwrap();
    OneSession::up(&db, None).await.unwrap();
    for _ in 0..6 {
        assert_eq!(number(&db, modes).await, 1);
    }
    assert_eq!(number(&db, "SELECT count(*) FROM notes").await, 2);
    assert_eq!(
        number(&db, "SELECT count(*) FROM `or` WHERE x = 1").await,
        1,
        "a truth value, as in the server's own shell"
    );
    db.close().await.unwrap();
    server.end().await;
}

fn half_way() -> Steps {
    Steps::new()
        .step(
            Step::new("add column contacts.fax")
                .up(Table::alter().table("contacts").add_column(ColumnDef::new("fax").string()))
                .down(Table::alter().table("contacts").drop_column("fax")),
        )
        .step(
            Step::new("add columns to two tables")
                .up("ALTER TABLE notes ADD COLUMN y int")
                .up("ALTER TABLE nowhere ADD COLUMN x int")
                .down("ALTER TABLE nowhere DROP COLUMN x"),
        )
}

migrator!(HalfWay: CREATE, Stepped { name: "m20260102_000001_half", steps: half_way });
migrator!(Broken: CREATE, Plain {
    name: "m20260102_000001_broken",
    up: &["CREATE TABLE half (x integer)", "SELECT * FROM nowhere"],
    down: &[],
    transaction: None,
});
migrator!(Rows: CREATE, Plain {
    name: "m20260102_000001_rows",
    up: &["INSERT INTO contacts (email) VALUES ('half')", "SELECT * FROM nowhere"],
    down: &[],
    transaction: Some(true),
});

#[tokio::test]
async fn a_failure_half_way_on_mariadb_says_what_stays() {
    let Some(server) = Server::start("failure").await else { return };
    let said = server.run(HalfWay, "up").await.refused(1, "step `add columns to two tables` failed");
    for told in [
        "nowhere' doesn't exist\n  in: ALTER TABLE nowhere ADD COLUMN x int",
        "steps that ran before it, and stay:\n    add column contacts.fax\n",
        "statements of this step that ran before it, and stay:\n    ALTER TABLE notes ADD COLUMN y int\n",
        "stays and is written down; the history is as before; correct the cause, then `up` goes on where it stopped, or `down`",
    ] {
        assert!(said.err.contains(told), "no `{told}` in {}", said.err);
    }
    server
        .run(HalfWay, "status")
        .await
        .ok()
        .prints("  half     m20260102_000001_half  going up; 2 statements done")
        .prints("1 applied, 1 pending, 1 of them half applied");
    server.run(HalfWay, "up").await.refused(1, "nowhere' doesn't exist");
    let stopped = HalfWay::up(&server.app(1).await, None).await.unwrap_err().to_string();
    assert!(stopped.contains("m20260102_000001_half is half applied"), "{stopped}");
    server.mariadb("CREATE TABLE nowhere (z int)").ok();
    server.run(HalfWay, "up").await.ok();
    server.run(HalfWay, "status").await.ok().prints("2 applied, 0 pending");
    server.mariadb("ALTER TABLE contacts DROP COLUMN fax").ok();
    let said = server.run(HalfWay, "down").await.refused(1, "step `add column contacts.fax` failed");
    assert!(said.err.contains("stay:\n    undo: add columns to two tables"), "{}", said.err);
    server.run(HalfWay, "status").await.ok().prints("going down; 1 statement done");
    server.mariadb("ALTER TABLE contacts ADD COLUMN fax int").ok();
    server.run(HalfWay, "down").await.ok().prints("the database is at m20260101_000001_create");
    server.end().await;
}

fn several() -> Steps {
    Steps::new()
        .step(Step::new("create log").up("CREATE TABLE log (x int)").down("DROP TABLE log"))
        .step(
            Step::new("require fax")
                .up("ALTER TABLE contacts ADD COLUMN fax varchar(20) NOT NULL DEFAULT ''")
                .up("ALTER TABLE contacts ALTER COLUMN fax DROP DEFAULT")
                .down("ALTER TABLE contacts DROP COLUMN fax"),
        )
        .step(Step::new("count").up("INSERT INTO log VALUES (1), (2)").down("DELETE FROM log WHERE x IN (1, 2)"))
        .step(
            Step::new("move notes")
                .up("ALTER TABLE notes ADD COLUMN body text")
                .up("ALTER TABLE notes ADD CONSTRAINT few CHECK (contact_id > 5)")
                .down("ALTER TABLE notes DROP CONSTRAINT few")
                .down("ALTER TABLE notes DROP COLUMN body"),
        )
}

migrator!(Several: CREATE, Stepped { name: "m20260102_000001_several", steps: several });

#[tokio::test]
async fn what_is_half_applied_on_mariadb_is_taken_back_or_gone_on_with() {
    let Some(server) = Server::start("turns").await else { return };
    server.run(Several, "up +1").await.ok();
    let rows = "INSERT INTO contacts (id, email) VALUES (1, 'a'); INSERT INTO notes (id, contact_id) VALUES (7, 1)";
    server.mariadb(rows).ok();
    let before = server.shown().await;
    for again in ["down", "up"] {
        server.run(Several, "up").await.refused(1, "CONSTRAINT `few` failed");
        assert_eq!(server.number("SELECT count(*) FROM log").await, 2);
        server
            .run(Several, "status")
            .await
            .ok()
            .prints("half     m20260102_000001_several  going up; 5 statements done");
        if again == "down" {
            server.run(Several, "down").await.ok().prints("the database is at m20260101_000001_create");
            assert_eq!(server.shown().await, before);
        }
    }
    server.run(Several, "stamp head").await.refused(2, "check few");
    server.mariadb("ALTER TABLE contacts ADD COLUMN mine int").ok();
    server.run(Several, "up").await.refused(1, "somebody has changed table contacts");
    server.run(Several, "down").await.refused(1, "somebody has changed table contacts");
    server.run(Several, "journal").await.ok().prints("done  ALTER TABLE contacts ADD COLUMN fax");
    server.run(Several, "journal --accept").await.ok();
    server.mariadb("DELETE FROM notes").ok();
    server.run(Several, "up").await.ok();
    assert_eq!(server.number("SELECT count(*) FROM log").await, 2, "rows are put in once");
    assert_eq!(server.number("SELECT count(*) FROM driftline_journal").await, 0);
    server.end().await;
}

#[tokio::test]
async fn a_hand_written_migration_that_fails_on_mariadb_is_not_recorded() {
    let Some(server) = Server::start("plain").await else { return };
    server.run(Broken, "up").await.refused(1, "what ran before the failure stays");
    assert_eq!(server.tables().await, "contacts,half,notes");
    server.run(Broken, "status").await.ok().prints("1 applied, 1 pending");
    server.run(Rows, "up").await.refused(1, "its transaction was taken back");
    assert_eq!(
        server.number("SELECT count(*) FROM contacts").await,
        0,
        "rows come back with the transaction it asked for"
    );
    let db = server.app(1).await;
    let transaction = db.begin().await.unwrap();
    let error = HalfWay::up(&transaction, None).await.unwrap_err().to_string();
    assert!(error.contains("and stay up to the last definition among them:\n    add column contacts.fax"), "{error}");
    transaction.rollback().await.unwrap();
    db.close().await.unwrap();
    server.end().await;
}

migrator!(Sleeping: CREATE, Plain {
    name: "m20260102_000001_sleeping",
    up: &["INSERT INTO contacts (email) VALUES ('once')", "DO SLEEP(0.5)"],
    down: &[],
    transaction: None,
});

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn runners_on_mariadb_wait_for_each_other() {
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

/// The lock's name, as the runner makes it.
const LOCK: &str = "CONCAT('driftline:', LEFT(SHA2(LOWER(DATABASE()), 256), 48))";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_holder_does_not_block() {
    let Some(server) = Server::start("killed").await else { return };
    let mut holder = server.client(&["--unbuffered"]);
    let mut input = holder.stdin.take().unwrap();
    writeln!(input, "SELECT GET_LOCK({LOCK}, 0);").unwrap();
    let taken = format!("SELECT IS_USED_LOCK({LOCK}) IS NOT NULL");
    while server.number(&taken).await == 0 {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    let url = server.url.clone();
    let waiting = tokio::spawn(async move { run_on(Moods, &url, "up").await });
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    assert!(!waiting.is_finished(), "it waits while the holder lives");
    holder.kill().unwrap();
    holder.wait().unwrap();
    let said = waiting.await.unwrap().ok();
    assert!(said.err.contains("another runner is at work"), "{said:?}");
    assert_eq!(server.number(&taken).await, 0, "it has let go of the lock");
    server.end().await;
}

#[tokio::test]
async fn the_mariadb_client_runs_the_script_to_the_same_schema() {
    let (Some(server), Some(own)) = (Server::start("script").await, Server::start("script_own").await) else { return };
    let up = server.run(Moods, "up --sql").await.ok().out;
    assert!(
        up.starts_with("-- 2 migrations up, for MariaDB/MySQL. Run it with mariadb --comments.\nSET NAMES"),
        "{up}"
    );
    assert!(!up.contains("START TRANSACTION"), "{up}");
    let said = server.mariadb(&up).ok();
    assert_eq!((said.out.as_str(), said.err.as_str()), ("", ""));
    server.run(Moods, "status").await.ok().prints("2 applied, 0 pending");
    own.run(Moods, "up").await.ok();
    assert_eq!(server.shown().await, own.shown().await);
    let rows = "SELECT GROUP_CONCAT(email, mood) FROM contacts";
    assert_eq!(server.text(rows).await, own.text(rows).await);
    let recorded =
        "SELECT GROUP_CONCAT(version ORDER BY 1) FROM seaql_migrations WHERE applied_at > UNIX_TIMESTAMP() - 60";
    assert_eq!(server.text(recorded).await, own.text(recorded).await);

    let before = server.shown().await;
    server.mariadb(&up).refused(1, "m20260101_000001_create is recorded already");
    assert_eq!(server.shown().await, before, "a script that no longer fits changes nothing");
    let down = server.run(Moods, "down base --sql").await.ok().out;
    server.mariadb(&down).ok();
    server.run(Moods, "status").await.ok().prints("0 applied, 2 pending");
    assert_eq!(server.tables().await, "");
    server.mariadb(&down).refused(1, "m20260102_000001_it's_moody is not recorded");
    assert_eq!(server.number("SELECT count(*) FROM seaql_migrations").await, 0);
    server.end().await;
    own.end().await;
}

#[tokio::test]
async fn a_script_means_the_same_whatever_the_client_and_server_are_set_to() {
    let (Some(server), Some(own)) = (Server::start("modes").await, Server::start("modes_own").await) else { return };
    let up = server.run(Moods, "up --sql").await.ok().out;
    let odd = "SET sql_mode = 'ANSI,NO_BACKSLASH_ESCAPES,NO_ZERO_DATE'; SET time_zone = '+03:00'; SET NAMES latin1;\n";
    server.mariadb(&format!("{odd}{up}")).ok();
    own.run(Moods, "up").await.ok();
    assert_eq!(
        server.text("SELECT GROUP_CONCAT(email, mood) FROM contacts").await,
        own.text("SELECT GROUP_CONCAT(email, mood) FROM contacts").await
    );
    let without_modes = |shown: String| {
        shown
            .replace("STRICT_ALL_TABLES,NO_ZERO_DATE", "STRICT_ALL_TABLES")
            .replace(
                "STRICT_TRANS_TABLES,STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION",
                "STRICT_ALL_TABLES",
            )
    };
    assert_eq!(without_modes(server.shown().await), without_modes(own.shown().await));
    server.end().await;
    own.end().await;
}

#[tokio::test]
async fn fresh_on_mariadb_drops_whatever_is_there_and_nothing_elsewhere() {
    let (Some(server), Some(other)) = (Server::start("fresh").await, Server::start("fresh_other").await) else {
        return;
    };
    server.run(Moods, "up").await.ok();
    server
        .mariadb(
            "CREATE VIEW seen AS SELECT id FROM contacts; CREATE VIEW again AS SELECT id FROM seen; CREATE SEQUENCE alone;
             CREATE TABLE counted (x int DEFAULT (NEXT VALUE FOR alone)); CREATE TABLE `it's ``mine``` (x int) WITH SYSTEM VERSIONING;
             CREATE TABLE parted (x int) PARTITION BY HASH (x) PARTITIONS 2; CREATE PROCEDURE p() SELECT 1;
             CREATE FUNCTION f() RETURNS int RETURN 1; CREATE EVENT e ON SCHEDULE EVERY 1 YEAR DO SELECT 1;
             CREATE TABLE a (id int PRIMARY KEY, b int); CREATE TABLE b (id int PRIMARY KEY, a int, FOREIGN KEY (a) REFERENCES a (id));
             ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b (id);",
        )
        .ok();
    server.mariadb("SET sql_mode = ORACLE;\nDELIMITER //\nCREATE PACKAGE k AS PROCEDURE q; END//").ok();
    other
        .mariadb(&format!("CREATE TABLE child (id int, FOREIGN KEY (id) REFERENCES `{}`.contacts (id))", server.name))
        .ok();
    server.run(Moods, "fresh").await.refused(2, "--yes");
    server.run(Moods, "fresh --yes").await.ok().prints("2 migrations up");
    assert_eq!(server.tables().await, "contacts,notes");
    let left = "SELECT (SELECT count(*) FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = DATABASE()) + \
                (SELECT count(*) FROM information_schema.EVENTS WHERE EVENT_SCHEMA = DATABASE())";
    assert_eq!(server.number(left).await, 0);
    assert_eq!(other.tables().await, "child");
    other.end().await;
    server.end().await;
}

#[tokio::test]
async fn a_branch_that_is_missing_is_named_on_mariadb_before_anything_runs() {
    let Some(server) = Server::start("branch").await else { return };
    let said = server.run(Family, "up").await.refused(1, "has no branch for MariaDB/MySQL (it has SQLite, PostgreSQL)");
    assert!(said.err.contains(".on(DbBackend::MySql"), "{said:?}");
    server.run(Family, "status").await.ok().prints("1 applied, 2 pending");
    server.end().await;
}

#[tokio::test]
async fn stamp_on_mariadb_compares_first() {
    let Some(server) = Server::start("stamp").await else { return };
    server.run(Moods, "up").await.ok();
    server.run(Moods, "stamp base").await.refused(2, "contacts");
    server.mariadb("DELETE FROM seaql_migrations; CREATE TABLE mine (x integer)").ok();
    server.run(Moods, "stamp head").await.ok().prints("2 migrations recorded");
    server.run(Moods, "stamp head").await.ok().prints("nothing to do");
    server.mariadb("ALTER TABLE contacts MODIFY email varchar(254)").ok();
    server.run(Moods, "stamp head").await.refused(2, "email");
    server.run(Moods, "stamp base --force").await.ok().prints("2 migrations forgotten");
    server.run(Moods, "replay --objects").await.ok().prints(r#""members""#).prints("contacts").prints("calm");
    server.run(Moods, "status").await.ok().prints("0 applied, 2 pending");
    server.end().await;
}

fn plain_rows() -> Steps {
    Steps::new()
        .step(Step::new("a table without transactions").up("CREATE TABLE tally (x int) ENGINE = MyISAM"))
        .step(Step::new("count").up("INSERT INTO tally VALUES (1)"))
        .step(Step::new("stop").up("SELECT * FROM nowhere"))
}

fn commits_inside() -> Steps {
    Steps::new()
        .step(
            Step::new("procedure")
                .up("CREATE PROCEDURE twice() BEGIN INSERT INTO contacts (email) VALUES ('a'); COMMIT; SELECT * FROM nowhere; END")
                .down("DROP PROCEDURE twice"),
        )
        .step(Step::new("call it").up("CALL twice()"))
}

migrator!(PlainRows: CREATE, Stepped { name: "m20260102_000001_plain", steps: plain_rows });
migrator!(CommitsInside: CREATE, Stepped { name: "m20260102_000001_inside", steps: commits_inside });

#[tokio::test]
async fn what_no_catalog_tells_a_person_is_asked_on_mariadb() {
    let Some(server) = Server::start("unknowable").await else { return };
    server.run(PlainRows, "up").await.refused(1, "nowhere");
    server.run(PlainRows, "journal").await.ok().prints("up done  INSERT INTO tally VALUES (1)");
    // As a runner leaves it that was killed between the two words in the journal.
    server.mariadb("UPDATE driftline_journal SET state = 'started' WHERE sql_text LIKE 'INSERT%'").ok();
    let said = server.run(PlainRows, "up").await.refused(1, "nothing tells whether it happened");
    assert!(said.err.contains("has no transactions") && said.err.contains("journal --happened"), "{said:?}");
    server.run(PlainRows, "journal --happened --forget").await.refused(2, "cannot be used with");
    server.run(PlainRows, "journal --happened").await.ok().prints("the statement of step `count` happened");
    server.mariadb("CREATE TABLE nowhere (x int)").ok();
    server.run(PlainRows, "up").await.ok();
    assert_eq!(server.number("SELECT count(*) FROM tally").await, 1);
    server.run(PlainRows, "journal --forget").await.ok().prints("nothing to do");

    let Some(server) = Server::start("inside").await else { return };
    server.run(CommitsInside, "up").await.refused(1, "nowhere");
    assert_eq!(server.number("SELECT count(*) FROM contacts").await, 1, "the procedure has committed");
    server.run(CommitsInside, "up").await.refused(1, "it commits inside");
    server.mariadb("DELETE FROM contacts; CREATE TABLE nowhere (x int)").ok();
    server.run(CommitsInside, "journal --did-not-happen").await.ok();
    server.run(CommitsInside, "up").await.ok();
    assert_eq!(server.number("SELECT count(*) FROM contacts").await, 1);
    server.end().await;
}

#[tokio::test]
async fn a_migration_without_steps_that_did_not_end_is_not_begun_again_on_mariadb() {
    let Some(server) = Server::start("by_hand").await else { return };
    server.run(Broken, "up").await.refused(1, "what ran before the failure stays");
    server.run(Broken, "status").await.ok().prints("1 applied, 1 pending\n");
    // As a runner leaves it that was killed in the middle.
    let begun = "INSERT INTO driftline_journal SELECT 1, 'm20260102_000001_broken', 'up', 0, 0, 0, '', '', 'begun', NULL, NULL, 0";
    server.mariadb(begun).ok();
    server.run(Broken, "up").await.refused(1, "runs statements outside steps");
    server.run(Broken, "journal --forget").await.ok();
    server.run(Broken, "up").await.refused(1, "already exists");
    server.mariadb(begun).ok();
    server.run(Broken, "stamp head --force").await.ok();
    assert_eq!(server.number("SELECT count(*) FROM driftline_journal").await, 0);
    server.end().await;
}

fn slow() -> Steps {
    Steps::new().step(
        Step::new("put a contact in, slowly")
            .up("INSERT INTO contacts (email) SELECT SLEEP(2)")
            .down("DELETE FROM contacts"),
    )
}

migrator!(Slow: CREATE, Stepped { name: "m20260102_000001_slow", steps: slow });

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_statement_that_outlives_its_client_is_waited_for_on_mariadb() {
    let Some(server) = Server::start("outlived").await else { return };
    server.run(Slow, "up +1").await.ok();
    let url = server.url.clone();
    let run = tokio::spawn(async move { run_on(Slow, &url, "up").await });
    let at_work = "SELECT count(*) FROM information_schema.PROCESSLIST WHERE DB = DATABASE() AND INFO LIKE 'INSERT INTO contacts%'";
    while server.number(at_work).await == 0 {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    // Closes the connection, as the end of a process does.
    run.abort();
    let _ = run.await;
    let said = server.run(Slow, "up").await.ok();
    assert!(said.err.contains("another runner is at work on this database: process "), "{said:?}");
    assert_eq!(server.number("SELECT count(*) FROM contacts").await, 1);
    server.end().await;
}

fn own_modes() -> Steps {
    Steps::new()
        .step(Step::new("quotes").up("SET SESSION sql_mode = 'ANSI_QUOTES'"))
        .step(Step::new("quoted").up("CREATE TABLE \"quoted\" (x int)").down("DROP TABLE quoted"))
        .step(
            Step::new("more")
                .up("ALTER TABLE \"quoted\" ADD COLUMN \"y\" int")
                .down("ALTER TABLE quoted DROP COLUMN y"),
        )
        .step(Step::new("stop").up("SELECT * FROM nowhere"))
        .step(
            Step::new("and more")
                .up("ALTER TABLE \"quoted\" ADD COLUMN \"z\" int")
                .down("ALTER TABLE quoted DROP COLUMN z"),
        )
}

migrator!(OwnModes: CREATE, Stepped { name: "m20260102_000001_modes", steps: own_modes });

#[tokio::test]
async fn what_a_step_sets_for_the_session_is_said_again_on_mariadb() {
    let Some(server) = Server::start("own_modes").await else { return };
    server.run(OwnModes, "up").await.refused(1, "nowhere");
    server.mariadb("CREATE TABLE nowhere (x int)").ok();
    server.run(OwnModes, "up").await.ok();
    server.run(OwnModes, "down").await.ok();
    server.end().await;
}

fn parents() -> Steps {
    let trigger = "CREATE TRIGGER told AFTER INSERT ON notes FOR EACH ROW BEGIN SET @told = NEW.id; END";
    Steps::new()
        .step(
            Step::new("add column notes.y")
                .up("ALTER TABLE notes ADD COLUMN y int")
                .down("ALTER TABLE notes DROP COLUMN y"),
        )
        .step(Step::new("trigger").up(trigger).down("DROP TRIGGER told"))
        .step(
            Step::new("rename the parent")
                .up("RENAME TABLE contacts TO people")
                .down("RENAME TABLE people TO contacts"),
        )
        .step(
            Step::new("rename the key")
                .up("ALTER TABLE people RENAME COLUMN id TO number")
                .down("ALTER TABLE people RENAME COLUMN number TO id"),
        )
        .step(Step::new("stop").up("SELECT * FROM nowhere"))
}

migrator!(Parents: CREATE, Stepped { name: "m20260102_000001_parents", steps: parents });

#[tokio::test]
async fn a_child_whose_parent_is_renamed_is_as_it_was_left_on_mariadb() {
    let Some(server) = Server::start("parents").await else { return };
    server.run(Parents, "up +1").await.ok();
    let before = server.shown().await;
    server.run(Parents, "up").await.refused(1, "nowhere");
    server.run(Parents, "down").await.ok();
    assert_eq!(server.shown().await, before);
    server.run(Parents, "up").await.refused(1, "nowhere");
    server.mariadb("CREATE TABLE nowhere (x int)").ok();
    server.run(Parents, "up").await.ok();
    server.end().await;
}

#[tokio::test]
async fn edits_are_seen() {
    let Some(server) = Server::start("edits").await else { return };
    crate::provenance::edits_are_seen(&server.url).await;
    server.end().await;
}

/// By the server's log of statements, of a user of its own. What sets the session up (SET) asks nothing and is not counted.
#[tokio::test]
async fn up_at_head_is_one_connection_and_three_queries() {
    let Some(server) = Server::start("at_head").await else { return };
    server.run(Moods, "up").await.ok();
    let user = format!("at_head_{}", std::process::id());
    let url = {
        let (scheme, rest) = server.url.split_once("://").unwrap();
        let at = rest.rsplit_once('@').map_or(rest, |(_, at)| at);
        format!("{scheme}://{user}:secret@{at}")
    };
    let root = |sql: String| async move { server_root(&sql).await };
    root(format!("CREATE USER '{user}'@'%' IDENTIFIED BY 'secret'")).await;
    root(format!("GRANT ALL ON `{}`.* TO '{user}'@'%'", server.name)).await;
    root("SET GLOBAL log_output = 'TABLE'".to_owned()).await;
    root("SET GLOBAL general_log = ON".to_owned()).await;
    let said = run_on(Moods, &url, "up").await;
    root("SET GLOBAL general_log = OFF".to_owned()).await;
    said.ok().prints("nothing to do");
    let log = format!("FROM mysql.general_log WHERE user_host LIKE '%{user}%' AND command_type");
    let connections = number(&server.admin, &format!("SELECT count(*) {log} = 'Connect'")).await;
    let queries =
        number(&server.admin, &format!("SELECT count(*) {log} IN ('Query', 'Execute') AND argument LIKE 'SELECT%'"))
            .await;
    root(format!("DROP USER '{user}'@'%'")).await;
    server.end().await;
    assert_eq!(connections, 1, "connections");
    assert!((1..=3).contains(&queries), "{queries} queries");
}

async fn server_root(sql: &str) {
    let admin = Database::connect(std::env::var("DRIFTLINE_TEST_MYSQL").unwrap()).await.unwrap();
    admin.execute_unprepared(sql).await.unwrap();
    admin.close().await.unwrap();
}
