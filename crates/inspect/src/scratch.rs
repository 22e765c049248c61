//! Throw-away places of the live database's own engine. What is made here is gone afterwards, after a crash too.
//!
//! [`read_back`] puts definitions into canonical form: SQLite in `:memory:`, PostgreSQL in namespaces of a transaction
//! that is always rolled back, MariaDB and MySQL in databases that are dropped. [`ScratchDatabase`] is a whole database of
//! its own. Leaves out which definitions are run.

mod database;
mod mysql;
mod name;
mod postgres;
mod sqlite;

use std::collections::{BTreeMap, BTreeSet};

use driftline_schema::{Engine, Schema, Table};
use sea_orm::DbErr;

use crate::error::engine_words;
use crate::{Database, InspectError, Inspection};

pub use database::ScratchDatabase;

/// What the name of every throw-away namespace and database begins with. The readers leave such namespaces out.
pub(crate) const PREFIX: &str = "driftline_scratch_";

/// Physical names of the namespaces in which desired definitions are run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScratchNames {
    /// Stands for the default namespace. Definitions name it nowhere: it comes first in the search path.
    pub default: String,
    /// Other namespaces: the declared name, and the name used in the scratch place.
    pub others: BTreeMap<String, String>,
}

impl ScratchNames {
    /// Names nobody else uses, for the given declared namespaces.
    #[must_use]
    pub fn new(namespaces: &BTreeSet<String>) -> Self {
        let default = format!("{PREFIX}{:016x}", name::random());
        let others = namespaces.iter().enumerate().map(|(n, name)| (name.clone(), format!("{default}_{n}"))).collect();
        Self { default, others }
    }
}

/// Runs each portion of statements in scratch namespaces and reads them back under their declared names.
///
/// The namespaces of `names` are made here; statements must not make them. SQLite: each portion in a `:memory:` database
/// of its own. PostgreSQL: each portion in a transaction that is rolled back; the search path is the scratch namespace
/// and then the connection's own, so that types, functions and operator classes of extensions are found. MariaDB and
/// MySQL: each portion in a database of its own with the live one's collation; statements name their tables without a
/// database. A portion must hold whatever its statements refer to. A table that several portions make (a stub for a foreign key in one, the table
/// itself in another) is taken from where it has most.
///
/// # Errors
/// [`InspectError::Scratch`] where rights are missing, [`InspectError::Declared`] where the engine refuses a statement.
pub async fn read_back(
    near: &Database,
    names: &ScratchNames,
    portions: &[Vec<String>],
) -> Result<Inspection, InspectError> {
    let mut read = Inspection { schema: Schema::empty(near.engine), queries: 0 };
    if near.engine == Engine::MySql {
        read.queries += mysql::clear(near).await?;
    }
    for portion in portions {
        let part = match near.engine {
            Engine::Sqlite => sqlite::run(portion).await?,
            Engine::Postgres => postgres::run(near, names, portion).await?,
            Engine::MySql => mysql::run(near, portion).await?,
        };
        merge(&mut read, part);
    }
    Ok(read)
}

/// Statements as one text.
fn joined(statements: &[String]) -> String {
    // A statement may end in a comment.
    statements.join("\n;\n")
}

/// The engine's refusal of a definition.
fn refused(statement: &str, error: &DbErr) -> InspectError {
    InspectError::Declared { reason: engine_words(error), statement: statement.to_owned() }
}

fn merge(whole: &mut Inspection, part: Inspection) {
    whole.queries += part.queries;
    let Schema { engine: _, table_case, namespaces, tables, enums, views, objects, not_compared, namespace_comments } =
        part.schema;
    let schema = &mut whole.schema;
    schema.table_case = table_case;
    schema.namespaces.extend(namespaces);
    schema.namespace_comments.extend(namespace_comments);
    schema.enums.extend(enums);
    schema.views.extend(views);
    schema.objects.extend(objects);
    for (name, table) in tables {
        let is_richer = schema.tables.get(&name).is_none_or(|known| weight(&table) > weight(known));
        if is_richer {
            schema.tables.insert(name, table);
        }
    }
    schema.not_compared.extend(not_compared);
    schema.not_compared.sort();
    schema.not_compared.dedup();
}

/// How much a table holds: a stub has some of the columns and a key, but no primary key.
fn weight(table: &Table) -> (usize, bool, usize) {
    let constraints = table.uniques.len() + table.foreign_keys.len() + table.checks.len();
    let rest = table.indexes.len() + table.triggers.len() + usize::from(table.comment.is_some());
    (table.columns.len(), table.primary_key.is_some(), constraints + rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_new_each_time_and_fit() {
        let declared = BTreeSet::from(["notes".to_owned(), "é".repeat(31)]);
        let (one, other) = (ScratchNames::new(&declared), ScratchNames::new(&declared));
        assert_ne!(one, other);
        assert!(one.others.values().chain([&one.default]).all(|name| name.len() <= 63 && name.starts_with(PREFIX)));
        assert_eq!(one.others.len(), 2);
    }
}
