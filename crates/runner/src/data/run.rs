//! Runs a data migration and its way back: precondition, backup, work, verification, record. Leaves out arguments.

use std::time::Instant;

use driftline_inspect::{Access, Database};
use driftline_schema::Engine;

use super::ledger::{self, Line, State};
use super::work::PORTION;
use super::{Counts, DataMigration, Readiness, Sight, Work};
use crate::commands::backup;
use crate::context::Context;
use crate::error::{RunError, own_words};
use crate::rules;
use crate::screen::Paint;
use crate::waiter::{self, Lock};

/// How a run is asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Way {
    pub(crate) dry_run: bool,
    pub(crate) no_backup: bool,
    pub(crate) portion: Option<u32>,
}

/// How one ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    Done,
    /// Its precondition does not hold.
    Refused,
}

/// The database, and the runner's lock unless it is only looked at.
pub(crate) struct Opened {
    pub(crate) database: Database,
    pub(crate) lock: Option<Lock>,
}

/// Opens the database and waits for other runners.
pub(crate) async fn open(context: &Context, dry_run: bool) -> Result<Opened, RunError> {
    if dry_run {
        return Ok(Opened { database: context.open(Access::Read).await?, lock: None });
    }
    let database = context.open(Access::Create).await?;
    let told = |message: &str| {
        let _ = context.screen.note(message);
    };
    let lock = waiter::take(&database, context.settings.waits.runner, &told).await?;
    Ok(Opened { database, lock: Some(lock) })
}

impl Opened {
    /// Lets the next runner in.
    ///
    /// # Errors
    /// When the lock cannot be given back.
    pub(crate) async fn close(self) -> Result<(), RunError> {
        match self.lock {
            Some(lock) => lock.release(&self.database).await,
            None => Ok(()),
        }
    }

    /// Makes sure that the lock still holds.
    async fn check(&self) -> Result<(), RunError> {
        match &self.lock {
            Some(lock) => lock.check().await,
            None => Ok(()),
        }
    }
}

/// Runs one on the way there.
///
/// # Errors
/// What the engine says, or what does not hold afterwards; both are recorded.
pub(crate) async fn there(
    context: &Context,
    opened: &Opened,
    migration: &dyn DataMigration,
    way: Way,
) -> Result<Ended, RunError> {
    opened.check().await?;
    let run = Run { context, database: &opened.database, lock: opened.lock.as_ref(), migration, way };
    run.there().await
}

/// Runs one on the way back.
///
/// # Errors
/// As [`there`].
pub(crate) async fn back(
    context: &Context,
    opened: &Opened,
    migration: &dyn DataMigration,
    way: Way,
) -> Result<Ended, RunError> {
    opened.check().await?;
    let run = Run { context, database: &opened.database, lock: opened.lock.as_ref(), migration, way };
    run.back().await
}

struct Run<'a> {
    context: &'a Context,
    database: &'a Database,
    lock: Option<&'a Lock>,
    migration: &'a dyn DataMigration,
    way: Way,
}

impl Run<'_> {
    async fn there(&self) -> Result<Ended, RunError> {
        let (screen, name) = (&self.context.screen, self.migration.name());
        let mut line = self.line().await?;
        match line.state {
            State::Done | State::Nothing => {
                screen.line(format!("{name}: {} already", line.state.word()))?;
                return Ok(Ended::Done);
            }
            State::Back => {
                return Err(self.failed("going on", &"its way back began and did not end; `data rollback` ends it"));
            }
            _ => {}
        }
        let resumes = matches!(line.state, State::Running | State::Failed);
        screen.line(format!("data {}", screen.paint(Paint::Bold, name)))?;
        if !resumes {
            match self
                .migration
                .precondition(&self.sight())
                .await
                .map_err(|error| self.failed("its precondition", &own_words(&error)))?
            {
                Readiness::Ready => {}
                Readiness::Refused(reason) => {
                    screen.line(format!("  {}: {reason}", screen.paint(Paint::Warn, "refused")))?;
                    return Ok(Ended::Refused);
                }
                Readiness::Nothing(reason) => {
                    screen.line(format!("  nothing to do: {reason}"))?;
                    if !self.way.dry_run {
                        line = Line { state: State::Nothing, started_at: now(), ..line };
                        self.write(&line).await?;
                    }
                    return Ok(Ended::Done);
                }
            }
        }
        let counts = self.counts().await?;
        if self.way.dry_run {
            screen.line(format!("  {}", self.migration.summary()))?;
            self.show("there are", &counts)?;
            screen.line("  nothing was run")?;
            return Ok(Ended::Done);
        }
        let before = if resumes {
            screen.line("  it began before and did not end; going on")?;
            parse(&line.before)
        } else {
            counts
        };
        if line.backup.is_none() && !self.way.no_backup {
            line.backup = Some(backup::save(self.context, &format!("before-data-{name}")).await?);
        }
        self.show("before", &before)?;
        let started = Instant::now();
        let earlier = line.took;
        line = Line { state: State::Running, started_at: now(), failure: None, before: print(&before), ..line };
        self.write(&line).await?;
        let mut work = self.work("");
        let outcome = self.migration.up(&mut work).await;
        line.rows += i64::try_from(work.rows).unwrap_or(0);
        line.took = earlier + millis(started);
        if let Err(error) = outcome {
            return Err(self.record_failure(line, own_words(&error)).await);
        }
        let after = self.counts().await?;
        self.show("after", &after)?;
        let wrong = self.migration.verify(&self.sight(), &before, &after).await;
        let wrong = wrong.map_err(|error| self.failed("being verified", &own_words(&error)))?;
        if !wrong.is_empty() {
            let list = wrong.join("; ");
            return Err(self.record_failure(line, format!("what it made does not hold: {list}")).await);
        }
        line.state = State::Done;
        self.write(&line).await?;
        let took = screen.paint(Paint::Dim, &format!("{} ms", line.took));
        screen.line(format!("  verified; done in {took}, {} rows gone through", line.rows))?;
        Ok(Ended::Done)
    }

    async fn back(&self) -> Result<Ended, RunError> {
        let (screen, name) = (&self.context.screen, self.migration.name());
        let mut line = self.line().await?;
        match line.state {
            State::Done | State::Back => {}
            State::Nothing => {
                screen.line(format!("{name}: there was nothing to do, and there is nothing to take back"))?;
                if !self.way.dry_run {
                    self.write(&Line { name: name.to_owned(), ..Line::default() }).await?;
                }
                return Ok(Ended::Done);
            }
            State::Pending => {
                screen.line(format!("{name}: nothing to do, it was not run"))?;
                return Ok(Ended::Done);
            }
            State::Running | State::Failed => {
                let way_out = match &line.backup {
                    Some(backup) => format!(
                        "it stopped half way; `data run {0}` goes on, or `restore {backup}`",
                        &name[..3.min(name.len())]
                    ),
                    None => "it stopped half way; run it again first".to_owned(),
                };
                return Err(self.failed("going back", &way_out));
            }
        }
        screen.line(format!("data {} back", screen.paint(Paint::Bold, name)))?;
        if line.state == State::Done {
            let ready = self.migration.precondition_back(&self.sight()).await;
            match ready.map_err(|error| self.failed("its precondition", &own_words(&error)))? {
                Readiness::Ready => {}
                Readiness::Refused(reason) | Readiness::Nothing(reason) => {
                    screen.line(format!("  {}: {reason}", screen.paint(Paint::Warn, "refused")))?;
                    return Ok(Ended::Refused);
                }
            }
        }
        let counts = self.counts().await?;
        self.show(if self.way.dry_run { "there are" } else { "before" }, &counts)?;
        if self.way.dry_run {
            screen.line("  nothing was run")?;
            return Ok(Ended::Done);
        }
        if line.state == State::Done && !self.way.no_backup {
            backup::save(self.context, &format!("before-rollback-{name}")).await?;
        }
        line.state = State::Back;
        self.write(&line).await?;
        let mut work = self.work("back: ");
        if let Err(error) = self.migration.down(&mut work).await {
            line.failure = Some(own_words(&error));
            self.write(&line).await?;
            return Err(self.failed("going back", &own_words(&error)));
        }
        let failed = || RunError::database("recording the way back");
        let transaction = rules::of(self.engine()).begin(&self.database.connection).await.map_err(failed())?;
        ledger::forget_steps(&transaction, self.engine(), name).await.map_err(failed())?;
        ledger::write(&transaction, self.engine(), &Line { name: name.to_owned(), ..Line::default() })
            .await
            .map_err(failed())?;
        transaction.commit().await.map_err(failed())?;
        self.show("after", &self.counts().await?)?;
        screen.line("  rolled back")?;
        Ok(Ended::Done)
    }

    fn engine(&self) -> Engine {
        self.database.engine
    }

    fn sight(&self) -> Sight<'_> {
        Sight { database: self.database, context: self.context }
    }

    fn work(&self, way: &'static str) -> Work<'_> {
        Work {
            sight: self.sight(),
            context: self.context,
            name: self.migration.name().to_owned(),
            way,
            rows: 0,
            portion: self.way.portion.unwrap_or(PORTION),
            lock: self.lock,
        }
    }

    async fn line(&self) -> Result<Line, RunError> {
        let all = ledger::lines(&self.database.connection, self.engine()).await;
        let all = all.map_err(RunError::database("reading what data migrations were run"))?;
        let name = self.migration.name();
        Ok(all
            .into_iter()
            .find(|line| line.name == name)
            .unwrap_or_else(|| Line { name: name.to_owned(), ..Line::default() }))
    }

    async fn write(&self, line: &Line) -> Result<(), RunError> {
        let failed = || RunError::database("recording a data migration");
        let rules = rules::of(self.engine());
        let transaction = rules.begin(&self.database.connection).await.map_err(failed())?;
        ledger::install(&transaction, self.engine()).await.map_err(failed())?;
        ledger::write(&transaction, self.engine(), line).await.map_err(failed())?;
        transaction.commit().await.map_err(failed())
    }

    async fn counts(&self) -> Result<Counts, RunError> {
        self.migration.counts(&self.sight()).await.map_err(|error| self.failed("counting", &own_words(&error)))
    }

    fn show(&self, when: &str, counts: &Counts) -> Result<(), RunError> {
        let list: Vec<String> = counts.iter().map(|(name, count)| format!("{count} {name}")).collect();
        Ok(self.context.screen.line(format!("  {when}: {}", list.join(", ")))?)
    }

    fn failed(&self, doing: &str, reason: &dyn std::fmt::Display) -> RunError {
        RunError::Data { name: self.migration.name().to_owned(), doing: doing.to_owned(), reason: reason.to_string() }
    }

    async fn record_failure(&self, line: Line, reason: String) -> RunError {
        let way_out = match &line.backup {
            Some(backup) => format!(
                "{reason}\n  correct the cause and run it again: it goes on where it stopped; or `restore {backup}`"
            ),
            None => format!("{reason}\n  correct the cause and run it again: it goes on where it stopped"),
        };
        let line = Line { state: State::Failed, failure: Some(reason), ..line };
        match self.write(&line).await {
            Ok(()) => self.failed("going up", &way_out),
            Err(error) => error,
        }
    }
}

fn now() -> i64 {
    sea_orm::prelude::ChronoUtc::now().timestamp()
}

fn millis(started: Instant) -> i64 {
    i64::try_from(started.elapsed().as_millis()).unwrap_or(i64::MAX)
}

fn print(counts: &Counts) -> String {
    counts.iter().map(|(name, count)| format!("{name}={count}\n")).collect()
}

fn parse(text: &str) -> Counts {
    text.lines()
        .filter_map(|line| line.rsplit_once('='))
        .fold(Counts::default(), |counts, (name, count)| counts.with(name, count.parse().unwrap_or(0)))
}
