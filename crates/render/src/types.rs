//! The statement builder's word for a column type, on each engine: which of its methods print a planned type.
//!
//! One table, read off sea-query 1.0.2's printers (`backend/*/table.rs`): a method and what it prints for SQLite, PostgreSQL
//! (in `format_type`'s words) and MariaDB/MySQL (in `COLUMN_TYPE`'s). Leaves out user-made types and types that only one
//! engine has; they are said with `custom` or in SQL.

use driftline_schema::Engine;

/// A method of `ColumnDef` and the type it stands for. `#` is a number that the method takes, in the methods' order.
struct Method {
    call: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
    mysql: &'static str,
}

const fn method(call: &'static str, sqlite: &'static str, postgres: &'static str, mysql: &'static str) -> Method {
    Method { call, sqlite, postgres, mysql }
}

/// Where several methods print one type on an engine, the most natural one comes first; an empty word is a type that the
/// builder does not know there.
const METHODS: [Method; 34] = [
    method("string_len(#)", "varchar(#)", "character varying(#)", "varchar(#)"),
    method("string()", "varchar", "character varying", "varchar(255)"),
    method("char_len(#)", "char(#)", "character(#)", "char(#)"),
    method("char()", "char", "character(1)", "char(1)"),
    method("text()", "text", "text", "text"),
    method("tiny_integer()", "tinyint", "", "tinyint"),
    method("small_integer()", "smallint", "smallint", "smallint"),
    method("integer()", "integer", "integer", "int"),
    method("big_integer()", "integer", "bigint", "bigint"),
    // PostgreSQL has no smaller whole number than smallint.
    method("tiny_integer()", "tinyint", "smallint", "tinyint"),
    method("tiny_unsigned()", "tinyint", "smallint", "tinyint unsigned"),
    method("small_unsigned()", "smallint", "integer", "smallint unsigned"),
    method("unsigned()", "integer", "bigint", "int unsigned"),
    method("big_unsigned()", "integer", "bigint", "bigint unsigned"),
    method("float()", "float", "real", "float"),
    method("double()", "double", "double precision", "double"),
    method("decimal_len(#, #)", "real(#, #)", "numeric(#,#)", "decimal(#,#)"),
    method("decimal()", "real_decimal", "numeric", "decimal(10,0)"),
    method("boolean()", "boolean", "boolean", "tinyint(1)"),
    method("date_time()", "datetime_text", "timestamp without time zone", "datetime"),
    method("timestamp_with_time_zone()", "timestamp_with_timezone_text", "timestamp with time zone", "timestamp"),
    method("timestamp()", "timestamp_text", "timestamp without time zone", "timestamp"),
    method("date()", "date_text", "date", "date"),
    method("time()", "time_text", "time without time zone", "time"),
    method("json()", "json_text", "json", "json"),
    method("json_binary()", "jsonb_text", "jsonb", "json"),
    method("uuid()", "uuid_text", "uuid", "binary(16)"),
    method("blob()", "blob", "bytea", "blob"),
    method("binary_len(#)", "blob(#)", "bytea", "binary(#)"),
    method("var_binary(#)", "varbinary_blob(#)", "bytea", "varbinary(#)"),
    method("year()", "", "", "year"),
    method("inet()", "", "inet", ""),
    method("cidr()", "", "cidr", ""),
    method("mac_address()", "", "macaddr", ""),
];

/// The methods that print the type on the engine, the most natural one first, each with its numbers: `string_len(255)`.
///
/// A method whose numbers the engine does not print (`binary_len(16)` is `bytea`) comes with `#` in their place.
pub(crate) fn methods(engine: Engine, words: &str) -> Vec<String> {
    METHODS.iter().filter_map(|method| filled(method, engine, words)).collect()
}

/// The type as SeaORM would say it on another engine: `varchar(9)` of SQLite is `character varying(9)` on PostgreSQL.
///
/// One engine may tell fewer types apart than the other (every whole number is an `integer` to SQLite): then it is the most
/// natural one. `None` where SeaORM has no type of that meaning there.
#[must_use]
pub fn translated(from: Engine, to: Engine, words: &str) -> Option<String> {
    METHODS.iter().find_map(|method| {
        let numbers = numbers(method.on(from), words)?;
        let pattern = method.on(to);
        let places = pattern.matches('#').count();
        (!pattern.is_empty() && places <= numbers.len()).then(|| fill(pattern, &numbers))
    })
}

impl Method {
    fn on(&self, engine: Engine) -> &'static str {
        match engine {
            Engine::Sqlite => self.sqlite,
            Engine::Postgres => self.postgres,
            Engine::MySql => self.mysql,
        }
    }
}

fn filled(method: &Method, engine: Engine, words: &str) -> Option<String> {
    Some(fill(method.call, &numbers(method.on(engine), words)?))
}

/// The pattern with numbers in its places; a place without a number stays.
fn fill(pattern: &str, numbers: &[&str]) -> String {
    let mut text = String::new();
    let mut pieces = pattern.split('#');
    text.push_str(pieces.next().unwrap_or_default());
    for (at, piece) in pieces.enumerate() {
        text.push_str(numbers.get(at).copied().unwrap_or("#"));
        text.push_str(piece);
    }
    text
}

/// The numbers in the pattern's places, where the words fit it; white space is folded.
fn numbers<'w>(pattern: &str, words: &'w str) -> Option<Vec<&'w str>> {
    if pattern.is_empty() {
        return None;
    }
    let mut found = Vec::new();
    let mut rest = words;
    let mut pieces = pattern.split('#');
    rest = rest.strip_prefix(pieces.next()?)?;
    for piece in pieces {
        let end = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (number, behind) = rest.split_at(end);
        if number.is_empty() {
            return None;
        }
        found.push(number);
        let (piece, behind) = (piece.trim_start_matches([',', ' ']), behind.trim_start_matches([',', ' ']));
        rest = behind.strip_prefix(piece)?;
    }
    rest.is_empty().then_some(found)
}

/// The one call that stands in every engine's list, where one does; numbers that an engine does not print are taken from
/// one that does.
pub(crate) fn common(lists: &[Vec<String>]) -> Option<String> {
    let (first, others) = lists.split_first()?;
    let same =
        |one: &str, other: &str| one == other || (one.contains('#') || other.contains('#')) && base(one) == base(other);
    let found = first.iter().find(|call| others.iter().all(|list| list.iter().any(|other| same(call, other))))?;
    let spellings = lists.iter().flatten().filter(|call| base(call) == base(found));
    let numbered = spellings.into_iter().find(|call| !call.contains('#'));
    numbered.cloned()
}

fn base(call: &str) -> &str {
    call.split('(').next().unwrap_or(call)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_natural_method_comes_first() {
        let first = |engine, words: &str| methods(engine, words).first().cloned().unwrap_or_default();
        assert_eq!(first(Engine::Sqlite, "integer"), "integer()");
        assert_eq!(first(Engine::Postgres, "smallint"), "small_integer()");
        assert_eq!(first(Engine::Postgres, "timestamp without time zone"), "date_time()");
        assert_eq!(first(Engine::Postgres, "bytea"), "blob()");
        assert_eq!(first(Engine::Postgres, "numeric(12,4)"), "decimal_len(12, 4)");
        assert_eq!(first(Engine::Sqlite, "real(12, 4)"), "decimal_len(12, 4)");
        assert_eq!(first(Engine::MySql, "varchar(255)"), "string_len(255)");
        assert_eq!(first(Engine::MySql, "tinyint(1)"), "boolean()");
        assert!(methods(Engine::Postgres, "point").is_empty());
        assert!(methods(Engine::Sqlite, "varchar(2)x").is_empty());
    }

    #[test]
    fn a_type_is_translated_by_its_meaning() {
        let sqlite = |words: &str, to| translated(Engine::Sqlite, to, words);
        assert_eq!(sqlite("varchar(9)", Engine::Postgres).as_deref(), Some("character varying(9)"));
        assert_eq!(sqlite("real(12, 4)", Engine::MySql).as_deref(), Some("decimal(12,4)"));
        assert_eq!(sqlite("date_text", Engine::MySql).as_deref(), Some("date"));
        assert_eq!(translated(Engine::MySql, Engine::Postgres, "int unsigned").as_deref(), Some("bigint"));
        assert_eq!(translated(Engine::Postgres, Engine::Sqlite, "bytea").as_deref(), Some("blob"));
        assert_eq!(translated(Engine::Postgres, Engine::MySql, "varchar[]"), None);
    }

    #[test]
    fn one_method_serves_every_engine() {
        let common_of = |sqlite: &str, postgres: &str, mysql: &str| {
            common(&[
                methods(Engine::Sqlite, sqlite),
                methods(Engine::Postgres, postgres),
                methods(Engine::MySql, mysql),
            ])
            .unwrap_or_default()
        };
        assert_eq!(common_of("integer", "bigint", "bigint"), "big_integer()");
        assert_eq!(common_of("integer", "bigint", "int unsigned"), "unsigned()");
        assert_eq!(common_of("varchar", "character varying", "varchar(255)"), "string()");
        assert_eq!(common_of("varchar(255)", "character varying(255)", "varchar(255)"), "string_len(255)");
        assert_eq!(common_of("varbinary_blob(16)", "bytea", "varbinary(16)"), "var_binary(16)");
        assert_eq!(common_of("uuid_text", "uuid", "binary(16)"), "uuid()");
        assert_eq!(
            common_of("timestamp_with_timezone_text", "timestamp with time zone", "timestamp"),
            "timestamp_with_time_zone()"
        );
        assert_eq!(common_of("integer", "text", "int"), "");
        assert_eq!(common_of("blob(4)", "bytea", "binary(5)"), "");
    }
}
