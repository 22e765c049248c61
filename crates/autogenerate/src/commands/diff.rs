//! `diff`: the plan between any two schemas, for review, for tests and for people without Rust migrations.

use driftline_desired::Declared;
use driftline_diff::{Difference, Managed, Ownership, Renames, Unmanaged, adopt, column_order, diff};
use driftline_inspect::postgres::read_access;
use driftline_inspect::{Access, Database};
use driftline_plan::{Plan, Step, Unfit, access_steps, plan, probes};
use driftline_render::{Report, report::json, script};
use driftline_schema::{Engine, Schema};

use super::{Outcome, Workplace, say, style};
use crate::Error;
use crate::answers::Answers;
use crate::canonical::canonical;
use crate::comparison::{declared_labels, plan_options};
use crate::preflight;
use crate::side::{Opened, Place, Side, open_file, open_url};

/// Arguments of `diff`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What is there: `entities`, a database URL, or a .sql file
    #[arg(long, value_name = "SIDE")]
    pub from: Side,
    /// What is wanted: `entities`, a database URL, or a .sql file
    #[arg(long, value_name = "SIDE")]
    pub to: Side,
    /// Print only the SQL: one script for sqlite3, psql or mariadb, empty when equal
    #[arg(long, conflicts_with = "json")]
    pub sql: bool,
    /// Print the changes, the steps and their hazards as JSON
    #[arg(long)]
    pub json: bool,
    /// Also compare owners and privileges, and print what grants, revokes and hands over (PostgreSQL)
    #[arg(long)]
    pub with_grants: bool,
    /// Also name tables whose columns stand in another order
    #[arg(long)]
    pub column_order: bool,
    /// Exit with 2 where there is a difference
    #[arg(long)]
    pub exit_code: bool,
    /// The server on which .sql files are run and scratch databases made
    #[arg(long, value_name = "URL")]
    pub scratch_url: Option<String>,
    /// Answers to questions.
    #[command(flatten)]
    pub answers: Answers,
}

/// Runs `diff`.
///
/// # Errors
/// [`Error`] when a side cannot be read, or there is no plan.
pub async fn run(args: Args) -> Result<Outcome, Error> {
    let engine = engine(&args)?;
    let from = open(&args.from, engine, &args).await?;
    let to = match open(&args.to, engine, &args).await {
        Ok(to) => to,
        Err(error) => {
            close([from, None]).await?;
            return Err(error);
        }
    };
    let compared = compared(&args, engine, from.as_ref(), to.as_ref()).await;
    close([from, to]).await?;
    let compared = compared?;
    print(&args, &compared)?;
    let differs = !compared.difference.changes.is_empty() || !compared.plan.steps.is_empty();
    Ok(if args.exit_code && differs { Outcome::Differs } else { Outcome::Done })
}

struct Compared {
    difference: Difference,
    unmanaged: Vec<Unmanaged>,
    plan: Plan,
}

/// The engine both sides are of.
fn engine(args: &Args) -> Result<Engine, Error> {
    let scratch = args.scratch_url.as_deref().and_then(Database::engine_of_url);
    match (args.from.engine(), args.to.engine()) {
        (Some(from), Some(to)) if from != to => {
            Err(Error::Side(format!("--from is {from} and --to is {to}; both sides must be of one engine")))
        }
        (Some(engine), _) | (None, Some(engine)) => Ok(engine),
        (None, None) => Ok(scratch.unwrap_or(Engine::Sqlite)),
    }
}

/// Opens a database or a file; entities need no database of their own.
async fn open(side: &Side, engine: Engine, args: &Args) -> Result<Option<Opened>, Error> {
    match side {
        Side::Entities => Ok(None),
        Side::Url(url) => Ok(Some(open_url(url).await?)),
        Side::File(path) => {
            let near = match [&args.from, &args.to].into_iter().find_map(|side| match side {
                Side::Url(url) => Some(url),
                _ => None,
            }) {
                Some(url) if args.scratch_url.is_none() => Some(Database::open(url, Access::Read).await?),
                _ => None,
            };
            Ok(Some(open_file(path, engine, near.as_ref(), args.scratch_url.as_deref()).await?))
        }
    }
}

async fn close(sides: [Option<Opened>; 2]) -> Result<(), Error> {
    for side in sides.into_iter().flatten() {
        side.place.close().await?;
    }
    Ok(())
}

async fn compared(args: &Args, engine: Engine, from: Option<&Opened>, to: Option<&Opened>) -> Result<Compared, Error> {
    let workplace = Workplace::load(&super::Target { database_url: None, scratch_url: args.scratch_url.clone() })?;
    let scratch = match (from.or(to), &args.scratch_url) {
        (Some(_), None) => None,
        (Some(_), Some(_)) if engine == Engine::Sqlite => None,
        (_, Some(url)) => Some(Database::open(url, Access::Write).await?),
        (None, None) if engine == Engine::Sqlite => Some(Database::open("sqlite::memory:", Access::Write).await?),
        (None, None) => {
            return Err(Error::Side("give --scratch-url, where the entities' definitions can be run".to_owned()));
        }
    };
    let empty = Schema::empty(engine);
    let current = from.map_or(&empty, |side| &side.schema);
    let near = scratch.as_ref().or(from.or(to).map(|side| side.place.database()));
    let (current, desired, renames, unmanaged) = match (from, to) {
        (Some(from), Some(to)) => {
            let renames = args.answers.renames(&from.schema, &to.schema, Renames::default())?;
            (from.schema.clone(), to.schema.clone(), renames, Vec::new())
        }
        (_, None) => {
            let declared = workplace.declared(engine)?;
            let near = near.ok_or_else(|| Error::Side("give --scratch-url".to_owned()))?;
            let (desired, renames, unmanaged) = entities(args, near, current, &declared, &workplace).await?;
            let current = if from.is_none() { desired.clone() } else { current.clone() };
            (current, desired, renames, unmanaged)
        }
        (None, Some(to)) => {
            let declared = workplace.declared(engine)?;
            let near = near.ok_or_else(|| Error::Side("give --scratch-url".to_owned()))?;
            let (current, ..) = entities(args, near, &to.schema, &declared, &workplace).await?;
            let renames = args.answers.renames(&current, &to.schema, Renames::default())?;
            (current, to.schema.clone(), renames, Vec::new())
        }
    };
    let mut difference = diff(&current, &desired, &renames);
    if args.column_order {
        difference.not_compared.extend(column_order(&current, &desired, &renames));
    }
    let facts = match from.map(|side| &side.place) {
        Some(Place::Live(database)) => {
            preflight::count(&database.connection, engine, &probes(&current, &desired, &difference)).await?
        }
        Some(place @ Place::Scratch(_)) => {
            let connection = &place.database().connection;
            preflight::count(connection, engine, &probes(&current, &desired, &difference)).await?
        }
        None => Default::default(),
    };
    let options = plan_options(&desired, &args.answers, Unfit::LeaveOut)?;
    let mut plan = plan(&current, &desired, &difference, &facts, &options)?;
    if args.with_grants {
        plan.steps.extend(grants(engine, from, to).await?);
    }
    Ok(Compared { difference, unmanaged, plan })
}

/// Steps that give the one side's objects the owners and privileges of the other.
async fn grants(engine: Engine, from: Option<&Opened>, to: Option<&Opened>) -> Result<Vec<Step>, Error> {
    let (Engine::Postgres, Some(from), Some(to)) = (engine, from, to) else {
        let reason = "--with-grants compares two databases or .sql files of PostgreSQL; entities have no owners";
        return Err(Error::Side(reason.to_owned()));
    };
    let live = read_access(&from.place.database().connection).await?;
    let wanted = read_access(&to.place.database().connection).await?;
    Ok(access_steps(&live, &wanted))
}

/// The entities' schema in canonical form, with what they cannot say taken from the other side.
async fn entities(
    args: &Args,
    near: &Database,
    other: &Schema,
    declared: &Declared,
    workplace: &Workplace,
) -> Result<(Schema, Renames, Vec<Unmanaged>), Error> {
    let known = Renames::declared(&declared.renamed_tables, &declared.renamed_columns, other, &declared.schema)
        .with_labels(&declared_labels(declared), other, &declared.schema);
    let renames = args.answers.renames(other, &declared.schema, known)?;
    let (schema, _) = canonical(near, other, &declared.schema, &renames).await?;
    let managed = Managed::default();
    let ownership = Ownership {
        managed: &managed,
        ignore: &workplace.settings.ignore,
        absent: &declared.absent,
        renames: &renames,
    };
    let adopted = adopt(other, &schema, &ownership);
    Ok((adopted.desired, renames, adopted.unmanaged))
}

fn print(args: &Args, compared: &Compared) -> Result<(), Error> {
    let report = Report {
        changes: &compared.difference.changes,
        plan: Some(&compared.plan),
        unmanaged: &compared.unmanaged,
        not_compared: &compared.difference.not_compared,
        hazards: &[],
        others: &[],
    };
    if args.sql {
        say(&script(&compared.plan))?;
        // Standard output carries the script alone.
        let aside = Report { changes: &[], ..report }.text(driftline_render::Style::Plain);
        eprint!("{}", aside.trim_start());
        return Ok(());
    }
    if args.json {
        return say(&json(&report));
    }
    if compared.difference.changes.is_empty() && compared.plan.steps.is_empty() {
        say(&report.text(style()))?;
        return say("No differences.\n");
    }
    say(&report.text(style()))?;
    say("\nsteps:\n")?;
    for step in &compared.plan.steps {
        say(&format!("  {}\n", step.summary))?;
    }
    Ok(())
}
