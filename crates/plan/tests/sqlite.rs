//! SQLite's plans, run: up, read back, no difference, rows as expected; down, read back, the start again.
//!
//! Every case is two SQL scripts, the rows, and what becomes of them. Leaves out what is printed; that is in `sqlite.rs`.

#![allow(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it should be")]

use std::collections::BTreeSet;

use driftline_diff::{Difference, Renames, diff};
use driftline_inspect::{Scope, inspect};
use driftline_plan::{Facts, Plan, PlanError, PlanOptions, Unfit, combined_sql, plan, probes};
use driftline_schema::Schema;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement, TransactionTrait};

/// A database in memory with foreign keys on, as an application has it.
async fn database(script: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new("sqlite::memory:");
    options.max_connections(1).min_connections(1).sqlx_logging(false);
    let database = Database::connect(options).await.unwrap();
    run(&database, "PRAGMA foreign_keys = ON").await.unwrap();
    run(&database, script).await.unwrap();
    database
}

async fn run<C: ConnectionTrait>(database: &C, script: &str) -> Result<(), String> {
    if script.trim().is_empty() {
        return Ok(());
    }
    database.execute_unprepared(script).await.map(|_| ()).map_err(|error| format!("{error}\n  in: {script}"))
}

async fn read(database: &DatabaseConnection) -> Schema {
    inspect(database, &Scope::default()).await.unwrap().schema
}

/// Every row of a query, values separated by `|`, rows by a new line.
async fn rows(database: &DatabaseConnection, query: &str) -> String {
    let sql = if query.starts_with("SELECT ") {
        query.to_owned()
    } else {
        let columns = query_rows(database, &format!("SELECT name FROM pragma_table_info('{query}')")).await;
        let quoted: Vec<String> = columns.iter().map(|column| format!("quote(\"{column}\")")).collect();
        format!("SELECT {} FROM \"{query}\"", quoted.join(" || '|' || "))
    };
    query_rows(database, &sql).await.join("\n")
}

async fn query_rows(database: &DatabaseConnection, sql: &str) -> Vec<String> {
    let statement = Statement::from_string(DbBackend::Sqlite, sql);
    let rows = database.query_all_raw(statement).await.unwrap();
    rows.iter().map(|row| row.try_get_by_index::<String>(0).unwrap()).collect()
}

async fn facts(database: &DatabaseConnection, current: &Schema, desired: &Schema, difference: &Difference) -> Facts {
    let probes = probes(current, desired, difference);
    if probes.is_empty() {
        return Facts::new();
    }
    let statement = Statement::from_string(DbBackend::Sqlite, combined_sql(current.engine, &probes));
    let row = database.query_one_raw(statement).await.unwrap().unwrap();
    let count = |place: usize| u64::try_from(row.try_get_by_index::<i64>(place).unwrap()).unwrap();
    probes.into_iter().enumerate().map(|(place, probe)| (probe, count(place))).collect()
}

/// Runs statements as the runner does: foreign keys off around the transaction where a step rebuilds.
async fn execute(database: &DatabaseConnection, plan: &Plan, down: bool) -> Result<(), String> {
    let rebuilds = plan.steps.iter().any(|step| step.rebuilds.is_some());
    if rebuilds {
        run(database, "PRAGMA foreign_keys = OFF").await?;
    }
    let transaction = database.begin().await.unwrap();
    let statements: Vec<&str> = if down {
        plan.steps.iter().rev().flat_map(|step| &step.down).map(|statement| statement.sql.as_str()).collect()
    } else {
        plan.steps.iter().flat_map(|step| &step.up).map(|statement| statement.sql.as_str()).collect()
    };
    let mut result = Ok(());
    for statement in statements {
        result = run(&transaction, statement).await;
        if result.is_err() {
            break;
        }
    }
    if result.is_ok() {
        transaction.commit().await.unwrap()
    } else {
        transaction.rollback().await.unwrap()
    }
    run(database, "PRAGMA legacy_alter_table = OFF").await?;
    run(database, "PRAGMA foreign_keys = ON").await?;
    result
}

/// One case: two schemas, rows, and what is looked at.
#[derive(Default)]
struct Case<'a> {
    before: &'a str,
    rows: &'a str,
    after: &'a str,
    renames: Renames,
    options: PlanOptions,
    /// A table or a query, its rows after up, and its rows after down.
    look: &'a [(&'a str, &'a str, &'a str)],
    /// Summaries of the steps, one a line.
    steps: &'a str,
    /// Hazards, one a line.
    hazards: &'a str,
}

async fn planned(case: &Case<'_>, database: &DatabaseConnection) -> (Schema, Schema, Result<Plan, PlanError>) {
    let current = read(database).await;
    let desired = read(&self::database(case.after).await).await;
    let difference = diff(&current, &desired, &case.renames);
    let facts = facts(database, &current, &desired, &difference).await;
    let planned = plan(&current, &desired, &difference, &facts, &case.options);
    (current, desired, planned)
}

async fn check(case: Case<'_>) -> Plan {
    let database = database(case.before).await;
    run(&database, case.rows).await.unwrap();
    let (current, desired, plan) = planned(&case, &database).await;
    let plan = plan.unwrap();
    let summaries: Vec<&str> = plan.steps.iter().map(|step| step.summary.as_str()).collect();
    assert_eq!(summaries.join("\n"), case.steps.trim(), "steps");
    let hazards: Vec<String> = plan.steps.iter().flat_map(|step| &step.hazards).map(ToString::to_string).collect();
    assert_eq!(hazards.join("\n"), case.hazards.trim(), "hazards");
    execute(&database, &plan, false).await.unwrap();
    let reached = read(&database).await;
    assert_eq!(diff(&reached, &desired, &Renames::default()), Difference::default(), "after up");
    for (what, expected, _) in case.look {
        assert_eq!(rows(&database, what).await, *expected, "after up: {what}");
    }
    execute(&database, &plan, true).await.unwrap();
    let back = read(&database).await;
    assert_eq!(back, current, "after down");
    for (what, _, expected) in case.look {
        assert_eq!(rows(&database, what).await, *expected, "after down: {what}");
    }
    plan
}

#[tokio::test]
async fn a_plain_column_is_added_and_dropped_natively() {
    check(Case {
        before: "CREATE TABLE t (a text)",
        rows: "INSERT INTO t VALUES ('x')",
        after: "CREATE TABLE t (a text, b integer NOT NULL DEFAULT 7, c text COLLATE NOCASE CHECK (c <> 'no'))",
        look: &[("t", "'x'|7|NULL", "'x'")],
        steps: "add column t.b\nadd column t.c",
        ..Case::default()
    })
    .await;
}

#[tokio::test]
async fn a_column_with_a_foreign_key_is_added_natively() {
    let plan = check(Case {
        before: "CREATE TABLE t (a text)",
        rows: "INSERT INTO t VALUES ('x')",
        after: "CREATE TABLE t (a text, p integer CONSTRAINT \"fk\" REFERENCES parent (id) ON DELETE CASCADE);
                CREATE TABLE parent (id integer PRIMARY KEY)",
        look: &[("t", "'x'|NULL", "'x'")],
        steps: "create table parent\nadd column t.p",
        ..Case::default()
    })
    .await;
    let drops =
        |statements: &[driftline_plan::Statement]| statements.iter().any(|one| one.sql.starts_with("DROP TABLE"));
    assert!(plan.steps.iter().all(|step| !drops(&step.up)));
    // A later rebuild puts the foreign key behind the columns, where SQLite does not let the column go.
    assert!(plan.steps.iter().any(|step| step.rebuilds.is_some() && drops(&step.down)));
}

#[tokio::test]
async fn a_dropped_column_comes_back_in_its_place() {
    let plan = check(Case {
        before: "CREATE TABLE t (a text, gone text NOT NULL, z text); CREATE INDEX ix ON t (gone)",
        rows: "INSERT INTO t VALUES ('x', 'y', 'z')",
        after: "CREATE TABLE t (a text, z text)",
        look: &[("t", "'x'|'z'", "'x'|''|'z'")],
        steps: "drop index ix of t\ndrop column t.gone",
        hazards: "drops-column t.gone: 1 row, 1 of them not NULL, loses this column",
        ..Case::default()
    })
    .await;
    assert_eq!(plan.steps[1].loses.as_deref(), Some("the values of t.gone"));
}

/// Everything SQLite knows about a table, in one.
const RICH: &str = "
    CREATE TABLE parent (id integer NOT NULL PRIMARY KEY, label text);
    CREATE TABLE t (
        id integer NOT NULL PRIMARY KEY AUTOINCREMENT,
        name varchar(40) NOT NULL ON CONFLICT IGNORE DEFAULT 'it''s' COLLATE NOCASE,
        age integer CHECK (age >= 0),
        parent_id integer CONSTRAINT \"fk parent\" REFERENCES parent (id) ON DELETE SET NULL ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
        double_age integer GENERATED ALWAYS AS (age * 2) VIRTUAL,
        stored integer GENERATED ALWAYS AS (age + 1) STORED,
        at text DEFAULT CURRENT_TIMESTAMP,
        sum real DEFAULT (1 + 2),
        CONSTRAINT \"t name\" UNIQUE (name, age) ON CONFLICT REPLACE,
        CHECK (length(name) < 100),
        CONSTRAINT \"named\" CHECK (age < 200)
    );
    CREATE UNIQUE INDEX partial ON t (lower(name) DESC, age COLLATE BINARY) WHERE age > 10;
    CREATE INDEX \"odd \"\"name\" ON t (age DESC);
    CREATE TABLE log (what text);
    CREATE TRIGGER tr AFTER DELETE ON t BEGIN INSERT INTO log VALUES ('gone: ' || old.name); END;
    CREATE VIEW v AS SELECT id, name FROM t;
    CREATE TABLE child (id integer PRIMARY KEY, t_id integer NOT NULL REFERENCES t (id) ON DELETE CASCADE);
";

const RICH_ROWS: &str = "
    INSERT INTO parent VALUES (1, 'p');
    INSERT INTO t (id, name, age, parent_id, at, sum) VALUES (3, 'Zoë', 30, 1, 'then', 1.5), (9, 'Al', NULL, NULL, NULL, NULL);
    INSERT INTO child VALUES (1, 3), (2, 9);
    DELETE FROM log;
    INSERT INTO t (id, name) VALUES (77, 'last'); DELETE FROM t WHERE id = 77;
    DELETE FROM log;
";

#[tokio::test]
async fn a_rebuild_keeps_everything() {
    let after = RICH.replace("age integer CHECK", "age bigint NOT NULL DEFAULT 0 CHECK");
    let plan = check(Case {
        before: RICH,
        rows: RICH_ROWS,
        after: &after,
        look: &[
            (
                "t",
                "3|'Zoë'|30|1|'then'|1.5\n9|'Al'|0|NULL|NULL|NULL",
                "3|'Zoë'|30|1|'then'|1.5\n9|'Al'|0|NULL|NULL|NULL",
            ),
            ("child", "1|3\n2|9", "1|3\n2|9"),
            ("log", "", ""),
            ("SELECT group_concat(name) FROM (SELECT name FROM v ORDER BY id)", "Zoë,Al", "Zoë,Al"),
            ("SELECT name || seq FROM sqlite_sequence", "t77", "t77"),
            ("SELECT double_age || ' ' || stored FROM t WHERE id = 3", "60 31", "60 31"),
        ],
        steps: "rebuild table t: ~ age integer -> bigint, null -> not null, no default -> default 0",
        hazards: "fills-nulls t.age: 1 row without a value gets 0",
        ..Case::default()
    })
    .await;
    assert_eq!(plan.steps[0].loses.as_deref(), Some("which values of t.age were NULL"));
}

#[tokio::test]
async fn a_rebuild_keeps_strict_without_rowid_and_rowids() {
    check(Case {
        before: "CREATE TABLE s (a text NOT NULL, b any, PRIMARY KEY (a)) WITHOUT ROWID, STRICT;
                 CREATE TABLE r (rowid text, a text)",
        rows: "INSERT INTO s VALUES ('k', x'00'); INSERT INTO r (_rowid_, rowid, a) VALUES (5, 'not it', 'x')",
        after: "CREATE TABLE s (a text NOT NULL, b any, PRIMARY KEY (a), CHECK (a <> '')) WITHOUT ROWID, STRICT;
                CREATE TABLE r (rowid text, a text, CHECK (a <> ''))",
        look: &[("s", "'k'|X'00'", "'k'|X'00'"), ("SELECT _rowid_ || ' ' || rowid FROM r", "5 not it", "5 not it")],
        steps: "rebuild table r: + check (a <> '')\nrebuild table s: + check (a <> '')",
        ..Case::default()
    })
    .await;
}

#[tokio::test]
async fn the_counter_of_an_empty_table_is_kept() {
    check(Case {
        before: "CREATE TABLE t (id integer NOT NULL PRIMARY KEY AUTOINCREMENT, a text)",
        rows: "INSERT INTO t VALUES (41, 'x'); DELETE FROM t",
        after: "CREATE TABLE t (id integer NOT NULL PRIMARY KEY AUTOINCREMENT, a varchar(3))",
        look: &[("SELECT name || seq FROM sqlite_sequence", "t41", "t41")],
        steps: "rebuild table t: ~ a text -> varchar(3)",
        ..Case::default()
    })
    .await;
}

#[tokio::test]
async fn tables_and_columns_are_renamed_and_everything_follows() {
    check(Case {
        before: "CREATE TABLE a (id integer PRIMARY KEY, mail text, CHECK (mail <> '')); CREATE INDEX ix ON a (mail);
                 CREATE TABLE b (id integer PRIMARY KEY, a_id integer REFERENCES a (id));
                 CREATE VIEW v AS SELECT mail FROM a;
                 CREATE TRIGGER tr AFTER INSERT ON b BEGIN UPDATE a SET mail = 'x' WHERE id = new.a_id; END",
        rows: "INSERT INTO a VALUES (1, 'm'); INSERT INTO b VALUES (1, NULL)",
        after: "CREATE TABLE \"A b\" (id integer PRIMARY KEY, email varchar(9), CHECK (\"email\" <> '')); CREATE INDEX ix ON \"A b\" (\"email\");
                CREATE TABLE b (id integer PRIMARY KEY, a_id integer REFERENCES \"A b\" (id));
                CREATE VIEW v AS SELECT \"email\" FROM \"A b\";
                CREATE TRIGGER tr AFTER INSERT ON b BEGIN UPDATE \"A b\" SET \"email\" = 'x' WHERE id = new.a_id; END",
        renames: Renames {
            tables: vec![("a".into(), "A b".into())],
            columns: vec![("A b".into(), "mail".into(), "email".into())],
            ..Renames::default()
        },
        look: &[("b", "1|NULL", "1|NULL"), ("SELECT group_concat(id) FROM (SELECT * FROM b)", "1", "1")],
        steps: "rename table a to A b\nrename column A b.mail to email\nrebuild table A b: ~ email text -> varchar(9)",
        hazards: "breaks-old-code A b: applications that still say a fail\nbreaks-old-code A b.email: applications that still say mail fail",
        ..Case::default()
    })
    .await;
}

#[tokio::test]
async fn a_new_foreign_key_a_key_change_and_a_cycle_are_rebuilds() {
    check(Case {
        before: "CREATE TABLE a (id integer PRIMARY KEY, b_id integer); CREATE TABLE b (x text, y text, a_id integer, PRIMARY KEY (x))",
        rows: "INSERT INTO b VALUES ('x', 'y', 1); INSERT INTO a VALUES (1, NULL)",
        after: "CREATE TABLE a (id integer PRIMARY KEY, b_id integer, FOREIGN KEY (b_id) REFERENCES c (id));
                CREATE TABLE b (x text, y text, a_id integer, PRIMARY KEY (y, x), FOREIGN KEY (a_id) REFERENCES a (id) ON DELETE CASCADE);
                CREATE TABLE c (id integer PRIMARY KEY, a_id integer REFERENCES a (id))",
        look: &[("b", "'x'|'y'|1", "'x'|'y'|1"), ("a", "1|NULL", "1|NULL")],
        steps: "create table c\nrebuild table a: + foreign key (b_id) -> c (id)\n\
                rebuild table b: - primary key (x), + primary key (y, x), + foreign key (a_id) -> a (id) on delete cascade",
        ..Case::default()
    })
    .await;
}

#[tokio::test]
async fn tables_views_and_triggers_come_and_go() {
    check(Case {
        before: "CREATE TABLE old (id integer PRIMARY KEY, p integer REFERENCES older (id)); CREATE TABLE older (id integer PRIMARY KEY);
                 CREATE INDEX oi ON old (p); CREATE TABLE t (a text); CREATE VIEW v AS SELECT a FROM t; CREATE VIEW w AS SELECT a FROM v;
                 CREATE TRIGGER tr AFTER INSERT ON t BEGIN DELETE FROM old; END;
                 CREATE TRIGGER otr AFTER INSERT ON old BEGIN DELETE FROM t; END",
        rows: "INSERT INTO older VALUES (1); INSERT INTO old VALUES (1, 1); DROP TRIGGER tr; INSERT INTO t VALUES ('x');
               CREATE TRIGGER tr AFTER INSERT ON t BEGIN DELETE FROM old; END",
        after: "CREATE TABLE t (a text, b text); CREATE VIEW v AS SELECT a, b FROM t; CREATE VIEW w AS SELECT b FROM v;
                CREATE TABLE fresh (id integer PRIMARY KEY); CREATE INDEX fi ON fresh (id DESC);
                CREATE TRIGGER tr AFTER INSERT ON t BEGIN DELETE FROM fresh; END;
                CREATE TRIGGER ftr AFTER INSERT ON fresh BEGIN DELETE FROM t; END",
        look: &[("t", "'x'|NULL", "'x'")],
        steps: "drop view w\ndrop view v\ndrop trigger tr on t\ndrop trigger otr on old\ndrop table old\ndrop table older\n\
                create table fresh\nadd column t.b\ncreate view v\ncreate view w\ncreate trigger ftr on fresh\ncreate trigger tr on t",
        hazards: "drops-table old: 1 row is lost\ndrops-table older: 1 row is lost",
        ..Case::default()
    })
    .await;
}

#[tokio::test]
async fn a_value_is_asked_for_and_then_filled_in() {
    let case = || Case {
        before: "CREATE TABLE t (id integer PRIMARY KEY, a text)",
        rows: "INSERT INTO t VALUES (1, NULL), (2, 'x')",
        after: "CREATE TABLE t (id integer PRIMARY KEY, a text NOT NULL, nick text NOT NULL, n integer NOT NULL)",
        look: &[("t", "1|'it''s'|'?'|7\n2|'x'|'?'|7", "1|'it''s'\n2|'x'")],
        steps: "rebuild table t: + n integer not null, + nick text not null, ~ a null -> not null",
        hazards: "fills-nulls t.a: 1 row without a value gets 'it''s'",
        ..Case::default()
    };
    let database = database(case().before).await;
    run(&database, case().rows).await.unwrap();
    let (_, _, asked) = planned(&case(), &database).await;
    assert_eq!(
        asked.unwrap_err().to_string(),
        "t.a: it becomes NOT NULL and 1 row has no value; answer with --fill t.a=VALUE\n\
         t.nick: it is NOT NULL without a default and 2 rows have no value for it; answer with --fill t.nick=VALUE\n\
         t.n: it is NOT NULL without a default and 2 rows have no value for it; answer with --fill t.n=VALUE"
    );
    let fills = [("a", "it's"), ("nick", "?"), ("n", "7")];
    let fills = fills.iter().map(|(column, value)| (("t".into(), (*column).to_owned()), (*value).to_owned())).collect();
    check(Case { options: PlanOptions { fills, ..PlanOptions::default() }, ..case() }).await;
}

const UNFIT_BEFORE: &str = "CREATE TABLE p (id integer PRIMARY KEY);
    CREATE TABLE t (id integer PRIMARY KEY, p_id integer, code text, age integer, note text)";
const UNFIT_ROWS: &str = "INSERT INTO p VALUES (1), (2);
    INSERT INTO t VALUES (1, 1, 'a', 1, NULL), (2, 9, 'b', 1, ''), (3, NULL, 'c', 1, ''), (4, 2, 'a', 1, ''), (5, 1, 'e', -1, ''), (6, 2, NULL, 1, '')";
const UNFIT_AFTER: &str = "CREATE TABLE p (id integer PRIMARY KEY);
    CREATE TABLE t (id integer PRIMARY KEY, p_id integer NOT NULL REFERENCES p (id), code text, age integer CHECK (age > 0), note text NOT NULL);
    CREATE UNIQUE INDEX uq ON t (code)";

#[tokio::test]
async fn rows_that_do_not_fit_are_asked_about() {
    let case = Case { before: UNFIT_BEFORE, rows: UNFIT_ROWS, after: UNFIT_AFTER, ..Case::default() };
    let database = database(case.before).await;
    run(&database, case.rows).await.unwrap();
    let (_, _, asked) = planned(&case, &database).await;
    assert_eq!(
        asked.unwrap_err().to_string(),
        "t.p_id: it becomes NOT NULL and 1 row has no value; answer with --fill t.p_id=VALUE\n\
         t.note: it becomes NOT NULL and 1 row has no value; answer with --fill t.note=VALUE\n\
         t: 1 row repeating another row's code does not fit; mend it, or leave it out for good; answer with --leave-out t\n\
         t: 1 row breaking the check age > 0 does not fit; mend it, or leave it out for good; answer with --leave-out t\n\
         t: 1 row pointing at no row of p by p_id does not fit; mend it, or leave it out for good; answer with --leave-out t"
    );
}

#[tokio::test]
async fn rows_that_do_not_fit_are_left_out_where_that_is_allowed() {
    check(Case {
        before: UNFIT_BEFORE,
        rows: UNFIT_ROWS,
        after: UNFIT_AFTER,
        options: PlanOptions { unfit: Unfit::LeaveOut, ..PlanOptions::default() },
        look: &[("t", "1|1|'a'|1|''\n6|2|NULL|1|''", "1|1|'a'|1|''\n6|2|NULL|1|''")],
        steps: "rebuild table t: ~ note null -> not null, ~ p_id null -> not null, + unique index uq (code), \
                + check (age > 0), + foreign key (p_id) -> p (id)",
        hazards: "fills-nulls t.note: 1 row without a value gets ''\n\
                  loses-rows t: up to 4 of 6 rows are left out: 1 without p_id, 1 repeating another row's code, 1 breaking the check age > 0, 1 pointing at no row of p by p_id",
        ..Case::default()
    })
    .await;
}

#[tokio::test]
async fn a_rebuild_refuses_to_run_with_foreign_keys_on() {
    let case =
        Case { before: RICH, rows: RICH_ROWS, after: &RICH.replace("varchar(40)", "varchar(50)"), ..Case::default() };
    let database = database(case.before).await;
    run(&database, case.rows).await.unwrap();
    let (current, _, plan) = planned(&case, &database).await;
    let mut plan = plan.unwrap();
    for step in &mut plan.steps {
        step.rebuilds = None;
    }
    let refused = execute(&database, &plan, false).await.unwrap_err();
    assert!(refused.contains("a rebuilt table keeps its rows and keys"), "{refused}");
    assert_eq!(read(&database).await, current);
    assert_eq!(rows(&database, "child").await, "1|3\n2|9");
}

#[tokio::test]
async fn leaving_out_can_be_allowed_for_one_table() {
    let options = PlanOptions { leave_out: BTreeSet::from(["t".into()]), ..PlanOptions::default() };
    check(Case {
        before: "CREATE TABLE t (a text, b text)",
        rows: "INSERT INTO t VALUES ('x', '1'), ('x', '2'), (NULL, '3'), (NULL, '4')",
        after: "CREATE TABLE t (a text, b text, CONSTRAINT t_a_key UNIQUE (a))",
        options,
        look: &[("t", "'x'|'1'\nNULL|'3'\nNULL|'4'", "'x'|'1'\nNULL|'3'\nNULL|'4'")],
        steps: "rebuild table t: + unique t_a_key (a)",
        hazards: "loses-rows t: 1 of 4 rows are left out: 1 repeating another row's a",
        ..Case::default()
    })
    .await;
}

#[tokio::test]
async fn orphans_that_were_there_matter_only_to_a_rebuild() {
    let before = "CREATE TABLE p (id integer PRIMARY KEY); CREATE TABLE t (a text, p_id integer REFERENCES p (id))";
    let rows = "PRAGMA foreign_keys = OFF; INSERT INTO t VALUES ('x', 9); PRAGMA foreign_keys = ON";
    check(Case {
        before,
        rows,
        after: "CREATE TABLE p (id integer PRIMARY KEY); CREATE TABLE t (a text, p_id integer REFERENCES p (id), b text)",
        look: &[("t", "'x'|9|NULL", "'x'|9")],
        steps: "add column t.b",
        ..Case::default()
    })
    .await;
    let after = before.replace("a text", "a varchar(5)");
    let case = Case { before, rows, after: &after, ..Case::default() };
    let database = database(before).await;
    run(&database, rows).await.unwrap();
    let (_, _, asked) = planned(&case, &database).await;
    assert_eq!(
        asked.unwrap_err().to_string(),
        "t: 1 row pointing at no row of p by p_id does not fit; mend it, or leave it out for good; answer with --leave-out t"
    );
}

#[tokio::test]
async fn a_view_that_still_reads_a_dropped_column_is_a_hazard() {
    let database = database("CREATE TABLE t (a text, b text); CREATE VIEW v AS SELECT a, b FROM t").await;
    let case = Case { after: "CREATE TABLE t (a text)", ..Case::default() };
    let current = read(&database).await;
    let mut desired = read(&self::database(case.after).await).await;
    desired.views = current.views.clone();
    let difference = diff(&current, &desired, &Renames::default());
    let plan = plan(&current, &desired, &difference, &Facts::new(), &case.options).unwrap();
    let hazards: Vec<String> = plan.steps[0].hazards.iter().map(ToString::to_string).collect();
    assert_eq!(
        hazards,
        [
            "drops-column t.b: 0 rows, 0 of them not NULL, lose this column",
            "breaks-old-code t.b: 1 view or trigger still says this name and will fail",
        ]
    );
    execute(&database, &plan, false).await.unwrap();
    execute(&database, &plan, true).await.unwrap();
    assert_eq!(read(&database).await, current);
}

/// The legacy contact book: three tables without keys, with the rows people really have.
#[tokio::test]
async fn the_legacy_contact_book_keeps_every_contact() {
    let after = "CREATE TABLE contacts (id integer NOT NULL PRIMARY KEY AUTOINCREMENT, name varchar(255) NOT NULL, email varchar(255),
            created_at timestamp_with_timezone_text NOT NULL DEFAULT CURRENT_TIMESTAMP);
        CREATE TABLE relationships (id integer NOT NULL PRIMARY KEY AUTOINCREMENT,
            contact_id integer NOT NULL UNIQUE REFERENCES contacts (id))";
    check(Case {
        before: "CREATE TABLE contacts (id INTEGER PRIMARY KEY, name TEXT, email TEXT);
            CREATE TABLE relationships (id INTEGER PRIMARY KEY, contact_id INTEGER, tag TEXT)",
        rows: "INSERT INTO contacts VALUES (1, 'Zoë', NULL), (2, NULL, 'it''s'), (7, 'Al', '');
            INSERT INTO relationships VALUES (1, 1, 'a'), (2, 1, 'b'), (3, NULL, 'c'), (4, 99, 'd'), (5, 7, NULL)",
        after,
        options: PlanOptions { unfit: Unfit::LeaveOut, ..PlanOptions::default() },
        look: &[
            (
                "SELECT group_concat(id || name || coalesce(email, '-')) FROM contacts",
                "1Zoë-,2it's,7Al",
                "1Zoë-,2it's,7Al",
            ),
            ("SELECT group_concat(id || '>' || contact_id) FROM relationships", "1>1,5>7", "1>1,5>7"),
        ],
        steps: "rebuild table contacts: + created_at timestamp_with_timezone_text not null default CURRENT_TIMESTAMP, \
                ~ email text -> varchar(255), ~ id not auto -> auto, ~ name text -> varchar(255), null -> not null\n\
                rebuild table relationships: - tag, ~ contact_id null -> not null, ~ id not auto -> auto, \
                + unique (contact_id), + foreign key (contact_id) -> contacts (id)",
        hazards: "fills-nulls contacts.name: 1 row without a value gets ''\n\
                  drops-column relationships.tag: 5 rows, 4 of them not NULL, lose this column\n\
                  loses-rows relationships: up to 3 of 5 rows are left out: 1 without contact_id, \
                  1 repeating another row's contact_id, 1 pointing at no row of contacts by contact_id",
        ..Case::default()
    })
    .await;
}

#[tokio::test]
async fn rows_that_others_refer_to_are_not_left_out() {
    let before = "CREATE TABLE p (id integer PRIMARY KEY, a text);
        CREATE TABLE c (p_id integer REFERENCES p (id) ON DELETE CASCADE)";
    let case = Case {
        before,
        rows: "INSERT INTO p VALUES (1, 'x'), (2, 'x'); INSERT INTO c VALUES (2)",
        after: &before.replace("a text", "a text UNIQUE"),
        options: PlanOptions { unfit: Unfit::LeaveOut, ..PlanOptions::default() },
        ..Case::default()
    };
    let database = database(case.before).await;
    run(&database, case.rows).await.unwrap();
    let (current, _, plan) = planned(&case, &database).await;
    assert!(execute(&database, &plan.unwrap(), false).await.is_err());
    assert_eq!(read(&database).await, current);
    assert_eq!(rows(&database, "p").await, "1|'x'\n2|'x'");
}
