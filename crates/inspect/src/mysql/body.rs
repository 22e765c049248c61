//! Texts of triggers, routines and events as MariaDB's catalog prints them, put back into what was written. Leaves out MySQL.
//!
//! MariaDB keeps such a text twice: as it was written, which only SHOW CREATE shows, and for its catalog with every literal
//! converted. The conversion doubles quotes and writes `\n`, `\r`, `\t`, `\0` and `\Z`, but does not double a backslash
//! (`Lex_input_stream::body_utf8_append_escape`, 10.11): `'a\\b'` is printed as `'a\b'`, which would read as another text.

use std::iter::Peekable;
use std::str::Chars;

/// Why a text is named whose backslash may be the start of an escape or itself.
pub(super) const AMBIGUOUS: &str = "the catalog prints `\\n` for a new line and for a backslash before an n (so too r, t, 0 and Z): it is taken for the first";

/// The text with its backslashes doubled again, and whether one of them may be meant otherwise. With `names_in_double` text in
/// double quotes is a name.
pub fn restored(text: &str, names_in_double: bool) -> (String, bool) {
    let mut written = String::with_capacity(text.len());
    let mut is_ambiguous = false;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        written.push(c);
        match c {
            '\'' => is_ambiguous |= literal(c, &mut rest, &mut written),
            '"' if !names_in_double => is_ambiguous |= literal(c, &mut rest, &mut written),
            '"' | '`' => through(&mut rest, &mut written, |last, _| last == c),
            '#' => through(&mut rest, &mut written, |last, _| last == '\n'),
            '-' if rest.peek() == Some(&'-') => {
                let mut ahead = rest.clone();
                ahead.next();
                if ahead.next().is_none_or(char::is_whitespace) {
                    through(&mut rest, &mut written, |last, _| last == '\n');
                }
            }
            '/' if rest.peek() == Some(&'*') => {
                written.extend(rest.next());
                through(&mut rest, &mut written, |last, before| last == '/' && before == Some('*'));
            }
            _ => {}
        }
    }
    (written, is_ambiguous)
}

/// Copies up to the character that ends a piece, which knows the one before it.
fn through(rest: &mut Peekable<Chars<'_>>, written: &mut String, ends: impl Fn(char, Option<char>) -> bool) {
    let mut before = None;
    for c in rest.by_ref() {
        written.push(c);
        if ends(c, before) {
            return;
        }
        before = Some(c);
    }
}

/// Copies a literal behind its first quote; whether it is ambiguous.
fn literal(quote: char, rest: &mut Peekable<Chars<'_>>, written: &mut String) -> bool {
    let mut is_ambiguous = false;
    while let Some(c) = rest.next() {
        written.push(c);
        if c == quote {
            match rest.next_if_eq(&quote) {
                Some(again) => written.push(again),
                None => return is_ambiguous,
            }
        } else if c == '\\' {
            match rest.peek() {
                Some('n' | 'r' | 't' | '0' | 'Z') => is_ambiguous = true,
                // Both mean the two characters.
                Some('%' | '_') => {}
                _ => written.push('\\'),
            }
        }
    }
    is_ambiguous
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(printed: &str, written: &str, is_ambiguous: bool) {
        assert_eq!(restored(printed, false), (written.to_owned(), is_ambiguous));
    }

    #[test]
    fn backslashes_in_literals_are_doubled() {
        check(r"select 'it''s', 'a\b', '\', '\''', 'u\_u\%'", r"select 'it''s', 'a\\b', '\\', '\\''', 'u\_u\%'", false);
        check(r#"select "d""q\z", 'r\rr'"#, r#"select "d""q\\z", 'r\rr'"#, true);
    }

    #[test]
    fn names_and_comments_stay() {
        check("`a\\b` -- it's \\x\n'\\x'", "`a\\b` -- it's \\x\n'\\\\x'", false);
        check("# it's \\x\n1--1 /* it's \\x */ '\\x'", "# it's \\x\n1--1 /* it's \\x */ '\\\\x'", false);
        assert_eq!(restored(r#""a\b" || 'a\b'"#, true), (r#""a\b" || 'a\\b'"#.to_owned(), false));
    }
}
