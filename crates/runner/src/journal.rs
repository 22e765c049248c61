//! The journal: what a migration that cannot be taken back at once has done, statement by statement, in `driftline_journal`.
//!
//! Used where a definition commits by itself (MariaDB, MySQL) and for steps that run outside a transaction (PostgreSQL).
//! Each statement is written down before it starts, with what the catalog says then of what it names, and after it ends.
//! So the next run can go on or back. The table is made on the first write; looking makes nothing. Leaves out running
//! anything ([`walk`]) and deciding what is left to do ([`course`]).

pub(crate) mod course;
mod doubt;
pub(crate) mod kind;
pub(crate) mod ledger;
pub(crate) mod point;
pub(crate) mod session;
pub(crate) mod state;
pub(crate) mod walk;

use driftline_schema::Engine;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, QueryResult, Statement};

use crate::apply::Direction;

/// The journal's table.
pub(crate) const TABLE: &str = "driftline_journal";

/// Why a half-applied migration cannot be finished or taken back by itself.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JournalError {
    /// Another migration is half applied.
    #[error(
        "{revision} is half applied ({way}), and {wanted} cannot run before that is settled: `up` finishes it, `down` takes \
         it back; `status` shows it"
    )]
    Half {
        /// The half-applied revision.
        revision: String,
        /// `going up` or `going down`.
        way: &'static str,
        /// The revision that was to run.
        wanted: String,
    },
    /// The half-applied migration is not in the code.
    #[error(
        "{0} is half applied, and the code does not have it: take the missing file from the branch that began it, then run \
         `up` or `down`; if it was finished or taken back by hand, `journal --forget` says so"
    )]
    Unknown(String),
    /// The module is not the one that was begun.
    #[error(
        "{revision} is half applied, and its module is not what was begun: step `{step}` ran\n  {ran}\n  and now reads\n  \
         {reads}\n  bring back the module as it was and run it again; or take back or finish by hand what is listed by \
         `journal`, then `journal --forget`, or `stamp`"
    )]
    Changed {
        /// The revision.
        revision: String,
        /// The step's summary.
        step: String,
        /// The statement that ran.
        ran: String,
        /// The statement that stands there now.
        reads: String,
    },
    /// Objects are not as the migration left them.
    #[error(
        "{revision} is half applied, and since then somebody has changed {}; nothing was run\n  if all of it was taken back by \
         hand: `journal --forget`; if the migration can go on from what is there: `journal --accept`",
        objects.join(", ")
    )]
    Touched {
        /// The revision.
        revision: String,
        /// What changed, by name.
        objects: Vec<String>,
    },
    /// Nothing tells whether the statement happened.
    #[error(
        "{revision} stopped at a statement of which nothing tells whether it happened: {reason}\n  in: {statement}\n  look at \
         the database; if it happened: `journal --happened`; if not: `journal --did-not-happen`; then run `up` or `down`"
    )]
    Unknowable {
        /// The revision.
        revision: String,
        /// Why.
        reason: &'static str,
        /// The statement.
        statement: String,
    },
    /// A migration without steps, or with statements beside them.
    #[error(
        "{revision} was begun ({way}) and did not end, and it runs statements outside steps, which nobody writes down: look at the \
         database; if you took back what it did, `journal --forget` and run it again; if you finished it, `stamp` it; \
         statements in `Steps` can be gone on with"
    )]
    ByHand {
        /// The revision.
        revision: String,
        /// `going up` or `going down`.
        way: &'static str,
    },
    /// A step that is done in part cannot be taken back without losing more.
    #[error(
        "{revision} cannot be taken back from where it stands: of step `{step}` a part is done, and the rest of it changes or \
         drops data before the step can be taken back as a whole; finish it the way it was going, then turn back"
    )]
    NoWayBack {
        /// The revision.
        revision: String,
        /// The step's summary.
        step: String,
    },
    /// A temporary table went with the session that made it.
    #[error(
        "{revision} stopped behind `{statement}`: the temporary table went with its session; take back by hand what `journal` \
         lists, then `journal --forget` and run it again"
    )]
    Temporary {
        /// The revision.
        revision: String,
        /// The statement that made it.
        statement: String,
    },
}

/// What is known of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The migration was begun; no statement.
    Begun,
    /// It was about to start.
    Started,
    /// It is inside its transaction; if this is seen from outside, the statement itself committed.
    Entered,
    /// The engine refused it; parts of it may have happened.
    Failed,
    /// It is done.
    Done,
}

/// One statement written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its number.
    pub seq: i64,
    /// The migration.
    pub revision: String,
    /// Which of the step's two ways it belongs to.
    pub direction: Direction,
    /// Which list of steps of the migration, 0 for the first one that ran.
    pub part: usize,
    /// The step's place in its list.
    pub step: usize,
    /// The statement's place in the step.
    pub statement: usize,
    /// The step's description.
    pub summary: String,
    /// The statement.
    pub sql: String,
    /// What is known of it.
    pub state: State,
    /// What the catalog said before it, as JSON.
    pub before: Option<String>,
    /// What the catalog said behind it, as JSON.
    pub after: Option<String>,
    /// When this was written, in unix milliseconds.
    pub noted_at: i64,
}

/// A migration that was begun and has not ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Half {
    /// The migration.
    pub revision: String,
    /// Which way it was going at first.
    pub direction: Direction,
    /// What was written down, in order.
    pub entries: Vec<Entry>,
}

impl State {
    fn word(self) -> &'static str {
        match self {
            State::Begun => "begun",
            State::Started => "started",
            State::Entered => "entered",
            State::Failed => "failed",
            State::Done => "done",
        }
    }

    fn named(word: &str) -> Option<State> {
        let all = [State::Begun, State::Started, State::Entered, State::Failed, State::Done];
        all.into_iter().find(|state| state.word() == word)
    }

    /// For people.
    #[must_use]
    pub fn told(self) -> &'static str {
        match self {
            State::Begun => "begun",
            State::Started | State::Entered => "in doubt",
            State::Failed => "failed",
            State::Done => "done",
        }
    }
}

impl Direction {
    /// The word in the journal.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Direction::Up => "up",
            Direction::Down => "down",
        }
    }

    /// The other way.
    pub(crate) fn reverse(self) -> Direction {
        match self {
            Direction::Up => Direction::Down,
            Direction::Down => Direction::Up,
        }
    }
}

impl Half {
    /// The statements, without the line that says that it began.
    pub fn statements(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|entry| !entry.is_beginning())
    }

    /// Whether the transaction around the whole migration has committed, which a definition inside it does.
    #[must_use]
    pub fn entered(&self) -> bool {
        self.entries.iter().any(|entry| entry.is_beginning() && entry.state == State::Entered)
    }

    /// How many statements are done.
    #[must_use]
    pub fn done(&self) -> usize {
        self.statements().filter(|entry| entry.state == State::Done).count()
    }

    /// The statement of which it is not known whether it happened.
    #[must_use]
    pub fn in_doubt(&self) -> Option<&Entry> {
        self.statements().find(|entry| entry.state != State::Done)
    }
}

impl Entry {
    /// The line that says that the migration was begun.
    #[must_use]
    pub fn beginning(revision: &str, direction: Direction) -> Entry {
        Entry {
            seq: 1,
            revision: revision.to_owned(),
            direction,
            part: 0,
            step: 0,
            statement: 0,
            summary: String::new(),
            sql: String::new(),
            state: State::Begun,
            before: None,
            after: None,
            noted_at: now(),
        }
    }

    /// Whether it is that line and no statement.
    #[must_use]
    pub fn is_beginning(&self) -> bool {
        self.sql.is_empty()
    }
}

/// Reads what is written down of a migration that was begun and has not ended. The table must be there.
pub(crate) async fn read<C: ConnectionTrait>(connection: &C) -> Result<Option<Half>, DbErr> {
    let sql = format!(
        "SELECT seq, revision, direction, part, step, statement, summary, sql_text, state, before_state, after_state, noted_at \
         FROM {TABLE} ORDER BY seq"
    );
    let rows = connection.query_all_raw(Statement::from_string(connection.get_database_backend(), sql)).await?;
    let entries = rows.iter().map(entry).collect::<Result<Vec<_>, _>>()?;
    let Some(first) = entries.first() else { return Ok(None) };
    Ok(Some(Half { revision: first.revision.clone(), direction: first.direction, entries }))
}

fn entry(row: &QueryResult) -> Result<Entry, DbErr> {
    let place = |index: usize| Ok::<_, DbErr>(usize::try_from(row.try_get_by_index::<i64>(index)?).unwrap_or(0));
    let (direction, state): (String, String) = (row.try_get_by_index(2)?, row.try_get_by_index(8)?);
    let unknown = || DbErr::Custom(format!("{TABLE} was written by another version: `{direction}`, `{state}`"));
    Ok(Entry {
        seq: row.try_get_by_index(0)?,
        revision: row.try_get_by_index(1)?,
        direction: if direction == Direction::Up.word() { Direction::Up } else { Direction::Down },
        part: place(3)?,
        step: place(4)?,
        statement: place(5)?,
        summary: row.try_get_by_index(6)?,
        sql: row.try_get_by_index(7)?,
        state: State::named(&state).ok_or_else(unknown)?,
        before: row.try_get_by_index(9)?,
        after: row.try_get_by_index(10)?,
        noted_at: row.try_get_by_index(11)?,
    })
}

/// Makes the table if it is not there.
pub(crate) async fn install<C: ConnectionTrait>(connection: &C) -> Result<(), DbErr> {
    connection.execute_unprepared(&create_sql(connection.get_database_backend())).await.map(|_| ())
}

fn create_sql(backend: DbBackend) -> String {
    // A journal that is not transactional itself would be none, whatever the server's default is.
    let (long, end) = match backend {
        DbBackend::MySql => ("longtext", " ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"),
        _ => ("text", ""),
    };
    format!(
        "CREATE TABLE IF NOT EXISTS {TABLE} (seq bigint NOT NULL PRIMARY KEY, revision varchar(255) NOT NULL, \
         direction varchar(4) NOT NULL, part bigint NOT NULL, step bigint NOT NULL, statement bigint NOT NULL, \
         summary {long} NOT NULL, sql_text {long} NOT NULL, state varchar(8) NOT NULL, before_state {long}, \
         after_state {long}, noted_at bigint NOT NULL){end}"
    )
}

/// Writes an entry down.
pub(crate) fn insert_sql(engine: Engine, entry: &Entry) -> String {
    let text = |text: &str| literal(engine, text);
    let optional = |found: &Option<String>| found.as_deref().map_or_else(|| "NULL".to_owned(), text);
    format!(
        "INSERT INTO {TABLE} (seq, revision, direction, part, step, statement, summary, sql_text, state, before_state, \
         after_state, noted_at) VALUES ({}, {}, '{}', {}, {}, {}, {}, {}, '{}', {}, {}, {})",
        entry.seq,
        text(&entry.revision),
        entry.direction.word(),
        entry.part,
        entry.step,
        entry.statement,
        text(&entry.summary),
        text(&entry.sql),
        entry.state.word(),
        optional(&entry.before),
        optional(&entry.after),
        entry.noted_at
    )
}

/// Says what is known of an entry now.
pub(crate) fn mark_sql(engine: Engine, seq: i64, state: State, after: Option<&str>) -> String {
    let after = after.map_or_else(String::new, |after| format!(", after_state = {}", literal(engine, after)));
    format!("UPDATE {TABLE} SET state = '{}', noted_at = {}{after} WHERE seq = {seq}", state.word(), now())
}

/// Takes an entry away: its statement did not happen.
pub(crate) fn remove_sql(seq: i64) -> String {
    format!("DELETE FROM {TABLE} WHERE seq = {seq}")
}

/// Takes away everything of a migration: it has ended.
pub(crate) fn clear_sql(engine: Engine, revision: &str) -> String {
    format!("DELETE FROM {TABLE} WHERE revision = {}", literal(engine, revision))
}

/// A text that means the same in every mode of a session (`NO_BACKSLASH_ESCAPES`), which a step may have set.
fn literal(engine: Engine, text: &str) -> String {
    if engine != Engine::MySql || text.is_empty() {
        return engine.literal(text);
    }
    let hex: String = text.bytes().map(|byte| format!("{byte:02x}")).collect();
    format!("CONVERT(X'{hex}' USING utf8mb4)")
}

/// The time in unix milliseconds.
pub(crate) fn now() -> i64 {
    sea_orm::prelude::ChronoUtc::now().timestamp_millis()
}
