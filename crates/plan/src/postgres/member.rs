//! Members of tables and views on PostgreSQL: the statements that add, drop, rename and alter each kind, with comments and
//! firing. Leaves out when they run (`moves`) and the rows they refuse.

use driftline_diff::Member;
use driftline_schema::{Exclusion, Firing, ForeignKey, Index, ObjectName, Policy, Table};

use super::print::{self, name, quote};
use crate::{Operation, Statement};

/// The statements that add a member to a table or view.
pub(super) fn add(table: &ObjectName, member: &Member) -> Vec<Statement> {
    let add = |body: String, validated: bool| {
        let end = print::add_constraint_end(validated);
        vec![Statement::raw(format!("ALTER TABLE {} ADD {body}{end}", name(table)))]
    };
    let mut statements = match member {
        Member::PrimaryKey(key) => add(print::primary_key(key), true),
        Member::Unique(unique) => add(print::unique(unique), true),
        Member::ForeignKey(key) => vec![print::add_foreign_key(table, key)],
        Member::Check(check) => add(print::check(check), check.validated),
        Member::Index(index) => print::index_statements(table, index),
        Member::Trigger(trigger) => vec![print::trigger(trigger)],
        Member::Exclusion(constraint) => vec![exclusion(table, constraint)],
        Member::Policy(policy) => vec![create_policy(table, policy)],
        Member::Rule(rule) => vec![Statement::raw(rule.definition.text().trim_end_matches(';'))],
    };
    statements.extend(rest(table, member));
    statements
}

/// What is said about a member behind its definition: when it fires, and its comment. An index has its comment with it.
pub(super) fn rest(table: &ObjectName, member: &Member) -> Vec<Statement> {
    let mut statements = Vec::new();
    if firing(member) != Firing::Origin {
        statements.extend(set_firing(table, member));
    }
    if member.comment().is_some() && !matches!(member, Member::Index(_)) {
        statements.extend(comment(table, member));
    }
    statements
}

/// Members of a created table that have something said behind their definition there. Policies and rules come later.
pub(super) fn members_told_apart(table: &Table) -> Vec<Member> {
    let mut members = crate::member::members(table);
    // A foreign key that closes a circle is told about where it is added.
    members.retain(|member| !matches!(member, Member::Policy(_) | Member::Rule(_) | Member::ForeignKey(_)));
    members
}

/// The statement that drops a member of a table; `None` where it has no name.
pub(super) fn drop(table: &ObjectName, member: &Member) -> Option<Statement> {
    let given = member.name()?;
    let constraint = format!("ALTER TABLE {} DROP CONSTRAINT {}", name(table), quote(given));
    let on = |what: &str| Statement::raw(format!("DROP {what} {} ON {}", quote(given), name(table)));
    Some(match member {
        Member::Index(_) => print::drop_index(table, given),
        Member::Trigger(_) => on("TRIGGER"),
        Member::Policy(_) => on("POLICY"),
        Member::Rule(_) => on("RULE"),
        Member::ForeignKey(_) => {
            Statement::typed(constraint, Operation::DropForeignKey(table.clone(), given.to_owned()))
        }
        Member::PrimaryKey(_) | Member::Unique(_) | Member::Check(_) | Member::Exclusion(_) => {
            Statement::raw(constraint)
        }
    })
}

/// The statement that renames a member.
pub(super) fn rename(table: &ObjectName, member: &Member, from: &str, to: &str) -> Statement {
    let (from, to) = (from.to_owned(), quote(to));
    let on = |what: &str| format!("ALTER {what} {} ON {} RENAME TO {to}", quote(&from), name(table));
    Statement::raw(match member {
        Member::Index(_) => format!("ALTER INDEX {} RENAME TO {to}", name(&table.sibling(from))),
        Member::Trigger(_) => on("TRIGGER"),
        Member::Policy(_) => on("POLICY"),
        Member::Rule(_) => on("RULE"),
        _ => format!("ALTER TABLE {} RENAME CONSTRAINT {} TO {to}", name(table), quote(&from)),
    })
}

/// Adds a foreign key or check, as `NOT VALID` where rows do not meet it.
pub(super) fn add_if_it_holds(table: &ObjectName, member: &Member) -> Vec<Statement> {
    let unchecked = match member {
        Member::ForeignKey(key) => Member::ForeignKey(ForeignKey { validated: false, ..key.clone() }),
        Member::Check(check) => Member::Check(driftline_schema::Check { validated: false, ..check.clone() }),
        other => return add(table, other),
    };
    let text =
        |member: &Member| add(table, member).into_iter().next().map(|statement| statement.sql).unwrap_or_default();
    let (checked, unchecked) = (text(member), text(&unchecked));
    let mut tag = "driftline".to_owned();
    while unchecked.contains(&format!("${tag}$")) {
        tag.push('_');
    }
    let mut statements = vec![Statement::raw(format!(
        "DO ${tag}$ BEGIN {checked}; EXCEPTION WHEN foreign_key_violation OR check_violation THEN {unchecked}; END ${tag}$"
    ))];
    statements.extend(rest(table, member));
    statements
}

/// The statements that turn one member into the other where it stands, as `driftline_diff` lists them.
pub(super) fn alter(table: &ObjectName, from: &Member, to: &Member) -> Vec<Statement> {
    let mut statements = Vec::new();
    if is_valid(from) && !is_valid(to) {
        // The engine takes back no validity; the constraint is made anew.
        statements.extend(drop(table, from));
        statements.extend(add(table, to));
        return statements;
    }
    match (from, to) {
        (Member::ForeignKey(old), Member::ForeignKey(new)) if old.deferrable != new.deferrable => {
            let when = match print::deferrable(new.deferrable) {
                "" => " NOT DEFERRABLE",
                words => words,
            };
            let given = quote(to.name().unwrap_or_default());
            statements.push(Statement::raw(format!("ALTER TABLE {} ALTER CONSTRAINT {given}{when}", name(table))));
        }
        (Member::Index(old), Member::Index(new)) => statements.extend(alter_storage(table, old, new)),
        (Member::Policy(old), Member::Policy(new)) => statements.extend(alter_policy(table, old, new)),
        (Member::Rule(old), Member::Rule(new)) if old.definition != new.definition => {
            let text = new.definition.text().trim_end_matches(';');
            let text = text.strip_prefix("CREATE RULE").unwrap_or(text);
            statements.push(Statement::raw(format!("CREATE OR REPLACE RULE{text}")));
        }
        _ => {}
    }
    if !is_valid(from) && is_valid(to) {
        let given = quote(to.name().unwrap_or_default());
        statements.push(Statement::raw(format!("ALTER TABLE {} VALIDATE CONSTRAINT {given}", name(table))));
    }
    if firing(from) != firing(to) {
        statements.extend(set_firing(table, to));
    }
    if from.comment() != to.comment() {
        statements.extend(comment(table, to));
    }
    statements
}

fn is_valid(member: &Member) -> bool {
    match member {
        Member::ForeignKey(key) => key.validated,
        Member::Check(check) => check.validated,
        _ => true,
    }
}

fn firing(member: &Member) -> Firing {
    match member {
        Member::Trigger(trigger) => trigger.firing,
        Member::Rule(rule) => rule.firing,
        _ => Firing::Origin,
    }
}

fn set_firing(table: &ObjectName, member: &Member) -> Option<Statement> {
    let what = if matches!(member, Member::Rule(_)) { "RULE" } else { "TRIGGER" };
    let how = match firing(member) {
        Firing::Origin => "ENABLE",
        Firing::Disabled => "DISABLE",
        Firing::Replica => "ENABLE REPLICA",
        Firing::Always => "ENABLE ALWAYS",
    };
    let given = quote(member.name()?);
    Some(Statement::raw(format!("ALTER TABLE {} {how} {what} {given}", name(table))))
}

/// `COMMENT ON` the member, with NULL where it has none.
fn comment(table: &ObjectName, member: &Member) -> Option<Statement> {
    let given = member.name()?;
    let kind = match member {
        Member::Index(_) => {
            let object = format!("INDEX {}", name(&table.sibling(given)));
            return Some(print::comment(&object, member.comment()));
        }
        Member::Trigger(_) => "TRIGGER",
        Member::Policy(_) => "POLICY",
        Member::Rule(_) => "RULE",
        _ => "CONSTRAINT",
    };
    Some(print::comment(&format!("{kind} {} ON {}", quote(given), name(table)), member.comment()))
}

/// `ADD CONSTRAINT … EXCLUDE …`.
pub(super) fn exclusion(table: &ObjectName, constraint: &Exclusion) -> Statement {
    let (given, body) = (quote(&constraint.name), constraint.definition.text());
    Statement::raw(format!("ALTER TABLE {} ADD CONSTRAINT {given} {body}", name(table)))
}

fn roles(policy: &Policy) -> String {
    match policy.roles.as_slice() {
        [] => "PUBLIC".to_owned(),
        roles => print::list(roles),
    }
}

fn create_policy(table: &ObjectName, policy: &Policy) -> Statement {
    let kind = if policy.restrictive { " AS RESTRICTIVE" } else { "" };
    let mut text = format!("CREATE POLICY {} ON {}{kind} FOR {}", quote(&policy.name), name(table), policy.command);
    text.push_str(&format!(" TO {}", roles(policy)));
    text.push_str(&conditions(policy));
    Statement::raw(text)
}

fn conditions(policy: &Policy) -> String {
    let mut text = String::new();
    if let Some(condition) = &policy.using {
        text.push_str(&format!(" USING ({})", condition.text()));
    }
    if let Some(condition) = &policy.check {
        text.push_str(&format!(" WITH CHECK ({})", condition.text()));
    }
    text
}

fn alter_policy(table: &ObjectName, from: &Policy, to: &Policy) -> Option<Statement> {
    let mut text = String::new();
    if from.roles != to.roles {
        text.push_str(&format!(" TO {}", roles(to)));
    }
    if (&from.using, &from.check) != (&to.using, &to.check) {
        text.push_str(&conditions(to));
    }
    (!text.is_empty()).then(|| Statement::raw(format!("ALTER POLICY {} ON {}{text}", quote(&to.name), name(table))))
}

fn alter_storage(table: &ObjectName, from: &Index, to: &Index) -> Vec<Statement> {
    let head = format!("ALTER INDEX {}", name(&table.sibling(&to.name)));
    super::options::parameters(&head, &from.storage, &to.storage)
}
