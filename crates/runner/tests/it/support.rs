//! Migrations made of values, migrators made of them, and a run of the command line whose output is kept.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};

use driftline_runner::Screen;
use driftline_runner::prelude::*;
use sea_orm::{ConnectOptions, Database, DatabaseConnection, Statement};
use tempfile::TempDir;

/// A migration with steps.
pub(crate) struct Stepped {
    pub(crate) name: &'static str,
    pub(crate) steps: fn() -> Steps,
}

impl MigrationName for Stepped {
    fn name(&self) -> &str {
        self.name
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Stepped {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        (self.steps)().up(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        (self.steps)().down(manager).await
    }
}

/// A hand-written migration: statements one by one, as people write them without steps.
pub(crate) struct Plain {
    pub(crate) name: &'static str,
    pub(crate) up: &'static [&'static str],
    pub(crate) down: &'static [&'static str],
    pub(crate) transaction: Option<bool>,
}

impl MigrationName for Plain {
    fn name(&self) -> &str {
        self.name
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Plain {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for sql in self.up {
            manager.get_connection().execute_unprepared(sql).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for sql in self.down {
            manager.get_connection().execute_unprepared(sql).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        self.transaction
    }
}

/// A migrator of the migrations given.
#[macro_export]
macro_rules! migrator {
    ($name:ident: $($migration:expr),* $(,)?) => {
        #[derive(Clone, Copy)]
        pub(crate) struct $name;

        #[async_trait::async_trait]
        impl driftline_runner::prelude::MigratorTrait for $name {
            fn migrations() -> Vec<Box<dyn driftline_runner::prelude::MigrationTrait>> {
                vec![$(Box::new($migration)),*]
            }
        }
    };
}

pub(crate) const CREATE: Stepped = Stepped { name: "m20260101_000001_create", steps: create };
pub(crate) const WIDEN: Stepped = Stepped { name: "m20260102_000001_widen_email", steps: widen };
pub(crate) const BIRTHDAY: Stepped = Stepped { name: "m20260103_000001_add_birthday", steps: birthday };

fn create() -> Steps {
    Steps::new()
        .step(
            Step::new("create table contacts")
                .up(Table::create()
                    .table("contacts")
                    .col(ColumnDef::new("id").integer().not_null().auto_increment().primary_key())
                    .col(ColumnDef::new("email").string_len(255)))
                .down(Table::drop().table("contacts")),
        )
        .step(
            Step::new("create table notes")
                .up(Table::create()
                    .table("notes")
                    .col(ColumnDef::new("id").integer().not_null().auto_increment().primary_key())
                    .col(ColumnDef::new("contact_id").integer().not_null())
                    .foreign_key(
                        ForeignKey::create()
                            .name("fk-notes-contact_id")
                            .from("notes", "contact_id")
                            .to("contacts", "id")
                            .on_delete(ForeignKeyAction::Cascade),
                    ))
                .down(Table::drop().table("notes")),
        )
}

/// The parent of a cascading foreign key is rebuilt: the case in which children are lost silently.
pub(crate) fn widen() -> Steps {
    Steps::new().step(
        Step::new("rebuild contacts: email varchar(255) -> varchar(320)")
            .on(DbBackend::Sqlite, |branch| {
                let (up, down) = (rebuild("varchar(320)"), rebuild("varchar(255)"));
                let branch = up.into_iter().fold(branch.rebuilds("contacts"), Branch::up);
                down.into_iter().fold(branch, Branch::down)
            })
            .on(DbBackend::Postgres, |branch| {
                branch
                    .up(r#"ALTER TABLE "contacts" ALTER COLUMN "email" TYPE varchar(320)"#)
                    .down(r#"ALTER TABLE "contacts" ALTER COLUMN "email" TYPE varchar(255)"#)
            }),
    )
}

pub(crate) fn rebuild(email: &str) -> Vec<String> {
    vec![
        format!(
            r#"CREATE TABLE "driftline_contacts" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "email" {email})"#
        ),
        r#"INSERT INTO "driftline_contacts" ("id", "email") SELECT "id", "email" FROM "contacts""#.to_owned(),
        r#"DROP TABLE "contacts""#.to_owned(),
        r#"ALTER TABLE "driftline_contacts" RENAME TO "contacts""#.to_owned(),
    ]
}

fn birthday() -> Steps {
    Steps::new().step(
        Step::new("add column contacts.birthday")
            .loses("the values of contacts.birthday")
            .up(Table::alter().table("contacts").add_column(ColumnDef::new("birthday").date().null()))
            .down(Table::alter().table("contacts").drop_column("birthday")),
    )
}

migrator!(Family: CREATE, WIDEN, BIRTHDAY);
migrator!(Created: CREATE);

/// What a command printed, and its exit code.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) code: u8,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Said {
    /// Insists on success.
    #[track_caller]
    pub(crate) fn ok(self) -> Said {
        assert_eq!(self.code, 0, "{self:#?}");
        self
    }

    /// Insists on an exit code and a text among the errors.
    #[track_caller]
    pub(crate) fn refused(self, code: u8, text: &str) -> Said {
        assert_eq!(self.code, code, "{self:#?}");
        assert!(self.err.contains(text), "no `{text}` in {self:#?}");
        self
    }

    /// Insists on a text in the output.
    #[track_caller]
    pub(crate) fn prints(self, text: &str) -> Said {
        assert!(self.out.contains(text), "no `{text}` in {self:#?}");
        self
    }
}

#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<u8>>>);

impl Kept {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Runs one command line against a URL.
pub(crate) async fn run_on<M: MigratorTrait>(migrator: M, url: &str, line: &str) -> Said {
    let (out, err) = (Kept::default(), Kept::default());
    let screen = Screen::captured(out.clone(), err.clone());
    let arguments = ["migration", "--database-url", url].into_iter().chain(line.split_whitespace());
    let code = driftline_runner::cli::run(migrator, arguments, "sqlite://never.db", screen).await;
    Said { code, out: out.text(), err: err.text() }
}

/// A SQLite file in a folder of its own.
pub(crate) struct Place {
    folder: TempDir,
}

impl Place {
    pub(crate) fn new() -> Place {
        Place { folder: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.folder.path().join("data").join("prt.db")
    }

    pub(crate) fn url(&self) -> String {
        format!("sqlite://{}?mode=rwc", self.file().display())
    }

    pub(crate) async fn run<M: MigratorTrait>(&self, migrator: M, line: &str) -> Said {
        run_on(migrator, &self.url(), line).await
    }

    /// A connection as an application has it: foreign keys on, as many connections as asked for.
    pub(crate) async fn app(&self, connections: u32) -> DatabaseConnection {
        std::fs::create_dir_all(self.file().parent().unwrap()).unwrap();
        let mut options = ConnectOptions::new(self.url());
        options.max_connections(connections).min_connections(connections).sqlx_logging(false);
        Database::connect(options).await.unwrap()
    }

    /// What a query gives, rows by lines and columns by bars.
    pub(crate) fn ask(&self, sql: &str) -> String {
        sqlite3(&self.file(), sql).ok().out.trim_end().to_owned()
    }

    pub(crate) fn sqlite3(&self, script: &str) -> Said {
        sqlite3(&self.file(), script)
    }

    /// Three contacts and four notes that hang on them.
    pub(crate) fn fill(&self) {
        self.ask(
            "INSERT INTO contacts (id, email) VALUES (1, 'a@x'), (2, NULL), (7, 'it''s');
             INSERT INTO notes (contact_id) VALUES (1), (1), (2), (7);",
        );
    }

    pub(crate) fn assert_filled(&self) {
        assert_eq!(self.ask("SELECT id, email FROM contacts ORDER BY id"), "1|a@x\n2|\n7|it's");
        assert_eq!(self.ask("SELECT contact_id FROM notes ORDER BY id"), "1\n1\n2\n7", "children are kept");
        assert_eq!(self.ask("PRAGMA foreign_key_check"), "");
    }

    pub(crate) fn recorded(&self) -> String {
        self.ask("SELECT version FROM seaql_migrations ORDER BY version")
    }
}

/// Runs a script in SQLite's own shell. Its tests are not skipped: the shell is part of what is promised.
fn sqlite3(file: &std::path::Path, script: &str) -> Said {
    let mut child = Command::new("sqlite3")
        .arg(file)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("these tests read databases with the sqlite3 shell; install it (apt-get install sqlite3)");
    child.stdin.take().unwrap().write_all(script.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    Said {
        code: output.status.code().unwrap_or(255) as u8,
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// One number from a connection.
pub(crate) async fn number<C: ConnectionTrait>(connection: &C, sql: &str) -> i64 {
    let backend = connection.get_database_backend();
    let row = connection.query_one_raw(Statement::from_string(backend, sql)).await.unwrap().unwrap();
    row.try_get_by_index::<i64>(0).unwrap()
}
