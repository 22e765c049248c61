//! Declared definitions in the engine's own canonical form, by running them in a scratch place and reading them back.
//!
//! Only what is not provably equal to the live schema goes there: a declared definition that reads token for token like
//! the live one parses to the same thing (that is what the engine's own dump relies on). Leaves out comparing.

use std::collections::{BTreeMap, BTreeSet};

use driftline_diff::{Change, Managed, Ownership, Renames, adopt, diff};
use driftline_inspect::Database;
use driftline_inspect::scratch::{ScratchNames, read_back};
use driftline_inspect::sqlite::settle_defaults;
use driftline_plan::{Facts, PlanOptions, plan};
use driftline_schema::{
    Column, Engine, EnumType, ForeignKey, Index, ObjectName, PrimaryKey, Schema, Sql, Table, Unique,
    sql::{TokenKind, tokens},
};

use crate::Error;

/// Tables run in one PostgreSQL transaction: each takes about 17 locks and a default server has room for some 20,000.
const PORTION: usize = 200;

/// The declared schema in canonical form, and the statements it took.
///
/// # Errors
/// When there is no scratch place, or the engine refuses a declared definition.
pub async fn canonical(
    near: &Database,
    current: &Schema,
    declared: &Schema,
    renames: &Renames,
) -> Result<(Schema, u32), Error> {
    let close = literals_as_live(current, declared, renames);
    let doubtful = doubtful(current, &close, renames);
    if doubtful.is_empty() && close.enums.iter().all(|(name, kind)| current.enums.get(name) == Some(kind)) {
        return Ok((close, 0));
    }
    let names = ScratchNames::new(&namespaces(&close));
    let doubtful: Vec<&ObjectName> = doubtful.iter().collect();
    let mut portions = Vec::new();
    let mut stubs = BTreeSet::new();
    for part in doubtful.chunks(PORTION) {
        let (schema, stubbed) = portion(&close, part, &names);
        stubs.extend(stubbed);
        portions.push(statements(&schema)?);
    }
    if portions.is_empty() {
        portions.push(statements(&portion(&close, &[], &names).0)?);
    }
    let read = read_back(near, &names, &portions).await?;
    let mut canonical = close;
    for name in &doubtful {
        if let Some(table) = read.schema.tables.get(*name) {
            canonical.tables.insert((*name).clone(), table.clone());
        }
    }
    for (name, kind) in read.schema.enums {
        canonical.enums.insert(name, kind);
    }
    Ok((canonical, read.queries))
}

/// Tables whose declared form differs from the live one in any word.
fn doubtful(current: &Schema, declared: &Schema, renames: &Renames) -> BTreeSet<ObjectName> {
    let managed = Managed::default();
    let adopted = adopt(current, declared, &Ownership { managed: &managed, ignore: &[], renames });
    diff(current, &adopted.desired, renames)
        .changes
        .iter()
        .filter(|change| !matches!(change, Change::RenameTable { .. } | Change::DropTable(_)))
        .filter_map(Change::table)
        .filter(|name| declared.tables.contains_key(*name))
        .cloned()
        .collect()
}

fn namespaces(schema: &Schema) -> BTreeSet<String> {
    let names = schema.tables.keys().chain(schema.enums.keys()).chain(schema.views.keys());
    let names = names.chain(schema.objects.keys().map(|id| &id.name));
    names.filter_map(|name| name.namespace.clone()).chain(schema.namespaces.iter().cloned()).collect()
}

fn statements(schema: &Schema) -> Result<Vec<String>, Error> {
    let empty = Schema::empty(schema.engine);
    let difference = diff(&empty, schema, &Renames::default());
    let plan = plan(&empty, schema, &difference, &Facts::new(), &PlanOptions::default())?;
    Ok(plan.steps.into_iter().flat_map(|step| step.up).map(|statement| statement.sql).collect())
}

/// The tables of one portion under their scratch names, with a stub for every table they refer to that is not among
/// them: a foreign key to a live table would lock it.
fn portion(declared: &Schema, part: &[&ObjectName], names: &ScratchNames) -> (Schema, BTreeSet<ObjectName>) {
    let chosen: BTreeSet<&ObjectName> = part.iter().copied().collect();
    let mut tables: BTreeMap<ObjectName, Table> = part
        .iter()
        .filter_map(|name| declared.tables.get(*name))
        .map(|table| (table.name.clone(), table.clone()))
        .collect();
    let mut stubs = BTreeSet::new();
    for key in part.iter().filter_map(|name| declared.tables.get(*name)).flat_map(|table| &table.foreign_keys) {
        if chosen.contains(&key.references) {
            continue;
        }
        if let Some(target) = declared.tables.get(&key.references) {
            let stub = tables.entry(target.name.clone()).or_insert_with(|| Table::new(target.name.clone()));
            extend_stub(declared.engine, stub, target, key);
            stubs.insert(target.name.clone());
        }
    }
    let mut schema = Schema::empty(declared.engine);
    schema.namespaces = names.others.values().cloned().collect();
    schema.enums =
        declared.enums.values().map(|kind| scratch_enum(kind, names)).map(|kind| (kind.name.clone(), kind)).collect();
    for table in tables.into_values() {
        schema.insert_table(scratch_table(table, names));
    }
    // Namespaces are made by the scratch place itself.
    schema.namespaces.clear();
    (schema, stubs)
}

/// Gives a stub the columns and the key that a foreign key needs; unique constraints are unique indexes on MariaDB and MySQL.
fn extend_stub(engine: Engine, stub: &mut Table, target: &Table, key: &ForeignKey) {
    for name in &key.referenced_columns {
        if let (None, Some(column)) = (stub.column(name), target.column(name)) {
            stub.columns.push(Column {
                nullable: column.nullable,
                user_type: column.user_type.clone(),
                // MariaDB and MySQL refuse a foreign key between texts of two collations.
                collation: column.collation.clone(),
                ..Column::new(name, &column.data_type)
            });
        }
    }
    stub.primary_key = None::<PrimaryKey>;
    if engine == Engine::MySql {
        let columns: Vec<&str> = key.referenced_columns.iter().map(String::as_str).collect();
        let name = format!("stub {}", stub.indexes.len());
        let index = Index { unique: true, ..Index::on_columns(name, &columns) };
        if !stub.indexes.iter().any(|known| known.parts == index.parts) {
            stub.indexes.push(index);
        }
        return;
    }
    let has_key = stub.uniques.iter().any(|unique| unique.columns == key.referenced_columns);
    if !has_key {
        stub.uniques.push(Unique {
            name: None,
            columns: key.referenced_columns.clone(),
            nulls_not_distinct: false,
            deferrable: Default::default(),
            ..Default::default()
        });
    }
}

fn scratch_name(name: &ObjectName, names: &ScratchNames) -> ObjectName {
    match &name.namespace {
        Some(namespace) => ObjectName::within(names.others.get(namespace).map(String::as_str), &name.name),
        None => name.clone(),
    }
}

fn scratch_enum(kind: &EnumType, names: &ScratchNames) -> EnumType {
    EnumType { name: scratch_name(&kind.name, names), ..kind.clone() }
}

fn scratch_table(mut table: Table, names: &ScratchNames) -> Table {
    table.name = scratch_name(&table.name, names);
    for column in &mut table.columns {
        column.user_type = column.user_type.as_ref().map(|name| scratch_name(name, names));
    }
    for key in &mut table.foreign_keys {
        key.references = scratch_name(&key.references, names);
    }
    table
}

/// The declared schema with each default that is a literal in the live database's spelling where both mean the same:
/// PostgreSQL prints the literal `'x'` of a varchar column as `'x'::character varying`.
fn literals_as_live(current: &Schema, declared: &Schema, renames: &Renames) -> Schema {
    let mut close = declared.clone();
    if declared.engine == Engine::Sqlite {
        settle_defaults(&mut close);
    }
    if declared.engine != Engine::Postgres {
        return close;
    }
    for table in close.tables.values_mut() {
        let old = renames.tables.iter().find(|(_, new)| *new == table.name).map_or(&table.name, |(old, _)| old);
        let Some(live) = current.tables.get(old) else { continue };
        for column in &mut table.columns {
            let Some(found) = live.column(&column.name) else { continue };
            if let (Some(declared), Some(default)) = (&column.default, &found.default)
                && column.data_type == found.data_type
                && literal_means(declared, default, &column.data_type)
            {
                column.default = Some(default.clone());
            }
        }
    }
    close
}

/// Whether the declared literal is what the live default prints: the same literal with a cast to the column's own type.
fn literal_means(declared: &Sql, live: &Sql, data_type: &str) -> bool {
    let literal = tokens(Engine::Postgres, declared.text());
    let found = tokens(Engine::Postgres, live.text());
    let [value, cast, kind @ ..] = found.as_slice() else { return false };
    let Some(first) = kind.first() else { return false };
    let base = data_type.split('(').next().map_or(data_type, str::trim);
    let own_type = live.text().get(first.start..).map(str::trim) == Some(base);
    if !cast.is_mark("::") || !own_type || value.kind != TokenKind::Text {
        return false;
    }
    match literal.as_slice() {
        [text] => text.kind == TokenKind::Text && text.text == value.text && !text.text.contains('\\'),
        // PostgreSQL folds the sign of a number: -5 is printed as '-5'::integer.
        [sign, number] => {
            sign.is_mark("-")
                && number.kind == TokenKind::Number
                && value.text == format!("'-{}'", number.text)
                && matches!(base, "smallint" | "integer" | "bigint")
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn means(declared: &str, live: &str, data_type: &str) -> bool {
        literal_means(&Sql::new(Engine::Postgres, declared), &Sql::new(Engine::Postgres, live), data_type)
    }

    #[test]
    fn only_the_same_literal_with_its_own_type_counts() {
        assert!(means("'x'", "'x'::character varying", "character varying(9)"));
        assert!(means("-5", "'-5'::integer", "integer"));
        assert!(!means("'x'", "'X'::character varying", "character varying(9)"));
        assert!(!means("'x'", "'x'::text", "character varying(9)"));
        assert!(!means("-5", "'-5'::integer", "bigint"));
        assert!(!means("now()", "'x'::text", "text"));
    }
}
