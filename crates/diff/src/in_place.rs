//! What PostgreSQL alters in place: members and views that keep their name and need not be made anew. Leaves out the
//! statements, which are the planner's.

use driftline_schema::{Check, Exclusion, ForeignKey, Index, Policy, PrimaryKey, Rule, Trigger, Unique, View};

use crate::Member;

/// Whether one member becomes the other by `ALTER`, `COMMENT` or `CREATE OR REPLACE`, and back again.
///
/// A constraint that was not checked becomes valid by `VALIDATE CONSTRAINT`; the other way it is made anew, which
/// [`Change::AlterMember`](crate::Change::AlterMember) is not for.
pub(crate) fn alters(from: &Member, to: &Member) -> bool {
    let checked = |before: bool, after: bool| before == after || after;
    match (from, to) {
        (Member::PrimaryKey(old), Member::PrimaryKey(new)) => {
            *new == PrimaryKey { comment: new.comment.clone(), ..old.clone() }
        }
        (Member::Unique(old), Member::Unique(new)) => *new == Unique { comment: new.comment.clone(), ..old.clone() },
        (Member::ForeignKey(old), Member::ForeignKey(new)) => {
            checked(old.validated, new.validated)
                && *new
                    == ForeignKey {
                        comment: new.comment.clone(),
                        validated: new.validated,
                        deferrable: new.deferrable,
                        ..old.clone()
                    }
        }
        (Member::Check(old), Member::Check(new)) => {
            checked(old.validated, new.validated)
                && *new == Check { comment: new.comment.clone(), validated: new.validated, ..old.clone() }
        }
        // What a failed build has left is built again.
        (Member::Index(old), Member::Index(new)) if is_left(old) != is_left(new) => false,
        (Member::Index(old), Member::Index(new)) => {
            *new == Index { comment: new.comment.clone(), storage: new.storage.clone(), ..old.clone() }
        }
        (Member::Trigger(old), Member::Trigger(new)) => {
            *new == Trigger { comment: new.comment.clone(), firing: new.firing, ..old.clone() }
        }
        (Member::Exclusion(old), Member::Exclusion(new)) => {
            *new == Exclusion { comment: new.comment.clone(), ..old.clone() }
        }
        (Member::Policy(old), Member::Policy(new)) => {
            let changed = Policy {
                comment: new.comment.clone(),
                roles: new.roles.clone(),
                using: new.using.clone(),
                check: new.check.clone(),
                ..old.clone()
            };
            // ALTER POLICY has no word that takes a condition away.
            let same = (old.using.is_some(), old.check.is_some()) == (new.using.is_some(), new.check.is_some());
            *new == changed && same
        }
        (Member::Rule(old), Member::Rule(new)) => {
            let Rule { name, .. } = old;
            *name == new.name
        }
        _ => false,
    }
}

fn is_left(index: &Index) -> bool {
    index.storage.iter().any(|one| one == Index::INVALID)
}

/// Whether `CREATE OR REPLACE VIEW` takes the new query: the columns that are there stay, in name, type and order, and none
/// goes (manual, CREATE VIEW). Where columns are added the way back makes the view anew.
pub(crate) fn replaces_view(from: &View, to: &View) -> bool {
    let (old, new) = (&from.columns.0, &to.columns.0);
    !from.materialized && !to.materialized && !old.is_empty() && new.starts_with(old)
}
