//! Builds the table of one entity from what SeaORM prints for it and what is declared beside it. Leaves out which columns the
//! engine cannot hold (`unheld`) and names that tables take from each other (`taken`).

use std::collections::BTreeMap;

use driftline_schema::strict::strict_type;
use driftline_schema::{
    Action, AutoIncrement, Check, Column, Deferrable, Engine, EnumType, ForeignKey, Generated, Index, IndexKey,
    IndexPart, ObjectName, PrimaryKey, Sql, Table, Unique,
};
use sea_orm::sea_query::{MysqlQueryBuilder, PostgresQueryBuilder, SqliteQueryBuilder, TableCreateStatement};

use crate::clause::{Definition, definition, written_type};
use crate::declaration::{Declaration, sqlite_literals};
use crate::printed::{PrintedTable, create_table};
use crate::recorder::quietly;
use crate::registry::{Entity, Notes, default_namespace_left_out, without_labels};
use crate::unheld::uses;
use crate::{DesiredError, mysql, names, types};

/// The name as the engine stores it.
pub(crate) fn stored(engine: Engine, name: &ObjectName) -> ObjectName {
    ObjectName {
        namespace: name.namespace.as_deref().map(|namespace| engine.stored_identifier(namespace)),
        name: engine.stored_identifier(&name.name),
    }
}

/// Builds one table.
pub(crate) struct Builder<'a> {
    pub(crate) engine: Engine,
    pub(crate) module: &'a str,
    pub(crate) entity: &'a Entity,
    pub(crate) enums: &'a BTreeMap<String, EnumType>,
    /// The entity's typed statement, where it is seen: every enum of it is known then.
    pub(crate) typed: Option<&'a TableCreateStatement>,
    /// Columns whose type the engine does not have, with that type.
    pub(crate) missing: BTreeMap<String, String>,
    pub(crate) table: Table,
}

impl Builder<'_> {
    /// Takes the columns and the primary key from what SeaORM prints.
    pub(crate) fn columns(&mut self) -> Result<(), DesiredError> {
        let Entity { whole, whole_in, .. } = self.entity;
        let mut missing: BTreeMap<&String, String> = BTreeMap::new();
        for (name, text) in &whole.columns {
            let words = written_type(*whole_in, text, self.enum_names());
            if !types::has(self.engine, *whole_in, words) {
                missing.insert(name, self.words_of_missing(words));
            }
        }
        let (language, printed) = self.printed(&missing)?;
        let mut full_names: BTreeMap<String, String> = BTreeMap::new();
        for (name, whole_text) in &whole.columns {
            let stored = self.engine.stored_identifier(name);
            let folded = if self.engine == Engine::MySql { stored.to_lowercase() } else { stored.clone() };
            if let Some(other) = full_names.insert(folded, name.clone()) {
                return Err(DesiredError::SameName {
                    engine: self.engine,
                    first: format!("column `{other}` of {}", self.module),
                    second: format!("column `{name}` of {}", self.module),
                    stored,
                });
            }
            let missing = missing.get(name);
            let shown = printed.columns.iter().find(|(other, _)| missing.is_none() && other == name);
            let (language, text) = shown.map_or((*whole_in, whole_text), |(_, text)| (language, text));
            let read = self.definition(language, name, text)?;
            match missing {
                Some(data_type) => {
                    self.missing.insert(stored.clone(), data_type.clone());
                    let read = Definition { data_type: data_type.clone(), default: None, ..read };
                    self.column(stored, data_type.clone(), None, read);
                }
                None => {
                    let words = written_type(*whole_in, whole_text, self.enum_names());
                    let (data_type, user_type) = self.data_type(name, &read.data_type, words)?;
                    self.column(stored, data_type, user_type, read);
                }
            }
        }
        if !whole.primary_key.is_empty() {
            let columns = self.stored_columns(&whole.primary_key);
            self.primary_key(columns, false);
        }
        Ok(())
    }

    fn enum_names(&self) -> impl Iterator<Item = &str> {
        self.enums.keys().map(String::as_str)
    }

    /// A type that the engine does not have, in the words of the one that has it.
    fn words_of_missing(&self, words: &str) -> String {
        if self.entity.whole_in != Engine::Postgres {
            return types::mysql(words);
        }
        let element = words.trim_end_matches(['[', ']', ' ']);
        let marks = if element.len() < words.len() { "[]" } else { "" };
        let known = self.enums.get(element).map(|kind| format_type(&kind.name.name));
        format!("{}{marks}", known.unwrap_or_else(|| types::postgres(element)))
    }

    /// The table in the engine's words, perhaps without the missing columns, or in those of another where these say
    /// enough; and whose words they are.
    ///
    /// SQLite gives all types one affinity that are one type on PostgreSQL; MariaDB and MySQL do not.
    fn printed(&self, missing: &BTreeMap<&String, String>) -> Result<(Engine, PrintedTable), DesiredError> {
        let Entity { whole, whole_in, sqlite, mysql, .. } = self.entity;
        let own = match self.engine {
            Engine::Sqlite => sqlite.as_ref(),
            Engine::MySql => mysql.as_ref(),
            Engine::Postgres => Some(whole).filter(|_| *whole_in == Engine::Postgres),
        };
        if let Some(own) = own {
            return Ok((self.engine, own.clone()));
        }
        let refused = |reason| DesiredError::Refused { module: self.module.to_owned(), engine: self.engine, reason };
        if let (true, Some(reason)) = (missing.is_empty(), &self.entity.refusal) {
            return Err(refused(reason.clone()));
        }
        if let Some(typed) = self.typed {
            let text = quietly(|| self.print_without(typed, missing)).map_err(refused)?;
            let printed = create_table(self.engine, &text).map_err(|reason| DesiredError::Printed {
                module: self.module.to_owned(),
                reason,
                statement: text,
            })?;
            return Ok((self.engine, printed));
        }
        if (self.engine, *whole_in) == (Engine::Sqlite, Engine::Postgres) {
            return Ok((*whole_in, whole.clone()));
        }
        let (column, data_type) =
            missing.iter().next().map(|(name, words)| ((*name).clone(), words.clone())).unwrap_or_default();
        Err(DesiredError::Unseen { module: self.module.to_owned(), column, data_type, engine: self.engine })
    }

    /// The typed statement's columns that the engine's printer knows.
    fn print_without(&self, typed: &TableCreateStatement, missing: &BTreeMap<&String, String>) -> String {
        let mut known = sea_orm::sea_query::Table::create();
        if let Some(name) = typed.get_table_name() {
            known.table(name.clone());
        }
        for column in typed.get_columns().iter().filter(|column| !missing.contains_key(&column.get_column_name())) {
            known.col(column.clone());
        }
        match self.engine {
            Engine::Sqlite => known.to_string(SqliteQueryBuilder),
            Engine::Postgres => known.to_string(PostgresQueryBuilder),
            Engine::MySql => without_labels(&known.to_string(MysqlQueryBuilder), self.enums),
        }
    }

    /// A column's definition; what is shown in another engine's words only is put into SQLite's.
    fn definition(&self, language: Engine, name: &str, text: &str) -> Result<Definition, DesiredError> {
        let read = definition(language, text, self.enum_names()).map_err(|found| DesiredError::Extra {
            engine: self.engine,
            module: self.module.to_owned(),
            column: name.to_owned(),
            found,
            extra: text.to_owned(),
        })?;
        if language == self.engine {
            return Ok(read);
        }
        let said = |sql: Sql| Sql::new(self.engine, sql.text());
        let generated = read.generated.map(|Generated { expression, stored }| {
            let expression = said(expression);
            Generated { expression, stored }
        });
        Ok(Definition {
            data_type: types::sqlite_of_postgres(&read.data_type),
            default: read.default.map(|default| Sql::new(self.engine, sqlite_literals(default.text()))),
            auto_increment: read.auto_increment.map(|_| AutoIncrement::Keyword),
            checks: read.checks.into_iter().map(|check| Check::new(check.name, said(check.expression))).collect(),
            generated,
            ..read
        })
    }

    fn column(&mut self, name: String, data_type: String, user_type: Option<ObjectName>, read: Definition) {
        let mut column = Column::new(name.clone(), data_type);
        column.user_type = user_type;
        column.nullable = !(read.not_null || read.primary_key);
        column.default = read.default;
        column.auto_increment = read.auto_increment;
        column.generated = read.generated;
        column.collation = read.collation;
        column.on_update = read.on_update;
        column.attributes = read.attributes;
        if let Some(plain) = self.serial(&column) {
            let sequence = self.table.name.sibling(format!("{}_{name}_seq", self.table.name.name));
            column.auto_increment = Some(AutoIncrement::Serial { sequence });
            column.data_type = plain.to_owned();
        }
        if self.engine == Engine::MySql {
            as_mysql_keeps(&mut column);
        }
        if read.primary_key {
            let is_rowid = column.auto_increment == Some(AutoIncrement::Keyword);
            self.primary_key(vec![name.clone()], is_rowid);
        }
        if read.unique {
            self.unique(None, vec![name]);
        }
        self.table.checks.extend(
            read.checks
                .into_iter()
                .map(|check| Check { name: check.name.map(|name| self.engine.stored_identifier(&name)), ..check }),
        );
        self.table.columns.push(column);
    }

    /// PostgreSQL manual 8.1.4: `serial` is an integer with a sequence of its own.
    fn serial(&self, column: &Column) -> Option<&'static str> {
        match column.data_type.to_lowercase().as_str() {
            _ if self.engine != Engine::Postgres => None,
            "smallserial" => Some("smallint"),
            "serial" => Some("integer"),
            "bigserial" => Some("bigint"),
            _ => None,
        }
    }

    /// The type in the engine's words and the made type behind it. `whole` is the type as the whole table shows it, by which
    /// an enum is known.
    fn data_type(
        &self,
        column: &str,
        printed: &str,
        whole: &str,
    ) -> Result<(String, Option<ObjectName>), DesiredError> {
        match self.engine {
            Engine::Sqlite if self.enums.contains_key(whole) => return Ok(("enum_text".to_owned(), None)),
            Engine::Sqlite => return Ok((types::sqlite(printed), None)),
            Engine::MySql => return self.mysql_type(column, printed, whole).map(|data_type| (data_type, None)),
            Engine::Postgres => {}
        }
        let element = printed.trim_end_matches(['[', ']', ' ']);
        // PostgreSQL keeps no number of dimensions: `mood[][]` is `mood[]`.
        let marks = if element.len() < printed.len() { "[]" } else { "" };
        if let Some(kind) = self.enums.get(element) {
            let name = ObjectName::new(self.engine.stored_identifier(&kind.name.name));
            return Ok((format!("{}{marks}", format_type(&name.name)), Some(name)));
        }
        let canonical = types::postgres(element);
        if !marks.is_empty() && self.typed.is_none() && !types::is_postgres_builtin(&canonical) {
            return Err(DesiredError::UnknownElement {
                module: self.module.to_owned(),
                column: column.to_owned(),
                data_type: element.to_owned(),
            });
        }
        Ok((format!("{canonical}{marks}"), None))
    }

    fn mysql_type(&self, column: &str, printed: &str, whole: &str) -> Result<String, DesiredError> {
        if let Some(kind) = self.enums.get(whole) {
            return Ok(mysql::labelled("enum", kind.labels.iter().map(String::as_str)));
        }
        let data_type = types::mysql_words(printed);
        if ["varchar(65535)", "varbinary(65535)"].contains(&data_type.as_str()) {
            let (module, column) = (self.module.to_owned(), column.to_owned());
            return Err(DesiredError::Type { module, column, data_type, engine: self.engine });
        }
        Ok(data_type)
    }

    /// SQLite takes AUTOINCREMENT only within the column, where the key has no name; MariaDB and MySQL keep none.
    fn primary_key(&mut self, columns: Vec<String>, within_column: bool) {
        let is_named = !within_column && self.engine != Engine::MySql;
        let name = is_named.then(|| names::primary_key(&self.table.name.name));
        self.table.primary_key = Some(PrimaryKey { name, columns, ..Default::default() });
    }

    fn unique(&mut self, name: Option<&str>, columns: Vec<String>) {
        let name = match name {
            Some(name) => self.engine.stored_identifier(name),
            None => names::unique(&self.table.name.name, &columns),
        };
        if self.engine == Engine::MySql {
            let parts = columns.into_iter().map(IndexPart::column).collect();
            self.table.indexes.push(Index { unique: true, parts, ..Index::on_columns(name, &[]) });
            return;
        }
        self.table.uniques.push(Unique {
            name: Some(name),
            columns,
            nulls_not_distinct: false,
            deferrable: Deferrable::No,
            ..Default::default()
        });
    }

    fn stored_columns(&self, columns: &[String]) -> Vec<String> {
        columns.iter().map(|column| self.engine.stored_identifier(column)).collect()
    }

    /// Foreign keys and indexes have the names SeaORM gives them on PostgreSQL, on all engines.
    pub(crate) fn keys(&mut self) {
        for printed in &self.entity.whole.foreign_keys {
            let generated = names::foreign_key(&self.entity.name.name, &printed.columns);
            let name = printed.name.as_ref().map(|name| {
                if *name == generated { names::fitting(generated) } else { self.engine.stored_identifier(name) }
            });
            let key = ForeignKey {
                name,
                columns: self.stored_columns(&printed.columns),
                references: stored(self.engine, &default_namespace_left_out(Some(printed.references.clone()))),
                referenced_columns: self.stored_columns(&printed.referenced_columns),
                on_delete: self.action(printed.on_delete),
                on_update: self.action(printed.on_update),
                ..printed.clone()
            };
            if !self.table.foreign_keys.contains(&key) {
                self.table.foreign_keys.push(key);
            }
        }
        for printed in &self.entity.indexes {
            let mut index = printed.clone();
            index.name = names::fitting(index.name);
            self.store_columns_of(&mut index);
            self.table.indexes.push(index);
        }
    }

    /// InnoDB knows no difference between the two ("Foreign Keys": RESTRICT).
    fn action(&self, action: Action) -> Action {
        if self.engine == Engine::MySql && action == Action::Restrict { Action::NoAction } else { action }
    }

    fn store_columns_of(&self, index: &mut Index) {
        for part in &mut index.parts {
            if let IndexKey::Column(name) = &mut part.key {
                *name = self.engine.stored_identifier(name);
            }
        }
        index.include = self.stored_columns(&index.include);
    }

    /// Every check has a name of its own, the same on every engine.
    pub(crate) fn name_checks(&mut self) {
        let Table { name, columns, primary_key, uniques, foreign_keys, checks, .. } = &mut self.table;
        let mut taken: Vec<String> = Vec::new();
        taken.extend(primary_key.iter().filter_map(|key| key.name.clone()));
        taken.extend(uniques.iter().filter_map(|unique| unique.name.clone()));
        taken.extend(foreign_keys.iter().filter_map(|key| key.name.clone()));
        taken.extend(checks.iter().filter_map(|check| check.name.clone()));
        for check in checks.iter_mut().filter(|check| check.name.is_none()) {
            let named = columns.iter().map(|column| column.name.as_str());
            let spoken_of: Vec<&str> = named.filter(|column| uses(self.engine, &check.expression, column)).collect();
            let found = names::check(&name.name, &spoken_of, |name| taken.iter().any(|other| other == name));
            taken.push(found.clone());
            check.name = Some(found);
        }
    }

    /// Adds what is declared beside the entity; its comments and earlier names go to the notes.
    pub(crate) fn declared_beside(&mut self, declaration: &Declaration, notes: &mut Notes) -> Result<(), DesiredError> {
        for index in &declaration.indexes {
            let mut index = index.clone();
            self.store_columns_of(&mut index);
            let columns = index.parts.iter().filter_map(|part| match &part.key {
                IndexKey::Column(name) => Some(name),
                IndexKey::Expression(_) => None,
            });
            let what = format!("index `{}`", index.name);
            self.exist(declaration, &what, columns.chain(&index.include))?;
            index.name = if index.name.starts_with("idx-") {
                names::fitting(index.name)
            } else {
                self.engine.stored_identifier(&index.name)
            };
            self.table.indexes.push(index);
        }
        for (name, expression) in &declaration.checks {
            let name = Some(self.engine.stored_identifier(name));
            self.table.checks.push(Check::new(name, expression.clone()));
        }
        for (name, columns) in &declaration.uniques {
            let columns = self.stored_columns(columns);
            self.exist(declaration, &format!("unique `{name}`"), columns.iter())?;
            self.unique(Some(name), columns);
        }
        self.table.triggers.extend(declaration.triggers.iter().cloned());
        self.table.options = declaration.options.clone();
        self.declared_foreign_keys(declaration)?;
        self.declared_columns(declaration, notes)?;
        if self.table.options.strict {
            for column in &mut self.table.columns {
                column.data_type = strict_type(&column.data_type).to_owned();
            }
        }
        notes.comment = declaration.comment.clone().or(notes.comment.take());
        Ok(())
    }

    fn declared_foreign_keys(&mut self, declaration: &Declaration) -> Result<(), DesiredError> {
        for wanted in &declaration.foreign_keys {
            let columns = self.stored_columns(&wanted.columns);
            let engine = self.engine;
            let Some(key) = self.table.foreign_keys.iter_mut().find(|key| key.columns == columns) else {
                return Err(DesiredError::NoForeignKey {
                    module: declaration.module.clone(),
                    table: self.table.name.clone(),
                    columns: columns.join(", "),
                });
            };
            if engine == Engine::MySql && (wanted.deferrable != Deferrable::No || wanted.match_full) {
                return Err(DesiredError::Declaration {
                    module: declaration.module.clone(),
                    what: format!("foreign_key([{}])", wanted.columns.join(", ")),
                    engine,
                    reason: "InnoDB checks every foreign key at once and knows no MATCH FULL; declare this for the others with \
                             `table.except(Engine::MySql, |table| …)`"
                        .to_owned(),
                });
            }
            if let Some(name) = &wanted.name {
                key.name = Some(engine.stored_identifier(name));
            }
            key.deferrable = wanted.deferrable;
            key.match_full = wanted.match_full;
        }
        Ok(())
    }

    fn declared_columns(&mut self, declaration: &Declaration, notes: &mut Notes) -> Result<(), DesiredError> {
        for (name, wanted) in &declaration.columns {
            let stored = self.engine.stored_identifier(name);
            self.exist(declaration, &format!("column(\"{name}\")"), std::iter::once(&stored))?;
            if let Some(problem) = wanted.problems.first() {
                return Err(DesiredError::Declaration {
                    module: declaration.module.clone(),
                    what: format!("column(\"{name}\")"),
                    engine: self.engine,
                    reason: format!(
                        "only MariaDB and MySQL have {problem}; put it into `table.on(Engine::MySql, |table| …)`"
                    ),
                });
            }
            let Some(column) = self.table.columns.iter_mut().find(|column| column.name == stored) else { continue };
            if let Some(words) = &wanted.data_type {
                self.missing.remove(&stored);
                (column.data_type, column.user_type) = (types::words(self.engine, words), None);
            }
            if let Some(default) = &wanted.default {
                column.default = Some(default.clone());
            }
            if let Some(on_update) = &wanted.on_update {
                column.on_update = Some(on_update.clone());
            }
            if wanted.invisible {
                column.attributes = vec!["invisible".to_owned()];
            }
            if let Some(collation) = &wanted.collation {
                column.collation = Some(collation.clone());
            }
            if let Some((expression, stored)) = &wanted.generated {
                column.generated = Some(Generated { expression: expression.clone(), stored: *stored });
            }
            if self.engine == Engine::MySql {
                as_mysql_keeps(column);
            }
            if let Some(comment) = &wanted.comment {
                notes.column_comments.insert(name.clone(), comment.clone());
            }
            if let Some(old) = &wanted.renamed_from {
                notes.renamed_from.insert(name.clone(), old.clone());
            }
        }
        Ok(())
    }

    fn exist<'n>(
        &self,
        declaration: &Declaration,
        what: &str,
        mut columns: impl Iterator<Item = &'n String>,
    ) -> Result<(), DesiredError> {
        let Some(missing) = columns.find(|column| self.table.column(column).is_none()) else { return Ok(()) };
        Err(DesiredError::NoColumn {
            module: declaration.module.clone(),
            table: self.table.name.to_string(),
            column: missing.clone(),
            what: what.to_owned(),
            columns: self.table.columns.iter().map(|column| column.name.as_str()).collect::<Vec<_>>().join(", "),
        })
    }
}

/// MariaDB has no NOT NULL for a computed column, and its own words for defaults.
fn as_mysql_keeps(column: &mut Column) {
    column.nullable |= column.generated.is_some();
    column.default = column.default.take().and_then(|default| mysql::default(&column.data_type, &default));
    column.on_update = column.on_update.take().map(|value| mysql::on_update(&column.data_type, &value));
}

/// A type's name as `format_type` prints it: quoted unless it is lower-case letters, digits and underscores.
fn format_type(name: &str) -> String {
    let is_plain =
        name.bytes().enumerate().all(|(at, b)| b == b'_' || b.is_ascii_lowercase() || (at > 0 && b.is_ascii_digit()));
    if is_plain { name.to_owned() } else { Engine::Postgres.quote(name) }
}
