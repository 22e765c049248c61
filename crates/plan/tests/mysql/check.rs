//! The one check behind all cases. Leaves out the cases.

use std::collections::BTreeMap;

use driftline_diff::{Renames, diff};
use driftline_inspect::{Access, Database, Scope, inspect};
use driftline_plan::probe::combined_sql;
use driftline_plan::{Facts, HazardKind, Plan, PlanError, PlanOptions, Statement, Unfit, plan, probes};
use driftline_schema::notation::print_schema;
use driftline_schema::{Engine, Schema};
use sea_orm::{ConnectionTrait, DbBackend, Statement as Query};

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
}

/// A throw-away server.
pub(crate) struct Server {
    url: String,
}

impl Server {
    /// The server named in the environment.
    pub(crate) fn from_environment() -> Option<Self> {
        std::env::var("DRIFTLINE_TEST_MYSQL").ok().map(|url| Self { url })
    }

    fn database_url(&self, database: &str) -> String {
        match self.url.split_once("://").and_then(|(scheme, rest)| Some((scheme, rest.split_once('/')?))) {
            Some((scheme, (host, _))) => format!("{scheme}://{host}/{database}"),
            None => format!("{}/{database}", self.url),
        }
    }

    async fn admin(&self) -> Result<Database, String> {
        open(&self.database_url("mysql")).await
    }

    /// A database of its own, empty.
    pub(crate) async fn database(&self, name: &str) -> Result<Database, String> {
        let admin = self.admin().await?;
        run(&admin, &format!("DROP DATABASE IF EXISTS {name}")).await?;
        run(&admin, &format!("CREATE DATABASE {name} CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci")).await?;
        admin.close().await.map_err(|error| error.to_string())?;
        open(&self.database_url(name)).await
    }

    /// Drops a database that nobody is connected to any more.
    pub(crate) async fn drop_database(&self, name: &str) -> Result<(), String> {
        let admin = self.admin().await?;
        run(&admin, &format!("DROP DATABASE IF EXISTS {name}")).await?;
        admin.close().await.map_err(|error| error.to_string())
    }
}

/// Takes everything out of a database that a case left in it.
async fn empty(database: &Database) -> Result<(), String> {
    let name = texts(database, "SELECT DATABASE()").await?;
    run(database, &format!("DROP DATABASE {name}")).await?;
    run(database, &format!("CREATE DATABASE {name} CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci")).await?;
    run(database, &format!("USE {name}")).await
}

async fn open(url: &str) -> Result<Database, String> {
    Database::open(url, Access::Write).await.map_err(|error| format!("cannot open the server: {error}"))
}

async fn run(database: &Database, sql: &str) -> Result<(), String> {
    if sql.trim().is_empty() {
        return Ok(());
    }
    database.connection.execute_unprepared(sql).await.map(|_| ()).map_err(|error| format!("{error}\n  in: {sql}"))
}

async fn read(database: &Database) -> Result<Schema, String> {
    inspect(&database.connection, &Scope::default()).await.map(|found| found.schema).map_err(|error| error.to_string())
}

/// The first column of every row, as text, a line each.
async fn texts(database: &Database, sql: &str) -> Result<String, String> {
    let rows = (database.connection)
        .query_all_raw(Query::from_string(DbBackend::MySql, sql))
        .await
        .map_err(|error| format!("{error}\n  in: {sql}"))?;
    let lines: Result<Vec<String>, _> =
        rows.iter().map(|row| row.try_get_by_index::<Option<String>>(0).map(Option::unwrap_or_default)).collect();
    lines.map(|lines| lines.join("\n")).map_err(|error| format!("{error}\n  in: {sql}"))
}

/// Every row of every table as text, sorted.
async fn rows(database: &Database, schema: &Schema) -> Result<String, String> {
    let mut all = String::new();
    for table in schema.tables.values() {
        let mut names: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
        names.sort_unstable();
        let values: Vec<String> = (names.iter())
            .map(|name| format!("'{name}=', COALESCE(CONVERT({} USING utf8mb4), 'NULL')", Engine::MySql.quote(name)))
            .collect();
        let target = table.name.quoted(Engine::MySql);
        let sql = format!("SELECT CONCAT({}) FROM {target} ORDER BY 1", values.join(", ' ', "));
        all.push_str(&format!("{}\n{}\n", table.name, texts(database, &sql).await?));
    }
    Ok(all)
}

fn renames(case: &Case) -> Renames {
    let mut found = Renames::default();
    for (from, to) in case.renames.iter().filter_map(|rename| rename.split_once('=')) {
        match from.split_once('.') {
            Some((table, column)) => found.columns.push((table.into(), column.to_owned(), to.to_owned())),
            None => found.tables.push((from.into(), to.into())),
        }
    }
    found
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

async fn facts(database: &Database, current: &Schema, desired: &Schema, renames: &Renames) -> Result<Facts, String> {
    let probes = probes(current, desired, &diff(current, desired, renames));
    if probes.is_empty() {
        return Ok(Facts::new());
    }
    let sql = combined_sql(Engine::MySql, &probes);
    let row = (database.connection)
        .query_one_raw(Query::from_string(DbBackend::MySql, &sql))
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

async fn execute(database: &Database, statements: &[&Statement]) -> Result<(), String> {
    for statement in statements {
        run(database, &statement.sql).await?;
    }
    Ok(())
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

/// What is left to do between two schemas, empty where nothing is.
fn left(found: &Schema, wanted: &Schema) -> String {
    let changes = diff(found, wanted, &Renames::default()).changes;
    if changes.is_empty() {
        return String::new();
    }
    let changes: Vec<String> = changes.iter().map(|change| format!("{change:?}")).collect();
    format!("{}\nfound:\n{}\nwanted:\n{}", changes.join("\n"), print_schema(found), print_schema(wanted))
}

/// Goes from what one case begins with to what another ends with, and back, without rows and with nothing decided.
pub(crate) async fn check_pair(live: &Database, wanted: &Database, one: &Case, other: &Case) -> Result<(), String> {
    check_way(live, wanted, (one.before, ""), other.after, &Renames::default()).await
}

/// Goes from some definitions and rows to other definitions, and back. Rows that do not fit are filled or left out; where
/// no step says that something is lost, they must be what they were.
pub(crate) async fn check_way(
    live: &Database,
    wanted: &Database,
    (before, with): (&str, &str),
    after: &str,
    renames: &Renames,
) -> Result<(), String> {
    for (database, definitions) in [(live, before), (wanted, after)] {
        empty(database).await?;
        run(database, definitions).await?;
    }
    run(live, with).await?;
    let (current, desired) = (read(live).await?, read(wanted).await?);
    let difference = diff(&current, &desired, renames);
    let counted = facts(live, &current, &desired, renames).await?;
    let options = PlanOptions { unfit: Unfit::LeaveOut, ..PlanOptions::default() };
    let plan = match plan(&current, &desired, &difference, &counted, &options) {
        // Rows that nothing tells apart are the only thing these schemas can stumble over.
        Err(PlanError::Unsupported(reasons)) if reasons.iter().all(|reason| reason.contains("tell them apart")) => {
            return Ok(());
        }
        planned => planned.map_err(|error| error.to_string())?,
    };
    let script = script(&plan);
    let fail = |what: &str, why: String| format!("{what}: {why}\n{script}");
    let may_fail = [HazardKind::FailsOnData, HazardKind::ConvertsType, HazardKind::NarrowsType];
    if plan.steps.iter().flat_map(|step| &step.hazards).any(|hazard| may_fail.contains(&hazard.kind)) {
        return Ok(());
    }
    let first = rows(live, &current).await?;
    let up: Vec<&Statement> = plan.steps.iter().flat_map(|step| &step.up).collect();
    let down: Vec<&Statement> = plan.steps.iter().rev().flat_map(|step| &step.down).collect();
    execute(live, &up).await.map_err(|error| fail("up", error))?;
    let missing = left(&read(live).await?, &desired);
    if !missing.is_empty() {
        return Err(fail("after up", missing));
    }
    execute(live, &down).await.map_err(|error| fail("down", error))?;
    let restored = read(live).await?;
    let missing = left(&restored, &current);
    if !missing.is_empty() {
        return Err(fail("after down", missing));
    }
    let again = rows(live, &restored).await?;
    if again != first && plan.steps.iter().all(|step| step.loses.is_none()) {
        return Err(fail("rows after down", format!("{again}\nbefore\n{first}")));
    }
    Ok(())
}

/// Executes one case, up and down, in two databases that it empties first.
pub(crate) async fn check(live: &Database, wanted: &Database, case: &Case) -> Result<(), String> {
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
    let counted = facts(live, &current, &desired, &renames(case)).await?;
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
    let missing = left(&restored, &current);
    if !missing.is_empty() {
        return Err(fail("after down", missing));
    }
    let again = rows(live, &restored).await?;
    let says_loss = plan.steps.iter().any(|step| step.loses.is_some());
    match case.down {
        Down::Exact if again != before => Err(fail("rows after down", format!("{again}\nbefore\n{before}"))),
        Down::Loses if !says_loss => Err(fail("loses", "no step says what is lost".to_owned())),
        Down::Loses if again == before => Err(fail("rows after down", "nothing is lost".to_owned())),
        Down::Exact | Down::Loses => Ok(()),
    }
}
