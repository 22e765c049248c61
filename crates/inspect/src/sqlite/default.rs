//! What a default of SQLite means: the text is kept as it was written, and is compared by the value that it stores.
//!
//! SQLite keeps defaults as text and has several texts for one value: `TRUE` and `1`, `0` and `0.00` in a numeric column,
//! `DEFAULT word` and `DEFAULT 'word'`. Leaves out any arithmetic: an expression is compared as it was written.

use driftline_schema::sql::{Token, TokenKind, strip_outer_parentheses, tokens};
use driftline_schema::{Engine, Schema, Sql, Table};

/// Brings every default of the schema into the form that reading it back from SQLite would give.
///
/// For schemas that were not read from a database: afterwards a declared default equals a live one of the same value.
pub fn settle_defaults(schema: &mut Schema) {
    for table in schema.tables.values_mut() {
        settle_table(table);
    }
}

fn settle_table(table: &mut Table) {
    let strict = table.options.strict;
    for column in &mut table.columns {
        if let Some(default) = column.default.take() {
            column.default = default_of(default.text(), &column.data_type, strict);
        }
    }
}

/// The default of a column; `None` for `NULL`, which is what a column without a default stores.
pub fn default_of(text: &str, data_type: &str, strict: bool) -> Option<Sql> {
    let text = strip_outer_parentheses(Engine::Sqlite, text);
    let found = tokens(Engine::Sqlite, text);
    if let [only] = found.as_slice() {
        if only.is_word("null") {
            return None;
        }
        if let Some(word) = word_as_text(only) {
            return default_of(&Engine::Sqlite.literal(&word), data_type, strict);
        }
    }
    let affinity = Affinity::of(data_type, strict);
    Some(match meaning(&found, affinity) {
        Some(meaning) if meaning != text => Sql::compared_as(Engine::Sqlite, text, meaning),
        _ => Sql::new(Engine::Sqlite, text),
    })
}

/// A default that is one name is that name's text: there is no column a default could speak of (`parse.y`,
/// `ccons ::= DEFAULT scantok id`).
fn word_as_text(token: &Token<'_>) -> Option<String> {
    const VALUES: [&str; 5] = ["true", "false", "current_timestamp", "current_date", "current_time"];
    match token.kind {
        TokenKind::QuotedName => token.name(),
        TokenKind::Word if !VALUES.iter().any(|value| token.is_word(value)) => token.name(),
        _ => None,
    }
}

/// What a column does to a value it stores. Source: <https://sqlite.org/datatype3.html>, section 3.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Affinity {
    Text,
    /// `INTEGER` and `NUMERIC`, which store the same.
    Numeric,
    Real,
    Blob,
}

impl Affinity {
    fn of(data_type: &str, strict: bool) -> Self {
        let words = data_type.to_ascii_lowercase();
        let has = |part: &str| words.contains(part);
        if strict && words == "any" {
            // A STRICT table's ANY converts nothing (stricttables.html).
            Affinity::Blob
        } else if has("int") {
            Affinity::Numeric
        } else if has("char") || has("clob") || has("text") {
            Affinity::Text
        } else if has("blob") || words.is_empty() {
            Affinity::Blob
        } else if has("real") || has("floa") || has("doub") {
            Affinity::Real
        } else {
            Affinity::Numeric
        }
    }
}

#[derive(Clone, Copy)]
enum Number {
    Integer(i64),
    Real(f64),
}

/// The text under which a default is compared, where it is not the text itself.
fn meaning(found: &[Token<'_>], affinity: Affinity) -> Option<String> {
    let number = match found {
        [word] if word.is_word("true") => Number::Integer(1),
        [word] if word.is_word("false") => Number::Integer(0),
        [number] if number.kind == TokenKind::Number => number_of(number.text, false)?,
        [sign, number] if number.kind == TokenKind::Number && sign.is_mark("-") => number_of(number.text, true)?,
        [sign, number] if number.kind == TokenKind::Number && sign.is_mark("+") => number_of(number.text, false)?,
        [text] if text.text.starts_with('\'') && matches!(affinity, Affinity::Numeric | Affinity::Real) => {
            number_in_text(&text.name()?)?
        }
        [function, open, now, close] if open.is_mark("(") && now.text == "'now'" && close.is_mark(")") => {
            return current(function);
        }
        _ => return None,
    };
    stored(number, affinity)
}

/// `datetime('now')` is how SQLite itself computes `CURRENT_TIMESTAMP` (`date.c`, `ctimestampFunc`).
fn current(function: &Token<'_>) -> Option<String> {
    let names = [("datetime", "CURRENT_TIMESTAMP"), ("date", "CURRENT_DATE"), ("time", "CURRENT_TIME")];
    names.iter().find(|(name, _)| function.is_word(name)).map(|(_, word)| (*word).to_owned())
}

fn stored(number: Number, affinity: Affinity) -> Option<String> {
    /// Beyond it not every whole number is a double, and SQLite stops converting.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match (affinity, number) {
        (Affinity::Text, Number::Integer(value)) => Some(format!("'{value}'")),
        (Affinity::Text, Number::Real(_)) => None,
        #[expect(clippy::cast_possible_truncation, reason = "whole and within the exact range")]
        (Affinity::Numeric, Number::Real(value)) if value.fract() == 0.0 && value.abs() < EXACT => {
            Some((value as i64).to_string())
        }
        #[expect(clippy::cast_precision_loss, reason = "SQLite converts to the nearest double too")]
        (Affinity::Real, Number::Integer(value)) => Some(format!("{:?}", value as f64)),
        (_, Number::Integer(value)) => Some(value.to_string()),
        (_, Number::Real(value)) => Some(format!("{value:?}")),
    }
}

fn number_of(digits: &str, negative: bool) -> Option<Number> {
    let digits = digits.replace('_', "").to_ascii_lowercase();
    if let Some(hex) = digits.strip_prefix("0x") {
        // Hexadecimal literals are the 64 bits of the number (lang_expr.html, section 3).
        let value = u64::from_str_radix(hex, 16).ok()?.cast_signed();
        return Some(Number::Integer(if negative { value.checked_neg()? } else { value }));
    }
    decimal(&if negative { format!("-{digits}") } else { digits })
}

fn number_in_text(text: &str) -> Option<Number> {
    decimal(text.trim_matches([' ', '\t', '\n', '\r', '\x0b', '\x0c']))
}

fn decimal(text: &str) -> Option<Number> {
    if let Ok(value) = text.parse() {
        return Some(Number::Integer(value));
    }
    let is_decimal = text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-'));
    let value: f64 = text.parse().ok().filter(|_| is_decimal)?;
    value.is_finite().then_some(Number::Real(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(data_type: &str, one: &str, other: &str) -> bool {
        default_of(one, data_type, false) == default_of(other, data_type, false)
    }

    #[test]
    fn one_value_in_several_texts_is_one_default() {
        for (data_type, one, other) in [
            ("boolean", "TRUE", "1"),
            ("boolean", "(false)", "0"),
            ("integer", "0", "0.00"),
            ("integer", "'1'", "+1"),
            ("real(12, 4)", "0", "0.00"),
            ("decimal(12, 4)", "1e3", "1000"),
            ("integer", "0x10", "16"),
            ("integer", "-0x10", "- 16"),
            ("varchar(4)", "7", "'7'"),
            ("text", "word", "'word'"),
            ("text", "\"it's\"", "'it''s'"),
            ("text", "datetime( 'now' )", "current_timestamp"),
            ("text", "(((CURRENT_DATE)))", "date('now')"),
            ("any", "1.0", "1"),
        ] {
            assert!(same(data_type, one, other), "{data_type}: {one} and {other}");
        }
    }

    #[test]
    fn different_values_stay_different() {
        for (data_type, one, other) in [
            ("text", "'1.0'", "1"),
            ("text", "0.00", "0"),
            ("text", "'true'", "TRUE"),
            ("text", "\"true\"", "TRUE"),
            ("blob", "1", "'1'"),
            ("", "1", "1.0"),
            ("integer", "1", "-1"),
            ("integer", "' x'", "'x'"),
            ("text", "' 1'", "'1'"),
            ("integer", "9007199254740993.0", "9007199254740993"),
            ("integer", "'inf'", "'nan'"),
            ("integer", "'0x10'", "16"),
            ("text", "x'00'", "'00'"),
            ("text", "(1 + 2)", "(1 + 3)"),
        ] {
            assert!(!same(data_type, one, other), "{data_type}: {one} and {other}");
        }
        assert_ne!(default_of("1.0", "any", true), default_of("1", "any", true));
    }

    #[test]
    fn null_is_no_default_and_texts_stay_as_written() {
        assert_eq!(default_of("NULL", "text", false), None);
        assert_eq!(default_of("(null)", "text", false), None);
        let text = |text: &str| default_of(text, "integer", false).expect("a default").text().to_owned();
        assert_eq!(text("(TRUE)"), "TRUE");
        assert_eq!(text("0.00"), "0.00");
        assert_eq!(text("word"), "'word'");
        assert_eq!(text("(1 /* one */ + 2 -- two\n)"), "1 /* one */ + 2");
    }

    #[test]
    fn a_declared_schema_is_settled_like_a_live_one() {
        let mut table = Table::new("t".into());
        let mut column = driftline_schema::Column::new("a", "boolean");
        column.default = Some(Sql::new(Engine::Sqlite, "TRUE"));
        table.columns.push(column);
        let mut schema = Schema::empty(Engine::Sqlite);
        schema.insert_table(table);
        settle_defaults(&mut schema);
        assert_eq!(schema.tables[&"t".into()].columns[0].default, Some(Sql::new(Engine::Sqlite, "1")));
    }
}
