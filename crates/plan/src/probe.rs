//! Probes: what the planner wants counted in the live data before it plans. Leaves out running them.

use std::collections::{BTreeMap, BTreeSet};

use driftline_diff::{Change, Difference, Member};
use driftline_schema::{Column, Engine, ForeignKey, Index, IndexKey, IndexPart, ObjectName, Schema, Sql, Table, sql};

use crate::LiveNames;
use crate::family::{Family, family, integer_range, labels, text_limit};
use crate::member::{key_index, plain_columns};

/// One count over live rows. Names are those of the live database, before any rename.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Probe {
    /// Rows of a table.
    Rows(ObjectName),
    /// Rows that a table of MariaDB keeps of what it held before.
    History(ObjectName),
    /// Rows whose column is not NULL.
    NotNull(ObjectName, String),
    /// Rows whose column is NULL.
    Null(ObjectName, String),
    /// Rows beyond the first of each group of equal, wholly non-NULL keys.
    Duplicates(ObjectName, Vec<String>),
    /// The same for the key of an index with expressions or a predicate: keys, predicate.
    DuplicateKeys(ObjectName, Vec<Sql>, Option<Sql>),
    /// Rows whose key is not NULL and points at no row: table, columns, referenced table, referenced columns.
    Orphans(ObjectName, Vec<String>, ObjectName, Vec<String>),
    /// Rows whose text is longer than so many characters.
    LongerThan(ObjectName, String, u32),
    /// Rows for which a condition is false.
    Violations(ObjectName, Sql),
    /// Rows holding an enum label (the label is text).
    UsesLabel(ObjectName, String, String),
    /// Rows that would be left out of a rebuilt table: those for which the condition is not true.
    Unfit(ObjectName, String),
}

/// The counts found, by probe; a probe that was not run is absent.
pub type Facts = BTreeMap<Probe, u64>;

/// The count a probe found; a probe that was not run counts nothing (a `.sql` file has no rows).
#[must_use]
pub fn count(facts: &Facts, probe: &Probe) -> u64 {
    facts.get(probe).copied().unwrap_or_default()
}

impl Probe {
    /// One `SELECT` with one row and one whole number in it.
    #[must_use]
    pub fn sql(&self, engine: Engine) -> String {
        let quote = |name: &str| engine.quote(name);
        match self {
            Probe::Rows(table) => format!("SELECT count(*) FROM {}", table.quoted(engine)),
            Probe::History(table) => {
                let table = table.quoted(engine);
                format!("SELECT (SELECT count(*) FROM {table} FOR SYSTEM_TIME ALL) - (SELECT count(*) FROM {table})")
            }
            Probe::NotNull(table, column) => format!("SELECT count({}) FROM {}", quote(column), table.quoted(engine)),
            Probe::Null(table, column) => {
                format!("SELECT count(*) FROM {} WHERE {} IS NULL", table.quoted(engine), quote(column))
            }
            Probe::Duplicates(table, columns) => {
                let keys: Vec<String> = columns.iter().map(|column| quote(column)).collect();
                duplicates(engine, table, &keys, None)
            }
            Probe::DuplicateKeys(table, keys, predicate) => {
                let keys: Vec<String> = keys.iter().map(|key| format!("({})", key.text())).collect();
                duplicates(engine, table, &keys, predicate.as_ref())
            }
            Probe::Orphans(table, columns, referenced, keys) => {
                let (child, parent) = (quote("child"), quote("parent"));
                let present: Vec<String> =
                    columns.iter().map(|column| format!("{child}.{} IS NOT NULL", quote(column))).collect();
                let same: Vec<String> = (columns.iter().zip(keys))
                    .map(|(column, key)| format!("{parent}.{} = {child}.{}", quote(key), quote(column)))
                    .collect();
                format!(
                    "SELECT count(*) FROM {} AS {child} WHERE {} AND NOT EXISTS (SELECT 1 FROM {} AS {parent} WHERE {})",
                    table.quoted(engine),
                    present.join(" AND "),
                    referenced.quoted(engine),
                    same.join(" AND ")
                )
            }
            Probe::LongerThan(table, column, limit) => {
                let length = match engine {
                    Engine::Sqlite | Engine::Postgres => format!("length(CAST({} AS text))", quote(column)),
                    // `length` counts bytes there, and `CAST` knows no `text`.
                    Engine::MySql => format!("char_length({})", quote(column)),
                };
                format!("SELECT count(*) FROM {} WHERE {length} > {limit}", table.quoted(engine))
            }
            Probe::Violations(table, condition) => {
                format!("SELECT count(*) FROM {} WHERE NOT ({})", table.quoted(engine), condition.text())
            }
            Probe::UsesLabel(table, column, label) => {
                let value = format!("CAST({} AS text)", quote(column));
                let holds = match engine {
                    // One form for a column of the type and for an array of it.
                    Engine::Postgres => format!(
                        "{} = ANY (CASE WHEN {value} LIKE '{{%}}' THEN CAST({value} AS text[]) ELSE ARRAY[{value}] END)",
                        engine.literal(label)
                    ),
                    Engine::Sqlite => format!("{value} = {}", engine.literal(label)),
                    Engine::MySql => format!("{} = {}", quote(column), engine.literal(label)),
                };
                format!("SELECT count(*) FROM {} WHERE {holds}", table.quoted(engine))
            }
            Probe::Unfit(table, condition) => {
                format!("SELECT count(*) FROM {} WHERE ({condition}) IS NOT TRUE", table.quoted(engine))
            }
        }
    }
}

fn duplicates(engine: Engine, table: &ObjectName, keys: &[String], predicate: Option<&Sql>) -> String {
    let table = table.quoted(engine);
    let mut conditions: Vec<String> = keys.iter().map(|key| format!("{key} IS NOT NULL")).collect();
    conditions.extend(predicate.map(|predicate| format!("({})", predicate.text())));
    let (keys, conditions) = (keys.join(", "), conditions.join(" AND "));
    format!(
        "SELECT count(*) - (SELECT count(*) FROM (SELECT DISTINCT {keys} FROM {table} WHERE {conditions}) AS {}) \
         FROM {table} WHERE {conditions}",
        engine.quote("first")
    )
}

/// One statement for many probes: one row, the counts in columns `c0`, `c1`, … in the probes' order.
///
/// SQLite takes 2000 columns, PostgreSQL 1664, MariaDB and MySQL 4096: cut the list before.
#[must_use]
pub fn combined_sql(engine: Engine, probes: &[Probe]) -> String {
    let columns: Vec<String> =
        probes.iter().enumerate().map(|(place, probe)| format!("({}) AS c{place}", probe.sql(engine))).collect();
    format!("SELECT {}", columns.join(", "))
}

/// What to count before planning `difference`, each probe once, sorted.
#[must_use]
pub fn probes(current: &Schema, desired: &Schema, difference: &Difference) -> Vec<Probe> {
    let names = LiveNames::of(difference);
    let asker = Asker { current, desired, names: &names };
    let mut wanted = BTreeSet::new();
    for change in &difference.changes {
        asker.change(change, &mut wanted);
    }
    // A condition that calls a function of this very plan cannot be asked yet.
    let is_new = |name: &str| current.objects.keys().all(|known| known.name.name != name);
    let coming: Vec<&str> = (difference.changes.iter())
        .filter_map(|change| match change {
            Change::CreateObject(object) => Some(object.id.name.name.as_str()).filter(|name| is_new(name)),
            _ => None,
        })
        .collect();
    let says = |probe: &Probe| {
        let text = probe.sql(current.engine);
        let is_word = |name: &str| name.chars().any(|c| c.is_alphanumeric() || c == '_');
        coming
            .iter()
            .any(|name| if is_word(name) { sql::mentions(current.engine, &text, name) } else { text.contains(name) })
    };
    wanted.into_iter().filter(|probe| coming.is_empty() || !says(probe)).collect()
}

/// The probe that counts the rows a new unique index refuses, if it is unique and its key can be counted.
///
/// `table` is the table's name after the change.
#[must_use]
pub fn index_duplicates(engine: Engine, names: &LiveNames, table: &ObjectName, index: &Index) -> Option<Probe> {
    if !index.unique {
        return None;
    }
    let live = names.table(table).clone();
    let columns: Option<Vec<String>> = (index.parts.iter())
        .map(|part| match &part.key {
            IndexKey::Column(column) if part.collation.is_none() && part.prefix.is_none() => {
                Some(names.column(table, column))
            }
            _ => None,
        })
        .collect();
    match (columns, &index.predicate) {
        (Some(columns), None) => Some(Probe::Duplicates(live, columns)),
        _ => {
            let key = |part: &IndexPart| {
                let text = match &part.key {
                    IndexKey::Column(column) => prefix_of(&engine.quote(&names.column(table, column)), part.prefix),
                    IndexKey::Expression(expression) => live_text(engine, names, table, expression),
                };
                let collation = part.collation.as_ref().map(|name| format!(" COLLATE {}", engine.quote(name)));
                Sql::new(engine, text + &collation.unwrap_or_default())
            };
            let predicate =
                index.predicate.as_ref().map(|text| Sql::new(engine, live_text(engine, names, table, text)));
            Some(Probe::DuplicateKeys(live, index.parts.iter().map(key).collect(), predicate))
        }
    }
}

/// What an index part keeps of a column that is already quoted: all of it, or its first characters (MySQL).
#[must_use]
pub fn prefix_of(column: &str, prefix: Option<u32>) -> String {
    prefix.map_or_else(|| column.to_owned(), |length| format!("LEFT({column}, {length})"))
}

/// The probe that counts the rows a check refuses.
#[must_use]
pub fn check_violations(engine: Engine, names: &LiveNames, table: &ObjectName, expression: &Sql) -> Probe {
    Probe::Violations(names.table(table).clone(), Sql::new(engine, live_text(engine, names, table, expression)))
}

/// The probe that counts the rows a foreign key refuses.
#[must_use]
pub fn orphans(names: &LiveNames, table: &ObjectName, key: &ForeignKey) -> Probe {
    Probe::Orphans(
        names.table(table).clone(),
        names.columns(table, &key.columns),
        names.table(&key.references).clone(),
        names.columns(&key.references, &key.referenced_columns),
    )
}

/// The probe that counts values a conversion cannot keep as they are, where a condition can say so.
///
/// SQLite converts a text that looks like a number and keeps any other as text ("Datatypes In SQLite", 3); PostgreSQL
/// refuses the statement on the first value that does not convert.
#[must_use]
pub fn conversion(engine: Engine, names: &LiveNames, table: &ObjectName, from: &Column, to: &Column) -> Option<Probe> {
    let quoted = engine.quote(&names.column(table, &from.name));
    let families = (family(engine, &from.data_type), family(engine, &to.data_type));
    let condition = match (engine, families) {
        (
            Engine::Sqlite,
            (Family::Text | Family::Bytes | Family::Other, Family::Integer | Family::Number | Family::Boolean),
        ) => {
            format!("typeof({quoted}) <> 'text' OR CAST({quoted} + 0 AS text) = {quoted}")
        }
        (Engine::Postgres, (Family::Text, Family::Integer)) => format!("{quoted} ~ '^\\s*[-+]?[0-9]+\\s*$'"),
        (Engine::Postgres, (Family::Text, Family::Number)) => {
            format!("{quoted} ~ '^\\s*[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]+)?\\s*$'")
        }
        (Engine::Postgres, (Family::Text, Family::Uuid)) => {
            format!("{quoted} ~* '^[{{]?[0-9a-f]{{8}}-?([0-9a-f]{{4}}-?){{3}}[0-9a-f]{{12}}[}}]?$'")
        }
        (Engine::Postgres, (Family::Integer | Family::Number, Family::Integer)) => {
            let (low, high) = integer_range(&to.data_type).filter(|_| to.data_type != "bigint")?;
            let same = from.data_type == to.data_type;
            (!same).then(|| format!("{quoted} BETWEEN {low} AND {high}"))?
        }
        (Engine::MySql, families) => mysql_conversion(&quoted, families, from, to)?,
        _ => return None,
    };
    Some(Probe::Violations(names.table(table).clone(), Sql::new(engine, condition)))
}

/// What values must be like for MariaDB and MySQL to take them in strict mode. NULL is neither way.
fn mysql_conversion(column: &str, families: (Family, Family), from: &Column, to: &Column) -> Option<String> {
    const BLANK: &str = "[[:space:]]*";
    let like = |pattern: &str| format!("{column} REGEXP '^{BLANK}{pattern}{BLANK}$'");
    let same_labels = labels(&from.data_type).is_some();
    let is_set = |column: &Column| column.data_type.to_lowercase().starts_with("set");
    if is_set(from) && is_set(to) {
        let kept = labels(&to.data_type)?;
        let gone: Vec<String> = (labels(&from.data_type)?.iter())
            .filter(|label| !kept.contains(label))
            .map(|label| format!("FIND_IN_SET({}, {column}) = 0", Engine::MySql.literal(label)))
            .collect();
        return (!gone.is_empty()).then(|| gone.join(" AND "));
    }
    let condition = match families {
        // A label's text counts, not its place.
        (Family::Other, Family::Integer | Family::Number | Family::Boolean) if same_labels => {
            return mysql_conversion(&format!("CAST({column} AS CHAR)"), (Family::Text, families.1), from, to);
        }
        (Family::Integer | Family::Number | Family::Boolean, Family::Other) if labels(&to.data_type).is_some() => {
            return mysql_conversion(&format!("CAST({column} AS CHAR)"), (Family::Text, families.1), from, to);
        }
        (Family::Text, Family::Integer | Family::Boolean) => {
            let (low, high) = integer_range(&to.data_type)?;
            format!("{} AND CAST({column} AS DECIMAL(65, 0)) BETWEEN {low} AND {high}", like("[-+]?[0-9]+"))
        }
        (Family::Text, Family::Number) => like("[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]+)?"),
        (Family::Text, Family::Uuid) => like("([0-9a-fA-F]{4}-?){7}[0-9a-fA-F]{4}"),
        (Family::Text, Family::Json) => format!("JSON_VALID({column})"),
        (Family::Text, Family::Date) => {
            format!("{} AND CAST({column} AS DATE) IS NOT NULL", like("[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"))
        }
        (Family::Text, Family::Timestamp) => format!(
            "{} AND CAST({column} AS DATETIME) IS NOT NULL",
            like("[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([ T][0-9]{1,2}:[0-9]{1,2}(:[0-9]{1,2}([.][0-9]*)?)?)?")
        ),
        (Family::Text, Family::Time) => like("-?[0-9]{1,3}:[0-9]{1,2}(:[0-9]{1,2}([.][0-9]*)?)?"),
        (Family::Text, Family::Other) if !same_labels => {
            let labels: Vec<String> = labels(&to.data_type)?.iter().map(|label| Engine::MySql.literal(label)).collect();
            format!("{column} IN ({})", labels.join(", "))
        }
        (Family::Integer | Family::Number | Family::Boolean, Family::Integer | Family::Boolean) => {
            let (low, high) = integer_range(&to.data_type)?;
            let had = integer_range(&from.data_type);
            let fits = had.is_some_and(|(least, greatest)| least >= low && greatest <= high);
            (!fits).then(|| format!("{column} BETWEEN {low} AND {high}"))?
        }
        _ => return None,
    };
    Some(format!("{column} IS NULL OR {condition}"))
}

/// The probe that counts texts longer than a narrower type takes.
#[must_use]
pub fn too_long(engine: Engine, names: &LiveNames, table: &ObjectName, from: &Column, to: &Column) -> Option<Probe> {
    let limit = text_limit(engine, &to.data_type)?;
    let narrower = text_limit(engine, &from.data_type).is_none_or(|before| before > limit);
    narrower.then(|| Probe::LongerThan(names.table(table).clone(), names.column(table, &from.name), limit))
}

/// Labels of MariaDB's and MySQL's `enum(…)` that a column of a table loses.
#[must_use]
pub fn removed_labels(engine: Engine, table: Option<&Table>, from: &Column, to: &Column) -> Vec<String> {
    if engine == Engine::MySql { labels_without(table, from, to) } else { Vec::new() }
}

/// Labels of one `enum(…)` that another has not; the column's collation is that of `one`, or its table's.
///
/// To a collation that tells no letter cases apart, a label in another letter case is the same, and the engine carries the
/// rows over. Which collation a table has that names none is not known here: such as tell them apart are rare.
#[must_use]
pub fn labels_without(table: Option<&Table>, one: &Column, other: &Column) -> Vec<String> {
    let is_enum = |column: &Column| column.data_type.to_lowercase().starts_with("enum");
    if !is_enum(one) || !is_enum(other) {
        return Vec::new();
    }
    let collation = one.collation.as_deref().or(table.and_then(|table| table.options.collation.as_deref()));
    let is_exact =
        collation.is_some_and(|name| name.split('_').any(|part| matches!(part, "bin" | "cs")) || name == "binary");
    let kept = labels(&other.data_type).unwrap_or_default();
    let is_kept = |label: &String| {
        kept.iter().any(|other| other == label || !is_exact && other.to_lowercase() == label.to_lowercase())
    };
    labels(&one.data_type).unwrap_or_default().into_iter().filter(|label| !is_kept(label)).collect()
}

/// An expression in the live database's column names.
fn live_text(engine: Engine, names: &LiveNames, table: &ObjectName, expression: &Sql) -> String {
    names
        .renamed_columns(table)
        .fold(expression.text().to_owned(), |text, (from, to)| sql::rename_column(engine, &text, to, from))
}

struct Asker<'a> {
    current: &'a Schema,
    desired: &'a Schema,
    names: &'a LiveNames,
}

impl Asker<'_> {
    fn change(&self, change: &Change, wanted: &mut BTreeSet<Probe>) {
        let Some(table) = change.table() else {
            if let Change::AlterEnum { from, to } = change {
                for label in from.labels.iter().filter(|label| !to.labels.contains(label)) {
                    self.label(&from.name, label, wanted);
                }
            }
            // A type beside tables: how many rows hold values of it.
            if let Change::AlterObject { to, .. } = change {
                let holds = |table: &&Table| {
                    table
                        .columns
                        .iter()
                        .any(|column| sql::mentions(self.current.engine, &column.data_type, &to.id.name.name))
                };
                let holding = self.current.tables.values().filter(holds);
                wanted.extend(holding.map(|table| Probe::Rows(table.name.clone())));
            }
            return;
        };
        let live = self.names.table(table);
        let Some(live_table) = self.current.tables.get(live) else { return };
        if let Change::TableOptions { from, .. } = change
            && self.current.engine == Engine::MySql
            && from.storage.iter().any(|option| option == "system_versioning")
        {
            wanted.insert(Probe::History(live.clone()));
        }
        match change {
            Change::DropTable(_) => {
                wanted.insert(Probe::Rows(live.clone()));
            }
            Change::DropColumn { column, .. } => {
                wanted.insert(Probe::Rows(live.clone()));
                wanted.insert(Probe::NotNull(live.clone(), column.name.clone()));
            }
            Change::AddColumn { .. } => {
                wanted.insert(Probe::Rows(live.clone()));
                self.kept_foreign_keys(table, live_table, wanted);
            }
            Change::AlterColumn { from, to, .. } => {
                wanted.insert(Probe::Rows(live.clone()));
                if from.nullable && !to.nullable {
                    wanted.insert(Probe::Null(live.clone(), self.names.column(table, &from.name)));
                }
                for label in removed_labels(self.current.engine, Some(live_table), from, to) {
                    wanted.insert(Probe::UsesLabel(live.clone(), self.names.column(table, &from.name), label));
                }
                wanted.extend(too_long(self.current.engine, self.names, table, from, to));
                wanted.extend(conversion(self.current.engine, self.names, table, from, to));
                self.kept_foreign_keys(table, live_table, wanted);
            }
            // What was not checked and is to be valid is checked as if it were new.
            Change::AddMember { member, .. } | Change::AlterMember { to: member, .. } => {
                wanted.insert(Probe::Rows(live.clone()));
                self.member(table, live_table, member, wanted);
                self.kept_foreign_keys(table, live_table, wanted);
            }
            Change::TableOptions { .. } | Change::DropMember { .. } | Change::RenameMember { .. } => {
                wanted.insert(Probe::Rows(live.clone()));
                self.kept_foreign_keys(table, live_table, wanted);
            }
            _ => {}
        }
    }

    /// SQLite's rebuild ends with a check of every foreign key of the table, so all of them count.
    fn kept_foreign_keys(&self, table: &ObjectName, live: &Table, wanted: &mut BTreeSet<Probe>) {
        if self.current.engine != Engine::Sqlite {
            return;
        }
        if let Some(desired) = self.desired.tables.get(table) {
            for key in &desired.foreign_keys {
                self.foreign_key(table, live, key, wanted);
            }
        }
    }

    fn member(&self, table: &ObjectName, live: &Table, member: &Member, wanted: &mut BTreeSet<Probe>) {
        let engine = self.current.engine;
        match member {
            Member::PrimaryKey(key) => {
                self.unique(table, live, &key_index(key.columns_with_parts()), wanted);
                for column in self.names.columns(table, &key.columns) {
                    if live.column(&column).is_some_and(|column| column.nullable) {
                        wanted.insert(Probe::Null(live.name.clone(), column));
                    }
                }
            }
            Member::Unique(unique) => self.unique(table, live, &key_index(unique.columns_with_parts()), wanted),
            Member::Index(index) => {
                let columns_exist = index.parts.iter().all(|part| match &part.key {
                    IndexKey::Column(column) => live.column(&self.names.column(table, column)).is_some(),
                    IndexKey::Expression(expression) => !self.mentions_new(table, live, expression),
                });
                let predicate_exists =
                    index.predicate.as_ref().is_none_or(|predicate| !self.mentions_new(table, live, predicate));
                if columns_exist && predicate_exists {
                    wanted.extend(index_duplicates(engine, self.names, table, index));
                }
            }
            Member::ForeignKey(key) => self.foreign_key(table, live, key, wanted),
            Member::Check(check) => {
                if !self.mentions_new(table, live, &check.expression) && !self.changes_type(table, &check.expression) {
                    wanted.insert(check_violations(engine, self.names, table, &check.expression));
                }
            }
            Member::Trigger(_) | Member::Exclusion(_) | Member::Policy(_) | Member::Rule(_) => {}
        }
    }

    fn unique(&self, table: &ObjectName, live: &Table, key: &Index, wanted: &mut BTreeSet<Probe>) {
        let is_there = |column: &String| live.column(&self.names.column(table, column)).is_some();
        if plain_columns(key).all(is_there) {
            wanted.extend(index_duplicates(self.current.engine, self.names, table, key));
        }
    }

    fn foreign_key(&self, table: &ObjectName, live: &Table, key: &ForeignKey, wanted: &mut BTreeSet<Probe>) {
        let columns = self.names.columns(table, &key.columns);
        let kept: Option<Vec<&Column>> = columns.iter().map(|column| live.column(column)).collect();
        let Some(kept) = kept else { return };
        let Some(parent) = self.current.tables.get(self.names.table(&key.references)) else {
            // The table referred to is new and empty: every key that is there points at nothing.
            wanted.extend(columns.into_iter().map(|column| Probe::NotNull(live.name.clone(), column)));
            return;
        };
        let keys = self.names.columns(&key.references, &key.referenced_columns);
        let referenced: Option<Vec<&Column>> = keys.iter().map(|column| parent.column(column)).collect();
        let comparable = referenced.is_some_and(|referenced| {
            kept.iter().zip(referenced).all(|(one, other)| self.comparable((live, one), (parent, other)))
        });
        if comparable {
            wanted.insert(orphans(self.names, table, key));
        }
    }

    /// PostgreSQL refuses to compare an integer with a text; one refused probe would take the others with it.
    fn comparable(&self, one: (&Table, &Column), other: (&Table, &Column)) -> bool {
        let engine = self.current.engine;
        // MariaDB and MySQL refuse to compare texts of two collations instead.
        if engine == Engine::MySql {
            return self.collation(one.0, one.1) == self.collation(other.0, other.1);
        }
        let (one, other) = (one.1, other.1);
        engine == Engine::Sqlite
            || one.data_type == other.data_type
            || (family(engine, &one.data_type) == family(engine, &other.data_type) && one.user_type == other.user_type)
    }

    /// The collation that a text really has; `None` is the database's, and what everything but a text has.
    fn collation<'t>(&self, table: &'t Table, column: &'t Column) -> Option<&'t str> {
        let is_text =
            family(self.current.engine, &column.data_type) == Family::Text || labels(&column.data_type).is_some();
        column.collation.as_deref().or(table.options.collation.as_deref().filter(|_| is_text))
    }

    /// Whether an expression uses a column that is not there yet.
    fn mentions_new(&self, table: &ObjectName, live: &Table, expression: &Sql) -> bool {
        let desired = self.desired.tables.get(table);
        desired.into_iter().flat_map(|desired| &desired.columns).any(|column| {
            live.column(&self.names.column(table, &column.name)).is_none()
                && sql::mentions(self.current.engine, expression.text(), &column.name)
        })
    }

    /// Whether an expression uses a column whose live type differs: PostgreSQL may refuse it there.
    fn changes_type(&self, table: &ObjectName, expression: &Sql) -> bool {
        let engine = self.current.engine;
        let Some(desired) = self.desired.tables.get(table) else { return false };
        let Some(live) = self.current.tables.get(self.names.table(table)) else { return false };
        engine != Engine::Sqlite
            && desired.columns.iter().any(|column| {
                let before = live.column(&self.names.column(table, &column.name));
                before.is_some_and(|before| {
                    family(engine, &before.data_type) != family(engine, &column.data_type)
                        || before.user_type != column.user_type
                }) && sql::mentions(engine, expression.text(), &column.name)
            })
    }

    fn label(&self, name: &ObjectName, label: &str, wanted: &mut BTreeSet<Probe>) {
        for table in self.current.tables.values() {
            for column in table.columns.iter().filter(|column| column.user_type.as_ref() == Some(name)) {
                wanted.insert(Probe::UsesLabel(table.name.clone(), column.name.clone(), label.to_owned()));
            }
        }
    }
}
