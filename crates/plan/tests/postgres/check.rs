//! The one check behind all cases. Leaves out the cases.

use std::collections::BTreeMap;

use driftline_diff::{Renames, diff};
use driftline_inspect::{Scope, inspect};
use driftline_plan::probe::combined_sql;
use driftline_plan::{Facts, Plan, PlanOptions, Statement, Unfit, plan, probes};
use driftline_schema::notation::print_schema;
use driftline_schema::{Engine, ObjectName, Schema};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement as Query, TransactionTrait};

/// One case: definitions before and after, rows in between, and what is decided.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Case {
    /// What is tested.
    pub(crate) name: &'static str,
    /// Definitions before.
    pub(crate) before: &'static str,
    /// Rows in the tables of before.
    pub(crate) rows: &'static str,
    /// Definitions after.
    pub(crate) after: &'static str,
    /// Renames: `old=new` for a table, `table.old=new` for a column of the (new) table.
    pub(crate) renames: &'static [&'static str],
    /// Fills: `table.column=value`.
    pub(crate) fills: &'static [&'static str],
    /// Rows that do not fit are left out.
    pub(crate) leave_out: bool,
    /// Hazards by name, in the order of the steps.
    pub(crate) hazards: &'static [&'static str],
    /// A query after up, and what it gives as text, one row a line.
    pub(crate) then: Option<(&'static str, &'static str)>,
    /// What going down does to rows; exact unless said otherwise.
    pub(crate) down: Down,
    /// Text that a statement of the plan must contain.
    pub(crate) says: &'static [&'static str],
    /// Text that no statement going up may contain.
    pub(crate) never_says: &'static [&'static str],
}

/// What going down does to rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Down {
    /// Every row is as before.
    #[default]
    Exact,
    /// The structure comes back, values are lost; the plan must say so.
    Loses,
    /// The same, and a constraint that the rows no longer meet comes back as not valid.
    NotValid,
}

/// A throw-away server.
pub(crate) struct Server {
    url: String,
}

impl Server {
    /// The server named in the environment.
    pub(crate) fn from_environment() -> Option<Self> {
        std::env::var("DRIFTLINE_TEST_POSTGRES").ok().map(|url| Self { url })
    }

    fn database_url(&self, database: &str) -> String {
        match self.url.split_once("://").and_then(|(scheme, rest)| Some((scheme, rest.split_once('/')?))) {
            Some((scheme, (host, _))) => format!("{scheme}://{host}/{database}"),
            None => format!("{}/{database}", self.url),
        }
    }

    /// A database of its own, empty.
    pub(crate) async fn database(&self, name: &str) -> Result<DatabaseConnection, String> {
        let admin = open(&self.url).await?;
        run(&admin, &format!("DROP DATABASE IF EXISTS {name}")).await?;
        run(&admin, &format!("CREATE DATABASE {name}")).await?;
        admin.close().await.map_err(|error| error.to_string())?;
        open(&self.database_url(name)).await
    }

    /// Drops a database that nobody is connected to any more.
    pub(crate) async fn drop_database(&self, name: &str) -> Result<(), String> {
        let admin = open(&self.url).await?;
        run(&admin, &format!("DROP DATABASE IF EXISTS {name}")).await
    }
}

/// Takes everything out of a database that a case left in it.
async fn empty(connection: &DatabaseConnection) -> Result<(), String> {
    let schemas = "SELECT quote_ident(nspname) FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'";
    for schema in texts(connection, schemas).await?.lines() {
        run(connection, &format!("DROP SCHEMA {schema} CASCADE")).await?;
    }
    run(connection, "CREATE SCHEMA public").await
}

async fn open(url: &str) -> Result<DatabaseConnection, String> {
    let mut options = sea_orm::ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    Database::connect(options).await.map_err(|error| format!("cannot open the server: {error}"))
}

async fn run<C: ConnectionTrait>(connection: &C, sql: &str) -> Result<(), String> {
    connection.execute_unprepared(sql).await.map(|_| ()).map_err(|error| format!("{error}\n  in: {sql}"))
}

async fn read(connection: &DatabaseConnection) -> Result<Schema, String> {
    inspect(connection, &Scope::default()).await.map(|found| found.schema).map_err(|error| error.to_string())
}

/// The first column of every row, as text, a line each.
async fn texts<C: ConnectionTrait>(connection: &C, sql: &str) -> Result<String, String> {
    let rows = connection
        .query_all_raw(Query::from_string(DbBackend::Postgres, sql))
        .await
        .map_err(|error| format!("{error}\n  in: {sql}"))?;
    let lines: Result<Vec<String>, _> =
        rows.iter().map(|row| row.try_get_by_index::<Option<String>>(0).map(Option::unwrap_or_default)).collect();
    lines.map(|lines| lines.join("\n")).map_err(|error| format!("{error}\n  in: {sql}"))
}

/// Every row of every table as JSON, sorted.
async fn rows(connection: &DatabaseConnection, schema: &Schema) -> Result<String, String> {
    let mut all = String::new();
    for table in schema.tables.keys() {
        let sql = format!("SELECT to_jsonb(t)::text FROM {} AS t ORDER BY 1", table.quoted(Engine::Postgres));
        all.push_str(&format!("{table}\n{}\n", texts(connection, &sql).await?));
    }
    Ok(all)
}

fn renames(case: &Case) -> Renames {
    let mut found = Renames::default();
    for (from, to) in case.renames.iter().filter_map(|rename| rename.split_once('=')) {
        match from.split_once('.') {
            Some((table, column)) if !case.renames_namespaces() => {
                found.columns.push((table.into(), column.to_owned(), to.to_owned()));
            }
            _ => found.tables.push((object(from), object(to))),
        }
    }
    found
}

impl Case {
    /// Whether dots in renames divide a namespace from a table.
    fn renames_namespaces(&self) -> bool {
        self.after.contains("CREATE SCHEMA") || self.before.contains("CREATE SCHEMA")
    }
}

fn object(text: &str) -> ObjectName {
    match text.split_once('.') {
        Some((namespace, name)) => ObjectName::within(Some(namespace), name),
        None => ObjectName::new(text),
    }
}

fn options(case: &Case) -> PlanOptions {
    let mut options = PlanOptions::default();
    for (target, value) in case.fills.iter().filter_map(|fill| fill.split_once('=')) {
        if let Some((table, column)) = target.split_once('.') {
            options.fills.insert((table.into(), column.to_owned()), value.to_owned());
        }
    }
    if case.leave_out {
        options.unfit = Unfit::LeaveOut;
    }
    options
}

async fn facts(
    connection: &DatabaseConnection,
    current: &Schema,
    desired: &Schema,
    case: &Case,
) -> Result<Facts, String> {
    let probes = probes(current, desired, &diff(current, desired, &renames(case)));
    if probes.is_empty() {
        return Ok(Facts::new());
    }
    let sql = combined_sql(Engine::Postgres, &probes);
    let row = connection
        .query_one_raw(Query::from_string(DbBackend::Postgres, &sql))
        .await
        .map_err(|error| format!("{error}\n  in: {sql}"))?
        .ok_or("no counts")?;
    let mut facts = BTreeMap::new();
    for (place, probe) in probes.into_iter().enumerate() {
        let counted: i64 = row.try_get_by_index(place).map_err(|error| error.to_string())?;
        facts.insert(probe, counted.unsigned_abs());
    }
    Ok(facts)
}

async fn execute(connection: &DatabaseConnection, statements: &[&Statement]) -> Result<(), String> {
    let transaction = connection.begin().await.map_err(|error| error.to_string())?;
    for statement in statements {
        run(&transaction, &statement.sql).await?;
    }
    transaction.commit().await.map_err(|error| error.to_string())
}

fn script(plan: &Plan) -> String {
    let mut text = String::new();
    for step in &plan.steps {
        text.push_str(&format!("-- {}\n", step.summary));
        for hazard in &step.hazards {
            text.push_str(&format!("   ! {hazard}\n"));
        }
        for statement in &step.up {
            text.push_str(&format!("   up   {}\n", statement.sql));
        }
        for statement in &step.down {
            text.push_str(&format!("   down {}\n", statement.sql));
        }
    }
    text
}

/// The schema as if every constraint had been checked.
fn validated(schema: &Schema) -> Schema {
    let mut schema = schema.clone();
    for table in schema.tables.values_mut() {
        table.foreign_keys.iter_mut().for_each(|key| key.validated = true);
        table.checks.iter_mut().for_each(|check| check.validated = true);
    }
    schema
}

/// What is left to do between two schemas, empty where nothing is.
fn left(found: &Schema, wanted: &Schema) -> String {
    let changes = diff(found, wanted, &Renames::default()).changes;
    if changes.is_empty() {
        return String::new();
    }
    let changes: Vec<String> = changes.iter().map(|change| format!("{change:?}")).collect();
    format!("{}\nfound:\n{}\nwanted:\n{}", changes.join("\n"), print_schema(found), print_schema(wanted))
}

/// A trigger's function, which no plan makes.
const FUNCTION: &str = "CREATE OR REPLACE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'";

/// Goes from what one case begins with to what another ends with, and back, without rows and with nothing decided.
pub(crate) async fn check_pair(
    live: &DatabaseConnection,
    wanted: &DatabaseConnection,
    one: &Case,
    other: &Case,
) -> Result<(), String> {
    for (connection, definitions) in [(live, one.before), (wanted, other.after)] {
        empty(connection).await?;
        run(connection, FUNCTION).await?;
        run(connection, &definitions.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")).await?;
    }
    let (current, desired) = (read(live).await?, read(wanted).await?);
    let difference = diff(&current, &desired, &Renames::default());
    let plan = plan(&current, &desired, &difference, &Facts::new(), &PlanOptions::default())
        .map_err(|error| error.to_string())?;
    let script = script(&plan);
    let fail = |what: &str, why: String| format!("{what}: {why}\n{script}");
    let up: Vec<&Statement> = plan.steps.iter().flat_map(|step| &step.up).collect();
    let down: Vec<&Statement> = plan.steps.iter().rev().flat_map(|step| &step.down).collect();
    execute(live, &up).await.map_err(|error| fail("up", error))?;
    let missing = left(&read(live).await?, &desired);
    if !missing.is_empty() {
        return Err(fail("after up", missing));
    }
    execute(live, &down).await.map_err(|error| fail("down", error))?;
    let missing = left(&read(live).await?, &current);
    if missing.is_empty() { Ok(()) } else { Err(fail("after down", missing)) }
}

/// Executes one case, up and down, in two databases that it empties first.
pub(crate) async fn check(live: &DatabaseConnection, wanted: &DatabaseConnection, case: &Case) -> Result<(), String> {
    empty(live).await?;
    empty(wanted).await?;
    run(live, case.before).await?;
    run(live, case.rows).await?;
    run(wanted, case.after).await?;
    let current = read(live).await?;
    let desired = read(wanted).await?;
    let difference = diff(&current, &desired, &renames(case));
    if difference.changes.is_empty() {
        return Err("nothing differs: the case tests nothing".to_owned());
    }
    let counted = facts(live, &current, &desired, case).await?;
    let plan = plan(&current, &desired, &difference, &counted, &options(case)).map_err(|error| error.to_string())?;
    let script = script(&plan);
    let fail = |what: &str, why: String| format!("{what}: {why}\n{script}");
    let before = rows(live, &current).await?;

    let hazards: Vec<&str> =
        plan.steps.iter().flat_map(|step| &step.hazards).map(|hazard| hazard.kind.name()).collect();
    if hazards != case.hazards {
        return Err(fail("hazards", format!("{hazards:?}")));
    }
    let up: Vec<&Statement> = plan.steps.iter().flat_map(|step| &step.up).collect();
    let down: Vec<&Statement> = plan.steps.iter().rev().flat_map(|step| &step.down).collect();
    for text in case.says {
        if !up.iter().chain(&down).any(|statement| statement.sql.contains(text)) {
            return Err(fail("no statement says", (*text).to_owned()));
        }
    }
    for text in case.never_says {
        if up.iter().any(|statement| statement.sql.contains(text)) {
            return Err(fail("a statement says", (*text).to_owned()));
        }
    }

    execute(live, &up).await.map_err(|error| fail("up", error))?;
    let reached = read(live).await?;
    let missing = left(&reached, &desired);
    if !missing.is_empty() {
        return Err(fail("after up", missing));
    }
    if let Some((query, expected)) = case.then {
        let found = texts(live, query).await?;
        if found != expected {
            return Err(fail("rows after up", format!("{found}\nexpected\n{expected}")));
        }
    }

    execute(live, &down).await.map_err(|error| fail("down", error))?;
    let restored = read(live).await?;
    let missing = match case.down {
        Down::NotValid if validated(&restored) == restored => {
            return Err(fail("after down", "all is valid".to_owned()));
        }
        Down::NotValid => left(&validated(&restored), &current),
        Down::Exact | Down::Loses => left(&restored, &current),
    };
    if !missing.is_empty() {
        return Err(fail("after down", missing));
    }
    let again = rows(live, &restored).await?;
    let says_loss = plan.steps.iter().any(|step| step.loses.is_some());
    match case.down {
        Down::Exact if again != before => Err(fail("rows after down", format!("{again}\nbefore\n{before}"))),
        Down::Loses | Down::NotValid if !says_loss => Err(fail("loses", "no step says what is lost".to_owned())),
        Down::Loses | Down::NotValid if again == before => Err(fail("rows after down", "nothing is lost".to_owned())),
        Down::Exact | Down::Loses | Down::NotValid => Ok(()),
    }
}
