//! What an earlier run has left: whether the statement in doubt happened, and whether everything else is as it was left. Leaves out
//! what is left to do ([`course`](super::course)) and doing it ([`walk`](super::walk)).

use std::collections::BTreeSet;

use driftline_schema::Engine;
use driftline_schema::sql::tokens;
use sea_orm::DbErr;

use super::course::Act;
use super::kind::Kind;
use super::session::Session;
use super::state::{self, Catalog};
use super::walk::{Plan, Walk, kind};
use super::{Entry, JournalError, State, mark_sql, remove_sql};
use crate::borrowed::connection_error;

impl<S: Session> Walk<'_, S> {
    /// What is done of this list of steps, after finding out about the statement in doubt.
    pub(super) async fn look_back(&mut self, part: usize) -> Result<Vec<Entry>, DbErr> {
        let mut own: Vec<Entry> =
            self.ledger.entries.iter().filter(|entry| !entry.is_beginning() && entry.part == part).cloned().collect();
        if own.is_empty() {
            return Ok(own);
        }
        let doubtful = own.iter().position(|entry| entry.state != State::Done);
        let doubt = match doubtful {
            Some(at) => {
                let entry = own.remove(at);
                let now = self.catalog(&entry.sql).await?;
                let keys: Vec<String> =
                    now.keys().cloned().chain(state::parsed(entry.before.as_deref()).into_keys()).collect();
                if let Some(done) = self.settle(entry, now).await? {
                    own.insert(at, done);
                }
                keys
            }
            None => Vec::new(),
        };
        self.refuse_touched(&own, &doubt).await?;
        Ok(own)
    }

    /// Finds out whether the statement happened: the entry, which then is done, or nothing.
    async fn settle(&mut self, mut entry: Entry, now: Catalog) -> Result<Option<Entry>, DbErr> {
        let before = state::parsed(entry.before.as_deref());
        let happened = match kind(self.engine, &entry.sql) {
            Kind::Rows if self.engine == Engine::MySql => {
                // Its rows and its entry are one transaction, where the tables have transactions.
                let plain = now.values().any(|shown| shown.contains("ENGINE=") && !shown.contains("ENGINE=InnoDB"));
                if plain {
                    return Err(
                        self.unknowable(&entry, "it changes rows of a table whose storage engine has no transactions")
                    );
                }
                false
            }
            Kind::Opaque if entry.state == State::Entered => {
                return Err(self.unknowable(&entry, "it commits inside"));
            }
            Kind::Definition if self.engine == Engine::Postgres => {
                let leftover = self.drop_invalid(&entry.sql, &before, &now).await?;
                !leftover && before != now
            }
            Kind::Definition => match rest_of_drop(&entry.sql, &before, &now) {
                Some(rest) => {
                    self.session.execute(&rest).await.map_err(connection_error)?;
                    true
                }
                None => before != now,
            },
            _ => false,
        };
        if !happened {
            self.write(&remove_sql(entry.seq)).await?;
            return Ok(None);
        }
        let after = state::written(&self.catalog(&entry.sql).await?);
        self.write(&mark_sql(self.engine, entry.seq, State::Done, Some(&after))).await?;
        (entry.state, entry.after) = (State::Done, Some(after));
        Ok(Some(entry))
    }

    fn unknowable(&self, entry: &Entry, reason: &'static str) -> DbErr {
        let (revision, statement) = (entry.revision.clone(), entry.sql.clone());
        self.ledger.stop(JournalError::Unknowable { revision, reason, statement })
    }

    /// An index that a concurrent build left behind is of no use and in the way (manual, "CREATE INDEX"); whether there was
    /// one.
    pub(super) async fn drop_invalid(&mut self, sql: &str, before: &Catalog, now: &Catalog) -> Result<bool, DbErr> {
        let drops = tokens(self.engine, sql).first().is_some_and(|token| token.is_word("drop"));
        let mut found = false;
        for (key, value) in now {
            let Some(index) = key.strip_prefix("index ") else { continue };
            if !value.starts_with("invalid ") || before.get(key) == Some(value) {
                continue;
            }
            found = true;
            if !drops {
                self.write(&format!("DROP INDEX CONCURRENTLY IF EXISTS {index}")).await?;
            }
        }
        Ok(found)
    }

    /// What the migration has made or changed must be as it left it.
    async fn refuse_touched(&mut self, done: &[Entry], doubt: &[String]) -> Result<(), DbErr> {
        let texts: Vec<&str> =
            done.iter().filter(|entry| entry.after.is_some()).map(|entry| entry.sql.as_str()).collect();
        let Some(last) = done.last() else { return Ok(()) };
        if texts.is_empty() || self.engine != Engine::MySql {
            return Ok(());
        }
        let mut left = Catalog::new();
        let mut known = BTreeSet::new();
        for entry in done.iter().filter(|entry| entry.after.is_some()) {
            let (before, after) = (state::parsed(entry.before.as_deref()), state::parsed(entry.after.as_deref()));
            for key in before.keys().chain(after.keys()) {
                known.insert(key.clone());
                left.remove(key);
            }
            left.extend(after);
        }
        let now = self.catalog(&texts.join(";\n")).await?;
        let objects: Vec<String> = state::changed(&state::apart(&left), &state::apart(&now))
            .into_iter()
            .filter(|key| known.contains(key) && !doubt.contains(key))
            .collect();
        if objects.is_empty() {
            return Ok(());
        }
        Err(self.ledger.stop(JournalError::Touched { revision: last.revision.clone(), objects }))
    }

    /// What was put into a temporary table is gone with the session.
    pub(super) fn refuse_lost_tables(&self, plan: &Plan<'_>, acts: &[Act]) -> Result<(), DbErr> {
        let mut made: Vec<&str> = Vec::new();
        for act in acts {
            for text in &plan.both[act.at].way(act.direction)[..act.first] {
                if text.kind == Kind::Temporary {
                    let drops = text.sql.trim_start().get(..4).is_some_and(|word| word.eq_ignore_ascii_case("drop"));
                    if drops { made.pop().map_or((), |_| ()) } else { made.push(&text.sql) }
                }
            }
        }
        let Some(statement) = made.first() else { return Ok(()) };
        let (revision, statement) = (self.ledger.revision.clone(), (*statement).to_owned());
        Err(self.ledger.stop(JournalError::Temporary { revision, statement }))
    }
}

/// A list of tables or views of which some are gone and some are there: the statement that drops the rest.
fn rest_of_drop(sql: &str, before: &Catalog, now: &Catalog) -> Option<String> {
    let found = tokens(Engine::MySql, sql);
    let is = |at: usize, word: &str| found.get(at).is_some_and(|token| token.is_word(word));
    if !is(0, "drop") || !(is(1, "table") || is(1, "view")) {
        return None;
    }
    let gone = before.keys().any(|key| !now.contains_key(key));
    let left = before.keys().any(|key| now.contains_key(key));
    if !gone || !left {
        return None;
    }
    if is(2, "if") {
        return Some(sql.to_owned());
    }
    let behind = found[1].end;
    Some(format!("{} IF EXISTS{}", &sql[..behind], &sql[behind..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rest_of_a_list_is_dropped() {
        let table = |name: &str| (format!("table {name}"), "x".to_owned());
        let before = Catalog::from([table("a"), table("b")]);
        let now = Catalog::from([table("b")]);
        assert_eq!(rest_of_drop("DROP TABLE a, b", &before, &now).unwrap(), "DROP TABLE IF EXISTS a, b");
        assert_eq!(rest_of_drop("DROP TABLE a, b", &before, &Catalog::new()), None);
        assert_eq!(rest_of_drop("ALTER TABLE a DROP x", &before, &now), None);
    }
}
