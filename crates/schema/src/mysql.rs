//! What the words of MariaDB and MySQL stand for: the text behind a literal, the labels of a type. Leaves out tokens (`sql`).

use crate::Engine;
use crate::sql::{TokenKind, tokens};

/// The text behind a literal (MariaDB "String Literals"); `None` for one with a prefix, such as `x'00'`.
#[must_use]
pub fn text(literal: &str) -> Option<String> {
    let inner = literal.strip_prefix('\'')?.strip_suffix('\'')?;
    let mut text = String::with_capacity(inner.len());
    let mut rest = inner.chars();
    while let Some(c) = rest.next() {
        if c == '\'' {
            rest.next();
        }
        if c != '\\' {
            text.push(c);
            continue;
        }
        match rest.next()? {
            '0' => text.push('\0'),
            'b' => text.push('\u{8}'),
            'n' => text.push('\n'),
            'r' => text.push('\r'),
            't' => text.push('\t'),
            'Z' => text.push('\u{1a}'),
            c @ ('%' | '_') => text.extend(['\\', c]),
            c => text.push(c),
        }
    }
    Some(text)
}

/// The labels of `enum(…)` and `set(…)`; `None` for another type. The catalog escapes them like any literal
/// (`COLUMN_TYPE`; `append_unescaped` in MariaDB's `sql/unireg.cc`).
#[must_use]
pub fn labels(data_type: &str) -> Option<Vec<String>> {
    let word = data_type.split('(').next().unwrap_or_default().trim();
    if !["enum", "set"].iter().any(|kind| word.eq_ignore_ascii_case(kind)) {
        return None;
    }
    let found = tokens(Engine::MySql, data_type);
    Some(found.iter().filter(|token| token.kind == TokenKind::Text).filter_map(|token| text(token.text)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_come_back_to_the_letter() {
        let found = labels(r"enum('it''s','a\\b','x,y','two\nlines','50\\%')");
        assert_eq!(found.unwrap(), ["it's", r"a\b", "x,y", "two\nlines", r"50\%"]);
        assert_eq!(labels("SET('a')"), Some(vec!["a".to_owned()]));
        assert_eq!(labels("varchar(9)"), None);
    }

    #[test]
    fn a_literal_stands_for_its_text() {
        assert_eq!(text(r"'it\'s''\\n'").as_deref(), Some(r"it's'\n"));
        assert_eq!(text("x'00'"), None);
    }
}
