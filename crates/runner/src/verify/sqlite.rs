//! SQLite's words for rows. A declared type limits nothing there (but in STRICT tables); rows keep to what it says all the
//! same, as an application's would.

use async_trait::async_trait;
use driftline_schema::{Column, Engine, ObjectName};

use super::value::Family;
use super::words::{Words, integer, parts};

/// SQLite.
pub(crate) struct Sqlite;

#[async_trait]
impl Words for Sqlite {
    fn engine(&self) -> Engine {
        Engine::Sqlite
    }

    /// By the words that SeaORM declares types with (`timestamp_with_timezone_text`, `uuid_text`), then by SQLite's own rules
    /// of affinity ("Datatypes In SQLite", 3.1).
    fn family(&self, data_type: &str) -> Family {
        let (name, numbers) = parts(data_type);
        let has = |word: &str| name.contains(word);
        let most = numbers.first().copied();
        match name.as_str() {
            "tinyint" => return integer(8, true),
            "smallint" | "int2" => return integer(16, true),
            "mediumint" => return integer(24, true),
            "int" | "integer" | "int4" => return integer(32, true),
            "time" | "time_text" => return Family::Time,
            "" => return Family::Text(None),
            _ => {}
        }
        if has("with_timezone") || has("with_time_zone") || has("timestamptz") {
            Family::Moment { zoned: true }
        } else if has("datetime") || has("timestamp") {
            Family::Moment { zoned: false }
        } else if has("date") {
            Family::Date
        } else if has("bool") {
            Family::Boolean
        } else if has("uuid") || has("guid") {
            Family::Uuid
        } else if has("json") {
            Family::Json
        } else if has("int") {
            integer(64, !has("unsigned"))
        } else if has("char") || has("clob") || has("text") {
            Family::Text(most)
        } else if has("blob") || has("binary") {
            Family::Bytes(most)
        } else if let ("decimal" | "numeric", Some(digits)) = (name.as_str(), most) {
            Family::Decimal { digits, scale: numbers.get(1).copied().unwrap_or(0) }
        } else if has("real") || has("floa") || has("doub") || has("decimal") || has("numeric") {
            Family::Float
        } else {
            Family::Text(most)
        }
    }

    /// `quote` tells 5 from 5.0, '5' and x'35' ("Built-In Scalar SQL Functions").
    fn exact(&self, column: &Column) -> String {
        format!("quote({})", Engine::Sqlite.quote(&column.name))
    }

    fn literal(&self, column: &Column) -> String {
        self.exact(column)
    }

    /// Holds until the transaction ends; its COMMIT fails where a reference is still broken ("PRAGMA defer_foreign_keys").
    fn put_off_references(&self) -> &'static [&'static str] {
        &["PRAGMA defer_foreign_keys = ON"]
    }

    /// Twice: what a trigger of the first round has written goes in the second one.
    fn clear(&self, tables: &[&ObjectName]) -> Vec<String> {
        let mut statements = vec!["PRAGMA foreign_keys = OFF".to_owned()];
        for _ in 0..2 {
            statements.extend(tables.iter().map(|table| format!("DELETE FROM {}", table.quoted(Engine::Sqlite))));
        }
        statements.push("PRAGMA foreign_keys = ON".to_owned());
        statements
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_seaorm_declares_types_with_are_known() {
        let family = |data_type: &str| Sqlite.family(data_type);
        assert_eq!(family("varchar(50)"), Family::Text(Some(50)));
        assert_eq!(family("timestamp_with_timezone_text"), Family::Moment { zoned: true });
        assert_eq!(family("datetime_text"), Family::Moment { zoned: false });
        assert_eq!(family("date_text"), Family::Date);
        assert_eq!(family("uuid_text"), Family::Uuid);
        assert_eq!(family("json_text"), Family::Json);
        assert_eq!(family("bigint"), integer(64, true));
        assert_eq!(family("integer"), integer(32, true));
        assert_eq!(family("real(10, 2)"), Family::Float);
        assert_eq!(family("varbinary_blob(16)"), Family::Bytes(Some(16)));
        assert_eq!(family("boolean"), Family::Boolean);
        assert_eq!(family("enum_text"), Family::Text(None));
        assert_eq!(family(""), Family::Text(None));
    }
}
