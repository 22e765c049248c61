//! `CREATE TABLE` and defaults of SQLite, read beside SQLite itself: what it takes is understood, and what is said to be one
//! value is stored as one.

use std::sync::{Mutex, OnceLock, PoisonError};

use driftline_diff::{Renames, diff};
use driftline_inspect::sqlite::create_table::{ConstraintKind, CreateTable, parse};
use driftline_inspect::{Access, Database, Scope, inspect};
use driftline_plan::{Facts, PlanOptions, plan};
use driftline_schema::sql::tokens;
use driftline_schema::{Engine, Schema, Sql};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use tokio::runtime::Runtime;

/// What is read stands in the text, and means the same on lines of its own.
///
/// # Panics
/// Where that is not so.
pub fn check_create_table(text: &str) {
    match parse(text) {
        Ok(found) => {
            stands_in(text, &found);
            let words: Vec<&str> = tokens(Engine::Sqlite, text).iter().map(|token| token.text).collect();
            let spread = words.join("\n");
            match parse(&spread) {
                Ok(again) => assert_eq!(shown(&again), shown(&found), "{spread}"),
                Err(error) => panic!("on lines of its own: {error}"),
            }
        }
        Err(error) => assert!(text.is_char_boundary(error.offset), "{error:?}"),
    }
}

fn stands_in(text: &str, found: &CreateTable<'_>) {
    assert!(!found.columns.is_empty());
    for constraint in &found.constraints {
        assert!(constraint.column.is_none_or(|column| column < found.columns.len()), "{constraint:?}");
        if let ConstraintKind::Default(part) | ConstraintKind::Check(part) = constraint.kind {
            assert!(!part.is_empty() && text.contains(part), "{constraint:?}");
        }
    }
}

/// The statement with its slices as they are compared.
fn shown(found: &CreateTable<'_>) -> String {
    let text = |part: &str| Sql::new(Engine::Sqlite, part).key().to_owned();
    let constraints = found.constraints.iter().map(|constraint| {
        let kind = match &constraint.kind {
            ConstraintKind::Default(part) => format!("default {}", text(part)),
            ConstraintKind::Check(part) => format!("check {}", text(part)),
            ConstraintKind::Generated { expression, stored } => format!("generated {} {stored}", text(expression)),
            other => format!("{other:?}"),
        };
        format!("{:?} {:?} {kind}", constraint.name, constraint.column)
    });
    let constraints: Vec<String> = constraints.collect();
    format!("{} {:?} {constraints:?} {} {}", found.name, found.columns, found.strict, found.without_rowid)
}

/// A statement that SQLite takes is understood, and what the planner makes of it is the same table.
///
/// # Panics
/// Where it is not.
pub fn check_table(text: &str) {
    if !is_harmless(text) {
        return;
    }
    run(async {
        let Some(found) = read_back(text).await else { return };
        let told: Vec<_> = found.not_compared.iter().collect();
        let opaque: Vec<_> = found.tables.values().flat_map(|table| &table.opaque).collect();
        let known = ["in quotes, so that SQLite may not take it for the rowid", "refers to the primary key of"];
        let is_known = |reason: &&String| known.iter().any(|known| reason.contains(known));
        assert!(opaque.iter().all(is_known), "{opaque:?}, {told:?}");
        if !opaque.is_empty() || found.tables.is_empty() {
            return;
        }
        let empty = Schema::empty(Engine::Sqlite);
        let difference = diff(&empty, &found, &Renames::default());
        let Ok(planned) = plan(&empty, &found, &difference, &Facts::new(), &PlanOptions::default()) else { return };
        let script: Vec<&str> = planned.steps.iter().flat_map(|step| &step.up).map(|part| part.sql.as_str()).collect();
        let script = script.join(";\n");
        let again = read_back(&script).await;
        assert!(again.is_some(), "SQLite refuses what is planned: {script}");
        if let Some(again) = again {
            assert_eq!(diff(&found, &again, &Renames::default()).changes, [], "planned as {script}");
        }
    });
}

/// Whether a text is one `CREATE TABLE` that reaches nothing but the database it is run in, and ends.
fn is_harmless(text: &str) -> bool {
    let found = tokens(Engine::Sqlite, text);
    let word = |at: usize, word: &str| found.get(at).is_some_and(|token| token.is_word(word));
    let creates = word(0, "create") && word(1, "table");
    let inside = found.split_last().map_or(&[][..], |(_, inside)| inside);
    creates
        && !inside.iter().any(|token| token.is_mark(";"))
        && !found.iter().any(|token| ["select", "values", "with"].iter().any(|word| token.is_word(word)))
        && !text.contains('\0')
}

/// The schema a script makes; `None` where SQLite refuses it.
async fn read_back(script: &str) -> Option<Schema> {
    let database = open().await?;
    database.execute_script(script).await.ok()?;
    let read = inspect(&database.connection, &Scope::default()).await;
    assert!(read.is_ok(), "{:?}", read.err());
    let _closed = database.close().await;
    read.ok().map(|read| read.schema)
}

async fn open() -> Option<Database> {
    Database::open("sqlite::memory:", Access::Create).await.ok()
}

fn run(work: impl Future<Output = ()>) {
    static RUNTIME: OnceLock<Mutex<Option<Runtime>>> = OnceLock::new();
    let made = || tokio::runtime::Builder::new_current_thread().enable_all().build().ok();
    let runtime = RUNTIME.get_or_init(|| Mutex::new(made())).lock().unwrap_or_else(PoisonError::into_inner);
    assert!(runtime.is_some(), "there is no runtime");
    if let Some(runtime) = runtime.as_ref() {
        runtime.block_on(work);
    }
}

/// Words of functions that give another value each time, or a very large one.
const OTHERS: [&str; 8] = ["random", "randomblob", "zeroblob", "printf", "format", "hex", "quote", "load_extension"];

/// The lines are a type and two defaults. Where they count as one default, SQLite stores one value.
///
/// # Panics
/// Where it stores two.
pub fn check_default(text: &str) {
    let lines: Vec<&str> = text.lines().collect();
    let [data_type, one, other, ..] = lines[..] else { return };
    for strict in ["", " STRICT"] {
        let statement = format!("CREATE TABLE t (a {data_type} DEFAULT {one}, b {data_type} DEFAULT {other}){strict}");
        let found = tokens(Engine::Sqlite, &statement);
        let is_odd = found.iter().any(|token| OTHERS.iter().any(|word| token.is_word(word)));
        if is_odd || !is_harmless(&statement) {
            continue;
        }
        run(async {
            let Some(database) = open().await else { return };
            if database.execute_script(&statement).await.is_err() {
                return;
            }
            let read = inspect(&database.connection, &Scope::default()).await;
            let Ok(read) = read else { return };
            let columns = read.schema.tables.values().next().map(|table| table.columns.clone()).unwrap_or_default();
            let [a, b] = &columns[..] else { return };
            if a.default == b.default && database.execute_script("INSERT INTO t DEFAULT VALUES").await.is_ok() {
                let sql = "SELECT typeof(a) || quote(a), typeof(b) || quote(b) FROM t";
                let asked = Statement::from_string(DbBackend::Sqlite, sql);
                let rows = database.connection.query_all_raw(asked).await.unwrap_or_default();
                for row in rows {
                    let value = |at| row.try_get_by_index::<Option<String>>(at).unwrap_or_default();
                    assert_eq!(value(0), value(1), "{statement}");
                }
            }
            let _closed = database.close().await;
        });
    }
}
