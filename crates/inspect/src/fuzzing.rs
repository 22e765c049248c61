//! Readers of texts that otherwise only a catalog gives, for the fuzz targets and the tests that share their properties. No part
//! of the crate's interface, and free of any database.

use driftline_schema::{Sql, TableCase};

pub use crate::database::script::texts as mysql_script;
pub use crate::mysql::body::restored as mysql_body;
pub use crate::mysql::flavour::unescaped as mysql_unescaped;
pub use crate::postgres::meaning::{default as postgres_default, expression as postgres_expression};
pub use crate::sqlite::default::default_of as sqlite_default;

use crate::Flavour;
use crate::mysql::flavour::Dialect;
use crate::mysql::text::Texts;
use crate::postgres::names::Names;

/// How texts of one server are read.
#[derive(Debug)]
pub struct MySqlTexts(Texts);

impl MySqlTexts {
    /// Texts of a database with these tables.
    #[must_use]
    pub fn new(flavour: Flavour, database: &str, names: &[&str], case: TableCase) -> Self {
        let version = if flavour == Flavour::MariaDb { 101_119 } else { 80_036 };
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        Self(Texts { dialect: Dialect { flavour, version }, database: database.to_owned(), names, case })
    }

    /// An expression as the catalog holds it.
    #[must_use]
    pub fn expression(&self, text: &str) -> Sql {
        self.0.expression(text)
    }

    /// The text without the own database's name.
    #[must_use]
    pub fn unqualified(&self, text: &str) -> String {
        self.0.unqualified(text).into_owned()
    }

    /// A default as MariaDB prints it.
    #[must_use]
    pub fn default(&self, text: &str, data_type: &str, extra: &str) -> Option<String> {
        self.0.dialect.default(Some(text), data_type, extra).map(std::borrow::Cow::into_owned)
    }
}

/// A text of PostgreSQL where `public` is the default namespace, and each other one has the reported name beside it.
#[must_use]
pub fn postgres_text(others: &[(&str, &str)], text: &str) -> String {
    let mut names = Names::default();
    names.add(0, "public", None, None);
    for (oid, (used, reported)) in (1..).zip(others) {
        let quoted = driftline_schema::Engine::Postgres.quote(reported);
        names.add(oid, used, Some((*reported).to_owned()), Some(quoted));
    }
    names.text(text).into_owned()
}
