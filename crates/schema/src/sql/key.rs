//! The form of a text that is compared. It is a text of the same engine: names are found and renamed in it too.

use super::keyword::is_reserved;
use super::{Token, TokenKind};
use crate::Engine;

/// The tokens with single spaces, bare words in one letter case, names without the quotes they do not need.
pub(super) fn of(engine: Engine, tokens: &[Token<'_>]) -> String {
    let mut key = String::new();
    let mut at = 0;
    while at < tokens.len() {
        if !key.is_empty() {
            key.push(' ');
        }
        let token = &tokens[at];
        let length = if engine == Engine::Postgres { operator_length(&tokens[at..]) } else { 1 };
        if length > 1 {
            key.extend(tokens[at..at + length].iter().map(|mark| mark.text));
            at += length;
            continue;
        }
        match token.kind {
            TokenKind::Word => key.push_str(&engine.folded(token.text)),
            TokenKind::QuotedName if engine == Engine::MySql && token.text.starts_with('"') => key.push_str(token.text),
            TokenKind::QuotedName => {
                let name = token.name().unwrap_or_default();
                let name = if engine == Engine::Postgres { name } else { engine.folded(&name) };
                if stands_bare(engine, &name) {
                    key.push_str(&name);
                } else {
                    key.push_str(&engine.quote(&name));
                }
            }
            TokenKind::Mark if token.text == "==" && engine == Engine::Sqlite => key.push('='),
            TokenKind::Mark if token.text == "!=" => key.push_str("<>"),
            _ => key.push_str(token.text),
        }
        at += 1;
    }
    key
}

/// Whether a name means the same with and without quotes.
fn stands_bare(engine: Engine, name: &str) -> bool {
    let stands = |(i, b): (usize, u8)| {
        b == b'_' || b.is_ascii_alphabetic() || b >= 0x80 || (i > 0 && (b.is_ascii_digit() || b == b'$'))
    };
    let is_word = name.bytes().enumerate().all(stands);
    is_word && !name.is_empty() && engine.folded(name) == name && !is_reserved(engine, name)
}

/// How many marks at the start are one operator of PostgreSQL: `a <@ b` is not `a < @ b`. One that ends in `+` or `-` needs a
/// character in it that no operator of standard SQL has (manual 4.1.3).
fn operator_length(tokens: &[Token<'_>]) -> usize {
    let is_operator = |token: &Token<'_>| {
        token.kind == TokenKind::Mark && token.text.bytes().all(|b| b"+-*/<>=~!@#%^&|`?".contains(&b))
    };
    let touches = |at: usize| at == 0 || tokens[at - 1].end == tokens[at].start;
    let mut length = tokens.iter().enumerate().take_while(|(at, token)| is_operator(token) && touches(*at)).count();
    let is_special = |token: &Token<'_>| token.text.bytes().any(|b| b"~!@#%^&|`?".contains(&b));
    while length > 1 && tokens[length - 1].text.ends_with(['+', '-']) && !tokens[..length - 1].iter().any(is_special) {
        length -= 1;
    }
    length
}

#[cfg(test)]
mod tests {
    use crate::{Engine, Sql};

    fn key(engine: Engine, text: &str) -> String {
        Sql::new(engine, text).key().to_owned()
    }

    #[test]
    fn operators_of_postgres_are_whole() {
        for (one, other) in [("a <@ b", "a < @ b"), ("a @-b", "a @ -b"), ("a ?| b", "a ? | b")] {
            assert_ne!(key(Engine::Postgres, one), key(Engine::Postgres, other), "{one}");
        }
        for (one, other) in [("a=-1", "a = - 1"), ("a*-1", "a * -1"), ("a->>-1", "a ->> - 1"), ("a != b", "a<>b")] {
            assert_eq!(key(Engine::Postgres, one), key(Engine::Postgres, other), "{one}");
        }
    }

    #[test]
    fn a_keyword_in_quotes_is_a_name() {
        for (engine, name, word) in [
            (Engine::Postgres, "\"user\"", "user"),
            (Engine::Postgres, "\"localtime\"", "localtime"),
            (Engine::Sqlite, "\"true\"", "true"),
            (Engine::MySql, "`utc_date`", "utc_date"),
        ] {
            assert_ne!(key(engine, name), key(engine, word), "{name}");
        }
        assert_eq!(key(Engine::Sqlite, "\"name\" = [größe]"), key(Engine::Sqlite, "Name = größe"));
    }

    #[test]
    fn letter_case_counts_where_the_engine_says_so() {
        assert_ne!(key(Engine::Sqlite, "É"), key(Engine::Sqlite, "é"));
        assert_ne!(key(Engine::Postgres, "É"), key(Engine::Postgres, "é"));
        assert_eq!(key(Engine::MySql, "É"), key(Engine::MySql, "`é`"));
    }

    #[test]
    fn a_name_of_mariadb_is_no_text() {
        assert_ne!(key(Engine::MySql, "`a b`"), key(Engine::MySql, "\"a b\""));
        assert_eq!(key(Engine::MySql, "`A b`"), "`a b`");
    }
}
