//! Who owns an object and who may use it, compared on request only. Leaves out roles themselves.

use std::collections::{BTreeMap, BTreeSet};

use crate::Grant;

/// Owners and privileges by object, in the words that `GRANT … ON` takes: `TABLE "contacts"`, `FUNCTION f(integer)`.
pub type Accesses = BTreeMap<String, Access>;

/// Who owns one object and who may use it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Access {
    /// The object in the words that `ALTER … OWNER TO` takes; `None` where it follows another one's owner.
    pub altered_as: Option<String>,
    /// The owner's name.
    pub owner: String,
    /// Privileges of others than the owner.
    pub grants: BTreeSet<Grant>,
}
