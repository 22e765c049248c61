//! Modes of a session (`sql_mode`) under which SQL means something else than Driftline prints and reads.

use driftline_schema::{Engine, Sql};

/// What quotes, backslashes, `||`, `NOT`, white space before a parenthesis, REAL and an empty text mean depends on them.
/// Modes that stand for several others are among them: setting one would bring those back.
///
/// Source: MariaDB "SQL_MODE", MySQL manual 7.1.11.
pub const FOREIGN: [&str; 13] = [
    "ANSI_QUOTES",
    "NO_BACKSLASH_ESCAPES",
    "PIPES_AS_CONCAT",
    "HIGH_NOT_PRECEDENCE",
    "IGNORE_SPACE",
    "REAL_AS_FLOAT",
    "EMPTY_STRING_IS_NULL",
    "ANSI",
    "DB2",
    "MAXDB",
    "MSSQL",
    "ORACLE",
    "POSTGRESQL",
];

/// The mode in which a value that does not fit is an error. Without it a statement that makes a column NOT NULL, narrower or
/// another type changes such values and warns.
pub const STRICT: &str = "STRICT_ALL_TABLES";

/// The modes without the foreign ones and with the strict one; `None` where they are so already.
pub(crate) fn wanted(modes: &str) -> Option<String> {
    let (foreign, mut kept): (Vec<&str>, Vec<&str>) =
        modes.split(',').filter(|mode| !mode.is_empty()).partition(|mode| FOREIGN.contains(mode));
    let is_strict = kept.contains(&STRICT);
    if !is_strict {
        kept.push(STRICT);
    }
    (!foreign.is_empty() || !is_strict).then(|| kept.join(","))
}

/// The foreign ones among the modes, as one text; `None` where there is none of them.
pub(super) fn foreign(modes: &str) -> Option<String> {
    let found: Vec<&str> = modes.split(',').filter(|mode| FOREIGN.contains(mode)).collect();
    (!found.is_empty()).then(|| found.join(","))
}

/// A statement that must be run under foreign modes, as MariaDB would say it. It cannot: the whole text is read before the
/// modes change. The planner sets them around the statement that stands behind `FOR`.
pub(super) fn under(modes: Option<&str>, statement: &str) -> Sql {
    match modes {
        Some(modes) => Sql::new(Engine::MySql, format!("SET STATEMENT sql_mode = '{modes}' FOR {statement}")),
        None => Sql::new(Engine::MySql, statement),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_modes_are_taken_off_and_others_kept() {
        assert_eq!(wanted("STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION"), None);
        assert_eq!(wanted("NO_ZERO_DATE").as_deref(), Some("NO_ZERO_DATE,STRICT_ALL_TABLES"));
        let ansi = "REAL_AS_FLOAT,PIPES_AS_CONCAT,ANSI_QUOTES,IGNORE_SPACE,ANSI,STRICT_ALL_TABLES,NO_ZERO_DATE";
        assert_eq!(wanted(ansi).as_deref(), Some("STRICT_ALL_TABLES,NO_ZERO_DATE"));
        assert_eq!(wanted("ANSI_QUOTES").as_deref(), Some("STRICT_ALL_TABLES"));
        assert_eq!(wanted("").as_deref(), Some("STRICT_ALL_TABLES"));
        assert_eq!(foreign("NO_ZERO_DATE,ANSI_QUOTES,ANSI").as_deref(), Some("ANSI_QUOTES,ANSI"));
        assert_eq!(foreign("NO_ZERO_DATE"), None);
    }
}
