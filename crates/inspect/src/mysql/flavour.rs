//! Which of the two a server is, and everything in which their catalogs differ: which columns they have, and MySQL's texts
//! put into the words that MariaDB prints. Leaves out what both say alike.
//!
//! Sources: MariaDB "Information Schema Tables", MySQL 8.0 manual, chapter 28.3.

use std::borrow::Cow;

use driftline_schema::Engine;

/// MariaDB or MySQL proper: one engine to Driftline, two catalogs to its reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flavour {
    /// MariaDB 10.5 and later.
    MariaDb,
    /// MySQL 8 and what is built from it (Percona Server, Aurora).
    MySql,
}

impl Flavour {
    /// The flavour by `VERSION()` (`10.11.19-MariaDB`) and `@@version_comment` (`mariadb.org binary distribution`): the
    /// first may be set to anything in a MariaDB server's configuration.
    pub(crate) fn of(version: &str, comment: &str) -> Self {
        let is_mariadb = [version, comment].iter().any(|text| text.to_ascii_lowercase().contains("mariadb"));
        if is_mariadb { Flavour::MariaDb } else { Flavour::MySql }
    }

    /// The product's name.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Flavour::MariaDb => "MariaDB",
            Flavour::MySql => "MySQL",
        }
    }

    /// The word for an index that the optimizer does not use.
    pub(super) fn unused_index(self) -> &'static str {
        match self {
            Flavour::MariaDb => "ignored",
            Flavour::MySql => "invisible",
        }
    }
}

/// `10.11.19-MariaDB-0+deb12u1` as 101119, `8.0.36` as 80036.
pub(crate) fn version_number(text: &str) -> u32 {
    let number = |part: &str| part.chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap_or(0);
    let mut parts = text.split('.').map(number);
    let mut next = || parts.next().unwrap_or(0_u32);
    next() * 10_000 + next() * 100 + next()
}

/// A server's flavour with its version number.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Dialect {
    pub(crate) flavour: Flavour,
    pub(crate) version: u32,
}

impl Dialect {
    /// In `COLUMNS`: the identifier of a spatial column's reference system. MariaDB prints none, nowhere.
    pub(super) fn reference_system(self) -> &'static str {
        match self.flavour {
            Flavour::MySql if self.version >= 80_003 => "SRS_ID",
            _ => "NULL",
        }
    }

    /// In `STATISTICS`: whether the optimizer leaves the index alone, as `YES` or `NO`.
    pub(super) fn is_unused_index(self) -> &'static str {
        match self.flavour {
            Flavour::MariaDb if self.version >= 100_600 => "IGNORED",
            Flavour::MariaDb => "'NO'",
            Flavour::MySql => "IF(IS_VISIBLE = 'NO', 'YES', 'NO')",
        }
    }

    /// In `STATISTICS`: the expression of a functional key part.
    pub(super) fn key_expression(self) -> &'static str {
        match self.flavour {
            Flavour::MySql if self.version >= 80_013 => "EXPRESSION",
            _ => "NULL",
        }
    }

    /// In `VIEWS`: the algorithm. MySQL prints none outside SHOW CREATE VIEW.
    pub(super) fn view_algorithm(self) -> &'static str {
        match self.flavour {
            Flavour::MariaDb => "ALGORITHM",
            Flavour::MySql => "'UNDEFINED'",
        }
    }

    /// Table, name, level (`Column`, `Table`, empty where the server does not say), clause and whether it is enforced,
    /// of each check.
    pub(super) fn checks_query(self, database: &str) -> String {
        match self.flavour {
            Flavour::MariaDb => {
                // Since 10.5.10.
                let level = if self.version >= 100_510 { "LEVEL" } else { "''" };
                format!(
                    "SELECT TABLE_NAME, CONSTRAINT_NAME, {level}, CHECK_CLAUSE, 'YES' \
                    FROM information_schema.CHECK_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = {database}"
                )
            }
            Flavour::MySql if self.version >= 80_016 => format!(
                "SELECT t.TABLE_NAME, c.CONSTRAINT_NAME, 'Table', c.CHECK_CLAUSE, t.ENFORCED \
                FROM information_schema.CHECK_CONSTRAINTS c JOIN information_schema.TABLE_CONSTRAINTS t \
                ON t.CONSTRAINT_SCHEMA = c.CONSTRAINT_SCHEMA AND t.CONSTRAINT_NAME = c.CONSTRAINT_NAME \
                    AND t.CONSTRAINT_TYPE = 'CHECK' \
                WHERE c.CONSTRAINT_SCHEMA = {database}"
            ),
            // Before, checks are read and forgotten.
            Flavour::MySql => "SELECT NULL, NULL, NULL, NULL, NULL FROM DUAL WHERE FALSE".to_owned(),
        }
    }

    /// An expression as the catalog holds it, as SQL. MySQL escapes the whole text once more (`_utf8mb4\'it\\\'s\'`).
    pub(super) fn expression(self, text: &str) -> Cow<'_, str> {
        match self.flavour {
            Flavour::MariaDb => Cow::Borrowed(text),
            Flavour::MySql => unescaped(text),
        }
    }

    /// A default as MariaDB prints it; `None` where there is none or it is NULL.
    ///
    /// MariaDB says `NULL` for a default of NULL and quotes literals. MySQL says nothing of NULL and gives the value of a
    /// literal without quotes; the word `DEFAULT_GENERATED` among the extras marks an expression.
    pub(crate) fn default<'t>(self, text: Option<&'t str>, data_type: &str, extra: &str) -> Option<Cow<'t, str>> {
        let text = text?;
        if self.flavour == Flavour::MariaDb {
            return (text != "NULL").then_some(Cow::Borrowed(text));
        }
        let kind = first_word(data_type);
        if matches!(kind, "timestamp" | "datetime") && is_current_time(text) {
            return Some(current_time(text).into());
        }
        if extra.split_ascii_whitespace().any(|word| word == "DEFAULT_GENERATED") {
            return Some(unescaped(text));
        }
        let is_bare = match kind {
            "tinyint" | "smallint" | "mediumint" | "int" | "bigint" | "decimal" | "float" | "double" | "bit"
            | "year" => true,
            // Printed as a number in base 16.
            "binary" | "varbinary" => text.starts_with("0x"),
            _ => false,
        };
        Some(if is_bare { Cow::Borrowed(text) } else { Engine::MySql.literal(text).into() })
    }

    /// What the extras of a column say of ON UPDATE, as MariaDB prints it: `on update CURRENT_TIMESTAMP(3)` on MySQL.
    pub(super) fn on_update(self, extra: &str) -> Option<String> {
        let lower = extra.to_ascii_lowercase();
        let (_, found) = lower.split_once("on update ")?;
        let end = found.find([' ', ',']).unwrap_or(found.len());
        Some(current_time(&found[..end]))
    }
}

/// The type's first word: `int` of `int(10) unsigned`.
pub(super) fn first_word(data_type: &str) -> &str {
    data_type.split(['(', ' ']).next().unwrap_or_default()
}

fn is_current_time(text: &str) -> bool {
    let word = text.split('(').next().unwrap_or_default();
    word.eq_ignore_ascii_case("current_timestamp")
}

/// `CURRENT_TIMESTAMP` as `current_timestamp()`; a precision stays.
fn current_time(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    if lower.ends_with(')') { lower } else { format!("{lower}()") }
}

/// Takes one level of backslashes off, as the server has put it on.
pub fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        if c != '\\' {
            plain.push(c);
            continue;
        }
        match rest.next() {
            Some('n') => plain.push('\n'),
            Some('r') => plain.push('\r'),
            Some('t') => plain.push('\t'),
            Some('0') => plain.push('\0'),
            Some('Z') => plain.push('\u{1a}'),
            Some(other) => plain.push(other),
            None => plain.push('\\'),
        }
    }
    Cow::Owned(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MARIADB: Dialect = Dialect { flavour: Flavour::MariaDb, version: 101_119 };
    const MYSQL: Dialect = Dialect { flavour: Flavour::MySql, version: 80_036 };

    #[test]
    fn a_server_says_what_it_is() {
        assert_eq!(Flavour::of("10.11.19-MariaDB-0+deb12u1", "Debian 12"), Flavour::MariaDb);
        assert_eq!(Flavour::of("8.0.36", "mariadb.org binary distribution"), Flavour::MariaDb);
        assert_eq!(Flavour::of("8.0.36", "MySQL Community Server - GPL"), Flavour::MySql);
        assert_eq!(Flavour::of("8.0.36-28", "Percona Server (GPL), Release 28"), Flavour::MySql);
    }

    #[test]
    fn versions_are_numbers() {
        assert_eq!(version_number("10.11.19-MariaDB-0+deb12u1"), 101_119);
        assert_eq!(version_number("11.4.2-MariaDB"), 110_402);
        assert_eq!(version_number("8.0.36"), 80_036);
        assert_eq!(version_number("8.4.0-commercial"), 80_400);
        assert_eq!(version_number("9.1"), 90_100);
    }

    #[test]
    fn queries_ask_only_for_what_the_version_has() {
        let old = Dialect { version: 100_500, ..MARIADB };
        assert_eq!((old.is_unused_index(), MARIADB.is_unused_index()), ("'NO'", "IGNORED"));
        assert!(!old.checks_query("'d'").contains("LEVEL") && MARIADB.checks_query("'d'").contains("LEVEL"));
        assert!(MYSQL.checks_query("'d'").contains("t.ENFORCED") && !MYSQL.checks_query("'d'").contains("LEVEL"));
        let old = Dialect { version: 80_000, ..MYSQL };
        assert!(old.checks_query("'d'").contains("WHERE FALSE"));
        assert_eq!(
            (old.key_expression(), MYSQL.key_expression(), MARIADB.key_expression()),
            ("NULL", "EXPRESSION", "NULL")
        );
        assert_eq!((old.reference_system(), MYSQL.reference_system()), ("NULL", "SRS_ID"));
    }

    #[track_caller]
    fn default(dialect: Dialect, data_type: &str, text: &str, extra: &str) -> Option<String> {
        dialect.default(Some(text), data_type, extra).map(Cow::into_owned)
    }

    #[test]
    fn a_default_is_put_into_mariadbs_words() {
        for (data_type, mysql, extra, mariadb) in [
            ("varchar(20)", "it's", "", "'it''s'"),
            ("varchar(20)", "a\\b", "", "'a\\\\b'"),
            ("varchar(20)", "", "", "''"),
            ("varchar(20)", "NULL", "", "'NULL'"),
            ("varchar(20)", "CURRENT_TIMESTAMP", "", "'CURRENT_TIMESTAMP'"),
            ("int unsigned", "1", "", "1"),
            ("tinyint(1)", "1", "", "1"),
            ("decimal(10,2)", "0.50", "", "0.50"),
            ("bit(3)", "b'101'", "", "b'101'"),
            ("year", "2020", "", "2020"),
            ("date", "2020-02-03", "", "'2020-02-03'"),
            ("enum('a','b')", "a", "", "'a'"),
            ("binary(2)", "0x6162", "", "0x6162"),
            ("datetime(3)", "CURRENT_TIMESTAMP(3)", "DEFAULT_GENERATED", "current_timestamp(3)"),
            ("timestamp", "CURRENT_TIMESTAMP", "DEFAULT_GENERATED on update CURRENT_TIMESTAMP", "current_timestamp()"),
            ("varchar(36)", "uuid()", "DEFAULT_GENERATED", "uuid()"),
            ("json", "json_array(_utf8mb4\\'it\\\\\\'s\\')", "DEFAULT_GENERATED", "json_array(_utf8mb4'it\\'s')"),
        ] {
            assert_eq!(default(MYSQL, data_type, mysql, extra).as_deref(), Some(mariadb), "{mysql}");
        }
        assert_eq!(default(MARIADB, "int", "NULL", ""), None);
        assert_eq!(default(MARIADB, "varchar(4)", "'NULL'", "").as_deref(), Some("'NULL'"));
        assert_eq!(MYSQL.default(None, "int", ""), None);
    }

    #[test]
    fn on_update_is_found_among_the_extras() {
        let found = |dialect: Dialect, extra| dialect.on_update(extra);
        assert_eq!(found(MARIADB, "on update current_timestamp(3)").as_deref(), Some("current_timestamp(3)"));
        assert_eq!(found(MARIADB, "on update current_timestamp(), INVISIBLE").as_deref(), Some("current_timestamp()"));
        let mysql = "DEFAULT_GENERATED on update CURRENT_TIMESTAMP(6) INVISIBLE";
        assert_eq!(found(MYSQL, mysql).as_deref(), Some("current_timestamp(6)"));
        assert_eq!(
            found(MYSQL, "DEFAULT_GENERATED on update CURRENT_TIMESTAMP").as_deref(),
            Some("current_timestamp()")
        );
        assert_eq!(found(MYSQL, "auto_increment"), None);
    }

    #[test]
    fn one_level_of_backslashes_is_taken_off() {
        assert_eq!(MYSQL.expression("(`a` <> _utf8mb4\\'it\\\\\\'s\\')"), "(`a` <> _utf8mb4'it\\'s')");
        assert_eq!(MYSQL.expression("a\\"), "a\\");
        assert_eq!(MARIADB.expression("`a` <> 'it\\'s'"), "`a` <> 'it\\'s'");
    }
}
