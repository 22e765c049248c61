//! Verifies the history in throw-away databases: each migration up, down and up again, on tables full of rows. Leaves out
//! entities: whether the history makes what they declare is `driftline verify`'s question.
//!
//! The schema after every migration is learnt on an empty database first ([`station`]). Then two databases walk along the
//! history, one standing before the migration in turn and one behind it, both filled with the same generated rows ([`sample`]):
//! the first goes up, down and up again, the second down and up again. Every time the schema must be the one learnt, and the
//! rows what they were but for what the migration says it loses ([`loss`]).

mod bed;
mod content;
mod copy;
mod form;
pub(crate) mod hint;
mod loss;
mod mysql;
mod order;
pub(crate) mod pattern;
mod postgres;
pub(crate) mod report;
mod sample;
mod sqlite;
mod station;
mod trial;
mod value;
mod words;

use driftline_inspect::Database;
use driftline_inspect::scratch::ScratchDatabase;
use driftline_schema::{Engine, Schema};

use self::bed::{Bed, Ground};
use self::content::Content;
use self::copy::Copy;
use self::form::{Form, Look};
use self::report::{Tested, Verified};
use self::sample::{Side, fill};
use self::station::{Station, Stations};
use self::trial::Trial;
use self::words::Types;
use crate::apply::Direction;
use crate::error::RunError;
use crate::history::Project;
use crate::screen::Screen;

/// Differences that a note names.
const SHOWN: usize = 3;

/// What to verify on one engine.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Task<'a> {
    /// The migrations.
    pub(crate) project: &'a Project,
    /// The engine.
    pub(crate) engine: Engine,
    /// A server where databases may be made; SQLite needs none.
    pub(crate) url: Option<&'a str>,
    /// Only so many of the newest migrations.
    pub(crate) last: Option<usize>,
    /// Where each migration is told as soon as it is done.
    pub(crate) screen: Option<&'a Screen>,
}

/// Verifies the migrations on generated rows.
///
/// # Errors
/// When a database cannot be made or read. What does not hold is part of the answer.
pub(crate) async fn verify(task: &Task<'_>) -> Result<Verified, RunError> {
    let stations = learn(task).await?;
    let ground = Ground { engine: task.engine, url: task.url, project: task.project, stations: &stations.all };
    let mut beds = (Bed::new(ground), Bed::new(ground));
    let mut verified = Verified { engine: task.engine, copied: None, notes: Vec::new(), migrations: Vec::new() };
    let outcome = walk(task, &stations, &mut beds, &mut verified).await;
    let ended = [beds.0.end().await, beds.1.end().await];
    outcome?;
    ended.into_iter().collect::<Result<Vec<()>, _>>()?;
    Ok(verified)
}

async fn learn(task: &Task<'_>) -> Result<Stations, RunError> {
    let scratch = ScratchDatabase::create_for(task.engine, task.url).await?;
    let learnt = Stations::learn(task.project, &scratch.database).await;
    let dropped = scratch.drop().await;
    let stations = learnt?;
    dropped?;
    Ok(stations)
}

async fn walk<'a>(
    task: &Task<'_>,
    stations: &'a Stations,
    beds: &mut (Bed<'a>, Bed<'a>),
    verified: &mut Verified,
) -> Result<(), RunError> {
    let count = task.project.migrations().len();
    let first = task.last.map_or(0, |last| count.saturating_sub(last));
    for index in first..count {
        let mut tested = Tested::of(task.project, index);
        match (stations.all.get(index), stations.all.get(index + 1)) {
            (Some(before), Some(after)) => {
                let schema = |station: &Station| Some(station.schema.clone());
                let trial = Trial::new(task.project, index, schema(before), schema(after));
                step(&trial, index, &mut beds.0, &mut beds.1, &mut tested).await?;
                std::mem::swap(&mut beds.0, &mut beds.1);
            }
            _ => tested.failures.push(not_reached(stations, index)),
        }
        verified.push(tested, task.screen)?;
    }
    Ok(())
}

/// Why a migration could not be tried.
fn not_reached(stations: &Stations, index: usize) -> String {
    match &stations.ends {
        Some(error) if index + 1 == stations.all.len() => format!("it does not run on an empty database: {error}"),
        Some(error) => format!("it was not reached, because an earlier one does not run on an empty database: {error}"),
        None => "it was not reached".to_owned(),
    }
}

/// One migration on both beds. Afterwards the second stands behind it and is used for the next one.
async fn step(
    trial: &Trial<'_>,
    index: usize,
    lower: &mut Bed<'_>,
    upper: &mut Bed<'_>,
    tested: &mut Tested,
) -> Result<(), RunError> {
    if let (Some(before), Some(after)) = (trial.before(), trial.after())
        && tightens(before, after)
    {
        let below = lower.bring(index).await?;
        let types = types(below).await?;
        fill(&[Side { database: Some(below), look: Look { schema: before, types: &types } }]).await?;
        if !trial.take_or_refuse(below, tested).await? {
            lower.spoil();
        }
    }
    let below = lower.bring(index).await?;
    let above = upper.bring(index + 1).await?;
    prepare(trial, Some(below), Some(above), tested).await?;
    if let Some(after) = trial.after() {
        count(&Content::read(above, after).await?, after, tested);
    }
    let below_holds = trial.up_down_up(below, tested).await?;
    let above_holds = below_holds && trial.down_up(above, tested).await?;
    if below_holds {
        lower.is_at(index + 1);
    } else {
        lower.spoil();
    }
    if !above_holds {
        upper.spoil();
    }
    Ok(())
}

/// Whether rows may stand before a migration that the schema behind it does not allow under the same names.
fn tightens(before: &Schema, after: &Schema) -> bool {
    let types = Types::new();
    let (old, new) = (Look { schema: before, types: &types }, Look { schema: after, types: &types });
    let form = |looks: &[Look<'_>], table| Form::of(looks, table, &|_| Vec::new(), &|_| false);
    before.tables.keys().filter(|table| after.tables.contains_key(*table)).any(|table| {
        let (alone, both) = (form(&[old], table), form(&[old, new], table));
        alone.slots.iter().any(|slot| {
            let same = both.slots.iter().find(|other| other.columns == slot.columns);
            same.is_none_or(|other| !slot.choices.iter().all(|choice| other.choices.iter().any(|o| o[0] == choice[0])))
        })
    })
}

async fn types(database: &Database) -> Result<Types, RunError> {
    words::of(database.engine).types(database).await.map_err(RunError::database("reading types"))
}

/// Fills the empty tables on both sides of a migration, as far as they are there.
async fn prepare(
    trial: &Trial<'_>,
    below: Option<&Database>,
    above: Option<&Database>,
    tested: &mut Tested,
) -> Result<(), RunError> {
    let mut known = Vec::new();
    for database in [below, above] {
        known.push(match database {
            Some(database) => types(database).await?,
            None => Types::new(),
        });
    }
    let mut sides = Vec::new();
    for ((database, schema), types) in [(below, trial.before()), (above, trial.after())].into_iter().zip(&known) {
        if let Some(schema) = schema {
            sides.push(Side { database, look: Look { schema, types } });
        }
    }
    for missed in fill(&sides).await? {
        if !tested.missed.iter().any(|known| known.table == missed.table) {
            tested.missed.push(missed);
        }
    }
    Ok(())
}

/// Says what a migration was tried on.
fn count(content: &Content, schema: &Schema, tested: &mut Tested) {
    tested.tables = schema.tables.keys().filter(|table| content.rows(table) > 0).count();
    tested.rows = content.len();
}

/// Verifies the pending migrations on a copy of a real database; where none is pending, the newest ones down and up again.
///
/// # Errors
/// As [`verify`], and when the database cannot be copied.
pub(crate) async fn verify_copy(task: &Task<'_>, from: &str) -> Result<Verified, RunError> {
    let stations = learn(task).await?;
    let copy = Copy::of(from, task.engine, task.url).await?;
    let mut verified = Verified {
        engine: task.engine,
        copied: Some(copy.shown_url.clone()),
        notes: Vec::new(),
        migrations: Vec::new(),
    };
    let outcome = on_copy(task, &stations, copy.database(), &mut verified).await;
    let removed = copy.remove().await;
    outcome?;
    removed?;
    Ok(verified)
}

async fn on_copy(
    task: &Task<'_>,
    stations: &Stations,
    database: &Database,
    verified: &mut Verified,
) -> Result<(), RunError> {
    let history = task.project.read(&database.connection).await.map_err(RunError::database("reading the history"))?;
    history.refuse_unknown()?;
    let (pending, applied) = (history.pending(), history.applied());
    let start = station::read(database, task.project).await?;
    // Where the copy is what the history makes, each step must make of it what it makes of an empty database.
    let station = |applied: usize| stations.all.get(applied).map(|station| &station.schema);
    let drift = station(applied.len()).map_or(Vec::new(), |made| station::differences(&start, made));
    let is_clean = drift.is_empty() && applied.iter().enumerate().all(|(place, index)| place == *index);
    if !is_clean {
        let shown: Vec<String> = drift.iter().take(SHOWN).map(|line| format!("\n          {line}")).collect();
        let more = if drift.len() > SHOWN { ", among others" } else { "" };
        verified.notes.push(format!(
            "the database is not what its history makes{more}; each step is compared with the copy alone{}",
            shown.concat()
        ));
    }
    let made = |applied: usize| station(applied).filter(|_| is_clean).cloned();
    let mut schema = start;
    if pending.is_empty() {
        let last = task.last.unwrap_or(1).min(applied.len());
        for index in applied.iter().rev().take(last) {
            let trial = Trial::new(task.project, *index, made(*index), Some(schema));
            let mut tested = Tested::of(task.project, *index);
            let holds = back_and_forth(&trial, database, &mut tested).await?;
            verified.push(tested, task.screen)?;
            // The next one stands before this one.
            let (true, Some(before)) = (holds, trial.before()) else { break };
            station::run(database, task.project, &[*index], Direction::Down).await?;
            schema = before.clone();
        }
        return Ok(());
    }
    for (place, index) in pending.iter().enumerate() {
        let trial = Trial::new(task.project, *index, Some(schema), made(applied.len() + place + 1));
        let mut tested = Tested::of(task.project, *index);
        let holds = forth_and_back(&trial, database, &mut tested).await?;
        verified.push(tested, task.screen)?;
        let (true, Some(after)) = (holds, trial.after()) else { break };
        schema = after.clone();
    }
    Ok(())
}

/// A pending migration on the copy's own rows.
async fn forth_and_back(trial: &Trial<'_>, database: &Database, tested: &mut Tested) -> Result<bool, RunError> {
    prepare(trial, Some(database), None, tested).await?;
    if let Some(before) = trial.before() {
        count(&Content::read(database, before).await?, before, tested);
    }
    if !trial.up_down_up(database, tested).await? {
        return Ok(false);
    }
    prepare(trial, None, Some(database), tested).await?;
    trial.down_up(database, tested).await
}

/// An applied migration on the copy's own rows.
async fn back_and_forth(trial: &Trial<'_>, database: &Database, tested: &mut Tested) -> Result<bool, RunError> {
    prepare(trial, None, Some(database), tested).await?;
    if let Some(after) = trial.after() {
        count(&Content::read(database, after).await?, after, tested);
    }
    trial.down_up(database, tested).await
}
