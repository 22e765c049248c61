//! What a statement of a step is to the journal, and where the statements of one text end. By their first words alone;
//! leaves out any grammar.

use driftline_schema::Engine;
use driftline_schema::sql::{Token, TokenKind, tokens, trimmed};

/// How a statement is written down and run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Sets something of the session, or begins or ends a transaction: never written down, run again by whoever goes on.
    Session,
    /// Asks and changes nothing: never written down.
    Look,
    /// Makes or drops a table of the session alone.
    Temporary,
    /// Changes rows: runs in one transaction with its entry, so that there is never a doubt.
    Rows,
    /// Changes the catalog and commits: the catalog tells whether it happened.
    Definition,
    /// May do anything, and may commit inside.
    Opaque,
}

/// Words that open a block whose statements end with semicolons of their own.
const BLOCKS: [&str; 8] = ["begin", "if", "case", "loop", "while", "repeat", "for", "declare"];
/// What has a body with statements inside.
const BODIES: [&str; 5] = ["trigger", "procedure", "function", "event", "package"];

impl Kind {
    /// The kind of one statement on MariaDB and MySQL.
    pub(crate) fn of(sql: &str) -> Kind {
        let found = tokens(Engine::MySql, sql);
        let words: Vec<String> = found
            .iter()
            .filter(|token| !token.is_mark("("))
            .take(4)
            .map(|token| if token.kind == TokenKind::Word { token.text.to_ascii_lowercase() } else { String::new() })
            .collect();
        let word = |at: usize| words.get(at).map_or("", String::as_str);
        let has = |word: &str| found.iter().any(|token| token.is_word(word));
        match word(0) {
            "begin" if word(1) == "not" => Kind::Opaque,
            "set" | "use" | "prepare" | "deallocate" | "lock" | "unlock" | "start" | "begin" | "commit"
            | "rollback" | "savepoint" | "release" => Kind::Session,
            "select" if has("into") && found.iter().any(|token| token.is_mark("@")) => Kind::Session,
            "select" | "show" | "explain" | "describe" | "desc" | "do" | "values" | "table" | "check" | "checksum" => {
                Kind::Look
            }
            "with" if has("update") || has("delete") || has("insert") => Kind::Rows,
            "with" => Kind::Look,
            "insert" | "update" | "delete" | "replace" | "load" => Kind::Rows,
            "create" | "drop" if word(1) == "temporary" || (word(1) == "or" && word(3) == "temporary") => {
                Kind::Temporary
            }
            "create" | "alter" | "drop" | "rename" | "truncate" | "grant" | "revoke" | "analyze" | "optimize"
            | "repair" | "comment" => Kind::Definition,
            _ => Kind::Opaque,
        }
    }

    /// Whether it leaves an entry.
    pub(crate) fn is_written_down(self) -> bool {
        matches!(self, Kind::Rows | Kind::Definition | Kind::Opaque)
    }
}

/// Whether a statement of PostgreSQL refuses to run inside a transaction (manual, "CREATE INDEX", "VACUUM" and others).
pub fn refuses_a_transaction(sql: &str) -> bool {
    let found = tokens(Engine::Postgres, sql);
    let is =
        |at: usize, words: &[&str]| found.get(at).is_some_and(|token| words.iter().any(|word| token.is_word(word)));
    let concurrently = found.iter().any(|token| token.is_word("concurrently"));
    let refresh = is(0, &["refresh"]);
    (concurrently && !refresh)
        || is(0, &["vacuum", "reindex", "cluster", "call"])
        || (is(0, &["create", "drop", "alter"]) && is(1, &["database", "tablespace", "system", "subscription"]))
}

/// The statements of a text, which the server would find the ends of itself: each is run and written down by itself.
pub fn pieces(engine: Engine, text: &str) -> Vec<String> {
    let found = tokens(engine, text);
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < found.len() {
        let end = if has_blocks(engine, &found[at..]) {
            found.len()
        } else {
            found[at..].iter().position(|token| token.is_mark(";")).map_or(found.len(), |offset| at + offset)
        };
        let cut = found.get(end).map_or(text.len(), |token| token.start);
        if end > at {
            pieces.push(trimmed(trimmed(&text[start..cut]).trim_end_matches(';')).to_owned());
        }
        start = found.get(end).map_or(text.len(), |token| token.end);
        at = end + 1;
    }
    // Nothing but comments: the server runs what stands in `/*! … */`.
    if pieces.is_empty() && !trimmed(text).is_empty() {
        pieces.push(trimmed(text).to_owned());
    }
    pieces
}

/// Whether the statement that begins here has statements inside; then the text's end is its end.
fn has_blocks(engine: Engine, found: &[Token<'_>]) -> bool {
    if engine != Engine::MySql {
        return false;
    }
    let word_at =
        |at: usize, words: &[&str]| found.get(at).is_some_and(|token| words.iter().any(|word| token.is_word(word)));
    if word_at(0, &["begin"]) {
        return word_at(1, &["not"]);
    }
    if word_at(0, &BLOCKS) {
        return true;
    }
    let head = found.iter().take_while(|token| !token.is_mark(";")).take(12);
    let has_body = word_at(0, &["create"]) && head.into_iter().any(|token| BODIES.iter().any(|w| token.is_word(w)));
    // `FOR EACH ROW` opens no block.
    let opens = |token: &Token<'_>| BLOCKS.iter().any(|word| *word != "for" && token.is_word(word));
    has_body && found.iter().any(opens)
}

/// What a statement may do to data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Harm {
    /// Nothing.
    None,
    /// Other values, which the way back may bring back.
    Changes,
    /// Rows or columns go.
    Drops,
}

/// What running a statement may do to data, by its words.
pub(crate) fn harm(sql: &str) -> Harm {
    let found = tokens(Engine::MySql, sql);
    let is_one_of = |token: &Token<'_>, words: &[&str]| words.iter().any(|word| token.is_word(word));
    let harmless = [
        "default",
        "constraint",
        "foreign",
        "index",
        "key",
        "check",
        "primary",
        "view",
        "trigger",
        "procedure",
        "function",
    ];
    let drops = found.windows(2).any(|pair| pair[0].is_word("drop") && !is_one_of(&pair[1], &harmless));
    let first = |words: &[&str]| found.first().is_some_and(|token| is_one_of(token, words));
    if drops || first(&["delete", "replace", "truncate", "load", "call"]) {
        return Harm::Drops;
    }
    let changes = found.iter().any(|token| is_one_of(token, &["modify", "change", "convert"]));
    if changes || first(&["update"]) { Harm::Changes } else { Harm::None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_words_tell_the_kind() {
        for (sql, kind) in [
            ("SET foreign_key_checks = 0", Kind::Session),
            ("START TRANSACTION", Kind::Session),
            ("BEGIN NOT ATOMIC SET @a = 1; END", Kind::Opaque),
            ("SELECT max(id) INTO @a FROM t", Kind::Session),
            ("(SELECT 1)", Kind::Look),
            ("INSERT INTO t SELECT 1", Kind::Rows),
            ("WITH a AS (SELECT 1) UPDATE t SET x = 1", Kind::Rows),
            ("/* why */ ALTER TABLE t ADD x int", Kind::Definition),
            ("CREATE TEMPORARY TABLE t (x int)", Kind::Temporary),
            ("CREATE TABLE t (temporary int)", Kind::Definition),
            ("CALL p()", Kind::Opaque),
            ("/*!50003 CREATE TRIGGER x */", Kind::Opaque),
        ] {
            assert_eq!(Kind::of(sql), kind, "{sql}");
        }
    }

    #[test]
    fn a_text_is_cut_where_its_statements_end() {
        let cut = |text: &str| pieces(Engine::MySql, text);
        assert_eq!(cut("SET @a = 1; SELECT ';';"), ["SET @a = 1", "SELECT ';'"]);
        assert_eq!(cut("CREATE TABLE a (x int); CREATE TABLE b (x int)").len(), 2);
        let body = "CREATE TRIGGER t AFTER INSERT ON a FOR EACH ROW BEGIN SET @a = 1; SET @b = 2; END";
        assert_eq!(cut(body), [body]);
        assert_eq!(cut("CREATE TRIGGER t AFTER INSERT ON a FOR EACH ROW SET @a = 1; ALTER TABLE a ADD x int").len(), 2);
        assert_eq!(cut(" -- nothing\n").len(), 1);
    }

    #[test]
    fn what_a_transaction_cannot_hold_is_known() {
        assert!(refuses_a_transaction("CREATE UNIQUE INDEX CONCURRENTLY i ON t (a)"));
        assert!(refuses_a_transaction("VACUUM t"));
        assert!(!refuses_a_transaction("ALTER TYPE mood ADD VALUE 'bad'"));
        assert!(!refuses_a_transaction("REFRESH MATERIALIZED VIEW CONCURRENTLY v"));
    }

    #[test]
    fn what_may_lose_data_is_told_from_what_only_defines() {
        for sql in ["ALTER TABLE t ALTER COLUMN x DROP DEFAULT", "ALTER TABLE t DROP FOREIGN KEY f, DROP INDEX f"] {
            assert_eq!(harm(sql), Harm::None, "{sql}");
        }
        for sql in ["ALTER TABLE t DROP COLUMN x", "ALTER TABLE t DROP x", "DROP TABLE t", "DELETE FROM t"] {
            assert_eq!(harm(sql), Harm::Drops, "{sql}");
        }
        for sql in ["ALTER TABLE t MODIFY x int", "UPDATE t SET x = 1"] {
            assert_eq!(harm(sql), Harm::Changes, "{sql}");
        }
    }
}
