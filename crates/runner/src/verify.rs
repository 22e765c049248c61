//! Verifies the history in throw-away databases: each migration up, down and up again, on tables full of rows. Leaves out
//! entities: whether the history makes what they declare is `driftline verify`'s question.
//!
//! The schema after every migration is learnt on an empty database first ([`station`]). Then two databases walk along the
//! history, one standing before the migration in turn and one behind it, both filled with the same generated rows ([`sample`]):
//! the first goes up, down and up again, the second down and up again. Every time the schema must be the one learnt, and the
//! rows what they were but for what the migration says it loses ([`loss`]).

mod bed;
mod content;
mod form;
mod hint;
mod loss;
mod mysql;
mod order;
mod pattern;
mod postgres;
pub(crate) mod report;
mod sample;
mod sqlite;
mod station;
mod trial;
mod value;
mod words;

use driftline_inspect::scratch::ScratchDatabase;
use driftline_schema::Engine;

use self::bed::{Bed, Ground};
use self::content::Content;
use self::form::Look;
use self::report::{Tested, Verified, print_tested};
use self::sample::{Side, fill};
use self::station::{Station, Stations};
use self::trial::Trial;
use crate::error::RunError;
use crate::history::Project;
use crate::screen::Screen;

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
    let outcome = walk(task, &stations, &mut beds).await;
    let ended = [beds.0.end().await, beds.1.end().await];
    let migrations = outcome?;
    ended.into_iter().collect::<Result<Vec<()>, _>>()?;
    Ok(Verified { engine: task.engine, copied: None, migrations })
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
) -> Result<Vec<Tested>, RunError> {
    let count = task.project.migrations().len();
    let first = task.last.map_or(0, |last| count.saturating_sub(last));
    let mut all = Vec::new();
    for index in first..count {
        let mut tested = Tested { revision: task.project.names()[index].clone(), ..Tested::default() };
        match (stations.all.get(index), stations.all.get(index + 1)) {
            (Some(before), Some(after)) => {
                let trial = Trial { project: task.project, index, before: &before.schema, after: &after.schema };
                step(&trial, after, &mut beds.0, &mut beds.1, &mut tested).await?;
                std::mem::swap(&mut beds.0, &mut beds.1);
            }
            _ => tested.failures.push(not_reached(stations, index)),
        }
        if let Some(screen) = task.screen {
            print_tested(screen, &tested)?;
        }
        all.push(tested);
    }
    Ok(all)
}

/// Why a migration could not be tried.
fn not_reached(stations: &Stations, index: usize) -> String {
    match &stations.ends {
        Some(error) if index + 1 == stations.all.len() => format!("it does not run on empty tables: {error}"),
        Some(error) => format!("it was not reached, because an earlier one does not run on empty tables: {error}"),
        None => "it was not reached".to_owned(),
    }
}

/// One migration on both beds. Afterwards the second stands behind it and is used for the next one.
async fn step(
    trial: &Trial<'_>,
    after: &Station,
    lower: &mut Bed<'_>,
    upper: &mut Bed<'_>,
    tested: &mut Tested,
) -> Result<(), RunError> {
    let below = lower.bring(trial.index).await?;
    let above = upper.bring(trial.index + 1).await?;
    let words = words::of(below.engine);
    let reading = RunError::database("reading types");
    let types = (words.types(below).await.map_err(reading)?, {
        let reading = RunError::database("reading types");
        words.types(above).await.map_err(reading)?
    });
    let sides = [
        Side { database: below, look: Look { schema: trial.before, types: &types.0 } },
        Side { database: above, look: Look { schema: trial.after, types: &types.1 } },
    ];
    tested.missed = fill(&sides).await?;
    let filled = Content::read(above, &after.schema).await?;
    tested.tables = after.schema.tables.keys().filter(|table| filled.rows(table) > 0).count();
    tested.rows = filled.len();
    let below_holds = trial.up_down_up(below, tested).await?;
    let above_holds = below_holds && trial.down_up(above, tested).await?;
    if below_holds {
        lower.is_at(trial.index + 1);
    } else {
        lower.spoil();
        upper.spoil();
    }
    if !above_holds {
        upper.spoil();
    }
    Ok(())
}
