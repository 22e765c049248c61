//! One table's share of the archive: what is kept of it, and the statements that take it, compare it and put it back. Pure but
//! for the counting of rows.

use std::collections::BTreeMap;

use driftline_schema::{Engine, IndexKey, ObjectName, Table};
use sea_orm::{ConnectionTrait, DbErr, Statement};
use serde::{Deserialize, Serialize};

use super::columns::{Columns, Live};
use super::loss::Loss;
use crate::apply::Direction;
use crate::rules;

/// What is kept of one table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Part {
    /// The table's name before the migration.
    pub(crate) source: Name,
    /// The archive's table, quoted.
    pub(crate) place: String,
    /// What rows are found by: the primary key, or another one that stays; empty where there is none.
    key: Vec<String>,
    /// The kept columns with their types; of rows that go, all that are written.
    columns: Vec<Kept>,
    /// Whether rows go.
    rows: bool,
    /// Whether the table's own rows are meant, without those of tables that inherit from it: these have a part of their own.
    only: bool,
    /// Columns that go.
    dropped: Vec<String>,
    /// Columns that are written anew, and their names afterwards.
    rewritten: Vec<(String, String)>,
    /// Whether the key is written anew too: then it is compared as text while it has another type.
    spelt_key: bool,
    /// The table's name afterwards, and the key's.
    after: Option<(Name, Vec<String>)>,
    /// Dropped columns that allow each value once and no NULL, and how their stand-ins get out of the way: on the way back
    /// every row has one, which may be another row's own value.
    once: Vec<(String, Aside)>,
    /// MariaDB's and MySQL's columns that change by themselves when a row does.
    touched: Vec<String>,
    /// Rows in the table when it was archived.
    pub(crate) count: u64,
}

/// A kept column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    name: String,
    /// The type to cast to on the way back, where the value is kept as text: a type that is not the engine's own must be free to go.
    cast: Option<String>,
}

/// How a stand-in becomes another value that no row has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Aside {
    /// A number above all others.
    Number,
    /// A text with a mark before it.
    Text,
}

/// A table's name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Name {
    namespace: Option<String>,
    name: String,
}

impl Name {
    pub(crate) fn of(name: &ObjectName) -> Name {
        Name { namespace: name.namespace.clone(), name: name.name.clone() }
    }

    pub(crate) fn object(&self) -> ObjectName {
        ObjectName { namespace: self.namespace.clone(), name: self.name.clone() }
    }

    fn quoted(&self, engine: Engine) -> String {
        self.object().quoted(engine)
    }
}

impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.object().fmt(f)
    }
}

/// Counts the rows of each part's table, all by one query.
///
/// # Errors
/// What the engine says.
pub(crate) async fn count<C: ConnectionTrait>(connection: &C, engine: Engine, parts: &mut [Part]) -> Result<(), DbErr> {
    let tables: Vec<String> = parts.iter().map(|part| part.read(engine)).collect();
    count_in(connection, engine, parts, &tables).await
}

/// Counts the rows of each part in the archive.
///
/// # Errors
/// What the engine says.
pub(crate) async fn count_places<C: ConnectionTrait>(
    connection: &C,
    engine: Engine,
    parts: &mut [Part],
) -> Result<(), DbErr> {
    let places: Vec<String> = parts.iter().map(|part| part.place.clone()).collect();
    count_in(connection, engine, parts, &places).await
}

async fn count_in<C: ConnectionTrait>(
    connection: &C,
    engine: Engine,
    parts: &mut [Part],
    tables: &[String],
) -> Result<(), DbErr> {
    if parts.is_empty() {
        return Ok(());
    }
    // No driver takes rows of more than some thousand columns.
    for (parts, tables) in parts.chunks_mut(500).zip(tables.chunks(500)) {
        portion(connection, engine, parts, tables).await?;
    }
    Ok(())
}

async fn portion<C: ConnectionTrait>(
    connection: &C,
    engine: Engine,
    parts: &mut [Part],
    tables: &[String],
) -> Result<(), DbErr> {
    let counts: Vec<String> = tables.iter().map(|table| format!("(SELECT count(*) FROM {table})")).collect();
    let statement = Statement::from_string(rules::of(engine).backend(), format!("SELECT {}", counts.join(", ")));
    let Some(row) = connection.query_one_raw(statement).await? else { return Ok(()) };
    for (index, part) in parts.iter_mut().enumerate() {
        part.count = u64::try_from(row.try_get_by_index::<i64>(index)?).unwrap_or(0);
    }
    Ok(())
}

/// Rows go back in any order: what refers to them may come later.
pub(crate) fn foreign_keys_off(engine: Engine) -> Vec<String> {
    match engine {
        Engine::Sqlite => vec!["PRAGMA defer_foreign_keys = ON".to_owned()],
        // One statement inserts all: its references are checked at its end.
        Engine::Postgres => Vec::new(),
        Engine::MySql => vec!["SET @driftline_keys = @@foreign_key_checks, foreign_key_checks = 0".to_owned()],
    }
}

/// As before.
pub(crate) fn foreign_keys_on(engine: Engine) -> Vec<String> {
    match engine {
        Engine::MySql => vec!["SET foreign_key_checks = @driftline_keys".to_owned()],
        _ => Vec::new(),
    }
}

/// Puts the rows back that went, of all parts.
pub(crate) fn insert(engine: Engine, parts: &[&Part], found: &Columns) -> Vec<String> {
    let inserts: Vec<String> = parts.iter().filter_map(|part| part.insert(engine, found)).collect();
    let mut statements = match (engine, inserts.len()) {
        // Triggers that check references fire at the end of the whole statement (PostgreSQL manual 7.8.4, 39.1).
        (Engine::Postgres, 2..) => {
            let numbered = inserts.iter().enumerate().map(|(number, sql)| format!("i{number} AS ({sql})"));
            vec![format!("WITH {} SELECT 1", numbered.collect::<Vec<_>>().join(", "))]
        }
        _ => inserts,
    };
    if engine == Engine::Postgres {
        statements.extend(parts.iter().flat_map(|part| part.sequences(found)));
    }
    statements
}

impl Part {
    /// What has to be kept of a table that loses this.
    pub(crate) fn of(engine: Engine, table: &Table, loss: &Loss) -> Part {
        let key = key(table, loss);
        let is_kept = |name: &String| {
            loss.rows
                || key.is_empty()
                || key.contains(name)
                || loss.dropped.contains(name)
                || loss.rewritten.contains_key(name)
        };
        let kept = table.columns.iter().filter(|column| column.generated.is_none() && is_kept(&column.name));
        let cast = |column: &driftline_schema::Column| {
            let may_go = column.user_type.is_some() || !is_built_in(&column.data_type);
            (engine == Engine::Postgres && may_go).then(|| column.data_type.clone())
        };
        let now = |name: &String| loss.renamed.get(name).unwrap_or(name).clone();
        let generated =
            |name: &String| table.columns.iter().any(|column| column.name == *name && column.generated.is_some());
        let once = table.columns.iter().filter(|column| loss.dropped.contains(&column.name)).filter_map(|column| {
            let is_once = !column.nullable && column.generated.is_none() && is_unique(table, &column.name);
            is_once.then(|| Some((column.name.clone(), aside(&column.data_type)?))).flatten()
        });
        Part {
            once: once.collect(),
            source: Name::of(&table.name),
            place: String::new(),
            columns: kept.map(|column| Kept { name: column.name.clone(), cast: cast(column) }).collect(),
            rows: loss.rows,
            only: engine == Engine::Postgres && loss.rows && table.options.partition_by.is_none(),
            dropped: loss.dropped.iter().filter(|name| !generated(name)).cloned().collect(),
            rewritten: loss
                .rewritten
                .iter()
                .filter(|(name, _)| !generated(name))
                .map(|(name, now)| (name.clone(), now.clone()))
                .collect(),
            spelt_key: key.iter().any(|name| loss.rewritten.contains_key(name)),
            after: loss.after.as_ref().map(|name| (Name::of(name), key.iter().map(now).collect())),
            touched: table
                .columns
                .iter()
                .filter(|column| column.on_update.is_some())
                .map(|column| column.name.clone())
                .collect(),
            key,
            count: 0,
        }
    }

    /// A part that holds a whole table, for a copy of everything.
    pub(crate) fn whole(engine: Engine, table: &Table) -> Part {
        Part::of(engine, table, &Loss { rows: true, after: Some(table.name.clone()), ..Loss::default() })
    }

    /// In words: `contacts.fax`, `the rows of calls`.
    pub(crate) fn what(&self) -> String {
        let rewritten = self.rewritten.iter().map(|(name, _)| name);
        let columns: Vec<String> =
            self.dropped.iter().chain(rewritten).map(|column| format!("{}.{column}", self.source)).collect();
        match (self.rows, columns.is_empty()) {
            (true, true) => format!("the rows of {}", self.source),
            (true, false) => format!("the rows of {}, {}", self.source, columns.join(", ")),
            (false, _) => columns.join(", "),
        }
    }

    /// The line of a run that archives it.
    pub(crate) fn told(&self, direction: Direction) -> String {
        let back = if direction == Direction::Up { "down" } else { "up" };
        let rows = rows(self.count);
        if self.needs_empty() && self.after.is_some() {
            return format!(
                "archived {} ({rows}) in {}; `{back}` puts them back only if {} is empty then: it has no key to tell rows apart",
                self.what(),
                self.place,
                self.source
            );
        }
        if self.key.is_empty() && !self.rows {
            return format!(
                "archived {} ({rows}) in {}; `{back}` cannot put them back: {} has no key that stays, to find the rows by",
                self.what(),
                self.place,
                self.source
            );
        }
        format!("archived {} ({rows}); `{back}` puts them back", self.what())
    }

    /// The line of a run that put it back.
    pub(crate) fn told_back(&self) -> String {
        format!("put back {} ({} archived)", self.what(), rows(self.count))
    }

    /// What there is to tell of it where it was archived half way.
    pub(crate) fn told_aside(&self) -> String {
        let rows = rows(self.count);
        format!(
            "archived {} ({rows}) in {} as it stood half way; nothing puts it back by itself",
            self.what(),
            self.place
        )
    }

    /// Whether rows go back only into an empty table: nothing tells them apart.
    pub(crate) fn needs_empty(&self) -> bool {
        self.rows && self.key.is_empty()
    }

    /// What stands behind `FROM` to read what is kept.
    fn read(&self, engine: Engine) -> String {
        let only = if self.only { "ONLY " } else { "" };
        format!("{only}{}", self.source.quoted(engine))
    }

    /// Statements that copy it into the archive.
    pub(crate) fn take(&self, engine: Engine) -> Vec<String> {
        let source = self.source.quoted(engine);
        let columns: Vec<String> = self.columns.iter().map(|column| column.taken(engine)).collect();
        let mut statements = Vec::new();
        if engine == Engine::Postgres {
            // Nobody writes between the copy and the step.
            statements.push(format!("LOCK TABLE {source} IN SHARE ROW EXCLUSIVE MODE"));
        }
        statements.push(format!("DROP TABLE IF EXISTS {}", self.place));
        statements.push(format!(
            "CREATE TABLE {}{} AS SELECT {} FROM {}",
            self.place,
            self.beforehand(engine),
            columns.join(", "),
            self.read(engine)
        ));
        statements
    }

    /// MariaDB and MySQL: columns for what [`Part::afterwards`] and [`Part::since`] write. A definition would commit there, and they
    /// stand inside the migration's transaction where it has one.
    fn beforehand(&self, engine: Engine) -> String {
        if engine != Engine::MySql || self.renewed().is_none() {
            return String::new();
        }
        let column = |number: usize| {
            let (after, same) = (after(engine, number), same(engine, number));
            format!("{after} longblob, {same} tinyint")
        };
        format!(" ({})", (0..self.rewritten.len()).map(column).collect::<Vec<_>>().join(", "))
    }

    /// The table and its key behind the migration, where values are written anew and rows can be found again.
    fn renewed(&self) -> Option<&(Name, Vec<String>)> {
        self.after.as_ref().filter(|_| !self.rewritten.is_empty() && !self.key.is_empty())
    }

    /// Statements that copy it while the table stays in use.
    pub(crate) fn copied(&self, engine: Engine) -> Vec<String> {
        self.take(engine).into_iter().filter(|sql| !sql.starts_with("LOCK")).collect()
    }

    /// What of it has no place in the database as it is now.
    pub(crate) fn missing(&self, found: &Columns) -> Option<String> {
        let Some(live) = found.get(&self.source.object()) else { return Some(format!("table {}", self.source)) };
        let gone = self.columns.iter().find(|kept| !live.iter().any(|live| live.name == kept.name));
        gone.map(|kept| format!("column {}.{}", self.source, kept.name))
    }

    /// Statements that write the new values beside the old ones: a value that somebody changes later is not put back.
    pub(crate) fn afterwards(&self, engine: Engine) -> Vec<String> {
        let Some((table, key)) = self.renewed() else { return Vec::new() };
        let joined = self.joined(engine, "o", "t", key);
        let join = format!("LEFT JOIN {} t ON {joined}", table.quoted(engine));
        let news =
            self.rewritten.iter().enumerate().map(|(number, (_, now))| (after(engine, number), text(engine, now)));
        if engine == Engine::MySql {
            return vec![self.marked(&join, news)];
        }
        let news = news.map(|(name, value)| format!("{value} AS {name}"));
        let columns: Vec<String> = self.kept_columns(engine).chain(news).collect();
        self.replaced(engine, &columns, &join)
    }

    /// Statements that mark the values which are still what the migration made of them, before going back.
    pub(crate) fn since(&self, engine: Engine) -> Vec<String> {
        let Some((table, key)) = self.renewed() else { return Vec::new() };
        let joined = self.joined(engine, "o", "t", key);
        let join = format!("LEFT JOIN {} t ON {joined}", table.quoted(engine));
        let marks = self.rewritten.iter().enumerate().map(|(number, (_, now))| {
            let (now, then) = (text(engine, now), format!("o.{}", after(engine, number)));
            let equal = match engine {
                Engine::Sqlite => format!("{now} IS {then}"),
                Engine::Postgres => format!("{now} IS NOT DISTINCT FROM {then}"),
                Engine::MySql => format!("{now} <=> {then}"),
            };
            (same(engine, number), format!("CASE WHEN {equal} THEN 1 ELSE 0 END"))
        });
        if engine == Engine::MySql {
            return vec![self.marked(&join, marks)];
        }
        let marks = marks.map(|(name, value)| format!("{value} AS {name}"));
        let news = (0..self.rewritten.len()).map(|number| format!("o.{}", after(engine, number)));
        let columns: Vec<String> = self.kept_columns(engine).chain(news).chain(marks).collect();
        self.replaced(engine, &columns, &join)
    }

    /// Statements that mark all values as still what the migration made of them: its way there did not end, and nothing says what it
    /// made of which.
    pub(crate) fn all_same(&self, engine: Engine) -> Vec<String> {
        if self.renewed().is_none() {
            return Vec::new();
        }
        let marks = (0..self.rewritten.len()).map(|number| (same(engine, number), "1".to_owned()));
        if engine == Engine::MySql {
            return vec![self.marked("", marks)];
        }
        let marks = marks.map(|(name, value)| format!("{value} AS {name}"));
        let columns: Vec<String> = self.kept_columns(engine).chain(marks).collect();
        self.replaced(engine, &columns, "")
    }

    /// Counts what [`Part::since`] or [`Part::all_same`] has left: the column, or on MariaDB and MySQL its values.
    pub(crate) fn marks(&self, engine: Engine) -> String {
        match engine {
            Engine::Sqlite => format!(
                "SELECT count(*) FROM pragma_table_info({}) WHERE name = 'driftline_same_0'",
                engine.literal(&self.bare())
            ),
            Engine::Postgres => format!(
                "SELECT count(*) FROM pg_attribute WHERE attrelid = to_regclass({}) AND attname = 'driftline_same_0' \
                 AND NOT attisdropped",
                engine.literal(&self.place)
            ),
            Engine::MySql if self.renewed().is_none() => "SELECT 0".to_owned(),
            Engine::MySql => {
                format!("SELECT count(*) FROM {} WHERE {} IS NOT NULL", self.place, same(engine, 0))
            }
        }
    }

    /// MariaDB and MySQL: values into columns of the archive's table, which are there from the beginning. What is kept is named
    /// too: a copied `timestamp` may have an `ON UPDATE` of its own, which changes it unless the statement sets it.
    fn marked(&self, join: &str, values: impl Iterator<Item = (String, String)>) -> String {
        let kept = self.columns.iter().map(|kept| format!("o.{0} = o.{0}", Engine::MySql.quote(&kept.name)));
        let sets: Vec<String> = values.map(|(name, value)| format!("o.{name} = {value}")).chain(kept).collect();
        format!("UPDATE {} o {join} SET {}", self.place, sets.join(", "))
    }

    fn kept_columns(&self, engine: Engine) -> impl Iterator<Item = String> {
        self.columns.iter().map(move |column| format!("o.{}", engine.quote(&column.name)))
    }

    /// The archive's table made anew with these columns.
    fn replaced(&self, engine: Engine, columns: &[String], join: &str) -> Vec<String> {
        let (place, next) = (&self.place, self.beside(engine, "next"));
        vec![
            format!("DROP TABLE IF EXISTS {next}"),
            format!("CREATE TABLE {next} AS SELECT {} FROM {place} o {join}", columns.join(", ")),
            format!("DROP TABLE {place}"),
            format!("ALTER TABLE {next} RENAME TO {}", engine.quote(&self.bare())),
        ]
    }

    /// The archive's table without its namespace and quotes. Its name holds no quotes itself.
    fn bare(&self) -> String {
        let name = self.place.rsplit('.').next().unwrap_or_default();
        name.trim_matches(['"', '`']).to_owned()
    }

    fn beside(&self, engine: Engine, which: &str) -> String {
        let bare = self.bare();
        self.place.replace(&engine.quote(&bare), &engine.quote(&format!("{bare}_{which}")))
    }

    fn joined(&self, engine: Engine, archive: &str, table: &str, key: &[String]) -> String {
        let pairs = self.key.iter().zip(key).map(|(old, now)| {
            let cast = self.columns.iter().find(|column| column.name == *old).and_then(|column| column.cast.as_ref());
            let now = format!("{table}.{}", engine.quote(now));
            let old = format!("{archive}.{}", engine.quote(old));
            match (cast.is_some(), engine == Engine::Postgres && self.spelt_key) {
                (_, true) => format!("{now}::text = {old}::text"),
                (true, false) => format!("{now}::text = {old}"),
                (false, false) => format!("{now} = {old}"),
            }
        });
        pairs.collect::<Vec<_>>().join(" AND ")
    }

    /// The columns that are there again and may be written.
    fn writable<'a>(&'a self, found: &Columns) -> Vec<&'a Kept> {
        let Some(live) = found.get(&self.source.object()) else { return Vec::new() };
        let is_there = |kept: &&Kept| live.iter().any(|live| live.name == kept.name && !live.generated);
        self.columns.iter().filter(is_there).collect()
    }

    fn insert(&self, engine: Engine, found: &Columns) -> Option<String> {
        let columns = self.writable(found);
        if !self.rows || columns.is_empty() {
            return None;
        }
        let table = self.source.quoted(engine);
        let names: Vec<String> = columns.iter().map(|column| engine.quote(&column.name)).collect();
        let values: Vec<String> = columns.iter().map(|column| column.given(engine)).collect();
        let overriding = if engine == Engine::Postgres { " OVERRIDING SYSTEM VALUE" } else { "" };
        // Without a key rows go back only into a table that is empty.
        let missing = if self.key.is_empty() {
            String::new()
        } else {
            format!(" WHERE {}", self.joined(engine, "o", "t", &self.key))
        };
        Some(format!(
            "INSERT INTO {table} ({}){overriding} SELECT {} FROM {} o WHERE NOT EXISTS (SELECT 1 FROM {} t{missing})",
            names.join(", "),
            values.join(", "),
            self.place,
            self.read(engine)
        ))
    }

    /// PostgreSQL's counters stand where the rows that came back end.
    fn sequences(&self, found: &Columns) -> Vec<String> {
        let live: &[Live] = found.get(&self.source.object()).filter(|_| self.rows).map_or(&[], Vec::as_slice);
        let with = live.iter().filter_map(|live| Some((live, live.sequence.as_ref()?)));
        with.map(|(live, sequence)| {
            let (column, table) = (Engine::Postgres.quote(&live.name), self.source.quoted(Engine::Postgres));
            let sequence = Engine::Postgres.literal(sequence);
            format!("SELECT setval({sequence}, m) FROM (SELECT max({column}) AS m FROM {table}) x WHERE m IS NOT NULL")
        })
        .collect()
    }

    /// Statements that put values back, behind [`insert`].
    ///
    /// # Errors
    /// Why they cannot be put back.
    pub(crate) fn put_back(&self, engine: Engine, found: &Columns) -> Result<Vec<String>, String> {
        if !found.contains_key(&self.source.object()) {
            return Err(format!("there is no table {} to put it into", self.source));
        }
        let there: BTreeMap<&str, &Kept> =
            self.writable(found).into_iter().map(|kept| (kept.name.as_str(), kept)).collect();
        let mut sets = Vec::new();
        for kept in self.dropped.iter().filter_map(|name| there.get(name.as_str())) {
            sets.push((&kept.name, kept.given(engine)));
        }
        if self.after.is_some() {
            for (number, (name, _)) in self.rewritten.iter().enumerate() {
                if let Some(kept) = there.get(name.as_str()) {
                    let (now, mark) = (format!("t.{}", engine.quote(name)), same(engine, number));
                    sets.push((
                        &kept.name,
                        format!("CASE WHEN o.{mark} = 1 THEN {} ELSE {now} END", kept.given(engine)),
                    ));
                }
            }
        }
        if sets.is_empty() {
            return Ok(Vec::new());
        }
        if self.key.is_empty() {
            return Err(format!("{} has no key that stays, to find the rows by", self.source));
        }
        if let Some(name) = self.key.iter().find(|name| !there.contains_key(name.as_str())) {
            return Err(format!("{} has no column {name} to find the rows by", self.source));
        }
        let table = self.source.quoted(engine);
        let joined = self.joined(engine, "o", "t", &self.key);
        let place = &self.place;
        let list = |prefix: &str| {
            let all: Vec<String> =
                sets.iter().map(|(name, value)| format!("{prefix}{} = {value}", engine.quote(name))).collect();
            all.join(", ")
        };
        let mut statements: Vec<String> = self.out_of_the_way(engine, &there);
        statements.push(match engine {
            Engine::Sqlite => format!("UPDATE {table} AS t SET {} FROM {place} o WHERE {joined}", list("")),
            Engine::Postgres => format!("UPDATE {table} AS t SET {} FROM {place} o WHERE {joined}", list("")),
            Engine::MySql => {
                let untouched = self.touched.iter().filter(|name| !sets.iter().any(|(set, _)| set == name));
                let untouched: String = untouched.map(|name| format!(", t.{0} = t.{0}", engine.quote(name))).collect();
                format!("UPDATE {table} t JOIN {place} o ON {joined} SET {}{untouched}", list("t."))
            }
        });
        Ok(statements)
    }

    /// Engines check uniqueness row by row, so a stand-in that is another row's own value must go first.
    fn out_of_the_way(&self, engine: Engine, there: &BTreeMap<&str, &Kept>) -> Vec<String> {
        let (table, place) = (self.source.quoted(engine), &self.place);
        let columns = self.once.iter().filter(|(name, _)| there.contains_key(name.as_str()));
        columns
            .map(|(name, aside)| {
                let column = engine.quote(name);
                let value = match (aside, engine) {
                    (Aside::Text, Engine::MySql) => format!("concat('~', {column})"),
                    (Aside::Text, _) => format!("'~' || {column}"),
                    (Aside::Number, _) => format!(
                        "{column} + (SELECT abs(coalesce(max({column}), 0)) FROM {place}) \
                         + (SELECT m FROM (SELECT max({column}) AS m FROM {table}) x)"
                    ),
                };
                format!(
                    "UPDATE {table} SET {column} = {value} WHERE EXISTS (SELECT 1 FROM \
                     (SELECT {column} FROM {table}) x JOIN {place} o ON o.{column} = x.{column})"
                )
            })
            .collect()
    }

    /// Statements that remove it from the archive.
    pub(crate) fn drop(&self, _engine: Engine) -> Vec<String> {
        vec![format!("DROP TABLE IF EXISTS {}", self.place)]
    }
}

impl Kept {
    fn taken(&self, engine: Engine) -> String {
        let name = engine.quote(&self.name);
        if self.cast.is_some() { format!("{name}::text AS {name}") } else { name }
    }

    fn given(&self, engine: Engine) -> String {
        let name = format!("o.{}", engine.quote(&self.name));
        self.cast.as_ref().map_or_else(|| name.clone(), |cast| format!("{name}::{cast}"))
    }
}

/// The columns that tell rows apart before, on the way and afterwards: the primary key where it stays, else a unique
/// constraint or index over columns that stay and hold no NULL.
fn key(table: &Table, loss: &Loss) -> Vec<String> {
    let stays = |names: &[String]| !names.is_empty() && names.iter().all(|name| !loss.dropped.contains(name));
    let primary = table.primary_key.as_ref().map(|key| key.columns.clone());
    if let Some(key) = primary.filter(|key| stays(key)) {
        return key;
    }
    let filled = |names: &[String]| {
        names.iter().all(|name| table.column(name).is_some_and(|column| !column.nullable && column.generated.is_none()))
    };
    let indexed = table.indexes.iter().filter(|index| index.unique && index.predicate.is_none()).filter_map(|index| {
        let column = |part: &driftline_schema::IndexPart| match &part.key {
            IndexKey::Column(column) if part.prefix.is_none() => Some(column.clone()),
            _ => None,
        };
        index.parts.iter().map(column).collect::<Option<Vec<_>>>()
    });
    let uniques = table.uniques.iter().map(|unique| unique.columns.clone()).chain(indexed);
    uniques
        .into_iter()
        .find(|names| stays(names) && filled(names) && names.iter().all(|name| !loss.rewritten.contains_key(name)))
        .unwrap_or_default()
}

/// Whether PostgreSQL has the type itself, as it prints it: nobody can drop it.
fn is_built_in(data_type: &str) -> bool {
    let mut base = String::new();
    let mut depth = 0_usize;
    for letter in data_type.chars() {
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            letter if depth == 0 => base.push(letter),
            _ => {}
        }
    }
    let base = base.replace("[]", "");
    let words: Vec<&str> = base.split_whitespace().collect();
    BUILT_IN.contains(&words.join(" ").as_str())
}

/// Types of PostgreSQL's own that need no casting back; any other is kept as text, which every type can be (manual, chapter 8).
const BUILT_IN: [&str; 35] = [
    "bigint",
    "bit",
    "bit varying",
    "boolean",
    "box",
    "bytea",
    "character",
    "character varying",
    "cidr",
    "circle",
    "date",
    "double precision",
    "inet",
    "integer",
    "interval",
    "json",
    "jsonb",
    "line",
    "lseg",
    "macaddr",
    "macaddr8",
    "money",
    "numeric",
    "path",
    "point",
    "polygon",
    "real",
    "smallint",
    "text",
    "time with time zone",
    "time without time zone",
    "timestamp with time zone",
    "timestamp without time zone",
    "tsvector",
    "uuid",
];

fn is_unique(table: &Table, column: &str) -> bool {
    let of_index = |index: &driftline_schema::Index| {
        index.unique && index.parts.iter().any(|part| matches!(&part.key, IndexKey::Column(name) if name == column))
    };
    let has = |columns: &[String]| columns.iter().any(|name| name == column);
    table.uniques.iter().any(|unique| has(&unique.columns)) || table.indexes.iter().any(of_index)
}

fn aside(data_type: &str) -> Option<Aside> {
    let data_type = data_type.to_lowercase();
    let begins = |words: &[&str]| words.iter().any(|word| data_type.starts_with(word));
    if begins(&["int", "bigint", "smallint", "tinyint", "mediumint", "numeric", "decimal", "double", "real", "float"]) {
        Some(Aside::Number)
    } else {
        begins(&["varchar", "char", "text", "citext", "longtext", "mediumtext", "tinytext"]).then_some(Aside::Text)
    }
}

/// A column's value as it is kept for comparing: the same value has the same text.
fn text(engine: Engine, column: &str) -> String {
    let value = format!("t.{}", engine.quote(column));
    match engine {
        Engine::Sqlite => value,
        Engine::Postgres => format!("{value}::text"),
        Engine::MySql => format!("CAST({value} AS binary)"),
    }
}

/// The archive's column for a value as the migration made it.
fn after(engine: Engine, number: usize) -> String {
    engine.quote(&format!("driftline_after_{number}"))
}

/// The archive's column that says whether it is still that.
fn same(engine: Engine, number: usize) -> String {
    engine.quote(&format!("driftline_same_{number}"))
}

/// `1 row`, `3 rows`.
pub(crate) fn rows(count: u64) -> String {
    if count == 1 { "1 row".to_owned() } else { format!("{count} rows") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_that_may_go_is_told_from_the_engines_own() {
        for own in
            ["integer", "character varying(30)[]", "numeric(10,2)", "timestamp(3) with time zone", "bit varying(5)"]
        {
            assert!(is_built_in(own), "{own}");
        }
        for other in ["pair", "pair[]", "feeling", "notes.\"Kind\"", "hstore", "citext"] {
            assert!(!is_built_in(other), "{other}");
        }
    }
}
