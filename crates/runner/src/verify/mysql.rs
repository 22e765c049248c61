//! MariaDB's and MySQL's words for rows.

use async_trait::async_trait;
use driftline_schema::mysql::labels;
use driftline_schema::{Column, Engine, ObjectName, Table};

use super::value::{Family, Value};
use super::words::{Words, integer, parts};

/// Texts of shapes, as `ST_GeomFromText` reads them.
const SHAPES: [(&str, [&str; 2]); 8] = [
    ("point", ["POINT(1 2)", "POINT(0 0)"]),
    ("geometry", ["POINT(1 2)", "LINESTRING(0 0,1 1)"]),
    ("linestring", ["LINESTRING(0 0,1 1)", "LINESTRING(0 0,2 2)"]),
    ("polygon", ["POLYGON((0 0,1 0,1 1,0 0))", "POLYGON((0 0,2 0,2 2,0 0))"]),
    ("multipoint", ["MULTIPOINT(1 2,3 4)", "MULTIPOINT(0 0,1 1)"]),
    ("multilinestring", ["MULTILINESTRING((0 0,1 1))", "MULTILINESTRING((0 0,2 2))"]),
    ("multipolygon", ["MULTIPOLYGON(((0 0,1 0,1 1,0 0)))", "MULTIPOLYGON(((0 0,2 0,2 2,0 0)))"]),
    ("geometrycollection", ["GEOMETRYCOLLECTION(POINT(1 2))", "GEOMETRYCOLLECTION(POINT(0 0))"]),
];

/// MariaDB and MySQL.
pub(crate) struct MySql;

#[async_trait]
impl Words for MySql {
    fn engine(&self) -> Engine {
        Engine::MySql
    }

    fn family(&self, data_type: &str) -> Family {
        if let Some(labels) = labels(data_type) {
            return Family::Labels(labels);
        }
        let (name, numbers) = parts(data_type);
        let most = numbers.first().copied();
        let signed = !name.contains("unsigned") && !name.contains("zerofill");
        let base = name.split(' ').next().unwrap_or_default();
        match base {
            "tinyint" if most == Some(1) && signed => Family::Boolean,
            "tinyint" => integer(8, signed),
            "smallint" => integer(16, signed),
            "mediumint" => integer(24, signed),
            "int" => integer(32, signed),
            "bigint" => integer(64, signed),
            "decimal" => Family::Decimal { digits: most.unwrap_or(10), scale: numbers.get(1).copied().unwrap_or(0) },
            "float" | "double" => Family::Float,
            "char" => Family::Text(Some(most.unwrap_or(1))),
            "varchar" => Family::Text(most),
            "tinytext" => Family::Text(Some(60)),
            "text" | "mediumtext" | "longtext" => Family::Text(None),
            "binary" => Family::Bytes(Some(most.unwrap_or(1))),
            "varbinary" => Family::Bytes(most),
            "tinyblob" | "blob" | "mediumblob" | "longblob" => Family::Bytes(None),
            "date" => Family::Date,
            "time" => Family::Time,
            "datetime" | "timestamp" => Family::Moment { zoned: false },
            "year" => Family::known(&["2024", "1999", "2000", "2001", "2155"]),
            "json" => Family::Json,
            "uuid" => Family::Uuid,
            "inet4" => Family::known(&["192.168.0.1", "10.0.0.1", "10.0.0.2"]),
            "inet6" => Family::known(&["::1", "fe80::1", "::ffff:10.0.0.1"]),
            "bit" => Family::Known(["1", "0"].map(|bits| Value::Sql(format!("b'{bits}'"))).to_vec()),
            _ => match SHAPES.iter().find(|(shape, _)| *shape == base) {
                Some((_, texts)) => {
                    Family::Known(texts.iter().map(|text| Value::Sql(format!("ST_GeomFromText('{text}')"))).collect())
                }
                None => Family::Unknown,
            },
        }
    }

    /// Bytes in hexadecimal, a bit field as its number, a shape in words behind its reference system; `+ 0e0` makes a DOUBLE of
    /// a FLOAT, which prints every digit it has.
    fn exact(&self, column: &Column) -> String {
        let (quoted, (name, _)) = (Engine::MySql.quote(&column.name), parts(&column.data_type));
        let base = name.split(' ').next().unwrap_or_default();
        match base {
            "bit" => format!("CAST({quoted} + 0 AS CHAR)"),
            "float" | "double" => format!("CAST({quoted} + 0e0 AS CHAR)"),
            _ if is_bytes(base) => format!("HEX({quoted})"),
            _ if is_shape(base) => format!("CONCAT(ST_SRID({quoted}), ' ', ST_AsText({quoted}))"),
            _ => format!("CAST({quoted} AS CHAR CHARACTER SET utf8mb4)"),
        }
    }

    fn literal(&self, column: &Column) -> String {
        let (quoted, (name, _)) = (Engine::MySql.quote(&column.name), parts(&column.data_type));
        let base = name.split(' ').next().unwrap_or_default();
        match base {
            _ if is_bytes(base) => format!("IF({quoted} IS NULL, 'NULL', CONCAT('x''', HEX({quoted}), ''''))"),
            _ if is_shape(base) => {
                format!("IF({quoted} IS NULL, 'NULL', CONCAT('ST_GeomFromText(''', ST_AsText({quoted}), ''')'))")
            }
            "bit" => format!("IF({quoted} IS NULL, 'NULL', CAST({quoted} + 0 AS CHAR))"),
            _ => format!("QUOTE({})", self.exact(column)),
        }
    }

    fn insert(&self, table: &Table, given: &[(&Column, &Value)]) -> String {
        let columns: Vec<String> = given.iter().map(|(column, _)| Engine::MySql.quote(&column.name)).collect();
        let values: Vec<String> = given.iter().map(|(_, value)| self.value(value)).collect();
        let name = table.name.quoted(Engine::MySql);
        format!("INSERT INTO {name} ({}) VALUES ({})", columns.join(", "), values.join(", "))
    }

    fn put_off_references(&self) -> &'static [&'static str] {
        &["SET foreign_key_checks = 0"]
    }

    fn check_references_again(&self) -> &'static [&'static str] {
        &["SET foreign_key_checks = 1"]
    }

    /// TRUNCATE runs no trigger and starts the numbers again.
    fn clear(&self, tables: &[&ObjectName]) -> Vec<String> {
        let mut statements = vec!["SET foreign_key_checks = 0".to_owned()];
        statements.extend(tables.iter().map(|table| format!("TRUNCATE TABLE {}", table.quoted(Engine::MySql))));
        statements.push("SET foreign_key_checks = 1".to_owned());
        statements
    }
}

fn is_bytes(base: &str) -> bool {
    base.ends_with("binary") || base.ends_with("blob")
}

fn is_shape(base: &str) -> bool {
    base == "geomcollection" || SHAPES.iter().any(|(name, _)| *name == base)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn column_types_are_known() {
        let family = |data_type: &str| MySql.family(data_type);
        assert_eq!(family("tinyint(1)"), Family::Boolean);
        assert_eq!(family("int unsigned"), integer(32, false));
        assert_eq!(family("decimal(10,2)"), Family::Decimal { digits: 10, scale: 2 });
        assert_eq!(family("enum('a','it''s')"), Family::Labels(vec!["a".into(), "it's".into()]));
        assert_eq!(family("varbinary(16)"), Family::Bytes(Some(16)));
        assert_eq!(family("datetime(6)"), Family::Moment { zoned: false });
    }
}
