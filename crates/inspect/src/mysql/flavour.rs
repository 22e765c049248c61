//! Which of the two a server is, and everything in which their catalogs differ. Leaves out what both say alike.

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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_says_what_it_is() {
        assert_eq!(Flavour::of("10.11.19-MariaDB-0+deb12u1", "Debian 12"), Flavour::MariaDb);
        assert_eq!(Flavour::of("8.0.36", "mariadb.org binary distribution"), Flavour::MariaDb);
        assert_eq!(Flavour::of("8.0.36", "MySQL Community Server - GPL"), Flavour::MySql);
        assert_eq!(Flavour::of("8.0.36-28", "Percona Server (GPL), Release 28"), Flavour::MySql);
    }
}
