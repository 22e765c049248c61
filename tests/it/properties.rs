//! The law for random pairs of schemas with random rows. Rows are made so that both schemas take them: what rows refuse is
//! the cases' subject.
//!
//! `DRIFTLINE_PROPERTY_CASES` sets how many pairs are tried on each engine (default 24), other ones each time.
//! `DRIFTLINE_PROPERTY_SEEDS=100-199` tries the pairs of these numbers instead, the same ones each time, so that a long
//! run can be taken up where it ended and a failing pair be tried again.

use std::fmt::Write as _;

use driftline_schema::{Engine, ObjectName};
use driftline_tests::case::Loss;
use driftline_tests::{Case, check_case, engines};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};

const TABLES: [&str; 4] = ["people", "My \"Tags\"", "order", "zápis"];

/// The columns a table may have beside `id`: name, what it holds.
const COLUMNS: [(&str, Holds); 7] = [
    ("age", Holds::Integer),
    ("Full Name", Holds::Text),
    ("price", Holds::Number),
    ("is_on", Holds::Truth),
    ("mixed", Holds::Digits),
    ("select", Holds::Text),
    ("at", Holds::Time),
];

/// What a column holds; its type is one of several that can hold it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holds {
    Integer,
    Text,
    Number,
    Truth,
    /// Digits, as text or number.
    Digits,
    Time,
}

impl Holds {
    fn types(self, engine: Engine) -> &'static [&'static str] {
        match self {
            // A timestamp of MariaDB may get a default by itself.
            Holds::Time if engine == Engine::MySql => &["datetime", "datetime"],
            Holds::Digits if engine == Engine::MySql => &["int", "varchar(20)", "text"],
            Holds::Integer => &["integer", "bigint", "smallint"],
            Holds::Text => &["varchar(80)", "text", "varchar(120)"],
            Holds::Number => &["numeric(10, 2)", "numeric(14, 4)"],
            Holds::Truth => &["boolean"],
            Holds::Digits => &["integer", "varchar(20)", "text"],
            Holds::Time => &["timestamp", "timestamp"],
        }
    }

    fn default(self, engine: Engine, data_type: &str, pick: u8) -> Option<&'static str> {
        let joined = if engine == Engine::MySql { "(concat(lower('A'), 'b'))" } else { "(lower('A') || 'b')" };
        let texts = ["'x'", "'it''s ž'", joined];
        let chosen = match self {
            Holds::Integer => ["0", "-7", "(1 + 1)"],
            Holds::Text => texts,
            Holds::Number => ["0", "-0.25", "12.50"],
            Holds::Truth => ["TRUE", "FALSE", "TRUE"],
            Holds::Digits if data_type.starts_with("int") => ["0", "42", "(6 * 7)"],
            Holds::Digits => ["'0'", "'42'", "'7'"],
            Holds::Time => ["CURRENT_TIMESTAMP", "'2024-02-29 12:00:00'", "CURRENT_TIMESTAMP"],
        };
        chosen.get(usize::from(pick % 5)).copied()
    }

    /// A value no other row of the column has (truth has only two), as a literal.
    fn value(self, row: u8, salt: u8) -> String {
        let row = u32::from(row);
        match self {
            Holds::Integer => format!("{}", i64::from(row) * 300 - i64::from(salt)),
            Holds::Text => {
                let marks = ["", "''", "\"", "ž李", "\n", "\\", "%s $1 ?", " end "];
                format!("'{row}{}'", marks[usize::from(salt) % marks.len()])
            }
            Holds::Number => format!("{}.{}", row * 3, ["0", "25", "5"][usize::from(salt) % 3]),
            Holds::Truth => ["TRUE", "FALSE"][(row % 2) as usize].to_owned(),
            Holds::Digits => format!("'{}'", 100 + row),
            Holds::Time => format!("'2024-02-{:02} 12:00:0{}'", row + 1, salt % 10),
        }
    }
}

#[derive(Clone, Debug)]
struct ColumnModel {
    kind: u8,
    not_null: bool,
    default: u8,
}

#[derive(Clone, Debug)]
struct TableModel {
    columns: Vec<Option<ColumnModel>>,
    /// None, `id`, `id` with numbers from the engine, or `id` with a column.
    key: u8,
    uniques: Vec<bool>,
    indexes: Vec<bool>,
    checks: Vec<bool>,
    /// To the table of that place, and the action.
    references: Vec<Option<u8>>,
}

type SchemaModel = Vec<Option<TableModel>>;

fn column() -> impl Strategy<Value = ColumnModel> {
    (0_u8..3, any::<bool>(), 0_u8..5).prop_map(|(kind, not_null, default)| ColumnModel { kind, not_null, default })
}

fn table() -> impl Strategy<Value = TableModel> {
    (
        prop::collection::vec(prop::option::weighted(0.6, column()), COLUMNS.len()),
        0_u8..4,
        prop::collection::vec(prop::bool::weighted(0.3), UNIQUES.len()),
        prop::collection::vec(prop::bool::weighted(0.3), INDEXES.len()),
        prop::collection::vec(prop::bool::weighted(0.3), CHECKS.len()),
        prop::collection::vec(prop::option::weighted(0.3, 0_u8..3), TABLES.len()),
    )
        .prop_map(|(columns, key, uniques, indexes, checks, references)| TableModel {
            columns,
            key,
            uniques,
            indexes,
            checks,
            references,
        })
}

/// The second schema of a pair: mostly the first one with some parts from another.
fn mixed(before: &SchemaModel, other: SchemaModel, keep: &[u8]) -> SchemaModel {
    let keeps = |table: usize, part: usize| !keep[(table * 7 + part) % keep.len()].is_multiple_of(3);
    let both = before.iter().zip(other).enumerate();
    both.map(|(place, (before, other))| match (before, other) {
        (Some(before), Some(other)) => {
            let mut table = before.clone();
            for (at, column) in other.columns.into_iter().enumerate() {
                if !keeps(place, at) {
                    table.columns[at] = column;
                }
            }
            if !keeps(place, 8) {
                table.key = other.key;
            }
            if !keeps(place, 9) {
                table.uniques = other.uniques;
            }
            if !keeps(place, 10) {
                table.indexes = other.indexes;
            }
            if !keeps(place, 11) {
                table.checks = other.checks;
            }
            if !keeps(place, 12) {
                table.references = other.references;
            }
            Some(table)
        }
        (before, _) if keeps(place, 13) => before.clone(),
        (_, other) => other,
    })
    .collect()
}

fn pair() -> impl Strategy<Value = (SchemaModel, SchemaModel, u8, Vec<u8>)> {
    let schema = || prop::collection::vec(prop::option::weighted(0.7, table()), TABLES.len());
    (schema(), schema(), prop::collection::vec(any::<u8>(), 31), 0_u8..5, prop::collection::vec(any::<u8>(), 17))
        .prop_map(|(before, other, keep, rows, salt)| {
            let after = mixed(&before, other, &keep);
            (before, after, rows, salt)
        })
}

/// Columns of a possible unique constraint; none of them holds truth.
const UNIQUES: [&[usize]; 3] = [&[0], &[1, 0], &[4]];

/// Possible indexes: columns they need, unique, what stands in the parentheses and behind them. MariaDB has the first two:
/// it knows neither expressions nor conditions in an index.
const INDEXES: [(&[usize], bool, &str); 6] = [
    (&[0], false, "(\"age\")"),
    (&[1, 0], false, "(\"Full Name\" DESC, \"age\")"),
    (&[1], false, "(lower(\"Full Name\"))"),
    (&[2], false, "(\"price\") WHERE \"price\" > 0"),
    (&[5], true, "(\"select\") WHERE \"select\" <> ''"),
    (&[0, 2], true, "(\"age\", (\"price\" + 1))"),
];

/// Possible checks: columns they need, the condition. Every value made here fulfils it.
const CHECKS: [(&[usize], &str); 4] = [
    (&[0], "\"age\" > -1000"),
    (&[1, 5], "length(\"Full Name\") < 1000 OR \"select\" <> 'it''s'"),
    (&[2], "\"price\" BETWEEN -100 AND 100000 AND \"price\" <> 77.77"),
    (&[5], "\"select\" NOT IN ('a', 'b')"),
];

/// One schema of a pair, and the other one, which decides what rows may hold.
struct Side<'a> {
    engine: Engine,
    own: &'a SchemaModel,
    other: &'a SchemaModel,
}

impl Side<'_> {
    fn quote(&self, name: &str) -> String {
        self.engine.quote(name)
    }

    /// A text in double quotes by the standard, as the engine quotes names.
    fn spelt(&self, text: &str) -> String {
        if self.engine == Engine::MySql { text.replace('"', "`") } else { text.to_owned() }
    }

    fn data_type(&self, table: &TableModel, at: usize) -> &'static str {
        let types = COLUMNS[at].1.types(self.engine);
        table.columns[at].as_ref().map_or("", |column| types[usize::from(column.kind) % types.len()])
    }

    /// A column in a key: MariaDB indexes the beginning of a text without length.
    fn key_part(&self, table: &TableModel, at: usize) -> String {
        let is_long = self.engine == Engine::MySql && self.data_type(table, at) == "text";
        format!("{}{}", self.quote(COLUMNS[at].0), if is_long { "(40)" } else { "" })
    }

    fn has(&self, table: &TableModel, columns: &[usize]) -> bool {
        columns.iter().all(|place| table.columns[*place].is_some())
    }

    /// The key is `id` alone, so that others may refer to it.
    fn can_be_referred_to(schema: &SchemaModel, place: usize) -> bool {
        schema[place].as_ref().is_some_and(|table| table.key == 1 || table.key == 2)
    }

    /// The tables a table refers to: place, action.
    fn references<'t>(&'t self, table: &'t TableModel) -> impl Iterator<Item = (usize, u8)> + 't {
        let chosen = table.references.iter().enumerate().filter_map(|(place, action)| Some((place, (*action)?)));
        chosen.filter(|(place, _)| Self::can_be_referred_to(self.own, *place))
    }

    fn foreign_key(&self, table: usize, target: usize, action: u8) -> String {
        let action = ["CASCADE", "SET NULL", "NO ACTION"][usize::from(action % 3)];
        format!(
            "CONSTRAINT {} FOREIGN KEY ({}) REFERENCES {} ({}) ON DELETE {action}",
            self.quote(&format!("fk {table} {target}")),
            self.quote(&format!("ref {target}")),
            self.quote(TABLES[target]),
            self.quote("id")
        )
    }

    fn create(&self, place: usize, table: &TableModel) -> String {
        let mut items = Vec::new();
        let composite = table.key == 3 && table.columns[0].is_some();
        let id = match (table.key, self.engine) {
            (2, Engine::Sqlite) => "\"id\" integer NOT NULL PRIMARY KEY AUTOINCREMENT",
            (2, Engine::MySql) => "\"id\" bigint NOT NULL AUTO_INCREMENT PRIMARY KEY",
            (2, _) => "\"id\" bigint GENERATED BY DEFAULT AS IDENTITY NOT NULL PRIMARY KEY",
            (1, Engine::Sqlite) => "\"id\" integer NOT NULL PRIMARY KEY",
            (1, _) => "\"id\" bigint NOT NULL PRIMARY KEY",
            (_, Engine::Sqlite) => "\"id\" integer NOT NULL",
            _ => "\"id\" bigint NOT NULL",
        };
        items.push(self.spelt(id));
        for (at, column) in table.columns.iter().enumerate() {
            let Some(column) = column else { continue };
            let (name, holds) = COLUMNS[at];
            let data_type = self.data_type(table, at);
            let mut item = format!("{} {data_type}", self.quote(name));
            if column.not_null || (composite && at == 0) {
                item.push_str(" NOT NULL");
            }
            if let Some(default) = holds.default(self.engine, data_type, column.default) {
                let _ = write!(item, " DEFAULT {default}");
            }
            items.push(item);
        }
        let reference = if self.engine == Engine::Sqlite { "integer" } else { "bigint" };
        items.extend(
            (0..TABLES.len())
                .filter(|at| table.references[*at].is_some())
                .map(|at| format!("{} {reference}", self.quote(&format!("ref {at}")))),
        );
        if composite {
            items.push(self.spelt("PRIMARY KEY (\"id\", \"age\")"));
        }
        for (at, columns) in UNIQUES.iter().enumerate() {
            if table.uniques[at] && self.has(table, columns) {
                let names: Vec<String> = columns.iter().map(|column| self.key_part(table, *column)).collect();
                items.push(format!(
                    "CONSTRAINT {} UNIQUE ({})",
                    self.quote(&format!("unique {place} {at}")),
                    names.join(", ")
                ));
            }
        }
        for (at, (columns, condition)) in CHECKS.iter().enumerate() {
            if table.checks[at] && self.has(table, columns) {
                items.push(format!(
                    "CONSTRAINT {} CHECK ({})",
                    self.quote(&format!("check {at}")),
                    self.spelt(condition)
                ));
            }
        }
        if self.engine == Engine::Sqlite {
            items.extend(self.references(table).map(|(target, action)| self.foreign_key(place, target, action)));
        }
        let mut text = format!("CREATE TABLE {} ({});\n", self.quote(TABLES[place]), items.join(", "));
        for (at, (columns, unique, body)) in INDEXES.iter().enumerate() {
            let is_known = self.engine != Engine::MySql || at < 2;
            if table.indexes[at] && self.has(table, columns) && is_known {
                let unique = if *unique { "UNIQUE " } else { "" };
                let body = columns.iter().fold(self.spelt(body), |body, column| {
                    body.replace(&self.quote(COLUMNS[*column].0), &self.key_part(table, *column))
                });
                let (name, table) = (self.quote(&format!("index {place} {at}")), self.quote(TABLES[place]));
                let _ = writeln!(text, "CREATE {unique}INDEX {name} ON {table} {body};");
            }
        }
        text
    }

    fn tables(&self) -> impl Iterator<Item = (usize, &TableModel)> {
        self.own.iter().enumerate().filter_map(|(place, table)| Some((place, table.as_ref()?)))
    }

    fn script(&self, rows: Option<(u8, &[u8])>) -> String {
        let mut text: String = self.tables().map(|(place, table)| self.create(place, table)).collect();
        if let Some((count, salt)) = rows {
            let rows: String = self.tables().map(|(place, table)| self.insert(place, table, count, salt)).collect();
            if self.engine == Engine::Sqlite {
                let _ = write!(text, "PRAGMA foreign_keys = OFF;\n{rows}PRAGMA foreign_keys = ON;\n");
            } else {
                text.push_str(&rows);
            }
        }
        if self.engine != Engine::Sqlite {
            for (place, table) in self.tables() {
                for (target, action) in self.references(table) {
                    let key = self.foreign_key(place, target, action);
                    let _ = writeln!(text, "ALTER TABLE {} ADD {key};", self.quote(TABLES[place]));
                }
            }
        }
        text
    }

    fn insert(&self, place: usize, table: &TableModel, count: u8, salt: &[u8]) -> String {
        let mut text = String::new();
        for row in 1..=count {
            let (mut names, mut values) = (vec![self.quote("id")], vec![row.to_string()]);
            for (at, column) in table.columns.iter().enumerate() {
                let Some(column) = column else { continue };
                let salt = salt[(usize::from(row) * 5 + at + place) % salt.len()];
                let may_be_null = !column.not_null && self.nullable_there(place, at) && !(table.key == 3 && at == 0);
                names.push(self.quote(COLUMNS[at].0));
                values.push(if may_be_null && salt.is_multiple_of(4) {
                    "NULL".to_owned()
                } else {
                    let value = COLUMNS[at].1.value(row, salt);
                    // A backslash begins an escape to MariaDB.
                    if self.engine == Engine::MySql { value.replace('\\', "\\\\") } else { value }
                });
            }
            for target in 0..TABLES.len() {
                // A row of a table that is not on both sides cannot be referred to on both.
                if table.references[target].is_some() && self.own[target].is_some() && self.other[target].is_some() {
                    names.push(self.quote(&format!("ref {target}")));
                    values.push(row.to_string());
                }
            }
            let _ = writeln!(
                text,
                "INSERT INTO {} ({}) VALUES ({});",
                self.quote(TABLES[place]),
                names.join(", "),
                values.join(", ")
            );
        }
        text
    }

    /// Whether the other schema takes NULL in the column too, or does not have it.
    fn nullable_there(&self, place: usize, at: usize) -> bool {
        let Some(table) = &self.other[place] else { return true };
        let Some(column) = &table.columns[at] else { return true };
        !(column.not_null || (table.key == 3 && at == 0))
    }
}

/// A value for rows that gain a NOT NULL column without default. Unique keys take it only once.
fn fill(holds: Holds) -> &'static str {
    match holds {
        Holds::Integer | Holds::Digits => "1",
        Holds::Text => "filled",
        Holds::Number => "1.5",
        Holds::Truth => "true",
        Holds::Time => "2024-01-01 00:00:00",
    }
}

/// Takes out of the second schema what the rows of the first would refuse: a new column that is NOT NULL or has a
/// default holds one value in every row, which no key can take.
fn agree(before: &SchemaModel, after: &mut SchemaModel) {
    for (before, after) in before.iter().zip(after.iter_mut()) {
        let (Some(before), Some(after)) = (before, after) else { continue };
        let is_new = |at: usize| before.columns[at].is_none();
        let hits = |columns: &[usize]| columns.iter().all(|at| is_new(*at));
        for (at, columns) in UNIQUES.iter().enumerate() {
            after.uniques[at] &= !hits(columns);
        }
        for (at, (columns, unique, _)) in INDEXES.iter().enumerate() {
            after.indexes[at] &= !(*unique && hits(columns));
        }
    }
}

/// What going down cannot bring back, with everything that leans on it.
fn losses(before: &SchemaModel, after: &SchemaModel) -> Vec<Loss> {
    let mut losses = Vec::new();
    for (place, table) in before.iter().enumerate() {
        let Some(table) = table else { continue };
        let name = ObjectName::new(TABLES[place]);
        let Some(there) = &after[place] else {
            losses.push(Loss::Rows(name));
            continue;
        };
        for (at, (column, _)) in COLUMNS.iter().enumerate() {
            if table.columns[at].is_some() && there.columns[at].is_none() {
                losses.push(Loss::Column(name.clone(), (*column).to_owned()));
            }
        }
        for at in 0..TABLES.len() {
            if table.references[at].is_some() && there.references[at].is_none() {
                losses.push(Loss::Column(name.clone(), format!("ref {at}")));
            }
        }
        losses.push(Loss::Column(name, driftline_tests::rows::ROWID.to_owned()));
    }
    losses
}

fn case(engine: Engine, before: &SchemaModel, after: &SchemaModel, rows: u8, salt: &[u8]) -> Case {
    let mut after = after.clone();
    agree(before, &mut after);
    // The same rows must fit on the way back.
    let mut before = before.clone();
    agree(&after, &mut before);
    let (start, end) = (Side { engine, own: &before, other: &after }, Side { engine, own: &after, other: &before });
    let mut case = Case {
        name: "properties/pair".to_owned(),
        before: start.script(Some((rows, salt))),
        after: end.script(None),
        may_lose: losses(&before, &after),
        ..Case::default()
    };
    for (place, table) in after.iter().enumerate() {
        let (Some(table), Some(there)) = (table, &before[place]) else { continue };
        for (at, column) in table.columns.iter().enumerate() {
            let Some(column) = column else { continue };
            let must = column.not_null || (table.key == 3 && at == 0);
            if must && there.columns[at].is_none() {
                let key = (ObjectName::new(TABLES[place]), COLUMNS[at].0.to_owned());
                case.options.fills.insert(key, fill(COLUMNS[at].1).to_owned());
            }
        }
    }
    // Equal schemas are a case too: nothing may be found.
    if case.after == start.script(None) {
        case.changes = Some(Vec::new());
    }
    case
}

fn random_pairs(engine: Engine) {
    match engines::runs(engine) {
        Ok(true) => {}
        Ok(false) => return,
        Err(reason) => panic!("{reason}"),
    }
    let config = |cases| Config { cases, failure_persistence: None, max_shrink_iters: 200, ..Config::default() };
    let Ok(seeds) = std::env::var("DRIFTLINE_PROPERTY_SEEDS") else {
        let cases = std::env::var("DRIFTLINE_PROPERTY_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(24);
        if let Err(reason) = try_pairs(engine, TestRunner::new(config(cases))) {
            panic!("{reason}");
        }
        return;
    };
    let (first, last) = seeds.split_once('-').expect("DRIFTLINE_PROPERTY_SEEDS is a range");
    let mut failures = Vec::new();
    for seed in first.parse::<u64>().unwrap()..=last.parse::<u64>().unwrap() {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
        if let Err(reason) = try_pairs(engine, TestRunner::new_with_rng(config(1), rng)) {
            failures.push(format!("== seed {seed}\n{reason}"));
        }
    }
    assert!(failures.is_empty(), "{} seeds fail\n{}", failures.len(), failures.join("\n\n"));
}

fn try_pairs(engine: Engine, mut runner: TestRunner) -> Result<(), String> {
    let outcome = runner.run(&pair(), |(before, after, rows, salt)| {
        let case = case(engine, &before, &after, rows, &salt);
        check_case(&case, engine).map_err(|reason| {
            TestCaseError::fail(format!("{reason}\n-- before\n{}\n-- after\n{}", case.before, case.after))
        })
    });
    match outcome {
        Ok(()) => Ok(()),
        Err(TestError::Fail(reason, _) | TestError::Abort(reason)) => Err(reason.to_string()),
    }
}

#[test]
fn random_pairs_on_sqlite() {
    random_pairs(Engine::Sqlite);
}

#[test]
fn random_pairs_on_postgres() {
    random_pairs(Engine::Postgres);
}

#[test]
fn random_pairs_on_mysql() {
    random_pairs(Engine::MySql);
}
