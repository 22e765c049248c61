//! Runs steps that no migration holds: what `cargo xtask push` does, with everything saved before. Leaves out planning them, and
//! the history, which knows nothing of it.

use std::sync::Arc;

use driftline_inspect::Database;
use driftline_schema::Engine;
use sea_orm::DbErr;
use sea_orm_migration::{MigrationTrait, SchemaManager};

use crate::apply::{Direction, Listener};
use crate::backup::{Place, copy};
use crate::error::{Left, RunError};
use crate::keeping::{Extent, Keeping, Stands};
use crate::meter::Meter;
use crate::printer::Printer;
use crate::progress::{Progress, listening};
use crate::rules;
use crate::screen::Screen;
use crate::settings::Settings;
use crate::waiter;

/// Runs a migration's way up without recording it, while no other runner is at work. A SQLite file is backed up first; servers
/// archive what goes.
///
/// # Errors
/// [`RunError::Migration`] with the step, and what stays of it.
pub async fn push(
    database: &Database,
    settings: &Settings,
    screen: &Screen,
    migration: &dyn MigrationTrait,
    no_backup: bool,
) -> Result<(), RunError> {
    let printer: Arc<dyn Listener> = Arc::new(Printer::new(screen.clone(), Direction::Up));
    let lock = waiter::take(database, settings.waits.runner, &|message| printer.waits(message)).await?;
    let outcome = run(database, settings, screen, migration, no_backup, &printer).await;
    let released = lock.release(database).await;
    outcome.and(released)
}

async fn run(
    database: &Database,
    settings: &Settings,
    screen: &Screen,
    migration: &dyn MigrationTrait,
    no_backup: bool,
    printer: &Arc<dyn Listener>,
) -> Result<(), RunError> {
    let place = Place::of(settings);
    if let (Some(place), false) = (&place, no_backup) {
        let made =
            copy::make(&place.file, &place.next("before-push"), Meter::new(screen, "backing up", "pages")).await?;
        let (tables, rows) = (made.rows.len(), made.total());
        screen.line(format!("backup {}: {tables} tables, {rows} rows, checked", made.path.display()))?;
    }
    let failed = |left: Left| {
        move |source: DbErr| RunError::Migration { name: "push".to_owned(), way: "being applied", source, left }
    };
    match database.engine {
        // The whole file is saved, and no way back would put values from an archive in their place.
        Engine::Sqlite => {
            steps(&SchemaManager::new(&database.connection), migration, printer).await.map_err(failed(Left::Nothing))
        }
        Engine::Postgres => {
            let keeping = Keeping { place: None, extent: Extent::of(no_backup), screen: screen.clone() };
            let kept = keeping.around(database, migration, Direction::Up, Stands::ANEW).await?;
            let transaction =
                rules::of(database.engine).begin(&database.connection).await.map_err(failed(Left::Nothing))?;
            let ran = async {
                kept.first(&database.connection, &transaction, printer).await?;
                steps(&SchemaManager::new(&transaction), migration, printer).await?;
                kept.last(&transaction, printer).await
            };
            match ran.await {
                Ok(()) => transaction.commit().await.map_err(failed(Left::Nothing)),
                Err(error) => {
                    // The step's own error is the one to show.
                    let _ = transaction.rollback().await;
                    Err(failed(Left::Nothing)(error))
                }
            }
        }
        Engine::MySql => {
            let keeping = Keeping { place: None, extent: Extent::of(no_backup), screen: screen.clone() };
            let kept = keeping.around(database, migration, Direction::Up, Stands::ANEW).await?;
            let connection = &database.connection;
            let failed = failed(Left::Done);
            kept.first(connection, connection, printer).await.map_err(&failed)?;
            steps(&SchemaManager::new(connection), migration, printer).await.map_err(&failed)?;
            kept.last(connection, printer).await.map_err(&failed)
        }
    }
}

async fn steps(
    manager: &SchemaManager<'_>,
    migration: &dyn MigrationTrait,
    printer: &Arc<dyn Listener>,
) -> Result<(), DbErr> {
    let told: Arc<dyn Progress> = Arc::new(Told(Arc::clone(printer)));
    listening(told, migration.up(manager)).await
}

/// Hands steps on: a listener to a run is one to its steps.
struct Told(Arc<dyn Listener>);

impl Progress for Told {
    fn step(&self, summary: &str, loses: Option<&str>) {
        self.0.step(summary, loses);
    }
}
