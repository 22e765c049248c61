//! What the catalog says of everything that a statement names, to be compared later: equal means that the statement did not
//! happen. Leaves out rows, the next number of AUTO_INCREMENT and who may do what.
//!
//! A definition of MariaDB 10.6 and later and of MySQL 8 happens as a whole or not at all, also where the server dies
//! (MariaDB "Atomic DDL", MySQL manual 15.1.1); a list of dropped tables is as many of them.

use std::collections::{BTreeMap, BTreeSet};

use driftline_schema::Engine;
use driftline_schema::sql::{TokenKind, tokens};
use sea_orm::sqlx;

use super::session::Session;

/// Definitions by what they define, such as `table contacts`.
pub(crate) type Catalog = BTreeMap<String, String>;

/// Reads the definitions of what the statement names.
pub(crate) async fn read<S: Session + ?Sized>(session: &mut S, sql: &str) -> Result<Catalog, sqlx::Error> {
    match session.engine() {
        Engine::MySql => read_mysql(session, sql).await,
        _ => read_postgres(session, sql).await,
    }
}

/// The catalog as it is written down.
pub(crate) fn written(catalog: &Catalog) -> String {
    serde_json::to_string(catalog).unwrap_or_default()
}

/// What was written down; nothing where nothing was.
pub(crate) fn parsed(text: Option<&str>) -> Catalog {
    text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
}

/// What is defined otherwise on the two sides, by name.
pub(crate) fn changed(one: &Catalog, other: &Catalog) -> BTreeSet<String> {
    one.keys().chain(other.keys()).filter(|key| one.get(*key) != other.get(*key)).cloned().collect()
}

/// The definitions without what a statement about another table changes in them: where foreign keys point to.
pub(crate) fn apart(catalog: &Catalog) -> Catalog {
    let lines = |shown: &str| {
        let cut = |line: &str| match line.find(" REFERENCES ") {
            Some(at) if line.contains("FOREIGN KEY") => line[..at].to_owned(),
            _ => line.to_owned(),
        };
        shown.lines().map(cut).collect::<Vec<_>>().join("\n")
    };
    catalog.iter().map(|(key, shown)| (key.clone(), lines(shown))).collect()
}

/// Every word and quoted name of the statement: objects are among them.
fn names(engine: Engine, sql: &str) -> BTreeSet<String> {
    let found = tokens(engine, sql);
    let named = found.iter().filter(|token| matches!(token.kind, TokenKind::Word | TokenKind::QuotedName));
    named.filter_map(|token| token.name()).filter(|name| name.len() <= 256).collect()
}

fn has_word(engine: Engine, sql: &str, words: &[&str]) -> bool {
    tokens(engine, sql).iter().any(|token| words.iter().any(|word| token.is_word(word)))
}

async fn read_mysql<S: Session + ?Sized>(session: &mut S, sql: &str) -> Result<Catalog, sqlx::Error> {
    const ENGINE: Engine = Engine::MySql;
    let list: Vec<String> = names(ENGINE, sql).iter().map(|name| ENGINE.literal(name)).collect();
    if list.is_empty() {
        return Ok(Catalog::new());
    }
    let list = list.join(", ");
    let within = |schema: &str, name: &str| format!("{schema} IN (DATABASE(), {list}) AND {name} IN ({list})");
    let mut queries = vec![format!(
        "SELECT TABLE_TYPE, TABLE_SCHEMA, TABLE_NAME, TABLE_SCHEMA = DATABASE(), NULL FROM information_schema.TABLES WHERE {}",
        within("TABLE_SCHEMA", "TABLE_NAME")
    )];
    if has_word(ENGINE, sql, &["trigger"]) {
        queries.push(format!(
            "SELECT 'TRIGGER', TRIGGER_SCHEMA, TRIGGER_NAME, TRIGGER_SCHEMA = DATABASE(), CONCAT_WS(' ', ACTION_TIMING, \
             EVENT_MANIPULATION, SQL_MODE, ACTION_STATEMENT) \
             FROM information_schema.TRIGGERS WHERE {}",
            within("TRIGGER_SCHEMA", "TRIGGER_NAME")
        ));
    }
    if has_word(ENGINE, sql, &["procedure", "function", "package"]) {
        queries.push(format!(
            "SELECT ROUTINE_TYPE, ROUTINE_SCHEMA, ROUTINE_NAME, ROUTINE_SCHEMA = DATABASE(), NULL \
             FROM information_schema.ROUTINES WHERE {}",
            within("ROUTINE_SCHEMA", "ROUTINE_NAME")
        ));
    }
    if has_word(ENGINE, sql, &["event"]) {
        queries.push(format!(
            "SELECT 'EVENT', EVENT_SCHEMA, EVENT_NAME, EVENT_SCHEMA = DATABASE(), NULL FROM information_schema.EVENTS WHERE {}",
            within("EVENT_SCHEMA", "EVENT_NAME")
        ));
    }
    if has_word(ENGINE, sql, &["database", "schema"]) {
        queries.push(format!(
            "SELECT 'DATABASE', SCHEMA_NAME, SCHEMA_NAME, 1, CONCAT(DEFAULT_CHARACTER_SET_NAME, ' ', \
             DEFAULT_COLLATION_NAME) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME IN (DATABASE(), {list})"
        ));
    }
    let mut catalog = Catalog::new();
    for row in session.rows(&queries.join(" UNION ALL ")).await? {
        let [Some(kind), Some(schema), Some(name), here, definition] = row.as_slice() else { continue };
        let (kind, shown) = match kind.as_str() {
            "BASE TABLE" | "SYSTEM VERSIONED" => ("table", "TABLE"),
            "VIEW" => ("view", "VIEW"),
            "SEQUENCE" => ("sequence", "SEQUENCE"),
            "SYSTEM VIEW" => continue,
            "PACKAGE BODY" => ("package body", "PACKAGE BODY"),
            other => (other, other),
        };
        let own = here.as_deref() == Some("1");
        let key = if own {
            format!("{} {name}", kind.to_lowercase())
        } else {
            format!("{} {schema}.{name}", kind.to_lowercase())
        };
        let value = match definition {
            Some(definition) => definition.clone(),
            None => shown_definition(session, shown, schema, name).await?,
        };
        catalog.insert(key, value);
    }
    Ok(catalog)
}

/// What `SHOW CREATE` prints, without what changes with every row.
async fn shown_definition<S: Session + ?Sized>(
    session: &mut S,
    kind: &str,
    schema: &str,
    name: &str,
) -> Result<String, sqlx::Error> {
    let place = format!("{}.{}", Engine::MySql.quote(schema), Engine::MySql.quote(name));
    let rows = match session.rows(&format!("SHOW CREATE {kind} {place}")).await {
        Ok(rows) => rows,
        // Gone meanwhile, or a view of what is gone: that it is there is all there is to say.
        Err(sqlx::Error::Database(said)) => return Ok(said.message().to_owned()),
        Err(error) => return Err(error),
    };
    // Routines and events print their mode and time zone before it.
    let texts = rows.first().map(|row| row.iter().skip(1).flatten().cloned().collect::<Vec<_>>()).unwrap_or_default();
    Ok(without_next_number(&texts.join("\n")))
}

fn without_next_number(text: &str) -> String {
    const OPTION: &str = " AUTO_INCREMENT=";
    let Some(options) = text.rfind("\n)") else { return text.to_owned() };
    let Some(at) = text[options..].find(OPTION).map(|at| options + at) else { return text.to_owned() };
    let rest = text[at + OPTION.len()..].trim_start_matches(|digit: char| digit.is_ascii_digit());
    format!("{}{rest}", &text[..at])
}

/// Indexes that the statement names, those of the tables it names, and partitions on their way out.
async fn read_postgres<S: Session + ?Sized>(session: &mut S, sql: &str) -> Result<Catalog, sqlx::Error> {
    const ENGINE: Engine = Engine::Postgres;
    let stored = |name: String| [name.to_lowercase(), name];
    let list: BTreeSet<String> =
        names(ENGINE, sql).into_iter().flat_map(stored).map(|name| ENGINE.literal(&name)).collect();
    if list.is_empty() {
        return Ok(Catalog::new());
    }
    let list = list.into_iter().collect::<Vec<_>>().join(", ");
    let query = format!(
        "SELECT 'index ' || i.indexrelid::regclass::text, CASE WHEN i.indisvalid THEN 'valid ' ELSE 'invalid ' END \
         || pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid \
         JOIN pg_class t ON t.oid = i.indrelid WHERE (c.relname IN ({list}) OR t.relname IN ({list})) \
         AND t.relnamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace) \
         UNION ALL SELECT 'partition ' || h.inhrelid::regclass::text, pg_get_expr(c.relpartbound, c.oid) \
         FROM pg_inherits h JOIN pg_class c ON c.oid = h.inhrelid WHERE c.relname IN ({list})"
    );
    let rows = session.rows(&query).await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| Some((row.first()?.clone()?, row.get(1)?.clone().unwrap_or_default())))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_number_is_no_part_of_a_definition() {
        let shown = "CREATE TABLE `t` (\n  `x` int COMMENT ' AUTO_INCREMENT=5'\n) ENGINE=InnoDB AUTO_INCREMENT=17 DEFAULT CHARSET=utf8mb4";
        let wanted =
            "CREATE TABLE `t` (\n  `x` int COMMENT ' AUTO_INCREMENT=5'\n) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4";
        assert_eq!(without_next_number(shown), wanted);
    }

    #[test]
    fn what_was_written_is_read_back() {
        let catalog = Catalog::from([("table a".to_owned(), "x \"y\" \\".to_owned())]);
        assert_eq!(parsed(Some(&written(&catalog))), catalog);
        assert_eq!(changed(&catalog, &Catalog::new()), BTreeSet::from(["table a".to_owned()]));
    }
}
