//! Expressions that PostgreSQL prints in more than one way although they mean the same: they are compared in one form and
//! kept as printed. Leaves out everything that the server itself settles.
//!
//! The server prints the tree it parsed, not the tree it would get from its own words. For some expressions these differ
//! once (`v IN ('a', 'b')` over varchar, BETWEEN within AND): what a plan built from the printed text reads back as another
//! text. Sources: `gram.y` (makeAndExpr, makeOrExpr), `parse_coerce.c` and `parse_expr.c` (transformArrayExpr).

use driftline_schema::sql::{Token, TokenKind, closing, strip_outer_parentheses, tokens};
use driftline_schema::{Engine, Sql};

/// An expression as the server printed it, compared by what it means.
pub fn expression(text: &str) -> Sql {
    let may_differ =
        text.contains("])::") || text.contains(") AND ") || text.contains(") OR ") || text.contains("now()");
    let meaning = if may_differ { settled(text) } else { None };
    match meaning {
        Some(meaning) => Sql::compared_as(Engine::Postgres, text, meaning),
        None => Sql::new(Engine::Postgres, text),
    }
}

/// A column's default; `None` for NULL, which is what a column without a default stores (with a length or precision the
/// server keeps `NULL::type`).
pub fn default(text: &str, data_type: &str) -> Option<Sql> {
    let text = strip_outer_parentheses(Engine::Postgres, text);
    let found = tokens(Engine::Postgres, text);
    if let [null, cast, ..] = found.as_slice()
        && null.is_word("null")
        && cast.is_mark("::")
        && found[2..].iter().all(is_of_type)
    {
        return None;
    }
    if data_type != "numeric"
        && is_numeric(data_type)
        && let Some(number) = number(&found)
    {
        return Some(Sql::compared_as(Engine::Postgres, text, number));
    }
    Some(expression(text))
}

/// Types of numbers. `numeric` without a scale keeps the scale it is given, the others store the value alone.
fn is_numeric(data_type: &str) -> bool {
    ["smallint", "integer", "bigint", "real", "double precision"].contains(&data_type)
        || data_type == "numeric"
        || data_type.starts_with("numeric(") && data_type.ends_with(')')
}

fn is_of_type(token: &Token<'_>) -> bool {
    matches!(token.kind, TokenKind::Word | TokenKind::QuotedName | TokenKind::Number)
        || ["(", ")", "[", "]", ",", "."].iter().any(|mark| token.is_mark(mark))
}

/// A decimal number without the zeros behind its last digit; `None` for anything else.
fn number(found: &[Token<'_>]) -> Option<String> {
    let text = match found {
        [number] if number.kind == TokenKind::Number => number.text.to_owned(),
        [minus, number] if minus.is_mark("-") && number.kind == TokenKind::Number => format!("-{}", number.text),
        // A negative constant is printed so.
        [text, cast, kind @ ..] if cast.is_mark("::") && is_numeric(&joined(kind)) => text.name()?,
        _ => return None,
    };
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |digits| ("-", digits));
    let is_decimal =
        digits.bytes().any(|b| b.is_ascii_digit()) && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let fraction = fraction.trim_end_matches('0');
    let dot = if fraction.is_empty() { "" } else { "." };
    is_decimal.then(|| format!("{sign}{}{dot}{fraction}", if whole.is_empty() { "0" } else { whole }))
}

fn joined(words: &[Token<'_>]) -> String {
    words.iter().map(|word| word.text).collect::<Vec<_>>().join(" ")
}

/// The one form, where it is another than the text.
fn settled(text: &str) -> Option<String> {
    let mut text = text.to_owned();
    let mut changed = false;
    while let Some(next) = step(&text) {
        text = next;
        changed = true;
    }
    changed.then_some(text)
}

/// One rewriting, each of which makes the text smaller in the number of what can still be rewritten.
fn step(text: &str) -> Option<String> {
    let found = tokens(Engine::Postgres, text);
    (0..found.len()).find_map(|at| {
        transaction_time(text, &found, at)
            .or_else(|| chain(text, &found, at))
            .or_else(|| cast_of_an_array(text, &found, at))
    })
}

/// `now()` is CURRENT_TIMESTAMP (manual 9.9.5).
fn transaction_time(text: &str, found: &[Token<'_>], at: usize) -> Option<String> {
    let [call, open, close] = found.get(at..at + 3)? else { return None };
    let qualified = at > 0 && found[at - 1].is_mark(".");
    let is_call = call.is_word("now") && open.is_mark("(") && close.is_mark(")") && !qualified;
    is_call.then(|| format!("{}CURRENT_TIMESTAMP{}", &text[..call.start], &text[close.end..]))
}

/// `(a AND b) AND c` is parsed as `a AND b AND c`; a group that is not the first one stays a group.
fn chain(text: &str, found: &[Token<'_>], open: usize) -> Option<String> {
    if !found[open].is_mark("(") || !(open == 0 || found[open - 1].is_mark("(")) {
        return None;
    }
    let close = closing(found, open)?;
    let word = found.get(close + 1)?;
    let (same, other) = if word.is_word("and") {
        ("and", "or")
    } else if word.is_word("or") {
        ("or", "and")
    } else {
        return None;
    };
    let inside = top_level(found, open + 1, close);
    let is_chain = inside.iter().any(|token| token.is_word(same))
        && !inside.iter().any(|token| token.is_word(other) || token.is_word("case") || token.is_word("between"));
    // `f((a AND b) AND c, d)`: a function's arguments are no chain, but its first one is.
    is_chain.then(|| {
        let (open, close) = (&found[open], &found[close]);
        format!("{}{}{}", &text[..open.start], &text[open.end..close.start], &text[close.end..])
    })
}

/// Tokens between two places that stand in no further parentheses or brackets.
fn top_level<'t, 's>(found: &'t [Token<'s>], from: usize, to: usize) -> Vec<&'t Token<'s>> {
    let mut depth = 0_i32;
    let mut kept = Vec::new();
    for token in &found[from..to] {
        if token.is_mark("(") || token.is_mark("[") {
            depth += 1;
        } else if token.is_mark(")") || token.is_mark("]") {
            depth -= 1;
        } else if depth == 0 {
            kept.push(token);
        }
    }
    kept
}

/// `(ARRAY[a, b])::text[]` is parsed as `ARRAY[(a)::text, (b)::text]`.
fn cast_of_an_array(text: &str, found: &[Token<'_>], open: usize) -> Option<String> {
    if !found[open].is_mark("(") || !found.get(open + 1)?.is_word("array") || !found.get(open + 2)?.is_mark("[") {
        return None;
    }
    let close = closing(found, open)?;
    if !found[close - 1].is_mark("]") || !found.get(close + 1)?.is_mark("::") {
        return None;
    }
    let (element, end) = element_type(text, found, close + 2)?;
    let mut items = String::new();
    let mut depth = 0_i32;
    let mut start = found[open + 2].end;
    for token in &found[open + 3..close] {
        let ends = depth == 0 && (token.is_mark(",") || token.is_mark("]"));
        if ends {
            let item = text[start..token.start].trim();
            items.push_str(&format!("{}({item})::{element}", if items.is_empty() { "" } else { ", " }));
            start = token.end;
        }
        if token.is_mark("(") || token.is_mark("[") {
            depth += 1;
        } else if token.is_mark(")") || token.is_mark("]") {
            depth -= 1;
        }
    }
    Some(format!("{}ARRAY[{items}]{}", &text[..found[open].start], &text[end..]))
}

/// The element type of `type[]` at a place, and where the type ends in the text.
fn element_type<'t>(text: &'t str, found: &[Token<'_>], at: usize) -> Option<(&'t str, usize)> {
    let bracket = (at..found.len()).find(|place| !is_of_type(&found[*place]) || found[*place].is_mark("["))?;
    let closes = found.get(bracket + 1)?;
    let is_array = bracket > at && found[bracket].is_mark("[") && closes.is_mark("]");
    is_array.then(|| (text[found[at].start..found[bracket].start].trim(), closes.end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_server_prints_once_equals_what_it_prints_for_ever() {
        for (once, settled) in [
            (
                "((v)::text = ANY ((ARRAY['a'::character varying, 'b,]'::character varying])::text[]))",
                "((v)::text = ANY (ARRAY[('a'::character varying)::text, ('b,]'::character varying)::text]))",
            ),
            ("(((id >= 1) AND (id <= 10)) AND (a ~~ 'x%'::text))", "((id >= 1) AND (id <= 10) AND (a ~~ 'x%'::text))"),
            ("(((a < 1) OR (a > 2)) OR (b IS NULL))", "((a < 1) OR (a > 2) OR (b IS NULL))"),
            ("(now() + '1 day'::interval)", "(CURRENT_TIMESTAMP + '1 day'::interval)"),
        ] {
            assert_eq!(expression(once), expression(settled), "{once}");
        }
    }

    #[test]
    fn what_differs_stays_different() {
        for (one, two) in [
            ("((a AND b) OR c)", "(a AND (b OR c))"),
            ("(c AND (a AND b))", "(c AND a AND b)"),
            ("(ARRAY['a'::text])::character varying[]", "(ARRAY['a'::text])::text[]"),
            ("'now()'::text", "CURRENT_TIMESTAMP"),
            ("mine.now()", "CURRENT_TIMESTAMP"),
        ] {
            assert_ne!(expression(one), expression(two), "{one}");
        }
    }

    #[test]
    fn a_default_is_compared_by_what_is_stored() {
        assert_eq!(default("0.00", "numeric(10,2)"), default("0", "numeric(10,2)"));
        assert_eq!(default("'-1.50'::numeric", "numeric(10,2)"), default("(-1.5)", "numeric(10,2)"));
        assert_eq!(default("(-1.50)", "numeric(10,2)"), default("(-1.5)", "numeric(10,2)"));
        assert_ne!(default("1.50", "numeric"), default("1.5", "numeric"));
        assert_eq!(default("'-42'::integer", "bigint"), default("(-42)", "bigint"));
        assert_ne!(default("10", "integer"), default("1", "integer"));
        assert_eq!(default("NULL::character varying", "character varying(10)"), None);
        assert_eq!(default("NULL::numeric(4,2)", "numeric(4,2)"), None);
        assert!(default("'NULL'::text", "text").is_some());
    }
}
