//! Column types: SeaORM's spelling to the canonical words of the engine. Leaves out enumerated types (`declared`).

use driftline_schema::Engine;

/// Types that sea-query prints for PostgreSQL only and panics on elsewhere, by their first word.
const POSTGRES_ONLY: [&str; 5] = ["vector", "cidr", "inet", "macaddr", "ltree"];

/// Types of PostgreSQL that only a `custom("…")` names and that MariaDB and MySQL do not have; what is on neither list is
/// left to the engine.
const POSTGRES_CUSTOM: [&str; 7] = ["tsvector", "tsquery", "citext", "hstore", "timestamptz", "timetz", "xml"];

/// What sea-query's printer for MySQL writes for an interval.
const UNSUPPORTED: &str = "unsupported";

/// Whether sea-query's printer for the engine knows the type, given in the words it prints for PostgreSQL.
pub(crate) fn is_printed(engine: Engine, postgres: &str) -> bool {
    let first = first_word(postgres);
    match engine {
        Engine::Postgres => true,
        _ if postgres.ends_with("[]") || POSTGRES_ONLY.contains(&first.as_str()) => false,
        Engine::Sqlite => !["interval", "bit", "varbit"].contains(&first.as_str()),
        Engine::MySql => true,
    }
}

/// Whether the engine has the type, given in the words that SeaORM prints for `language`.
pub(crate) fn has(engine: Engine, language: Engine, printed: &str) -> bool {
    let first = first_word(printed);
    match (engine, language) {
        (Engine::Sqlite, Engine::MySql) => !["year", "bit", UNSUPPORTED].contains(&first.as_str()),
        (Engine::Postgres, Engine::MySql) => first != "year",
        (Engine::MySql, Engine::MySql) => first != UNSUPPORTED,
        (Engine::MySql, Engine::Postgres) => {
            is_printed(engine, printed) && first != "interval" && !POSTGRES_CUSTOM.contains(&first.as_str())
        }
        _ => is_printed(engine, printed),
    }
}

fn first_word(printed: &str) -> String {
    printed.to_lowercase().split([' ', '(', '[']).next().unwrap_or_default().to_owned()
}

/// PostgreSQL's canonical words (`format_type`) for a type as SeaORM or a person writes it; an unknown one stays as it
/// is, for the engine to judge.
///
/// Source: PostgreSQL manual, table 8.1 (aliases) and 8.1.2 (`numeric`).
pub(crate) fn postgres(printed: &str) -> String {
    if let Some(element) = printed.strip_suffix("[]") {
        return format!("{}[]", postgres(element.trim_end()));
    }
    let (words, modifier) = split_modifier(printed);
    let (before, after) = match words.to_lowercase().as_str() {
        "varchar" | "character varying" => ("character varying", ""),
        "char" | "character" if modifier.is_empty() => return "character(1)".to_owned(),
        "char" | "character" => ("character", ""),
        "bool" | "boolean" => ("boolean", ""),
        "decimal" | "numeric" | "dec" => ("numeric", ""),
        "int2" | "smallint" => ("smallint", ""),
        "int" | "int4" | "integer" => ("integer", ""),
        "int8" | "bigint" => ("bigint", ""),
        "float4" | "real" => ("real", ""),
        "float8" | "float" | "double precision" if modifier.is_empty() => ("double precision", ""),
        "timestamp" | "timestamp without time zone" => ("timestamp", " without time zone"),
        "timestamptz" | "timestamp with time zone" => ("timestamp", " with time zone"),
        "time" | "time without time zone" => ("time", " without time zone"),
        "timetz" | "time with time zone" => ("time", " with time zone"),
        "bit" if modifier.is_empty() => return "bit(1)".to_owned(),
        "varbit" | "bit varying" => ("bit varying", ""),
        lower @ ("text" | "bytea" | "uuid" | "json" | "jsonb" | "date" | "bit" | "money" | "inet" | "cidr"
        | "macaddr" | "xml" | "tsvector" | "tsquery") => return format!("{lower}{modifier}"),
        lower if lower.starts_with("interval") => return format!("{lower}{modifier}"),
        _ => return printed.to_owned(),
    };
    format!("{before}{modifier}{after}")
}

/// The engine's canonical words for a type that somebody wrote for it.
pub(crate) fn words(engine: Engine, written: &str) -> String {
    match engine {
        Engine::Sqlite => sqlite(written),
        Engine::Postgres => postgres(written),
        Engine::MySql => mysql_words(written),
    }
}

/// As [`mysql`], with the labels of an `enum` or `set` as the catalog prints them.
pub(crate) fn mysql_words(written: &str) -> String {
    crate::mysql::labels_as_kept(written).unwrap_or_else(|| mysql(written))
}

/// Whether PostgreSQL knows the canonical type without anybody having made it.
pub(crate) fn is_postgres_builtin(canonical: &str) -> bool {
    let (words, _) = split_modifier(canonical.trim_end_matches("[]"));
    matches!(
        words.as_str(),
        "character varying"
            | "character"
            | "text"
            | "boolean"
            | "smallint"
            | "integer"
            | "bigint"
            | "real"
            | "numeric"
            | "double precision"
            | "bytea"
            | "uuid"
            | "json"
            | "jsonb"
            | "date"
            | "timestamp without time zone"
            | "timestamp with time zone"
            | "time without time zone"
            | "time with time zone"
            | "bit"
            | "bit varying"
            | "money"
            | "inet"
            | "cidr"
            | "macaddr"
            | "xml"
            | "tsvector"
            | "tsquery"
            | "vector"
            | "ltree"
    ) || words.starts_with("interval")
}

/// SQLite's declared type in lower case with single spaces, as its reader reports it.
pub(crate) fn sqlite(printed: &str) -> String {
    printed.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// SQLite's words for a type that is only seen in PostgreSQL's. Where several of SeaORM's types are one on PostgreSQL,
/// any of their words does: SQLite gives them one affinity (<https://sqlite.org/datatype3.html> 3.1).
pub(crate) fn sqlite_of_postgres(printed: &str) -> String {
    let (words, modifier) = split_modifier(&postgres(printed));
    let words = match words.as_str() {
        "character varying" => "varchar",
        "character" => "char",
        "bigint" => "integer",
        "real" => "float",
        "double precision" => "double",
        "numeric" if modifier.is_empty() => "real_decimal",
        "numeric" => "real",
        "money" => "real_money",
        "bytea" => "blob",
        "uuid" => "uuid_text",
        "json" => "json_text",
        "jsonb" => "jsonb_text",
        "date" => "date_text",
        "timestamp with time zone" => "timestamp_with_timezone_text",
        "timestamp without time zone" => "datetime_text",
        "time without time zone" => "time_text",
        other => other,
    };
    format!("{words}{}", modifier.replace(',', ", "))
}

/// MariaDB's and MySQL's `COLUMN_TYPE` for a type as SeaORM or a person writes it, without an integer's default display
/// width; an unknown one stays as it is, for the engine to judge.
///
/// Source: MariaDB "Data Types" (synonyms), "Numeric Data Type Overview"; the words seen in `information_schema.COLUMNS` of
/// MariaDB 10.11.
pub(crate) fn mysql(printed: &str) -> String {
    let (words, modifier) = split_modifier(&printed.to_lowercase());
    let (mut base, mut unsigned, mut zerofill) = (Vec::new(), false, false);
    for word in words.split(' ') {
        match word {
            "unsigned" => unsigned = true,
            "zerofill" => (unsigned, zerofill) = (true, true),
            "signed" => {}
            _ => base.push(word),
        }
    }
    let base = base.join(" ");
    let attributes = match (unsigned, zerofill) {
        (_, true) => " unsigned zerofill",
        (true, _) => " unsigned",
        _ => "",
    };
    let whole = |word: &str, signed: &str, unsigned_width: &str| {
        let default = format!("({})", if unsigned { unsigned_width } else { signed });
        let width = match modifier.as_str() {
            "" if zerofill => default.as_str(),
            given if given == default && !zerofill => "",
            given => given,
        };
        format!("{word}{width}{attributes}")
    };
    match base.as_str() {
        "bool" | "boolean" => "tinyint(1)".to_owned(),
        "tinyint" | "int1" => whole("tinyint", "4", "3"),
        "smallint" | "int2" => whole("smallint", "6", "5"),
        "mediumint" | "int3" | "middleint" => whole("mediumint", "9", "8"),
        "int" | "integer" | "int4" => whole("int", "11", "10"),
        "bigint" | "int8" => whole("bigint", "20", "20"),
        "decimal" | "numeric" | "dec" | "fixed" => {
            let modifier = match modifier.as_str() {
                "" => "(10,0)".to_owned(),
                given if given.contains(',') => given.to_owned(),
                given => given.replace(')', ",0)"),
            };
            format!("decimal{modifier}{attributes}")
        }
        "float" | "float4" if modifier.contains(',') || modifier.is_empty() => format!("float{modifier}{attributes}"),
        // A precision alone chooses between the two.
        "float" | "float4" => {
            let bits: u8 = modifier.trim_matches(['(', ')']).parse().unwrap_or_default();
            format!("{}{attributes}", if bits > 24 { "double" } else { "float" })
        }
        "double" | "real" | "double precision" | "float8" => format!("double{modifier}{attributes}"),
        "char" | "character" | "binary" | "bit" if modifier.is_empty() => {
            format!("{}(1)", if base == "character" { "char" } else { &base })
        }
        "character" => format!("char{modifier}"),
        "character varying" | "char varying" | "varcharacter" => format!("varchar{modifier}"),
        "timestamp" | "datetime" | "time" if modifier == "(0)" => base,
        "year" => base,
        _ => format!("{base}{modifier}{attributes}"),
    }
}

/// `numeric(12, 4)` to `numeric` and `(12,4)`; words behind the parentheses join those before.
fn split_modifier(text: &str) -> (String, String) {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    match (text.find('('), text.find(')')) {
        (Some(open), Some(close)) if open < close => {
            let modifier: String = text[open..=close].chars().filter(|c| !c.is_whitespace()).collect();
            (words(&format!("{} {}", &text[..open], &text[close + 1..])), modifier)
        }
        _ => (words(text), String::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postgres_words_are_those_of_format_type() {
        for (printed, wanted) in [
            ("varchar", "character varying"),
            ("varchar(40)", "character varying(40)"),
            ("char", "character(1)"),
            ("bool", "boolean"),
            ("decimal(12, 4)", "numeric(12,4)"),
            ("timestamp", "timestamp without time zone"),
            ("timestamp(3) with time zone", "timestamp(3) with time zone"),
            ("TIMESTAMPTZ(3)", "timestamp(3) with time zone"),
            ("varchar(20)[]", "character varying(20)[]"),
            ("varbit(8)", "bit varying(8)"),
            ("interval", "interval"),
            ("citext", "citext"),
            ("\"Mood\"", "\"Mood\""),
        ] {
            assert_eq!(postgres(printed), wanted);
        }
    }

    #[test]
    fn sqlite_words_are_lower_case_with_single_spaces() {
        assert_eq!(sqlite("REAL(12,  4)"), "real(12, 4)");
    }

    #[test]
    fn sqlite_words_for_what_is_seen_in_those_of_postgres() {
        for (printed, wanted) in [
            ("varchar(40)", "varchar(40)"),
            ("varchar", "varchar"),
            ("bool", "boolean"),
            ("decimal(12, 4)", "real(12, 4)"),
            ("decimal", "real_decimal"),
            ("bigint", "integer"),
            ("timestamp with time zone", "timestamp_with_timezone_text"),
            ("uuid", "uuid_text"),
            ("point", "point"),
        ] {
            assert_eq!(sqlite_of_postgres(printed), wanted);
        }
    }

    #[test]
    fn mysql_words_are_those_of_column_type() {
        for (printed, wanted) in [
            ("tinyint", "tinyint"),
            ("tinyint UNSIGNED", "tinyint unsigned"),
            ("bool", "tinyint(1)"),
            ("int", "int"),
            ("INT(11)", "int"),
            ("int(10) unsigned", "int unsigned"),
            ("int(11) unsigned", "int(11) unsigned"),
            ("int(5)", "int(5)"),
            ("int UNSIGNED", "int unsigned"),
            ("smallint zerofill", "smallint(5) unsigned zerofill"),
            ("bigint(20) unsigned", "bigint unsigned"),
            ("decimal", "decimal(10,0)"),
            ("numeric(8)", "decimal(8,0)"),
            ("decimal(12, 4)", "decimal(12,4)"),
            ("float", "float"),
            ("float(53)", "double"),
            ("float(7, 3)", "float(7,3)"),
            ("double precision", "double"),
            ("varchar(255)", "varchar(255)"),
            ("character varying(3)", "varchar(3)"),
            ("char", "char(1)"),
            ("char(36)", "char(36)"),
            ("binary(16)", "binary(16)"),
            ("bit", "bit(1)"),
            ("bit(8)", "bit(8)"),
            ("year(4)", "year"),
            ("timestamp", "timestamp"),
            ("datetime(0)", "datetime"),
            ("datetime(6)", "datetime(6)"),
            ("json", "json"),
            ("MEDIUMTEXT", "mediumtext"),
            ("point", "point"),
            ("inet6", "inet6"),
        ] {
            assert_eq!(mysql(printed), wanted, "{printed}");
        }
    }

    #[test]
    fn types_an_engine_has_not() {
        use Engine::{MySql, Postgres, Sqlite};
        for printed in ["varchar[]", "inet", "interval year", "vector(3)", "ltree"] {
            assert!(!has(Sqlite, Postgres, printed) && !has(MySql, Postgres, printed), "{printed}");
            assert!(has(Postgres, Postgres, printed), "{printed}");
        }
        assert!(!has(Sqlite, Postgres, "bit(3)") && has(MySql, Postgres, "bit(3)"));
        assert!(has(Sqlite, Postgres, "tsvector") && !has(MySql, Postgres, "tsvector"));
        assert!(!has(MySql, MySql, "unsupported") && has(MySql, MySql, "bit(3)") && !has(Sqlite, MySql, "bit(3)"));
        assert!(has(MySql, MySql, "year") && !has(Postgres, MySql, "year") && !has(Sqlite, MySql, "year"));
        assert!(has(Sqlite, Postgres, "bigint") && has(MySql, Postgres, "varchar"));
    }
}
