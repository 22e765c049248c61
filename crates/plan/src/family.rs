//! Families of types: what a value of a type looks like, as far as filling and converting need to know.
//!
//! Leaves out the exact rules of any type; two types of one family may still differ in range.

pub use driftline_schema::mysql::labels;
use driftline_schema::{Column, Engine};

/// What values of a type look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// Whole numbers.
    Integer,
    /// Other numbers.
    Number,
    /// True and false.
    Boolean,
    /// Text of any length.
    Text,
    /// Bytes.
    Bytes,
    /// A calendar date.
    Date,
    /// A time of day.
    Time,
    /// A date with a time.
    Timestamp,
    /// A UUID.
    Uuid,
    /// JSON.
    Json,
    /// An array (PostgreSQL).
    Array,
    /// Anything else.
    Other,
}

/// The family of a type in the engine's canonical words.
///
/// SQLite's columns take any value; there the family is what SeaORM's type words mean, then the affinity ("Datatypes In
/// SQLite", 3.1).
#[must_use]
pub fn family(engine: Engine, data_type: &str) -> Family {
    let word = data_type.to_lowercase();
    if word.ends_with("[]") {
        return Family::Array;
    }
    let base = word.split('(').next().unwrap_or_default().trim();
    if engine == Engine::MySql {
        return mysql_family(base.split(' ').next().unwrap_or_default(), &word);
    }
    match base {
        "smallint" | "integer" | "bigint" | "int" | "int2" | "int4" | "int8" | "tinyint" => Family::Integer,
        "real" | "double precision" | "numeric" | "decimal" | "float" | "double" | "float4" | "float8" | "money" => {
            Family::Number
        }
        "boolean" | "bool" => Family::Boolean,
        "text" | "character varying" | "varchar" | "character" | "char" | "bpchar" | "citext" | "name" => Family::Text,
        "bytea" | "blob" | "varbinary_blob" => Family::Bytes,
        "date" | "date_text" => Family::Date,
        "time" | "time_text" => Family::Time,
        "uuid" | "uuid_text" => Family::Uuid,
        "json" | "jsonb" | "json_text" | "jsonb_text" => Family::Json,
        _ if base.starts_with("timestamp") || base.starts_with("datetime") => Family::Timestamp,
        _ if engine == Engine::Postgres && base.starts_with("time") => Family::Time,
        _ if engine == Engine::Sqlite => affinity(base),
        _ => Family::Other,
    }
}

/// MariaDB's and MySQL's types; `tinyint(1)` is what both make of `boolean`.
fn mysql_family(base: &str, word: &str) -> Family {
    match base {
        "tinyint" if word.starts_with("tinyint(1)") => Family::Boolean,
        "tinyint" | "smallint" | "mediumint" | "int" | "bigint" | "year" => Family::Integer,
        "decimal" | "numeric" | "float" | "double" | "real" => Family::Number,
        "char" | "varchar" | "tinytext" | "text" | "mediumtext" | "longtext" => Family::Text,
        "binary" | "varbinary" | "tinyblob" | "blob" | "mediumblob" | "longblob" => Family::Bytes,
        "date" => Family::Date,
        "time" => Family::Time,
        "datetime" | "timestamp" => Family::Timestamp,
        "uuid" => Family::Uuid,
        "json" => Family::Json,
        _ => Family::Other,
    }
}

/// The least and the greatest value of a type of whole numbers.
#[must_use]
pub fn integer_range(data_type: &str) -> Option<(i128, i128)> {
    let word = data_type.to_lowercase();
    let base = word.split(['(', ' ']).next().unwrap_or_default();
    let bits = match base {
        "tinyint" => 8,
        "smallint" => 16,
        "mediumint" => 24,
        "int" | "integer" => 32,
        "bigint" => 64,
        "year" => return Some((1901, 2155)),
        _ => return None,
    };
    let unsigned = word.split([' ', ')']).any(|part| matches!(part, "unsigned" | "zerofill"));
    Some(if unsigned { (0, (1 << bits) - 1) } else { (-(1 << (bits - 1)), (1 << (bits - 1)) - 1) })
}

/// Whether SQLite writes values anew that a column of the first type holds when they come into one of the second: a text that
/// looks like a number becomes one, a number becomes a text ("Datatypes In SQLite", 3). Going back makes of `7` no `007`.
#[must_use]
pub(crate) fn spelt_anew(from: &str, to: &str) -> bool {
    match (affinity(&from.to_lowercase()), affinity(&to.to_lowercase())) {
        (Family::Text | Family::Bytes, to) => to != Family::Bytes && to != affinity(&from.to_lowercase()),
        _ => false,
    }
}

/// SQLite's five rules for the affinity of a declared type, in their order.
fn affinity(declared: &str) -> Family {
    let has = |part: &str| declared.contains(part);
    if has("int") {
        Family::Integer
    } else if has("char") || has("clob") || has("text") {
        Family::Text
    } else if has("blob") || declared.is_empty() {
        Family::Bytes
    } else {
        Family::Number
    }
}

/// The longest text the type takes, in characters: the `n` of `varchar(n)` and `char(n)`.
#[must_use]
pub fn text_limit(engine: Engine, data_type: &str) -> Option<u32> {
    if family(engine, data_type) != Family::Text {
        return None;
    }
    let (_, rest) = data_type.split_once('(')?;
    rest.split(')').next()?.trim().parse().ok()
}

/// The value a column takes where there is none to take: empty, zero, false, the epoch.
///
/// PostgreSQL's other types get an empty text, which the engine refuses where it has no meaning.
#[must_use]
pub fn neutral(engine: Engine, column: &Column) -> String {
    if let Some(value) = Some(engine).filter(|engine| *engine == Engine::MySql).and_then(|_| mysql_neutral(column)) {
        return value;
    }
    match family(engine, &column.data_type) {
        Family::Integer | Family::Number => "0".to_owned(),
        Family::Boolean if engine == Engine::Postgres => "FALSE".to_owned(),
        Family::Boolean => "0".to_owned(),
        Family::Bytes if engine == Engine::Postgres => "''".to_owned(),
        Family::Bytes if column.data_type.is_empty() => "''".to_owned(),
        Family::Bytes => "x''".to_owned(),
        Family::Date => "'1970-01-01'".to_owned(),
        Family::Time => "'00:00:00'".to_owned(),
        Family::Timestamp => "'1970-01-01 00:00:00'".to_owned(),
        Family::Uuid => "'00000000-0000-0000-0000-000000000000'".to_owned(),
        Family::Json | Family::Array => "'{}'".to_owned(),
        Family::Other if column.data_type == "interval" => "'0'".to_owned(),
        Family::Text | Family::Other => "''".to_owned(),
    }
}

/// What is different on MariaDB and MySQL: an enumeration has its first label, a `timestamp` begins with 1970 in its own
/// time zone.
fn mysql_neutral(column: &Column) -> Option<String> {
    let base = column.data_type.split(['(', ' ']).next().unwrap_or_default().to_lowercase();
    Some(match base.as_str() {
        "enum" => Engine::MySql.literal(labels(&column.data_type)?.first()?),
        "year" => "1970".to_owned(),
        "bit" => "0".to_owned(),
        "timestamp" => "'1970-01-02 00:00:00'".to_owned(),
        "inet4" => "'0.0.0.0'".to_owned(),
        "inet6" => "'::'".to_owned(),
        "geometry" | "point" => "POINT(0, 0)".to_owned(),
        _ => return None,
    })
}

/// A value given as plain text, as a literal for the column: numbers stay bare, everything else is quoted.
#[must_use]
pub fn literal(engine: Engine, column: &Column, text: &str) -> String {
    let number = || {
        let body = text.strip_prefix(['-', '+']).unwrap_or(text);
        body.bytes().next().is_some_and(|b| b.is_ascii_digit() || b == b'.') && body.parse::<f64>().is_ok()
    };
    match family(engine, &column.data_type) {
        Family::Integer | Family::Number if number() => text.to_owned(),
        Family::Boolean if matches!(text.to_lowercase().as_str(), "true" | "false") => text.to_uppercase(),
        Family::Boolean if engine != Engine::Postgres && matches!(text, "0" | "1") => text.to_owned(),
        Family::Other if engine == Engine::MySql && column.data_type.starts_with("bit") && number() => text.to_owned(),
        _ => engine.literal(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_follow_the_words_and_then_the_affinity() {
        let check = |engine, word: &str, expected| assert_eq!(family(engine, word), expected, "{word}");
        check(Engine::Postgres, "character varying(20)", Family::Text);
        check(Engine::Postgres, "interval", Family::Other);
        check(Engine::Postgres, "timestamp with time zone", Family::Timestamp);
        check(Engine::Postgres, "integer[]", Family::Array);
        check(Engine::Sqlite, "timestamp_with_timezone_text", Family::Timestamp);
        check(Engine::Sqlite, "unsigned big int", Family::Integer);
        check(Engine::Sqlite, "nvarchar(100)", Family::Text);
        check(Engine::Sqlite, "real(12, 4)", Family::Number);
        check(Engine::Sqlite, "", Family::Bytes);
    }

    #[test]
    fn mysql_types_have_ranges_labels_and_values_of_their_own() {
        let is = |word: &str, expected| assert_eq!(family(Engine::MySql, word), expected, "{word}");
        is("int unsigned", Family::Integer);
        is("tinyint(1)", Family::Boolean);
        is("tinyint", Family::Integer);
        is("double(10,2) unsigned", Family::Number);
        is("enum('int')", Family::Other);
        assert_eq!(integer_range("mediumint unsigned"), Some((0, 16_777_215)));
        assert_eq!(integer_range("int(5) unsigned zerofill"), Some((0, 4_294_967_295)));
        assert_eq!(integer_range("bigint").map(|range| range.1), Some(i128::from(i64::MAX)));
        let found = labels("enum('it''s','a\\\\b','x,y')");
        assert_eq!(found.as_deref(), Some(["it's", "a\\b", "x,y"].map(str::to_owned).as_slice()));
        assert_eq!(neutral(Engine::MySql, &Column::new("c", "enum('it''s')")), "'it''s'");
        assert_eq!(neutral(Engine::MySql, &Column::new("c", "int unsigned")), "0");
        assert_eq!(literal(Engine::MySql, &Column::new("c", "tinyint(1)"), "1"), "1");
    }

    #[test]
    fn values_are_quoted_unless_they_are_numbers_for_a_number() {
        let check = |word: &str, text: &str, expected: &str| {
            assert_eq!(literal(Engine::Sqlite, &Column::new("c", word), text), expected);
        };
        check("integer", "-7", "-7");
        check("integer", "it's", "'it''s'");
        check("text", "7", "'7'");
        check("double", "1e3", "1e3");
        check("double", "inf", "'inf'");
        check("boolean", "true", "TRUE");
    }

    #[test]
    fn limits_are_those_of_texts() {
        assert_eq!(text_limit(Engine::Sqlite, "varchar(255)"), Some(255));
        assert_eq!(text_limit(Engine::Postgres, "numeric(10,2)"), None);
        assert_eq!(text_limit(Engine::Postgres, "text"), None);
    }
}
