//! Golden migrations: what the tool writes for some cases, as real Rust files that are compiled into this binary and run
//! through SeaORM's own migrator, the way an application does at start. `DRIFTLINE_UPDATE=1 cargo test -p driftline-tests
//! goldens` writes them anew.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use driftline_diff::{Difference, diff};
use driftline_plan::{Plan, plan};
use driftline_render::{Module, Target};
use driftline_runner::prelude::*;
use driftline_schema::{Engine, Schema};
use driftline_tests::law::{count, rows_after_down, same_schema, schema_of};
use driftline_tests::{Case, TestDatabase, case, engines, rows, workspace};
use sea_orm::Database;

/// A test for each golden migration: its module, the case it was written for, the engines; the first one stands for the live
/// database.
macro_rules! goldens {
    ($($module:ident: $case:literal on $($engine:ident)+;)+) => {
        $(mod $module;)+

        /// Every golden module's name.
        const ALL: &[&str] = &[$(stringify!($module)),+];

        mod run {
            $(
                #[tokio::test(flavor = "multi_thread")]
                async fn $module() {
                    /// The one migration.
                    struct Migrator;
                    impl sea_orm_migration::MigratorTrait for Migrator {
                        fn migrations() -> Vec<Box<dyn sea_orm_migration::MigrationTrait>> {
                            vec![Box::new(super::$module::Migration)]
                        }
                    }
                    let engines = [$(driftline_schema::Engine::$engine),+];
                    super::check::<Migrator>(stringify!($module), $case, &engines).await;
                }
            )+
        }
    };
}

goldens! {
    sqlite_tables_added_with_everything: "tables_added/with_everything" on Sqlite;
    sqlite_tables_added_join_table: "tables_added/join_table" on Sqlite;
    sqlite_tables_dropped_child_before_parent: "tables_dropped/child_before_parent" on Sqlite;
    sqlite_columns_added_nullable: "columns_added/nullable" on Sqlite;
    sqlite_columns_added_not_null_with_fill: "columns_added/not_null_with_fill" on Sqlite;
    sqlite_columns_renamed_with_index_check_and_unique: "columns_renamed/with_index_check_and_unique" on Sqlite;
    sqlite_tables_renamed_parent_with_children: "tables_renamed/parent_with_children" on Sqlite;
    sqlite_rebuilds_autoincrement: "rebuilds/autoincrement" on Sqlite;
    sqlite_rebuilds_collate: "rebuilds/collate" on Sqlite;
    sqlite_rebuilds_parent_keeps_cascading_children: "rebuilds/parent_keeps_cascading_children" on Sqlite;
    sqlite_rebuilds_on_conflict: "rebuilds/on_conflict" on Sqlite;
    sqlite_foreign_keys_added: "foreign_keys/added" on Sqlite;
    sqlite_expression_indexes_partial_unique: "expression_indexes/partial_unique" on Sqlite;
    sqlite_names_quotes_inside: "names/quotes_inside" on Sqlite;
    sqlite_views_and_triggers_trigger_added: "views_and_triggers/trigger_added" on Sqlite;
    sqlite_combined_prt_gains_people: "combined/prt_gains_people" on Sqlite;
    postgres_tables_added_with_everything: "tables_added/with_everything" on Postgres;
    postgres_tables_added_foreign_key_cycle: "tables_added/foreign_key_cycle" on Postgres;
    postgres_tables_dropped_child_before_parent: "tables_dropped/child_before_parent" on Postgres;
    postgres_columns_added_nullable: "columns_added/nullable" on Postgres;
    postgres_columns_added_not_null_with_fill: "columns_added/not_null_with_fill" on Postgres;
    postgres_columns_renamed_with_index_check_and_unique: "columns_renamed/with_index_check_and_unique" on Postgres;
    postgres_tables_renamed_parent_with_children: "tables_renamed/parent_with_children" on Postgres;
    postgres_enums_value_inserted: "enums/value_inserted" on Postgres;
    postgres_enums_value_removed: "enums/value_removed" on Postgres;
    postgres_namespaces_created: "namespaces/created" on Postgres;
    postgres_comments_on_new_objects: "comments/on_new_objects" on Postgres;
    postgres_types_longer_varchar: "types/longer_varchar" on Postgres;
    postgres_auto_increment_serial_to_identity: "auto_increment/serial_to_identity" on Postgres;
    postgres_foreign_keys_added: "foreign_keys/added" on Postgres;
    postgres_expression_indexes_expression_added: "expression_indexes/expression_added" on Postgres;
    postgres_names_quotes_inside: "names/quotes_inside" on Postgres;
    mysql_columns_added_not_null_with_fill: "columns_added/not_null_with_fill" on MySql;
    mysql_foreign_keys_added: "foreign_keys/added" on MySql;
    mysql_types_longer_varchar: "types/longer_varchar" on MySql;
    mysql_tables_dropped_child_before_parent: "tables_dropped/child_before_parent" on MySql;
    all_tables_added_join_table: "tables_added/join_table" on Sqlite Postgres MySql;
    all_tables_added_foreign_key_cycle_of_three: "tables_added/foreign_key_cycle_of_three" on Postgres MySql Sqlite;
    all_columns_added_nullable: "columns_added/nullable" on Sqlite Postgres MySql;
    all_columns_added_not_null_with_fill: "columns_added/not_null_with_fill" on Sqlite Postgres MySql;
    all_columns_renamed_with_index_check_and_unique: "columns_renamed/with_index_check_and_unique" on Sqlite Postgres MySql;
    all_tables_renamed_parent_with_children: "tables_renamed/parent_with_children" on MySql Sqlite Postgres;
    all_tables_dropped_child_before_parent: "tables_dropped/child_before_parent" on Sqlite Postgres MySql;
    all_types_longer_varchar: "types/longer_varchar" on Postgres Sqlite MySql;
    all_uniques_composite_added: "uniques/composite_added" on Sqlite Postgres MySql;
    all_foreign_keys_actions_changed: "foreign_keys/actions_changed" on Sqlite Postgres MySql;
    all_combined_table_split: "combined/table_split" on Sqlite Postgres MySql;
}

fn folder() -> PathBuf {
    workspace::root().join("tests/it/goldens")
}

async fn check<M: MigratorTrait>(module: &str, name: &str, engines: &[Engine]) {
    let mut stands = Vec::new();
    for engine in engines {
        if engines::runs(*engine).unwrap() {
            stands.push(Stand::new(name, *engine).await.unwrap());
        }
    }
    // The text needs every engine's plan; what is written down can be run on those that are there.
    let outcome = match stands.len() == engines.len() {
        true => as_written(module, &stands),
        false => Ok(()),
    };
    let mut outcome = outcome.map_err(|reason| format!("{module}: {reason}"));
    for stand in &stands {
        if outcome.is_ok() {
            let ran = stand.run::<M>().await;
            outcome = ran.map_err(|reason| format!("{module} on {}: {reason}", stand.live.database.engine));
        }
    }
    for stand in stands {
        stand.live.remove().await.unwrap();
    }
    if let Err(reason) = outcome {
        panic!("{reason}");
    }
}

/// One engine's database at the start of a case, and the plan of it.
struct Stand {
    case: Case,
    live: TestDatabase,
    start: Schema,
    desired: Schema,
    difference: Difference,
    plan: Plan,
}

impl Stand {
    async fn new(name: &str, engine: Engine) -> Result<Self, String> {
        let case = case::read(name, engine)?;
        let live = TestDatabase::new(engine).await?;
        let goal = TestDatabase::new(engine).await?;
        live.run(&case.before).await?;
        goal.run(&case.after).await?;
        let (start, desired) = (schema_of(&live).await?, schema_of(&goal).await?);
        goal.remove().await?;
        let difference = diff(&start, &desired, &case.renames);
        let facts = count(&live, &start, &desired, &difference).await?;
        let plan = plan(&start, &desired, &difference, &facts, &case.options).map_err(|error| error.to_string())?;
        Ok(Self { case, live, start, desired, difference, plan })
    }

    /// Runs the golden module as an application does: on its own pool with several connections, foreign keys on.
    async fn run<M: MigratorTrait>(&self) -> Result<(), String> {
        let Self { case, live, start, desired, .. } = self;
        let rows_before = rows::read(live).await?;
        let pool = Database::connect(&live.url).await.map_err(|error| error.to_string())?;
        M::up(&pool, None).await.map_err(|error| format!("up: {error}"))?;
        same_schema(&schema_of(live).await?, desired, "after up")?;
        M::down(&pool, None).await.map_err(|error| format!("down: {error}"))?;
        pool.close().await.map_err(|error| error.to_string())?;
        live.run("DROP TABLE seaql_migrations").await?;
        same_schema(&schema_of(live).await?, start, "after down")?;
        rows_after_down(case, &rows_before, &rows::read(live).await?)
    }
}

fn as_written(module: &str, stands: &[Stand]) -> Result<(), String> {
    let parent = Some("m20260101_000000_initial_schema");
    let message = stands.first().map_or_else(String::new, |stand| stand.case.name.replace(['/', '_'], " "));
    let targets: Vec<Target<'_>> = stands
        .iter()
        .map(|stand| Target { changes: &stand.difference.changes, plan: &stand.plan, hazards: &[] })
        .collect();
    let source = Module { message: &message, parent, targets: &targets }.source();
    same_text(module, &formatted(&source)?)
}

fn same_text(module: &str, source: &str) -> Result<(), String> {
    let path = folder().join(format!("{module}.rs"));
    let written = fs::read_to_string(&path).unwrap_or_default();
    if written == source {
        return Ok(());
    }
    if std::env::var_os("DRIFTLINE_UPDATE").is_some() {
        fs::write(&path, source).map_err(|error| error.to_string())?;
        return Err("written anew; build and run again".to_owned());
    }
    Err(format!(
        "the tool writes something else than {}; `DRIFTLINE_UPDATE=1 cargo xtask test -- -p driftline-tests goldens` writes it anew\n{source}",
        path.display()
    ))
}

fn formatted(source: &str) -> Result<String, String> {
    let mut child = Command::new("rustfmt")
        .args(["--edition", "2024", "--emit", "stdout", "--quiet"])
        .current_dir(folder())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("rustfmt does not start: {error}"))?;
    let mut input = child.stdin.take().ok_or("rustfmt takes no input")?;
    input.write_all(source.as_bytes()).map_err(|error| error.to_string())?;
    drop(input);
    let output = child.wait_with_output().map_err(|error| error.to_string())?;
    if output.status.success() {
        String::from_utf8(output.stdout).map_err(|error| error.to_string())
    } else {
        Err(format!("rustfmt refuses the module:\n{source}"))
    }
}

#[test]
fn every_golden_file_is_compiled_and_run() {
    let mut files: Vec<String> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    files.sort();
    let mut named: Vec<String> = ALL.iter().map(|name| (*name).to_owned()).collect();
    named.sort();
    assert_eq!(files, named);
}
