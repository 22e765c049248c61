//! A domain's statement taken apart, and the statements that turn one into another. Leaves out another base type, which makes the
//! domain anew (`remade`).
//!
//! The statement is the reader's: `CREATE DOMAIN d AS type COLLATE c DEFAULT x NOT NULL CONSTRAINT k CHECK (…) NOT VALID`.

use driftline_schema::sql::{Token, tokens};
use driftline_schema::{Object, Sql};

use super::super::ENGINE;
use super::super::print::{name, quote};

/// A domain in its parts, as texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Domain {
    /// `CREATE DOMAIN d AS`.
    head: String,
    /// The base type with its collation.
    pub(super) base: String,
    pub(super) default: Option<String>,
    not_null: bool,
    pub(super) checks: Vec<DomainCheck>,
}

/// A check of a domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DomainCheck {
    name: String,
    /// `CHECK (…)`.
    pub(super) text: String,
    validated: bool,
}

impl Domain {
    pub(super) fn read(definition: &str) -> Option<Self> {
        let found = tokens(ENGINE, definition);
        let text = |from: usize, to: usize| -> String {
            match (found.get(from), to.checked_sub(1).and_then(|last| found.get(last))) {
                (Some(first), Some(last)) if from < to => definition[first.start..last.end].to_owned(),
                _ => String::new(),
            }
        };
        let open: Vec<usize> = outside(&found);
        let find = |from: usize, word: &str| open.iter().copied().find(|at| *at >= from && found[*at].is_word(word));
        let begin = find(0, "as")? + 1;
        let constraints: Vec<usize> =
            open.iter().copied().filter(|at| *at > begin && found[*at].is_word("constraint")).collect();
        let end = constraints.first().copied().unwrap_or(found.len());
        let ends_not_null = end >= begin + 2 && found[end - 2].is_word("not") && found[end - 1].is_word("null");
        let rest = if ends_not_null { end - 2 } else { end };
        let default = find(begin, "default").filter(|at| *at < rest);
        let mut checks = Vec::new();
        for (place, at) in constraints.iter().enumerate() {
            let next = constraints.get(place + 1).copied().unwrap_or(found.len());
            let not_valid = next >= 2 && found[next - 2].is_word("not") && found[next - 1].is_word("valid");
            checks.push(DomainCheck {
                name: found.get(at + 1)?.name()?,
                text: text(at + 2, if not_valid { next - 2 } else { next }),
                validated: !not_valid,
            });
        }
        Some(Self {
            head: text(0, begin),
            base: text(begin, default.unwrap_or(rest)),
            default: default.map(|at| text(at + 1, rest)),
            not_null: ends_not_null,
            checks,
        })
    }

    /// The base type alone.
    pub(super) fn base_type(&self) -> String {
        let found = tokens(ENGINE, &self.base);
        match found.iter().position(|token| token.is_word("collate")) {
            Some(at) if at > 0 => self.base[..found[at - 1].end].to_owned(),
            _ => self.base.clone(),
        }
    }

    /// The statement that makes it. A check that is not valid is added afterwards: `CREATE DOMAIN` has no word for it.
    pub(super) fn create(&self, domain: &str) -> Vec<String> {
        let mut statements = vec![self.text(|check| check.validated)];
        statements.extend(self.checks.iter().filter(|check| !check.validated).map(|check| add(domain, check)));
        statements
    }

    fn text(&self, keep: impl Fn(&DomainCheck) -> bool) -> String {
        let mut text = format!("{} {}", self.head, self.base);
        text.extend(self.default.iter().map(|value| format!(" DEFAULT {value}")));
        text.push_str(if self.not_null { " NOT NULL" } else { "" });
        for check in self.checks.iter().filter(|check| keep(check)) {
            let valid = if check.validated { "" } else { " NOT VALID" };
            text.push_str(&format!(" CONSTRAINT {} {}{valid}", quote(&check.name), check.text));
        }
        text
    }

    /// The domain as an object of this definition.
    pub(super) fn of(&self, object: &Object) -> Object {
        Object { definition: Sql::new(ENGINE, self.text(|_| true)), ..object.clone() }
    }

    /// Whether rows are looked at on the way to the other.
    pub(super) fn checks_rows(&self, to: &Self) -> bool {
        !self.not_null && to.not_null
            || to
                .checks
                .iter()
                .any(|check| check.validated && !self.checks.iter().any(|old| old.text == check.text && old.validated))
    }

    /// The statements that turn one into the other; `None` where the base type differs.
    pub(super) fn alter(&self, to: &Self, object: &Object) -> Option<Vec<String>> {
        if Sql::new(ENGINE, &self.base) != Sql::new(ENGINE, &to.base) {
            return None;
        }
        let domain = name(&object.id.name);
        let mut statements = Vec::new();
        let named = |checks: &[DomainCheck], name: &str| checks.iter().any(|check| check.name == name);
        let same =
            |one: &DomainCheck, other: &DomainCheck| Sql::new(ENGINE, &one.text) == Sql::new(ENGINE, &other.text);
        // One that only gets another name keeps its values unread.
        let renamed: Vec<(&DomainCheck, &DomainCheck)> = (self.checks.iter())
            .filter(|old| !named(&to.checks, &old.name))
            .filter_map(|old| {
                let is_new = |new: &&DomainCheck| {
                    !named(&self.checks, &new.name) && same(old, new) && old.validated == new.validated
                };
                let mut fitting = to.checks.iter().filter(is_new);
                let twins = self.checks.iter().filter(|other| same(old, other)).count();
                let new = fitting.next()?;
                (fitting.next().is_none() && twins == 1).then_some((old, new))
            })
            .collect();
        for old in &self.checks {
            let stays =
                to.checks.iter().any(|new| new.name == old.name && same(old, new) && (new.validated || !old.validated));
            if !stays && !renamed.iter().any(|(from, _)| from.name == old.name) {
                statements.push(format!("ALTER DOMAIN {domain} DROP CONSTRAINT {}", quote(&old.name)));
            }
        }
        for (old, new) in &renamed {
            statements.push(format!(
                "ALTER DOMAIN {domain} RENAME CONSTRAINT {} TO {}",
                quote(&old.name),
                quote(&new.name)
            ));
        }
        if self.default != to.default {
            let action = to.default.as_ref().map_or("DROP DEFAULT".to_owned(), |value| format!("SET DEFAULT {value}"));
            statements.push(format!("ALTER DOMAIN {domain} {action}"));
        }
        if self.not_null != to.not_null {
            let action = if to.not_null { "SET NOT NULL" } else { "DROP NOT NULL" };
            statements.push(format!("ALTER DOMAIN {domain} {action}"));
        }
        for new in &to.checks {
            if renamed.iter().any(|(_, to)| to.name == new.name) {
                continue;
            }
            match self.checks.iter().find(|old| old.name == new.name && same(old, new)) {
                Some(old) if old.validated == new.validated => {}
                Some(old) if !old.validated => {
                    statements.push(format!("ALTER DOMAIN {domain} VALIDATE CONSTRAINT {}", quote(&new.name)));
                }
                _ => statements.push(add(&domain, new)),
            }
        }
        Some(statements)
    }
}

fn add(domain: &str, check: &DomainCheck) -> String {
    let valid = if check.validated { "" } else { " NOT VALID" };
    format!("ALTER DOMAIN {domain} ADD CONSTRAINT {} {}{valid}", quote(&check.name), check.text)
}

/// Places of tokens that stand in no parentheses.
fn outside(found: &[Token<'_>]) -> Vec<usize> {
    let mut depth = 0_i32;
    let mut places = Vec::new();
    for (place, token) in found.iter().enumerate() {
        if token.is_mark("(") || token.is_mark("[") {
            depth += 1;
        } else if token.is_mark(")") || token.is_mark("]") {
            depth -= 1;
        } else if depth == 0 {
            places.push(place);
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_is_taken_apart_and_put_together() {
        let text = "CREATE DOMAIN \"My d\" AS character varying(10) COLLATE pg_catalog.\"C\" DEFAULT 'not null'::character varying \
                    NOT NULL CONSTRAINT a CHECK (((VALUE)::text <> 'constraint'::text)) CONSTRAINT \"b c\" CHECK ((length((VALUE)::text) > 1)) NOT VALID";
        let read = Domain::read(text).unwrap();
        assert_eq!(read.base_type(), "character varying(10)");
        assert_eq!(read.default.as_deref(), Some("'not null'::character varying"));
        assert_eq!(read.checks.len(), 2);
        assert_eq!(Sql::new(ENGINE, read.text(|_| true)), Sql::new(ENGINE, text));
        assert_eq!(read.create("\"My d\"").len(), 2);
        let plain = Domain::read("CREATE DOMAIN d AS integer[]").unwrap();
        assert_eq!((plain.base.as_str(), plain.not_null, plain.default), ("integer[]", false, None));
    }
}
