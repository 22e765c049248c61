//! What must hold of every reader of engine text, configuration text and user text, whatever the text: one check for each.
//!
//! The fuzz targets (`fuzz/`) and the ordinary tests (`it/parsers.rs`) call the same checks: the first with texts that a fuzzer
//! makes, the second with the committed ones and mutations of them. A check panics where its reader breaks a promise. A target
//! whose text has parts takes one a line. Leaves out readers that only see rows of a catalog through a connection: what engines
//! say about two texts is asked of the engines (`it/meaning.rs`).

#![expect(clippy::panic, reason = "a check fails like a test does")]

pub mod clause;
pub mod creation;
pub mod expression;
pub mod flag;
pub mod index;
pub mod literal;
pub mod mutation;
pub mod mysql;
pub mod notation;
pub mod plan;
pub mod postgres;
pub mod printed;
pub mod registry;
pub mod rename;
pub mod sqlite;
pub mod statement;
pub mod token;

use std::path::{Path, PathBuf};

use driftline_schema::Engine;
use driftline_schema::sql::{Token, tokens};

/// A reader, or several that read the same texts.
#[derive(Clone, Copy, Debug)]
pub struct Parser {
    /// The name of the fuzz target and of the folders of its texts.
    pub name: &'static str,
    /// What must hold of any text.
    pub check: fn(&str),
    /// Whether the check takes time in proportion to the text; not so where it runs the text or plans it.
    pub is_linear: bool,
}

const fn parser(name: &'static str, check: fn(&str)) -> Parser {
    Parser { name, check, is_linear: true }
}

const fn whole(name: &'static str, check: fn(&str)) -> Parser {
    Parser { name, check, is_linear: false }
}

/// Every reader.
pub const PARSERS: [Parser; 21] = [
    parser("clause", clause::check),
    parser("create_index", index::check),
    parser("creation", creation::check),
    parser("flag", flag::check),
    parser("hint", statement::check_hint),
    parser("literal", literal::check),
    parser("mysql_script", mysql::check_script),
    parser("mysql_text", mysql::check_text),
    parser("notation", notation::check),
    whole("plan", plan::check),
    parser("postgres_meaning", postgres::check_meaning),
    parser("postgres_names", postgres::check_names),
    parser("printed", printed::check),
    parser("registry", registry::check),
    whole("rename", rename::check),
    parser("snapshot", notation::check_snapshot),
    parser("sqlite_create_table", sqlite::check_create_table),
    whole("sqlite_default", sqlite::check_default),
    whole("sqlite_table", sqlite::check_table),
    parser("statement", statement::check),
    parser("tokens", token::check),
];

/// The reader of a target.
#[must_use]
pub fn named(name: &str) -> Option<Parser> {
    PARSERS.into_iter().find(|parser| parser.name == name)
}

/// What a fuzz target does with its bytes: no reader is ever given what is no text.
///
/// # Panics
/// Where the reader breaks a promise, or there is no such target.
pub fn check(name: &str, bytes: &[u8]) {
    let parser = named(name);
    assert!(parser.is_some(), "there is no target {name}");
    if let (Some(parser), Ok(text)) = (parser, std::str::from_utf8(bytes)) {
        (parser.check)(text);
    }
}

/// Whether a text holds `--` that MariaDB takes for two signs: where it is cut behind them they begin a comment. No engine prints
/// that, and no text that ends in a sign means anything.
fn holds_double_minus(engine: Engine, text: &str) -> bool {
    let found = tokens(engine, text);
    let is_pair = |pair: &[Token<'_>]| pair[0].is_mark("-") && pair[1].is_mark("-") && pair[0].end == pair[1].start;
    engine == Engine::MySql && found.windows(2).any(is_pair)
}

/// The folder of the fuzz targets.
#[must_use]
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz")
}

/// The committed texts of a target, by file name: `seeds` for what a fuzzer begins with, `regressions` for what once failed.
///
/// # Errors
/// When the folder cannot be read.
pub fn texts(kind: &str, target: &str) -> std::io::Result<Vec<(String, String)>> {
    let mut texts = Vec::new();
    for entry in std::fs::read_dir(folder().join(kind).join(target))? {
        let path = entry?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        texts.push((name, String::from_utf8_lossy(&std::fs::read(&path)?).into_owned()));
    }
    texts.sort();
    Ok(texts)
}
