//! The rows of a database, value by value, and the comparison of two such readings. Leaves out which differences a migration
//! may make (`loss`).

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hasher as _};
use std::sync::atomic::{AtomicU64, Ordering};

use driftline_inspect::Database;
use driftline_schema::{Engine, ObjectName, Schema, Table};
use futures_util::TryStreamExt as _;
use sea_orm::{ConnectionTrait, QueryResult, Statement, StreamTrait};

use super::loss::Excuses;
use super::words::{self, Words};
use crate::error::RunError;
use crate::rules;

/// Rows that a message shows of each side.
const SHOWN: usize = 3;

/// Characters that a message shows of a value.
const WIDTH: usize = 60;

/// Bytes of a value beyond which it is kept shortened.
const LONG: usize = 400;

/// Makes the text of every query another one: a driver keeps a prepared statement by its text, and the columns behind it
/// have changed by the next time.
static QUERIES: AtomicU64 = AtomicU64::new(0);

/// Every row of every table of a schema.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Content {
    tables: BTreeMap<ObjectName, Rows>,
}

/// The rows of one table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Rows {
    columns: Vec<String>,
    /// The columns that tell a reader which row it is.
    keys: Vec<String>,
    rows: Vec<Vec<Option<String>>>,
}

/// Rows of one table that differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mismatch {
    /// The table.
    pub(crate) table: ObjectName,
    /// The columns whose values differ; empty where whole rows came or went.
    pub(crate) columns: Vec<String>,
    /// How many rows there were, how many there are, and the first ones that differ.
    pub(crate) detail: String,
}

/// Runs a query of this program's own.
pub(crate) async fn ask(database: &Database, sql: &str) -> Result<Vec<QueryResult>, RunError> {
    database.connection.query_all_raw(statement(database, sql)).await.map_err(RunError::database("reading rows"))
}

fn statement(database: &Database, sql: &str) -> Statement {
    let text = format!("{sql} /* {} */", QUERIES.fetch_add(1, Ordering::Relaxed));
    Statement::from_string(rules::of(database.engine).backend(), text)
}

/// A value as it is kept: a long one by its beginning, its length and two fingerprints, so that the pictures of a real database
/// need not all be held at once.
fn shortened(value: String) -> String {
    if value.len() <= LONG {
        return value;
    }
    let fingerprint = |seed: u64| {
        let mut hasher = DefaultHasher::new();
        hasher.write_u64(seed);
        hasher.write(value.as_bytes());
        hasher.finish()
    };
    let start: String = value.chars().take(WIDTH).collect();
    let (length, one, other) = (value.chars().count(), fingerprint(1), fingerprint(2));
    format!("{start}… ({length} characters, {one:016x}{other:016x})")
}

impl Content {
    /// Reads the tables of the schema.
    pub(crate) async fn read(database: &Database, schema: &Schema) -> Result<Content, RunError> {
        let words = words::of(database.engine);
        let mut tables = BTreeMap::new();
        for table in schema.tables.values().filter(|table| !table.columns.is_empty()) {
            tables.insert(table.name.clone(), rows(database, words, table).await?);
        }
        Ok(Content { tables })
    }

    /// How many rows there are.
    pub(crate) fn len(&self) -> usize {
        self.tables.values().map(|rows| rows.rows.len()).sum()
    }

    /// How many rows a table has.
    pub(crate) fn rows(&self, table: &ObjectName) -> usize {
        self.tables.get(table).map_or(0, |rows| rows.rows.len())
    }

    /// What differs in the tables and columns that are here, in `then` and in `within`, but for what is excused.
    pub(crate) fn compare(&self, then: &Content, within: &Schema, excuses: &Excuses) -> Vec<Mismatch> {
        let mut found = Vec::new();
        for (name, now) in &self.tables {
            let (Some(then), Some(table)) = (then.tables.get(name), within.tables.get(name)) else { continue };
            if excuses.table(name) {
                continue;
            }
            let compared: Vec<&String> = now
                .columns
                .iter()
                .filter(|column| then.columns.contains(column) && table.column(column).is_some())
                .filter(|column| !excuses.column(name, column))
                .collect();
            found.extend(mismatch(name, then, now, &compared));
        }
        found
    }
}

async fn rows(database: &Database, words: &dyn Words, table: &Table) -> Result<Rows, RunError> {
    let expressions: Vec<String> = table.columns.iter().map(|column| words.exact(column)).collect();
    let sql = format!("SELECT {} FROM {}", expressions.join(", "), table.name.quoted(database.engine));
    let mut rows = Vec::new();
    let mut stream =
        database.connection.stream_raw(statement(database, &sql)).await.map_err(RunError::database("reading rows"))?;
    while let Some(row) = stream.try_next().await.map_err(RunError::database("reading rows"))? {
        let value = |at| row.try_get_by_index::<Option<String>>(at).map_err(RunError::database("reading rows"));
        let values = (0..expressions.len()).map(|at| Ok(value(at)?.map(shortened)));
        rows.push(values.collect::<Result<Vec<_>, RunError>>()?);
    }
    drop(stream);
    let columns: Vec<String> = table.columns.iter().map(|column| column.name.clone()).collect();
    let keys = table.primary_key.as_ref().map_or_else(|| columns.clone(), |key| key.columns.clone());
    Ok(Rows { columns, keys, rows })
}

/// The rows of some columns, in one order.
fn projected<'a>(rows: &'a Rows, columns: &[&String]) -> Vec<Vec<&'a Option<String>>> {
    let places: Vec<usize> =
        columns.iter().filter_map(|column| rows.columns.iter().position(|known| known == *column)).collect();
    let mut found: Vec<Vec<_>> =
        rows.rows.iter().map(|row| places.iter().map(|place| &row[*place]).collect()).collect();
    found.sort();
    found
}

fn mismatch(table: &ObjectName, then: &Rows, now: &Rows, compared: &[&String]) -> Option<Mismatch> {
    if projected(then, compared) == projected(now, compared) {
        return None;
    }
    let mut columns: Vec<String> = Vec::new();
    if then.rows.len() == now.rows.len() {
        let differs = |column: &&&String| projected(then, &[column]) != projected(now, &[column]);
        columns = compared.iter().filter(differs).map(|column| (*column).clone()).collect();
        if columns.is_empty() {
            // Each column has its values, in other rows than before.
            columns = compared.iter().filter(|column| !now.keys.contains(column)).map(|c| (*c).clone()).collect();
        }
    }
    let shown: Vec<&String> = compared
        .iter()
        .filter(|column| columns.is_empty() || columns.contains(column) || now.keys.contains(column))
        .copied()
        .collect();
    let (gone, come) = unmatched(projected(then, &shown), projected(now, &shown));
    let mut detail = format!("{}, now {}", rows_word(then.rows.len()), now.rows.len());
    lines(&mut detail, "before", &shown, &gone);
    lines(&mut detail, "now   ", &shown, &come);
    Some(Mismatch { table: table.clone(), columns, detail })
}

/// What only one of two sorted lists has.
fn unmatched<T: Ord>(one: Vec<T>, other: Vec<T>) -> (Vec<T>, Vec<T>) {
    let (mut gone, mut come) = (Vec::new(), Vec::new());
    let (mut one, mut other) = (one.into_iter().peekable(), other.into_iter().peekable());
    loop {
        match (one.peek(), other.peek()) {
            (Some(a), Some(b)) if a == b => {
                one.next();
                other.next();
            }
            (Some(a), Some(b)) if a < b => gone.extend(one.next()),
            (Some(_), None) => gone.extend(one.next()),
            (_, Some(_)) => come.extend(other.next()),
            (None, None) => return (gone, come),
        }
    }
}

fn lines(text: &mut String, title: &str, columns: &[&String], rows: &[Vec<&Option<String>>]) {
    for row in rows.iter().take(SHOWN) {
        let values: Vec<String> =
            columns.iter().zip(row).map(|(column, value)| format!("{column} {}", shown(value.as_deref()))).collect();
        let _ = write!(text, "\n  {title}  {}", values.join(" | "));
    }
    if rows.len() > SHOWN {
        let _ = write!(text, "\n  {title}  … and {} more", rows.len() - SHOWN);
    }
}

/// A value on one line, not too long for it.
fn shown(value: Option<&str>) -> String {
    let Some(value) = value else { return "NULL".to_owned() };
    let line = value.replace('\n', "\\n");
    if line.chars().count() <= WIDTH || value.len() > LONG {
        return line;
    }
    format!("{}… ({} characters)", line.chars().take(WIDTH).collect::<String>(), line.chars().count())
}

/// `1 row`, `3 rows`.
pub(crate) fn rows_word(count: usize) -> String {
    if count == 1 { "1 row".to_owned() } else { format!("{count} rows") }
}

/// `1 table`, `3 tables`.
pub(crate) fn tables_word(count: usize) -> String {
    if count == 1 { "1 table".to_owned() } else { format!("{count} tables") }
}

/// Some values of these columns, each as SQL that can be put into an INSERT, of the first rows that have all of them.
pub(crate) async fn tuples(
    database: &Database,
    table: &Table,
    columns: &[String],
    most: usize,
) -> Result<Vec<Vec<String>>, RunError> {
    let words = words::of(database.engine);
    let known: Vec<_> = columns.iter().filter_map(|name| table.column(name)).collect();
    if known.len() != columns.len() || known.is_empty() {
        return Ok(Vec::new());
    }
    let engine: Engine = database.engine;
    let literals: Vec<String> = known.iter().map(|column| words.literal(column)).collect();
    let there: Vec<String> = columns.iter().map(|column| format!("{} IS NOT NULL", engine.quote(column))).collect();
    let sql = format!(
        "SELECT {} FROM {} WHERE {} LIMIT {most}",
        literals.join(", "),
        table.name.quoted(engine),
        there.join(" AND ")
    );
    let mut found = Vec::new();
    for row in ask(database, &sql).await? {
        let value = |at| row.try_get_by_index::<String>(at).map_err(RunError::database("reading rows"));
        found.push((0..literals.len()).map(value).collect::<Result<Vec<_>, _>>()?);
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use driftline_schema::notation;

    use super::super::loss::Losses;
    use super::*;

    fn content(rows: &[&[&str]]) -> Content {
        let value = |text: &&str| (*text != "NULL").then(|| (*text).to_owned());
        let rows = Rows {
            columns: vec!["id".to_owned(), "phone".to_owned()],
            keys: vec!["id".to_owned()],
            rows: rows.iter().map(|row| row.iter().map(value).collect()).collect(),
        };
        Content { tables: BTreeMap::from([(ObjectName::new("contacts"), rows)]) }
    }

    fn schema(text: &str) -> Schema {
        notation::schema(Engine::Sqlite, text).unwrap()
    }

    /// The columns that differ between two readings, and the message.
    fn check(then: &Content, now: &Content, loss: &str) -> Vec<(String, String)> {
        let schema = schema("contacts: id integer, phone text | pk (id)");
        let mut losses = Losses::default();
        losses.add(loss);
        let found = now.compare(then, &schema, &losses.excuses(&schema, &schema));
        found.into_iter().map(|mismatch| (mismatch.columns.join(", "), mismatch.detail)).collect()
    }

    #[test]
    fn rows_are_compared_as_a_multiset() {
        let one = content(&[&["1", "x"], &["1", "x"], &["2", "y"]]);
        assert_eq!(check(&one, &content(&[&["2", "y"], &["1", "x"], &["1", "x"]]), ""), []);
        let fewer = check(&one, &content(&[&["2", "y"], &["1", "x"]]), "");
        assert_eq!(fewer[0].0, "");
        assert!(fewer[0].1.starts_with("3 rows, now 2\n  before  id 1 | phone x"), "{}", fewer[0].1);
    }

    #[test]
    fn the_column_that_differs_is_named_with_its_row() {
        let (one, other) = (content(&[&["1", "x"], &["2", "NULL"]]), content(&[&["1", "x"], &["2", "y"]]));
        let found = check(&one, &other, "");
        assert_eq!(found[0].0, "phone");
        assert!(found[0].1.contains("before  id 2 | phone NULL\n  now     id 2 | phone y"), "{}", found[0].1);
        assert_eq!(check(&one, &other, "the values of contacts.phone"), []);
        assert_eq!(check(&one, &other, "the values of contacts.id").len(), 1);
    }

    #[test]
    fn long_values_are_kept_short_and_apart() {
        let long = "x".repeat(100_000);
        let (one, other) = (shortened(format!("{long}a")), shortened(format!("{long}b")));
        assert_ne!(one, other);
        assert_eq!(one, shortened(format!("{long}a")));
        assert!(one.len() < LONG && one.starts_with("xxx") && one.contains("100001 characters"), "{one}");
        let short = "x".repeat(LONG);
        assert_eq!(shortened(short.clone()), short);
    }

    #[test]
    fn values_that_change_places_are_a_difference() {
        let (one, other) = (content(&[&["1", "x"], &["2", "y"]]), content(&[&["1", "y"], &["2", "x"]]));
        assert_eq!(check(&one, &other, "")[0].0, "phone");
    }

    #[test]
    fn columns_that_the_other_schema_lacks_are_not_compared() {
        let (one, other) = (content(&[&["1", "x"]]), content(&[&["1", "y"]]));
        let before = schema("contacts: id integer | pk (id)");
        assert_eq!(other.compare(&one, &before, &Excuses::default()), []);
    }
}
