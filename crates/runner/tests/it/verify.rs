//! `verify`: honest histories hold, dishonest ones are told with what they lost. On SQLite always; on PostgreSQL and MariaDB
//! where the environment names a server.

use driftline_runner::prelude::*;

use crate::migrator;
use crate::support::{BIRTHDAY, CREATE, Family, Place, Plain, Said, Stepped, run_on};

/// The engines that there are here, by the words of `--engine`.
fn engines() -> Vec<&'static str> {
    let mut engines = vec!["sqlite"];
    for (engine, variable) in [("postgres", "DRIFTLINE_TEST_POSTGRES"), ("mysql", "DRIFTLINE_TEST_MYSQL")] {
        match std::env::var(variable) {
            Ok(url) if !url.is_empty() => engines.push(engine),
            _ => println!("skipped: verify on {engine}: {variable} names no server"),
        }
    }
    engines
}

/// Verifies on every engine, one after the other.
async fn on_each<M: MigratorTrait + Copy>(migrator: M, arguments: &str) -> Vec<Said> {
    let mut said = Vec::new();
    for engine in engines() {
        let line = format!("verify --engine {engine} {arguments}");
        said.push(Place::new().run(migrator, &line).await);
    }
    said
}

/// Insists that every engine says that it does not hold, with all these words.
#[track_caller]
fn fails(said: Vec<Said>, words: &[&str]) {
    for said in said {
        assert_eq!(said.code, 2, "{said:#?}");
        for word in words {
            assert!(said.out.contains(word), "no `{word}` in\n{}\n{}", said.out, said.err);
        }
    }
}

const CONTACTS: Plain = Plain {
    name: "m20260101_000001_contacts",
    up: &[
        "CREATE TABLE contacts (id integer NOT NULL PRIMARY KEY, email varchar(255) NOT NULL, phone varchar(50))",
        "CREATE TABLE notes (id integer NOT NULL PRIMARY KEY, contact_id integer NOT NULL, \
         CONSTRAINT fk_notes_contact FOREIGN KEY (contact_id) REFERENCES contacts (id) ON DELETE CASCADE)",
    ],
    down: &["DROP TABLE notes", "DROP TABLE contacts"],
    transaction: None,
};

#[tokio::test]
async fn an_honest_history_holds() {
    let place = Place::new();
    let said = place.run(Family, "verify --engine sqlite").await.ok();
    for line in
        ["SQLite", "holds  m20260101_000001_create", "2 tables, 8 rows", "3 migrations verified on SQLite: all hold"]
    {
        assert!(said.out.contains(line), "no `{line}` in {}", said.out);
    }
    assert!(!place.file().exists(), "the project's own database is not touched");
}

migrator!(ForgetsIndex: CONTACTS, Plain {
    name: "m20260102_000001_nick",
    up: &["ALTER TABLE contacts ADD COLUMN nick varchar(20)", "CREATE INDEX ix_contacts_email ON contacts (email)"],
    down: &["ALTER TABLE contacts DROP COLUMN nick"],
    transaction: None,
});

#[tokio::test]
async fn a_down_that_forgets_an_index_is_told() {
    fails(
        on_each(ForgetsIndex, "").await,
        &["fails  m20260102_000001_nick", "down does not bring back the schema", "contacts", "ix_contacts_email"],
    );
}

const FORGETS_VALUES: [&str; 2] =
    ["ALTER TABLE contacts DROP COLUMN phone", "ALTER TABLE contacts ADD COLUMN phone varchar(50)"];

fn drops_phone() -> Step {
    Step::new("drop column contacts.phone").up(FORGETS_VALUES[0]).down(FORGETS_VALUES[1])
}

migrator!(LosesValues: CONTACTS, Stepped { name: "m20260102_000001_phone", steps: || Steps::new().step(drops_phone()) });
migrator!(SaysSo: CONTACTS, Stepped {
    name: "m20260102_000001_phone",
    steps: || Steps::new().step(drops_phone().loses("the values of contacts.phone")),
});
migrator!(SaysNothing: CONTACTS, Stepped {
    name: "m20260102_000001_phone",
    steps: || Steps::new().step(drops_phone().loses("old phones")),
});

#[tokio::test]
async fn a_silent_loss_is_told_and_a_declared_one_holds() {
    fails(
        on_each(LosesValues, "").await,
        &[
            "the values of contacts.phone are not what they were",
            ".loses(\"the values of contacts.phone\")",
            "before  id ",
            "1 of 2 runs fail",
        ],
    );
    for said in on_each(SaysSo, "").await {
        said.ok().prints("all hold");
    }
}

#[tokio::test]
async fn a_loss_that_names_no_table_excuses_nothing() {
    fails(
        on_each(SaysNothing, "").await,
        &["says it loses `old phones`, which names no table", "contacts.phone are not"],
    );
}

const ITEMS: Plain = Plain {
    name: "m20260101_000001_items",
    up: &["CREATE TABLE items (id integer NOT NULL PRIMARY KEY, label varchar(20))"],
    down: &["DROP TABLE items"],
    transaction: None,
};

fn fills() -> Step {
    Step::new("items.label is never NULL")
        .on(DbBackend::Sqlite, |branch| {
            branch
                .up("CREATE TABLE new (id integer NOT NULL PRIMARY KEY, label varchar(20) NOT NULL)")
                .up("INSERT INTO new SELECT id, COALESCE(label, '') FROM items")
                .up("DROP TABLE items")
                .up("ALTER TABLE new RENAME TO items")
                .down("ALTER TABLE items ADD COLUMN old varchar(20)")
                .down("UPDATE items SET old = label")
                .down("ALTER TABLE items DROP COLUMN label")
                .down("ALTER TABLE items RENAME COLUMN old TO label")
        })
        .on(DbBackend::Postgres, |branch| {
            branch
                .up("UPDATE items SET label = '' WHERE label IS NULL")
                .up("ALTER TABLE items ALTER COLUMN label SET NOT NULL")
                .down("ALTER TABLE items ALTER COLUMN label DROP NOT NULL")
        })
        .on(DbBackend::MySql, |branch| {
            branch
                .up("UPDATE items SET label = '' WHERE label IS NULL")
                .up("ALTER TABLE items MODIFY label varchar(20) NOT NULL")
                .down("ALTER TABLE items MODIFY label varchar(20)")
        })
}

migrator!(FillsSilently: ITEMS, Stepped { name: "m20260102_000001_fill", steps: || Steps::new().step(fills()) });
migrator!(SaysWhatItFills: ITEMS, Stepped {
    name: "m20260102_000001_fill",
    steps: || Steps::new().step(fills().loses("which rows of items.label were NULL")),
});

#[tokio::test]
async fn rows_that_only_the_old_schema_allows_are_tried_too() {
    fails(
        on_each(FillsSilently, "").await,
        &["on rows that only the schema before it allows", "the values of items.label", "label NULL"],
    );
    for said in on_each(SaysWhatItFills, "").await {
        said.ok();
    }
}

migrator!(EmptiesChildren: CONTACTS, Plain {
    name: "m20260102_000001_rebuild",
    up: &[
        "CREATE TABLE new (id integer NOT NULL PRIMARY KEY, email varchar(320) NOT NULL, phone varchar(50))",
        "INSERT INTO new SELECT * FROM contacts",
        "DROP TABLE contacts",
        "ALTER TABLE new RENAME TO contacts",
    ],
    down: &[
        "CREATE TABLE old (id integer NOT NULL PRIMARY KEY, email varchar(255) NOT NULL, phone varchar(50))",
        "INSERT INTO old SELECT * FROM contacts",
        "DROP TABLE contacts",
        "ALTER TABLE old RENAME TO contacts",
    ],
    transaction: None,
});

#[tokio::test]
async fn a_rebuild_that_empties_the_children_is_told() {
    let said = Place::new().run(EmptiesChildren, "verify --engine sqlite").await;
    fails(vec![said], &["the rows of notes are not what they were: 4 rows, now 0"]);
}

migrator!(CannotRunOnRows: CONTACTS, Plain {
    name: "m20260102_000001_fax",
    up: &["CREATE TABLE checked (n integer NOT NULL)", "INSERT INTO checked SELECT NULLIF(id, id) FROM contacts"],
    down: &["DROP TABLE checked"],
    transaction: None,
}, BIRTHDAY);

#[tokio::test]
async fn a_migration_that_fails_on_rows_is_told_with_advice() {
    fails(on_each(CannotRunOnRows, "").await, &["m20260102_000001_fax failed going up", "--fill", "--last N"]);
    for said in on_each(CannotRunOnRows, "--last 1").await {
        said.ok().prints("1 migration verified");
    }
}

const SINK: Plain = Plain {
    name: "m20260101_000001_everything",
    up: &[
        "CREATE TABLE people (id integer NOT NULL PRIMARY KEY, code varchar(8) NOT NULL UNIQUE, \
         status varchar(10) NOT NULL DEFAULT 'new', age integer, email varchar(60), nick char(2), \
         boss_id integer REFERENCES people (id), team_id integer, starts date, ends date, score numeric(4,1), \
         is_member boolean NOT NULL, note text, \
         CONSTRAINT ck_status CHECK (status IN ('new', 'it''s', 'old')), \
         CONSTRAINT ck_age CHECK (age BETWEEN 18 AND 40 OR age > 90), \
         CONSTRAINT ck_email CHECK (email LIKE '%_@%.org'), \
         CONSTRAINT ck_code CHECK (length(code) = 6), \
         CONSTRAINT ck_dates CHECK (starts < ends), \
         CONSTRAINT ck_reach CHECK (email IS NOT NULL OR note IS NOT NULL))",
        "CREATE TABLE teams (id integer NOT NULL PRIMARY KEY, name varchar(30) NOT NULL, \
         lead_id integer NOT NULL REFERENCES people (id), UNIQUE (name, lead_id))",
        "CREATE TABLE memberships (team_id integer NOT NULL REFERENCES teams (id), \
         person_id integer NOT NULL REFERENCES people (id), since timestamp, PRIMARY KEY (team_id, person_id))",
        "CREATE TABLE seats (team_id integer NOT NULL, person_id integer NOT NULL, seat integer NOT NULL UNIQUE, \
         FOREIGN KEY (team_id, person_id) REFERENCES memberships (team_id, person_id))",
        "CREATE TABLE profiles (person_id integer NOT NULL PRIMARY KEY REFERENCES people (id), born date)",
    ],
    down: &[
        "DROP TABLE profiles",
        "DROP TABLE seats",
        "DROP TABLE memberships",
        "DROP TABLE teams",
        "DROP TABLE people",
    ],
    transaction: None,
};

/// What only one of the engines has words for.
const SQLITE_SINK: Plain = Plain {
    name: "m20260102_000001_sqlite",
    up: &[
        "CREATE TABLE odd (a, b blob, c real, d datetime_text, e uuid_text, f json_text CHECK (json_valid(f)), \
         total integer GENERATED ALWAYS AS (c * 2) STORED, pin text CHECK (pin GLOB '[0-9][0-9][0-9][0-9]'), \
         PRIMARY KEY (a, e)) WITHOUT ROWID",
        "CREATE TABLE narrow (id integer NOT NULL PRIMARY KEY AUTOINCREMENT, flag integer NOT NULL CHECK (flag IN (0, 1)), \
         amount integer NOT NULL DEFAULT 5 CHECK (amount > 100 AND amount % 7 = 0)) STRICT",
        "CREATE TABLE left_ (id integer NOT NULL PRIMARY KEY, right_id integer NOT NULL REFERENCES right_ (id))",
        "CREATE TABLE right_ (id integer NOT NULL PRIMARY KEY, left_id integer NOT NULL REFERENCES left_ (id))",
        "CREATE UNIQUE INDEX ux_lower ON odd (lower(d)) WHERE d IS NOT NULL",
    ],
    down: &[
        "PRAGMA defer_foreign_keys = ON",
        "DROP TABLE odd",
        "DROP TABLE narrow",
        "DROP TABLE left_",
        "DROP TABLE right_",
    ],
    transaction: None,
};

const POSTGRES_SINK: Plain = Plain {
    name: "m20260102_000001_postgres",
    up: &[
        "CREATE TYPE mood AS ENUM ('good', 'bad', 'it''s', 'four', 'five')",
        "CREATE DOMAIN zip AS varchar(5) CHECK (VALUE ~ '^[0-9]{5}$')",
        "CREATE DOMAIN home_zip AS zip CHECK (VALUE <> '00000')",
        "CREATE TABLE odd (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, serial_ serial, m mood NOT NULL, ms mood[], \
         z zip NOT NULL, h home_zip, j json, jb jsonb NOT NULL, u uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE, by bytea NOT NULL, \
         i interval NOT NULL, t time, tz timestamptz NOT NULL DEFAULT now(), n numeric, f double precision NOT NULL, \
         ip inet, r int4range, b bit(3) NOT NULL, vb bit varying(5), ts tsvector, ar integer[] NOT NULL, ar2 text[], \
         total integer GENERATED ALWAYS AS (length(z::text) * 2) STORED, \
         sku text NOT NULL CHECK (sku ~ '^[A-Z]{2}-[0-9]+$'), EXCLUDE USING gist (r WITH &&))",
        "CREATE TABLE left_ (id integer PRIMARY KEY, right_id integer NOT NULL)",
        "CREATE TABLE right_ (id integer PRIMARY KEY, left_id integer NOT NULL REFERENCES left_ (id))",
        "ALTER TABLE left_ ADD CONSTRAINT fk_right FOREIGN KEY (right_id) REFERENCES right_ (id) DEFERRABLE INITIALLY IMMEDIATE",
        "CREATE UNIQUE INDEX ux_lower ON odd (lower(sku)) WHERE sku <> ''",
        "CREATE SCHEMA other",
        "CREATE TABLE other.people (id integer PRIMARY KEY, odd_id bigint REFERENCES odd (id))",
    ],
    down: &[
        "DROP SCHEMA other CASCADE",
        "ALTER TABLE left_ DROP CONSTRAINT fk_right",
        "DROP TABLE right_, left_, odd",
        "DROP DOMAIN home_zip",
        "DROP DOMAIN zip",
        "DROP TYPE mood",
    ],
    transaction: None,
};

const MYSQL_SINK: Plain = Plain {
    name: "m20260102_000001_mysql",
    up: &[
        "CREATE TABLE odd (id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, m enum('good','bad','it''s','four','five') NOT NULL, \
         s set('a','b','c') NOT NULL, t tinyint NOT NULL, tu tinyint unsigned NOT NULL UNIQUE, yes tinyint(1) NOT NULL, \
         d decimal(6,2) NOT NULL, f float NOT NULL, db double, c char(3) NOT NULL, v varchar(20) NOT NULL UNIQUE, tx mediumtext, \
         b binary(4) NOT NULL, vb varbinary(5) NOT NULL UNIQUE, bl blob NOT NULL, da date NOT NULL, ti time NOT NULL, dt datetime(3) NOT NULL, \
         ts timestamp NOT NULL DEFAULT current_timestamp() ON UPDATE current_timestamp(), y year NOT NULL, j json NOT NULL, \
         bt bit(3) NOT NULL, u uuid NOT NULL, p point NOT NULL, ip inet6, total int AS (t * 2) STORED, \
         sku varchar(20) NOT NULL, CONSTRAINT ck_sku CHECK (sku REGEXP '^[A-Z]{2}-[0-9]+$'), \
         n int NOT NULL CHECK (n BETWEEN 200 AND 210), SPATIAL INDEX (p), FULLTEXT INDEX (tx))",
        "CREATE TABLE left_ (id integer PRIMARY KEY, right_id integer NOT NULL)",
        "CREATE TABLE right_ (id integer PRIMARY KEY, left_id integer NOT NULL, \
         CONSTRAINT fk_left FOREIGN KEY (left_id) REFERENCES left_ (id))",
        "ALTER TABLE left_ ADD CONSTRAINT fk_right FOREIGN KEY (right_id) REFERENCES right_ (id)",
        "CREATE TABLE latin (id integer PRIMARY KEY, t varchar(30) CHARACTER SET latin1 NOT NULL)",
    ],
    down: &["DROP TABLE latin", "ALTER TABLE left_ DROP FOREIGN KEY fk_right", "DROP TABLE right_, left_, odd"],
    transaction: None,
};

migrator!(MySqlSink: SINK, MYSQL_SINK);
migrator!(SqliteSink: SINK, SQLITE_SINK);
migrator!(PostgresSink: SINK, POSTGRES_SINK);

/// Insists that every table of the last migration got rows, and how many tables that were.
#[track_caller]
fn covers(said: Said, tables: u64) {
    let report: serde_json::Value = serde_json::from_str(&said.out).expect(&said.err);
    for migration in report["engines"][0]["migrations"].as_array().unwrap() {
        assert_eq!(migration["not_covered"], serde_json::json!([]), "{report:#}");
    }
    assert_eq!(report["engines"][0]["migrations"][1]["tables"], tables, "{report:#}");
    assert_eq!(said.code, 0, "{report:#}");
}

#[tokio::test]
async fn generated_rows_satisfy_keys_checks_and_types() {
    covers(Place::new().run(SqliteSink, "verify --engine sqlite --json").await, 9);
    for engine in engines() {
        match engine {
            "postgres" => covers(Place::new().run(PostgresSink, "verify --engine postgres --json").await, 9),
            "mysql" => covers(Place::new().run(MySqlSink, "verify --engine mysql --json").await, 9),
            _ => {}
        }
    }
}

migrator!(Created: CREATE);

#[tokio::test]
async fn the_report_is_data_too() {
    let said = Place::new().run(Created, "verify --engine sqlite --json").await.ok();
    let report: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(report["holds"], true);
    assert_eq!(report["engines"][0]["engine"], "sqlite");
    let migration = &report["engines"][0]["migrations"][0];
    assert_eq!(migration["revision"], "m20260101_000001_create");
    assert_eq!((&migration["tables"], &migration["rows"]), (&2.into(), &8.into()));
    assert_eq!(migration["times"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn an_engine_without_a_server_fails_and_says_how_to_get_one() {
    if std::env::var("DRIFTLINE_TEST_POSTGRES").is_ok() {
        return;
    }
    let said = Place::new().run(Created, "verify --engine postgres").await.refused(1, "--scratch-url postgres://");
    assert!(said.err.contains("DRIFTLINE_TEST_POSTGRES") && said.err.contains("[verify]"), "{said:?}");
}

/// Runs `verify` on a copy and insists that the original keeps every byte.
async fn on_copy<M: MigratorTrait>(place: &Place, migrator: M, arguments: &str) -> Said {
    let before = std::fs::read(place.file()).unwrap();
    let said = Place::new().run(migrator, &format!("verify --from {} {arguments}", place.url())).await;
    assert_eq!(std::fs::read(place.file()).unwrap(), before, "the original is only read");
    said
}

migrator!(Start: CONTACTS);

#[tokio::test]
async fn pending_migrations_are_tried_on_a_copy_of_real_rows() {
    let place = Place::new();
    place.run(Start, "up").await.ok();
    place.ask("INSERT INTO contacts (id, email, phone) VALUES (1, 'a@x', '123'), (2, 'b@x', NULL)");
    let said = on_copy(&place, LosesValues, "").await;
    fails(
        vec![said],
        &[
            "SQLite, a copy",
            "2 tables, 6 rows",
            "contacts.phone are not",
            "before  id 1 | phone '123'",
            "now     id 1 | phone NULL",
        ],
    );
    on_copy(&place, SaysSo, "").await.ok().prints("1 migration verified on SQLite: it holds");
    let scratch = std::env::temp_dir().read_dir().unwrap().flatten();
    let left = scratch.filter(|entry| entry.file_name().to_string_lossy().starts_with("driftline_scratch_"));
    assert!(left.count() < 8, "copies are removed: other runs may have theirs at this moment");
}

#[tokio::test]
async fn what_the_write_ahead_log_holds_is_copied_too() {
    let place = Place::new();
    place.run(Start, "up").await.ok();
    place.ask("PRAGMA journal_mode = WAL");
    let app = place.app(1).await;
    app.execute_unprepared("INSERT INTO contacts (id, email, phone) VALUES (7, 'log@x', '777')").await.unwrap();
    let said = on_copy(&place, LosesValues, "").await;
    fails(vec![said], &["before  id 7 | phone '777'"]);
    app.close().await.unwrap();
}

migrator!(Blanks: CONTACTS, Plain {
    name: "m20260102_000001_blank",
    up: &["UPDATE contacts SET phone = '?' WHERE id > 0"],
    down: &["UPDATE contacts SET phone = NULL WHERE id > 0"],
    transaction: None,
});

#[tokio::test]
async fn applied_migrations_go_down_and_up_again_on_a_copy() {
    let place = Place::new();
    place.run(Blanks, "up").await.ok();
    place.ask("INSERT INTO contacts (id, email, phone) VALUES (1, 'a@x', '123')");
    let words = [
        "fails  m20260102_000001_blank",
        "down and up again, the values of contacts.phone",
        "before  id 1 | phone '123'",
    ];
    fails(vec![on_copy(&place, Blanks, "").await], &words);
    let sound = Place::new();
    sound.run(LosesValues, "up").await.ok();
    // Going down brings the column back empty, and no row says otherwise.
    let said = on_copy(&sound, LosesValues, "--last 2").await.ok();
    assert!(
        said.out.contains("holds  m20260102_000001_phone") && said.out.contains("2 migrations verified"),
        "{said:?}"
    );
}

#[tokio::test]
async fn a_drifted_copy_is_compared_with_itself() {
    let place = Place::new();
    place.run(Start, "up").await.ok();
    place.ask("CREATE TABLE mine (x integer); INSERT INTO mine VALUES (1)");
    on_copy(&place, SaysSo, "").await.ok().prints("note: the database is not what its history makes; each step");
    fails(vec![on_copy(&place, ForgetsIndex, "").await], &["down does not bring back the schema", "ix_contacts_email"]);
}

#[tokio::test]
async fn nothing_to_verify_is_no_failure() {
    migrator!(Nothing:);
    let place = Place::new();
    place.run(Nothing, "verify --engine sqlite").await.ok().prints("there was nothing to verify");
    place.run(Created, "up").await.ok();
    place.run(Created, "down").await.ok();
    place.run(Created, "verify --engine sqlite --last 0").await.ok().prints("there was nothing to verify");
}

#[tokio::test]
async fn unknown_revisions_and_missing_files_are_refused() {
    let place = Place::new();
    place.run(LosesValues, "up").await.ok();
    on_copy(&place, Start, "").await.refused(1, "m20260102_000001_phone");
    let missing = format!("verify --from sqlite://{}.gone", place.file().display());
    place.run(Start, &missing).await.refused(1, "there is no database file");
    place.run(Start, "verify --from nonsense").await.refused(1, "--from");
}

/// A database on a server, made with its own statements and dropped at the end.
struct Real {
    url: String,
    name: String,
    admin: sea_orm::DatabaseConnection,
}

impl Real {
    async fn of(engine: &str) -> Real {
        let variable = if engine == "postgres" { "DRIFTLINE_TEST_POSTGRES" } else { "DRIFTLINE_TEST_MYSQL" };
        let root = std::env::var(variable).unwrap();
        let name = format!("verify_real_{}", std::process::id());
        let admin = sea_orm::Database::connect(&root).await.unwrap();
        admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.unwrap();
        let (server, _) = root.rsplit_once('/').unwrap();
        Real { url: format!("{server}/{name}"), name, admin }
    }

    async fn ask(&self, sql: &str) {
        let database = sea_orm::Database::connect(&self.url).await.unwrap();
        database.execute_unprepared(sql).await.unwrap();
        database.close().await.unwrap();
    }

    async fn number(&self, sql: &str) -> i64 {
        let database = sea_orm::Database::connect(&self.url).await.unwrap();
        let number = crate::support::number(&database, sql).await;
        database.close().await.unwrap();
        number
    }

    async fn end(self) {
        self.admin.execute_unprepared(&format!("DROP DATABASE {}", self.name)).await.unwrap();
    }
}

#[tokio::test]
async fn a_server_database_is_copied_with_its_own_programs() {
    for engine in engines().into_iter().filter(|engine| *engine != "sqlite") {
        let real = Real::of(engine).await;
        run_on(Start, &real.url, "up").await.ok();
        real.ask("INSERT INTO contacts (id, email, phone) VALUES (1, 'a@x', '123'), (2, 'it''s \u{e9}', NULL)").await;
        let line = format!("verify --from {}", real.url);
        fails(
            vec![Place::new().run(LosesValues, &line).await],
            &["contacts.phone are not", "before  id 1 | phone 123", "2 tables, 6 rows"],
        );
        Place::new().run(SaysSo, &line).await.ok().prints("it holds");
        Place::new().run(Start, &line).await.ok().prints("holds  m20260101_000001_contacts  down");
        let there = real.number("SELECT count(*) FROM contacts WHERE phone = '123'").await;
        assert_eq!(there, 1, "the original is only read");
        real.end().await;
    }
}
