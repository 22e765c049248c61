//! One spelling for what PostgreSQL prints in several.
//!
//! The server's print of an expression, run again, is not always printed alike: `IN` over a varchar column moves its casts
//! from the array to the elements, and `BETWEEN` before another `AND` loses a pair of parentheses. Other texts differ and
//! mean the same by definition (`now()` and `CURRENT_TIMESTAMP`, manual 9.9.5; no default and the default NULL). Each is
//! brought to the form that the server prints unchanged when it is run again. Leaves out any rule that needs a type or a
//! function's volatility.

use std::borrow::Cow;
use std::ops::Range;

use driftline_schema::Engine;
use driftline_schema::sql::{Token, TokenKind, closing, tokens};

/// An expression, or a query, in the one spelling. The text is what the server printed, qualifiers included.
pub(super) fn expression(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    // Each rewriting makes the text simpler by one of the forms below, so that this ends.
    while let Some((range, replacement)) = rewriting(&text) {
        let mut changed = text.into_owned();
        changed.replace_range(range, &replacement);
        text = Cow::Owned(changed);
    }
    text
}

/// A column's default in the one spelling; `None` where it is NULL, which is what a column without one has.
pub(super) fn default<'t>(text: &'t str, data_type: &str) -> Option<Cow<'t, str>> {
    let found = tokens(Engine::Postgres, text);
    match found.as_slice() {
        [null] if null.is_word("null") => None,
        [null, cast, kind @ ..] if null.is_word("null") && cast.is_mark("::") && is_type(kind) => None,
        [number] if number.kind == TokenKind::Number && has_own_scale(data_type) => {
            Some(Cow::Owned(without_trailing_zeros(text).to_owned()))
        }
        // A negative number is printed as a text with a cast.
        [number, cast, kind] if number.kind == TokenKind::Text && cast.is_mark("::") && has_own_scale(data_type) => {
            let is_number =
                number.text.trim_matches('\'').trim_start_matches('-').starts_with(|c: char| c.is_ascii_digit());
            if is_number && kind.kind == TokenKind::Word && is_numeric(kind.text) {
                let value = without_trailing_zeros(number.text.trim_matches('\''));
                return Some(Cow::Owned(format!("'{value}'::{}", kind.text)));
            }
            Some(expression(text))
        }
        _ => Some(expression(text)),
    }
}

fn is_numeric(kind: &str) -> bool {
    matches!(kind, "numeric" | "integer" | "bigint" | "smallint" | "real")
}

/// Whether values of the type do not remember how many zeros they were written with. A `numeric` without scale does.
fn has_own_scale(data_type: &str) -> bool {
    data_type.starts_with("numeric(")
        || matches!(data_type, "integer" | "bigint" | "smallint" | "real" | "double precision")
}

fn without_trailing_zeros(number: &str) -> &str {
    match number.split_once('.') {
        Some((_, fraction)) if fraction.bytes().all(|byte| byte.is_ascii_digit()) => {
            number.trim_end_matches('0').trim_end_matches('.')
        }
        _ => number,
    }
}

/// Whether the tokens are the name of a type and nothing else.
fn is_type(found: &[Token<'_>]) -> bool {
    !found.is_empty()
        && found.iter().all(|token| match token.kind {
            TokenKind::Word => !["and", "or", "collate", "is", "at"].iter().any(|word| token.is_word(word)),
            TokenKind::QuotedName | TokenKind::Number => true,
            TokenKind::Mark => matches!(token.text, "." | "," | "(" | ")" | "[" | "]"),
            TokenKind::Text => false,
        })
}

fn rewriting(text: &str) -> Option<(Range<usize>, String)> {
    if !["now(", "ARRAY[", " AND ", " OR "].iter().any(|part| text.contains(part)) {
        return None;
    }
    let found = tokens(Engine::Postgres, text);
    (0..found.len()).find_map(|at| {
        transaction_time(&found, at).or_else(|| elements_cast(text, &found, at)).or_else(|| flattened(text, &found, at))
    })
}

/// `now()` is `CURRENT_TIMESTAMP`.
fn transaction_time(found: &[Token<'_>], at: usize) -> Option<(Range<usize>, String)> {
    let [now, open, close] = found.get(at..at + 3)? else { return None };
    let is_qualified = at > 0 && found[at - 1].is_mark(".");
    let is_call = now.kind == TokenKind::Word && now.text == "now" && open.is_mark("(") && close.is_mark(")");
    (is_call && !is_qualified).then(|| (now.start..close.end, "CURRENT_TIMESTAMP".to_owned()))
}

/// `(ARRAY[a, b])::t[]` is `ARRAY[(a)::t, (b)::t]` (`transformTypeCast`, parse_expr.c).
fn elements_cast(text: &str, found: &[Token<'_>], at: usize) -> Option<(Range<usize>, String)> {
    let [open, array, bracket] = found.get(at..at + 3)? else { return None };
    if !open.is_mark("(") || !array.is_word("array") || !bracket.is_mark("[") {
        return None;
    }
    let (elements, end) = bracketed(found, at + 2)?;
    let [close, cast] = found.get(end + 1..end + 3)? else { return None };
    if !close.is_mark(")") || !cast.is_mark("::") {
        return None;
    }
    let kind = end + 3;
    let array_mark = (kind..found.len()).find(|at| found[*at].is_mark("["))?;
    let is_array = found.get(array_mark + 1)?.is_mark("]") && is_type(&found[kind..array_mark]);
    let is_nested = |range: &Range<usize>| found[range.start].is_mark("[") || found[range.start].is_word("array");
    if !is_array || elements.is_empty() || elements.iter().any(is_nested) {
        return None;
    }
    let kind = &text[found[kind].start..found[array_mark - 1].end];
    let cast =
        |range: &Range<usize>| format!("({})::{kind}", &text[found[range.start].start..found[range.end - 1].end]);
    let list: Vec<String> = elements.iter().map(cast).collect();
    Some((open.start..found[array_mark + 1].end, format!("ARRAY[{}]", list.join(", "))))
}

/// The elements between the bracket at `open` and the one that closes it, as ranges of tokens, and where that stands.
fn bracketed(found: &[Token<'_>], open: usize) -> Option<(Vec<Range<usize>>, usize)> {
    let mut elements = Vec::new();
    let mut depth = 0_usize;
    let mut start = open + 1;
    for (at, token) in found.iter().enumerate().skip(open) {
        if token.is_mark("[") || token.is_mark("(") {
            depth += 1;
        } else if token.is_mark("]") || token.is_mark(")") {
            depth = depth.checked_sub(1)?;
        }
        let is_end = depth == 0;
        if (is_end || (depth == 1 && token.is_mark(","))) && at > start {
            elements.push(start..at);
            start = at + 1;
        }
        if is_end {
            return Some((elements, at));
        }
    }
    None
}

/// `(a AND b) AND c` is `a AND b AND c`, and so with `OR`. The server prints every operation in parentheses, so that a list
/// of one of them holds no other operator.
fn flattened(text: &str, found: &[Token<'_>], at: usize) -> Option<(Range<usize>, String)> {
    if !found[at].is_mark("(") {
        return None;
    }
    let close = closing(found, at)?;
    let before = at.checked_sub(1).map(|at| &found[at]);
    let behind = found.get(close + 1);
    let is_operand = |word: &str| {
        let joins = |token: Option<&Token<'_>>| token.is_some_and(|token| token.is_word(word));
        let begins = before.is_none_or(|token| token.is_mark("(")) || joins(before);
        let ends = behind.is_none_or(|token| token.is_mark(")")) || joins(behind);
        begins && ends && (joins(before) || joins(behind))
    };
    let word = ["and", "or"].into_iter().find(|word| is_operand(word))?;
    if !is_list_of(&found[at + 1..close], word) {
        return None;
    }
    let inner = &text[found[at].end..found[close].start];
    Some((found[at].start..found[close].end, inner.trim().to_owned()))
}

/// Whether the tokens are operands with the word between them.
fn is_list_of(found: &[Token<'_>], word: &str) -> bool {
    let mut depth = 0_i32;
    let mut joined = false;
    for token in found {
        if token.is_mark("(") || token.is_mark("[") {
            depth += 1;
        } else if token.is_mark(")") || token.is_mark("]") {
            depth -= 1;
        } else if depth == 0 {
            let is_other =
                ["select", "with", "values", "and", "or", "between", "case"].iter().any(|other| token.is_word(other));
            if token.is_word(word) {
                joined = true;
            } else if is_other || token.is_mark(",") {
                return false;
            }
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, wanted: &str) {
        assert_eq!(expression(text), wanted);
        assert_eq!(expression(wanted), wanted);
    }

    #[test]
    fn the_transaction_time_has_one_name() {
        check("timezone('utc'::text, now())", "timezone('utc'::text, CURRENT_TIMESTAMP)");
        check("other.now() + 'now()'::text", "other.now() + 'now()'::text");
    }

    #[test]
    fn casts_stand_at_the_elements() {
        check(
            "(v)::text = ANY ((ARRAY['a, ['::character varying, 'b'::character varying])::text[])",
            "(v)::text = ANY (ARRAY[('a, ['::character varying)::text, ('b'::character varying)::text])",
        );
        check("x = (ARRAY[f(1, 2), 3])::numeric(10,2)[]", "x = ARRAY[(f(1, 2))::numeric(10,2), (3)::numeric(10,2)]");
        check("(ARRAY[ARRAY[1], ARRAY[2]])::bigint[]", "(ARRAY[ARRAY[1], ARRAY[2]])::bigint[]");
        check("(ARRAY[1, 2])::text", "(ARRAY[1, 2])::text");
        check("(ARRAY[]::text[])", "(ARRAY[]::text[])");
    }

    #[test]
    fn lists_of_one_operation_have_no_inner_parentheses() {
        check("((id >= 1) AND (id <= 10)) AND (a ~~ 'x'::text)", "(id >= 1) AND (id <= 10) AND (a ~~ 'x'::text)");
        check("((a OR ((b OR c) OR d)) AND e)", "((a OR b OR c OR d) AND e)");
        check("a AND (b AND (c AND d))", "a AND b AND c AND d");
        check("(a AND b) OR c", "(a AND b) OR c");
        check("f((a AND b)) AND (NOT (a AND b))", "f((a AND b)) AND (NOT (a AND b))");
        check("a AND (EXISTS ( SELECT 1 WHERE b AND c))", "a AND (EXISTS ( SELECT 1 WHERE b AND c))");
        check("CASE WHEN (a AND b) THEN c ELSE (d AND e) END", "CASE WHEN (a AND b) THEN c ELSE (d AND e) END");
    }

    #[test]
    fn a_default_of_null_is_none() {
        for null in ["NULL", "NULL::character varying", "NULL::numeric(4,2)", "NULL::\"My Notes\".\"K\"[]"] {
            assert_eq!(default(null, "text"), None, "{null}");
        }
        assert_eq!(default("NULL::text || 'a'::text", "text").as_deref(), Some("NULL::text || 'a'::text"));
    }

    #[test]
    fn zeros_that_no_value_keeps_do_not_count() {
        let check = |text: &str, data_type: &str, wanted: &str| {
            assert_eq!(default(text, data_type).as_deref(), Some(wanted), "{text} {data_type}");
        };
        check("0.00", "numeric(10,2)", "0");
        check("1.50", "numeric(10,2)", "1.5");
        check("100", "numeric(10,2)", "100");
        check("10.0", "integer", "10");
        check("'-1.50'::numeric", "numeric(10,2)", "'-1.5'::numeric");
        check("1.50", "numeric", "1.50");
        check("'1.50'::text", "text", "'1.50'::text");
        check("'-5'::integer", "integer", "'-5'::integer");
        check("'10 days'::interval", "interval", "'10 days'::interval");
    }
}
