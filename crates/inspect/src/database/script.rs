//! A script for MariaDB or MySQL, in the texts that the server takes. Leaves out running them.
//!
//! The server finds the end of each statement itself, a trigger's body included, but refuses a text without one: white
//! space or a comment behind the last semicolon, and `;;`. `DELIMITER` is no statement: the command line client, whose word
//! it is, reads what follows up to another mark than a semicolon (MariaDB "Delimiters", MySQL manual 6.5.1.2).

use driftline_schema::Engine;
use driftline_schema::sql::{Token, TokenKind, tokens};

/// The mark that ends a statement unless the script says another.
const SEMICOLON: &str = ";";

/// The script's texts in order, each with one statement or several.
pub fn texts(script: &str) -> Vec<String> {
    let found = tokens(Engine::MySql, script);
    let mut texts = Vec::new();
    let mut delimiter = SEMICOLON;
    // Where the text begins that is being read, and whether it holds a token yet.
    let (mut start, mut is_open) = (0, false);
    for token in &found {
        if token.start < start {
            continue;
        }
        if token.is_word("delimiter") && (!is_open || delimiter == SEMICOLON) && begins_line(script, token.start) {
            push(&mut texts, &script[start..token.start], delimiter);
            let end = script[token.end..].find('\n').map_or(script.len(), |length| token.end + length);
            delimiter = script[token.end..end].trim();
            (start, is_open) = (end, false);
        } else if delimiter != SEMICOLON && ends(script, token, delimiter) {
            push(&mut texts, &script[start..token.start], delimiter);
            (start, is_open) = (token.start + delimiter.len(), false);
        } else {
            is_open = true;
        }
    }
    push(&mut texts, &script[start..], delimiter);
    texts
}

fn begins_line(script: &str, at: usize) -> bool {
    let line = script[..at].rsplit('\n').next().unwrap_or_default();
    line.trim().is_empty()
}

fn ends(script: &str, token: &Token<'_>, delimiter: &str) -> bool {
    let may_end = matches!(token.kind, TokenKind::Mark | TokenKind::Word);
    may_end && !delimiter.is_empty() && script[token.start..].starts_with(delimiter)
}

fn push(texts: &mut Vec<String>, text: &str, delimiter: &str) {
    let text = if delimiter == SEMICOLON { without_empty(text) } else { text.to_owned() };
    if holds_statement(&text) {
        texts.push(text);
    }
}

/// The text without statements that hold nothing, and without what stands behind the last one.
fn without_empty(text: &str) -> String {
    let found = tokens(Engine::MySql, text);
    let mut kept = String::with_capacity(text.len());
    let mut copied = 0;
    let mut statement = 0;
    for token in found.iter().filter(|token| token.is_mark(SEMICOLON)) {
        if !holds_statement(&text[statement..token.start]) {
            kept.push_str(&text[copied..token.start]);
            copied = token.end;
        }
        statement = token.end;
    }
    let rest = &text[copied.max(statement)..];
    kept.push_str(text.get(copied..statement).unwrap_or_default());
    if holds_statement(rest) {
        kept.push_str(rest);
    }
    kept
}

/// Whether there is more than white space and comments; the server runs what stands in `/*! … */`.
fn holds_statement(text: &str) -> bool {
    text.contains("/*!") || text.contains("/*M!") || !tokens(Engine::MySql, text).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(script: &str, wanted: &[&str]) {
        let found: Vec<String> = texts(script).iter().map(|text| text.trim().to_owned()).collect();
        assert_eq!(found, wanted);
    }

    #[test]
    fn a_script_is_one_text_unless_it_says_another_delimiter() {
        check(
            "CREATE TABLE a (b int); INSERT INTO a VALUES (';')",
            &["CREATE TABLE a (b int); INSERT INTO a VALUES (';')"],
        );
        let trigger = "CREATE TRIGGER x BEFORE INSERT ON a FOR EACH ROW BEGIN SET NEW.b = 1; SET NEW.b = 2; END";
        check(trigger, &[trigger]);
        check(
            &format!(
                "CREATE TABLE a (b int);\nDELIMITER //\n{trigger}//\n-- the next\nSELECT '//' //\ndelimiter ;\nSELECT 2;\n"
            ),
            &["CREATE TABLE a (b int);", trigger, "-- the next\nSELECT '//'", "SELECT 2;"],
        );
        check("DELIMITER ;;\nSELECT 1 ;;\nDELIMITER ;", &["SELECT 1"]);
        check("DELIMITER $$\nSELECT 1;\nSELECT 2$$", &["SELECT 1;\nSELECT 2"]);
        check("SELECT a AS delimiter FROM b", &["SELECT a AS delimiter FROM b"]);
    }

    #[test]
    fn empty_statements_are_left_out() {
        check("", &[]);
        check(" -- nothing\n ; ;", &[]);
        check("SELECT 1;; SELECT 2;\n\n-- the end\n", &["SELECT 1; SELECT 2;"]);
        check(";SELECT 1", &["SELECT 1"]);
        check("/*!40101 SET NAMES utf8mb4 */;\nSELECT 1;", &["/*!40101 SET NAMES utf8mb4 */;\nSELECT 1;"]);
        check("SELECT 1;\n/*!40101 SET NAMES utf8mb4 */;", &["SELECT 1;\n/*!40101 SET NAMES utf8mb4 */;"]);
    }
}
