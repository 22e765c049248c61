//! A connection taken out of an application's pool for a whole migration. Leaves out what is run on it.

use sea_orm::DbErr;
use sea_orm::RuntimeErr;
use sea_orm::sqlx::pool::{Pool, PoolConnection};
use sea_orm::sqlx::{self, Database};

/// A connection that goes back to its pool only once its settings are as they were; otherwise it is closed.
pub(crate) struct Borrowed<DB: Database> {
    /// The connection.
    pub(crate) connection: PoolConnection<DB>,
    clean: bool,
}

impl<DB: Database> Borrowed<DB> {
    /// Takes one out of the pool.
    ///
    /// # Errors
    /// What the driver says.
    pub(crate) async fn from(pool: &Pool<DB>) -> Result<Self, DbErr> {
        let connection = pool.acquire().await.map_err(connection_error)?;
        Ok(Self { connection, clean: false })
    }

    /// Gives it back.
    pub(crate) fn give_back(mut self) {
        self.clean = true;
    }
}

impl<DB: Database> Drop for Borrowed<DB> {
    fn drop(&mut self) {
        if !self.clean {
            // The run was cancelled half way: the next user of the pool must not find a migration's settings.
            self.connection.close_on_drop();
        }
    }
}

/// A driver's error as SeaORM tells it.
pub(crate) fn connection_error(error: sqlx::Error) -> DbErr {
    DbErr::Exec(RuntimeErr::SqlxError(error.into()))
}
