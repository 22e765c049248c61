//! What MariaDB and MySQL keep otherwise than it is said: defaults, labels, names, the index behind a foreign key.
//!
//! Written as MariaDB prints it, as far as that is certain without asking it. Leaves out types (`types`).

use driftline_schema::mysql::text;
use driftline_schema::sql::{Token, TokenKind, tokens};
use driftline_schema::{Engine, ForeignKey, Index, IndexKey, IndexPart, Sql, Table};

/// The most characters of a name (MariaDB "Identifier Names", MySQL manual 9.2.1).
const LONGEST_NAME: usize = 64;

/// A default in MariaDB's words, as `information_schema.COLUMNS` prints it; `None` for `NULL`. What only the server can
/// compute stays as it is written.
pub(crate) fn default(data_type: &str, written: &Sql) -> Option<Sql> {
    let found = tokens(Engine::MySql, written.text());
    let canonical = match found.as_slice() {
        [token] if token.is_word("NULL") => return None,
        [token] if token.is_word("TRUE") => boolean(data_type, "1"),
        [token] if token.is_word("FALSE") => boolean(data_type, "0"),
        [token] if token.kind == TokenKind::Number => number(data_type, "", token.text),
        [sign, token] if token.kind == TokenKind::Number && sign.is_mark("+") => number(data_type, "", token.text),
        [sign, token] if token.kind == TokenKind::Number && sign.is_mark("-") => number(data_type, "-", token.text),
        [token] if token.kind == TokenKind::Text => text(token.text).and_then(|text| quoted(data_type, &text)),
        found => now(data_type, found),
    };
    Some(canonical.map_or_else(|| written.clone(), |canonical| Sql::new(Engine::MySql, canonical)))
}

/// The value of `ON UPDATE`: the time, with as many digits as the column has.
pub(crate) fn on_update(data_type: &str, written: &Sql) -> Sql {
    let canonical = now(data_type, &tokens(Engine::MySql, written.text()));
    canonical.map_or_else(|| written.clone(), |canonical| Sql::new(Engine::MySql, canonical))
}

/// `enum('it''s','b')`, with the labels as the catalog prints them; spaces at their ends are dropped by the server.
pub(crate) fn labelled<'l>(kind: &str, labels: impl IntoIterator<Item = &'l str>) -> String {
    let labels: Vec<String> = labels.into_iter().map(|label| literal(label.trim_end_matches(' '))).collect();
    format!("{kind}({})", labels.join(","))
}

/// The type `enum(…)` or `set(…)` somebody wrote, with its labels as the catalog prints them.
pub(crate) fn labels_as_kept(written: &str) -> Option<String> {
    let found = tokens(Engine::MySql, written);
    let [kind, open, labels @ .., close] = found.as_slice() else { return None };
    let kind = ["enum", "set"].into_iter().find(|word| kind.is_word(word))?;
    if !(open.is_mark("(") && close.is_mark(")")) {
        return None;
    }
    let labels: Option<Vec<String>> =
        labels.iter().filter(|token| !token.is_mark(",")).map(|token| text(token.text)).collect();
    Some(labelled(kind, labels?.iter().map(String::as_str)))
}

/// A text as MariaDB prints it in defaults and labels (`append_unescaped` in its `sql/unireg.cc`).
fn literal(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('\'');
    for c in text.chars() {
        match c {
            '\'' => quoted.push_str("''"),
            '\\' => quoted.push_str("\\\\"),
            '\0' => quoted.push_str("\\0"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            c => quoted.push(c),
        }
    }
    quoted.push('\'');
    quoted
}

/// What a column keeps of a literal.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Integer,
    Decimal(usize),
    Float,
    Bit,
    /// Texts that are kept as they are unless they are filled up or cut.
    Other,
}

fn kind(data_type: &str) -> Kind {
    let (word, modifier) = split(data_type);
    match word {
        "char" | "varchar" | "tinytext" | "text" | "mediumtext" | "longtext" | "json" | "enum" | "set" => Kind::Text,
        "tinyint" | "smallint" | "mediumint" | "int" | "bigint" | "year" => Kind::Integer,
        "decimal" => {
            let scale = modifier.and_then(|modifier| modifier.split_once(',')?.1.parse().ok());
            scale.map_or(Kind::Other, Kind::Decimal)
        }
        "float" | "double" => Kind::Float,
        "bit" => Kind::Bit,
        _ => Kind::Other,
    }
}

/// `decimal(12,4) unsigned` to `decimal` and `12,4`.
fn split(data_type: &str) -> (&str, Option<&str>) {
    let end = data_type.find(['(', ' ']).unwrap_or(data_type.len());
    let modifier = data_type[end..].strip_prefix('(').and_then(|rest| rest.split_once(')'));
    (&data_type[..end], modifier.map(|(modifier, _)| modifier))
}

fn boolean(data_type: &str, digit: &str) -> Option<String> {
    if kind(data_type) == Kind::Bit { Some(format!("b'{digit}'")) } else { number(data_type, "", digit) }
}

fn number(data_type: &str, sign: &str, digits: &str) -> Option<String> {
    if kind(data_type) == Kind::Text {
        return Some(literal(&format!("{sign}{digits}")));
    }
    let is_plain = digits.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let whole = if whole.is_empty() { "0" } else { whole };
    if !is_plain || (whole.starts_with('0') && whole.len() > 1) {
        return None;
    }
    match kind(data_type) {
        Kind::Integer if fraction.is_empty() => Some(format!("{sign}{whole}")),
        Kind::Decimal(0) if fraction.is_empty() => Some(format!("{sign}{whole}")),
        Kind::Decimal(scale) if scale > 0 && fraction.len() <= scale => {
            Some(format!("{sign}{whole}.{fraction:0<scale$}"))
        }
        // Beyond that, the number of digits depends on the type.
        Kind::Float if whole.len() + fraction.len() <= 6 => {
            let fraction = fraction.trim_end_matches('0');
            let point = if fraction.is_empty() { "" } else { "." };
            Some(format!("{sign}{whole}{point}{fraction}"))
        }
        _ => None,
    }
}

fn quoted(data_type: &str, text: &str) -> Option<String> {
    match kind(data_type) {
        Kind::Text | Kind::Other => Some(literal(text)),
        Kind::Integer | Kind::Decimal(_) | Kind::Float => {
            let (sign, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("-", digits));
            if digits.is_empty() { None } else { number(data_type, sign, digits) }
        }
        Kind::Bit => None,
    }
}

/// `CURRENT_TIMESTAMP` and its synonyms (MariaDB "NOW"), with as many digits as it says, but not more than the column has.
fn now(data_type: &str, found: &[Token<'_>]) -> Option<String> {
    let (word, digits) = match found {
        [word] if !word.is_word("NOW") => (word, None),
        [word, open, close] if open.is_mark("(") && close.is_mark(")") => (word, None),
        [word, open, digits, close] if open.is_mark("(") && close.is_mark(")") => (word, Some(digits.text)),
        _ => return None,
    };
    if !["CURRENT_TIMESTAMP", "NOW", "LOCALTIME", "LOCALTIMESTAMP"].iter().any(|known| word.is_word(known)) {
        return None;
    }
    let said: Option<u8> = digits.map(|digits| digits.parse().unwrap_or_default());
    let digits = match split(data_type) {
        ("timestamp" | "datetime", kept) => {
            let kept = kept.and_then(|kept| kept.parse().ok()).unwrap_or_default();
            said.map_or(kept, |said| said.min(kept))
        }
        _ => said.unwrap_or_default(),
    };
    let digits = if digits == 0 { String::new() } else { digits.to_string() };
    Some(format!("current_timestamp({digits})"))
}

/// Why the server refuses a name, if it does.
///
/// Source: MariaDB "Identifier Names", MySQL manual 9.2; errors 1059, 1103, 1166, 1280 and 1300 of MariaDB 10.11.
pub(crate) fn why_refused(name: &str) -> Option<&'static str> {
    if name.chars().count() > LONGEST_NAME {
        Some("a name has 64 characters at most")
    } else if name.ends_with(' ') {
        Some("a name cannot end in a space")
    } else if name.chars().any(|c| c == '\0' || c > '\u{ffff}') {
        Some("a name cannot hold a character beyond U+FFFF")
    } else {
        None
    }
}

/// Whether the column's type takes part in a key only with a length (error 1170).
pub(crate) fn needs_length(data_type: &str) -> bool {
    let (word, _) = split(data_type);
    ["text", "blob", "json"].iter().any(|kind| word.ends_with(kind))
}

/// Leaves out the indexes that InnoDB would have made for a foreign key by itself: the reader leaves them out too.
pub(crate) fn leave_out_what_came_along(table: &mut Table) {
    let came_along: Vec<String> =
        table.indexes.iter().filter(|index| came_along(table, index)).map(|index| index.name.clone()).collect();
    table.indexes.retain(|index| !came_along.contains(&index.name));
}

fn came_along(table: &Table, index: &Index) -> bool {
    let plain = Index {
        parts: index.parts.iter().map(|part| IndexPart { key: part.key.clone(), ..IndexPart::column("") }).collect(),
        ..Index::on_columns(index.name.clone(), &[])
    };
    let is_of = |key: &ForeignKey| {
        key.name.as_ref() == Some(&index.name)
            && index.parts.len() == key.columns.len()
            && serves(index, key)
            && !table.primary_key.as_ref().is_some_and(|primary| primary.columns.starts_with(&key.columns))
            && !table.indexes.iter().any(|other| other.name != index.name && serves(other, key))
    };
    plain == *index && table.foreign_keys.iter().any(is_of)
}

/// Whether the index begins with the key's columns in their order (MariaDB "Foreign Keys": requirements).
pub(crate) fn serves(index: &Index, key: &ForeignKey) -> bool {
    let columns = index.parts.iter().map(|part| match &part.key {
        IndexKey::Column(name) if part.prefix.is_none() => Some(name),
        _ => None,
    });
    index.method.is_none()
        && index.parts.len() >= key.columns.len()
        && columns.zip(&key.columns).all(|(part, column)| part == Some(column))
}

#[cfg(test)]
mod tests {
    use driftline_schema::notation;

    use super::*;

    #[test]
    fn defaults_are_printed_as_mariadb_does() {
        for (data_type, written, wanted) in [
            ("varchar(255)", r#"'it\'s \\ "x"'"#, r#"'it''s \\ "x"'"#),
            ("varchar(40)", "'new\nline\ttab\\0z\\%'", "'new\\nline\ttab\\0z\\\\%'"),
            ("varchar(10)", "5", "'5'"),
            ("varchar(10)", "-1.50", "'-1.50'"),
            ("varchar(10)", "TRUE", "'1'"),
            ("tinyint(1)", "TRUE", "1"),
            ("tinyint(1)", "false", "0"),
            ("bit(1)", "TRUE", "b'1'"),
            ("bit(8)", "b'101'", "b'101'"),
            ("int", "'7'", "7"),
            ("int", "+5", "5"),
            ("int", "- 5", "-5"),
            ("int", "1.5", "1.5"),
            ("bigint unsigned", "18446744073709551615", "18446744073709551615"),
            ("bigint", "0x10", "0x10"),
            ("decimal(12,4)", "'-1.50'", "-1.5000"),
            ("decimal(12,4)", "2", "2.0000"),
            ("decimal(10,0)", "2", "2"),
            ("decimal(3,1)", "2.55", "2.55"),
            ("double", "1.50", "1.5"),
            ("double", "100", "100"),
            ("double", "1e10", "1e10"),
            ("date", "'2020-01-01'", "'2020-01-01'"),
            ("datetime", "CURRENT_TIMESTAMP", "current_timestamp()"),
            ("datetime", "(now())", "current_timestamp()"),
            ("timestamp(3)", "CURRENT_TIMESTAMP", "current_timestamp(3)"),
            ("timestamp(3)", "LOCALTIMESTAMP(3)", "current_timestamp(3)"),
            ("datetime", "CURRENT_TIMESTAMP(6)", "current_timestamp()"),
            ("datetime(6)", "CURRENT_TIMESTAMP(3)", "current_timestamp(3)"),
            ("varchar(30)", "CURRENT_TIMESTAMP(3)", "current_timestamp(3)"),
            ("varchar(40)", "(uuid())", "uuid()"),
            ("int", "(1 + 2)", "1 + 2"),
            ("json", "'{}'", "'{}'"),
            ("varbinary(4)", "x'00'", "x'00'"),
        ] {
            let found = default(data_type, &Sql::new(Engine::MySql, written)).expect(written);
            assert_eq!(found.text(), wanted, "{data_type} {written}");
        }
        assert_eq!(default("int", &Sql::new(Engine::MySql, "NULL")), None);
        let on_update = on_update("datetime(6)", &Sql::new(Engine::MySql, "NOW()"));
        assert_eq!(on_update.text(), "current_timestamp(6)");
    }

    #[test]
    fn labels_are_escaped() {
        let labels = ["it's", "so, so", "back\\slash", "e "];
        assert_eq!(labelled("enum", labels), r"enum('it''s','so, so','back\\slash','e')");
        assert_eq!(labels_as_kept(r"ENUM( 'it\'s' , 'b' )").as_deref(), Some("enum('it''s','b')"));
        assert_eq!(labels_as_kept("SET('a')").as_deref(), Some("set('a')"));
        assert_eq!(labels_as_kept("varchar(3)"), None);
    }

    #[test]
    fn names_the_server_refuses() {
        for name in ["é".repeat(65).as_str(), "a ", "a😀"] {
            assert!(why_refused(name).is_some(), "{name}");
        }
        for name in ["é".repeat(64).as_str(), " a", "a b"] {
            assert_eq!(why_refused(name), None, "{name}");
        }
    }

    #[test]
    fn an_index_that_the_engine_would_make_is_left_out() {
        for (text, stays) in [
            ("t: a int, b int | index f (a) | fk f (a) -> p (id)", false),
            ("t: a int, b int | index f (a) | index g (b, a) | fk f (a) -> p (id)", false),
            ("t: a int, b int | index f (a) | index g (a, b) | fk f (a) -> p (id)", true),
            ("t: a int pk, b int | index f (a) | fk f (a) -> p (id)", true),
            ("t: a int, b int | index f (a, b) | fk f (a) -> p (id)", true),
            ("t: a int, b int | index f (a desc) | fk f (a) -> p (id)", true),
            ("t: a int, b int | index g (a) | fk f (a) -> p (id)", true),
            ("t: a int, b int | unique index f (a) | fk f (a) -> p (id)", true),
        ] {
            let mut table = notation::table(Engine::MySql, text).expect(text);
            let before = table.indexes.len();
            leave_out_what_came_along(&mut table);
            assert_eq!(table.indexes.len() == before, stays, "{text}");
        }
    }
}
