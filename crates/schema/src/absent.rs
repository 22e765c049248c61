//! What is declared to be gone. Forgetting to declare a view, a trigger or another object never drops it, so that dropping one has
//! to be said. Leaves out tables, columns and their members, which go when nobody declares them and the history made them.

use std::collections::BTreeSet;

use crate::{ObjectKind, ObjectName};

/// Names of what shall not be there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Absent {
    /// Views.
    pub views: BTreeSet<ObjectName>,
    /// Triggers: the table or view, the trigger.
    pub triggers: BTreeSet<(ObjectName, String)>,
    /// Other objects, whatever their arguments.
    pub objects: BTreeSet<(ObjectKind, ObjectName)>,
}
