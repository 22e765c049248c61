//! What a check's text tells about values that may meet it: its literals, numbers beside them, lengths, and texts that match
//! its patterns. Pure; a hint is a guess, and the engine is the judge.

use driftline_schema::sql::{Token, TokenKind, closing, tokens};
use driftline_schema::{Engine, mysql, postgres};

use super::pattern;
use super::value::{Family, Value};

/// What one check tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Hint {
    texts: Vec<String>,
    lengths: Vec<usize>,
}

/// Functions whose value is compared with a length.
const LENGTHS: [&str; 6] = ["length", "char_length", "character_length", "octet_length", "bit_length", "len"];

impl Hint {
    /// Reads a check's expression.
    pub(crate) fn of(engine: Engine, expression: &str) -> Hint {
        let tokens = tokens(engine, expression);
        let mut hint = Hint::default();
        let patterns = arguments_of_patterns(&tokens);
        let measures = tokens.iter().any(|token| LENGTHS.iter().any(|word| token.is_word(word)));
        for (at, token) in tokens.iter().enumerate() {
            match token.kind {
                TokenKind::Text => {
                    let Some(text) = content(engine, token) else { continue };
                    for text in matching(&tokens, &patterns, at, &text) {
                        hint.add(text);
                    }
                }
                TokenKind::Number => {
                    let negative =
                        at.checked_sub(1).and_then(|before| tokens.get(before)).is_some_and(|t| t.is_mark("-"));
                    hint.number(token.text, negative, measures);
                }
                _ if token.is_word("json_valid") || token.is_word("json_type") => {
                    for text in ["{}", "[]", "{\"n\": 1}"] {
                        hint.add(text.to_owned());
                    }
                }
                _ => {}
            }
        }
        if measures && hint.lengths.is_empty() {
            hint.lengths.push(1);
        }
        if tokens.iter().any(|token| token.is_mark("%") || token.is_word("mod")) {
            hint.multiples();
        }
        hint
    }

    /// Multiples of each number, the first ones above each other number: what a remainder may be asked of.
    fn multiples(&mut self) {
        let numbers: Vec<i64> = self.texts.iter().filter_map(|text| text.parse().ok()).collect();
        for of in numbers.iter().filter(|of| **of > 1) {
            for above in numbers.iter().chain([&0]) {
                let first = above.div_euclid(*of).saturating_add(1).saturating_mul(*of);
                for multiple in [first, first.saturating_add(*of), first.saturating_add(of.saturating_mul(2))] {
                    self.add(multiple.to_string());
                }
            }
        }
    }

    fn add(&mut self, text: String) {
        if !self.texts.contains(&text) {
            self.texts.push(text);
        }
    }

    fn number(&mut self, text: &str, negative: bool, measures: bool) {
        let Ok(number) = text.replace('_', "").parse::<i64>() else {
            self.add(if negative { format!("-{text}") } else { text.to_owned() });
            return;
        };
        let number = if negative { number.wrapping_neg() } else { number };
        for near in [number, number.saturating_add(1), number.saturating_sub(1)] {
            self.add(near.to_string());
            if let Ok(length) = usize::try_from(near)
                && measures
                && length <= 4000
                && !self.lengths.contains(&length)
            {
                self.lengths.push(length);
            }
        }
    }

    /// The values of the family that the check suggests.
    pub(crate) fn values(&self, family: &Family) -> Vec<Value> {
        let texts = self.texts.iter().cloned();
        // Digits: they are a text, and a number too.
        let long = self.lengths.iter().flat_map(|length| ["k", "7"].map(|letter| letter.repeat(*length)));
        let bytes = self.lengths.iter().map(|length| Value::Bytes(vec![7; *length]));
        let mut values = Vec::new();
        for value in texts.chain(long).map(Value::Text).chain(bytes) {
            let is_bytes = matches!((&value, family), (Value::Bytes(_), Family::Bytes(_)));
            let fits = is_bytes || (matches!(value, Value::Text(_)) && family.takes(&value));
            if fits && !values.contains(&value) {
                values.push(value);
            }
        }
        values
    }
}

/// The text of a literal without its quotes.
fn content(engine: Engine, token: &Token<'_>) -> Option<String> {
    let plain = token.text.find('\'').map(|at| &token.text[at..])?;
    match engine {
        Engine::Postgres if !token.text.starts_with('\'') => postgres::text(token.text),
        Engine::MySql => mysql::text(plain),
        _ => Some(plain.strip_prefix('\'')?.strip_suffix('\'')?.replace("''", "'")),
    }
}

/// The text itself, or texts that match it where it stands behind an operator for patterns.
fn matching(tokens: &[Token<'_>], patterns: &[bool], at: usize, text: &str) -> Vec<String> {
    let behind_patterns = operator_before(tokens, at).or(patterns[at].then_some(Operator::Regex));
    match behind_patterns {
        Some(Operator::Like) => pattern::like(text),
        Some(Operator::Glob) => pattern::glob(text),
        Some(Operator::Regex) => pattern::regex(text),
        None => vec![text.to_owned()],
    }
}

#[derive(Clone, Copy)]
enum Operator {
    Like,
    Glob,
    Regex,
}

/// For each token whether it stands among the arguments of `regexp_like(c, '…')` or its sister.
fn arguments_of_patterns(tokens: &[Token<'_>]) -> Vec<bool> {
    let mut inside = vec![false; tokens.len()];
    let mut end = 0;
    for (call, token) in tokens.iter().enumerate() {
        let is_call = token.is_word("regexp_like") || token.is_word("regexp_instr");
        if is_call && call >= end {
            end = closing(tokens, call + 1).unwrap_or(call);
            inside[call..end].fill(true);
        }
    }
    inside
}

/// The operator for patterns right before a literal, parentheses aside.
fn operator_before(tokens: &[Token<'_>], at: usize) -> Option<Operator> {
    for (at, token) in tokens[..at].iter().enumerate().rev().take(FAR) {
        // PostgreSQL prints LIKE as `~~`, which the tokens give as two marks or more.
        if token.is_mark("(") || token.is_word("any") || token.is_word("array") || token.is_mark("[") {
            continue;
        }
        if token.is_word("like") || token.is_word("ilike") {
            return Some(Operator::Like);
        }
        if token.is_word("glob") {
            return Some(Operator::Glob);
        }
        if token.is_word("regexp") || token.is_word("rlike") {
            return Some(Operator::Regex);
        }
        let marks = marks_before(&tokens[..=at]);
        if marks.contains("~~") {
            return Some(Operator::Like);
        }
        if marks.contains('~') {
            return Some(Operator::Regex);
        }
        break;
    }
    None
}

/// How far before a literal its operator may stand: that many parentheses and words of an array.
const FAR: usize = 50;

/// The marks that stand together at the end.
fn marks_before(tokens: &[Token<'_>]) -> String {
    let mut text = String::new();
    let mut end = tokens.last().map_or(0, |last| last.end);
    for token in tokens.iter().rev().take_while(|token| token.kind == TokenKind::Mark).take(FAR) {
        if token.end != end {
            break;
        }
        text.insert_str(0, token.text);
        end = token.start;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(engine: Engine, expression: &str, family: &Family, wanted: &[&str]) {
        let values = Hint::of(engine, expression).values(family);
        for text in wanted {
            assert!(values.contains(&Value::Text((*text).to_owned())), "no {text} for {expression}: {values:?}");
        }
    }

    const TEXT: Family = Family::Text(Some(200));
    const INTEGER: Family = Family::Integer { least: -1000, most: 1000 };

    #[test]
    fn literals_are_values() {
        check(Engine::Sqlite, "status IN ('new', 'it''s')", &TEXT, &["new", "it's"]);
        check(Engine::Postgres, "((status)::text = ANY ((ARRAY['a'::text, 'b'::text])))", &TEXT, &["a", "b"]);
        check(Engine::Sqlite, "rating BETWEEN 10 AND 50", &INTEGER, &["10", "11", "50", "49"]);
        check(Engine::Postgres, "(n > '-5'::integer)", &INTEGER, &["-5"]);
        check(Engine::Sqlite, "n < -7", &INTEGER, &["-8", "-7"]);
        check(Engine::Sqlite, "n > 100 AND n % 7 = 0", &INTEGER, &["105", "112"]);
    }

    #[test]
    fn patterns_are_made_concrete() {
        check(Engine::Sqlite, "email LIKE '%@%'", &TEXT, &["a@a"]);
        check(Engine::Postgres, "((email)::text ~~ '%@%'::text)", &TEXT, &["a@a"]);
        check(Engine::Postgres, "(code ~ '^[A-Z]{3}$'::text)", &TEXT, &["AAA"]);
        check(Engine::MySql, "`code` regexp '^[A-Z]{3}$'", &TEXT, &["BBB"]);
        check(Engine::MySql, "regexp_like(`code`,'^x[0-9]+$')", &TEXT, &["x0"]);
        check(Engine::Sqlite, "code GLOB '[0-9][0-9]*'", &TEXT, &["00a"]);
    }

    #[test]
    fn lengths_become_texts_and_bytes() {
        check(Engine::Sqlite, "length(pin) = 4", &TEXT, &["kkkk", "7777"]);
        let bytes = Hint::of(Engine::MySql, "octet_length(`hash`) = 16").values(&Family::Bytes(Some(16)));
        assert!(bytes.contains(&Value::Bytes(vec![7; 16])), "{bytes:?}");
    }

    #[test]
    fn only_what_the_type_takes_is_suggested() {
        assert_eq!(Hint::of(Engine::Sqlite, "a = 'x' OR b > 2000").values(&INTEGER), []);
    }
}
