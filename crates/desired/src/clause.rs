//! Reads a column's definition: what SeaORM prints, and what `extra` may add. Leaves out the meaning of type words.

use driftline_schema::sql::{Token, TokenKind, closing, is_balanced, is_open, tokens};
use driftline_schema::{AutoIncrement, Check, Engine, Generated, SequenceOptions, Sql};

/// A column's definition in parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Definition {
    /// The type as it is written.
    pub data_type: String,
    /// `NOT NULL` is there.
    pub not_null: bool,
    /// `DEFAULT`.
    pub default: Option<Sql>,
    /// `AUTOINCREMENT` or an identity clause.
    pub auto_increment: Option<AutoIncrement>,
    /// `GENERATED ALWAYS AS (…)`.
    pub generated: Option<Generated>,
    /// `COLLATE`.
    pub collation: Option<String>,
    /// `UNIQUE`.
    pub unique: bool,
    /// `PRIMARY KEY`.
    pub primary_key: bool,
    /// `CHECK` clauses.
    pub checks: Vec<Check>,
    /// MySQL's `ON UPDATE`.
    pub on_update: Option<Sql>,
    /// MySQL's `INVISIBLE` and the like.
    pub attributes: Vec<String>,
    /// MySQL's `CHARACTER SET`.
    pub charset: Option<String>,
}

const CLAUSES: [&str; 18] = [
    "NOT",
    "NULL",
    "DEFAULT",
    "PRIMARY",
    "UNIQUE",
    "CHECK",
    "COLLATE",
    "GENERATED",
    "CONSTRAINT",
    "REFERENCES",
    "AS",
    "ON",
    "AUTO_INCREMENT",
    "COMMENT",
    "INVISIBLE",
    "VISIBLE",
    "COMPRESSED",
    "CHARSET",
];

/// Reads a definition; `known_types` are names of made types, which SeaORM prints without quotes.
///
/// # Errors
/// The text that has no place in a schema.
pub fn definition<'k>(
    engine: Engine,
    text: &str,
    known_types: impl Iterator<Item = &'k str>,
) -> Result<Definition, String> {
    if is_open(engine, text) {
        return Err(text.to_owned());
    }
    let split = split(engine, text, known_types);
    let mut found = Definition { data_type: words(engine, &text[..split]).to_owned(), ..Definition::default() };
    Clauses { engine, text: &text[split..], tokens: tokens(engine, &text[split..]), at: 0 }.read(&mut found)?;
    if let Some(charset) = found.charset.take() {
        found.collation = Some(collation_of(&charset, found.collation)?);
    }
    Ok(found)
}

/// The type as it is written, whatever stands behind it.
pub(crate) fn written_type<'t, 'k>(
    engine: Engine,
    text: &'t str,
    known_types: impl Iterator<Item = &'k str>,
) -> &'t str {
    words(engine, &text[..split(engine, text, known_types)])
}

/// The text from its first word to its last: a comment behind them would swallow what is printed there.
fn words(engine: Engine, text: &str) -> &str {
    let found = tokens(engine, text);
    match (found.first(), found.last()) {
        (Some(first), Some(last)) => &text[first.start..last.end],
        _ => "",
    }
}

fn split<'k>(engine: Engine, text: &str, known_types: impl Iterator<Item = &'k str>) -> usize {
    let known = known_types.filter(|name| stands_first(text, name)).max_by_key(|name| name.len());
    known.map_or_else(|| type_end(engine, text), |name| name.len() + array_marks(&text[name.len()..]))
}

/// The column keeps the collation alone, whose name begins with its character set. Of most character sets each server
/// chooses its own collation (`character_set_collations`), so that one has to be said.
fn collation_of(charset: &str, collation: Option<String>) -> Result<String, String> {
    match (charset, collation) {
        (_, Some(collation)) if collation == charset || collation.starts_with(&format!("{charset}_")) => Ok(collation),
        ("latin1", None) => Ok("latin1_swedish_ci".to_owned()),
        ("ascii", None) => Ok("ascii_general_ci".to_owned()),
        (_, None) => Err(format!("CHARACTER SET {charset}` without `COLLATE {charset}_…")),
        (_, Some(collation)) => Err(format!("CHARACTER SET {charset} COLLATE {collation}")),
    }
}

fn stands_first(text: &str, name: &str) -> bool {
    text.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '[']))
}

fn array_marks(rest: &str) -> usize {
    rest.len() - rest.trim_start_matches(['[', ']']).len()
}

/// The words of the type in front of the first clause.
pub(crate) fn type_words(engine: Engine, text: &str) -> &str {
    words(engine, &text[..type_end(engine, text)])
}

/// The type's words end where the first clause begins, also one that the engine does not know.
fn type_end(engine: Engine, text: &str) -> usize {
    let found = tokens(engine, text);
    let begins = |at: usize, token: &Token<'_>| {
        CLAUSES.iter().any(|word| token.is_word(word))
            || (token.is_word("CHARACTER") && found.get(at + 1).is_some_and(|next| next.is_word("SET")))
            || (engine == Engine::Postgres && (token.is_word("UNSIGNED") || token.is_word("ZEROFILL")))
    };
    let first = found.iter().enumerate().find(|(at, token)| begins(*at, token));
    first.map_or(text.len(), |(_, token)| token.start)
}

struct Clauses<'a> {
    engine: Engine,
    text: &'a str,
    tokens: Vec<Token<'a>>,
    at: usize,
}

impl Clauses<'_> {
    fn read(&mut self, found: &mut Definition) -> Result<(), String> {
        while let Some(token) = self.tokens.get(self.at) {
            let here = self.text[token.start..].to_owned();
            self.clause(found).ok_or(here)?;
        }
        Ok(())
    }

    /// Reads one clause; `None` where there is none that has a place in a schema.
    fn clause(&mut self, found: &mut Definition) -> Option<()> {
        if self.take(&["NOT", "NULL"]) {
            found.not_null = true;
        } else if self.take(&["NULL"]) {
            found.not_null = false;
        } else if self.take(&["PRIMARY", "KEY"]) {
            found.primary_key = true;
        } else if self.engine == Engine::MySql && self.of_mysql(found)? {
            // Read.
        } else if self.take(&["AUTOINCREMENT"]) {
            found.auto_increment = Some(AutoIncrement::Keyword);
        } else if self.take(&["UNIQUE"]) {
            found.unique = true;
        } else if self.take(&["DEFAULT"]) {
            found.default = Some(self.default()?);
        } else if self.take(&["COLLATE"]) {
            found.collation = Some(self.collation()?);
        } else if self.take(&["GENERATED", "BY", "DEFAULT", "AS", "IDENTITY"]) {
            found.auto_increment = Some(self.identity(false)?);
        } else if self.take(&["GENERATED", "ALWAYS", "AS", "IDENTITY"]) {
            found.auto_increment = Some(self.identity(true)?);
        } else if self.take(&["GENERATED", "ALWAYS", "AS"]) || self.take(&["AS"]) {
            let expression = self.parenthesised()?;
            let stored = self.take(&["STORED"]) || (self.engine == Engine::MySql && self.take(&["PERSISTENT"]));
            let _virtual = !stored && self.take(&["VIRTUAL"]);
            found.generated = Some(Generated { expression, stored });
        } else {
            let name = if self.take(&["CONSTRAINT"]) { Some(self.name()?) } else { None };
            if !self.take(&["CHECK"]) {
                return None;
            }
            found.checks.push(Check::new(name, self.parenthesised()?));
        }
        Some(())
    }

    /// What only MariaDB and MySQL know ("CREATE TABLE", column definitions); `None` where the clause is not whole or is
    /// one they do not know, `false` where it is one of those that every engine knows.
    fn of_mysql(&mut self, found: &mut Definition) -> Option<bool> {
        if self.take(&["AUTO_INCREMENT"]) {
            found.auto_increment = Some(AutoIncrement::Keyword);
        } else if self.take(&["UNIQUE", "KEY"]) {
            found.unique = true;
        } else if self.take(&["ON", "UPDATE"]) {
            found.on_update = Some(self.default()?);
        } else if self.take(&["CHARACTER", "SET"]) || self.take(&["CHARSET"]) {
            found.charset = Some(self.name()?.to_lowercase());
        } else if self.take(&["COMMENT"]) {
            // The notes of the entity hold it.
            self.at += 1;
        } else if let Some(word) = ["UNSIGNED", "ZEROFILL"].into_iter().find(|word| self.take(&[word])) {
            found.data_type = format!("{} {}", found.data_type, word.to_lowercase());
        } else if let Some(word) = ["INVISIBLE", "COMPRESSED"].into_iter().find(|word| self.take(&[word])) {
            found.attributes.push(word.to_lowercase());
            found.attributes.sort();
        } else if self.take(&["VISIBLE"]) {
            // As every column is.
        } else {
            let others =
                [&["GENERATED", "BY", "DEFAULT"][..], &["GENERATED", "ALWAYS", "AS", "IDENTITY"], &["AUTOINCREMENT"]];
            let is_anothers = others.into_iter().any(|words| self.take(words));
            return (!is_anothers).then_some(false);
        }
        Some(true)
    }

    fn take(&mut self, words: &[&str]) -> bool {
        let taken = words
            .iter()
            .enumerate()
            .all(|(offset, word)| self.tokens.get(self.at + offset).is_some_and(|token| token.is_word(word)));
        self.at += if taken { words.len() } else { 0 };
        taken
    }

    fn is_mark(&self, mark: &str) -> bool {
        self.tokens.get(self.at).is_some_and(|token| token.is_mark(mark))
    }

    fn name(&mut self) -> Option<String> {
        let token = self.tokens.get(self.at)?;
        let name = match token.kind {
            TokenKind::Word if self.engine == Engine::Postgres => self.engine.folded(token.text),
            TokenKind::Word | TokenKind::QuotedName => token.name()?,
            _ => return None,
        };
        self.at += 1;
        Some(name)
    }

    /// PostgreSQL's own collations are found without their namespace; others keep it.
    fn collation(&mut self) -> Option<String> {
        let first = self.name()?;
        if self.engine == Engine::MySql {
            return Some(first.to_lowercase());
        }
        if !self.is_mark(".") {
            return Some(first);
        }
        self.at += 1;
        let name = self.name()?;
        Some(if first == "pg_catalog" { name } else { format!("{first}.{name}") })
    }

    fn parenthesised(&mut self) -> Option<Sql> {
        if !self.is_mark("(") {
            return None;
        }
        let close = closing(&self.tokens, self.at)?;
        let inner = &self.text[self.tokens[self.at].end..self.tokens[close].start];
        self.at = close + 1;
        Some(Sql::new(self.engine, inner))
    }

    /// A literal, a word or a call, with its sign and casts, or anything in parentheses.
    fn default(&mut self) -> Option<Sql> {
        let start = self.tokens.get(self.at)?.start;
        if self.is_mark("-") || self.is_mark("+") {
            self.at += 1;
        }
        if self.is_mark("(") {
            self.at = closing(&self.tokens, self.at)? + 1;
        } else {
            self.tokens.get(self.at).filter(|token| token.kind != TokenKind::Mark)?;
            self.at += 1;
            while self.is_mark(".") {
                self.at += 2;
            }
            self.skip_brackets()?;
        }
        while self.is_mark("::") {
            self.at += 2;
            while self.is_mark(".") {
                self.at += 2;
            }
            while ["varying", "precision", "with", "without", "time", "zone"].iter().any(|word| self.take(&[word])) {}
            self.skip_brackets()?;
        }
        let end = self.tokens.get(self.at.checked_sub(1)?)?.end;
        let text = &self.text[start..end];
        is_balanced(self.engine, text).then(|| Sql::new(self.engine, text))
    }

    /// Arguments of a call, the elements of an array, the marks behind an array's type.
    fn skip_brackets(&mut self) -> Option<()> {
        loop {
            if self.is_mark("(") {
                self.at = closing(&self.tokens, self.at)? + 1;
            } else if self.is_mark("[") {
                let length = self.tokens[self.at..].iter().position(|token| token.is_mark("]"))?;
                self.at += length + 1;
            } else {
                return Some(());
            }
        }
    }

    /// PostgreSQL manual, CREATE TABLE and CREATE SEQUENCE.
    fn identity(&mut self, always: bool) -> Option<AutoIncrement> {
        let mut options = SequenceOptions::default();
        if self.is_mark("(") {
            let close = closing(&self.tokens, self.at)?;
            self.at += 1;
            while self.at < close {
                if self.take(&["START", "WITH"]) || self.take(&["START"]) {
                    options.start = Some(self.number()?);
                } else if self.take(&["INCREMENT", "BY"]) || self.take(&["INCREMENT"]) {
                    options.increment = Some(self.number()?);
                } else if self.take(&["MINVALUE"]) {
                    options.min = Some(self.number()?);
                } else if self.take(&["MAXVALUE"]) {
                    options.max = Some(self.number()?);
                } else if self.take(&["CACHE"]) {
                    options.cache = Some(self.number()?);
                } else if self.take(&["CYCLE"]) {
                    options.cycle = true;
                } else if !(self.take(&["NO", "CYCLE"])
                    || self.take(&["NO", "MINVALUE"])
                    || self.take(&["NO", "MAXVALUE"]))
                {
                    return None;
                }
            }
            self.at = close + 1;
        }
        Some(AutoIncrement::Identity { always, options })
    }

    fn number(&mut self) -> Option<i64> {
        let sign = if self.is_mark("-") { "-" } else { "" };
        self.at += sign.len();
        let number = format!("{sign}{}", self.tokens.get(self.at)?.text).parse().ok()?;
        self.at += 1;
        Some(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(engine: Engine, text: &str) -> Definition {
        definition(engine, text, ["my mood", "my"].into_iter()).expect(text)
    }

    #[test]
    fn what_seaorm_prints() {
        let engine = Engine::Postgres;
        let found = read(engine, "bigint GENERATED BY DEFAULT AS IDENTITY NOT NULL PRIMARY KEY");
        assert!(found.primary_key && found.not_null && found.default.is_none());
        assert_eq!(
            found.auto_increment,
            Some(AutoIncrement::Identity { always: false, options: SequenceOptions::default() })
        );
        let found = read(engine, "decimal(12, 4) NOT NULL DEFAULT -1.50 UNIQUE");
        assert_eq!((found.data_type.as_str(), found.unique), ("decimal(12, 4)", true));
        assert_eq!(found.default, Some(Sql::new(engine, "-1.50")));
        let found = read(engine, r"varchar DEFAULT E'it\'s NOT NULL'");
        assert_eq!((found.not_null, found.default), (false, Some(Sql::new(engine, r"E'it\'s NOT NULL'"))));
        assert_eq!(read(engine, "my mood[] NOT NULL").data_type, "my mood[]");
        let found = read(Engine::Sqlite, "integer NOT NULL PRIMARY KEY AUTOINCREMENT");
        assert_eq!((found.data_type.as_str(), found.auto_increment), ("integer", Some(AutoIncrement::Keyword)));
    }

    #[test]
    fn defaults_end_where_the_next_clause_begins() {
        let engine = Engine::Postgres;
        for (text, default) in [
            ("text DEFAULT '{}'::text[] CHECK (a)", "'{}'::text[]"),
            ("text DEFAULT ARRAY [1,2] CHECK (a)", "ARRAY [1,2]"),
            ("text DEFAULT (f(')')) CHECK (a)", "f(')')"),
            ("text DEFAULT x.now() CHECK (a)", "x.now()"),
            ("text DEFAULT NULL CHECK (a)", "NULL"),
            ("text DEFAULT CURRENT_TIMESTAMP CHECK (a)", "CURRENT_TIMESTAMP"),
            ("text DEFAULT '1'::character varying(3) CHECK (a)", "'1'::character varying(3)"),
        ] {
            let found = read(engine, text);
            assert_eq!(found.default, Some(Sql::new(engine, default)), "{text}");
            assert_eq!(found.checks.len(), 1, "{text}");
        }
    }

    #[test]
    fn what_extra_may_add() {
        let engine = Engine::Postgres;
        let text = "text COLLATE pg_catalog.\"C\" CONSTRAINT \"Ck\" CHECK (a > 0) CHECK ((b))";
        let found = read(engine, text);
        assert_eq!(found.collation.as_deref(), Some("C"));
        let checks: Vec<_> =
            found.checks.iter().map(|check| (check.name.as_deref(), check.expression.text())).collect();
        assert_eq!(checks, [(Some("Ck"), "a > 0"), (None, "b")]);
        let found = read(engine, "integer GENERATED ALWAYS AS (a * 2) STORED");
        assert_eq!(found.generated, Some(Generated { expression: Sql::new(engine, "a * 2"), stored: true }));
        let found = read(engine, "bigint GENERATED ALWAYS AS IDENTITY (START WITH -5 INCREMENT BY 2 NO CYCLE)");
        let options = SequenceOptions { start: Some(-5), increment: Some(2), ..SequenceOptions::default() };
        assert_eq!(found.auto_increment, Some(AutoIncrement::Identity { always: true, options }));
        let found = read(Engine::Sqlite, "integer GENERATED ALWAYS AS (a) VIRTUAL");
        assert_eq!(found.generated.map(|generated| generated.stored), Some(false));
    }

    #[test]
    fn anything_else_is_named() {
        for (text, rest) in [
            ("text NOT NULL CHEK (a > 0)", "CHEK (a > 0)"),
            ("text DEFAULT 1 ON CONFLICT FAIL", "ON CONFLICT FAIL"),
            ("text REFERENCES p (id)", "REFERENCES p (id)"),
            ("text DEFAULT 'it", "text DEFAULT 'it"),
            ("text DEFAULT )", ")"),
            ("text CONSTRAINT c UNIQUE", "UNIQUE"),
        ] {
            let found = definition(Engine::Sqlite, text, std::iter::empty()).expect_err(text);
            assert!(rest.ends_with(&found) || found.ends_with(rest), "{text}: {found}");
        }
    }
}
