//! Statements of migrations, taken apart and shown by their words, and checks that are read for values.

use driftline_runner::fuzzing::{glob, hint, like, pieces, refuses_a_transaction, regex, script_statement, words};
use driftline_schema::Engine;
use driftline_schema::sql::{is_open, tokens};

use super::holds_double_minus;
use crate::engines::ALL;

/// The pieces of a text hold its statements and nothing else, and a printed statement is the statement.
///
/// # Panics
/// Where that is not so.
pub fn check(text: &str) {
    let is_odd = |engine: &Engine| is_open(*engine, text) || holds_double_minus(*engine, text);
    for engine in ALL.into_iter().filter(|engine| !is_odd(engine)) {
        let pieces = pieces(engine, text);
        let words = |text: &str| -> Vec<String> {
            let found = tokens(engine, text);
            found.iter().filter(|token| !token.is_mark(";")).map(|token| token.text.to_owned()).collect()
        };
        let found: Vec<String> = pieces.iter().flat_map(|piece| words(piece)).collect();
        assert_eq!(found, words(text), "{engine}: {pieces:?}");
        if engine != Engine::MySql {
            let printed = script_statement(engine, text);
            assert_eq!(words(&printed), words(text), "{engine}: {printed:?}");
        }
    }
    let _ = (words(text), refuses_a_transaction(text));
}

/// The most that is made of one pattern, in bytes for each of its own.
const GROWTH: usize = 10_000;

/// Reading a check never fails, and makes no more than a few values of a size that can be stored.
///
/// # Panics
/// Where it does.
pub fn check_hint(text: &str) {
    for engine in ALL {
        let _ = hint(engine, text);
    }
    for made in [like(text), glob(text), regex(text)] {
        assert!(made.len() <= 8, "{} texts", made.len());
        let size = made.iter().map(String::len).max().unwrap_or_default();
        assert!(size <= (text.len() + 1) * GROWTH, "a text of {size} bytes for a pattern of {}", text.len());
    }
}
