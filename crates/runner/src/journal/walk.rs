//! Runs the steps of a migration that cannot be taken back at once, and writes each statement down before it starts and after
//! it ends. Goes on, or back, from where an earlier run stopped. Leaves out
//! finding out about a statement in doubt ([`doubt`](super::doubt)), the history and the lock.

use std::sync::Arc;
use std::time::Instant;

use driftline_schema::Engine;
use sea_orm::{DbErr, sqlx};

use super::course::{Act, Both, Text, course};
use super::kind::{Kind, pieces, refuses_a_transaction};
use super::ledger::Ledger;
use super::session::Session;
use super::state::{self, Catalog};
use super::{Entry, State, insert_sql, mark_sql, point, remove_sql};
use crate::apply::Direction;
use crate::borrowed::connection_error;
use crate::patience::{Patience, Tries, is_lock};
use crate::progress;
use crate::stayed::Stayed;
use crate::steps::Ready;

/// The steps of a migration, both ways, in the order they are written.
pub(crate) struct Plan<'a> {
    ready: Vec<(Ready<'a>, Ready<'a>)>,
    pub(super) both: Vec<Both>,
}

impl<'a> Plan<'a> {
    /// Of steps that are ready to run up and down.
    pub(crate) fn new(engine: Engine, ready: Vec<(Ready<'a>, Ready<'a>)>) -> Plan<'a> {
        let texts = |ready: &Ready<'_>| -> Vec<Text> {
            let whole = ready.statements.iter().flat_map(|statement| pieces(engine, &statement.to_string()));
            whole.map(|sql| Text { kind: kind(engine, &sql), sql }).collect()
        };
        let both = ready.iter().map(|(up, down)| Both {
            step: up.index,
            summary: up.summary.to_owned(),
            loses: up.loses.is_some(),
            up: texts(up),
            down: texts(down),
        });
        let both = both.collect();
        Plan { ready, both }
    }

    fn ready(&self, act: Act) -> &Ready<'a> {
        let (up, down) = &self.ready[act.at];
        match act.direction {
            Direction::Up => up,
            Direction::Down => down,
        }
    }
}

/// PostgreSQL takes everything but a few statements back with its transaction, a query's side effects too.
pub(super) fn kind(engine: Engine, sql: &str) -> Kind {
    if engine == Engine::MySql {
        return Kind::of(sql);
    }
    let first = driftline_schema::sql::tokens(engine, sql);
    let is_setting = first.first().is_some_and(|token| token.is_word("set") || token.is_word("reset"));
    match (is_setting, refuses_a_transaction(sql)) {
        (true, _) => Kind::Session,
        (false, true) => Kind::Definition,
        (false, false) => Kind::Rows,
    }
}

/// Runs what is left to do on the one session, one way.
///
/// # Errors
/// The step's own error with what stays, or why nothing was run ([`Ledger::stop`]).
pub(crate) async fn run<S: Session>(
    session: &mut S,
    plan: &Plan<'_>,
    wanted: Direction,
    ledger: &Arc<Ledger>,
) -> Result<(), DbErr> {
    let part = ledger.next_part();
    let engine = session.engine();
    if engine == Engine::MySql {
        session.execute("SET @driftline_mode = @@sql_mode").await.map_err(connection_error)?;
    }
    let stayed = Stayed::of_each_statement();
    let mut walk = Walk { session, ledger, engine, part, stayed, in_transaction: false, own_mode: false };
    let done = walk.look_back(part).await?;
    let began = ledger.entries.first().map_or(wanted, |entry| entry.direction);
    let acts = course(&plan.both, &done, began, wanted).map_err(|reason| ledger.stop(reason))?;
    walk.refuse_lost_tables(plan, &acts)?;
    match engine {
        Engine::Postgres => walk.postgres(plan, &acts).await,
        _ => walk.each(plan, &acts).await,
    }
}

/// A run of one list of steps on its session.
pub(super) struct Walk<'w, S> {
    pub(super) session: &'w mut S,
    pub(super) ledger: &'w Ledger,
    pub(super) engine: Engine,
    part: usize,
    stayed: Stayed,
    /// Whether a step has begun a transaction of its own.
    in_transaction: bool,
    /// Whether a step may have set the mode of the session.
    own_mode: bool,
}

/// A statement of an act, with its place.
#[derive(Clone, Copy)]
struct Item<'p> {
    act: Act,
    statement: usize,
    text: &'p Text,
}

impl<S: Session> Walk<'_, S> {
    /// What the catalog says, in the words of the session as it was before any step: a mode that a step has set would print it
    /// otherwise (`ANSI_QUOTES`), and look like a change to whoever goes on.
    pub(super) async fn catalog(&mut self, sql: &str) -> Result<Catalog, DbErr> {
        if self.own_mode {
            self.write("SET @driftline_step_mode = @@sql_mode, SESSION sql_mode = @driftline_mode").await?;
        }
        let read = state::read(self.session, sql).await.map_err(connection_error);
        if self.own_mode {
            self.write("SET SESSION sql_mode = @driftline_step_mode").await?;
        }
        read
    }

    pub(super) async fn write(&mut self, sql: &str) -> Result<(), DbErr> {
        self.session.execute(sql).await.map_err(connection_error)
    }

    fn entry(&self, plan: &Plan<'_>, item: Item<'_>) -> Entry {
        let both = &plan.both[item.act.at];
        let mut entry = self.ledger.entry(item.act.direction, self.part, both.step, item.statement);
        entry.summary.clone_from(&both.summary);
        entry.sql.clone_from(&item.text.sql);
        entry
    }

    /// Statement by statement: each commits.
    async fn each(&mut self, plan: &Plan<'_>, acts: &[Act]) -> Result<(), DbErr> {
        for act in acts {
            let texts = plan.both[act.at].way(act.direction);
            let ready = plan.ready(*act);
            // What is left of a step may be nothing; then it is not told again.
            if act.first == 0 || act.first < texts.len() {
                ready.announce();
            }
            self.stayed.begin(ready);
            for (statement, text) in texts.iter().enumerate() {
                if statement < act.first {
                    if text.kind == Kind::Session {
                        self.plain(text).await.map_err(|error| ready.refused(&text.sql, &error))?;
                    }
                    continue;
                }
                let entry = self.entry(plan, Item { act: *act, statement, text });
                let ran = match text.kind {
                    Kind::Session | Kind::Look | Kind::Temporary => self.plain(text).await,
                    Kind::Definition => self.definition(entry).await?,
                    Kind::Rows | Kind::Opaque => self.rows(entry, text.kind).await?,
                };
                ran.map_err(|error| self.stayed.added_to(ready.refused(&text.sql, &error), &text.sql))?;
                self.stayed.ran(&text.sql);
            }
        }
        Ok(())
    }

    async fn plain(&mut self, text: &Text) -> Result<(), sqlx::Error> {
        self.session.execute(&text.sql).await?;
        self.own_mode |= self.engine == Engine::MySql && text.sql.to_ascii_lowercase().contains("sql_mode");
        let first = driftline_schema::sql::tokens(self.engine, &text.sql);
        let is = |at: usize, word: &str| first.get(at).is_some_and(|token| token.is_word(word));
        if is(0, "begin") || (is(0, "start") && is(1, "transaction")) {
            self.in_transaction = true;
        } else if is(0, "commit") || (is(0, "rollback") && !is(1, "to")) {
            self.in_transaction = false;
        }
        Ok(())
    }

    /// A statement that commits: what the catalog says before and behind it is written down with it.
    async fn definition(&mut self, mut entry: Entry) -> Result<Result<(), sqlx::Error>, DbErr> {
        let before = self.catalog(&entry.sql).await?;
        entry.before = Some(state::written(&before));
        point::reached("before a definition is written down");
        self.write(&insert_sql(self.engine, &entry)).await?;
        point::reached("before a definition");
        let ran = self.patiently(&entry.sql).await;
        point::reached("behind a definition");
        // It has committed whatever was open.
        self.in_transaction = false;
        if ran.is_err() {
            self.failed(&entry, &before).await;
            return Ok(ran);
        }
        let after = state::written(&self.catalog(&entry.sql).await?);
        self.write(&mark_sql(self.engine, entry.seq, State::Done, Some(&after))).await?;
        point::reached("behind a definition that is written down as done");
        Ok(ran)
    }

    /// What the engine refused has not happened, which the catalog confirms; a list of dropped tables may have in part. Where
    /// even that cannot be asked, the next run does.
    async fn failed(&mut self, entry: &Entry, before: &Catalog) {
        let Ok(now) = self.catalog(&entry.sql).await else { return };
        let gone = match self.engine {
            Engine::Postgres => {
                self.drop_invalid(&entry.sql, before, &now).await.is_ok_and(|found| found || now == *before)
            }
            _ => now == *before,
        };
        let word = if gone { remove_sql(entry.seq) } else { mark_sql(self.engine, entry.seq, State::Failed, None) };
        let _ = self.write(&word).await;
    }

    /// A statement that changes rows, in one transaction with its entry.
    async fn rows(&mut self, entry: Entry, kind: Kind) -> Result<Result<(), sqlx::Error>, DbErr> {
        let own = !self.in_transaction;
        point::reached("before a change of rows is written down");
        self.write(&insert_sql(self.engine, &entry)).await?;
        point::reached("before a change of rows");
        let mut tries = Tries::new(self.patience());
        loop {
            let began = Instant::now();
            let ran = self.rows_once(&entry, kind, own).await?;
            match ran {
                Err(error) if own && kind == Kind::Rows && is_lock(self.engine, &error) => {
                    match tries.pause(began.elapsed()) {
                        Some(pause) => self.step_back(&entry.sql, &tries, pause).await,
                        None => return Ok(Err(error)),
                    }
                }
                Err(error) => {
                    if own && kind == Kind::Rows {
                        let _ = self.write(&remove_sql(entry.seq)).await;
                    }
                    return Ok(Err(error));
                }
                Ok(()) => return Ok(Ok(())),
            }
        }
    }

    async fn rows_once(&mut self, entry: &Entry, kind: Kind, own: bool) -> Result<Result<(), sqlx::Error>, DbErr> {
        if own {
            self.write("START TRANSACTION").await?;
        }
        if kind == Kind::Opaque {
            self.write(&mark_sql(self.engine, entry.seq, State::Entered, None)).await?;
        }
        if let Err(error) = self.session.execute(&entry.sql).await {
            if own {
                // Where the session is gone the engine takes it back by itself.
                let _ = self.session.execute("ROLLBACK").await;
            }
            return Ok(Err(error));
        }
        point::reached("behind a change of rows");
        self.write(&mark_sql(self.engine, entry.seq, State::Done, None)).await?;
        if own {
            point::reached("before a change of rows commits");
            self.write("COMMIT").await?;
            point::reached("behind a change of rows that has committed");
        }
        Ok(Ok(()))
    }

    fn patience(&self) -> Patience {
        self.ledger.patience
    }

    /// Tries a definition until the tables it needs are free, without queueing for them for long.
    async fn patiently(&mut self, sql: &str) -> Result<(), sqlx::Error> {
        let mut tries = Tries::new(self.patience());
        loop {
            self.limit_wait(Some(&tries)).await?;
            let began = Instant::now();
            let ran = self.session.execute(sql).await;
            // Looking into the catalog may wait for a table too, and is to.
            let limited = self.limit_wait(None).await;
            match ran.and(limited) {
                Err(error) if is_lock(self.engine, &error) => match tries.pause(began.elapsed()) {
                    Some(pause) => self.step_back(sql, &tries, pause).await,
                    None => return Err(error),
                },
                ran => return ran,
            }
        }
    }

    /// For the next statement, or as the server has it.
    async fn limit_wait(&mut self, tries: Option<&Tries>) -> Result<(), sqlx::Error> {
        // A concurrent build on PostgreSQL waits for old transactions without anybody queueing behind it.
        if self.engine != Engine::MySql {
            return Ok(());
        }
        let limit = tries.map(|tries| tries.whole_seconds().max(self.least_wait()).to_string());
        let limit = limit.unwrap_or_else(|| "DEFAULT".to_owned());
        self.session.execute(&format!("SET SESSION lock_wait_timeout = {limit}")).await
    }

    /// MySQL takes no zero (manual 7.1.8); MariaDB does.
    fn least_wait(&self) -> u64 {
        u64::from(!self.ledger.is_mariadb)
    }

    async fn step_back(&mut self, sql: &str, tries: &Tries, pause: std::time::Duration) {
        progress::tell(|listener| listener.waits_for_lock(sql, tries.made(), tries.waited()));
        tokio::time::sleep(pause).await;
    }

    /// Everything that PostgreSQL can take back in transactions, with its entries; the rest by itself.
    async fn postgres(&mut self, plan: &Plan<'_>, acts: &[Act]) -> Result<(), DbErr> {
        let mut group: Vec<Item<'_>> = Vec::new();
        for act in acts {
            let texts = plan.both[act.at].way(act.direction);
            let ready = plan.ready(*act);
            if act.first == 0 && texts.is_empty() {
                ready.announce();
            }
            for (statement, text) in texts.iter().enumerate() {
                if statement < act.first {
                    if text.kind == Kind::Session {
                        self.together(plan, &mut group).await?;
                        self.plain(text).await.map_err(|error| ready.refused(&text.sql, &error))?;
                    }
                    continue;
                }
                let item = Item { act: *act, statement, text };
                if text.kind == Kind::Definition {
                    self.together(plan, &mut group).await?;
                    if statement == act.first {
                        ready.announce();
                    }
                    let entry = self.entry(plan, item);
                    let ran = self.definition(entry).await?;
                    ran.map_err(|error| ready.refused(&text.sql, &error))?;
                    continue;
                }
                group.push(item);
                // Outside a transaction each statement is there for the next one.
                if ready.outside {
                    self.together(plan, &mut group).await?;
                }
            }
        }
        self.together(plan, &mut group).await
    }

    /// Runs the statements of a group and writes them down in one transaction.
    async fn together(&mut self, plan: &Plan<'_>, group: &mut Vec<Item<'_>>) -> Result<(), DbErr> {
        if group.is_empty() {
            return Ok(());
        }
        for item in group.iter().filter(|item| item.statement == item.act.first) {
            plan.ready(item.act).announce();
        }
        let mut tries = Tries::new(self.patience());
        loop {
            let began = Instant::now();
            match self.together_once(plan, group, &tries).await {
                Ok(()) => break,
                Err((at, error)) => {
                    let _ = self.session.execute("ROLLBACK").await;
                    let item = group[at.min(group.len() - 1)];
                    let pause = if is_lock(self.engine, &error) { tries.pause(began.elapsed()) } else { None };
                    match pause {
                        Some(pause) => self.step_back(&item.text.sql, &tries, pause).await,
                        None => return Err(plan.ready(item.act).refused(&item.text.sql, &error)),
                    }
                }
            }
        }
        group.clear();
        Ok(())
    }

    async fn together_once(
        &mut self,
        plan: &Plan<'_>,
        group: &[Item<'_>],
        tries: &Tries,
    ) -> Result<(), (usize, sqlx::Error)> {
        let first = |error| (0, error);
        self.session.execute("BEGIN").await.map_err(first)?;
        let limit = format!("SET LOCAL lock_timeout = {}", tries.queue().as_millis().max(1));
        self.session.execute(&limit).await.map_err(first)?;
        for (at, item) in group.iter().enumerate() {
            let here = |error| (at, error);
            point::reached("before a statement of a transaction");
            self.session.execute(&item.text.sql).await.map_err(here)?;
            if item.text.kind.is_written_down() {
                let mut entry = self.entry(plan, *item);
                entry.state = State::Done;
                self.session.execute(&insert_sql(self.engine, &entry)).await.map_err(here)?;
            }
        }
        point::reached("before a transaction commits");
        self.session.execute("COMMIT").await.map_err(|error| (group.len(), error))?;
        point::reached("behind a transaction");
        Ok(())
    }
}
