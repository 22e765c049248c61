//! What every command starts from: settings, the code's migrations, the screen, and how the database is opened.

use std::sync::Arc;

use driftline_inspect::{Access, Database, InspectError};
use driftline_schema::Engine;

use crate::apply::{self, Direction, Listener, Manner};
use crate::backup::Place;
use crate::data::DataMigration;
use crate::error::RunError;
use crate::history::{History, Project};
use crate::keeping::{Extent, Keeping};
use crate::printer::Printer;
use crate::provenance::{self, Altered};
use crate::screen::Screen;
use crate::settings::Settings;
use crate::waiter::Lock;

/// What a command works with.
pub(crate) struct Context {
    pub(crate) settings: Settings,
    pub(crate) project: Project,
    pub(crate) data: Vec<Box<dyn DataMigration>>,
    pub(crate) screen: Screen,
    pub(crate) verbose: bool,
}

impl std::fmt::Debug for Context {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The settings hold the database's URL with its password.
        f.debug_struct("Context").field("project", &self.project).finish_non_exhaustive()
    }
}

/// What was seen without writing anything.
#[derive(Debug)]
pub(crate) struct Look {
    /// The database; `None` when its file does not exist yet.
    pub(crate) database: Option<Database>,
    /// The history; everything is pending where there is no database yet.
    pub(crate) history: History,
}

impl Context {
    /// Opens the database read-only and reads its history. Creates nothing.
    pub(crate) async fn look(&self) -> Result<Look, RunError> {
        match Database::open(&self.settings.database_url, Access::Read).await {
            Ok(database) => {
                let history = self.history(&database).await?;
                Ok(Look { database: Some(database), history })
            }
            Err(InspectError::NoFile { .. }) => {
                Ok(Look { database: None, history: History::of(&self.project.names(), Vec::new()) })
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Reads the history.
    pub(crate) async fn history(&self, database: &Database) -> Result<History, RunError> {
        self.project.read(&database.connection).await.map_err(RunError::database("reading the history"))
    }

    /// The applied revisions that are not as they were applied.
    pub(crate) async fn altered(&self, history: &History) -> Result<Vec<Altered>, RunError> {
        if history.provenance.is_empty() {
            return Ok(Vec::new());
        }
        Ok(provenance::altered(&self.project, history, self.engine()?).await)
    }

    /// Opens the database for writing.
    pub(crate) async fn open(&self, access: Access) -> Result<Database, RunError> {
        Ok(Database::open(&self.settings.database_url, access).await?)
    }

    /// The engine, known from the URL alone.
    pub(crate) fn engine(&self) -> Result<Engine, RunError> {
        let url = &self.settings.database_url;
        Database::engine_of_url(url).ok_or_else(|| RunError::NoEngine(self.settings.url_source.clone()))
    }

    /// Runs migrations and prints each as it runs. What they destroy is saved unless that was refused.
    pub(crate) async fn migrate(
        &self,
        database: &Database,
        chosen: &[usize],
        direction: Direction,
        extent: Extent,
    ) -> Result<(), RunError> {
        self.migrate_under(None, database, chosen, direction, extent).await
    }

    /// As [`Context::migrate`], under a lock that is held already.
    pub(crate) async fn migrate_under(
        &self,
        lock: Option<&Lock>,
        database: &Database,
        chosen: &[usize],
        direction: Direction,
        extent: Extent,
    ) -> Result<(), RunError> {
        let listener: Arc<dyn Listener> = Arc::new(Printer::new(self.screen.clone(), direction));
        let keeping = Keeping { place: Place::of(&self.settings), extent, screen: self.screen.clone() };
        let manner = Manner { waits: self.settings.waits, keeping: Some(&keeping), lock };
        apply::run_keeping(database, &self.project, chosen, direction, manner, listener).await
    }

    /// The database's URL for people: without its password.
    pub(crate) fn shown_url(&self, look: &Look) -> String {
        // Only a SQLite file can be missing, and its URL holds no password.
        look.database.as_ref().map_or_else(|| self.settings.database_url.clone(), |database| database.shown_url.clone())
    }

    /// The name of one of the code's migrations.
    pub(crate) fn name(&self, index: usize) -> &str {
        self.project.migrations().get(index).map_or("", |migration| migration.name())
    }
}
