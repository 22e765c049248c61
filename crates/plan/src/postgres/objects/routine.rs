//! Functions, procedures and aggregates that are replaced where they stand. Leaves out those that are made anew.
//!
//! `CREATE OR REPLACE` keeps a routine's identity, and what leans on it, as long as the types of the arguments and of the result
//! stay, names of arguments are only added, and no default of an argument goes (manual, CREATE FUNCTION, "Notes";
//! `ProcedureCreate`, pg_proc.c).

use driftline_schema::sql::{Token, closing, tokens};
use driftline_schema::{Object, ObjectKind};

use super::super::ENGINE;

/// The statement that replaces one with the other, if the engine takes it.
pub(super) fn replace(from: &Object, to: &Object) -> Option<String> {
    let text = to.definition.text();
    let replaced = || text.replacen("CREATE ", "CREATE OR REPLACE ", 1);
    let fits = match to.id.kind {
        ObjectKind::Aggregate => aggregate_fits(from.definition.text(), text),
        _ => fits(from.definition.text(), text),
    };
    fits.then(replaced)
}

fn fits(from: &str, to: &str) -> bool {
    let (old, new) = (tokens(ENGINE, from), tokens(ENGINE, to));
    let (Some(old), Some(new)) = (Head::read(&old), Head::read(&new)) else { return false };
    let same_arguments = old.arguments.len() == new.arguments.len()
        && old.arguments.iter().zip(&new.arguments).all(|(old, new)| {
            let stays = old.words == new.words;
            let gets_a_name =
                new.words.len() == old.words.len() + 1 && new.words.get(1..) == Some(old.words.as_slice());
            (stays || gets_a_name) && (new.has_default || !old.has_default)
        });
    same_arguments && old.result == new.result && old.is_window == new.is_window
}

/// What decides whether a routine can be replaced.
struct Head<'a> {
    arguments: Vec<Argument<'a>>,
    result: Vec<&'a str>,
    is_window: bool,
}

struct Argument<'a> {
    /// Mode, name and type.
    words: Vec<&'a str>,
    has_default: bool,
}

impl<'a> Head<'a> {
    fn read(found: &[Token<'a>]) -> Option<Self> {
        let open = found.iter().position(|token| token.is_mark("("))?;
        let close = closing(found, open)?;
        let arguments = split(&found[open + 1..close]).into_iter().map(|part| {
            let default = part.iter().position(|token| token.is_word("default"));
            Argument {
                words: part[..default.unwrap_or(part.len())].iter().map(|token| token.text).collect(),
                has_default: default.is_some(),
            }
        });
        let rest = &found[close + 1..];
        let language = rest.iter().position(|token| token.is_word("language")).unwrap_or(rest.len());
        let body = rest.iter().position(|token| token.is_word("as") || token.is_word("begin")).unwrap_or(rest.len());
        Some(Self {
            arguments: arguments.collect(),
            result: rest[..language].iter().map(|token| token.text).collect(),
            is_window: rest[..body].iter().any(|token| token.is_word("window")),
        })
    }
}

/// The parts between commas that stand in no parentheses or brackets.
pub(super) fn split<'t, 'a>(found: &'t [Token<'a>]) -> Vec<&'t [Token<'a>]> {
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0_i32, 0);
    for (place, token) in found.iter().enumerate() {
        if token.is_mark("(") || token.is_mark("[") {
            depth += 1;
        } else if token.is_mark(")") || token.is_mark("]") {
            depth -= 1;
        } else if depth == 0 && token.is_mark(",") {
            parts.push(&found[start..place]);
            start = place + 1;
        }
    }
    if start < found.len() {
        parts.push(&found[start..]);
    }
    parts
}

/// An aggregate's result type is that of its final function, or of its state.
fn aggregate_fits(from: &str, to: &str) -> bool {
    const RESULT: [&str; 4] = ["STYPE", "FINALFUNC", "FINALFUNC_EXTRA", "HYPOTHETICAL"];
    let result = |text: &str| -> Option<Vec<String>> {
        let found = tokens(ENGINE, text);
        let open = found.iter().position(|token| token.is_mark("("))?;
        let options = closing(&found, open)? + 1;
        let end = closing(&found, options)?;
        let mut kept: Vec<String> = (split(&found[options + 1..end]).into_iter())
            .filter(|part| part.first().is_some_and(|word| RESULT.iter().any(|name| word.is_word(name))))
            .map(|part| part.iter().map(|token| token.text).collect::<Vec<_>>().join(" "))
            .collect();
        kept.push(found[open..options].iter().map(|token| token.text).collect::<Vec<_>>().join(" "));
        Some(kept)
    };
    let (old, new) = (result(from), result(to));
    old.is_some() && old == new
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(from: &str, to: &str, expected: bool) {
        let define = |rest: &str| format!("CREATE FUNCTION f{rest}\n LANGUAGE sql\nAS $function$x$function$");
        assert_eq!(fits(&define(from), &define(to)), expected, "{from} -> {to}");
    }

    #[test]
    fn arguments_and_result_decide() {
        check("(a integer)\n RETURNS integer", "(a integer)\n RETURNS integer", true);
        check("(integer)\n RETURNS integer", "(a integer)\n RETURNS integer", true);
        check("(a integer)\n RETURNS integer", "(b integer)\n RETURNS integer", false);
        check("(a integer)\n RETURNS integer", "(a integer DEFAULT f(1, 2))\n RETURNS integer", true);
        check("(a integer DEFAULT 1)\n RETURNS integer", "(a integer)\n RETURNS integer", false);
        check("(a integer)\n RETURNS integer", "(a integer)\n RETURNS SETOF integer", false);
        check("(OUT a integer, OUT b text)\n RETURNS record", "(OUT a integer, OUT c text)\n RETURNS record", false);
        check("()\n RETURNS TABLE(a integer)", "()\n RETURNS TABLE(b integer)", false);
    }
}
