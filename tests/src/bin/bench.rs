//! Measures a comparison at several sizes of schema, on every engine that is there: `cargo xtask bench`.
//!
//! Each table has 10 columns, 2 indexes, 1 foreign key, 1 unique and 1 check. They are copies of one entity's declared
//! table, so that the words are those of real entities; finding 1,000 entities at compile time is not measured.
//! Leaves out `cargo` itself and the start of the program.

use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use driftline_autogenerate::answers::Answers;
use driftline_autogenerate::comparison::{Request, Timings, compare};
use driftline_autogenerate::managed::History;
use driftline_desired::{Declared, declared};
use driftline_diff::{Renames, diff};
use driftline_inspect::{Access, Database};
use driftline_plan::{Facts, PlanOptions, Unfit, plan};
use driftline_render::{Module, Target};
use driftline_schema::{Engine, ObjectName, Schema, Table};
use driftline_tests::{TestDatabase, engines, heavy, oracle};

/// The entity whose table is copied, and the one it refers to.
mod measured {
    pub(crate) mod base {
        use driftline_desired::prelude::*;
        use sea_orm::entity::prelude::*;

        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "base")]
        pub(crate) struct Model {
            #[sea_orm(primary_key)]
            pub(crate) id: i64,
        }

        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
        pub(crate) enum Relation {}

        impl ActiveModelBehavior for ActiveModel {}

        declare!(Entity, |_table| {});
    }

    pub(crate) mod item {
        use driftline_desired::prelude::*;
        use sea_orm::entity::prelude::*;

        #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
        #[sea_orm(table_name = "item")]
        pub(crate) struct Model {
            #[sea_orm(primary_key)]
            pub(crate) id: i64,
            #[sea_orm(column_type = "String(StringLen::N(40))", default_value = "new", indexed)]
            pub(crate) name: String,
            #[sea_orm(unique)]
            pub(crate) code: String,
            pub(crate) base_id: i64,
            #[sea_orm(default_value = 0)]
            pub(crate) age: i32,
            #[sea_orm(default_value = true)]
            pub(crate) active: bool,
            #[sea_orm(column_type = "Decimal(Some((12, 4)))", nullable)]
            pub(crate) price: Option<Decimal>,
            #[sea_orm(column_type = "Text", nullable)]
            pub(crate) note: Option<String>,
            #[sea_orm(default_expr = "Expr::current_timestamp()")]
            pub(crate) created_at: DateTimeUtc,
            #[sea_orm(default_expr = "Expr::current_timestamp()")]
            pub(crate) updated_at: DateTimeUtc,
        }

        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
        pub(crate) enum Relation {
            #[sea_orm(
                belongs_to = "super::base::Entity",
                from = "Column::BaseId",
                to = "super::base::Column::Id",
                on_delete = "Cascade"
            )]
            Base,
        }

        impl ActiveModelBehavior for ActiveModel {}

        declare!(Entity, |table| {
            table.check("item_age", Expr::col("age").gte(0));
            table.index(Index::create().name("item_name_age").col("name").col("age"));
        });
    }
}

const SIZES: [usize; 3] = [10, 100, 1000];
const RUNS: usize = 3;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    println!("engine      tables  what          connect     read  scratch     diff   render    total  statements");
    let mut code = ExitCode::SUCCESS;
    for engine in engines::ALL {
        let measured = match engines::runs(engine) {
            Ok(true) => measure(engine).await,
            Ok(false) => Ok(()),
            Err(reason) => Err(reason),
        };
        if let Err(reason) = measured {
            eprintln!("error: {reason}");
            code = ExitCode::FAILURE;
        }
    }
    println!();
    for (what, measured) in [
        ("200,000 contacts converted, beside one script", heavy::conversion().await),
        ("1,000,000 rows rebuilt, beside the twelve steps", heavy::rebuild().await),
    ] {
        match measured {
            Ok(measured) => {
                let times = measured.ours.as_secs_f64() / measured.by_hand.as_secs_f64();
                let peak = measured.peak.map_or_else(String::new, |peak| format!(", at most {} MB", peak / 1_000_000));
                let (ours, hand) = (millis(measured.ours), millis(measured.by_hand));
                println!("SQLite      {what}: {ours} ms, by hand {hand} ms, {times:.2} times that{peak}");
            }
            Err(reason) => {
                eprintln!("error: {reason}");
                code = ExitCode::FAILURE;
            }
        }
    }
    code
}

async fn measure(engine: Engine) -> Result<(), String> {
    let mut statements = None;
    for size in SIZES {
        let wanted = copies(engine, size)?;
        let live = TestDatabase::new(engine).await?;
        live.run(&creation(&wanted)?).await?;
        // Without statistics the catalogs' own queries are planned badly; a server in use has them.
        live.run(match engine {
            Engine::Sqlite => "PRAGMA optimize",
            Engine::Postgres => "ANALYZE",
            // InnoDB's own statistics say nothing about its catalog.
            Engine::MySql => "",
        })
        .await?;
        let equal = best(&live.url, &wanted, 0).await?;
        show(engine, size, "no difference", &equal);
        let changed = best(&live.url, &one_column_changed(&wanted), 1).await?;
        show(engine, size, "one column", &changed);
        if statements.is_some_and(|before| before != equal.queries) {
            return Err(format!(
                "{engine} needs {} statements at {size} tables, and another number at fewer",
                equal.queries
            ));
        }
        statements = Some(equal.queries);
        dump(engine, size, &live.url, &equal);
        live.remove().await?;
    }
    Ok(())
}

fn copies(engine: Engine, size: usize) -> Result<Declared, String> {
    let module = concat!(module_path!(), "::measured");
    let mut found = declared(engine, module).map_err(|error| error.to_string())?;
    let item = found.schema.tables.remove(&ObjectName::new("item")).ok_or("the measured entity was not found")?;
    for number in 0..size {
        found.schema.insert_table(renamed(&item, &format!("item{number:04}")));
    }
    Ok(found)
}

/// The table under another name, and all names made from it with it.
fn renamed(table: &Table, name: &str) -> Table {
    let mut copy = table.clone();
    let rename = |old: &mut Option<String>| {
        if let Some(old) = old {
            *old = old.replace("item", name);
        }
    };
    copy.name = ObjectName::new(name);
    if let Some(key) = &mut copy.primary_key {
        rename(&mut key.name);
    }
    copy.uniques.iter_mut().for_each(|unique| rename(&mut unique.name));
    copy.foreign_keys.iter_mut().for_each(|key| rename(&mut key.name));
    copy.checks.iter_mut().for_each(|check| rename(&mut check.name));
    copy.indexes.iter_mut().for_each(|index| index.name = index.name.replace("item", name));
    copy
}

fn creation(wanted: &Declared) -> Result<String, String> {
    let empty = Schema::empty(wanted.schema.engine);
    let difference = diff(&empty, &wanted.schema, &Renames::default());
    let plan = plan(&empty, &wanted.schema, &difference, &Facts::new(), &PlanOptions::default())
        .map_err(|error| error.to_string())?;
    let statements = plan.steps.iter().flat_map(|step| &step.up);
    Ok(statements.map(|statement| format!("{};\n", statement.sql)).collect())
}

fn one_column_changed(wanted: &Declared) -> Declared {
    let mut changed = wanted.clone();
    let middle = changed.schema.tables.len() / 2;
    if let Some(column) = (changed.schema.tables.values_mut().nth(middle))
        .and_then(|table| table.columns.iter_mut().find(|column| column.name == "name"))
    {
        column.data_type = column.data_type.replace("40", "50");
    }
    changed
}

/// The run with the least total time.
async fn best(url: &str, wanted: &Declared, changes: usize) -> Result<Timings, String> {
    let mut best: Option<Timings> = None;
    for _ in 0..RUNS {
        let timings = once(url, wanted, changes).await?;
        if best.as_ref().is_none_or(|best| total(&timings) < total(best)) {
            best = Some(timings);
        }
    }
    best.ok_or_else(|| "nothing was measured".to_owned())
}

async fn once(url: &str, wanted: &Declared, changes: usize) -> Result<Timings, String> {
    let start = Instant::now();
    let near = Database::open(url, Access::Read).await.map_err(|error| error.to_string())?;
    let connect = start.elapsed();
    let answers = Answers::default();
    let request = Request {
        answers: &answers,
        ignore: &[],
        ask: true,
        unfit: Unfit::Ask,
        history: &History::None,
        scratch: None,
    };
    let mut comparison = compare(&near, wanted, &request).await.map_err(|error| error.to_string())?;
    let found: Vec<String> = comparison.difference.changes.iter().map(driftline_diff::Change::describe).collect();
    if found.len() != changes {
        return Err(format!("{} changes were found instead of {changes}: {}", found.len(), found.join("; ")));
    }
    if changes > 0 {
        let plan = comparison.plan(&near, &request).await.map_err(|error| error.to_string())?;
        let start = Instant::now();
        let changes = &comparison.difference.changes;
        let target = Target { changes, plan: &plan.plan, hazards: &[] };
        let _ = Module { message: "measure", parent: None, targets: &[target] }.source();
        comparison.timings.render += start.elapsed();
    }
    comparison.timings.connect = connect;
    near.connection.close().await.map_err(|error| error.to_string())?;
    Ok(comparison.timings)
}

fn total(timings: &Timings) -> Duration {
    timings.connect + timings.read + timings.scratch + timings.diff + timings.render
}

fn millis(time: Duration) -> String {
    format!("{:.1}", time.as_secs_f64() * 1000.0)
}

fn show(engine: Engine, size: usize, what: &str, timings: &Timings) {
    println!(
        "{:<11} {size:>6}  {what:<13} {:>7} {:>8} {:>8} {:>8} {:>8} {:>8}  {} + {} scratch",
        engine.title(),
        millis(timings.connect),
        millis(timings.read),
        millis(timings.scratch),
        millis(timings.diff),
        millis(timings.render),
        millis(total(timings)),
        timings.queries,
        timings.scratch_queries,
    );
}

/// The engine's own dump of the same schema, and how a comparison without differences stands to it. SQLite has none that is
/// more than a copy of the stored statements.
fn dump(engine: Engine, size: usize, url: &str, equal: &Timings) {
    let (name, command): (&str, fn(&str) -> Option<Command>) = match engine {
        Engine::Sqlite => return,
        Engine::Postgres => ("pg_dump", |url| {
            let mut command = Command::new(oracle::pg_dump());
            command.args(["--schema-only", "--file=/dev/null", url]);
            Some(command)
        }),
        Engine::MySql => ("mariadb-dump", mariadb_dump),
    };
    let mut best: Option<Duration> = None;
    for _ in 0..RUNS {
        let start = Instant::now();
        let ran = command(url).map(|mut command| command.status());
        if !ran.is_some_and(|ran| ran.is_ok_and(|status| status.success())) {
            println!("{:<11} {size:>6}  {name:<13} not found or failed", engine.title());
            return;
        }
        best = Some(best.map_or(start.elapsed(), |best| best.min(start.elapsed())));
    }
    if let Some(dumped) = best {
        let compared = equal.read + equal.scratch + equal.diff;
        println!(
            "{:<11} {size:>6}  {name:<13} {:>53}  read + scratch + diff is {:.2} times that",
            engine.title(),
            millis(dumped),
            compared.as_secs_f64() / dumped.as_secs_f64()
        );
    }
}

/// `mariadb-dump --no-data` of the database a test's URL names; those URLs have no password.
fn mariadb_dump(url: &str) -> Option<Command> {
    let (user, place) = url.split_once("://")?.1.split_once('@')?;
    let (address, database) = place.split_once('/')?;
    let (host, port) = address.split_once(':')?;
    let folder = std::env::var_os(engines::MYSQL_PROGRAMS).filter(|folder| !folder.is_empty());
    let program = folder.map_or_else(|| "mariadb-dump".into(), |folder| PathBuf::from(folder).join("mariadb-dump"));
    let mut command = Command::new(program);
    command.args(["--no-defaults", "--no-data", "--result-file=/dev/null", "--protocol=tcp"]);
    command.args(["-h", host, "-P", port, "-u", user, database]);
    Some(command)
}
