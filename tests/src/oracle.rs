//! A second opinion on two databases' schemas that owes nothing to the project's own reader: `pg_dump`, SQLite's pragmas
//! and stored statements, what MariaDB and MySQL show of each object. Leaves out the order of columns, which ALTER TABLE
//! cannot choose.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Once;

use driftline_schema::sql::{TokenKind, tokens};
use driftline_schema::{Engine, Sql};

use crate::TestDatabase;
use crate::engines::POSTGRES_PROGRAMS;

/// Words of a `CREATE TABLE` that no pragma reports; their number must be the same.
const UNREPORTED: [&str; 6] = ["check", "collate", "autoincrement", "conflict", "deferrable", "initially"];

/// Compares two databases' schemas; `spare` is an empty one and is left empty.
///
/// # Errors
/// The lines that only one of them has.
pub async fn compare(migrated: &TestDatabase, built: &TestDatabase, spare: &TestDatabase) -> Result<(), String> {
    let (one, two) = match migrated.database.engine {
        Engine::Sqlite => (sqlite(migrated).await?, sqlite(built).await?),
        Engine::Postgres => match (dump(&migrated.url)?, dump(&built.url)?) {
            (Some(one), Some(two)) if statements(&one) == statements(&two) => return Ok(()),
            (Some(one), Some(two)) => (settled(&one, spare).await?, settled(&two, spare).await?),
            _ => return Ok(()),
        },
        Engine::MySql => (mysql(migrated).await?, mysql(built).await?),
    };
    let only = |a: &BTreeSet<String>, b: &BTreeSet<String>, title: &str| {
        a.difference(b).map(|line| format!("\n    only {title}: {line}")).collect::<String>()
    };
    let text = only(&one, &two, "in the migrated database") + &only(&two, &one, "in the one built as wanted");
    if text.is_empty() { Ok(()) } else { Err(text) }
}

/// The dump of a database restored from a dump: PostgreSQL prints some expressions in words that it would print
/// differently once it had read them (`IN` over varchar, BETWEEN within AND); a second time it does not.
async fn settled(script: &str, spare: &TestDatabase) -> Result<BTreeSet<String>, String> {
    let kept: Vec<&str> =
        script.lines().filter(|line| !line.starts_with('\\') && *line != "CREATE SCHEMA public;").collect();
    spare.run(&kept.join("\n")).await?;
    let again = dump(&spare.url)?.unwrap_or_default();
    spare.run("RESET ALL").await?;
    spare.empty().await?;
    Ok(statements(&again))
}

/// What SQLite says about its schema, one fact a line.
async fn sqlite(database: &TestDatabase) -> Result<BTreeSet<String>, String> {
    let mut lines = BTreeSet::new();
    for sql in [
        "SELECT 'table ' || name || ' rowid ' || wr || ' strict ' || strict FROM pragma_table_list \
         WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
        // The rowid by another name is never NULL, whether that is written or not.
        "SELECT 'column ' || m.name || '.' || c.name || ' ' || lower(c.type) || ' notnull ' || (c.\"notnull\" OR (c.pk = 1 \
         AND lower(c.type) = 'integer' AND (SELECT count(*) FROM pragma_table_info(m.name) k WHERE k.pk) = 1)) || ' pk ' \
         || c.pk || ' hidden ' || c.hidden FROM sqlite_master m JOIN pragma_table_xinfo(m.name) c WHERE m.type = 'table' \
         AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
        "SELECT 'key ' || m.name || ' ' || group_concat(f.\"from\" || '->' || f.\"table\" || '.' || coalesce(f.\"to\", \
         (SELECT p.name FROM pragma_table_info(f.\"table\") p WHERE p.pk = f.seq + 1), '?') || ' ' || f.on_update || ' ' \
         || f.on_delete, ', ') FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table' \
         GROUP BY m.name, f.id",
        "SELECT 'index ' || m.name || ' ' || CASE i.origin WHEN 'c' THEN i.name ELSE i.origin END || ' unique ' || i.\"unique\" \
         || ' partial ' || i.partial || ' on ' || (SELECT group_concat(coalesce(x.name, '(…)') || ' ' || x.desc || ' ' || lower(x.coll), ', ') \
         FROM pragma_index_xinfo(i.name) x WHERE x.key) FROM sqlite_master m JOIN pragma_index_list(m.name) i WHERE m.type = 'table'",
    ] {
        lines.extend(database.texts(sql).await?);
    }
    let defaults = "SELECT m.name || '.' || c.name, c.dflt_value FROM sqlite_master m JOIN pragma_table_xinfo(m.name) c \
                    WHERE m.type = 'table' AND c.dflt_value IS NOT NULL";
    for row in database.query(defaults).await? {
        let text = |at| row.try_get_by_index::<String>(at).map_err(|error| error.to_string());
        // A text in double quotes is a text where there is no column to name (sqlite.org/quirks.html).
        let written = text(1)?;
        let written = match written.strip_prefix('"').and_then(|text| text.strip_suffix('"')) {
            Some(inner) => format!("'{inner}'"),
            None => written,
        };
        lines.insert(format!("default {} {}", text(0)?, Sql::new(Engine::Sqlite, written).key()));
    }
    let stored =
        "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
    for row in database.query(stored).await? {
        let text = |at| row.try_get_by_index::<String>(at).map_err(|error| error.to_string());
        let (kind, name, sql) = (text(0)?, text(1)?, text(2)?);
        if kind == "table" {
            lines.insert(format!("words of {name}: {}", words(&sql)));
        } else {
            // Redundant parentheses are the planner's to choose.
            let key = Sql::new(Engine::Sqlite, sql).key().replace("( ", "").replace(" )", "");
            lines.insert(format!("{kind} {name}: {key}"));
        }
    }
    Ok(lines)
}

/// How often each unreported word stands in a statement, and the names of its constraints.
fn words(sql: &str) -> String {
    let tokens = tokens(Engine::Sqlite, sql);
    let mut found: Vec<String> = UNREPORTED
        .iter()
        .map(|word| format!("{word} {}", tokens.iter().filter(|token| token.is_word(word)).count()))
        .collect();
    let mut names: Vec<String> = tokens
        .windows(2)
        .filter(|pair| pair[0].is_word("constraint") && pair[1].kind != TokenKind::Mark)
        .filter_map(|pair| pair[1].name())
        .collect();
    names.sort();
    found.push(format!("constraints {}", names.join(" ")));
    found.join(", ")
}

/// What MariaDB and MySQL show of each object, one line of a statement a line.
///
/// An index that came along with a foreign key and one of the same name that was made by itself are shown alike.
async fn mysql(database: &TestDatabase) -> Result<BTreeSet<String>, String> {
    let engine = database.database.engine;
    let own = database.texts("SELECT DATABASE()").await?.concat();
    let own = format!("{}.", engine.quote(&own));
    let mut lines = BTreeSet::new();
    let all = "SELECT TABLE_NAME, TABLE_TYPE FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() \
               AND TABLE_TYPE <> 'SEQUENCE'";
    for row in database.query(all).await? {
        let text = |at| row.try_get_by_index::<String>(at).map_err(|error| error.to_string());
        let (name, is_view) = (text(0)?, text(1)? == "VIEW");
        let what = if is_view { "VIEW" } else { "TABLE" };
        let shown = database.query(&format!("SHOW CREATE {what} {}", engine.quote(&name))).await?;
        let shown = shown.first().ok_or_else(|| format!("{name} is not shown"))?;
        // A default of bytes is shown as these bytes.
        let text = shown.try_get_by_index::<String>(1).or_else(|_| {
            let bytes = shown.try_get_by_index::<Vec<u8>>(1).map_err(|error| error.to_string())?;
            Ok::<_, String>(bytes.split(|byte| *byte == b'\n').map(readable).collect::<Vec<_>>().join("\n"))
        })?;
        let shown = text.replace(&own, "");
        if is_view {
            lines.insert(format!("view {name}: {}", without_definer(&shown)));
        } else {
            lines.extend(table_lines(&shown).map(|line| format!("table {name}: {line}")));
        }
    }
    let triggers = "SELECT TRIGGER_NAME, CONCAT(ACTION_TIMING, ' ', EVENT_MANIPULATION, ' ON ', EVENT_OBJECT_TABLE, ' ', \
                    ACTION_ORDER), ACTION_STATEMENT FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE()";
    for row in database.query(triggers).await? {
        let text = |at| row.try_get_by_index::<String>(at).map_err(|error| error.to_string());
        // The statement is kept as it was written.
        lines.insert(format!("trigger {} {}: {}", text(0)?, text(1)?, Sql::new(engine, text(2)?).key()));
    }
    lines.extend(mysql_objects(database).await?);
    Ok(lines)
}

/// Each routine, its parameters, each event and each sequence, as the server tells of it.
async fn mysql_objects(database: &TestDatabase) -> Result<BTreeSet<String>, String> {
    let engine = database.database.engine;
    let mut lines = BTreeSet::new();
    let routines = "SELECT CAST(CONCAT_WS(' ', 'routine', ROUTINE_TYPE, ROUTINE_NAME, IS_DETERMINISTIC, SQL_DATA_ACCESS, \
                    SECURITY_TYPE, ROUTINE_COMMENT, SQL_MODE LIKE '%ANSI%', SQL_MODE LIKE '%PIPES%') AS CHAR), \
                    CAST(ROUTINE_DEFINITION AS CHAR) FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = DATABASE()";
    let events = "SELECT CAST(CONCAT_WS(' ', 'event', EVENT_NAME, EVENT_TYPE, EXECUTE_AT, INTERVAL_VALUE, INTERVAL_FIELD, \
                  IF(YEAR(STARTS) < 2029, 'now', STARTS), ENDS, STATUS, ON_COMPLETION, EVENT_COMMENT, \
                  SQL_MODE LIKE '%ANSI%') AS CHAR), CAST(EVENT_DEFINITION AS CHAR) \
                  FROM information_schema.EVENTS WHERE EVENT_SCHEMA = DATABASE()";
    for sql in [routines, events] {
        for row in database.query(sql).await? {
            let text = |at| row.try_get_by_index::<String>(at).map_err(|error| error.to_string());
            // The body is kept as it was written.
            lines.insert(format!("{}: {}", text(0)?, Sql::new(engine, text(1)?).key()));
        }
    }
    let parameters = "SELECT CAST(CONCAT_WS(' ', 'parameter', ROUTINE_TYPE, SPECIFIC_NAME, ORDINAL_POSITION, \
                      PARAMETER_MODE, PARAMETER_NAME, DTD_IDENTIFIER, COLLATION_NAME) AS CHAR) \
                      FROM information_schema.PARAMETERS WHERE SPECIFIC_SCHEMA = DATABASE()";
    lines.extend(database.texts(parameters).await?);
    let sequences = "SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() \
                     AND TABLE_TYPE = 'SEQUENCE'";
    for name in database.texts(sequences).await? {
        let shown = database.query(&format!("SHOW CREATE SEQUENCE {}", engine.quote(&name))).await?;
        let text = shown.first().and_then(|row| row.try_get_by_index::<String>(1).ok());
        lines.insert(text.ok_or_else(|| format!("{name} is not shown"))?);
    }
    Ok(lines)
}

/// A line as text; one that is none with its bytes spelt out.
fn readable(line: &[u8]) -> String {
    std::str::from_utf8(line).map_or_else(|_| line.escape_ascii().to_string(), str::to_owned)
}

/// The lines of a `SHOW CREATE TABLE` but the first, without the commas between them and the counter.
fn table_lines(shown: &str) -> impl Iterator<Item = String> {
    // A single partition is shown so where there were more before.
    shown.lines().skip(1).filter(|line| line.trim() != "PARTITIONS 1").map(|line| {
        let line = line.trim().trim_end_matches(',');
        // InnoDB knows no difference between the two (manual, "Foreign Key Constraints"), whichever is written.
        if line.starts_with("CONSTRAINT ") {
            let words = ["DELETE", "UPDATE"]
                .iter()
                .flat_map(|event| ["NO ACTION", "RESTRICT"].map(|word| format!(" ON {event} {word}")));
            return words.fold(line.to_owned(), |line, words| line.replace(&words, ""));
        }
        let is_aria = shown.contains("\n) ENGINE=Aria ");
        let is_kept = |word: &&str| {
            let is_own = word.starts_with("PAGE_CHECKSUM=") || word.starts_with("TRANSACTIONAL=");
            // Both are Aria's, at 1 whether shown or not; a table that leaves it keeps them.
            !word.starts_with("AUTO_INCREMENT=") && !(is_own && (!is_aria || word.ends_with("=1")))
        };
        if line.starts_with(')') {
            return line.split(' ').filter(is_kept).collect::<Vec<_>>().join(" ");
        }
        // Left behind by a table that had one; InnoDB takes it of the table alone (manual, "KEY_BLOCK_SIZE").
        match line.rsplit_once(" KEY_BLOCK_SIZE=") {
            Some((key, _)) if line.contains("KEY `") || line.starts_with("PRIMARY KEY") => key.to_owned(),
            _ => line.to_owned(),
        }
    })
}

/// A view's statement without who made it.
fn without_definer(shown: &str) -> String {
    let made =
        shown.split_once(" DEFINER=").and_then(|(head, rest)| Some((head, &rest[rest.find(" SQL SECURITY")?..])));
    made.map_or_else(|| shown.to_owned(), |(head, rest)| format!("{head}{rest}"))
}

/// The `pg_dump` beside the server's programs, or the one on the path.
#[must_use]
pub fn pg_dump() -> PathBuf {
    let folder = std::env::var_os(POSTGRES_PROGRAMS).filter(|folder| !folder.is_empty());
    folder.map_or_else(|| PathBuf::from("pg_dump"), |folder| PathBuf::from(folder).join("pg_dump"))
}

/// The script of `pg_dump --schema-only`; `None` where there is no `pg_dump`.
fn dump(url: &str) -> Result<Option<String>, String> {
    let program = pg_dump();
    let output = match Command::new(&program).args(["--schema-only", "--no-owner", "--no-privileges", url]).output() {
        Ok(output) => output,
        Err(error) => return skip(&format!("no second opinion on PostgreSQL: {}: {error}", program.display())),
    };
    let said = String::from_utf8_lossy(&output.stderr);
    if said.contains("server version mismatch") {
        return skip("no second opinion on PostgreSQL: pg_dump is older than the server");
    }
    if !output.status.success() {
        return Err(format!("pg_dump failed: {said}"));
    }
    Ok(Some(String::from_utf8_lossy(&output.stdout).into_owned()))
}

fn skip(reason: &str) -> Result<Option<String>, String> {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let _ = writeln!(std::io::stderr(), "skipped: {reason}");
    });
    Ok(None)
}

/// The statements of a dump, the lines of a table sorted.
fn statements(script: &str) -> BTreeSet<String> {
    let kept: Vec<&str> = script
        .lines()
        .filter(|line| !line.starts_with("--") && !line.starts_with("\\") && !line.starts_with("SET "))
        // The sequence behind a numbered column keeps its name when the table or column gets another one.
        .filter(|line| !line.trim_start().starts_with("SEQUENCE NAME"))
        .collect();
    let text = kept.join("\n");
    let found = text.split(";\n").map(|statement| statement.trim().trim_end_matches(';')).filter(|statement| {
        !statement.is_empty()
            && !statement.starts_with("SELECT pg_catalog.set_config")
            && !statement.contains("SCHEMA public")
    });
    found.map(sorted_table).collect()
}

fn sorted_table(statement: &str) -> String {
    if !statement.starts_with("CREATE TABLE") && !statement.starts_with("CREATE UNLOGGED TABLE") {
        return statement.to_owned();
    }
    let mut lines: Vec<&str> = statement.lines().map(|line| line.trim_end_matches(',')).collect();
    if lines.len() > 2 {
        let last = lines.len() - 1;
        lines[1..last].sort_unstable();
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dump_is_compared_without_order_and_session() {
        let one =
            "SET a = b;\n-- c\nCREATE TABLE public.t (\n    a integer,\n    b text\n);\n\n\nCREATE INDEX i ON t (a);\n";
        let two = "CREATE INDEX i ON t (a);\n\nCREATE TABLE public.t (\n    b text,\n    a integer\n);\n";
        assert_eq!(statements(one), statements(two));
        assert_ne!(statements(one), statements("CREATE INDEX i ON t (a);\n"));
    }

    #[test]
    fn a_shown_table_is_compared_without_order_and_counter() {
        let one =
            "CREATE TABLE `t` (\n  `a` int(11),\n  KEY `k` (`a`)\n) ENGINE=InnoDB AUTO_INCREMENT=7 DEFAULT CHARSET=x";
        let lines: Vec<String> = table_lines(one).collect();
        assert_eq!(lines, ["`a` int(11)", "KEY `k` (`a`)", ") ENGINE=InnoDB DEFAULT CHARSET=x"]);
        let kept = "CREATE TABLE `t` (\n  PRIMARY KEY (`a`) KEY_BLOCK_SIZE=8\n) ENGINE=InnoDB KEY_BLOCK_SIZE=4 PAGE_CHECKSUM=0";
        assert_eq!(table_lines(kept).collect::<Vec<_>>(), ["PRIMARY KEY (`a`)", ") ENGINE=InnoDB KEY_BLOCK_SIZE=4"]);
        let aria = "CREATE TABLE `t` (\n) ENGINE=Aria X PAGE_CHECKSUM=0 TRANSACTIONAL=1";
        assert_eq!(table_lines(aria).collect::<Vec<_>>(), [") ENGINE=Aria X PAGE_CHECKSUM=0"]);
        let view = "CREATE ALGORITHM=UNDEFINED DEFINER=`a`@`b` SQL SECURITY INVOKER VIEW `v` AS select 1";
        assert_eq!(without_definer(view), "CREATE ALGORITHM=UNDEFINED SQL SECURITY INVOKER VIEW `v` AS select 1");
    }

    #[test]
    fn words_that_no_pragma_reports_are_counted() {
        let sql =
            "CREATE TABLE t (a text COLLATE nocase CONSTRAINT \"x y\" CHECK (a <> 'check'), CONSTRAINT k UNIQUE (a))";
        let words = words(sql);
        assert!(words.starts_with("check 1, collate 1, autoincrement 0"), "{words}");
        assert!(words.ends_with("constraints k x y"), "{words}");
    }
}
