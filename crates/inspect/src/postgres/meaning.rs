//! Expressions that PostgreSQL prints in more than one way although they mean the same: they are compared in one form and
//! kept as printed. Leaves out everything that the server itself settles.
//!
//! The server prints the tree it parsed, not the tree it would get from its own words. For some expressions these differ
//! once (`v IN ('a', 'b')` over varchar, BETWEEN within AND): what a plan built from the printed text reads back as another
//! text. Sources: `gram.y` (makeAndExpr, makeOrExpr), `parse_coerce.c` and `parse_expr.c` (transformArrayExpr).

use driftline_schema::sql::{Token, TokenKind, is_balanced, strip_outer_parentheses, tokens};
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
    let mut settled = once(text)?;
    // `((ARRAY[a])::t[])::u[]` takes a walk for each cast.
    while let Some(next) = once(&settled) {
        settled = next;
    }
    Some(settled)
}

/// A change of the text: what stands in `from..to` becomes another text.
struct Edit {
    from: usize,
    to: usize,
    with: String,
}

/// Every rewriting that the text shows, in one walk; none of them leaves anything behind that it would do again.
fn once(text: &str) -> Option<String> {
    let found = tokens(Engine::Postgres, text);
    let groups = Groups::of(&found);
    let mut edits = Vec::new();
    for at in 0..found.len() {
        edits.extend(transaction_time(&found, at));
        if let Some(close) = chain(&found, &groups, at) {
            let gone = |at: usize| Edit { from: found[at].start, to: found[at].end, with: String::new() };
            edits.extend([gone(at), gone(close)]);
        }
        edits.extend(cast_of_an_array(text, &found, &groups, at).into_iter().flatten());
    }
    if edits.is_empty() {
        return None;
    }
    // Insertions at one place keep their order: what opens later opens inside.
    edits.sort_by_key(|edit| (edit.from, edit.to));
    let mut settled = String::with_capacity(text.len());
    let mut copied = 0;
    for edit in edits {
        settled.push_str(text.get(copied..edit.from).unwrap_or_default());
        settled.push_str(&edit.with);
        copied = copied.max(edit.to);
    }
    settled.push_str(text.get(copied..).unwrap_or_default());
    Some(settled)
}

/// The brackets of a text: where each closes, and which words stand in it and in no further one.
struct Groups {
    close: Vec<Option<usize>>,
    words: Vec<Words>,
    /// The bracket around each token.
    around: Vec<Option<usize>>,
}

#[derive(Clone, Copy, Default)]
struct Words {
    and: bool,
    or: bool,
    /// CASE or BETWEEN, which have an AND or an OR of their own inside.
    other: bool,
}

impl Groups {
    fn of(found: &[Token<'_>]) -> Self {
        let (mut close, mut words) = (vec![None; found.len()], vec![Words::default(); found.len()]);
        let mut around = vec![None; found.len()];
        let mut open: Vec<usize> = Vec::new();
        for (at, token) in found.iter().enumerate() {
            around[at] = open.last().copied();
            if token.is_mark("(") || token.is_mark("[") {
                open.push(at);
            } else if token.is_mark(")") || token.is_mark("]") {
                if let Some(begun) = open.pop() {
                    let is_pair = found[begun].is_mark("(") == token.is_mark(")");
                    close[begun] = is_pair.then_some(at);
                }
            } else if let Some(words) = open.last().and_then(|begun| words.get_mut(*begun)) {
                words.and |= token.is_word("and");
                words.or |= token.is_word("or");
                words.other |= token.is_word("case") || token.is_word("between");
            }
        }
        Self { close, words, around }
    }
}

/// `now()` is CURRENT_TIMESTAMP (manual 9.9.5).
fn transaction_time(found: &[Token<'_>], at: usize) -> Option<Edit> {
    let [call, open, close] = found.get(at..at + 3)? else { return None };
    let qualified = at > 0 && found[at - 1].is_mark(".");
    let is_call = call.is_word("now") && open.is_mark("(") && close.is_mark(")") && !qualified;
    is_call.then(|| Edit { from: call.start, to: close.end, with: " CURRENT_TIMESTAMP ".to_owned() })
}

/// `(a AND b) AND c` is parsed as `a AND b AND c`; a group that is not the first one stays a group. Where the group that goes
/// closes.
fn chain(found: &[Token<'_>], groups: &Groups, open: usize) -> Option<usize> {
    if !found[open].is_mark("(") || !(open == 0 || found[open - 1].is_mark("(")) {
        return None;
    }
    let close = groups.close[open]?;
    let word = found.get(close + 1)?;
    let inside = groups.words[open];
    let is_chain = word.is_word("and") && inside.and && !inside.or || word.is_word("or") && inside.or && !inside.and;
    // `f((a AND b) AND c, d)`: a function's arguments are no chain, but its first one is.
    (is_chain && !inside.other).then_some(close)
}

/// `(ARRAY[a, b])::text[]` is parsed as `ARRAY[(a)::text, (b)::text]`.
fn cast_of_an_array(text: &str, found: &[Token<'_>], groups: &Groups, open: usize) -> Option<Vec<Edit>> {
    if !found[open].is_mark("(") || !found.get(open + 1)?.is_word("array") || !found.get(open + 2)?.is_mark("[") {
        return None;
    }
    let close = groups.close[open]?;
    let bracket = groups.close[open + 2]?;
    if bracket + 1 != close || bracket == open + 3 || !found.get(close + 1)?.is_mark("::") {
        return None;
    }
    let (element, end) = element_type(text, found, close + 2)?;
    let mut edits = vec![Edit { from: found[open].start, to: found[open].end, with: String::new() }];
    let mut start = open + 3;
    for at in open + 3..=bracket {
        let ends = at == bracket || found[at].is_mark(",") && groups.around[at] == Some(open + 2);
        if ends && at > start {
            let (from, to) = (found[start].start, found[at - 1].end);
            edits.push(Edit { from, to: from, with: "(".to_owned() });
            edits.push(Edit { from: to, to, with: format!(")::{element}") });
            start = at + 1;
        }
    }
    edits.push(Edit { from: found[close].start, to: end, with: String::new() });
    Some(edits)
}

/// The element type of `type[]` at a place, and where the type ends in the text.
fn element_type<'t>(text: &'t str, found: &[Token<'_>], at: usize) -> Option<(&'t str, usize)> {
    let bracket = (at..found.len()).find(|place| !is_of_type(&found[*place]) || found[*place].is_mark("["))?;
    let closes = found.get(bracket + 1)?;
    let is_array = bracket > at && found[bracket].is_mark("[") && closes.is_mark("]");
    let name = text.get(found.get(at)?.start..found[bracket].start)?.trim();
    (is_array && is_balanced(Engine::Postgres, name)).then_some((name, closes.end))
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
