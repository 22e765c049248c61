//! Provenance: what is known of an applied revision beside its history row, in `driftline_revisions`: what it did (checksums),
//! behind which revision, how long, by whom, from which version. Leaves out the history itself.
//!
//! The table is made with the first write and never by looking. A revision that was applied before, by SeaORM or by a script has
//! no row, and nothing is claimed of it. A row counts only beside the history row it was written with: a script that took
//! the revision back and applied it anew leaves an old one.

use driftline_schema::Engine;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, QueryResult, Statement};

use crate::checksum::{self, Checksums};
use crate::history::{History, Project};
use crate::waiter::holder;

/// The table.
pub(crate) const TABLE: &str = "driftline_revisions";

/// The columns in the order of [`Provenance::read`].
pub(crate) const COLUMNS: [&str; 9] =
    ["place", "parent", "up_sum", "down_sum", "took_ms", "made_by", "made_with", "statements", "backup"];

/// What was written down when a revision was applied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provenance {
    /// Its place in the order of application, counted upward; gaps mean nothing.
    pub place: i64,
    /// The revision that stood before it in the code; `None` for the first.
    pub parent: Option<String>,
    /// What it did.
    pub checksums: Checksums,
    /// How long it ran, in milliseconds; `None` where it was stamped or accepted.
    pub took_ms: Option<i64>,
    /// `user@host`.
    pub made_by: String,
    /// The version of Driftline in the binary.
    pub made_with: String,
    /// The backup made before, by name.
    pub backup: Option<String>,
}

/// What is not as it was applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Altered {
    /// The revision.
    pub revision: String,
    /// In which way.
    pub how: How,
}

/// In which way an applied revision is not as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum How {
    /// It does something else now: going up, going down.
    Edited {
        /// The way up does something else.
        up: bool,
        /// The way down does something else.
        down: bool,
    },
    /// It stands before the revision that it was applied behind.
    Reordered {
        /// The revision that stood before it.
        parent: String,
    },
}

impl std::fmt::Display for Altered {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Altered { revision, how } = self;
        match how {
            How::Edited { up: true, down: true } => write!(f, "{revision}: its up and its down were edited"),
            How::Edited { up: true, .. } => write!(f, "{revision}: its up was edited"),
            How::Edited { .. } => write!(f, "{revision}: its down was edited"),
            How::Reordered { parent } => write!(f, "{revision}: stands before {parent} now, and was applied behind it"),
        }
    }
}

impl Provenance {
    /// Reads [`COLUMNS`] from so many columns on; `None` where the row is not there.
    pub(crate) fn read(row: &QueryResult, first: usize) -> Result<Option<Provenance>, DbErr> {
        let Some(place) = row.try_get_by_index::<Option<i64>>(first)? else { return Ok(None) };
        let text = |index: usize| row.try_get_by_index::<Option<String>>(first + index);
        let number = |index: usize| row.try_get_by_index::<Option<i64>>(first + index);
        Ok(Some(Provenance {
            place,
            parent: text(1)?,
            checksums: Checksums { up: text(2)?, down: text(3)?, statements: number(7)? },
            took_ms: number(4)?,
            made_by: text(5)?.unwrap_or_default(),
            made_with: text(6)?.unwrap_or_default(),
            backup: text(8)?,
        }))
    }
}

/// What among the applied revisions is not as it was applied. Asks no database.
pub(crate) async fn altered(project: &Project, history: &History, engine: Engine) -> Vec<Altered> {
    let names = project.names();
    let mut found = Vec::new();
    for (index, migration) in project.migrations().iter().enumerate() {
        let Some(kept) = history.provenance.get(migration.name()) else { continue };
        let revision = || migration.name().to_owned();
        let now = checksum::of(migration.as_ref(), engine).await;
        let up = checksum::differ(kept.checksums.up.as_deref(), now.up.as_deref());
        let down = checksum::differ(kept.checksums.down.as_deref(), now.down.as_deref());
        if up || down {
            found.push(Altered { revision: revision(), how: How::Edited { up, down } });
        }
        if let Some(parent) = kept.parent.as_ref().filter(|parent| names.iter().skip(index).any(|name| name == *parent))
        {
            found.push(Altered { revision: revision(), how: How::Reordered { parent: parent.clone() } });
        }
    }
    found
}

/// The statement that makes the table if it is not there.
pub(crate) fn create_sql(backend: DbBackend) -> String {
    let end = match backend {
        DbBackend::MySql => " ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
        _ => "",
    };
    format!(
        "CREATE TABLE IF NOT EXISTS {TABLE} (revision varchar(255) NOT NULL PRIMARY KEY, applied_at bigint NOT NULL, \
         place bigint NOT NULL, parent varchar(255), up_sum varchar(80), down_sum varchar(80), took_ms bigint, \
         made_by varchar(255), made_with varchar(80), statements bigint, backup varchar(255)){end}"
    )
}

/// Writes a revision's row beside its history row of the time given, in place of what is there.
pub(crate) async fn write<C: ConnectionTrait>(
    connection: &C,
    project: &Project,
    engine: Engine,
    name: &str,
    applied_at: i64,
    took_ms: Option<i64>,
) -> Result<(), DbErr> {
    let names = project.names();
    let Some(index) = names.iter().position(|known| known == name) else { return Ok(()) };
    let Some(migration) = project.migrations().get(index) else { return Ok(()) };
    let sums = checksum::of(migration.as_ref(), engine).await;
    let parent = index.checked_sub(1).and_then(|before| names.get(before)).cloned();
    let last = Statement::from_string(
        connection.get_database_backend(),
        format!("SELECT CAST(COALESCE(MAX(place), 0) AS {}) FROM {TABLE}", integer(engine)),
    );
    let place = match connection.query_one_raw(last).await? {
        Some(row) => row.try_get_by_index::<i64>(0)? + 1,
        None => 1,
    };
    forget(connection, name).await?;
    let insert = Query::insert()
        .into_table(TABLE)
        .columns(["revision", "applied_at"].into_iter().chain(COLUMNS.into_iter().take(8)))
        .values_panic([
            name.into(),
            applied_at.into(),
            place.into(),
            parent.into(),
            sums.up.into(),
            sums.down.into(),
            took_ms.into(),
            whom().into(),
            env!("CARGO_PKG_VERSION").into(),
            sums.statements.into(),
        ])
        .take();
    connection.execute(&insert).await.map(|_| ())
}

/// Takes what the revision does now, and where it stands now, for what was applied. Without a row nothing is claimed, and it
/// gets one.
pub(crate) async fn accept<C: ConnectionTrait>(
    connection: &C,
    project: &Project,
    engine: Engine,
    name: &str,
    applied_at: i64,
    kept: Option<&Provenance>,
) -> Result<(), DbErr> {
    let Some(kept) = kept else { return write(connection, project, engine, name, applied_at, None).await };
    let names = project.names();
    let Some(index) = names.iter().position(|known| known == name) else { return Ok(()) };
    let Some(migration) = project.migrations().get(index) else { return Ok(()) };
    let sums = checksum::of(migration.as_ref(), engine).await;
    // What cannot be known now was perhaps known before: it stays.
    let up = sums.up.or_else(|| kept.checksums.up.clone());
    let down = sums.down.or_else(|| kept.checksums.down.clone());
    let parent = index.checked_sub(1).and_then(|before| names.get(before)).cloned();
    let update = Query::update()
        .table(TABLE)
        .values([("up_sum", up.into()), ("down_sum", down.into()), ("parent", parent.into())])
        .and_where(Expr::col("revision").eq(name))
        .take();
    connection.execute(&update).await.map(|_| ())
}

/// Removes a revision's row.
pub(crate) async fn forget<C: ConnectionTrait>(connection: &C, name: &str) -> Result<(), DbErr> {
    let delete = Query::delete().from_table(TABLE).and_where(Expr::col("revision").eq(name)).take();
    connection.execute(&delete).await.map(|_| ())
}

/// The integer type of a CAST.
fn integer(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "integer",
        Engine::Postgres => "bigint",
        Engine::MySql => "signed",
    }
}

/// Who runs this: `user@host`, cut to what the column takes.
fn whom() -> String {
    let user =
        ["USER", "LOGNAME", "USERNAME"].iter().find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()));
    let text = format!("{}@{}", user.as_deref().unwrap_or("unknown"), holder::host());
    text.chars().take(200).collect()
}
