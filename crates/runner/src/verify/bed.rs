//! A throw-away database that knows how far the history has been run in it. Leaves out what is put into it.

use driftline_inspect::scratch::ScratchDatabase;
use driftline_inspect::{Database, InspectError};
use driftline_schema::{Engine, ObjectName};
use sea_orm::ConnectionTrait;

use super::content::ask;
use super::station::{self, Station};
use super::words;
use crate::apply::Direction;
use crate::error::RunError;
use crate::history::Project;

/// What every bed of one engine is made of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ground<'a> {
    /// The engine.
    pub(crate) engine: Engine,
    /// A server where databases may be made; SQLite needs none.
    pub(crate) url: Option<&'a str>,
    /// The migrations.
    pub(crate) project: &'a Project,
    /// What they make.
    pub(crate) stations: &'a [Station],
}

/// A throw-away database.
#[derive(Debug)]
pub(crate) struct Bed<'a> {
    ground: Ground<'a>,
    scratch: Option<ScratchDatabase>,
    /// How many migrations have been run; `None` where something went wrong on the way.
    at: Option<usize>,
}

impl<'a> Bed<'a> {
    /// One that is made when it is needed.
    pub(crate) fn new(ground: Ground<'a>) -> Bed<'a> {
        Bed { ground, scratch: None, at: None }
    }

    /// Empties the tables and runs the history as far as the place named. What cannot be emptied is made anew.
    pub(crate) async fn bring(&mut self, place: usize) -> Result<&Database, RunError> {
        let reached = match self.at {
            Some(at) if at <= place && self.is_empty_at(at) && self.clear(at).await? => at,
            _ => {
                self.renew().await?;
                0
            }
        };
        let next: Vec<usize> = (reached..place).collect();
        self.at = None;
        let database = self.database()?;
        if !next.is_empty() {
            station::run(database, self.ground.project, &next, Direction::Up).await?;
        }
        self.at = Some(place);
        self.database()
    }

    /// The database.
    pub(crate) fn database(&self) -> Result<&Database, RunError> {
        let missing = || InspectError::Scratch { reason: "it was not made".to_owned() };
        Ok(&self.scratch.as_ref().ok_or_else(missing)?.database)
    }

    /// Says that the history has been run to this place by somebody else.
    pub(crate) fn is_at(&mut self, place: usize) {
        self.at = Some(place);
    }

    /// Says that the database is in no state to go on with.
    pub(crate) fn spoil(&mut self) {
        self.at = None;
    }

    /// Drops the database.
    pub(crate) async fn end(&mut self) -> Result<(), RunError> {
        self.at = None;
        match self.scratch.take() {
            Some(scratch) => Ok(scratch.drop().await?),
            None => Ok(()),
        }
    }

    fn is_empty_at(&self, place: usize) -> bool {
        self.ground.stations.get(place).is_some_and(|station| !station.has_rows)
    }

    async fn renew(&mut self) -> Result<(), RunError> {
        self.end().await?;
        self.scratch = Some(ScratchDatabase::create_for(self.ground.engine, self.ground.url).await?);
        Ok(())
    }

    /// Whether no row is left: a trigger may refuse, or write while rows go.
    async fn clear(&self, place: usize) -> Result<bool, RunError> {
        let (database, Some(station)) = (self.database()?, self.ground.stations.get(place)) else { return Ok(false) };
        let tables: Vec<&ObjectName> = station.schema.tables.keys().collect();
        if tables.is_empty() {
            return Ok(true);
        }
        let mut cleared = true;
        for sql in words::of(self.ground.engine).clear(&tables) {
            cleared &= database.connection.execute_unprepared(&sql).await.is_ok();
        }
        if !cleared {
            return Ok(false);
        }
        let counts: Vec<String> = tables
            .iter()
            .map(|table| format!("SELECT 1 FROM {} WHERE 1 = 1", table.quoted(self.ground.engine)))
            .collect();
        for count in counts {
            if !ask(database, &format!("{count} LIMIT 1")).await?.is_empty() {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
