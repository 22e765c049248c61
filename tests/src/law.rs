//! The law of this project, for one case: apply the plan, read back, no difference; revert, equal to the start, row by
//! row; apply again. Leaves out where cases come from.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use driftline_diff::{Difference, Renames, candidates, diff};
use driftline_inspect::{Scope, inspect};
use driftline_plan::{Facts, Plan, PlanError, PlanOptions, Statement, plan, probes};
use driftline_schema::{AutoIncrement, Column, Engine, Index, IndexKey, ObjectName, Schema, Table, notation};

use crate::case::{Case, Loss};
use crate::rows::{self, Counters, Pair, ROWID, Rows};
use crate::{TestDatabase, oracle};

/// Everything a failure shows.
#[derive(Debug, Default)]
struct Story {
    text: String,
}

impl Story {
    fn tell(&mut self, title: &str, text: impl AsRef<str>) {
        let _ = writeln!(self.text, "-- {title}\n{}", text.as_ref().trim_end());
    }
}

/// Checks the law on one engine.
///
/// # Errors
/// What does not hold, with both schemas in their notation and the SQL that was executed.
pub fn check_case(case: &Case, engine: Engine) -> Result<(), String> {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|error| error.to_string())?;
    runtime.block_on(async {
        let live = TestDatabase::new(engine).await?;
        let goal = TestDatabase::new(engine).await?;
        let again = TestDatabase::new(engine).await?;
        let mut story = Story::default();
        let outcome = law(case, &live, &goal, &again, &mut story).await;
        for database in [live, goal, again] {
            database.remove().await?;
        }
        outcome.map_err(|reason| format!("{} on {engine}: {reason}\n{}", case.name, story.text))
    })
}

async fn law(
    case: &Case,
    live: &TestDatabase,
    goal: &TestDatabase,
    again: &TestDatabase,
    story: &mut Story,
) -> Result<(), String> {
    live.run(&case.before).await.map_err(|error| format!("the section `before` fails: {error}"))?;
    goal.run(&case.after).await.map_err(|error| format!("the section `after` fails: {error}"))?;
    let start = schema_of(live).await?;
    let desired = schema_of(goal).await?;
    story.tell("start", notation::print_schema(&start));
    story.tell("desired", notation::print_schema(&desired));
    for schema in [&start, &desired] {
        notation_reads_back(schema)?;
    }
    ask_for_renames(case, &start, &desired)?;
    let difference = diff(&start, &desired, &case.renames);
    let described: Vec<String> = difference.changes.iter().map(driftline_diff::Change::describe).collect();
    story.tell("changes", described.join("\n"));
    expected_changes(case, &described)?;
    expected_unknown(case, &difference)?;
    let facts = count(live, &start, &desired, &difference).await?;
    let made = plan(&start, &desired, &difference, &facts, &case.options);
    let plan = match expected_needs(case, made)? {
        Some(plan) => plan,
        None => return Ok(()),
    };
    tell_plan(&plan, story);
    expected_hazards(case, &plan)?;

    let first = rows::read(live).await?;
    let counted = rows::counters(live).await?;
    if !case.fails.is_empty() {
        return fails_whole(case, live, again, &plan, &start, &first).await;
    }
    up(live, &plan).await?;
    let after = schema_of(live).await?;
    same_schema(&after, &desired, "after up").map_err(|error| error + &remaining(&after, &desired))?;
    no_difference(&after, &desired)?;
    // Where nothing is to be found the two are written differently on purpose.
    let second_opinion = if described.is_empty() { Ok(()) } else { oracle::compare(live, goal, again).await };
    second_opinion.map_err(|lines| format!("after up the engine itself sees a difference:{lines}"))?;
    let second = rows::read(live).await?;
    let columns = Columns { case, start: &start, desired: &desired };
    columns.rows_after_up(&first, &second)?;
    columns.counters_after_up(&counted, &rows::counters(live).await?, &second)?;

    down(live, &plan).await?;
    let reverted = schema_of(live).await?;
    same_schema(&reverted, &start, "after down").map_err(|error| error + &remaining(&reverted, &start))?;
    no_difference(&reverted, &start)?;
    rows_after_down(case, &first, &rows::read(live).await?)?;

    up(live, &plan).await.map_err(|error| format!("the second time {error}"))?;
    let repeated = schema_of(live).await?;
    same_schema(&repeated, &desired, "after the second up")?;
    // What cannot be compared cannot be built.
    if desired.not_compared.is_empty() { built_from_nothing(&desired, again).await } else { Ok(()) }
}

/// A plan that the rows refuse leaves schema and rows as they were. Where each statement commits, that holds when the
/// planner lets the statement that may be refused come first; a case in which it cannot says `half done`, and then the
/// refused statement itself must have left nothing: all is as the statements before it make it.
async fn fails_whole(
    case: &Case,
    live: &TestDatabase,
    again: &TestDatabase,
    plan: &Plan,
    start: &Schema,
    first: &Rows,
) -> Result<(), String> {
    let statements = ups(plan);
    let Err(refused) = execute(live, plan, &statements).await else {
        return Err("up should have failed, and did not".to_owned());
    };
    if let Some(missing) = case.fails.iter().find(|expected| !holds_pieces(&refused.reason, expected)) {
        return Err(format!("up fails without saying `{missing}`: {}", refused.reason));
    }
    let (found, rows) = (schema_of(live).await?, rows::read(live).await?);
    let untouched = same_schema(&found, start, "after the failure").and_then(|()| rows_after_down(case, first, &rows));
    if !case.half_done {
        return untouched;
    }
    if untouched.is_ok() {
        return Err("the case is said to end half done, and all is as it was".to_owned());
    }
    again.run(&case.before).await?;
    for sql in &statements[..refused.stay] {
        again.run(sql).await?;
    }
    same_schema(&found, &schema_of(again).await?, "after the failure")?;
    rows_after_down(case, &rows::read(again).await?, &rows)
}

/// The planner prints every definition there is: what it makes out of nothing must be the schema itself.
async fn built_from_nothing(desired: &Schema, again: &TestDatabase) -> Result<(), String> {
    let empty = schema_of(again).await?;
    let difference = diff(&empty, desired, &Renames::default());
    let made = plan(&empty, desired, &difference, &Facts::new(), &PlanOptions::default())
        .map_err(|error| format!("no plan from an empty database: {error}"))?;
    let script: Vec<&str> =
        made.steps.iter().flat_map(|step| &step.up).map(|statement| statement.sql.as_str()).collect();
    up(again, &made).await.map_err(|error| format!("from an empty database {error}"))?;
    let built = schema_of(again).await?;
    same_schema(&built, desired, "built from nothing")
        .map_err(|error| format!("{error}{}\n-- from nothing\n{}", remaining(&built, desired), script.join(";\n")))
}

/// The database's schema.
///
/// # Errors
/// What the reader said.
pub async fn schema_of(database: &TestDatabase) -> Result<Schema, String> {
    let read = inspect(&database.database.connection, &Scope::default()).await;
    read.map(|inspection| inspection.schema).map_err(|error| error.to_string())
}

fn notation_reads_back(schema: &Schema) -> Result<(), String> {
    let text = notation::print_schema(schema);
    let parsed =
        notation::schema(schema.engine, &text).map_err(|error| format!("the notation does not parse: {error}"))?;
    // Texts alone: what a reader knows to mean the same value is not part of the notation.
    if notation::print_schema(&parsed) == text {
        return Ok(());
    }
    Err(format!("the notation loses something: it reads back as\n{}", notation::print_schema(&parsed)))
}

/// A decided rename must have been worth asking for, and nothing may be left to ask.
fn ask_for_renames(case: &Case, start: &Schema, desired: &Schema) -> Result<(), String> {
    if case.renames.tables.is_empty() && case.renames.columns.is_empty() {
        return Ok(());
    }
    // Two that take each other's names are both still there: nothing asks about them, only a declaration knows.
    let vanished = case.renames.tables.iter().any(|(old, _)| !desired.tables.contains_key(old))
        || case.renames.columns.iter().any(|(table, old, _)| {
            desired.tables.get(table).is_some_and(|table| {
                let gone = |name: &str| match start.engine {
                    Engine::Postgres => name != old,
                    _ => !name.eq_ignore_ascii_case(old),
                };
                table.columns.iter().all(|column| gone(&column.name))
            })
        });
    if vanished && candidates(start, desired, &Renames::default()).is_empty() {
        return Err("the case renames something, but without its answers nothing is asked".to_owned());
    }
    let open = candidates(start, desired, &case.renames);
    if open.is_empty() { Ok(()) } else { Err(format!("renames are decided, and still this is asked: {open:?}")) }
}

fn expected_changes(case: &Case, described: &[String]) -> Result<(), String> {
    let Some(expected) = &case.changes else {
        return if described.is_empty() { Err("no change was found".to_owned()) } else { Ok(()) };
    };
    let squeezed = |lines: &[String]| -> Vec<String> {
        lines.iter().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
    };
    let (expected, found) = (squeezed(expected), squeezed(described));
    if expected == found {
        return Ok(());
    }
    Err(format!("other changes than expected; found:\n{}\nexpected:\n{}", found.join("\n"), expected.join("\n")))
}

/// What the planner wants counted.
///
/// # Errors
/// When a probe fails.
pub async fn count(
    live: &TestDatabase,
    start: &Schema,
    desired: &Schema,
    difference: &Difference,
) -> Result<Facts, String> {
    let mut facts = Facts::new();
    for probe in probes(start, desired, difference) {
        let found = live.number(&probe.sql(start.engine)).await.map_err(|error| format!("a probe fails: {error}"))?;
        facts.insert(probe, u64::try_from(found).map_err(|error| error.to_string())?);
    }
    Ok(facts)
}

fn expected_needs(case: &Case, made: Result<Plan, PlanError>) -> Result<Option<Plan>, String> {
    match made {
        Ok(plan) if case.needs.is_empty() => Ok(Some(plan)),
        Ok(_) => Err(format!("planning should have asked for {}", case.needs.join(", "))),
        Err(PlanError::Needs(needs)) if !case.needs.is_empty() => {
            let asked: Vec<String> = needs.into_iter().map(|need| PlanError::Needs(vec![need]).to_string()).collect();
            let same = asked.len() == case.needs.len()
                && asked.iter().zip(&case.needs).all(|(asked, expected)| holds_pieces(asked, expected));
            if same {
                return Ok(None);
            }
            Err(format!("planning asks:\n{}\ninstead of:\n{}", asked.join("\n"), case.needs.join("\n")))
        }
        Err(PlanError::Unsupported(reasons)) if !case.needs.is_empty() => {
            let reasons = reasons.join("\n");
            match case.needs.iter().find(|expected| !holds_pieces(&reasons, expected)) {
                None => Ok(None),
                Some(missing) => Err(format!("planning refuses without saying `{missing}`: {reasons}")),
            }
        }
        Err(error) => Err(format!("no plan: {error}")),
    }
}

fn expected_hazards(case: &Case, plan: &Plan) -> Result<(), String> {
    let said: Vec<String> =
        plan.steps.iter().flat_map(|step| &step.hazards).map(std::string::ToString::to_string).collect();
    match case.hazards.iter().find(|expected| !said.iter().any(|hazard| holds_pieces(hazard, expected))) {
        None => Ok(()),
        Some(missing) => Err(format!("no hazard says `{missing}`; said are:\n{}", said.join("\n"))),
    }
}

/// Whether the text holds the pieces around `…` in their order.
fn holds_pieces(text: &str, pieces: &str) -> bool {
    let mut rest = text;
    pieces.split('…').map(str::trim).all(|piece| match rest.find(piece) {
        Some(at) => {
            rest = &rest[at + piece.len()..];
            true
        }
        None => false,
    })
}

fn expected_unknown(case: &Case, difference: &Difference) -> Result<(), String> {
    let said: Vec<String> =
        difference.not_compared.iter().map(|found| format!("{}: {}", found.object, found.reason)).collect();
    match case.unknown.iter().find(|expected| !said.iter().any(|line| holds_pieces(line, expected))) {
        None if case.unknown.is_empty() && !said.is_empty() => {
            Err(format!("this is not compared, and the case does not expect it:\n{}", said.join("\n")))
        }
        None => Ok(()),
        Some(missing) => Err(format!("nothing says that `{missing}` is not compared; said are:\n{}", said.join("\n"))),
    }
}

fn tell_plan(plan: &Plan, story: &mut Story) {
    let script = |statements: &[Statement]| {
        statements.iter().map(|statement| format!("   {};\n", statement.sql)).collect::<String>()
    };
    let (mut up, mut down) = (String::new(), String::new());
    for step in &plan.steps {
        let _ = write!(up, "   -- {}\n{}", step.summary, script(&step.up));
    }
    for step in plan.steps.iter().rev() {
        let _ = write!(down, "   -- back: {}\n{}", step.summary, script(&step.down));
    }
    story.tell("up", up);
    story.tell("down", down);
}

fn ups(plan: &Plan) -> Vec<&str> {
    plan.steps.iter().flat_map(|step| &step.up).map(|statement| statement.sql.as_str()).collect()
}

async fn up(database: &TestDatabase, plan: &Plan) -> Result<(), String> {
    execute(database, plan, &ups(plan)).await.map_err(|refused| format!("up fails: {}", refused.reason))
}

async fn down(database: &TestDatabase, plan: &Plan) -> Result<(), String> {
    let statements: Vec<&str> =
        plan.steps.iter().rev().flat_map(|step| &step.down).map(|statement| statement.sql.as_str()).collect();
    execute(database, plan, &statements).await.map_err(|refused| format!("down fails: {}", refused.reason))
}

/// A plan that was not carried out.
struct Refused {
    /// How many of its statements stay.
    stay: usize,
    reason: String,
}

impl From<String> for Refused {
    fn from(reason: String) -> Self {
        Self { stay: 0, reason }
    }
}

/// Runs the statements as the runner does: in one transaction, or one by one where each commits.
async fn execute(database: &TestDatabase, plan: &Plan, statements: &[&str]) -> Result<(), Refused> {
    match plan.engine {
        Engine::Sqlite => on_sqlite(database, plan, statements).await,
        Engine::Postgres => {
            database.run("BEGIN").await?;
            in_transaction(database, statements).await?;
            Ok(database.run("COMMIT").await?)
        }
        Engine::MySql => one_by_one(database, statements).await,
    }
}

/// Runs the statements; a failure takes them all back.
async fn in_transaction(database: &TestDatabase, statements: &[&str]) -> Result<(), Refused> {
    for sql in statements {
        if let Err(error) = database.run(sql).await {
            database.run("ROLLBACK").await?;
            return Err(error.into());
        }
    }
    Ok(())
}

async fn on_sqlite(database: &TestDatabase, plan: &Plan, statements: &[&str]) -> Result<(), Refused> {
    if plan.steps.iter().any(|step| step.rebuilds.is_some()) {
        database.run("PRAGMA foreign_keys = OFF").await?;
    }
    let broken = broken_keys(database).await?;
    database.run("BEGIN IMMEDIATE").await?;
    in_transaction(database, statements).await?;
    if broken_keys(database).await? > broken {
        database.run("ROLLBACK").await?;
        return Err(LEFT_BROKEN.to_owned().into());
    }
    database.run("COMMIT").await?;
    database.run("PRAGMA foreign_keys = ON").await?;
    if database.number("PRAGMA legacy_alter_table").await? != 0 {
        return Err("PRAGMA legacy_alter_table is left on".to_owned().into());
    }
    let sound = database.texts("PRAGMA integrity_check").await?;
    if sound != ["ok"] {
        return Err(format!("the file is damaged: {}", sound.join("; ")).into());
    }
    Ok(())
}

const LEFT_BROKEN: &str = "rows are left whose foreign key points at nothing";

/// MariaDB and MySQL commit each statement that defines something (manual, "SQL statements That Cause an Implicit Commit").
async fn one_by_one(database: &TestDatabase, statements: &[&str]) -> Result<(), Refused> {
    let broken = broken_keys_on_mysql(database).await?;
    for (stay, sql) in statements.iter().enumerate() {
        database.run(sql).await.map_err(|reason| Refused { stay, reason })?;
    }
    if broken_keys_on_mysql(database).await? > broken {
        return Err(LEFT_BROKEN.to_owned().into());
    }
    if database.number("SELECT @@foreign_key_checks").await? != 1 {
        return Err("foreign_key_checks is left off".to_owned().into());
    }
    Ok(())
}

async fn broken_keys(database: &TestDatabase) -> Result<i64, String> {
    database.number("SELECT count(*) FROM pragma_foreign_key_check").await
}

/// The rows that no foreign key would let in; a key made without looking (`foreign_key_checks = 0`) may have some.
async fn broken_keys_on_mysql(database: &TestDatabase) -> Result<i64, String> {
    let keys = "SELECT TABLE_NAME, CONSTRAINT_NAME, COLUMN_NAME, REFERENCED_TABLE_SCHEMA, REFERENCED_TABLE_NAME, \
                REFERENCED_COLUMN_NAME FROM information_schema.KEY_COLUMN_USAGE WHERE TABLE_SCHEMA = DATABASE() \
                AND REFERENCED_TABLE_NAME IS NOT NULL ORDER BY 1, 2, ORDINAL_POSITION";
    let quote = |name: &str| Engine::MySql.quote(name);
    let mut found: BTreeMap<(String, String), (String, String, String)> = BTreeMap::new();
    for row in database.query(keys).await? {
        let text = |at| row.try_get_by_index::<String>(at).map_err(|error| error.to_string());
        let (table, column, there) = (text(0)?, quote(&text(2)?), quote(&text(5)?));
        let parent = format!("{}.{}", quote(&text(3)?), quote(&text(4)?));
        let (_, joined, filled) =
            found.entry((table, text(1)?)).or_insert_with(|| (parent, String::new(), format!("p.{there} IS NULL")));
        let and = if joined.is_empty() { "" } else { " AND " };
        let _ = write!(joined, "{and}c.{column} = p.{there}");
        let _ = write!(filled, " AND c.{column} IS NOT NULL");
    }
    let mut broken = 0;
    for ((table, _), (parent, joined, filled)) in found {
        let sql = format!("SELECT count(*) FROM {} c LEFT JOIN {parent} p ON {joined} WHERE {filled}", quote(&table));
        broken += database.number(&sql).await?;
    }
    Ok(broken)
}

/// The schema without the order of columns, which ALTER TABLE cannot choose.
fn unordered(schema: &Schema) -> Schema {
    let mut schema = schema.clone();
    for table in schema.tables.values_mut() {
        table.columns.sort_by(|a, b| a.name.cmp(&b.name));
    }
    schema
}

/// Whether two schemas are equal but for the order of columns.
///
/// # Errors
/// The lines in which they differ.
pub fn same_schema(found: &Schema, wanted: &Schema, when: &str) -> Result<(), String> {
    let (one, two) = (unordered(found), unordered(wanted));
    if one == two {
        return Ok(());
    }
    let (one, two) = (notation::print_schema(&one), notation::print_schema(&two));
    let mut text = format!("{when} the schema is not the one wanted");
    for line in one.lines().filter(|line| !two.lines().any(|other| other == *line)) {
        let _ = write!(text, "\n    found:  {line}");
    }
    for line in two.lines().filter(|line| !one.lines().any(|other| other == *line)) {
        let _ = write!(text, "\n    wanted: {line}");
    }
    if one == two {
        text.push_str("\n    (the notation shows no difference)");
    }
    Err(text)
}

fn remaining(found: &Schema, wanted: &Schema) -> String {
    let changes = diff(found, wanted, &Renames::default()).changes;
    let lines: String = changes.iter().map(|change| format!("\n    {}", change.describe())).collect();
    format!("\n  a second comparison finds:{}", if lines.is_empty() { " nothing".to_owned() } else { lines })
}

fn no_difference(found: &Schema, wanted: &Schema) -> Result<(), String> {
    let left = diff(found, wanted, &Renames::default());
    if left.changes.is_empty() { Ok(()) } else { Err(format!("a phantom:{}", remaining(found, wanted))) }
}

/// Where the columns of the start went.
struct Columns<'a> {
    case: &'a Case,
    start: &'a Schema,
    desired: &'a Schema,
}

impl Columns<'_> {
    /// The tables that exist on both sides: before and after.
    fn tables(&self) -> Vec<(&Table, &Table)> {
        let renames = &self.case.renames.tables;
        let new_name = |table: &Table| -> ObjectName {
            renames.iter().find(|(old, _)| *old == table.name).map_or(table.name.clone(), |(_, new)| new.clone())
        };
        self.start
            .tables
            .values()
            // A table that took a renamed one's name is another table.
            .filter_map(|table| Some((table, self.desired.tables.get(&new_name(table))?)))
            .filter(|(before, after)| {
                before.name != after.name || !renames.iter().any(|(old, new)| *new == after.name && *old != before.name)
            })
            .collect()
    }

    /// The columns that exist on both sides of a table.
    fn columns<'b>(&self, before: &'b Table, after: &'b Table) -> Vec<(&'b Column, &'b Column)> {
        let renames = &self.case.renames.columns;
        let in_table: Vec<_> = renames.iter().filter(|(table, ..)| *table == after.name).collect();
        before
            .columns
            .iter()
            .filter_map(|column| {
                let renamed = in_table.iter().find(|(_, old, _)| *old == column.name).map(|(.., new)| new);
                let taken = renamed.is_none() && in_table.iter().any(|(.., new)| *new == column.name);
                let to = after.column(renamed.unwrap_or(&column.name))?;
                (!taken).then_some((column, to))
            })
            .collect()
    }

    fn pairs(&self, before: &Table, after: &Table) -> Vec<Pair> {
        let mut pairs: Vec<Pair> = self
            .columns(before, after)
            .into_iter()
            .filter(|(from, to)| from.generated == to.generated || to.generated.is_none())
            .filter(|(_, to)| !self.case.rewrites.contains(&(after.name.clone(), to.name.clone())))
            .map(|(from, to)| Pair {
                from: from.name.clone(),
                to: to.name.clone(),
                converted: from.data_type != to.data_type || before.options.strict != after.options.strict,
                fill: self.case.options.fills.get(&(after.name.clone(), to.name.clone())).cloned(),
            })
            .collect();
        let keyed_alike =
            before.primary_key.as_ref().map(|key| &key.columns) == after.primary_key.as_ref().map(|key| &key.columns);
        if self.start.engine == Engine::Sqlite
            && keyed_alike
            && !before.options.without_rowid
            && !after.options.without_rowid
            && [before, after]
                .iter()
                .all(|table| table.columns.iter().all(|column| !column.name.eq_ignore_ascii_case("rowid")))
        {
            pairs.push(Pair { from: ROWID.to_owned(), to: ROWID.to_owned(), converted: false, fill: None });
        }
        pairs
    }

    fn rows_after_up(&self, first: &Rows, second: &Rows) -> Result<(), String> {
        for (before, after) in self.tables() {
            let (Some(from), Some(to)) = (first.get(&before.name), second.get(&after.name)) else {
                return Err(format!("{} was not read", after.name));
            };
            let pairs = self.pairs(before, after);
            let failed = |reason: String| format!("after up the rows of {} differ: {reason}", after.name);
            if self.case.gains.contains(&after.name) {
                let swapped = pairs.iter().cloned().map(|pair| Pair { from: pair.to, to: pair.from, ..pair });
                let gained = rows::left_out(to, from, &swapped.collect::<Vec<_>>()).map_err(failed)?;
                if gained == 0 {
                    return Err(failed("it was to gain rows, and gained none".to_owned()));
                }
                continue;
            }
            match self.case.leaves_out.get(&before.name) {
                None => rows::compare(from, to, &pairs).map_err(failed)?,
                Some(expected) => {
                    let found = rows::left_out(from, to, &pairs).map_err(failed)?;
                    if found != *expected || from.rows.len() - to.rows.len() != found {
                        return Err(failed(format!("{found} rows are left out instead of {expected}")));
                    }
                }
            }
        }
        Ok(())
    }

    /// A counter goes on where it was, and a new one stands behind the rows that exist.
    fn counters_after_up(&self, first: &Counters, second: &Counters, rows: &Rows) -> Result<(), String> {
        for (before, after) in self.tables() {
            for (from, to) in self.columns(before, after) {
                if to.auto_increment.is_none() || counts_in_groups(after, to) {
                    continue;
                }
                let key = |table: &Table, column: &Column| {
                    let column = if self.start.engine == Engine::Sqlite { String::new() } else { column.name.clone() };
                    (table.name.clone(), column)
                };
                let now = second.get(&key(after, to)).copied();
                if from.auto_increment.is_some() {
                    let then = first.get(&key(before, from)).copied();
                    if then.unwrap_or_default() > now.unwrap_or_default() {
                        return Err(format!("the counter of {}.{} went from {then:?} to {now:?}", after.name, to.name));
                    }
                } else if let Some(largest) = largest(rows, &after.name, &to.name)
                    && now.unwrap_or_default() < largest
                {
                    return Err(format!(
                        "the new counter of {}.{} stands at {now:?}, below the largest value {largest}",
                        after.name, to.name
                    ));
                }
            }
        }
        Ok(())
    }
}

/// Whether a column of MariaDB's or MySQL's hands out numbers for each value of the columns before it in a key, and the
/// table so has no one counter (MyISAM and Aria).
fn counts_in_groups(table: &Table, column: &Column) -> bool {
    let is_first = |name: Option<&String>| name == Some(&column.name);
    let begins = |index: &Index| matches!(index.parts.first().map(|part| &part.key), Some(IndexKey::Column(name)) if *name == column.name);
    column.auto_increment == Some(AutoIncrement::Keyword)
        && table.options.engine.is_some()
        && !is_first(table.primary_key.as_ref().and_then(|key| key.columns.first()))
        && !table.indexes.iter().any(begins)
}

fn largest(rows: &Rows, table: &ObjectName, column: &str) -> Option<i64> {
    let rows = rows.get(table)?;
    let place = rows.columns.iter().position(|name| name == column)?;
    rows.rows.iter().filter_map(|row| row[place].text.as_ref()?.parse().ok()).max()
}

/// Everything is as it was but what the case declares lost, and that is really lost.
///
/// # Errors
/// The first row that differs.
pub fn rows_after_down(case: &Case, first: &Rows, second: &Rows) -> Result<(), String> {
    if first.keys().ne(second.keys()) {
        return Err(format!("other tables after down: {:?} instead of {:?}", second.keys(), first.keys()));
    }
    let mut lost: BTreeMap<&ObjectName, Vec<&str>> = BTreeMap::new();
    let mut may: BTreeMap<&ObjectName, Vec<&str>> = BTreeMap::new();
    for loss in &case.loses {
        match loss {
            Loss::Rows(table) => {
                let (from, to) = (first.get(table), second.get(table));
                if from.map(|table| &table.rows) == to.map(|table| &table.rows) {
                    return Err(format!("the rows of {table} are declared lost and are all there"));
                }
                lost.entry(table).or_default().push("*");
            }
            Loss::Column(table, column) => lost.entry(table).or_default().push(column),
        }
    }
    for loss in &case.may_lose {
        match loss {
            Loss::Rows(table) => lost.entry(table).or_default().push("*"),
            Loss::Column(table, column) => may.entry(table).or_default().push(column),
        }
    }
    for (name, from) in first {
        let to = second.get(name).ok_or_else(|| format!("{name} is gone after down"))?;
        let columns = lost.get(name).cloned().unwrap_or_default();
        if columns.contains(&"*") {
            continue;
        }
        let may = may.get(name).cloned().unwrap_or_default();
        let (gone, kept): (Vec<Pair>, Vec<Pair>) = rows::same_columns(from, to)
            .into_iter()
            .filter(|pair| !may.contains(&pair.from.as_str()))
            .partition(|pair| columns.contains(&pair.from.as_str()));
        rows::compare(from, to, &kept).map_err(|reason| format!("after down the rows of {name} differ: {reason}"))?;
        for pair in gone {
            let column = pair.from.clone();
            if rows::compare(from, to, &[kept.as_slice(), &[pair]].concat()).is_ok() {
                return Err(format!("{name}.{column} is declared lost and is all there"));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hazard_is_matched_piece_by_piece() {
        assert!(holds_pieces(
            "drops-column contacts.fax: 3 rows, 2 of them not NULL",
            "drops-column contacts.fax … 2 of"
        ));
        assert!(!holds_pieces("drops-column contacts.fax: 3 rows", "drops-column contacts.fax … 4"));
    }

    fn by_hand(statements: &[&str]) -> Plan {
        let up = statements.iter().map(|sql| Statement::raw(*sql)).collect();
        let step = driftline_plan::Step {
            summary: "by hand".to_owned(),
            up,
            down: Vec::new(),
            rebuilds: None,
            hazards: Vec::new(),
            loses: None,
        };
        Plan { engine: Engine::MySql, steps: vec![step] }
    }

    const BEFORE: &str = "CREATE TABLE t (id int PRIMARY KEY, a int); INSERT INTO t VALUES (1, 5), (2, 5);";

    /// What the law says about a plan that must fail.
    async fn judged(half_done: bool, statements: &[&str]) -> Result<(), String> {
        let case =
            Case { before: BEFORE.to_owned(), fails: vec!["Duplicate entry".to_owned()], half_done, ..Case::default() };
        let (live, again) = (TestDatabase::new(Engine::MySql).await?, TestDatabase::new(Engine::MySql).await?);
        live.run(&case.before).await?;
        let (start, first) = (schema_of(&live).await?, rows::read(&live).await?);
        let judged = fails_whole(&case, &live, &again, &by_hand(statements), &start, &first).await;
        live.remove().await?;
        again.remove().await?;
        judged
    }

    #[tokio::test]
    async fn a_plan_that_mariadb_refuses_half_way_must_be_said_to_stay_half_done() {
        if !crate::engines::runs(Engine::MySql).unwrap() {
            return;
        }
        let unique = "ALTER TABLE t ADD UNIQUE KEY u (a)";
        let column = "ALTER TABLE t ADD COLUMN b int";
        judged(false, &[unique, column]).await.unwrap();
        judged(true, &[column, unique]).await.unwrap();
        let said = judged(false, &[column, unique]).await.unwrap_err();
        assert!(said.contains("after the failure the schema is not the one wanted"), "{said}");
        let said =
            judged(false, &["UPDATE t SET a = 6 WHERE id = 1", "INSERT INTO t VALUES (2, 2)"]).await.unwrap_err();
        assert!(said.contains("after down the rows of t differ"), "{said}");
        let said = judged(true, &[unique, column]).await.unwrap_err();
        assert!(said.contains("said to end half done"), "{said}");
        assert!(judged(true, &[column]).await.unwrap_err().contains("should have failed"));
    }

    #[tokio::test]
    async fn rows_that_point_at_nothing_are_seen_on_mariadb() {
        if !crate::engines::runs(Engine::MySql).unwrap() {
            return;
        }
        let live = TestDatabase::new(Engine::MySql).await.unwrap();
        live.run("CREATE TABLE p (a int, b int, PRIMARY KEY (a, b)); CREATE TABLE c (x int, y int); INSERT INTO c VALUES (1, NULL);")
            .await
            .unwrap();
        let key = "ALTER TABLE c ADD CONSTRAINT k FOREIGN KEY (x, y) REFERENCES p (a, b)";
        let statements = ["SET foreign_key_checks = 0", "INSERT INTO c VALUES (1, 1)", key];
        let refused = execute(&live, &by_hand(&[]), &statements).await.err().map(|refused| refused.reason);
        assert_eq!(refused.as_deref(), Some(LEFT_BROKEN));
        let refused = execute(&live, &by_hand(&[]), &["SELECT 1"]).await.err().map(|refused| refused.reason);
        assert_eq!(refused.as_deref(), Some("foreign_key_checks is left off"));
        live.run("SET foreign_key_checks = 1").await.unwrap();
        assert!(execute(&live, &by_hand(&[]), &["SELECT 1"]).await.is_ok(), "what was broken before is not the plan's");
        live.remove().await.unwrap();
    }
}
