//! Why an engine gave up that had nothing against the statement itself, and what helps: by the engine's own number, where it
//! gives one. Leaves out everything that a migration itself does wrong.

use sea_orm::{DbErr, RuntimeErr, SqlxMySqlError, sqlx};

/// What stands in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Another program writes, or holds a lock that is needed.
    Locked,
    /// The disk, or what the server may use of it, is full.
    DiskFull,
    /// The file, the disk or the server takes no writes.
    ReadOnly,
    /// The server's own limit for a statement's time was reached.
    Timeout,
    /// The connection is gone: cut, ended by somebody, or the server has stopped.
    Disconnected,
    /// The disk does not work.
    Disk,
    /// The user may not do this.
    Rights,
}

impl Cause {
    /// The cause of a driver's error, if it is one of these.
    #[must_use]
    pub fn of(error: &sqlx::Error) -> Option<Cause> {
        let said = match error {
            sqlx::Error::Database(said) => said,
            sqlx::Error::Io(_) | sqlx::Error::PoolClosed | sqlx::Error::PoolTimedOut | sqlx::Error::WorkerCrashed => {
                return Some(Cause::Disconnected);
            }
            // The driver says so where a server hangs up in the middle of an answer.
            sqlx::Error::Protocol(_) => return Some(Cause::Disconnected),
            _ => return None,
        };
        if let Some(said) = said.try_downcast_ref::<SqlxMySqlError>() {
            return mysql(said.number(), said.message());
        }
        let code = said.code().unwrap_or_default();
        match code.parse::<u32>() {
            // SQLite's codes have at most four digits, PostgreSQL's SQLSTATE five characters.
            Ok(number) if code.len() < 5 => sqlite(number),
            _ => postgres(&code),
        }
    }

    /// The cause of one of SeaORM's errors, if it is one of these.
    #[must_use]
    pub fn of_sea(error: &DbErr) -> Option<Cause> {
        match error {
            DbErr::Conn(RuntimeErr::SqlxError(error))
            | DbErr::Exec(RuntimeErr::SqlxError(error))
            | DbErr::Query(RuntimeErr::SqlxError(error)) => Cause::of(error),
            DbErr::ConnectionAcquire(_) => Some(Cause::Disconnected),
            _ => None,
        }
    }

    /// The cause behind a result code of SQLite, extended or not, if it is one of these.
    pub(crate) fn of_sqlite(code: u32) -> Option<Cause> {
        sqlite(code)
    }

    /// The cause and the way out, in a sentence.
    #[must_use]
    pub fn advice(self) -> &'static str {
        match self {
            Cause::Locked => {
                "another program holds a lock that this needs: let it finish or end it, then run this again; how long a run \
                 waits is `--lock-timeout` and [waits] in driftline.toml"
            }
            Cause::DiskFull => "the disk is full: make room, then run this again",
            Cause::ReadOnly => {
                "the database takes no writes: make the file, its folder or the disk writable, or use the server that takes \
                 them (a standby does not), then run this again"
            }
            Cause::Timeout => {
                "the server ends statements that take so long: raise the limit for this user (statement_timeout on \
                 PostgreSQL, max_statement_time on MariaDB), then run this again"
            }
            Cause::Disconnected => {
                "the connection is gone, because the network was cut, the server stopped or somebody ended the session: see \
                 that the server answers, then run this again"
            }
            Cause::Disk => "the disk does not work as it should: look at the system's log, then run this again",
            Cause::Rights => {
                "the user of the URL may not do this: grant it the right, or use another user, then run this again"
            }
        }
    }
}

/// The first eight bits are the result code, the rest says more (SQLite "Result and Error Codes").
fn sqlite(code: u32) -> Option<Cause> {
    match code & 0xff {
        5 | 6 => Some(Cause::Locked),
        13 => Some(Cause::DiskFull),
        8 => Some(Cause::ReadOnly),
        10 => Some(Cause::Disk),
        3 => Some(Cause::Rights),
        _ => None,
    }
}

/// Manual, appendix A.
fn postgres(state: &str) -> Option<Cause> {
    match state {
        "55P03" | "40P01" => Some(Cause::Locked),
        "53100" => Some(Cause::DiskFull),
        "25006" => Some(Cause::ReadOnly),
        "57014" => Some(Cause::Timeout),
        "57P01" | "57P02" | "57P03" | "25P03" | "57P05" => Some(Cause::Disconnected),
        "58030" => Some(Cause::Disk),
        "42501" => Some(Cause::Rights),
        _ if state.starts_with("08") => Some(Cause::Disconnected),
        _ => None,
    }
}

/// MariaDB "Error Codes", MySQL "Server Error Message Reference".
fn mysql(number: u16, message: &str) -> Option<Cause> {
    match number {
        1205 | 1213 | 3572 => Some(Cause::Locked),
        1021 | 1114 => Some(Cause::DiskFull),
        // They repeat another number: 28 is the system's ENOSPC, 135 the engine's own word for it.
        _ if message.contains("errno: 135")
            || message.contains("rror 28 ")
            || message.contains("rrno: 28")
            || message.contains("rrcode: 28") =>
        {
            Some(Cause::DiskFull)
        }
        1290 | 1792 | 1836 => Some(Cause::ReadOnly),
        1969 | 3024 => Some(Cause::Timeout),
        1053 | 1077 | 1158..=1161 | 1317 | 1927 | 4031 => Some(Cause::Disconnected),
        3 | 1026 | 1030 => Some(Cause::Disk),
        1044 | 1142 | 1143 | 1227 | 1370 => Some(Cause::Rights),
        _ => None,
    }
}

/// What an engine said about a statement.
pub(crate) trait Refusal: std::fmt::Display {
    /// The cause, if it lies outside the statement.
    fn cause(&self) -> Option<Cause>;
}

impl Refusal for sqlx::Error {
    fn cause(&self) -> Option<Cause> {
        Cause::of(self)
    }
}

impl Refusal for DbErr {
    fn cause(&self) -> Option<Cause> {
        Cause::of_sea(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_engines_are_told_apart() {
        assert_eq!(sqlite(517), Some(Cause::Locked));
        assert_eq!(sqlite(1), None);
        assert_eq!(postgres("08006"), Some(Cause::Disconnected));
        assert_eq!(postgres("42P01"), None);
        assert_eq!(mysql(1030, "Got error 28 \"No space left on device\" from storage engine"), Some(Cause::DiskFull));
        assert_eq!(mysql(1030, "Got error 168 from storage engine"), Some(Cause::Disk));
        assert_eq!(Cause::of(&sqlx::Error::PoolClosed), Some(Cause::Disconnected));
    }
}
