//! What must be known of a server and the current database before its catalogs are asked.

use driftline_schema::{Engine, TableCase};
use sea_orm::DbErr;

use super::Flavour;
use super::flavour::{Dialect, version_number};
use super::row::Fields;

/// The server and the database that is read.
#[derive(Clone, Debug)]
pub(super) struct Server {
    pub(super) dialect: Dialect,
    /// The current database.
    pub(super) database: String,
    /// Its default collation.
    pub(super) collation: String,
    pub(super) table_case: TableCase,
}

pub(super) const QUERY: &str = "SELECT CAST(VERSION() AS CHAR), CAST(@@version_comment AS CHAR), DATABASE(), \
    CAST(@@collation_database AS CHAR), @@lower_case_table_names";

impl Server {
    /// Reads the answer to [`QUERY`]; `None` where no database is selected.
    pub(super) fn read(fields: &mut Fields<'_>) -> Result<Option<Self>, DbErr> {
        let version = fields.text()?;
        let flavour = Flavour::of(version, fields.text()?);
        let database = fields.own_text_if_any()?;
        let collation = fields.own_text()?;
        let table_case = match fields.number()? {
            1 => TableCase::Lowered,
            2 => TableCase::Ignored,
            _ => TableCase::Distinct,
        };
        let dialect = Dialect { flavour, version: version_number(version) };
        Ok(database.map(|database| Self { dialect, database, collation, table_case }))
    }

    /// The database's name for a query.
    pub(super) fn literal(&self) -> String {
        Engine::MySql.literal(&self.database)
    }
}
