//! Tables, views' names and sequences: `TABLES`. Leaves out columns.

use driftline_schema::{ObjectName, Table, TableOptions};
use sea_orm::DbErr;

use super::draft::Draft;
use super::row::Fields;
use crate::companion::is_companion;

/// The storage engine that a table has unless it says another.
const ENGINE: &str = "InnoDB";

/// Engines whose tables are more than their definition says: a connection, a file or other tables stand behind them.
const REFERRING: [&str; 6] = ["CONNECT", "FEDERATED", "MRG_MYISAM", "MRG_MyISAM", "S3", "SPIDER"];

/// The option of a table that keeps its history.
const VERSIONED: &str = "system_versioning";

pub(super) fn query(database: &str) -> String {
    format!(
        "SELECT TABLE_NAME, TABLE_TYPE, ENGINE, TABLE_COLLATION, CREATE_OPTIONS, TABLE_COMMENT \
        FROM information_schema.TABLES WHERE TABLE_SCHEMA = {database}"
    )
}

pub(super) fn take(draft: &mut Draft, fields: &mut Fields<'_>) -> Result<(), DbErr> {
    let name = fields.own_text()?;
    let kind = fields.text()?;
    let engine = fields.text_if_any()?;
    let collation = fields.text_if_any()?;
    let options = fields.text()?;
    let comment = fields.own_text_if_any()?;
    if kind == "TEMPORARY" {
        return Ok(());
    }
    draft.texts.names.insert(name.clone());
    if is_companion(&name) {
        return Ok(());
    }
    match kind {
        // Its row among the views says the rest.
        "VIEW" | "SYSTEM VIEW" => return Ok(()),
        "SEQUENCE" => {
            draft.sequences.insert(name, comment);
            return Ok(());
        }
        _ => {}
    }
    let mut table = Table::new(ObjectName::new(name));
    let Some(engine) = engine else {
        // The comment is the reason then: a storage engine that is not installed, a file that is gone.
        let reason = format!("it cannot be opened: {}", comment.unwrap_or_default());
        draft.not_compared(format!("table {}", table.name), &reason);
        return Ok(());
    };
    let (mut options, is_partitioned) = storage(options);
    options.retain(|option| means_something(engine, option));
    let is_referring = REFERRING.contains(&engine);
    if is_referring {
        let reason = "what stands behind a table of its storage engine is not compared";
        table.opaque.push(reason.to_owned());
        draft.not_compared(format!("table {}", table.name), reason);
    }
    draft.has_partitions |= is_partitioned;
    if kind == "SYSTEM VERSIONED" {
        options.push(VERSIONED.to_owned());
        options.sort();
    }
    table.comment = comment;
    let collation = collation.unwrap_or_default();
    table.options = TableOptions {
        engine: (engine != ENGINE).then(|| engine.to_owned()),
        collation: (!collation.is_empty() && collation != draft.server.collation).then(|| collation.to_owned()),
        storage: options,
        ..TableOptions::default()
    };
    draft.add_table(table, collation);
    Ok(())
}

/// Whether an option says something about a table of a storage engine. Both of Aria's own stand at 1 unless something else
/// is said, shown or not, and stay behind with a table that leaves it, where they mean nothing (MariaDB, "CREATE TABLE").
fn means_something(engine: &str, option: &str) -> bool {
    match option.split_once('=') {
        Some(("page_checksum" | "transactional", value)) => engine == "Aria" && value != "1",
        _ => true,
    }
}

/// The options as `name=value`, names in lower case, sorted; and whether one of them says that the table is partitioned.
///
/// Those that a storage engine of MariaDB has declared are printed in quotes: `` `page_compressed`='1' ``.
fn storage(text: &str) -> (Vec<String>, bool) {
    let mut found = Vec::new();
    let mut option = String::new();
    let mut quote = None;
    for c in text.chars() {
        match quote {
            None if c == ' ' => found.push(std::mem::take(&mut option)),
            None if matches!(c, '\'' | '"' | '`') => {
                quote = Some(c);
                option.push(c);
            }
            _ => {
                if quote == Some(c) {
                    quote = None;
                }
                option.push(c);
            }
        }
    }
    found.push(option);
    let is_partitioned = found.iter().any(|option| option.eq_ignore_ascii_case("partitioned"));
    let mut options: Vec<String> = found
        .iter()
        .filter(|option| !option.is_empty() && !option.eq_ignore_ascii_case("partitioned"))
        .map(|option| match option.split_once('=') {
            Some((name, value)) => format!("{}={value}", name.trim_matches('`').to_ascii_lowercase()),
            None => option.to_ascii_lowercase(),
        })
        .collect();
    options.sort();
    (options, is_partitioned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_of_aria_count_for_aria_alone() {
        assert!(means_something("Aria", "transactional=0"));
        assert!(!means_something("Aria", "page_checksum=1"));
        assert!(!means_something("InnoDB", "page_checksum=0"));
        assert!(means_something("InnoDB", "row_format=COMPACT"));
    }

    #[test]
    fn options_are_taken_apart() {
        let found = |text: &str| storage(text);
        assert_eq!(found(""), (vec![], false));
        assert_eq!(found("partitioned"), (vec![], true));
        let (options, partitioned) = found("stats_persistent=0 row_format=COMPRESSED KEY_BLOCK_SIZE=8 partitioned");
        assert_eq!(options, ["key_block_size=8", "row_format=COMPRESSED", "stats_persistent=0"]);
        assert!(partitioned);
        let (options, _) = found("pack_keys=1 `page_compressed`='1' `odd`='a b=c'");
        assert_eq!(options, ["odd='a b=c'", "pack_keys=1", "page_compressed='1'"]);
    }
}
