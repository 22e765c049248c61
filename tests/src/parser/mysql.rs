//! Texts as MariaDB's and MySQL's catalogs print them, and scripts for their servers.

use driftline_inspect::Flavour;
use driftline_inspect::fuzzing::{MySqlTexts, mysql_script};
use driftline_runner::fuzzing::script_statement;
use driftline_schema::sql::{Token, TokenKind, is_open, tokens};
use driftline_schema::{Engine, TableCase, mysql};

use super::holds_double_minus;

/// Taking the own database's name off, and quoting literals in one way, changes nothing else.
///
/// # Panics
/// Where something else changes.
pub fn check_text(text: &str) {
    if holds_double_minus(Engine::MySql, text) {
        return;
    }
    for case in [TableCase::Distinct, TableCase::Ignored, TableCase::Lowered] {
        let texts = MySqlTexts::new(Flavour::MariaDb, "my`db", &["t", "a b", "zápis"], case);
        let plain = texts.unqualified(text);
        takes_off_pairs(&tokens(Engine::MySql, text), &tokens(Engine::MySql, &plain));
        if !text.to_lowercase().contains("my``db") && !text.to_lowercase().contains("my`db") {
            assert_eq!(plain, text, "nothing to take off");
        }
        let read = texts.expression(text);
        // Of four names only the first can be the database's.
        if !text.to_lowercase().contains("my``db`.`my``db") {
            assert_eq!(texts.expression(read.text()), read, "{:?} read again", read.text());
        }
        let (before, after) = (tokens(Engine::MySql, &plain), tokens(Engine::MySql, read.text()));
        let values = |found: &[Token<'_>]| {
            let texts = found.iter().filter(|token| token.kind == TokenKind::Text);
            texts.map(|token| mysql::text(token.text).unwrap_or_else(|| token.text.to_owned())).collect::<Vec<_>>()
        };
        // An open quote runs to the end, where no server prints one.
        if !is_open(Engine::MySql, &plain) {
            assert_eq!(values(&before), values(&after), "literals of {plain:?} in {:?}", read.text());
        }
    }
    let mysql = MySqlTexts::new(Flavour::MySql, "my`db", &["t"], TableCase::Distinct);
    let _ = mysql.expression(text);
    // A text's default comes back from the value that MySQL's catalog gives.
    let literal = mysql.default(text, "varchar(9)", "");
    assert_eq!(literal.as_deref().and_then(mysql::text).as_deref(), Some(text), "the default {literal:?}");
}

/// The second list is the first without pairs of a name and a dot.
fn takes_off_pairs(before: &[Token<'_>], after: &[Token<'_>]) {
    let mut rest = after.iter().peekable();
    let mut at = 0;
    while at < before.len() {
        if rest.peek().is_some_and(|token| token.text == before[at].text && token.kind == before[at].kind) {
            rest.next();
            at += 1;
        } else {
            let is_pair = before.get(at + 1).is_some_and(|token| token.is_mark("."));
            assert!(is_pair, "{:?} went without being a qualifier", before[at]);
            at += 2;
        }
    }
    assert!(rest.peek().is_none(), "{:?} came from nowhere", rest.peek());
}

/// The server is given every statement of a script and no empty one.
///
/// # Panics
/// Where that is not so.
pub fn check_script(text: &str) {
    let texts = mysql_script(text);
    if holds_double_minus(Engine::MySql, text) {
        return;
    }
    for given in &texts {
        let holds = given.contains("/*!") || given.contains("/*M!") || !tokens(Engine::MySql, given).is_empty();
        assert!(holds, "{given:?} holds no statement");
    }
    let words: Vec<&str> = tokens(Engine::MySql, text).iter().map(|token| token.text).collect();
    if !words.iter().any(|word| word.eq_ignore_ascii_case("delimiter")) {
        let given: Vec<String> = texts.iter().flat_map(|text| statements(text)).collect();
        assert_eq!(given, statements(text), "statements of the script");
    }
    // A statement that the script printer wrote is given back whole.
    let is_one = words.last().is_some_and(|last| *last != ";") && !is_open(Engine::MySql, text);
    let says_delimiter = words.iter().any(|word| word.eq_ignore_ascii_case("delimiter"));
    if is_one && !says_delimiter && !text.contains("/*!") && !text.contains("/*M!") {
        let script = script_statement(Engine::MySql, text);
        let back = mysql_script(&script);
        let found: Vec<&str> =
            back.iter().flat_map(|text| tokens(Engine::MySql, text)).map(|token| token.text).collect();
        let found = found.strip_suffix(&[";"]).unwrap_or(&found);
        assert_eq!(found, words, "printed as {script:?}, given as {back:?}");
    }
}

/// The tokens of each statement that is not empty.
fn statements(text: &str) -> Vec<String> {
    let found = tokens(Engine::MySql, text);
    let pieces = found.split(|token| token.is_mark(";")).filter(|piece| !piece.is_empty());
    pieces.map(|piece| piece.iter().map(|token| token.text).collect::<Vec<_>>().join(" ")).collect()
}
