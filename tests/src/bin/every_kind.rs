//! A migration binary whose history holds every kind of step on every engine, with rows that show whether a step ran once. For
//! the tests that kill it, race it and take its disk away; leaves out anything that is not the same in each run.

use std::process::ExitCode;

use driftline_runner::prelude::*;

/// People put in by the first migration.
const PEOPLE: usize = 300;

struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(Stepped("m01_create", create)),
            Box::new(Stepped("m02_columns", columns)),
            Box::new(Stepped("m03_count", count)),
            Box::new(Stepped("m04_widen", widen)),
            Box::new(Stepped("m05_rename", rename)),
            Box::new(Stepped("m06_keys", keys)),
            Box::new(Stepped("m07_views", views)),
            Box::new(ByHand),
            Box::new(Stepped("m09_split", split)),
            Box::new(Stepped("m10_outside", outside)),
            Box::new(Stepped("m11_drop", drop_some)),
            Box::new(Alone),
        ]
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    driftline_runner::cli::main(Migrator, "sqlite://every_kind.db?mode=rwc").await
}

struct Stepped(&'static str, fn() -> Steps);

impl MigrationName for Stepped {
    fn name(&self) -> &str {
        self.0
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Stepped {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        (self.1)().up(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        (self.1)().down(manager).await
    }
}

/// Steps of a migration that asks for no transaction around it.
struct Alone;

impl MigrationName for Alone {
    fn name(&self) -> &str {
        "m12_alone"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Alone {
    fn use_transaction(&self) -> Option<bool> {
        Some(false)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        alone().up(manager).await?;
        once_more().up(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        alone().down(manager).await?;
        once_more().down(manager).await
    }
}

fn alone() -> Steps {
    Steps::new()
        .step(
            Step::new("add column folk.seen")
                .up("ALTER TABLE folk ADD COLUMN seen integer")
                .down("ALTER TABLE folk DROP COLUMN seen"),
        )
        .step(
            Step::new("count three more")
                .up("UPDATE folk SET visits = visits + 3")
                .down("UPDATE folk SET visits = visits - 3"),
        )
}

/// A second list of steps of the same migration.
fn once_more() -> Steps {
    Steps::new().step(
        Step::new("and four").up("UPDATE folk SET visits = visits + 4").down("UPDATE folk SET visits = visits - 4"),
    )
}

/// As people write a change of rows without steps: in a transaction of its own.
struct ByHand;

impl MigrationName for ByHand {
    fn name(&self) -> &str {
        "m08_by_hand"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for ByHand {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        connection.execute_unprepared("UPDATE folk SET visits = visits * 2").await?;
        connection.execute_unprepared("UPDATE folk SET visits = visits + 1").await.map(|_| ())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        connection.execute_unprepared("UPDATE folk SET visits = visits - 1").await?;
        connection.execute_unprepared("UPDATE folk SET visits = visits / 2").await.map(|_| ())
    }
}

fn create() -> Steps {
    let rows = |from: usize, to: usize, row: fn(usize) -> String| (from..=to).map(row).collect::<Vec<_>>().join(", ");
    let people = rows(1, PEOPLE, |id| format!("({id}, 'person {id}', 'it''s note {id}', {})", id % 7));
    let pets = rows(1, PEOPLE, |id| format!("({id}, {}, 'pet {id}')", 1 + id % (PEOPLE / 2)));
    Steps::new()
        .step(
            Step::new("create table people")
                .up(Table::create()
                    .table("people")
                    .col(ColumnDef::new("id").integer().not_null().primary_key())
                    .col(ColumnDef::new("name").string_len(40).not_null())
                    .col(ColumnDef::new("note").string_len(100))
                    .col(ColumnDef::new("visits").integer().not_null()))
                .down(Table::drop().table("people")),
        )
        .step(
            Step::new("create table pets")
                .up(Table::create()
                    .table("pets")
                    .col(ColumnDef::new("id").integer().not_null().primary_key())
                    .col(ColumnDef::new("person_id").integer().not_null())
                    .col(ColumnDef::new("name").string_len(40).not_null())
                    .foreign_key(
                        ForeignKey::create()
                            .name("fk-pets-person_id")
                            .from("pets", "person_id")
                            .to("people", "id")
                            .on_delete(ForeignKeyAction::Cascade),
                    ))
                .down(Table::drop().table("pets")),
        )
        .step(
            Step::new("put people in")
                .up(format!("INSERT INTO people (id, name, note, visits) VALUES {people}"))
                .up(format!("INSERT INTO pets (id, person_id, name) VALUES {pets}"))
                .down("DELETE FROM pets")
                .down("DELETE FROM people"),
        )
}

fn columns() -> Steps {
    Steps::new()
        .step(
            Step::new("add column people.town")
                .on(DbBackend::Sqlite, |branch| {
                    branch
                        .up("ALTER TABLE people ADD COLUMN town varchar(30) NOT NULL DEFAULT 'Bern'")
                        .down("ALTER TABLE people DROP COLUMN town")
                })
                .up("ALTER TABLE people ADD COLUMN town varchar(30) NOT NULL DEFAULT 'Bern'")
                .up("ALTER TABLE people ALTER COLUMN town DROP DEFAULT")
                .down("ALTER TABLE people DROP COLUMN town"),
        )
        .step(
            Step::new("index people.name")
                .up(Index::create().name("people_name").table("people").col("name"))
                .on(DbBackend::Sqlite, |branch| {
                    branch.up("CREATE INDEX people_name ON people (name)").down("DROP INDEX people_name")
                })
                .down(Index::drop().name("people_name").table("people")),
        )
}

/// Shows whether it ran once.
fn count() -> Steps {
    Steps::new()
        .step(
            Step::new("count a visit")
                .up("UPDATE people SET visits = visits + 100")
                .down("UPDATE people SET visits = visits - 100"),
        )
        .step(Step::new("procedure bump").nothing_on(DbBackend::Sqlite).nothing_on(DbBackend::Postgres).on(
            DbBackend::MySql,
            |branch| {
                branch
                    .up("CREATE PROCEDURE bump(n int) BEGIN UPDATE people SET visits = visits + n; END")
                    .down("DROP PROCEDURE bump")
            },
        ))
        .step(
            Step::new("call it")
                .nothing_on(DbBackend::Sqlite)
                .nothing_on(DbBackend::Postgres)
                .on(DbBackend::MySql, |branch| branch.up("CALL bump(1000)").down("CALL bump(-1000)")),
        )
        .step(Step::new("drop it").nothing_on(DbBackend::Sqlite).nothing_on(DbBackend::Postgres).on(
            DbBackend::MySql,
            |branch| {
                branch
                    .up("DROP PROCEDURE bump")
                    .down("CREATE PROCEDURE bump(n int) BEGIN UPDATE people SET visits = visits + n; END")
            },
        ))
        .step(
            Step::new("mark the notes")
                .on(DbBackend::MySql, |branch| {
                    branch
                        .up("UPDATE people SET note = CONCAT(note, '!'); UPDATE pets SET name = CONCAT(name, '?')")
                        .down("UPDATE pets SET name = LEFT(name, CHAR_LENGTH(name) - 1)")
                        .down("UPDATE people SET note = LEFT(note, CHAR_LENGTH(note) - 1)")
                })
                .up("UPDATE people SET note = note || '!'")
                .up("UPDATE pets SET name = name || '?'")
                .down("UPDATE pets SET name = substr(name, 1, length(name) - 1)")
                .down("UPDATE people SET note = substr(note, 1, length(note) - 1)"),
        )
}

/// A rebuild of the parent of a cascading key on SQLite; a check for the time of the change, and back, on MariaDB.
fn widen() -> Steps {
    Steps::new().step(
        Step::new("people.note varchar(100) -> varchar(200)")
            .on(DbBackend::Sqlite, |branch| {
                let (up, down) = (rebuilt("varchar(200)"), rebuilt("varchar(100)"));
                let branch = up.into_iter().fold(branch.rebuilds("people"), Branch::up);
                down.into_iter().fold(branch, Branch::down)
            })
            .on(DbBackend::Postgres, |branch| {
                branch
                    .up("ALTER TABLE people ALTER COLUMN note TYPE varchar(200)")
                    .down("ALTER TABLE people ALTER COLUMN note TYPE varchar(100)")
            })
            .on(DbBackend::MySql, |branch| {
                branch
                    .up("ALTER TABLE people ADD CONSTRAINT guard CHECK (note <> 'never')")
                    .up("ALTER TABLE people DROP CONSTRAINT guard")
                    .up("ALTER TABLE people MODIFY COLUMN note varchar(200)")
                    .down("ALTER TABLE people MODIFY COLUMN note varchar(100)")
            }),
    )
}

fn rebuilt(note: &str) -> Vec<String> {
    vec![
        format!(
            "CREATE TABLE driftline_people (id integer NOT NULL PRIMARY KEY, name varchar(40) NOT NULL, note {note}, \
             visits integer NOT NULL, town varchar(30) NOT NULL DEFAULT 'Bern')"
        ),
        "INSERT INTO driftline_people SELECT id, name, note, visits, town FROM people".to_owned(),
        "DROP TABLE people".to_owned(),
        "ALTER TABLE driftline_people RENAME TO people".to_owned(),
        "CREATE INDEX people_name ON people (name)".to_owned(),
    ]
}

fn rename() -> Steps {
    Steps::new()
        .step(
            Step::new("rename table people -> folk")
                .on(DbBackend::MySql, |branch| {
                    branch
                        .up("RENAME TABLE people TO folk, pets TO beasts")
                        .down("RENAME TABLE folk TO people, beasts TO pets")
                })
                .up("ALTER TABLE people RENAME TO folk")
                .up("ALTER TABLE pets RENAME TO beasts")
                .down("ALTER TABLE beasts RENAME TO pets")
                .down("ALTER TABLE folk RENAME TO people"),
        )
        .step(
            Step::new("rename column folk.town -> place")
                .up(Table::alter().table("folk").rename_column("town", "place"))
                .down(Table::alter().table("folk").rename_column("place", "town")),
        )
}

fn keys() -> Steps {
    Steps::new()
        .step(
            Step::new("beasts go with nobody")
                .nothing_on(DbBackend::Sqlite)
                .on(DbBackend::Postgres, |branch| {
                    branch
                        .up(r#"ALTER TABLE beasts DROP CONSTRAINT "fk-pets-person_id""#)
                        .up(r#"ALTER TABLE beasts ADD CONSTRAINT "fk-beasts" FOREIGN KEY (person_id) REFERENCES folk (id)"#)
                        .down(r#"ALTER TABLE beasts DROP CONSTRAINT "fk-beasts""#)
                        .down(r#"ALTER TABLE beasts ADD CONSTRAINT "fk-pets-person_id" FOREIGN KEY (person_id) REFERENCES folk (id) ON DELETE CASCADE"#)
                })
                .on(DbBackend::MySql, |branch| {
                    branch
                        .up("SET SESSION foreign_key_checks = 0")
                        .up("ALTER TABLE beasts DROP FOREIGN KEY `fk-pets-person_id`, DROP INDEX `fk-pets-person_id`")
                        .up("ALTER TABLE beasts ADD CONSTRAINT `fk-beasts` FOREIGN KEY (person_id) REFERENCES folk (id)")
                        .up("SET SESSION foreign_key_checks = 1")
                        .down("ALTER TABLE beasts DROP FOREIGN KEY `fk-beasts`, DROP INDEX `fk-beasts`")
                        .down("ALTER TABLE beasts ADD CONSTRAINT `fk-pets-person_id` FOREIGN KEY (person_id) REFERENCES folk (id) ON DELETE CASCADE")
                }),
        )
        .step(
            Step::new("no negative visits")
                .nothing_on(DbBackend::Sqlite)
                .up("ALTER TABLE folk ADD CONSTRAINT visited CHECK (visits >= 0)")
                .down("ALTER TABLE folk DROP CONSTRAINT visited"),
        )
}

fn views() -> Steps {
    Steps::new()
        .step(
            Step::new("view regulars")
                .up("CREATE VIEW regulars AS SELECT id, name FROM folk WHERE visits > 103")
                .down("DROP VIEW regulars"),
        )
        .step(
            Step::new("create table log")
                .up("CREATE TABLE log (id integer NOT NULL PRIMARY KEY, text varchar(80))")
                .down("DROP TABLE log"),
        )
        .step(
            Step::new("trigger on beasts")
                .on(DbBackend::Sqlite, |branch| {
                    branch
                        .up("CREATE TRIGGER tell AFTER INSERT ON beasts BEGIN INSERT INTO log VALUES (NEW.id, NEW.name); END")
                        .down("DROP TRIGGER tell")
                })
                .on(DbBackend::Postgres, |branch| {
                    branch
                        .up("CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO log VALUES (NEW.id, NEW.name); RETURN NEW; END $$")
                        .up("CREATE TRIGGER tell AFTER INSERT ON beasts FOR EACH ROW EXECUTE FUNCTION tell()")
                        .down("DROP TRIGGER tell ON beasts")
                        .down("DROP FUNCTION tell()")
                })
                .on(DbBackend::MySql, |branch| {
                    branch
                        .up("CREATE TRIGGER tell AFTER INSERT ON beasts FOR EACH ROW BEGIN INSERT INTO log VALUES (NEW.id, NEW.name); END")
                        .down("DROP TRIGGER tell")
                }),
        )
        .step(
            Step::new("one more beast, which the trigger tells")
                .up("INSERT INTO beasts (id, person_id, name) VALUES (1000, 1, 'late')")
                .down("DELETE FROM beasts WHERE id = 1000")
                .down("DELETE FROM log"),
        )
}

fn split() -> Steps {
    Steps::new()
        .step(
            Step::new("create table places")
                .up("CREATE TABLE places (id integer NOT NULL PRIMARY KEY, place varchar(30) NOT NULL)")
                .up("INSERT INTO places SELECT id, place FROM folk")
                .down("DELETE FROM places")
                .down("DROP TABLE places"),
        )
        .step(
            Step::new("drop column folk.place")
                .on(DbBackend::Sqlite, |branch| {
                    branch
                        .up("ALTER TABLE folk DROP COLUMN place")
                        .down("ALTER TABLE folk ADD COLUMN place varchar(30) NOT NULL DEFAULT 'Bern'")
                })
                .up("ALTER TABLE folk DROP COLUMN place")
                .down("ALTER TABLE folk ADD COLUMN place varchar(30) NOT NULL DEFAULT 'Bern'")
                .down("ALTER TABLE folk ALTER COLUMN place DROP DEFAULT"),
        )
}

fn outside() -> Steps {
    Steps::new()
        .step(
            Step::new("type mood")
                .nothing_on(DbBackend::Sqlite)
                .nothing_on(DbBackend::MySql)
                .on(DbBackend::Postgres, |branch| {
                    branch.up("CREATE TYPE mood AS ENUM ('good')").down("DROP TYPE mood")
                }),
        )
        .step(
            Step::new("a value that the next step uses")
                .outside_transaction()
                .nothing_on(DbBackend::Sqlite)
                .nothing_on(DbBackend::MySql)
                .on(DbBackend::Postgres, |branch| branch.up("ALTER TYPE mood ADD VALUE 'bad'")),
        )
        .step(
            Step::new("column folk.mood")
                .on(DbBackend::Postgres, |branch| {
                    branch
                        .up("ALTER TABLE folk ADD COLUMN mood mood NOT NULL DEFAULT 'bad'")
                        .down("ALTER TABLE folk DROP COLUMN mood")
                })
                .up("ALTER TABLE folk ADD COLUMN mood varchar(4) NOT NULL DEFAULT 'bad'")
                .down("ALTER TABLE folk DROP COLUMN mood"),
        )
        .step(
            Step::new("index folk.visits while the application writes")
                .outside_transaction()
                .on(DbBackend::Postgres, |branch| {
                    branch
                        .up("CREATE INDEX CONCURRENTLY folk_visits ON folk (visits)")
                        .down("DROP INDEX CONCURRENTLY folk_visits")
                })
                .on(DbBackend::Sqlite, |branch| {
                    branch.up("CREATE INDEX folk_visits ON folk (visits)").down("DROP INDEX folk_visits")
                })
                .up("CREATE INDEX folk_visits ON folk (visits)")
                .down("DROP INDEX folk_visits ON folk"),
        )
        .step(
            Step::new("count in portions")
                .outside_transaction()
                .up("UPDATE folk SET visits = visits + 7 WHERE id <= 150")
                .up("UPDATE folk SET visits = visits + 7 WHERE id > 150")
                .down("UPDATE folk SET visits = visits - 7 WHERE id > 150")
                .down("UPDATE folk SET visits = visits - 7 WHERE id <= 150"),
        )
}

fn drop_some() -> Steps {
    Steps::new()
        .step(
            Step::new("drop view regulars")
                .up("DROP VIEW regulars")
                .down("CREATE VIEW regulars AS SELECT id, name FROM folk WHERE visits > 103"),
        )
        .step(
            Step::new("tables that come")
                .up("CREATE TABLE one (x integer)")
                .up("CREATE TABLE two (x integer)")
                .on(DbBackend::MySql, |branch| {
                    branch.up("CREATE TABLE one (x integer); CREATE TABLE two (x integer)").down("DROP TABLE one, two")
                })
                .down("DROP TABLE two")
                .down("DROP TABLE one"),
        )
        .step(
            Step::new("and go")
                .on(DbBackend::MySql, |branch| {
                    branch
                        .up("DROP TABLE one, two")
                        .down("CREATE TABLE one (x integer)")
                        .down("CREATE TABLE two (x integer)")
                })
                .up("DROP TABLE one")
                .up("DROP TABLE two")
                .down("CREATE TABLE two (x integer)")
                .down("CREATE TABLE one (x integer)"),
        )
}
