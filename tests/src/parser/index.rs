//! `CREATE INDEX`, read from what engines keep and print, and printed by the planner.

use driftline_diff::{diff, rename::Renames};
use driftline_plan::{Facts, PlanOptions, plan};
use driftline_schema::statement::parse_create_index;
use driftline_schema::{Column, Engine, Index, IndexKey, ObjectName, Schema, Table};

use crate::engines::ALL;

/// What is read is printed by the planner, and read again as the same index.
///
/// # Panics
/// Where that is not so.
pub fn check(text: &str) {
    for engine in ALL {
        match parse_create_index(engine, text) {
            Ok((table, index)) if engine != Engine::MySql => comes_back(engine, &table, &index),
            Ok(_) => {}
            Err(error) => {
                assert!(text.is_char_boundary(error.offset), "{engine}: {error:?}");
                assert!(error.to_string().contains(error.expected));
            }
        }
    }
}

fn comes_back(engine: Engine, table: &ObjectName, index: &Index) {
    let is_kept = |name: &str| !name.is_empty() && !name.contains('\0');
    let columns = index.parts.iter().filter_map(|part| match &part.key {
        IndexKey::Column(name) => Some(name),
        IndexKey::Expression(_) => None,
    });
    if !columns.clone().chain(&index.include).chain([&table.name, &index.name]).all(|name| is_kept(name)) {
        return;
    }
    let mut owner = Table::new(table.clone());
    for name in columns.chain(&index.include) {
        if owner.column(name).is_none() {
            owner.columns.push(Column::new(name, "integer"));
        }
    }
    let mut current = Schema::empty(engine);
    current.insert_table(owner.clone());
    owner.indexes.push(index.clone());
    let mut desired = Schema::empty(engine);
    desired.insert_table(owner);
    let difference = diff(&current, &desired, &Renames::default());
    let Ok(planned) = plan(&current, &desired, &difference, &Facts::new(), &PlanOptions::default()) else { return };
    let statements = planned.steps.iter().flat_map(|step| &step.up).map(|statement| &statement.sql);
    let printed: Vec<&String> = statements.collect();
    let again = printed.iter().find_map(|sql| parse_create_index(engine, sql).ok());
    let (again_on, again) = match again {
        Some(found) => found,
        None => {
            assert!(printed.is_empty(), "{engine}: {printed:?} makes no index like {index:?}");
            return;
        }
    };
    assert_eq!((&again_on, &again), (table, index), "{engine}: printed as {printed:?}");
}
