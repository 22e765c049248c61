//! What engines say about texts against what Driftline says. Texts that are compared as one must be one to the engine, or a change
//! would pass unseen; and what the engine prints must be compared as itself once it is run again, or a change would be found that
//! nobody made. `DRIFTLINE_MEANING_CASES` sets how many pairs are tried on each engine, `DRIFTLINE_MEANING_SEED` where they begin.

use driftline_diff::{Renames, diff, rename_column};
use driftline_schema::{Engine, Schema, Table, mysql, postgres};
use driftline_tests::parser::expression::{Choices, columns};
use driftline_tests::parser::mutation::Numbers;
use driftline_tests::{TestDatabase, engines, law};

/// Pairs on each engine, unless the run says another number.
const CASES: usize = 60;

fn number(variable: &str, otherwise: usize) -> usize {
    std::env::var(variable).ok().map_or(otherwise, |number| number.parse().expect("a number"))
}

/// Runs a test on every engine there is.
async fn on_each(test: impl AsyncFn(&TestDatabase, Engine, &mut Numbers, usize)) {
    for engine in engines::ALL {
        if engines::runs(engine).unwrap() {
            let database = TestDatabase::new(engine).await.unwrap();
            let seed = number("DRIFTLINE_MEANING_SEED", 1) as u64;
            test(&database, engine, &mut Numbers::new(seed), number("DRIFTLINE_MEANING_CASES", CASES)).await;
            database.remove().await.unwrap();
        }
    }
}

fn definitions(engine: Engine) -> String {
    let columns = columns(engine).into_iter().map(|(name, kind)| format!("{} {kind}", engine.quote(name)));
    columns.collect::<Vec<_>>().join(", ")
}

fn create(engine: Engine, name: &str, one: &str, other: &str) -> String {
    format!(
        "CREATE TABLE {name} ({}, CONSTRAINT one_{name} CHECK ({one}), CONSTRAINT two_{name} CHECK ({other}))",
        definitions(engine)
    )
}

/// Rows in which the columns differ from each other and from NULL, or do not.
fn rows(engine: Engine) -> Vec<String> {
    let values: [&[&str]; 10] = [
        &["0", "1", "-1", "10", "NULL", "100"],
        &["'2020-01-02'", "'2024-02-29'", "NULL"],
        &["1", "0", "2", "NULL", "-2"],
        &["1.50", "0", "NULL", "-1"],
        &["'a'", "'A'", "''", "NULL", "'it''s'", "'a  b'", "'a_'", "'x'"],
        &["'a'", "'A'", "NULL", "'\u{17e} \u{1f600}'", "'a%'", "''"],
        &["'a'", "'a,b'", "NULL", "'A'"],
        if engine == Engine::Postgres { &["TRUE", "FALSE", "NULL"] } else { &["1", "0", "NULL"] },
        &["1.5", "0", "-1", "NULL"],
        &["'2020-01-02 03:04:05'", "NULL"],
    ];
    let row = |n: usize| {
        let at =
            |(place, values): (usize, &&[&str])| values[(n * (place + 3) + n / (place + 1)) % values.len()].to_owned();
        format!("({})", values.iter().enumerate().map(at).collect::<Vec<_>>().join(", "))
    };
    (0..40).map(row).collect()
}

fn table<'s>(schema: &'s Schema, name: &str) -> &'s Table {
    schema.tables.values().find(|table| table.name.name == name).unwrap()
}

/// The two checks of a table, `None` where the engine kept one of them otherwise.
fn checks(table: &Table) -> [&driftline_schema::Sql; 2] {
    let check = |start: &str| {
        let found = table.checks.iter().find(|check| check.name.as_ref().is_some_and(|name| name.starts_with(start)));
        &found.unwrap_or_else(|| panic!("no check {start} in {table:?}")).expression
    };
    [check("one_"), check("two_")]
}

/// How the engine asks whether two values are not one, NULL included.
fn differs(engine: Engine, one: &str, other: &str) -> String {
    match engine {
        Engine::Sqlite => format!("({one}) IS NOT ({other})"),
        Engine::Postgres => format!("({one}) IS DISTINCT FROM ({other})"),
        Engine::MySql => format!("NOT (({one}) <=> ({other}))"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn expressions_compared_as_one_mean_one_thing() {
    on_each(async |database, engine, numbers, cases| {
        database.run(&format!("CREATE TABLE held ({})", definitions(engine))).await.unwrap();
        database.run(&format!("INSERT INTO held VALUES {}", rows(engine).join(", "))).await.unwrap();
        let mut taken = Vec::new();
        for case in 0..cases {
            let mut one = Choices::new(engine, numbers);
            let mut other = one.sister(numbers);
            let (one, other) = (one.condition(), other.condition());
            let name = format!("m{case}");
            if database.run(&create(engine, &name, &one, &other)).await.is_ok() {
                taken.push((name, one, other));
            }
        }
        assert!(taken.len() * 2 > cases, "{engine} takes {} of {cases}", taken.len());
        let schema = law::schema_of(database).await.unwrap();
        let mut same = 0;
        for (name, one, other) in &taken {
            let [first, second] = checks(table(&schema, name));
            if first == second {
                same += 1;
                let sql = format!("SELECT count(*) FROM held WHERE {}", differs(engine, one, other));
                // An expression may fail on a row: then nothing is said.
                if let Ok(count) = database.number(&sql).await {
                    assert_eq!(count, 0, "{engine}: a change would pass unseen:\n{one}\n{other}\nkept as {first:?}");
                }
            }
            // What the planner would make of the engine's words.
            let again = create(engine, &format!("p{name}"), first.text(), second.text());
            database.run(&again).await.unwrap_or_else(|error| panic!("{engine} refuses its own words: {error}"));
        }
        assert!(same * 10 > taken.len(), "{engine}: only {same} of {} pairs are one", taken.len());
        let again = law::schema_of(database).await.unwrap();
        for (name, one, other) in &taken {
            let printed = checks(table(&again, &format!("p{name}")));
            assert_eq!(printed, checks(table(&schema, name)), "{engine}: a change nobody made:\n{one}\n{other}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn defaults_compared_as_one_store_one_value() {
    on_each(async |database, engine, numbers, cases| {
        let mut taken = Vec::new();
        let make = |name: &str, kind: &str, one: &str, other: &str| {
            format!("CREATE TABLE {name} (id integer PRIMARY KEY, a {kind} DEFAULT {one}, b {kind} DEFAULT {other})")
        };
        for case in 0..cases * 2 {
            let mut choices = Choices::new(engine, numbers);
            let mut sister = choices.clone();
            let (kind, one) = choices.default();
            // The same type and another default of it.
            let mut pair = None;
            for _ in 0..20 {
                let (other_kind, other) = sister.default();
                if other_kind == kind {
                    pair = Some(other);
                }
                sister = sister.sister(numbers);
            }
            let other = pair.unwrap_or_else(|| one.clone());
            let name = format!("d{case}");
            if database.run(&make(&name, kind, &one, &other)).await.is_ok() {
                taken.push((name, kind, one, other));
            }
        }
        assert!(taken.len() > cases, "{engine} takes {}", taken.len());
        let schema = law::schema_of(database).await.unwrap();
        let default = |schema: &Schema, name: &str, column| table(schema, name).column(column).unwrap().default.clone();
        let mut same = 0;
        for (name, kind, one, other) in &taken {
            let (a, b) = (default(&schema, name, "a"), default(&schema, name, "b"));
            if a == b && !one.contains("uuid") {
                same += 1;
                if database.run(&format!("INSERT INTO {name} (id) VALUES (1)")).await.is_ok() {
                    let shown = |column: &str| match engine {
                        Engine::Sqlite => format!("typeof({column}) || quote({column})"),
                        Engine::Postgres => format!("{column}::text"),
                        Engine::MySql => format!("hex({column})"),
                    };
                    let sql =
                        format!("SELECT count(*) FROM {name} WHERE {}", differs(engine, &shown("a"), &shown("b")));
                    let count = database.number(&sql).await.unwrap();
                    assert_eq!(
                        count, 0,
                        "{engine}: a change would pass unseen: {kind}: {one} and {other}, kept as {a:?}"
                    );
                }
            }
            let words = |default: &Option<driftline_schema::Sql>| {
                let text = default.as_ref().map_or("NULL".to_owned(), |default| default.text().to_owned());
                // As the planners do for what is no literal.
                let is_bare = default.is_none() || engine == Engine::Postgres;
                let is_literal = driftline_schema::sql::tokens(engine, &text).len() == 1
                    || text.strip_prefix(['-', '+']).is_some_and(|rest| rest.trim().parse::<f64>().is_ok());
                if is_bare || is_literal || text.to_lowercase().starts_with("current_timestamp") {
                    text
                } else {
                    format!("({text})")
                }
            };
            let again = make(&format!("p{name}"), kind, &words(&a), &words(&b));
            database.run(&again).await.unwrap_or_else(|error| panic!("{engine} refuses its own words: {error}"));
        }
        assert!(same * 10 > taken.len(), "{engine}: only {same} of {} pairs are one", taken.len());
        let again = law::schema_of(database).await.unwrap();
        for (name, kind, one, other) in &taken {
            for column in ["a", "b"] {
                let printed = default(&again, &format!("p{name}"), column);
                assert_eq!(
                    printed,
                    default(&schema, name, column),
                    "{engine}: a change nobody made: {kind}: {one}, {other}"
                );
            }
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_renamed_column_reads_as_the_engine_renames_it() {
    on_each(async |database, engine, numbers, cases| {
        let names = ["day", "Tag", "select", "größer", "x y", "length", "q\"`r"];
        for case in 0..cases / 2 {
            let mut one = Choices::new(engine, numbers);
            let mut other = one.sister(numbers);
            let columns = columns(engine);
            let (from, _) = columns[numbers.below(columns.len())];
            let to = names[numbers.below(names.len())];
            let name = format!("r{case}");
            let (one, other) = (one.condition(), other.condition());
            if database.run(&create(engine, &name, &one, &other)).await.is_err() {
                continue;
            }
            let mut wanted = law::schema_of(database).await.unwrap();
            let rename = format!("ALTER TABLE {name} RENAME COLUMN {} TO {}", engine.quote(from), engine.quote(to));
            // MariaDB may refuse what a check speaks of.
            if database.run(&rename).await.is_ok() {
                rename_column(&mut wanted, &name.as_str().into(), from, to);
                let found = law::schema_of(database).await.unwrap();
                let left = diff(&wanted, &found, &Renames::default());
                assert_eq!(left.changes, [], "{engine}: {rename}\n{one}\n{other}");
            }
            database.run(&format!("DROP TABLE {name}")).await.unwrap();
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn literals_stand_for_what_the_engine_says() {
    on_each(async |database, engine, numbers, cases| {
        if engine == Engine::Sqlite {
            // Its literals have no escapes.
            return;
        }
        let mut read = 0;
        for _ in 0..cases * 4 {
            let literal = Choices::new(engine, numbers).literal_of_pieces();
            let ours = if engine == Engine::Postgres { postgres::text(&literal) } else { mysql::text(&literal) };
            // A literal may be none: an open quote, half a character.
            if let Ok(said) = database.texts(&format!("SELECT {literal}")).await {
                assert_eq!(ours.as_deref(), said.first().map(String::as_str), "{engine}: {literal}");
                read += 1;
            }
        }
        assert!(read > cases, "{engine} reads {read}");
    })
    .await;
}
