//! Not stopping the application: four connections write two hundred times a second to a table that a migration changes, while
//! a reader keeps a transaction open on it for some seconds. No write fails, and none waits for over a second.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use driftline_inspect::{Access, Database};
use driftline_schema::Engine;
use driftline_tests::every_kind::{Program, finish};
use driftline_tests::{TestDatabase, engines};
use sea_orm::{ConnectionTrait, TransactionTrait};

/// Connections that write, each fifty times a second.
const WRITERS: u32 = 4;
const PAUSE: Duration = Duration::from_millis(20);
/// How long the reader keeps its transaction open.
const READER: Duration = Duration::from_secs(4);

/// What a writer met.
#[derive(Debug, Default)]
struct Met {
    writes: usize,
    longest: Duration,
    errors: Vec<String>,
}

async fn write(url: String, number: u32, stop: Arc<AtomicBool>) -> Met {
    let database = Database::open(&url, Access::Write).await.unwrap();
    let mut met = Met::default();
    let mut tick = tokio::time::interval(PAUSE);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    while !stop.load(Ordering::SeqCst) {
        tick.tick().await;
        let id = 1 + (met.writes as u32 * WRITERS + number) % 300;
        let began = Instant::now();
        // Two statements in a transaction, as an application does: the table is in use between them.
        let wrote = async {
            let transaction = database.connection.begin().await?;
            transaction.execute_unprepared(&format!("UPDATE people SET name = name WHERE id = {id}")).await?;
            transaction.execute_unprepared(&format!("UPDATE people SET visits = visits + 1 WHERE id = {id}")).await?;
            transaction.commit().await
        };
        if let Err(error) = wrote.await {
            met.errors.push(error.to_string());
        }
        met.longest = met.longest.max(began.elapsed());
        met.writes += 1;
    }
    database.close().await.unwrap();
    met
}

async fn application(engine: Engine) {
    let database = TestDatabase::new(engine).await.unwrap();
    let program = Program::new(Path::new(env!("CARGO_BIN_EXE_every_kind")), &database.url);
    program.succeed(&["up", "m01"]).unwrap();
    let stop = Arc::new(AtomicBool::new(false));
    let writers: Vec<_> =
        (0..WRITERS).map(|number| tokio::spawn(write(database.url.clone(), number, Arc::clone(&stop)))).collect();
    tokio::time::sleep(Duration::from_millis(500)).await;

    let reader = Database::open(&database.url, Access::Write).await.unwrap();
    let reading = reader.connection.begin().await.unwrap();
    reading.execute_unprepared("SELECT count(*) FROM people").await.unwrap();
    let began = Instant::now();
    let run = program.start(&["up", "m04"]).unwrap();
    tokio::time::sleep(READER).await;
    reading.commit().await.unwrap();
    let said = tokio::task::spawn_blocking(move || finish(run, Duration::from_secs(100)).unwrap()).await.unwrap();
    let took = began.elapsed();
    tokio::time::sleep(Duration::from_millis(500)).await;
    stop.store(true, Ordering::SeqCst);

    assert_eq!(said.code, Some(0), "{said:#?}");
    assert!(said.err.contains("others use what it needs; tried "), "the reader was in nobody's way: {said:#?}");
    let (mut writes, mut longest) = (0, Duration::ZERO);
    for writer in writers {
        let met = writer.await.unwrap();
        assert!(met.errors.is_empty(), "the application met errors: {:?}", met.errors);
        writes += met.writes;
        longest = longest.max(met.longest);
    }
    let tries = said.err.matches("others use").count();
    println!(
        "{engine:?}: {writes} writes, the longest {} ms; up took {} ms, {tries} lines of waiting",
        longest.as_millis(),
        took.as_millis()
    );
    assert!(longest < Duration::from_secs(1), "a write waited for {} ms", longest.as_millis());
    reader.close().await.unwrap();
    database.remove().await.unwrap();
}

fn run(engine: Engine) {
    if engines::runs(engine).unwrap() {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(application(engine));
    }
}

#[test]
fn an_application_on_postgres_goes_on_during_up() {
    run(Engine::Postgres);
}

#[test]
fn an_application_on_mariadb_goes_on_during_up() {
    run(Engine::MySql);
}
