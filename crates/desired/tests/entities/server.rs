//! What entities declare is what a real server keeps of it: planned, executed, read back. The server is named by
//! `DRIFTLINE_TEST_MYSQL`. Leaves out the texts of expressions, which only the server can write its own way.

use std::env;

use driftline_diff::{Renames, diff};
use driftline_inspect::scratch::ScratchDatabase;
use driftline_inspect::{Flavour, Scope, inspect};
use driftline_plan::{Facts, PlanOptions, plan};
use driftline_schema::notation::print_table;
use driftline_schema::{Engine, IndexKey, Schema, Sql, Table};

use super::found;

#[tokio::test]
async fn a_declared_table_is_what_mariadb_keeps() {
    let Some(url) = env::var("DRIFTLINE_TEST_MYSQL").ok().filter(|url| !url.is_empty()) else {
        println!("skipped: this needs DRIFTLINE_TEST_MYSQL (cargo xtask test provides it)");
        return;
    };
    for name in ["sink", "beside", "unheld", "only_mysql", "wrong::counter"] {
        let made = ScratchDatabase::create_for(Engine::MySql, Some(&url)).await.expect("a database");
        let is_mariadb = made.database.flavour() == Some(Flavour::MariaDb);
        let mut wanted = found(Engine::MySql, name).schema;
        for table in wanted.tables.values_mut() {
            keep_what_the_server_has(is_mariadb, table);
        }
        // What a column says without a word depends on the server's configuration.
        let text = "ALTER DATABASE CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci";
        made.database.execute_script(text).await.expect("alters");
        let nothing = Schema::empty(Engine::MySql);
        let difference = diff(&nothing, &wanted, &Renames::default());
        let planned = plan(&nothing, &wanted, &difference, &Facts::new(), &PlanOptions::default()).expect(name);
        for statement in planned.steps.iter().flat_map(|step| &step.up) {
            let run = made.database.execute_script(&statement.sql).await;
            assert!(run.is_ok(), "{name}: {run:?}\n{}", statement.sql);
        }
        let kept = inspect(&made.database.connection, &Scope::default()).await.expect("reads").schema;
        assert_eq!(kept.tables.len(), wanted.tables.len(), "{name}");
        for (kept, wanted) in kept.tables.values().zip(wanted.tables.values()) {
            let (kept, wanted) = (without_expressions(kept), without_expressions(wanted));
            assert_eq!(kept, wanted, "\nkept   {}\nwanted {}", print_table(&kept), print_table(&wanted));
        }
        made.drop().await.expect("dropped");
    }
}

/// MariaDB has no index on an expression, MySQL no compressed column.
fn keep_what_the_server_has(is_mariadb: bool, table: &mut Table) {
    if is_mariadb {
        table.indexes.retain(|index| index.parts.iter().all(|part| matches!(part.key, IndexKey::Column(_))));
    } else {
        table.columns.iter_mut().for_each(|column| column.attributes.retain(|attribute| attribute != "compressed"));
    }
}

fn without_expressions(table: &Table) -> Table {
    let mut table = table.clone();
    let any = Sql::new(Engine::MySql, "any");
    for column in &mut table.columns {
        if let Some(generated) = &mut column.generated {
            generated.expression = any.clone();
        }
    }
    for check in &mut table.checks {
        check.expression = any.clone();
    }
    for part in table.indexes.iter_mut().flat_map(|index| &mut index.parts) {
        if let IndexKey::Expression(expression) = &mut part.key {
            *expression = any.clone();
        }
    }
    table
}
