//! Which namespaces are read, what they are reported as, and texts with the reported names in them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use driftline_schema::sql::{Token, TokenKind, tokens};
use driftline_schema::{Engine, ObjectName, Sql};
use sea_orm::DbErr;

use super::{Rows, meaning};
use crate::scratch::PREFIX;
use crate::{Others, Scope};

/// The default namespace where the search path names none that exists.
const FALLBACK: &str = "public";

/// The namespaces of a scope.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// Those that are read: identifier to reported name, `None` for the default one.
    read: BTreeMap<i64, Option<String>>,
    /// Names that texts are changed in: physical name to the reported one as the server quotes it.
    printed: BTreeMap<String, Option<String>>,
    /// Names of namespaces that are not read but may be referred to.
    reported: BTreeMap<String, Option<String>>,
    /// Comments by identifier.
    comments: BTreeMap<i64, String>,
}

/// The namespaces of the database. There is always a row, for the version in it.
pub(super) fn query(scope: &Scope) -> String {
    let literal = |text: &str| Engine::Postgres.literal(text);
    let mut pairs = vec!["(NULL::text, NULL::text)".to_owned()];
    if let Others::Only(others) = &scope.others {
        pairs.extend(others.iter().map(|(used, reported)| format!("({}, {})", literal(used), literal(reported))));
    }
    format!(
        "SELECT here.version, here.default_namespace, n.oid::int8, n.nspname::text, quote_ident(m.reported), \
            n.oid IN (SELECT objid FROM pg_catalog.pg_depend WHERE refclassid = 'pg_catalog.pg_extension'::regclass \
                AND classid = 'pg_catalog.pg_namespace'::regclass AND deptype = 'e'), \
            pg_catalog.obj_description(n.oid, 'pg_namespace') \
        FROM (SELECT pg_catalog.current_setting('server_version_num')::int4 AS version, \
                current_schema()::text AS default_namespace) AS here \
        LEFT JOIN pg_catalog.pg_namespace n ON n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'driftline_archive') \
        LEFT JOIN (VALUES {}) AS m (used, reported) ON m.used = n.nspname \
        ORDER BY n.nspname",
        pairs.join(", ")
    )
}

impl Names {
    /// Reads the answer to [`query`]; also gives the server's version number.
    pub(super) fn read(rows: &Rows, scope: &Scope, also_default: Option<&str>) -> Result<(Self, u32), DbErr> {
        let mut names = Self::default();
        let mut version = 0;
        for mut fields in rows.each() {
            version = fields.number()?;
            let current = fields.text_if_any()?;
            let Some(oid) = fields.oid_if_any()? else { continue };
            let name = fields.own_text()?;
            let quoted = fields.own_text_if_any()?;
            let of_extension = fields.flag()?;
            if let Some(comment) = fields.own_text_if_any()? {
                names.comments.insert(oid, comment);
            }
            let default = scope.default.as_deref().or(current).unwrap_or(FALLBACK);
            if name == default {
                names.add(oid, &name, None, None);
            } else if also_default == Some(name.as_str()) {
                names.printed.insert(name.clone(), None);
                names.reported.insert(name, None);
            } else if let Others::Only(others) = &scope.others {
                if let Some(reported) = others.get(&name) {
                    names.add(oid, &name, Some(reported.clone()), quoted);
                }
            } else if !of_extension && !name.starts_with(PREFIX) {
                names.read.insert(oid, Some(name));
            }
        }
        Ok((names, u32::try_from(version).unwrap_or(0)))
    }

    pub(crate) fn add(&mut self, oid: i64, name: &str, reported: Option<String>, quoted: Option<String>) {
        self.printed.insert(name.to_owned(), quoted);
        self.reported.insert(name.to_owned(), reported.clone());
        self.read.insert(oid, reported);
    }

    /// Whether there is no namespace to read.
    pub(super) fn is_empty(&self) -> bool {
        self.read.is_empty()
    }

    /// The identifiers of the namespaces that are read, for `IN (…)`.
    pub(super) fn list(&self) -> String {
        let oids: Vec<String> = self.read.keys().map(i64::to_string).collect();
        oids.join(", ")
    }

    /// Reported names of all but the default namespace.
    pub(super) fn others(&self) -> impl Iterator<Item = &String> {
        self.read.values().flatten()
    }

    /// Comments of namespaces that are read, by reported name.
    pub(super) fn comments(&self) -> impl Iterator<Item = (String, String)> {
        let named = |(oid, comment): (&i64, &String)| Some((self.read.get(oid)?.clone()?, comment.clone()));
        self.comments.iter().filter_map(named)
    }

    /// The name of an object in a namespace that is read.
    pub(super) fn object(&self, namespace: i64, name: String) -> ObjectName {
        ObjectName { namespace: self.read.get(&namespace).cloned().flatten(), name }
    }

    /// The name of an object that may stand in any namespace, given that namespace's physical name.
    pub(super) fn referred(&self, namespace: String, name: String) -> ObjectName {
        let namespace = self.reported.get(&namespace).cloned().unwrap_or(Some(namespace));
        ObjectName { namespace, name }
    }

    /// A text as the server printed it, under reported names.
    pub(super) fn sql(&self, text: &str) -> Sql {
        meaning::expression(&self.text(text))
    }

    /// The text with the default namespace's qualifier taken off and other namespaces under their reported names. Only
    /// qualifiers change: names of columns and functions that read alike do not, and of the text literals only those that
    /// are cast to a `reg…` type, which hold a name.
    pub(crate) fn text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if !text.contains('.') || !self.printed.keys().any(|name| text.contains(&name.replace('"', "\"\""))) {
            return Cow::Borrowed(text);
        }
        let found = tokens(Engine::Postgres, text);
        let mut changed = String::with_capacity(text.len());
        let mut copied = 0;
        for (at, token) in found.iter().enumerate() {
            if is_name_literal(&found, at) {
                changed.push_str(&text[copied..token.start]);
                let inner = token.text[1..token.text.len() - 1].replace("''", "'");
                changed.push_str(&format!("'{}'", self.text(&inner).replace('\'', "''")));
                copied = token.end;
            } else if is_qualifier(&found, at)
                && let Some(reported) = token.name().and_then(|name| self.printed.get(&name))
            {
                changed.push_str(&text[copied..token.start]);
                match reported {
                    Some(quoted) => {
                        if changed.ends_with('"') {
                            changed.push(' ');
                        }
                        changed.push_str(quoted);
                        copied = token.end;
                    }
                    None => {
                        copied = found[at + 1].end;
                        // Two words or two quotes that touch would be one.
                        if changed.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '"' | '_' | '$')) {
                            changed.push(' ');
                        }
                    }
                }
            }
        }
        changed.push_str(&text[copied..]);
        Cow::Owned(changed)
    }
}

/// `namespace.name`, or `OPERATOR(namespace.+)`; not the middle of `a.b.c`.
fn is_qualifier(found: &[Token<'_>], at: usize) -> bool {
    let is_name = |token: &Token<'_>| matches!(token.kind, TokenKind::Word | TokenKind::QuotedName);
    let (Some(dot), Some(next)) = (found.get(at + 1), found.get(at + 2)) else { return false };
    let before = |back: usize| at.checked_sub(back).and_then(|at| found.get(at));
    let in_operator = before(1).is_some_and(|t| t.is_mark("(")) && before(2).is_some_and(|t| t.is_word("operator"));
    is_name(&found[at])
        && dot.is_mark(".")
        && !before(1).is_some_and(|token| token.is_mark("."))
        && (is_name(next) || (in_operator && next.kind == TokenKind::Mark))
}

/// `'…'::regclass` and its likes (manual 8.19).
fn is_name_literal(found: &[Token<'_>], at: usize) -> bool {
    found[at].kind == TokenKind::Text
        && found[at].text.len() >= 2
        && found[at].text.starts_with('\'')
        && found.get(at + 1).is_some_and(|token| token.is_mark("::"))
        && found.get(at + 2).is_some_and(|token| token.kind == TokenKind::Word && token.text.starts_with("reg"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        let mut names = Names::default();
        names.add(1, "public", None, None);
        names.add(2, "scratch_1", Some("Other".into()), Some("\"Other\"".into()));
        names
    }

    #[track_caller]
    fn check(text: &str, wanted: &str) {
        assert_eq!(names().text(text), wanted);
    }

    #[test]
    fn only_qualifiers_are_taken_off() {
        check("'a'::public.mood", "'a'::mood");
        check("public.f(public, x.public) = 'public.f'::text", "f(public, x.public) = 'public.f'::text");
        check("scratch_1.f(a.scratch_1.b)", "\"Other\".f(a.scratch_1.b)");
        check("\"public\".\"A b\"[]", "\"A b\"[]");
        check("a OPERATOR(public.@@) b", "a OPERATOR(@@) b");
        check("public.* + 1.5", "public.* + 1.5");
    }

    #[test]
    fn names_in_literals_are_changed_where_the_cast_says_so() {
        check("nextval('public.it''s'::regclass)", "nextval('it''s'::regclass)");
        check("nextval('scratch_1.x'::regclass)", "nextval('\"Other\".x'::regclass)");
        check("'public.x'::character varying || 'public.'", "'public.x'::character varying || 'public.'");
    }
}
