//! The statements that make an object, drop it, comment on it, and turn it into another where PostgreSQL can. Leaves out when they run.

use driftline_schema::{Object, ObjectId, ObjectKind};

use super::super::ENGINE;
use super::super::print::{self, name, quote};
use super::domain::Domain;
use super::sequence::Sequence;
use super::{composite, extension, routine, search, sequence};
use crate::{Statement, object};

/// The statements that make an object. A sequence belongs to no column yet ([`own`] says which one).
pub(in super::super) fn create(object: &Object) -> Vec<Statement> {
    let text = object.definition.text();
    let mut made: Vec<Statement> = match object.id.kind {
        ObjectKind::Domain => match Domain::read(text) {
            Some(domain) => domain.create(&name(&object.id.name)).into_iter().map(Statement::raw).collect(),
            None => vec![object::create(object)],
        },
        ObjectKind::Sequence => vec![object::create(&sequence::unowned(object))],
        ObjectKind::TextSearchConfiguration => search::statements(text).into_iter().map(Statement::raw).collect(),
        _ => vec![object::create(object)],
    };
    made.extend(object.comment.as_ref().map(|text| comment(&object.id, Some(text))));
    made
}

/// The statement that drops an object.
pub(in super::super) fn drop(id: &ObjectId) -> Statement {
    match id.kind {
        ObjectKind::Operator
        | ObjectKind::Cast
        | ObjectKind::Function
        | ObjectKind::Procedure
        | ObjectKind::Aggregate => Statement::raw(format!("DROP {}", target(id))),
        _ => object::drop(ENGINE, id),
    }
}

/// The object as `COMMENT ON` and `DROP` name it.
fn target(id: &ObjectId) -> String {
    let kind = id.kind.keyword();
    match id.kind {
        ObjectKind::Cast => format!("{kind} ({})", id.arguments),
        ObjectKind::Operator => {
            let at = id.name.namespace.as_ref().map(|namespace| format!("{}.", quote(namespace))).unwrap_or_default();
            format!("{kind} {at}{} ({})", id.name.name, id.arguments)
        }
        ObjectKind::Function | ObjectKind::Procedure | ObjectKind::Aggregate => {
            format!("{kind} {}({})", name(&id.name), id.arguments)
        }
        ObjectKind::Extension | ObjectKind::EventTrigger => format!("{kind} {}", quote(&id.name.name)),
        _ => format!("{kind} {}", name(&id.name)),
    }
}

fn comment(id: &ObjectId, text: Option<&String>) -> Statement {
    print::comment(&target(id), text)
}

/// The statement that gives a sequence to its column, if it has one.
pub(in super::super) fn own(object: &Object) -> Option<Statement> {
    let owner = (object.id.kind == ObjectKind::Sequence).then(|| Sequence::read(object.definition.text()).owner)??;
    Some(Statement::raw(sequence::own(object, Some(&owner))))
}

/// The statement that takes a sequence from its column.
pub(in super::super) fn disown(object: &Object) -> Statement {
    Statement::raw(sequence::own(object, None))
}

/// The statements that turn one object into another of its name without making it anew; `None` where PostgreSQL has no way.
/// `in_columns` says that columns hold values of the type.
pub(in super::super) fn alter(from: &Object, to: &Object, in_columns: bool) -> Option<Vec<Statement>> {
    let mut made: Vec<Statement> = Vec::new();
    if from.definition != to.definition {
        let (old, new) = (from.definition.text(), to.definition.text());
        let statements = match to.id.kind {
            ObjectKind::Function | ObjectKind::Procedure | ObjectKind::Aggregate => vec![routine::replace(from, to)?],
            ObjectKind::Sequence => Sequence::read(old).alter(&Sequence::read(new), to),
            ObjectKind::Domain => Domain::read(old)?.alter(&Domain::read(new)?, to)?,
            ObjectKind::CompositeType => {
                composite::alter(&composite::read(old)?, &composite::read(new)?, to, in_columns)?
            }
            ObjectKind::Extension => extension::alter(old, new, to)?,
            ObjectKind::TextSearchConfiguration => search::alter_configuration(from, to)?,
            ObjectKind::TextSearchDictionary => search::alter_dictionary(from, to)?,
            _ => return None,
        };
        made.extend(statements.into_iter().map(Statement::raw));
    }
    if from.comment != to.comment {
        made.push(comment(&to.id, to.comment.as_ref()));
    }
    Some(made)
}
