//! What has been read so far, by name; becomes a `Schema` at the end.

use std::collections::{BTreeMap, BTreeSet};

use driftline_schema::{Column, Engine, KeyPart, NotCompared, Schema, Sql, Table, Trigger};
use sea_orm::DbErr;

use super::constraint::{KeyDraft, foreign_keys};
use super::doubt::Doubt;
use super::index::{IndexDraft, settle};
use super::partition::{self, PartitionDraft};
use super::routine::{self, Routines};
use super::row::Fields;
use super::server::Server;
use super::text::{Texts, UNSURE, hides_character, holds_unsure};
use super::trigger::{TriggerDraft, triggers};
use super::{Flavour, body};

/// The collation that MariaDB gives a JSON column.
const JSON_COLLATION: &str = "utf8mb4_bin";

/// Everything read so far.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) server: Server,
    pub(super) texts: Texts,
    /// Tables by name, without the history and Driftline's own.
    pub(super) tables: BTreeMap<String, TableDraft>,
    pub(super) triggers: Vec<TriggerDraft>,
    pub(super) routines: Routines,
    /// Whether the list of tables holds a partitioned one.
    pub(super) has_partitions: bool,
    pub(super) partitions: BTreeMap<String, Vec<PartitionDraft>>,
    /// Sequences and their comments.
    pub(super) sequences: BTreeMap<String, Option<String>>,
    /// Defaults of which it is not known yet what they are.
    pub(super) doubts: Vec<Doubt>,
    pub(super) schema: Schema,
}

/// A table whose parts are still being read.
#[derive(Debug)]
pub(super) struct TableDraft {
    pub(super) table: Table,
    /// The table's default collation.
    pub(super) collation: String,
    /// Columns by place.
    pub(super) columns: BTreeMap<i64, ColumnDraft>,
    pub(super) indexes: BTreeMap<String, IndexDraft>,
    pub(super) foreign_keys: BTreeMap<String, KeyDraft>,
}

/// A column and its collation, whether or not it is the table's.
#[derive(Debug)]
pub(super) struct ColumnDraft {
    pub(super) column: Column,
    pub(super) collation: Option<String>,
}

impl ColumnDraft {
    /// Whether a check of the column makes it JSON, which is a text with this check to MariaDB ("JSON Data Type").
    pub(super) fn is_json(&self, check: &Sql) -> bool {
        let validity = format!("json_valid({})", Engine::MySql.quote(&self.column.name));
        self.column.data_type == "longtext"
            && self.collation.as_deref() == Some(JSON_COLLATION)
            && *check == Sql::new(Engine::MySql, validity)
    }
}

impl Draft {
    pub(super) fn new(server: Server) -> Self {
        let Server { dialect, table_case: case, .. } = server;
        let texts = Texts { dialect, case, database: server.database.clone(), names: BTreeSet::new() };
        let mut schema = Schema::empty(Engine::MySql);
        schema.table_case = server.table_case;
        Self {
            server,
            texts,
            tables: BTreeMap::new(),
            triggers: Vec::new(),
            routines: Routines::new(),
            has_partitions: false,
            partitions: BTreeMap::new(),
            sequences: BTreeMap::new(),
            doubts: Vec::new(),
            schema,
        }
    }

    /// Takes every row of an answer.
    pub(super) fn take_all<'a>(
        &mut self,
        rows: impl Iterator<Item = Fields<'a>>,
        take: fn(&mut Draft, &mut Fields<'_>) -> Result<(), DbErr>,
    ) -> Result<(), DbErr> {
        for mut fields in rows {
            take(self, &mut fields)?;
        }
        Ok(())
    }

    /// Names something that has no place in a schema.
    pub(super) fn not_compared(&mut self, object: String, reason: &str) {
        self.schema.not_compared.push(NotCompared { object, reason: reason.to_owned() });
    }

    /// The text of a trigger, routine or event as it was written; what is not known of it is named.
    pub(super) fn body(&mut self, shown: &str, printed: &str, modes: Option<&str>) -> String {
        let has = |mode: &str| modes.is_some_and(|modes| modes.split(',').any(|other| other == mode));
        let (text, is_ambiguous) = if self.texts.dialect.flavour == Flavour::MariaDb && !has("NO_BACKSLASH_ESCAPES") {
            body::restored(printed, has("ANSI_QUOTES"))
        } else {
            (printed.to_owned(), false)
        };
        if is_ambiguous {
            self.not_compared(shown.to_owned(), body::AMBIGUOUS);
        }
        if holds_unsure(&text) || hides_character(&text) {
            self.not_compared(shown.to_owned(), UNSURE);
        }
        text
    }

    pub(super) fn add_table(&mut self, table: Table, collation: &str) {
        let draft = TableDraft {
            collation: collation.to_owned(),
            columns: BTreeMap::new(),
            indexes: BTreeMap::new(),
            foreign_keys: BTreeMap::new(),
            table,
        };
        self.tables.insert(draft.table.name.name.clone(), draft);
    }

    /// Puts a default in the place of one that was in doubt.
    pub(super) fn settle_doubt(&mut self, doubt: &Doubt, default: Sql) {
        let column = self.tables.get_mut(&doubt.table).and_then(|table| table.columns.get_mut(&doubt.place));
        if let Some(found) = column {
            found.column.default = Some(default);
        }
    }

    pub(super) fn finish(mut self) -> Schema {
        routine::settle(&mut self);
        partition::settle(&mut self);
        for doubt in std::mem::take(&mut self.doubts) {
            self.not_compared(format!("default of column {} of table {}", doubt.column, doubt.table), UNSURE);
        }
        for (table, trigger) in triggers(std::mem::take(&mut self.triggers)) {
            if let Some(owner) = self.tables.get_mut(&table) {
                let definition = self.texts.trigger(&trigger);
                owner.table.triggers.push(Trigger::new(trigger.name, definition));
            }
        }
        let mut schema = self.schema;
        for draft in self.tables.into_values() {
            let mut table = draft.table;
            if draft.columns.is_empty() {
                // Dropped between two queries: a table has columns.
                continue;
            }
            table.columns = draft.columns.into_values().map(|found| found.column).collect();
            table.foreign_keys = foreign_keys(draft.foreign_keys);
            settle(&mut table, draft.indexes);
            without_row_end(&mut table);
            table.sort();
            schema.insert_table(table);
        }
        schema.not_compared.sort();
        schema.not_compared.dedup();
        schema
    }
}

/// MariaDB adds the column that says when a row ended to every primary key of a table with history.
fn without_row_end(table: &mut Table) {
    let is_end = |column: &Column| {
        column.generated.as_ref().is_some_and(|found| found.expression.text().eq_ignore_ascii_case("ROW END"))
    };
    let Some(end) = table.columns.iter().find(|column| is_end(column)) else { return };
    if let Some(key) = &mut table.primary_key
        && key.columns.last() == Some(&end.name)
    {
        key.columns.pop();
        key.parts = KeyPart::kept(std::mem::take(&mut key.parts).into_iter().take(key.columns.len()).collect());
    }
}
