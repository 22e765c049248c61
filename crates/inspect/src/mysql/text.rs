//! Texts of definitions as the catalogs print them, put into one form: without the own database's name, literals quoted in
//! one way. Leaves out what is special to one of the two servers beside the introducer that both may print.

use std::borrow::Cow;
use std::collections::BTreeSet;

use driftline_schema::sql::{Token, TokenKind, tokens};
use driftline_schema::{Engine, Sql, TableCase};

use super::flavour::Dialect;

/// What must be known to read a text.
#[derive(Debug)]
pub(crate) struct Texts {
    pub(crate) dialect: Dialect,
    /// The database that is read.
    pub(crate) database: String,
    /// Its tables, views and sequences.
    pub(crate) names: BTreeSet<String>,
    /// What the server makes of two names that differ in letter case.
    pub(crate) case: TableCase,
}

impl Texts {
    /// An expression as the catalog holds it.
    pub(crate) fn expression(&self, text: &str) -> Sql {
        self.sql(&self.dialect.expression(text))
    }

    /// SQL as the server prints it.
    pub(super) fn sql(&self, text: &str) -> Sql {
        Sql::new(Engine::MySql, plain_literals(&self.unqualified(text)))
    }

    /// Whether a database is the one that is read.
    pub(super) fn is_own(&self, database: &str) -> bool {
        self.case.same(database, &self.database)
    }

    /// A table, view or sequence of the database as it is called there: InnoDB keeps the names in foreign keys in lower
    /// case where the server does not tell them apart (MySQL manual 11.2.3).
    pub(super) fn own_name(&self, name: &str) -> Option<&String> {
        match self.case {
            TableCase::Distinct => self.names.get(name),
            _ => self.names.iter().find(|known| self.case.same(known, name)),
        }
    }

    /// The text without the own database's name. It is one only before the name of a table, view or sequence of this
    /// database, or as the first of three names: an alias may read alike, and so may a column.
    pub(crate) fn unqualified<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let is_distinct = self.case == TableCase::Distinct;
        if is_distinct && !text.contains(&self.database.replace('`', "``")) {
            return Cow::Borrowed(text);
        }
        let found = tokens(Engine::MySql, text);
        let mut changed = String::with_capacity(text.len());
        let mut copied = 0;
        for at in 0..found.len() {
            if let Some(next) = self.qualified(&found, at) {
                changed.push_str(&text[copied..found[at].start]);
                copied = next;
                // Two words or two quotes that touch would be one.
                if changed.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '`' | '_' | '$')) {
                    changed.push(' ');
                }
            }
        }
        changed.push_str(&text[copied..]);
        Cow::Owned(changed)
    }

    /// Where the name begins that the own database's name at a place qualifies.
    fn qualified(&self, found: &[Token<'_>], at: usize) -> Option<usize> {
        let is_dot = |at: usize| found.get(at).is_some_and(|token| token.is_mark("."));
        let follows_dot = at > 0 && is_dot(at - 1);
        if follows_dot || !is_dot(at + 1) || !self.is_own(&name(&found[at])?) {
            return None;
        }
        let next = found.get(at + 2)?;
        let is_ours = self.own_name(&name(next)?).is_some();
        (is_ours || is_dot(at + 3)).then_some(next.start)
    }
}

/// Why a text with a question mark in it is named. The catalogs' character set is utf8mb3: a character that needs four
/// bytes, or a byte that is no character, is printed as `?` by them.
pub(super) const UNSURE: &str =
    "the catalog prints `?` for what is outside its character set: what stands there is not known";

/// Whether a literal in a text holds a question mark.
pub(super) fn holds_unsure(text: &str) -> bool {
    let is_literal = |token: &Token<'_>| token.kind == TokenKind::Text || token.text.starts_with('"');
    text.contains('?') && tokens(Engine::MySql, text).iter().any(|token| is_literal(token) && token.text.contains('?'))
}

/// Whether an expression holds what the server prints in place of one character of four bytes in it.
pub(super) fn hides_character(text: &str) -> bool {
    text.contains("????")
}

/// The name a token stands for; text in double quotes is none.
fn name(token: &Token<'_>) -> Option<String> {
    let is_text = token.kind == TokenKind::Text || token.text.starts_with('"');
    if is_text { None } else { token.name() }
}

/// Literals with their quotes doubled and without an introducer that changes nothing: the server prints `'it''s'` in
/// defaults, `'it\'s'` in expressions and `_utf8mb4'it\'s'` in some of them, and every connection here speaks utf8mb4.
fn plain_literals(text: &str) -> Cow<'_, str> {
    if !text.contains("\\'") && !text.contains("\\\"") && !text.contains(INTRODUCER) {
        return Cow::Borrowed(text);
    }
    let found = tokens(Engine::MySql, text);
    let mut changed = String::with_capacity(text.len());
    let mut copied = 0;
    for (at, token) in found.iter().enumerate() {
        let is_text = |token: &Token<'_>| token.kind == TokenKind::Text && token.text.starts_with('\'');
        if token.is_word(INTRODUCER) && found.get(at + 1).is_some_and(is_text) {
            changed.push_str(&text[copied..token.start]);
            copied = found[at + 1].start;
        } else if is_text(token) {
            changed.push_str(&text[copied..token.start]);
            push_literal(&mut changed, token.text);
            copied = token.end;
        }
    }
    changed.push_str(&text[copied..]);
    Cow::Owned(changed)
}

const INTRODUCER: &str = "_utf8mb4";

/// `\'` becomes `''` and `\"` becomes `"`; what else a backslash begins stays.
fn push_literal(into: &mut String, literal: &str) {
    let mut rest = literal.chars();
    while let Some(c) = rest.next() {
        if c != '\\' {
            into.push(c);
            continue;
        }
        match rest.next() {
            Some('\'') => into.push_str("''"),
            Some('"') => into.push('"'),
            Some(other) => {
                into.push('\\');
                into.push(other);
            }
            None => into.push('\\'),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Flavour;
    use super::*;

    fn texts(flavour: Flavour) -> Texts {
        let names = BTreeSet::from(["t".to_owned(), "a b".to_owned(), "sq".to_owned()]);
        let dialect = Dialect { flavour, version: 101_119 };
        Texts { dialect, database: "my`db".to_owned(), names, case: TableCase::Distinct }
    }

    #[track_caller]
    fn check(text: &str, wanted: &str) {
        assert_eq!(texts(Flavour::MariaDb).unqualified(text), wanted);
    }

    #[test]
    fn only_qualifiers_are_taken_off() {
        check("select `my``db`.`t`.`c` AS `c` from `my``db`.`t`", "select `t`.`c` AS `c` from `t`");
        check("nextval(`my``db`.`sq`)", "nextval(`sq`)");
        check("`my``db`.`a b` join `other`.`t`", "`a b` join `other`.`t`");
        // An alias of that name, a column of that name, a text of that name.
        check("select `my``db`.`id` from `t` `my``db`", "select `my``db`.`id` from `t` `my``db`");
        check("select `x`.`my``db`.`t`, 'my`db.t', \"my``db\".t", "select `x`.`my``db`.`t`, 'my`db.t', \"my``db\".t");
        check("`my``db`.`f`.`c`", "`f`.`c`");
    }

    #[test]
    fn letter_case_counts_where_the_server_tells_names_apart() {
        let text = "`MY``DB`.`T`.`c` from `my``db`.`T`";
        assert_eq!(texts(Flavour::MariaDb).unqualified(text), "`MY``DB`.`T`.`c` from `my``db`.`T`");
        let ignoring = Texts { case: TableCase::Ignored, ..texts(Flavour::MariaDb) };
        assert_eq!(ignoring.unqualified(text), "`T`.`c` from `T`");
        assert_eq!(ignoring.own_name("A B").map(String::as_str), Some("a b"));
    }

    #[test]
    fn literals_are_quoted_in_one_way() {
        let maria = texts(Flavour::MariaDb);
        assert_eq!(
            maria.expression("`a` <> 'it\\'s' and b <> '\\\\\\'\\n'").text(),
            "`a` <> 'it''s' and b <> '\\\\''\\n'"
        );
        assert_eq!(maria.expression("('a\\'b')"), Sql::new(Engine::MySql, "'a''b'"));
        assert_eq!(maria.expression("_latin1'x' = _utf8mb4'y'").text(), "_latin1'x' = 'y'");
        let mysql = texts(Flavour::MySql);
        let found = mysql.expression("((`a` > 0) and (`b` <> _utf8mb4\\'it\\\\\\'s\\'))");
        assert_eq!(found.text(), "(`a` > 0) and (`b` <> 'it''s')");
    }
}
