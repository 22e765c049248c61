//! Column types: SeaORM's spelling to the canonical words of the engine. Leaves out enumerated types (`declared`).

/// Types that sea-query prints for PostgreSQL only and panics on elsewhere, by their first word.
const POSTGRES_ONLY: [&str; 8] = ["vector", "cidr", "inet", "macaddr", "ltree", "interval", "bit", "varbit"];

/// Whether sea-query has this type, given in the words it prints for PostgreSQL, for PostgreSQL only.
pub(crate) fn is_postgres_only(printed: &str) -> bool {
    let lower = printed.to_lowercase();
    let first = lower.split([' ', '(', '[']).next().unwrap_or_default();
    lower.ends_with("[]") || POSTGRES_ONLY.contains(&first)
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
    fn types_only_postgres_has() {
        for printed in ["varchar[]", "inet", "interval year", "bit(3)", "vector(3)"] {
            assert!(is_postgres_only(printed), "{printed}");
        }
        assert!(!is_postgres_only("bigint"));
    }
}
