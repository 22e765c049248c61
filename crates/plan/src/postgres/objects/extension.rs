//! An extension that changes where it stands: another version, another namespace, and the columns of its types that follow it there.
//! Leaves out what an extension owns, which is its own to change.
//!
//! The statement is the reader's: `CREATE EXTENSION x WITH SCHEMA s VERSION 'v'`.

use driftline_schema::sql::tokens;
use driftline_schema::{Column, Object, Sql};

use super::super::ENGINE;
use super::super::print::quote;

/// The statement without the version, and the version as a literal.
fn parts(definition: &str) -> Option<(&str, &str)> {
    let at = definition.rfind(" VERSION ")?;
    Some((&definition[..at], &definition[at + " VERSION ".len()..]))
}

/// The namespace as the statement says it; `None` for the default one.
fn namespace(definition: &str) -> Option<&str> {
    let (head, _) = parts(definition)?;
    head.rfind(" WITH SCHEMA ").map(|at| &head[at + " WITH SCHEMA ".len()..])
}

/// Another version is updated to, another namespace moved to.
pub(super) fn alter(from: &str, to: &str, object: &Object) -> Option<Vec<String>> {
    let ((head, version), (new_head, new_version)) = (parts(from)?, parts(to)?);
    let extension = quote(&object.id.name.name);
    let mut statements = Vec::new();
    if version != new_version {
        statements.push(format!("ALTER EXTENSION {extension} UPDATE TO {new_version}"));
    }
    if Sql::new(ENGINE, head) != Sql::new(ENGINE, new_head) {
        // The default namespace has no fixed name: it is the first of the search path.
        statements.push(match namespace(to) {
            Some(namespace) => format!("ALTER EXTENSION {extension} SET SCHEMA {namespace}"),
            None => {
                let moved = ENGINE.literal(&format!("ALTER EXTENSION {extension} SET SCHEMA %I"));
                format!("DO $driftline$ BEGIN EXECUTE format({moved}, current_schema()); END $driftline$")
            }
        });
    }
    Some(statements)
}

/// A namespace that an extension leaves, and the one it goes to; `None` is the default one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Move {
    from: Option<String>,
    to: Option<String>,
}

impl Move {
    /// The move between two forms of an extension, if it is one.
    pub(super) fn of(from: &Object, to: &Object) -> Option<Self> {
        let name = |object: &Object| {
            let text = namespace(object.definition.text())?;
            tokens(ENGINE, text).first().and_then(|token| token.name())
        };
        let (from, to) = (name(from), name(to));
        (from != to).then_some(Self { from, to })
    }

    /// A column before the move as it is behind it: its type has followed the extension, and so has what its default says.
    pub(super) fn follow(&self, from: &Column, to: &Column) -> Column {
        let mut moved = from.clone();
        let same = |old: &str, new: &str| bare(old, self.from.as_ref()) == bare(new, self.to.as_ref());
        if from.data_type != to.data_type && same(&from.data_type, &to.data_type) {
            moved.data_type.clone_from(&to.data_type);
        }
        if let (Some(old), Some(new)) = (&from.default, &to.default)
            && same(old.text(), new.text())
        {
            moved.default = Some(new.clone());
        }
        moved
    }
}

/// The text without the namespace in front of its names.
fn bare(text: &str, namespace: Option<&String>) -> String {
    let found = tokens(ENGINE, text);
    let mut kept = String::with_capacity(text.len());
    let mut copied = 0;
    for (at, token) in found.iter().enumerate() {
        let is_qualifier = found.get(at + 1).is_some_and(|next| next.is_mark("."))
            && !(at > 0 && found[at - 1].is_mark("."))
            && token.name().as_ref() == namespace;
        if is_qualifier && namespace.is_some() {
            kept.push_str(&text[copied..token.start]);
            copied = found[at + 1].end;
        }
    }
    kept.push_str(&text[copied..]);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use driftline_schema::{ObjectId, ObjectKind};

    fn extension(rest: &str) -> Object {
        let id = ObjectId::new(ObjectKind::Extension, "x".into());
        Object::new(id, Sql::new(ENGINE, format!("CREATE EXTENSION \"x\"{rest}")))
    }

    #[track_caller]
    fn check(from: &str, to: &str, expected: &[&str]) {
        let (from, to) = (extension(from), extension(to));
        assert_eq!(alter(from.definition.text(), to.definition.text(), &to).unwrap(), expected);
    }

    #[test]
    fn version_and_namespace_are_altered_each_by_itself() {
        check(" VERSION '1.0'", " VERSION '1.1'", &["ALTER EXTENSION \"x\" UPDATE TO '1.1'"]);
        check(
            " WITH SCHEMA \"a b\" VERSION '1'",
            " WITH SCHEMA c VERSION '1'",
            &["ALTER EXTENSION \"x\" SET SCHEMA c"],
        );
        check(
            " WITH SCHEMA a VERSION '1'",
            " VERSION '1'",
            &[
                "DO $driftline$ BEGIN EXECUTE format('ALTER EXTENSION \"x\" SET SCHEMA %I', current_schema()); END $driftline$",
            ],
        );
    }

    #[test]
    fn columns_follow_their_types() {
        let moved = Move::of(&extension(" WITH SCHEMA a VERSION '1'"), &extension(" VERSION '1'")).unwrap();
        let of = |kind: &str, default: &str| {
            let mut column = Column::new("c", "");
            column.data_type = kind.to_owned();
            column.default = Some(Sql::new(ENGINE, default));
            column
        };
        let to = of("hstore[]", "'a.b'::hstore");
        assert_eq!(moved.follow(&of("a.hstore[]", "'a.b'::a.hstore"), &to), to);
        let other = of("b.hstore[]", "'a.b'::b.hstore");
        assert_eq!(moved.follow(&other, &to), other);
    }
}
