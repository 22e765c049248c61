//! Views on PostgreSQL: made, replaced and altered in place, with all that hangs on them. Leaves out which of them step aside
//! (`dependents`) and when (`moves`).

use driftline_diff::Member;
use driftline_schema::{Grant, View};

use super::print::{self, name, quote};
use super::{member, options};
use crate::Statement;

fn kind(view: &View) -> &'static str {
    if view.materialized { "MATERIALIZED VIEW" } else { "VIEW" }
}

/// `CREATE VIEW` and everything that belongs to the view.
pub(super) fn create(view: &View) -> Vec<Statement> {
    let mut statements = vec![define(view, "CREATE")];
    statements.extend(members(view).iter().flat_map(|each| member::add(&view.name, each)));
    statements.extend(view.comment.is_some().then(|| comment(view)));
    statements.extend(view.column_comments.keys().map(|column| column_comment(view, column)));
    statements
}

/// `CREATE VIEW` where a view of that name has just gone, and who may use it.
pub(super) fn create_again(view: &View, live: &View) -> Vec<Statement> {
    let mut statements = create(view);
    let target = name(&view.name);
    for Grant { column, role, privilege, grantable } in &live.rights.grants {
        let there = |column: &String| view.columns.0.iter().any(|(own, _)| own == column);
        if column.as_ref().is_some_and(|column| !there(column)) {
            continue;
        }
        let column = column.as_ref().map_or(String::new(), |column| format!(" ({})", quote(column)));
        let role = role.as_ref().map_or("PUBLIC".to_owned(), |role| quote(role));
        let option = if *grantable { " WITH GRANT OPTION" } else { "" };
        statements.push(Statement::raw(format!("GRANT {privilege}{column} ON {target} TO {role}{option}")));
    }
    let owner = live.rights.owner.iter();
    statements
        .extend(owner.map(|owner| Statement::raw(format!("ALTER {} {target} OWNER TO {}", kind(view), quote(owner)))));
    statements
}

fn define(view: &View, verb: &str) -> Statement {
    let query = view.definition.text().trim().trim_end_matches(';');
    let options = super::options::written(view.options.iter().map(String::as_str));
    let with = if view.options.is_empty() { String::new() } else { format!(" WITH ({options})") };
    let end = if view.unpopulated { " WITH NO DATA" } else { "" };
    Statement::raw(format!("{verb} {} {}{with} AS {query}{end}", kind(view), name(&view.name)))
}

/// `DROP VIEW`.
pub(super) fn drop(view: &View) -> Statement {
    Statement::raw(format!("DROP {} {}", kind(view), name(&view.name)))
}

/// Indexes, triggers and rules.
fn members(view: &View) -> Vec<Member> {
    let mut members: Vec<Member> = view.indexes.iter().cloned().map(Member::Index).collect();
    members.extend(view.triggers.iter().cloned().map(Member::Trigger));
    members.extend(view.rules.iter().cloned().map(Member::Rule));
    members
}

fn comment(view: &View) -> Statement {
    print::comment(&format!("{} {}", kind(view), name(&view.name)), view.comment.as_ref())
}

fn column_comment(view: &View, column: &str) -> Statement {
    print::comment(&print::column_object(&view.name, column), view.column_comments.get(column))
}

/// Whether `CREATE OR REPLACE VIEW` turns one into the other, which has all its columns in their place.
pub(super) fn is_replaced(from: &View, to: &View) -> bool {
    from.definition == to.definition || to.columns.0.starts_with(&from.columns.0)
}

/// The statements that turn one view into the other where it stands.
pub(super) fn alter(from: &View, to: &View) -> Vec<Statement> {
    let mut statements = Vec::new();
    let (old, new) = (members(from), members(to));
    let same = |one: &Member, other: &Member| one.kind() == other.kind() && one.name() == other.name();
    let altered = |one: &Member, other: &Member| {
        same(one, other)
            && match (one, other) {
                (Member::Index(one), Member::Index(other)) => {
                    let plain = |index: &driftline_schema::Index| {
                        let (storage, comment) = (Vec::new(), None);
                        driftline_schema::Index { storage, comment, ..index.clone() }
                    };
                    plain(one) == plain(other)
                }
                (Member::Trigger(one), Member::Trigger(other)) => one.definition == other.definition,
                _ => true,
            }
    };
    let gone = old.iter().filter(|one| !new.iter().any(|other| altered(one, other)));
    statements.extend(gone.filter_map(|one| member::drop(&to.name, one)));
    if from.definition != to.definition {
        statements.push(define(to, "CREATE OR REPLACE"));
    } else {
        let head = format!("ALTER {} {}", kind(to), name(&to.name));
        statements.extend(options::parameters(&head, &from.options, &to.options));
    }
    if from.unpopulated != to.unpopulated {
        let end = if to.unpopulated { " WITH NO DATA" } else { "" };
        statements.push(Statement::raw(format!("REFRESH MATERIALIZED VIEW {}{end}", name(&to.name))));
    }
    for one in &new {
        match old.iter().find(|other| altered(other, one)) {
            Some(other) => statements.extend(member::alter(&to.name, other, one)),
            None => statements.extend(member::add(&to.name, one)),
        }
    }
    if from.comment != to.comment {
        statements.push(comment(to));
    }
    let columns: std::collections::BTreeSet<&String> =
        from.column_comments.keys().chain(to.column_comments.keys()).collect();
    for column in columns {
        let is_there = to.columns.0.is_empty() || to.columns.0.iter().any(|(own, _)| own == column);
        if is_there && from.column_comments.get(column) != to.column_comments.get(column) {
            statements.push(column_comment(to, column));
        }
    }
    statements
}
