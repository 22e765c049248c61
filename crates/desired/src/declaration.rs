//! What is declared beside an entity because no attribute can say it. Leaves out joining it to the entity (`declared`).

use std::borrow::Borrow;
use std::collections::BTreeMap;

use driftline_schema::sql::{TokenKind, tokens};
use driftline_schema::statement::parse_create_index;
use driftline_schema::{
    Deferrable, Engine, Index, IndexKey, IndexPart, ObjectName, Sql, TableOptions, Trigger, postgres,
};
use sea_orm::sea_query::{
    Expr, IndexCreateStatement, IntoIden, MysqlQueryBuilder, PostgresQueryBuilder, QueryBuilder, SqliteQueryBuilder,
    TableCreateStatement,
};
use sea_orm::{DbBackend, EntityTrait, Schema};

use crate::schema_declaration;

/// One `declare!`, as it is registered when the program starts.
#[doc(hidden)]
#[derive(Debug)]
pub struct Registration {
    /// The module that holds the declaration.
    pub module: &'static str,
    /// Its line, so that several in one module have an order.
    pub line: u32,
    /// Fills the declaration in.
    pub fill: fn(&mut Declaration),
    /// The entity's own typed statement.
    pub lowered: fn() -> TableCreateStatement,
}

inventory::collect!(Registration);

/// The typed statement of an entity, with what the printed one does not show.
#[doc(hidden)]
#[must_use]
pub fn lowered<E: EntityTrait>() -> TableCreateStatement {
    Schema::new(DbBackend::Sqlite).create_table_from_entity(E::default())
}

/// What is declared beside one entity, for one engine at a time. Filled in by [`declare!`](crate::declare).
#[derive(Debug)]
pub struct Declaration {
    engine: Engine,
    table: ObjectName,
    pub(crate) module: String,
    pub(crate) renamed_from: Option<String>,
    pub(crate) comment: Option<String>,
    pub(crate) indexes: Vec<Index>,
    pub(crate) checks: Vec<(String, Sql)>,
    pub(crate) uniques: Vec<(String, Vec<String>)>,
    pub(crate) columns: BTreeMap<String, ColumnDeclaration>,
    pub(crate) foreign_keys: Vec<ForeignKeyDeclaration>,
    pub(crate) triggers: Vec<Trigger>,
    pub(crate) dropped_triggers: Vec<String>,
    pub(crate) options: TableOptions,
    /// What could not be turned into the engine's words: what it is, and why.
    pub(crate) problems: Vec<(String, String)>,
    /// What the engine cannot hold and is left out there: what it is, and why.
    pub(crate) unheld: Vec<(String, String)>,
}

/// Why an index is not declared.
enum Refused {
    /// It is no index at all.
    Wrong(String),
    /// The engine has no such index.
    Unheld(String),
}

/// What is declared for one column.
#[derive(Debug)]
pub struct ColumnDeclaration {
    engine: Engine,
    table: ObjectName,
    pub(crate) collation: Option<String>,
    pub(crate) comment: Option<String>,
    pub(crate) renamed_from: Option<String>,
    pub(crate) generated: Option<(Sql, bool)>,
    pub(crate) data_type: Option<String>,
    pub(crate) default: Option<Sql>,
    pub(crate) on_update: Option<Sql>,
    pub(crate) invisible: bool,
    /// Labels and what they were called before.
    pub(crate) renamed_labels: Vec<(String, String)>,
    /// What was said that the engine does not have.
    pub(crate) problems: Vec<String>,
}

/// What is declared for a foreign key that a relation of the entity makes.
#[derive(Debug)]
pub struct ForeignKeyDeclaration {
    pub(crate) columns: Vec<String>,
    pub(crate) name: Option<String>,
    pub(crate) deferrable: Deferrable,
    pub(crate) match_full: bool,
}

/// A condition or expression: a sea-query `Expr`, or SQL text that every engine in question understands.
pub trait IntoSql {
    /// The text in the engine's dialect.
    fn into_sql(self, engine: Engine) -> String;
}

impl IntoSql for &str {
    fn into_sql(self, _: Engine) -> String {
        self.to_owned()
    }
}

impl IntoSql for String {
    fn into_sql(self, _: Engine) -> String {
        self
    }
}

impl IntoSql for Expr {
    fn into_sql(self, engine: Engine) -> String {
        let mut sql = String::new();
        match engine {
            Engine::Sqlite => SqliteQueryBuilder.prepare_expr(&self, &mut sql),
            Engine::Postgres => PostgresQueryBuilder.prepare_expr(&self, &mut sql),
            Engine::MySql => MysqlQueryBuilder.prepare_expr(&self, &mut sql),
        }
        sql
    }
}

impl Declaration {
    pub(crate) fn new(engine: Engine, table: ObjectName, module: &str) -> Self {
        Self {
            engine,
            table,
            module: module.to_owned(),
            renamed_from: None,
            comment: None,
            indexes: Vec::new(),
            checks: Vec::new(),
            uniques: Vec::new(),
            columns: BTreeMap::new(),
            foreign_keys: Vec::new(),
            triggers: Vec::new(),
            dropped_triggers: Vec::new(),
            options: TableOptions::default(),
            problems: Vec::new(),
            unheld: Vec::new(),
        }
    }

    /// The engine this run of the declaration is for.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Declares something for one engine only.
    pub fn on(&mut self, engine: Engine, fill: impl FnOnce(&mut Self)) -> &mut Self {
        if engine == self.engine {
            fill(self);
        }
        self
    }

    /// Declares something for every engine but one.
    ///
    /// ```
    /// use driftline_desired::prelude::*;
    /// # fn fill(table: &mut driftline_desired::Declaration) {
    /// table.except(Engine::MySql, |table| {
    ///     table.index(Index::create().name("ix_live").col("name").and_where(Expr::col("deleted_at").is_null()));
    /// });
    /// # }
    /// ```
    pub fn except(&mut self, engine: Engine, fill: impl FnOnce(&mut Self)) -> &mut Self {
        if engine != self.engine {
            fill(self);
        }
        self
    }

    /// The name the table had before; the data stays where it is. Remove the line when every database is migrated.
    pub fn renamed_from(&mut self, old: impl Into<String>) -> &mut Self {
        self.renamed_from = Some(old.into());
        self
    }

    /// The table's comment. SQLite keeps none.
    pub fn comment(&mut self, comment: impl Into<String>) -> &mut Self {
        self.comment = Some(comment.into());
        self
    }

    /// An index in sea-query's words; its table is the entity's and may be left out, as may its name.
    ///
    /// ```
    /// use driftline_desired::prelude::*;
    /// # fn fill(table: &mut driftline_desired::Declaration) {
    /// table.index(Index::create().name("ix_live").col("name").and_where(Expr::col("deleted_at").is_null()));
    /// # }
    /// ```
    pub fn index(&mut self, index: impl Borrow<IndexCreateStatement>) -> &mut Self {
        let given = index.borrow();
        let name = given.get_index_spec().get_name().map(str::to_owned);
        let what = format!("index {}", name.as_deref().unwrap_or("without a name"));
        match self.read_index(given, name) {
            Ok(index) => self.indexes.push(index),
            Err(Refused::Wrong(reason)) => self.problems.push((what, reason)),
            Err(Refused::Unheld(reason)) => self.unheld.push((what, reason)),
        }
        self
    }

    /// An index for one engine as a complete `CREATE INDEX` statement, for what sea-query cannot say.
    pub fn index_sql(&mut self, engine: Engine, statement: impl AsRef<str>) -> &mut Self {
        if engine == self.engine {
            match parse_create_index(engine, statement.as_ref()) {
                Ok((_, index)) => {
                    let index = self.unqualified(index);
                    self.indexes.push(index);
                }
                Err(error) => self.problems.push(("an index given as SQL".to_owned(), error.to_string())),
            }
        }
        self
    }

    /// A check constraint with a name.
    pub fn check(&mut self, name: impl Into<String>, condition: impl IntoSql) -> &mut Self {
        let condition = self.expression(condition);
        self.checks.push((name.into(), condition));
        self
    }

    /// A unique constraint with a name; a unique index is an [`index`](Self::index).
    pub fn unique<C: IntoIden>(&mut self, name: impl Into<String>, columns: impl IntoIterator<Item = C>) -> &mut Self {
        self.uniques.push((name.into(), identifiers(columns)));
        self
    }

    /// What an attribute cannot say about a column.
    pub fn column(&mut self, name: impl IntoIden) -> &mut ColumnDeclaration {
        let (engine, table) = (self.engine, self.table.clone());
        self.columns.entry(name.into_iden().to_string()).or_insert_with(|| ColumnDeclaration {
            engine,
            table,
            collation: None,
            comment: None,
            renamed_from: None,
            generated: None,
            data_type: None,
            default: None,
            on_update: None,
            invisible: false,
            renamed_labels: Vec::new(),
            problems: Vec::new(),
        })
    }

    /// What an attribute cannot say about the foreign key on these columns.
    pub fn foreign_key<C: IntoIden>(&mut self, columns: impl IntoIterator<Item = C>) -> &mut ForeignKeyDeclaration {
        let columns = identifiers(columns);
        let at = self.foreign_keys.iter().position(|key| key.columns == columns).unwrap_or(self.foreign_keys.len());
        if at == self.foreign_keys.len() {
            let (name, deferrable) = (None, Deferrable::No);
            self.foreign_keys.push(ForeignKeyDeclaration { columns, name, deferrable, match_full: false });
        }
        &mut self.foreign_keys[at]
    }

    /// A trigger of the table for one engine, as a complete `CREATE TRIGGER` statement.
    ///
    /// ```
    /// use driftline_desired::prelude::*;
    /// # fn fill(table: &mut driftline_desired::Declaration) {
    /// table.trigger(
    ///     Engine::Sqlite,
    ///     "CREATE TRIGGER touch AFTER UPDATE ON contacts BEGIN
    ///         UPDATE contacts SET updated_at = CURRENT_TIMESTAMP WHERE id = new.id;
    ///     END",
    /// );
    /// # }
    /// ```
    pub fn trigger(&mut self, engine: Engine, statement: impl AsRef<str>) -> &mut Self {
        if engine == self.engine {
            match schema_declaration::trigger(engine, &self.table, statement.as_ref()) {
                Ok(trigger) => self.triggers.push(trigger),
                Err(reason) => self.problems.push(("a trigger given as SQL".to_owned(), reason)),
            }
        }
        self
    }

    /// A trigger of the table that shall not be there. Forgetting to declare a trigger never drops it; this does.
    pub fn dropped_trigger(&mut self, name: impl Into<String>) -> &mut Self {
        self.dropped_triggers.push(name.into());
        self
    }

    /// SQLite's `STRICT`: columns take the six types that such a table has.
    pub fn strict(&mut self) -> &mut Self {
        if self.has_option(&[Engine::Sqlite], "STRICT") {
            self.options.strict = true;
        }
        self
    }

    /// SQLite's `WITHOUT ROWID`.
    pub fn without_rowid(&mut self) -> &mut Self {
        if self.has_option(&[Engine::Sqlite], "WITHOUT ROWID") {
            self.options.without_rowid = true;
        }
        self
    }

    /// PostgreSQL's `UNLOGGED`: fast, and empty after a crash.
    pub fn unlogged(&mut self) -> &mut Self {
        if self.has_option(&[Engine::Postgres], "UNLOGGED") {
            self.options.unlogged = true;
        }
        self
    }

    /// The storage engine of a table on MariaDB and MySQL, where it is not InnoDB: `Aria`.
    pub fn storage_engine(&mut self, name: impl Into<String>) -> &mut Self {
        if self.has_option(&[Engine::MySql], "ENGINE") {
            self.options.engine = Some(name.into());
        }
        self
    }

    /// The default collation of a table on MariaDB and MySQL, and with it the character set: `utf8mb4_bin`.
    pub fn collation(&mut self, collation: impl Into<String>) -> &mut Self {
        if self.has_option(&[Engine::MySql], "COLLATE") {
            self.options.collation = Some(collation.into());
        }
        self
    }

    /// Any other option of a table as `name=value`: `row_format=COMPRESSED` on MariaDB and MySQL, `fillfactor=70` on PostgreSQL.
    pub fn option(&mut self, option: impl Into<String>) -> &mut Self {
        let option = option.into();
        if self.has_option(&[Engine::Postgres, Engine::MySql], "such an option") {
            self.options.storage.push(option);
            self.options.storage.sort();
        }
        self
    }

    /// How rows are spread over partitions: `RANGE (at)` on PostgreSQL, the whole clause (`PARTITION BY HASH (id) PARTITIONS 4`)
    /// on MariaDB and MySQL.
    pub fn partition_by(&mut self, clause: impl AsRef<str>) -> &mut Self {
        if self.has_option(&[Engine::Postgres, Engine::MySql], "PARTITION BY") {
            self.options.partition_by = Some(Sql::new(self.engine, clause.as_ref()));
        }
        self
    }

    /// Whether the engine has the option; says so where it has not.
    fn has_option(&mut self, engines: &[Engine], option: &str) -> bool {
        let has = engines.contains(&self.engine);
        if !has {
            let reason = format!("{} has no tables with {option}; declare it for the engines that have", self.engine);
            self.problems.push((option.to_owned(), format!("{reason} with `table.on(…)`")));
        }
        has
    }

    fn expression(&self, text: impl IntoSql) -> Sql {
        let text = text.into_sql(self.engine);
        Sql::new(self.engine, without_qualifier(self.engine, &text, &self.table))
    }

    /// sea-query writes an index name without doubling a quote in it, so it is printed under another name.
    fn read_index(&self, given: &IndexCreateStatement, name: Option<String>) -> Result<Index, Refused> {
        if given.is_primary_key() {
            let reason = "an index is no primary key; give the entity's key the attribute `primary_key`";
            return Err(Refused::Wrong(reason.to_owned()));
        }
        let parse = |engine, statement: &str| parse(engine, statement).map_err(Refused::Wrong);
        let mut statement = given.clone();
        statement.name("i").table(self.table.name.clone());
        let postgres = statement.to_string(PostgresQueryBuilder);
        let as_postgres = parse(Engine::Postgres, &postgres)?;
        let mut index = match self.engine {
            Engine::Postgres => as_postgres,
            // sea-query has no printer for expressions in SQLite's indexes, so PostgreSQL's is used, with literals of SQLite.
            Engine::Sqlite => {
                refuse(Engine::Sqlite, missing_on_sqlite(&as_postgres))?;
                let has_expression = as_postgres.parts.iter().any(|part| matches!(part.key, IndexKey::Expression(_)));
                let text =
                    if has_expression { sqlite_literals(&postgres) } else { statement.to_string(SqliteQueryBuilder) };
                parse(Engine::Sqlite, &text)?
            }
            Engine::MySql => {
                let index = parse(Engine::MySql, &statement.to_string(MysqlQueryBuilder))?;
                refuse(Engine::MySql, missing_on_mysql(&as_postgres, &index))?;
                index
            }
        };
        index = self.unqualified(index);
        index.name = name.unwrap_or_else(|| crate::names::index(&self.table.name, &part_names(&index)));
        Ok(index)
    }

    fn unqualified(&self, mut index: Index) -> Index {
        let plain = |sql: &Sql| Sql::new(self.engine, without_qualifier(self.engine, sql.text(), &self.table));
        index.predicate = index.predicate.as_ref().map(plain);
        for IndexPart { key, .. } in &mut index.parts {
            if let IndexKey::Expression(expression) = key {
                let expression = plain(expression);
                *key = match tokens(self.engine, expression.text()).as_slice() {
                    [token] if token.kind == TokenKind::QuotedName => {
                        IndexKey::Column(token.name().unwrap_or_default())
                    }
                    _ => IndexKey::Expression(expression),
                };
            }
        }
        index
    }
}

impl ColumnDeclaration {
    /// The column's type in the engine's own words, where the attribute's is not the right one there: `mediumtext` on MariaDB
    /// and MySQL for a `Text`, or a type the engine has for one that it does not have. For one engine, within
    /// [`Declaration::on`].
    pub fn data_type(&mut self, words: impl Into<String>) -> &mut Self {
        self.data_type = Some(words.into());
        self
    }

    /// The column's default, where the attribute's is not the right one on the engine.
    pub fn default(&mut self, value: impl IntoSql) -> &mut Self {
        self.default = Some(Sql::new(self.engine, value.into_sql(self.engine)));
        self
    }

    /// What another column's change sets this one to, on MariaDB and MySQL only: `Expr::current_timestamp()`.
    pub fn on_update(&mut self, value: impl IntoSql) -> &mut Self {
        if self.engine == Engine::MySql {
            self.on_update = Some(Sql::new(self.engine, value.into_sql(self.engine)));
        } else {
            self.problems.push("ON UPDATE".to_owned());
        }
        self
    }

    /// Left out by `SELECT *`, on MariaDB and MySQL only. MariaDB wants a default unless NULL may be stored.
    pub fn invisible(&mut self) -> &mut Self {
        if self.engine == Engine::MySql {
            self.invisible = true;
        } else {
            self.problems.push("INVISIBLE".to_owned());
        }
        self
    }

    /// The column's collation: `nocase` on SQLite, `C` or `de-x-icu` on PostgreSQL, `utf8mb4_bin` on MariaDB and MySQL.
    pub fn collation(&mut self, collation: impl Into<String>) -> &mut Self {
        self.collation = Some(collation.into());
        self
    }

    /// The column's comment. SQLite keeps none.
    pub fn comment(&mut self, comment: impl Into<String>) -> &mut Self {
        self.comment = Some(comment.into());
        self
    }

    /// The name the column had before; the data stays where it is.
    pub fn renamed_from(&mut self, old: impl Into<String>) -> &mut Self {
        self.renamed_from = Some(old.into());
        self
    }

    /// A label of the column's enumerated type that had another name before; rows keep it under the new one. Remove the line
    /// when every database is migrated.
    pub fn label_renamed_from(&mut self, new: impl Into<String>, old: impl Into<String>) -> &mut Self {
        self.renamed_labels.push((new.into(), old.into()));
        self
    }

    /// The expression the column is computed from, stored with the row or computed when it is read (SQLite).
    pub fn generated(&mut self, expression: impl IntoSql, stored: bool) -> &mut Self {
        let text = expression.into_sql(self.engine);
        self.generated = Some((Sql::new(self.engine, without_qualifier(self.engine, &text, &self.table)), stored));
        self
    }
}

impl ForeignKeyDeclaration {
    /// The constraint's name, which the dense entity format has no attribute for.
    pub fn name(&mut self, name: impl Into<String>) -> &mut Self {
        self.name = Some(name.into());
        self
    }

    /// When the constraint is checked.
    pub fn deferrable(&mut self, deferrable: Deferrable) -> &mut Self {
        self.deferrable = deferrable;
        self
    }

    /// `MATCH FULL`: a composite key is wholly NULL or wholly there.
    pub fn match_full(&mut self) -> &mut Self {
        self.match_full = true;
        self
    }
}

/// Whether the engine takes the two for one table.
pub(crate) fn same_name(engine: Engine, one: &ObjectName, other: &ObjectName) -> bool {
    let same = match engine {
        Engine::Postgres => one.name == other.name,
        Engine::Sqlite | Engine::MySql => one.name.eq_ignore_ascii_case(&other.name),
    };
    same && one.namespace == other.namespace
}

fn identifiers<C: IntoIden>(columns: impl IntoIterator<Item = C>) -> Vec<String> {
    columns.into_iter().map(|column| column.into_iden().to_string()).collect()
}

fn parse(engine: Engine, statement: &str) -> Result<Index, String> {
    parse_create_index(engine, statement).map(|(_, index)| index).map_err(|error| error.to_string())
}

fn refuse(engine: Engine, missing: Option<&str>) -> Result<(), Refused> {
    missing.map_or(Ok(()), |clause| Err(Refused::Unheld(format!("{engine} has no index with {clause}"))))
}

fn missing_on_sqlite(index: &Index) -> Option<&'static str> {
    if index.method.is_some() { Some("a method") } else { postgres_clause(index) }
}

/// sea-query leaves out for MySQL what MySQL does not have, so that the index would be another one; of partial indexes it
/// prints the condition. MySQL has indexes on expressions, MariaDB has not, and one module serves both.
fn missing_on_mysql(as_postgres: &Index, index: &Index) -> Option<&'static str> {
    if as_postgres.predicate.is_some() || index.predicate.is_some() {
        Some("a WHERE condition")
    } else if index.parts.iter().any(|part| matches!(part.key, IndexKey::Expression(_))) {
        Some("an expression (MySQL alone would)")
    } else if index.method.as_deref().is_some_and(|method| !["fulltext", "spatial"].contains(&method)) {
        Some("such a method in InnoDB")
    } else {
        postgres_clause(as_postgres)
    }
}

/// What only PostgreSQL's indexes have.
fn postgres_clause(index: &Index) -> Option<&'static str> {
    if !index.include.is_empty() {
        Some("INCLUDE")
    } else if index.nulls_not_distinct {
        Some("NULLS NOT DISTINCT")
    } else if index.parts.iter().any(|part| part.operator_class.is_some()) {
        Some("an operator class")
    } else {
        None
    }
}

/// Names for an index nobody named: its columns, `expr` for an expression.
fn part_names(index: &Index) -> Vec<String> {
    let name = |part: &IndexPart| match &part.key {
        IndexKey::Column(name) => name.clone(),
        IndexKey::Expression(_) => "expr".to_owned(),
    };
    index.parts.iter().map(name).collect()
}

/// PostgreSQL's `E'…'` literals as SQLite writes them.
pub(crate) fn sqlite_literals(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut copied = 0;
    for token in tokens(Engine::Postgres, text) {
        if let Some(value) = postgres::text(token.text).filter(|_| token.text.starts_with("E'")) {
            plain.push_str(&text[copied..token.start]);
            plain.push_str(&Engine::Sqlite.literal(&value));
            copied = token.end;
        }
    }
    plain.push_str(&text[copied..]);
    plain
}

/// The text without the table's name in front of its columns: `"t"."c"` becomes `"c"`. SQLite refuses the qualified form
/// in an index.
fn without_qualifier(engine: Engine, text: &str, table: &ObjectName) -> String {
    let found = tokens(engine, text);
    let is_name = |at: usize, name: &str| {
        found.get(at).is_some_and(|token| {
            matches!(token.kind, TokenKind::Word | TokenKind::QuotedName) && token.name().as_deref() == Some(name)
        })
    };
    let is_dot = |at: usize| found.get(at).is_some_and(|token| token.is_mark("."));
    let mut plain = String::with_capacity(text.len());
    let (mut copied, mut at) = (0, 0);
    while at < found.len() {
        let behind_dot = at > 0 && is_dot(at - 1);
        let namespace = table.namespace.as_deref().is_some_and(|namespace| is_name(at, namespace) && is_dot(at + 1));
        let start = if namespace { at + 2 } else { at };
        if !behind_dot && is_name(start, &table.name) && is_dot(start + 1) {
            plain.push_str(&text[copied..found[at].start]);
            at = start + 2;
            copied = found.get(at).map_or(text.len(), |token| token.start);
        }
        at += 1;
    }
    plain.push_str(&text[copied..]);
    plain
}

#[cfg(test)]
mod tests {
    use sea_orm::sea_query::extension::postgres::PgExpr;
    use sea_orm::sea_query::{ConditionalStatement, ExprTrait, Func, Index, IndexOrder};

    use super::*;

    fn table(engine: Engine) -> Declaration {
        Declaration::new(engine, ObjectName::new("t"), "tests")
    }

    #[test]
    fn one_index_reads_the_same_on_both_engines() {
        for engine in [Engine::Sqlite, Engine::Postgres] {
            let mut table = table(engine);
            let lower = Func::lower(Expr::col(("t", "mail")));
            table.index(Index::create().name("a \" b").unique().col(lower).col(("n", IndexOrder::Desc)));
            table.index(Index::create().col("n").and_where(Expr::col("kind").eq("it's")));
            assert_eq!(table.problems, []);
            let index = &table.indexes[0];
            assert_eq!((index.name.as_str(), index.unique, index.parts[1].descending), ("a \" b", true, true));
            assert_eq!(index.parts[0].key, IndexKey::Expression(Sql::new(engine, "lower(mail)")));
            let literal = if engine == Engine::Sqlite { "kind = 'it''s'" } else { r"kind = E'it\'s'" };
            assert_eq!(table.indexes[1].predicate, Some(Sql::new(engine, literal)));
            assert_eq!(table.indexes[1].name, "idx-t-n");
        }
    }

    #[test]
    fn sqlite_gets_its_own_literals_behind_an_expression() {
        let mut table = table(Engine::Sqlite);
        let lower = Func::lower(Expr::col("mail"));
        table.index(Index::create().name("i").col(lower).and_where(Expr::col("kind").eq("it's\n")));
        assert_eq!(table.indexes[0].predicate, Some(Sql::new(Engine::Sqlite, "kind = 'it''s\n'")));
    }

    #[test]
    fn what_sqlite_has_not_is_left_out_there_only() {
        let fill = |table: &mut Declaration| {
            table.index(Index::create().name("i").col("a").include("b"));
            table.on(Engine::Sqlite, |table| {
                table.check("ck", Expr::col("a").gte(0));
            });
            table.index_sql(Engine::Postgres, "CREATE INDEX x ON t USING gin (a)");
        };
        let (mut sqlite, mut postgres) = (table(Engine::Sqlite), table(Engine::Postgres));
        fill(&mut sqlite);
        fill(&mut postgres);
        assert_eq!((sqlite.problems.len(), sqlite.indexes.len(), sqlite.checks.len()), (0, 0, 1));
        let wanted = ("index i".to_owned(), "SQLite has no index with INCLUDE".to_owned());
        assert_eq!(sqlite.unheld, [wanted]);
        assert_eq!((postgres.problems.len(), postgres.indexes.len(), postgres.checks.len()), (0, 2, 0));
    }

    #[test]
    fn what_mysql_has_not_is_left_out_there_only() {
        let live = || Index::create().name("i").col("a").and_where(Expr::col("b").is_null()).take();
        let mut mysql = table(Engine::MySql);
        mysql.index(live()).index(Index::create().name("j").col("a").include("b"));
        mysql.index(Index::create().name("k").col("a").index_type(sea_orm::sea_query::IndexType::Hash));
        let reasons: Vec<&str> = mysql.unheld.iter().map(|(_, reason)| reason.as_str()).collect();
        assert_eq!(
            reasons,
            ["a WHERE condition", "INCLUDE", "such a method in InnoDB"]
                .map(|clause| format!("MariaDB/MySQL has no index with {clause}"))
        );
        for engine in [Engine::Sqlite, Engine::Postgres, Engine::MySql] {
            let mut table = table(engine);
            table.except(Engine::MySql, |table| {
                table.index(live());
            });
            assert_eq!((table.unheld.len(), table.indexes.len()), (0, usize::from(engine != Engine::MySql)));
        }
    }

    #[test]
    fn prefixes_and_kinds_are_mysqls() {
        let mut table = table(Engine::MySql);
        table.index(Index::create().name("i").col(("a", 10, IndexOrder::Desc)).col(("b", IndexOrder::Desc)));
        table.index(Index::create().name("f").full_text().col("a"));
        table.index_sql(Engine::MySql, "CREATE INDEX e ON t ((lower(t.mail)))");
        table.index_sql(Engine::MySql, "CREATE SPATIAL INDEX s ON t (place)");
        assert_eq!(table.problems, []);
        let part = |at: usize| &table.indexes[0].parts[at];
        assert_eq!(
            (part(0).prefix, part(0).descending, part(1).prefix, part(1).descending),
            (Some(10), true, None, true)
        );
        let methods: Vec<_> = table.indexes.iter().map(|index| index.method.as_deref()).collect();
        assert_eq!(methods, [None, Some("fulltext"), None, Some("spatial")]);
        let lower = IndexKey::Expression(Sql::new(Engine::MySql, "lower(mail)"));
        assert_eq!(table.indexes[2].parts[0].key, lower);
    }

    #[test]
    fn only_the_tables_own_qualifier_goes() {
        let name = ObjectName::within(Some("n"), "t");
        for (text, wanted) in [
            ("\"t\".\"c\" > 0", "\"c\" > 0"),
            ("n.t.c + \"n\".\"t\".\"d\"", "c + \"d\""),
            ("'t.c' || u.t.c", "'t.c' || u.t.c"),
            ("(t.t).t", "(t).t"),
        ] {
            assert_eq!(without_qualifier(Engine::Postgres, text, &name), wanted);
        }
        let mut table = table(Engine::Postgres);
        table.check("ck", Expr::col(("t", "name")).ilike("x%"));
        assert_eq!(table.checks[0].1, Sql::new(Engine::Postgres, "name ILIKE 'x%'"));
    }
}
