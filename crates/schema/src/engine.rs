//! The engines Driftline speaks to, and how each quotes a name and a literal. Leaves out everything an engine does.

use std::fmt;

/// A database engine. MariaDB and MySQL count as one; their differences are data of the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Engine {
    /// SQLite 3.35 and later.
    Sqlite,
    /// PostgreSQL 13 and later.
    Postgres,
    /// MariaDB 10.5 and later, MySQL 8.
    MySql,
}

/// What a database makes of two names of tables that differ only in letter case.
///
/// Source: MariaDB and MySQL, `lower_case_table_names` 0, 2 and 1; PostgreSQL manual 4.1.1; SQLite compares without case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TableCase {
    /// Two names.
    Distinct,
    /// One name, kept as it was written.
    Ignored,
    /// One name, kept in lower case.
    Lowered,
}

impl TableCase {
    /// What the engine does unless its server is set up otherwise.
    #[must_use]
    pub fn of(engine: Engine) -> Self {
        match engine {
            Engine::Sqlite => TableCase::Ignored,
            Engine::Postgres | Engine::MySql => TableCase::Distinct,
        }
    }

    /// Whether both name one table.
    #[must_use]
    pub fn same(self, one: &str, other: &str) -> bool {
        match self {
            TableCase::Distinct => one == other,
            TableCase::Ignored | TableCase::Lowered => one.to_lowercase() == other.to_lowercase(),
        }
    }
}

impl Engine {
    /// The engine's name as people write it.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Engine::Sqlite => "SQLite",
            Engine::Postgres => "PostgreSQL",
            Engine::MySql => "MariaDB/MySQL",
        }
    }

    /// The engine's name in settings, flags and file names.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Engine::Sqlite => "sqlite",
            Engine::Postgres => "postgres",
            Engine::MySql => "mysql",
        }
    }

    /// The engine of that name in settings and flags: `sqlite`, `postgres` or `postgresql`, `mysql` or `mariadb`.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        match word {
            "sqlite" => Some(Engine::Sqlite),
            "postgres" | "postgresql" => Some(Engine::Postgres),
            "mysql" | "mariadb" => Some(Engine::MySql),
            _ => None,
        }
    }

    /// A bare name as the engine understands it: in lower case where letter case does not count.
    ///
    /// SQLite knows the letter case of ASCII alone (`sqlite3UpperToLower`), as does PostgreSQL with more than one byte for a
    /// character (`downcase_identifier`). MariaDB and MySQL compare names of columns in `utf8mb3_general_ci`.
    #[must_use]
    pub fn folded(self, name: &str) -> String {
        match self {
            Engine::Sqlite | Engine::Postgres => name.to_ascii_lowercase(),
            Engine::MySql => name.to_lowercase(),
        }
    }

    /// Quotes one identifier; the quote character inside it is doubled.
    ///
    /// Source: SQLite "SQLite Keywords", PostgreSQL manual 4.1.1, MariaDB "Identifier Names".
    #[must_use]
    pub fn quote(self, identifier: &str) -> String {
        let mark = match self {
            Engine::Sqlite | Engine::Postgres => '"',
            Engine::MySql => '`',
        };
        let mut quoted = String::with_capacity(identifier.len() + 2);
        quoted.push(mark);
        for c in identifier.chars() {
            if c == mark {
                quoted.push(mark);
            }
            quoted.push(c);
        }
        quoted.push(mark);
        quoted
    }

    /// Quotes a text literal. PostgreSQL's form is `E'…'` only where a backslash needs it, so that the text means the
    /// same whatever `standard_conforming_strings` says.
    #[must_use]
    pub fn literal(self, text: &str) -> String {
        let doubled = text.replace('\'', "''");
        match self {
            Engine::Sqlite => format!("'{doubled}'"),
            Engine::Postgres if text.contains('\\') => format!("E'{}'", doubled.replace('\\', "\\\\")),
            Engine::Postgres => format!("'{doubled}'"),
            Engine::MySql => format!("'{}'", doubled.replace('\\', "\\\\")),
        }
    }

    /// The longest identifier the engine keeps, in bytes; `None` where there is no limit.
    ///
    /// PostgreSQL cuts a longer one without an error (manual 4.1.1, NAMEDATALEN); MariaDB refuses it.
    #[must_use]
    pub fn identifier_limit(self) -> Option<usize> {
        match self {
            Engine::Sqlite => None,
            Engine::Postgres => Some(63),
            Engine::MySql => Some(64),
        }
    }

    /// The identifier as the engine will store it: PostgreSQL cuts at 63 bytes, on a character boundary.
    #[must_use]
    pub fn stored_identifier(self, identifier: &str) -> String {
        match self {
            Engine::Postgres if identifier.len() > 63 => {
                let mut end = 63;
                while !identifier.is_char_boundary(end) {
                    end -= 1;
                }
                identifier[..end].to_owned()
            }
            _ => identifier.to_owned(),
        }
    }
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.title())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_double_their_own_mark() {
        assert_eq!(Engine::Postgres.quote("a\"b"), "\"a\"\"b\"");
        assert_eq!(Engine::MySql.quote("a`b"), "`a``b`");
    }

    #[test]
    fn literals_survive_quotes_and_backslashes() {
        assert_eq!(Engine::Sqlite.literal("it's"), "'it''s'");
        assert_eq!(Engine::Postgres.literal("a\\b'"), "E'a\\\\b'''");
    }

    #[test]
    fn postgres_cuts_long_names_on_a_character_boundary() {
        let name = "é".repeat(40);
        assert_eq!(Engine::Postgres.stored_identifier(&name), "é".repeat(31));
        assert_eq!(Engine::Sqlite.stored_identifier(&name), name);
    }
}
