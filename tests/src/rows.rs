//! Every row of every table, value by value, as text; and the comparison of two such readings.
//!
//! Reads the catalogs with statements of its own, so that a mistake of the project's reader cannot hide here.

use std::collections::{BTreeMap, BTreeSet};

use driftline_schema::{Engine, ObjectName};

use crate::TestDatabase;

/// One value: its text, and SQLite's storage class.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Value {
    /// The value as text, blobs in hexadecimal; `None` is NULL.
    pub text: Option<String>,
    /// SQLite's `typeof`; empty on other engines, where the column's type says it.
    pub class: String,
}

/// The rows of one table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableRows {
    /// Column names, SQLite's `rowid` among them as [`ROWID`].
    pub columns: Vec<String>,
    /// The rows, in no meaningful order.
    pub rows: Vec<Vec<Value>>,
}

/// The name under which a SQLite row's own number is kept.
pub const ROWID: &str = "(rowid)";

/// The rows of all tables.
pub type Rows = BTreeMap<ObjectName, TableRows>;

/// The last number handed out by the engine, by table and column (SQLite: by table, the column empty).
pub type Counters = BTreeMap<(ObjectName, String), i64>;

/// Reads every row of every table.
///
/// # Errors
/// What the engine said.
pub async fn read(database: &TestDatabase) -> Result<Rows, String> {
    let mut rows = Rows::new();
    for (name, columns) in tables(database).await? {
        rows.insert(name.clone(), table_rows(database, &name, columns).await?);
    }
    Ok(rows)
}

/// A table's columns, each with the expressions that give its text and its class.
type Columns = Vec<(String, String)>;

async fn tables(database: &TestDatabase) -> Result<Vec<(ObjectName, Columns)>, String> {
    let engine = database.database.engine;
    let sql = match engine {
        Engine::Sqlite => {
            "SELECT NULL, l.name, c.name, l.wr, '' FROM pragma_table_list l JOIN pragma_table_xinfo(l.name) c \
             WHERE l.schema = 'main' AND (l.type = 'table' OR l.type = 'virtual' AND c.hidden = 0) AND l.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY l.name, c.cid"
        }
        Engine::Postgres => {
            "SELECT CASE WHEN n.nspname = 'public' THEN NULL ELSE n.nspname::text END, c.relname::text, a.attname::text, \
             1::bigint, '' FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_attribute a \
             ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped WHERE c.relkind IN ('r', 'p') \
             AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema' ORDER BY 1, 2, a.attnum"
        }
        Engine::MySql => {
            // The catalog compares names without letter case, even where the server tells tables apart by it.
            "SELECT NULL, t.TABLE_NAME, c.COLUMN_NAME, 1, c.DATA_TYPE FROM information_schema.TABLES t \
             JOIN information_schema.COLUMNS c ON c.TABLE_SCHEMA = t.TABLE_SCHEMA AND c.TABLE_NAME = t.TABLE_NAME \
             AND BINARY c.TABLE_NAME = t.TABLE_NAME WHERE t.TABLE_SCHEMA = DATABASE() \
             AND t.TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED') ORDER BY BINARY t.TABLE_NAME, c.ORDINAL_POSITION"
        }
    };
    let mut tables: Vec<(ObjectName, Columns)> = Vec::new();
    for row in database.query(sql).await? {
        let text = |at| row.try_get_by_index::<Option<String>>(at).map_err(|error| error.to_string());
        let name = ObjectName::within(text(0)?.as_deref(), text(1)?.unwrap_or_default());
        let without_rowid = row.try_get_by_index::<i64>(3).map_err(|error| error.to_string())? == 1;
        if tables.last().is_none_or(|(last, _)| *last != name) {
            tables.push((name, if without_rowid { Vec::new() } else { vec![rowid()] }));
        }
        if let (Some((_, columns)), Some(column)) = (tables.last_mut(), text(2)?) {
            let expressions = expressions(engine, &engine.quote(&column), &text(4)?.unwrap_or_default());
            columns.push((column, expressions));
        }
    }
    for (_, columns) in &mut tables {
        // A column of that name hides the row's own number.
        if columns.iter().any(|(column, _)| column.eq_ignore_ascii_case("rowid")) {
            columns.retain(|(column, _)| column != ROWID);
        }
    }
    Ok(tables)
}

fn rowid() -> (String, String) {
    (ROWID.to_owned(), expressions(Engine::Sqlite, "rowid", ""))
}

/// Two expressions, the text of a column's values and SQLite's storage class.
///
/// On MariaDB and MySQL bytes become hexadecimal, a bit field its number, a shape its words behind its reference system;
/// `+ 0e0` makes a DOUBLE of a FLOAT, which prints every digit it has (a FLOAT prints six).
fn expressions(engine: Engine, column: &str, data_type: &str) -> String {
    match engine {
        Engine::Sqlite => format!(
            "CASE typeof({column}) WHEN 'blob' THEN hex({column}) WHEN 'real' THEN quote({column}) \
             ELSE CAST({column} AS TEXT) END, typeof({column})"
        ),
        Engine::Postgres => format!("{column}::text, ''"),
        Engine::MySql => {
            let text = match data_type.to_ascii_lowercase().as_str() {
                "binary" | "varbinary" | "tinyblob" | "blob" | "mediumblob" | "longblob" => format!("HEX({column})"),
                "bit" => format!("CAST({column} + 0 AS CHAR)"),
                "float" | "double" => format!("CAST({column} + 0e0 AS CHAR)"),
                "geometry" | "point" | "linestring" | "polygon" | "multipoint" | "multilinestring" | "multipolygon"
                | "geometrycollection" | "geomcollection" => {
                    format!("CONCAT(ST_SRID({column}), ' ', ST_AsText({column}))")
                }
                _ => format!("CAST({column} AS CHAR CHARACTER SET utf8mb4)"),
            };
            format!("{text}, ''")
        }
    }
}

async fn table_rows(database: &TestDatabase, name: &ObjectName, columns: Columns) -> Result<TableRows, String> {
    let engine = database.database.engine;
    let (columns, values): (Vec<String>, Vec<String>) = columns.into_iter().unzip();
    if values.is_empty() {
        return Ok(TableRows::default());
    }
    let sql = format!("SELECT {} FROM {}", values.join(", "), name.quoted(engine));
    let mut rows = Vec::new();
    for row in database.query(&sql).await? {
        let value = |at: usize| {
            let text =
                row.try_get_by_index::<Option<String>>(2 * at).map_err(|error| format!("{error}\n  in: {sql}"))?;
            let class = row.try_get_by_index::<String>(2 * at + 1).map_err(|error| format!("{error}\n  in: {sql}"))?;
            Ok(Value { text, class })
        };
        rows.push((0..columns.len()).map(value).collect::<Result<Vec<_>, String>>()?);
    }
    Ok(TableRows { columns, rows })
}

/// Reads the engine's counters for numbered columns.
///
/// # Errors
/// What the engine said.
pub async fn counters(database: &TestDatabase) -> Result<Counters, String> {
    let sql = match database.database.engine {
        Engine::MySql => {
            // MySQL keeps a table's numbers in a cache of a day (MySQL manual 28.3.45); MariaDB reads over the comment.
            database.run("SET /*!80000 information_schema_stats_expiry = 0, */ @fresh = 1").await?;
            "SELECT NULL, t.TABLE_NAME, c.COLUMN_NAME, CAST(t.AUTO_INCREMENT AS SIGNED) - 1 \
             FROM information_schema.TABLES t JOIN information_schema.COLUMNS c ON c.TABLE_SCHEMA = t.TABLE_SCHEMA \
             AND c.TABLE_NAME = t.TABLE_NAME AND BINARY c.TABLE_NAME = t.TABLE_NAME \
             WHERE t.TABLE_SCHEMA = DATABASE() AND t.AUTO_INCREMENT IS NOT NULL AND LOWER(c.EXTRA) LIKE '%auto_increment%'"
        }
        Engine::Sqlite => {
            let there = database.number("SELECT count(*) FROM sqlite_master WHERE name = 'sqlite_sequence'").await?;
            if there == 0 {
                return Ok(Counters::new());
            }
            "SELECT NULL, name, '', seq FROM sqlite_sequence"
        }
        Engine::Postgres => {
            "SELECT CASE WHEN n.nspname = 'public' THEN NULL ELSE n.nspname::text END, t.relname::text, a.attname::text, \
             s.seqrelid::regclass::text, s.seqincrement FROM pg_sequence s JOIN pg_depend d ON d.objid = s.seqrelid \
             AND d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i') \
             JOIN pg_class t ON t.oid = d.refobjid JOIN pg_namespace n ON n.oid = t.relnamespace \
             JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid"
        }
    };
    let mut counters = Counters::new();
    for row in database.query(sql).await? {
        let text = |at| row.try_get_by_index::<Option<String>>(at).map_err(|error| error.to_string());
        let name = ObjectName::within(text(0)?.as_deref(), text(1)?.unwrap_or_default());
        let last = match database.database.engine {
            Engine::Postgres => {
                let (sequence, step) = (text(3)?.unwrap_or_default(), row.try_get_by_index::<i64>(4));
                let step = step.map_err(|error| error.to_string())?;
                // The number handed out last, whichever way the sequence remembers it.
                database
                    .number(&format!("SELECT last_value - CASE WHEN is_called THEN 0 ELSE {step} END FROM {sequence}"))
                    .await?
            }
            _ => row.try_get_by_index::<i64>(3).map_err(|error| error.to_string())?,
        };
        counters.insert((name, text(2)?.unwrap_or_default()), last);
    }
    Ok(counters)
}

/// How one column is compared with another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The column in the first reading.
    pub from: String,
    /// The column in the second.
    pub to: String,
    /// Whether the type changed, so that only the meaning of the text counts.
    pub converted: bool,
    /// What NULL became.
    pub fill: Option<String>,
}

/// Compares the columns named, row by row.
///
/// # Errors
/// What differs, with the first rows that do.
pub fn compare(from: &TableRows, to: &TableRows, pairs: &[Pair]) -> Result<(), String> {
    let first = projected(from, pairs, |pair| &pair.from)?;
    let second = projected(to, pairs, |pair| &pair.to)?;
    let (missing, extra) = unmatched(first, second);
    if missing.is_empty() && extra.is_empty() {
        return Ok(());
    }
    Err(format!(
        "{} rows before, {} after; of columns {}:\n{}{}",
        from.rows.len(),
        to.rows.len(),
        pairs.iter().map(|pair| pair.to.as_str()).collect::<Vec<_>>().join(", "),
        shown("    only before: ", &missing),
        shown("    only after:  ", &extra)
    ))
}

/// The number of rows of `from` that `to` does not have; an error if `to` has rows of its own.
///
/// # Errors
/// Rows that are only in `to`.
pub fn left_out(from: &TableRows, to: &TableRows, pairs: &[Pair]) -> Result<usize, String> {
    let (missing, extra) =
        unmatched(projected(from, pairs, |pair| &pair.from)?, projected(to, pairs, |pair| &pair.to)?);
    if extra.is_empty() { Ok(missing.len()) } else { Err(shown("    only after:  ", &extra)) }
}

fn projected<'a>(
    table: &'a TableRows,
    pairs: &'a [Pair],
    name: impl Fn(&'a Pair) -> &'a String,
) -> Result<Vec<Vec<Value>>, String> {
    let mut places = Vec::new();
    for pair in pairs {
        let place = table.columns.iter().position(|column| column == name(pair));
        places.push((place.ok_or_else(|| format!("there is no column {}", name(pair)))?, pair));
    }
    let value = |row: &Vec<Value>, place: usize, pair: &Pair| {
        let mut value = row[place].clone();
        if value.text.is_none()
            && let Some(fill) = &pair.fill
        {
            value = Value { text: Some(fill.clone()), class: "filled".to_owned() };
        }
        if pair.converted || pair.fill.is_some() {
            value = Value { text: value.text.map(|text| meaning(&text)), class: String::new() };
        }
        value
    };
    Ok(table.rows.iter().map(|row| places.iter().map(|(place, pair)| value(row, *place, pair)).collect()).collect())
}

/// One text for values that are equal in meaning: `1`, `1.00`, `true`; a time with and without `+00` or a fraction of
/// zeros; a day and its first second.
fn meaning(text: &str) -> String {
    if let Ok(number) = text.trim().parse::<f64>() {
        return format!("{number}");
    }
    match text {
        "true" | "t" => "1".to_owned(),
        "false" | "f" => "0".to_owned(),
        _ => {
            let text = whole_second(text.strip_suffix("+00").unwrap_or(text).trim_end());
            text.strip_suffix(" 00:00:00").unwrap_or(text).to_owned()
        }
    }
}

/// A time without the zeros at the end of its second.
fn whole_second(text: &str) -> &str {
    match text.rsplit_once('.') {
        Some((time, parts)) if is_time(time) && parts.bytes().all(|byte| byte.is_ascii_digit()) => {
            text.trim_end_matches('0').trim_end_matches('.')
        }
        _ => text,
    }
}

fn is_time(text: &str) -> bool {
    text.contains(':') && text.bytes().all(|byte| byte.is_ascii_digit() || b":- T".contains(&byte))
}

fn unmatched(mut first: Vec<Vec<Value>>, mut second: Vec<Vec<Value>>) -> (Vec<Vec<Value>>, Vec<Vec<Value>>) {
    first.sort();
    second.sort();
    let (mut missing, mut extra) = (Vec::new(), Vec::new());
    let (mut first, mut second) = (first.into_iter().peekable(), second.into_iter().peekable());
    loop {
        match (first.peek(), second.peek()) {
            (Some(a), Some(b)) if a == b => {
                first.next();
                second.next();
            }
            (Some(a), Some(b)) if a < b => missing.extend(first.next()),
            (Some(_), None) => missing.extend(first.next()),
            (_, Some(_)) => extra.extend(second.next()),
            (None, None) => return (missing, extra),
        }
    }
}

fn shown(title: &str, rows: &[Vec<Value>]) -> String {
    let mut text = String::new();
    for row in rows.iter().take(3) {
        let values: Vec<String> = row
            .iter()
            .map(|value| match &value.text {
                None => "NULL".to_owned(),
                Some(text) if text.chars().count() > 60 => {
                    format!("{}… ({} characters)", text.chars().take(60).collect::<String>(), text.chars().count())
                }
                Some(text) => format!("{text}{}{}", if value.class.is_empty() { "" } else { ":" }, value.class),
            })
            .collect();
        text.push_str(&format!("{title}{}\n", values.join(" | ")));
    }
    if rows.len() > 3 {
        text.push_str(&format!("{title}… and {} more\n", rows.len() - 3));
    }
    text
}

/// The columns of both readings under the same names.
#[must_use]
pub fn same_columns(from: &TableRows, to: &TableRows) -> Vec<Pair> {
    let there: BTreeSet<&String> = to.columns.iter().collect();
    let common = from.columns.iter().filter(|column| there.contains(column));
    common.map(|column| Pair { from: column.clone(), to: column.clone(), converted: false, fill: None }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[&[&str]]) -> TableRows {
        let value = |text: &&str| Value { text: (*text != "NULL").then(|| (*text).to_owned()), class: String::new() };
        TableRows {
            columns: vec!["a".to_owned(), "b".to_owned()],
            rows: rows.iter().map(|row| row.iter().map(value).collect()).collect(),
        }
    }

    #[test]
    fn rows_are_compared_as_a_multiset() {
        let (one, two) =
            (table(&[&["1", "x"], &["1", "x"], &["2", "y"]]), table(&[&["2", "y"], &["1", "x"], &["1", "x"]]));
        assert_eq!(compare(&one, &two, &same_columns(&one, &two)), Ok(()));
        let fewer = table(&[&["2", "y"], &["1", "x"]]);
        assert!(compare(&one, &fewer, &same_columns(&one, &fewer)).is_err());
        assert_eq!(left_out(&one, &fewer, &same_columns(&one, &fewer)), Ok(1));
    }

    #[test]
    fn null_is_no_text_and_a_fill_replaces_it() {
        let (one, two) = (table(&[&["1", "NULL"]]), table(&[&["1", "?"]]));
        let mut pairs = same_columns(&one, &two);
        assert!(compare(&one, &two, &pairs).is_err());
        pairs[1].fill = Some("?".to_owned());
        assert_eq!(compare(&one, &two, &pairs), Ok(()));
    }

    #[test]
    fn a_converted_column_keeps_its_meaning() {
        let one = table(&[&["12", "true"], &["10:00:00.120", "10:00:00"]]);
        let two = table(&[&["12.00", "1"], &["10:00:00.12", "10:00:00.000"]]);
        let mut pairs = same_columns(&one, &two);
        assert!(compare(&one, &two, &pairs).is_err());
        pairs.iter_mut().for_each(|pair| pair.converted = true);
        assert_eq!(compare(&one, &two, &pairs), Ok(()));
    }

    #[test]
    fn times_mean_the_same_with_a_fraction_of_zeros() {
        assert_eq!(meaning("2020-01-02 03:04:05.000"), meaning("2020-01-02 03:04:05"));
        assert_eq!(meaning("-12:00:01.50"), meaning("-12:00:01.500"));
        assert_eq!(meaning("2020-01-02 00:00:00"), meaning("2020-01-02"));
        assert_ne!(meaning("03:04:05.010"), meaning("03:04:05.100"));
        assert_ne!(meaning("a:b.000"), meaning("a:b"));
    }
}
