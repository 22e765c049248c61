//! What the pragmas say of tables whose statement was not understood: less than the statement, but enough to report.
//!
//! Leaves out checks, collations, generated expressions, and the names of constraints: pragmas do not tell them.

use std::collections::BTreeMap;

use driftline_schema::{Action, Column, Deferrable, ForeignKey, Generated, ObjectName, PrimaryKey, Sql, Table, Unique};
use sea_orm::{ConnectionTrait, DbErr, QueryResult};

use super::default::default_of;
use super::query;
use crate::InspectError;

/// How many queries [`describe`] sends.
pub(super) const QUERIES: u32 = 3;

/// Reads the tables that begin at the given pages, by name.
pub(super) async fn describe<C: ConnectionTrait>(
    connection: &C,
    roots: &[i64],
) -> Result<BTreeMap<String, Table>, InspectError> {
    // Page numbers instead of names: numbers need no quoting and no list of parameters, which has a limit.
    let roots: Vec<String> = roots.iter().map(i64::to_string).collect();
    let chosen = format!("FROM main.sqlite_master m CROSS JOIN {{}} WHERE m.rootpage IN ({})", roots.join(", "));
    let from = |pragma: &str| chosen.replacen("{}", pragma, 1);
    let columns = format!(
        "SELECT m.name, c.name, c.type, c.\"notnull\", c.dflt_value, c.pk, c.hidden {} AND m.type = 'table' \
         ORDER BY m.name, c.cid",
        from("pragma_table_xinfo(m.name, 'main') c")
    );
    let foreign_keys = format!(
        "SELECT m.name, f.id, f.\"table\", f.\"from\", f.\"to\", f.on_update, f.on_delete {} AND m.type = 'table' \
         ORDER BY m.name, f.id, f.seq",
        from("pragma_foreign_key_list(m.name, 'main') f")
    );
    let uniques = format!(
        "SELECT m.name, i.name, c.name {} AND m.type = 'table' AND i.origin = 'u' ORDER BY m.name, i.seq, c.seqno",
        from("pragma_index_list(m.name, 'main') i CROSS JOIN pragma_index_info(i.name, 'main') c")
    );
    let mut tables = BTreeMap::new();
    let what = "the tables whose statement was not understood";
    let failed = |source| InspectError::Catalog { what, source };
    for row in query(connection, &columns, what).await? {
        add_column(&mut tables, &row).map_err(failed)?;
    }
    add_foreign_keys(&mut tables, &query(connection, &foreign_keys, what).await?).map_err(failed)?;
    add_uniques(&mut tables, &query(connection, &uniques, what).await?).map_err(failed)?;
    Ok(tables.into_iter().map(|(name, described)| (name, described.table())).collect())
}

struct Described {
    table: Table,
    /// Key columns by their position in the key.
    key: BTreeMap<i32, String>,
}

impl Described {
    fn table(mut self) -> Table {
        if !self.key.is_empty() {
            let columns = self.key.into_values().collect();
            self.table.primary_key = Some(PrimaryKey { name: None, columns, ..Default::default() });
        }
        self.table
    }
}

fn add_column(tables: &mut BTreeMap<String, Described>, row: &QueryResult) -> Result<(), DbErr> {
    let name: String = row.try_get_by_index(0)?;
    let data_type: String = row.try_get_by_index(2)?;
    let default: Option<String> = row.try_get_by_index(4)?;
    let mut column = Column::new(row.try_get_by_index::<String>(1)?, data_type.to_ascii_lowercase());
    column.nullable = !row.try_get_by_index::<bool>(3)?;
    column.default = default.and_then(|text| default_of(&text, &column.data_type, false));
    let hidden: i32 = row.try_get_by_index(6)?;
    if hidden >= 2 {
        let expression = Sql::new(driftline_schema::Engine::Sqlite, "");
        column.generated = Some(Generated { expression, stored: hidden == 3 });
    }
    let described = tables
        .entry(name.clone())
        .or_insert_with(|| Described { table: Table::new(ObjectName::new(name)), key: BTreeMap::new() });
    let position: i32 = row.try_get_by_index(5)?;
    if position > 0 {
        described.key.insert(position, column.name.clone());
    }
    described.table.columns.push(column);
    Ok(())
}

fn add_foreign_keys(tables: &mut BTreeMap<String, Described>, rows: &[QueryResult]) -> Result<(), DbErr> {
    let mut keys: BTreeMap<(String, i32), ForeignKey> = BTreeMap::new();
    for row in rows {
        let action = |index| -> Result<Action, DbErr> { Ok(action(&row.try_get_by_index::<String>(index)?)) };
        let (on_update, on_delete) = (action(5)?, action(6)?);
        let references = ObjectName::new(row.try_get_by_index::<String>(2)?);
        let key = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        let foreign_key = keys.entry(key).or_insert_with(|| ForeignKey {
            name: None,
            columns: Vec::new(),
            references,
            referenced_columns: Vec::new(),
            on_delete,
            on_update,
            match_full: false,
            deferrable: Deferrable::No,
            validated: true,
            on_delete_columns: Vec::new(),
            comment: None,
        });
        foreign_key.columns.push(row.try_get_by_index(3)?);
        foreign_key.referenced_columns.extend(row.try_get_by_index::<Option<String>>(4)?);
    }
    for ((table, _), foreign_key) in keys {
        if let Some(described) = tables.get_mut(&table) {
            described.table.foreign_keys.push(foreign_key);
        }
    }
    Ok(())
}

fn action(words: &str) -> Action {
    let all = [Action::Restrict, Action::Cascade, Action::SetNull, Action::SetDefault];
    all.into_iter().find(|action| action.words() == words).unwrap_or_default()
}

fn add_uniques(tables: &mut BTreeMap<String, Described>, rows: &[QueryResult]) -> Result<(), DbErr> {
    let mut uniques: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for row in rows {
        let key = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        uniques.entry(key).or_default().extend(row.try_get_by_index::<Option<String>>(2)?);
    }
    for ((table, _), columns) in uniques {
        if let Some(described) = tables.get_mut(&table) {
            let unique = Unique { columns, ..Unique::default() };
            described.table.uniques.push(unique);
        }
    }
    Ok(())
}
