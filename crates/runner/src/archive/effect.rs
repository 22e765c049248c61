//! What a statement does to rows that are already there, read from its tokens. Pure; leaves out what is done about it.
//!
//! Enough of each dialect's grammar for what migrations hold: `DROP TABLE`, `ALTER TABLE`, `RENAME TABLE`, `UPDATE`, `DELETE`,
//! `TRUNCATE`, and SQLite's rebuild (create, copy, drop, rename). A statement it does not know has no effect here; rows that
//! go by `ON DELETE CASCADE`, triggers or procedures are not seen either.

use driftline_schema::sql::{Token, TokenKind, closing, tokens};
use driftline_schema::{Engine, ObjectName};

/// One effect on a table, under the name it has at that moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// The table is new: nothing in it was there before.
    Creates(ObjectName, Vec<NewColumn>),
    /// The table goes, with its rows.
    Drops(ObjectName),
    /// The table has another name from here on.
    RenamesTable(ObjectName, ObjectName),
    /// A column goes.
    DropsColumn(ObjectName, String),
    /// A column has another name from here on.
    RenamesColumn(ObjectName, String, String),
    /// Values of a column are written anew.
    Rewrites(ObjectName, String),
    /// Rows go.
    Deletes(ObjectName),
    /// Rows of the second table are copied into the first.
    Copies(Copied),
}

/// A column of a created table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NewColumn {
    /// Its name.
    pub(crate) name: String,
    /// What is written behind the name, in lower case with single spaces.
    pub(crate) definition: String,
}

/// `INSERT INTO to (columns) SELECT … FROM from`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Copied {
    pub(crate) from: ObjectName,
    pub(crate) to: ObjectName,
    /// Each column of the new table, and the column of the old one that is copied into it as it is.
    pub(crate) columns: Vec<(String, Option<String>)>,
    /// Whether every row is copied: no condition, no grouping, no limit.
    pub(crate) every_row: bool,
}

/// The effects of a statement in order; several where it holds several clauses.
pub(crate) fn effects(engine: Engine, sql: &str) -> Vec<Effect> {
    let found = tokens(engine, sql);
    let mut all = Vec::new();
    for statement in found.split(|token| token.is_mark(";")) {
        let mut reader = Reader { engine, sql, tokens: statement, at: 0 };
        all.extend(reader.statement().unwrap_or_default());
    }
    all
}

struct Reader<'a> {
    engine: Engine,
    sql: &'a str,
    tokens: &'a [Token<'a>],
    at: usize,
}

impl Reader<'_> {
    fn peek(&self, word: &str) -> bool {
        self.tokens.get(self.at).is_some_and(|token| token.is_word(word))
    }

    fn word(&mut self, word: &str) -> bool {
        let is = self.peek(word);
        self.at += usize::from(is);
        is
    }

    fn mark(&mut self, mark: &str) -> bool {
        let is = self.tokens.get(self.at).is_some_and(|token| token.is_mark(mark));
        self.at += usize::from(is);
        is
    }

    fn words(&mut self, words: &[&str]) -> bool {
        let all = words.iter().enumerate();
        let is = all.clone().all(|(n, word)| self.tokens.get(self.at + n).is_some_and(|token| token.is_word(word)));
        self.at += if is { words.len() } else { 0 };
        is
    }

    fn name(&mut self) -> Option<String> {
        let token = self.tokens.get(self.at)?;
        let name = match token.kind {
            // PostgreSQL folds bare names to lower case (manual 4.1.1).
            TokenKind::Word if self.engine == Engine::Postgres => token.text.to_lowercase(),
            TokenKind::Word | TokenKind::QuotedName => token.name()?,
            _ => return None,
        };
        self.at += 1;
        Some(name)
    }

    fn object(&mut self) -> Option<ObjectName> {
        let first = self.name()?;
        if !self.mark(".") {
            return Some(ObjectName::new(first));
        }
        let name = self.name()?;
        // SQLite's own word for the database that is not named.
        let namespace = (!(self.engine == Engine::Sqlite && first.eq_ignore_ascii_case("main"))).then_some(first);
        Some(ObjectName { namespace, name })
    }

    fn statement(&mut self) -> Option<Vec<Effect>> {
        let first = self.tokens.first()?.text.to_ascii_lowercase();
        self.at = 1;
        match first.as_str() {
            "create" => self.create(),
            "drop" => self.drop(),
            "alter" => self.alter(),
            "rename" => self.rename(),
            "update" => self.update(),
            "delete" => self.delete(),
            "truncate" => {
                self.word("table");
                self.word("only");
                Some(self.objects()?.into_iter().map(Effect::Deletes).collect())
            }
            "insert" => self.insert(),
            _ => None,
        }
    }

    fn objects(&mut self) -> Option<Vec<ObjectName>> {
        let mut all = vec![self.object()?];
        while self.mark(",") {
            all.push(self.object()?);
        }
        Some(all)
    }

    fn create(&mut self) -> Option<Vec<Effect>> {
        for word in ["or", "replace", "unlogged"] {
            self.word(word);
        }
        let is_temporary = self.word("temp") || self.word("temporary");
        self.word("table").then_some(())?;
        self.words(&["if", "not", "exists"]);
        let mut name = self.object()?;
        if is_temporary {
            name.namespace = Some("temp".to_owned());
        }
        let columns = if self.mark("(") { self.new_columns() } else { Vec::new() };
        Some(vec![Effect::Creates(name, columns)])
    }

    /// The columns between the parentheses of `CREATE TABLE`; constraints of the table are among them, under their first word.
    fn new_columns(&mut self) -> Vec<NewColumn> {
        let open = self.at - 1;
        let end = closing(self.tokens, open).unwrap_or(self.tokens.len());
        let inside = &self.tokens[self.at..end];
        parts(inside)
            .into_iter()
            .filter_map(|part| {
                let (name, rest) = part.split_first()?;
                let definition = rest.iter().map(|token| token.text.to_lowercase()).collect::<Vec<_>>().join(" ");
                Some(NewColumn { name: name.name()?, definition: definition.replace(" ( ", "(").replace(" )", ")") })
            })
            .collect()
    }

    fn drop(&mut self) -> Option<Vec<Effect>> {
        self.word("temporary");
        self.word("table").then_some(())?;
        self.words(&["if", "exists"]);
        Some(self.objects()?.into_iter().map(Effect::Drops).collect())
    }

    fn rename(&mut self) -> Option<Vec<Effect>> {
        self.word("table").then_some(())?;
        let mut all = Vec::new();
        loop {
            let from = self.object()?;
            self.word("to").then_some(())?;
            all.push(Effect::RenamesTable(from, self.object()?));
            if !self.mark(",") {
                return Some(all);
            }
        }
    }

    fn alter(&mut self) -> Option<Vec<Effect>> {
        for word in ["online", "ignore"] {
            self.word(word);
        }
        self.word("table").then_some(())?;
        self.words(&["if", "exists"]);
        self.word("only");
        let table = self.object()?;
        let mut all = Vec::new();
        for part in parts(&self.tokens[self.at..]) {
            let mut clause = Reader { engine: self.engine, sql: self.sql, tokens: part, at: 0 };
            all.extend(clause.clause(&table));
        }
        // The clauses of one statement speak of the columns as they were before it, and of the table under its old name.
        all.sort_by_key(|effect| match effect {
            Effect::RenamesTable(..) => 2,
            Effect::RenamesColumn(..) => 1,
            _ => 0,
        });
        Some(all)
    }

    fn clause(&mut self, table: &ObjectName) -> Vec<Effect> {
        self.clause_of(table).unwrap_or_default()
    }

    fn clause_of(&mut self, table: &ObjectName) -> Option<Vec<Effect>> {
        let not_columns =
            ["constraint", "index", "key", "primary", "foreign", "check", "partition", "period", "system"];
        if self.word("drop") {
            let says_column = self.word("column");
            if !says_column && not_columns.iter().any(|word| self.peek(word)) {
                return None;
            }
            self.words(&["if", "exists"]);
            return Some(vec![Effect::DropsColumn(table.clone(), self.name()?)]);
        }
        if self.word("modify") {
            self.word("column");
            self.words(&["if", "exists"]);
            return Some(vec![Effect::Rewrites(table.clone(), self.name()?)]);
        }
        if self.word("change") {
            self.word("column");
            self.words(&["if", "exists"]);
            let (from, to) = (self.name()?, self.name()?);
            let mut all = vec![Effect::Rewrites(table.clone(), from.clone())];
            if from != to {
                all.push(Effect::RenamesColumn(table.clone(), from, to));
            }
            return Some(all);
        }
        if self.word("alter") {
            self.word("column");
            let column = self.name()?;
            self.words(&["set", "data"]);
            return self.word("type").then(|| vec![Effect::Rewrites(table.clone(), column)]);
        }
        if self.word("rename") {
            if ["constraint", "index", "key"].iter().any(|word| self.peek(word)) {
                return None;
            }
            if self.word("to") || self.word("as") {
                let new = self.object()?;
                let new = ObjectName { namespace: new.namespace.or_else(|| table.namespace.clone()), ..new };
                return Some(vec![Effect::RenamesTable(table.clone(), new)]);
            }
            self.word("column");
            let from = self.name()?;
            if !self.word("to") {
                return None;
            }
            return Some(vec![Effect::RenamesColumn(table.clone(), from, self.name()?)]);
        }
        None
    }

    fn update(&mut self) -> Option<Vec<Effect>> {
        if self.word("or") {
            self.at += 1;
        }
        self.word("only");
        let table = self.object()?;
        let set = (self.at..self.tokens.len()).find(|at| self.tokens[*at].is_word("set"))?;
        let mut all = Vec::new();
        for part in parts(&self.tokens[set + 1..]) {
            let mut one = Reader { engine: self.engine, sql: self.sql, tokens: part, at: 0 };
            if one.mark("(") {
                while let Some(column) = one.name() {
                    all.push(Effect::Rewrites(table.clone(), column));
                    one.mark(",");
                }
                continue;
            }
            // A column may stand behind its table's name or alias.
            let mut column = one.name()?;
            while one.mark(".") {
                column = one.name()?;
            }
            all.push(Effect::Rewrites(table.clone(), column));
        }
        Some(all)
    }

    /// `DELETE FROM t …`, and MariaDB's `DELETE a, b FROM t AS a JOIN u AS b …` and `DELETE FROM a USING t AS a JOIN …`.
    fn delete(&mut self) -> Option<Vec<Effect>> {
        let from_first = self.word("from");
        self.word("only");
        let targets = self.objects()?;
        if !self.word(if from_first { "using" } else { "from" }) || self.engine != Engine::MySql {
            return from_first.then(|| targets.into_iter().map(Effect::Deletes).collect());
        }
        let mut named = Vec::new();
        let mut expects = true;
        while self.at < self.tokens.len() && !self.peek("where") {
            if !expects {
                if self.mark("(") {
                    self.at = closing(self.tokens, self.at - 1)? + 1;
                    continue;
                }
                expects = self.mark(",") || self.word("join");
                self.at += usize::from(!expects);
                continue;
            }
            let table = self.object()?;
            let said = self.word("as");
            let joins = ["join", "inner", "left", "right", "cross", "on", "using", "where", "natural", "straight_join"];
            let is_alias = said || (!joins.iter().any(|word| self.peek(word)) && self.at < self.tokens.len());
            let alias = if is_alias && !self.tokens[self.at].is_mark(",") { self.name() } else { None };
            named.push((alias.unwrap_or_else(|| table.name.clone()), table));
            expects = false;
        }
        let table = |target: &ObjectName| {
            named
                .iter()
                .find(|(alias, _)| *alias == target.name)
                .map_or_else(|| target.clone(), |(_, table)| table.clone())
        };
        Some(targets.iter().map(|target| Effect::Deletes(table(target))).collect())
    }

    fn insert(&mut self) -> Option<Vec<Effect>> {
        if self.word("or") {
            self.at += 1;
        }
        self.word("into").then_some(())?;
        let to = self.object()?;
        self.mark("(").then_some(())?;
        let end = closing(self.tokens, self.at - 1)?;
        let names: Vec<String> =
            parts(&self.tokens[self.at..end]).iter().filter_map(|part| part.first()?.name()).collect();
        self.at = end + 1;
        self.word("select").then_some(())?;
        let rest = &self.tokens[self.at..];
        let from = top_level(rest, "from")?;
        let expressions = parts(&rest[..from]);
        let plain = |part: &&[Token<'_>]| match part {
            [only] if matches!(only.kind, TokenKind::QuotedName | TokenKind::Word) => only.name(),
            _ => None,
        };
        let columns = names.into_iter().zip(expressions.iter().map(plain)).collect();
        self.at += from + 1;
        let from = self.object()?;
        let every_row = self.at == self.tokens.len();
        Some(vec![Effect::Copies(Copied { from, to, columns, every_row })])
    }
}

/// Where a word stands outside parentheses.
fn top_level(tokens: &[Token<'_>], word: &str) -> Option<usize> {
    let mut depth = 0_usize;
    tokens.iter().position(|token| {
        depth = depth + usize::from(token.is_mark("(")) - usize::from(token.is_mark(")") && depth > 0);
        depth == 0 && token.is_word(word)
    })
}

/// The parts between commas outside parentheses.
fn parts<'a>(tokens: &'a [Token<'a>]) -> Vec<&'a [Token<'a>]> {
    let (mut all, mut start, mut depth) = (Vec::new(), 0, 0_usize);
    for (at, token) in tokens.iter().enumerate() {
        if token.is_mark("(") {
            depth += 1;
        } else if token.is_mark(")") {
            depth = depth.saturating_sub(1);
        } else if token.is_mark(",") && depth == 0 {
            all.push(&tokens[start..at]);
            start = at + 1;
        }
    }
    all.push(&tokens[start..]);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn t(name: &str) -> ObjectName {
        ObjectName::new(name)
    }

    fn c(name: &str) -> String {
        name.to_owned()
    }

    #[test]
    fn what_goes_is_seen_on_each_engine() {
        let lite = |sql: &str| effects(Engine::Sqlite, sql);
        assert_eq!(lite("DROP TABLE IF EXISTS \"a b\""), [Effect::Drops(t("a b"))]);
        assert_eq!(lite("ALTER TABLE a DROP COLUMN \"x\""), [Effect::DropsColumn(t("a"), c("x"))]);
        assert_eq!(lite("DELETE FROM a WHERE 1"), [Effect::Deletes(t("a"))]);
        let pg = |sql: &str| effects(Engine::Postgres, sql);
        assert_eq!(
            pg("ALTER TABLE ONLY s.A DROP COLUMN x, ALTER COLUMN \"Y\" TYPE int USING (a, b), DROP CONSTRAINT z"),
            [
                Effect::DropsColumn(ObjectName::within(Some("s"), "a"), c("x")),
                Effect::Rewrites(ObjectName::within(Some("s"), "a"), c("Y")),
            ]
        );
        assert_eq!(pg("ALTER TABLE a ALTER COLUMN b SET NOT NULL"), []);
        assert_eq!(
            pg("UPDATE a AS q SET b = f(1, 2), c = 3"),
            [Effect::Rewrites(t("a"), c("b")), Effect::Rewrites(t("a"), c("c"))]
        );
        let my = |sql: &str| effects(Engine::MySql, sql);
        assert_eq!(
            my("DELETE x FROM `t` AS x JOIN u y ON left(x.a, 3) = y.a AND x.b < 1 WHERE 1"),
            [Effect::Deletes(t("t"))]
        );
        assert_eq!(my("DELETE u FROM t JOIN u ON 1"), [Effect::Deletes(t("u"))]);
        assert_eq!(
            my("ALTER TABLE `a` DROP `x`, DROP KEY `k`, CHANGE COLUMN `p` `q` int NOT NULL"),
            [
                Effect::DropsColumn(t("a"), c("x")),
                Effect::Rewrites(t("a"), c("p")),
                Effect::RenamesColumn(t("a"), c("p"), c("q")),
            ]
        );
        assert_eq!(
            my("RENAME TABLE a TO b, `c` TO d"),
            [Effect::RenamesTable(t("a"), t("b")), Effect::RenamesTable(t("c"), t("d"))]
        );
    }

    #[test]
    fn a_copy_says_what_is_taken_as_it_is() {
        let found = effects(
            Engine::Sqlite,
            "INSERT INTO \"__new\" (\"id\", \"b\") SELECT \"id\", coalesce(\"a\", 1, 'x from y') FROM \"t\"",
        );
        let columns = vec![(c("id"), Some(c("id"))), (c("b"), None)];
        assert_eq!(found, [Effect::Copies(Copied { from: t("t"), to: t("__new"), columns, every_row: true })]);
        let found = effects(Engine::Sqlite, "INSERT INTO n (a) SELECT a FROM t WHERE a IS NOT NULL");
        assert!(matches!(&found[..], [Effect::Copies(copied)] if !copied.every_row));
    }

    #[test]
    fn a_created_table_has_its_columns() {
        let found =
            effects(Engine::Sqlite, "CREATE TABLE \"x\" (\"id\" integer NOT NULL, \"p\" varchar(10), UNIQUE (\"p\"))");
        let [Effect::Creates(name, columns)] = &found[..] else { panic!("{found:?}") };
        assert_eq!(name, &t("x"));
        assert_eq!(columns[1], NewColumn { name: c("p"), definition: c("varchar(10)") });
    }
}
