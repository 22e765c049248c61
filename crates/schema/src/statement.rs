//! Reads the statements that engines keep as text: `CREATE INDEX`, as SQLite stores it in `sqlite_master`, as
//! PostgreSQL's `pg_get_indexdef` prints it and as sea-query writes it.
//!
//! Built on the token stream of [`crate::sql`]; expressions are kept as slices of the source. Leaves out every other
//! statement, and what only the catalog knows: whether a collation is the column's own.

use crate::reader::Reader;
use crate::sql::{Token, TokenKind, closing, tokens};
use crate::{Engine, Index, IndexKey, IndexPart, ObjectName, Sql, postgres};

pub use crate::reader::ParseError;

/// Reads one `CREATE [UNIQUE] INDEX` statement: the table it is on, and the index.
///
/// The access method `btree` and a `NULLS FIRST`/`LAST` that says what the direction says anyway are left out. A
/// namespace of the index itself is left out too: an index lives in its table's.
///
/// # Errors
/// [`ParseError`] where the text is no such statement, or holds a clause that an [`Index`] has no place for
/// (`TABLESPACE`, MySQL's index options).
pub fn parse_create_index(engine: Engine, sql: &str) -> Result<(ObjectName, Index), ParseError> {
    Reader::new(engine, sql).create_index()
}

impl Reader<'_> {
    fn create_index(&mut self) -> Result<(ObjectName, Index), ParseError> {
        self.expect_word("create", "CREATE")?;
        let unique = self.take_word("unique");
        let mut method = self.kind_word();
        self.expect_word("index", "INDEX")?;
        let is_postgres = self.engine == Engine::Postgres;
        let _concurrently = is_postgres && self.take_word("concurrently");
        self.take_words(&["if", "not", "exists"]);
        let name = self.qualified_name("the name of the index")?.name;
        self.take_method(&mut method)?;
        self.expect_word("on", "ON")?;
        let _only = is_postgres && self.take_word("only");
        let table = self.qualified_name("the name of the table")?;
        self.take_method(&mut method)?;
        let parts = self.list("`(` and the parts of the index", Self::part)?;
        let mut index = Index {
            name,
            unique,
            method: None,
            parts,
            include: Vec::new(),
            predicate: None,
            nulls_not_distinct: false,
            storage: Vec::new(),
            comment: None,
        };
        self.clauses(&mut index, &mut method)?;
        index.method = method.filter(|method| method != "btree");
        Ok((table, index))
    }

    /// MySQL's `FULLTEXT` and `SPATIAL` stand where others have nothing.
    fn kind_word(&mut self) -> Option<String> {
        if self.engine != Engine::MySql {
            return None;
        }
        ["fulltext", "spatial"].into_iter().find(|word| self.take_word(word)).map(str::to_owned)
    }

    /// `USING method`: before the parts on PostgreSQL, also before `ON` and behind the parts on MySQL.
    fn take_method(&mut self, method: &mut Option<String>) -> Result<(), ParseError> {
        if self.engine != Engine::Sqlite && self.take_word("using") {
            *method = Some(self.name("an access method")?.to_ascii_lowercase());
        }
        Ok(())
    }

    fn clauses(&mut self, index: &mut Index, method: &mut Option<String>) -> Result<(), ParseError> {
        loop {
            self.take_method(method)?;
            let is_postgres = self.engine == Engine::Postgres;
            if is_postgres && self.take_word("include") {
                index.include = self.list("`(` and the included columns", Self::whole_name)?;
            } else if is_postgres && self.take_words(&["nulls", "not", "distinct"]) {
                index.nulls_not_distinct = true;
            } else if is_postgres && self.take_words(&["nulls", "distinct"]) {
                index.nulls_not_distinct = false;
            } else if is_postgres && self.take_word("with") {
                index.storage = self.list("`(` and storage parameters", Self::storage_parameter)?;
                index.storage.sort();
            } else if self.take_word("where") {
                index.predicate = Some(self.rest("a condition")?);
                return Ok(());
            } else if self.peek().is_none() || self.at_end_mark() {
                return Ok(());
            } else {
                return Err(self.unexpected("INCLUDE, NULLS, WITH, WHERE or the end of the statement"));
            }
        }
    }

    /// One part of the index key, in `self.at..end`.
    fn part(&mut self, end: usize) -> Result<IndexPart, ParseError> {
        let start = self.at;
        let (descending, nulls_first, end) = self.direction(start, end);
        if nulls_first.is_some() && self.engine != Engine::Postgres {
            // SQLite refuses both words in an index ("unsupported use of NULLS LAST"), MariaDB and MySQL do not know them.
            return Err(self.unexpected_at(end, "no NULLS FIRST or NULLS LAST: only PostgreSQL has them in an index"));
        }
        let mut part = IndexPart::column("");
        part.descending = descending;
        part.nulls_first = nulls_first;
        let mut key_end = self.operand_end(start, end);
        if self.engine == Engine::Sqlite {
            // COLLATE binds tighter than any operator: behind `a || b` it belongs to `b`, not to the part.
            let is_collated = key_end + 2 == end && self.tokens[key_end].is_word("collate");
            if is_collated {
                part.collation = self.tokens[key_end + 1].name();
            } else {
                key_end = end;
            }
        } else {
            self.at = key_end;
            if self.at < end && self.take_word("collate") {
                let collation = self.qualified_name("a collation")?;
                // The system's own collations are found without their namespace.
                let is_system = collation.namespace.as_deref() == Some("pg_catalog");
                part.collation = Some(if is_system { collation.name } else { collation.to_string() });
            }
            if self.at < end {
                part.operator_class = Some(self.source(self.at, end).to_owned());
            }
        }
        part.key = self.key(start, key_end, &mut part.prefix)?;
        Ok(part)
    }

    /// The direction at the end of a part: descending, nulls first where not the default, and where the rest ends.
    fn direction(&self, start: usize, end: usize) -> (bool, Option<bool>, usize) {
        let word = |back: usize, word: &str| {
            end.checked_sub(back).filter(|at| *at > start).is_some_and(|at| self.tokens[at].is_word(word))
        };
        let mut nulls_first = None;
        let mut cut = 0;
        if word(2, "nulls") && (word(1, "first") || word(1, "last")) {
            nulls_first = Some(word(1, "first"));
            cut = 2;
        }
        let descending = word(cut + 1, "desc");
        if descending || word(cut + 1, "asc") {
            cut += 1;
        }
        // PostgreSQL holds NULL larger than every value.
        let is_default = |first: &bool| self.engine == Engine::Postgres && *first == descending;
        (descending, nulls_first.filter(|first| !is_default(first)), end - cut)
    }

    /// Where the operand that begins at `start` ends: a name, a call, or something in parentheses.
    fn operand_end(&self, start: usize, end: usize) -> usize {
        let mut at = start;
        while at + 2 < end && self.tokens[at + 1].is_mark(".") {
            at += 2;
        }
        let open = if self.tokens.get(at).is_some_and(|token| token.is_mark("(")) { at } else { at + 1 };
        if open < end && self.tokens[open].is_mark("(") {
            return closing(&self.tokens, open).map_or(end, |close| (close + 1).min(end));
        }
        (at + 1).min(end)
    }

    fn key(&self, start: usize, end: usize, prefix: &mut Option<u32>) -> Result<IndexKey, ParseError> {
        if start >= end {
            return Err(self.unexpected_at(start, "a column or an expression"));
        }
        if let (Engine::MySql, [name, open, length, _]) = (self.engine, &self.tokens[start..end])
            && open.is_mark("(")
            && let Ok(length) = length.text.parse()
            && let Some(name) = name.name()
        {
            *prefix = Some(length);
            return Ok(IndexKey::Column(name));
        }
        let expression = Sql::new(self.engine, self.source(start, end));
        // A column in parentheses is a column to every engine.
        if let [token] = tokens(self.engine, expression.text()).as_slice()
            && let Some(name) = self.stored_name(token)
        {
            return Ok(IndexKey::Column(name));
        }
        Ok(IndexKey::Expression(expression))
    }

    /// `name = value`, or `name` alone, which PostgreSQL keeps as `name=true`.
    fn storage_parameter(&mut self, end: usize) -> Result<String, ParseError> {
        let mut name = self.name("a storage parameter")?;
        while self.at < end && self.take_mark(".") {
            name = format!("{name}.{}", self.name("a storage parameter")?);
        }
        if self.at == end {
            return Ok(format!("{name}=true"));
        }
        if !self.take_mark("=") || self.at >= end {
            return Err(self.unexpected("`=` and a value"));
        }
        let value = match &self.tokens[self.at..end] {
            [token] => {
                let value = postgres::text(token.text).or_else(|| token.name());
                value.unwrap_or_else(|| token.text.to_owned())
            }
            _ => self.source(self.at, end).to_owned(),
        };
        Ok(format!("{name}={value}"))
    }

    fn whole_name(&mut self, end: usize) -> Result<String, ParseError> {
        let name = self.name("a column")?;
        if self.at == end { Ok(name) } else { Err(self.unexpected("`,` or `)`")) }
    }

    fn rest(&mut self, expected: &'static str) -> Result<Sql, ParseError> {
        let mut end = self.tokens.len();
        if self.tokens.last().is_some_and(|token| token.is_mark(";")) {
            end -= 1;
        }
        if self.at >= end {
            return Err(self.unexpected(expected));
        }
        let text = self.source(self.at, end);
        self.at = end;
        Ok(Sql::new(self.engine, text))
    }

    fn at_end_mark(&self) -> bool {
        self.at + 1 == self.tokens.len() && self.peek().is_some_and(|token| token.is_mark(";"))
    }

    pub(crate) fn qualified_name(&mut self, expected: &'static str) -> Result<ObjectName, ParseError> {
        let first = self.name(expected)?;
        if !self.take_mark(".") {
            return Ok(ObjectName::new(first));
        }
        let name = self.name(expected)?;
        let namespace = (self.engine != Engine::Sqlite).then_some(first);
        Ok(ObjectName { namespace, name })
    }

    fn name(&mut self, expected: &'static str) -> Result<String, ParseError> {
        match self.peek().and_then(|token| self.stored_name(token)) {
            Some(name) => {
                self.at += 1;
                Ok(name)
            }
            None => Err(self.unexpected(expected)),
        }
    }

    /// The name a token stands for; PostgreSQL folds bare ones to lower case, SQLite takes texts for names.
    fn stored_name(&self, token: &Token<'_>) -> Option<String> {
        match token.kind {
            TokenKind::Word if self.engine == Engine::Postgres => Some(self.engine.folded(token.text)),
            TokenKind::Text if self.engine != Engine::Sqlite => None,
            _ => token.name(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(name: &str) -> IndexPart {
        IndexPart::column(name)
    }

    fn expression(engine: Engine, text: &str) -> IndexPart {
        IndexPart { key: IndexKey::Expression(Sql::new(engine, text)), ..IndexPart::column("") }
    }

    fn check(engine: Engine, sql: &str, table: &str, wanted: &Index) {
        let (found_table, found) = parse_create_index(engine, sql).expect(sql);
        assert_eq!(found_table.to_string(), table, "{sql}");
        assert_eq!(&found, wanted, "{sql}");
    }

    #[test]
    fn plain_indexes_as_sea_query_writes_them() {
        let wanted = Index::on_columns("idx-t-a b", &["a b", "c"]);
        for engine in [Engine::Sqlite, Engine::Postgres] {
            check(engine, r#"CREATE INDEX IF NOT EXISTS "idx-t-a b" ON "t" ("a b", "c")"#, "t", &wanted);
        }
        check(Engine::MySql, "CREATE INDEX `idx-t-a b` USING BTREE ON `t` (`a b`, `c`)", "t", &wanted);
        let unique = Index { unique: true, ..wanted };
        check(Engine::Postgres, r#"create unique index "idx-t-a b" on "t" ("a b", "c");"#, "t", &unique);
    }

    #[test]
    fn indexes_as_sqlite_stores_them() {
        let engine = Engine::Sqlite;
        let wanted = Index {
            unique: true,
            parts: vec![
                IndexPart { collation: Some("NOCASE".into()), descending: true, ..column("Name") },
                expression(engine, "lower([e mail])"),
                expression(engine, "a || b COLLATE nocase"),
                IndexPart { collation: Some("rtrim".into()), ..expression(engine, "a || b") },
            ],
            predicate: Some(Sql::new(engine, "deleted IS NULL AND kind <> 'WHERE;'")),
            ..Index::on_columns("ix", &[])
        };
        let sql = "CREATE UNIQUE INDEX main.ix ON [t 1](Name COLLATE NOCASE DESC, lower([e mail]) asc, \
                   a || b COLLATE nocase, (a || b) collate 'rtrim')\n -- live rows\n WHERE deleted IS NULL AND kind <> 'WHERE;'";
        check(engine, sql, "t 1", &wanted);
    }

    #[test]
    fn indexes_as_postgres_prints_them() {
        let engine = Engine::Postgres;
        let wanted = Index {
            unique: true,
            method: Some("gist".into()),
            parts: vec![
                IndexPart { nulls_first: Some(true), ..column("a") },
                IndexPart { descending: true, ..column("B") },
                IndexPart {
                    collation: Some("C".into()),
                    operator_class: Some("text_pattern_ops".into()),
                    descending: true,
                    nulls_first: Some(false),
                    ..expression(engine, "lower((mail)::text)")
                },
                IndexPart { operator_class: Some("x.trgm_ops (siglen='32')".into()), ..expression(engine, "a + b") },
                expression(engine, "x.f(a, b)"),
            ],
            include: vec!["c".into(), "D".into()],
            nulls_not_distinct: true,
            storage: vec!["deduplicate_items=true".into(), "fillfactor=70".into()],
            predicate: Some(Sql::new(engine, "a > 0")),
            ..Index::on_columns("ix_live", &[])
        };
        let sql = "CREATE UNIQUE INDEX CONCURRENTLY ix_live ON ONLY audit.\"Events\" USING gist (a NULLS FIRST, \"B\" DESC \
                   NULLS FIRST, lower((mail)::text) COLLATE pg_catalog.\"C\" text_pattern_ops DESC NULLS LAST, \
                   ((a + b)) x.trgm_ops (siglen='32'), x.f(a, b)) INCLUDE (c, \"D\") NULLS NOT DISTINCT \
                   WITH (fillfactor='70', deduplicate_items) WHERE (a > 0)";
        check(engine, sql, "audit.Events", &wanted);
        let btree = "CREATE INDEX i ON t USING btree (Id, ((\"X\")) DESC)";
        let parts = vec![column("id"), IndexPart { descending: true, ..column("X") }];
        check(engine, btree, "t", &Index { parts, ..Index::on_columns("i", &[]) });
    }

    #[test]
    fn a_prefix_is_mysqls() {
        let parts = vec![IndexPart { prefix: Some(10), ..column("a") }, column("b")];
        let wanted = Index { parts, method: Some("fulltext".into()), ..Index::on_columns("i", &[]) };
        check(Engine::MySql, "CREATE FULLTEXT INDEX i ON t (a(10), (b) asc)", "t", &wanted);
    }

    #[test]
    fn what_has_no_place_is_an_error_that_says_where() {
        for (sql, expected) in [
            ("CREATE TABLE t (a)", "expected INDEX but found `TABLE` at byte 7"),
            ("CREATE INDEX ON t (a)", "expected ON but found `t` at byte 16"),
            ("CREATE INDEX i ON t", "expected `(` and the parts of the index but found end of statement at byte 19"),
            ("CREATE INDEX i ON t (a,)", "expected something between the commas but found `)` at byte 23"),
            ("CREATE INDEX i ON t (DESC, a) WHERE", "expected a condition but found end of statement at byte 35"),
            (
                "CREATE INDEX i ON t (a) TABLESPACE x",
                "expected INCLUDE, NULLS, WITH, WHERE or the end of the statement",
            ),
        ] {
            let error = parse_create_index(Engine::Postgres, sql).expect_err(sql).to_string();
            assert!(error.starts_with(expected), "{error}");
            assert!(error.ends_with(sql), "{error}");
        }
    }

    #[test]
    fn no_text_makes_it_panic() {
        let whole = "CREATE UNIQUE INDEX i ON a.t USING gin (a.f(x) COLLATE c DESC NULLS LAST, (b)) INCLUDE (c) WITH (d=1) WHERE x";
        for engine in [Engine::Sqlite, Engine::Postgres, Engine::MySql] {
            for end in 0..whole.len() {
                let _ = parse_create_index(engine, &whole[..end]);
                let _ = parse_create_index(engine, &format!("{})", &whole[..end]));
            }
        }
    }
}
