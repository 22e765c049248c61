//! Declared definitions in the engine's own canonical form, by running them in a scratch place and reading them back.
//!
//! Only what is not provably equal to the live schema goes there: a declared definition that reads token for token like
//! the live one parses to the same thing (that is what the engine's own dump relies on). Leaves out comparing.

use std::collections::BTreeSet;

use driftline_diff::{Change, Managed, Ownership, Renames, adopt, diff};
use driftline_inspect::Database;
use driftline_inspect::scratch::{ScratchNames, read_back};
use driftline_inspect::sqlite::settle_defaults;
use driftline_plan::{Facts, PlanOptions, plan};
use driftline_schema::{
    Absent, Engine, Object, ObjectId, ObjectName, Schema, Sql,
    sql::{TokenKind, tokens},
};

use crate::Error;
use crate::portion::Sides;

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
    let doubtful = Doubtful::find(current, &close, renames);
    if doubtful.is_empty() && close.enums.iter().all(|(name, kind)| current.enums.get(name) == Some(kind)) {
        return Ok((close, 0));
    }
    let names = ScratchNames::new(&namespaces(&close));
    let sides = Sides::new(current, &close, &names);
    let tables: Vec<&ObjectName> = doubtful.tables.iter().collect();
    let mut portions = Vec::new();
    for part in tables.chunks(PORTION) {
        portions.push(statements(&sides.tables(part))?);
    }
    if !doubtful.views.is_empty() || !doubtful.objects.is_empty() {
        portions.push(statements(&sides.beside_tables(&doubtful.views, &doubtful.objects))?);
    }
    if portions.is_empty() {
        portions.push(statements(&sides.tables(&[]))?);
    }
    let mut read = read_back(near, &names, &portions).await?;
    let mut canonical = close;
    for name in &doubtful.tables {
        if let Some(table) = read.schema.tables.remove(name) {
            canonical.tables.insert(name.clone(), table);
        }
    }
    for name in &doubtful.views {
        if let Some(view) = read.schema.views.remove(name) {
            canonical.views.insert(name.clone(), view);
        }
    }
    // The engine has its own words for the types of arguments.
    for id in &doubtful.objects {
        let is_same = |found: &ObjectId| (found.kind, &found.name) == (id.kind, &id.name);
        let found: Vec<Object> =
            read.schema.objects.iter().filter(|(found, _)| is_same(found)).map(|(_, object)| object.clone()).collect();
        if !found.is_empty() {
            canonical.objects.remove(id);
            found.into_iter().for_each(|object| canonical.insert_object(object));
        }
    }
    for (name, kind) in read.schema.enums {
        canonical.enums.insert(name, kind);
    }
    Ok((canonical, read.queries))
}

/// Declared objects whose definition differs from the live one in any word.
struct Doubtful {
    tables: BTreeSet<ObjectName>,
    views: BTreeSet<ObjectName>,
    objects: BTreeSet<ObjectId>,
}

impl Doubtful {
    fn find(current: &Schema, declared: &Schema, renames: &Renames) -> Self {
        let (managed, absent) = (Managed::default(), Absent::default());
        let ownership = Ownership { managed: &managed, ignore: &[], absent: &absent, renames };
        let changes = diff(current, &adopt(current, declared, &ownership).desired, renames).changes;
        let tables = (changes.iter())
            .filter(|change| !matches!(change, Change::RenameTable { .. } | Change::DropTable(_)))
            .filter_map(Change::table)
            .filter(|name| declared.tables.contains_key(*name));
        let views = changes.iter().filter_map(|change| match change {
            Change::CreateView(view) | Change::AlterView { to: view, .. } => Some(&view.name),
            _ => None,
        });
        let objects = changes.iter().filter_map(|change| match change {
            Change::CreateObject(object) | Change::AlterObject { to: object, .. } => Some(&object.id),
            _ => None,
        });
        Self {
            tables: tables.cloned().collect(),
            views: views.filter(|name| declared.views.contains_key(*name)).cloned().collect(),
            objects: objects.filter(|id| declared.objects.contains_key(*id)).cloned().collect(),
        }
    }

    fn is_empty(&self) -> bool {
        self.tables.is_empty() && self.views.is_empty() && self.objects.is_empty()
    }
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
