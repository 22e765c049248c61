//! Routines, events and sequences: what comes, what goes, what is made anew in its place. Leaves out tables and views.
//!
//! Neither engine looks into a routine or an event before it runs, and none mends them when something gets another name: what
//! counts is that the text is the wanted one. Sequences come before the tables whose defaults draw from them, and go after.

use driftline_schema::{Object, ObjectId, ObjectKind, sql};

use super::ENGINE;
use super::moves::Planner;
use super::print::{self, name};
use crate::object::{order, words};
use crate::{Hazard, HazardKind, Statement, Step};

/// What an object's comment is set to behind its statement, where it has one.
fn comment(object: &Object) -> Option<Statement> {
    object.comment.as_deref().map(|text| set_comment(&object.id, text))
}

/// The statement that gives an object another comment and leaves the rest.
fn set_comment(id: &ObjectId, text: &str) -> Statement {
    // A sequence is a table with one row; ALTER SEQUENCE has no word for its comment.
    let keyword = if id.kind == ObjectKind::Sequence { "TABLE" } else { id.kind.keyword() };
    Statement::raw(format!("ALTER {keyword} {} {}", name(&id.name), print::comment(text)))
}

/// Everything that makes an object.
pub(super) fn create(object: &Object) -> Vec<Statement> {
    let mut statements = print::under_modes(object.definition.text(), str::to_owned);
    statements.extend(comment(object));
    statements
}

fn drop(object: &Object) -> Vec<Statement> {
    vec![crate::object::drop(ENGINE, &object.id)]
}

/// What turns one object into another of its name.
///
/// Events and sequences have an ALTER that says everything anew, and a sequence goes on where it is. A routine is replaced in
/// one statement on MariaDB; MySQL, which reads over MariaDB's comments, drops it first.
fn replace(from: &Object, to: &Object) -> Vec<Statement> {
    let again = from.comment != to.comment;
    let text = to.comment.as_deref().unwrap_or_default();
    if from.definition == to.definition {
        return vec![set_comment(&to.id, text)];
    }
    let altered = |statement: &str| statement.replacen("CREATE ", "ALTER ", 1);
    let replaced = |statement: &str| statement.replacen("CREATE ", "CREATE /*M! OR REPLACE */ ", 1);
    match to.id.kind {
        ObjectKind::Event | ObjectKind::Sequence => {
            let mut statements = print::under_modes(to.definition.text(), altered);
            statements.extend(again.then(|| set_comment(&to.id, text)));
            statements
        }
        kind => {
            let gone = format!("/*!80000 DROP {} {} */ /*M! DO 0 */", kind.keyword(), name(&to.id.name));
            let mut statements = vec![Statement::raw(gone)];
            statements.extend(print::under_modes(to.definition.text(), replaced));
            statements.extend(comment(to));
            statements
        }
    }
}

impl Planner<'_> {
    /// Objects of these kinds come, or turn into what is wanted.
    pub(super) fn make_objects(&mut self, kinds: &[ObjectKind]) {
        let (current, desired) = (&self.context().current.objects, &self.context().desired.objects);
        let coming = desired.values().filter(|object| kinds.contains(&object.id.kind));
        for object in order(ENGINE, coming.filter(|object| current.get(&object.id) != Some(object))) {
            let what = words_of(&object.id);
            let step = match current.get(&object.id) {
                None => Step::new(format!("create {what}"), create(object), drop(object)),
                Some(from) => {
                    let part = if from.definition == object.definition { "comment of " } else { "" };
                    Step::new(format!("change {part}{what}"), replace(from, object), replace(object, from))
                }
            };
            self.state.insert_object(object.clone());
            self.steps.push(step);
        }
    }

    /// Sequences whose name a table or view takes go before it comes.
    pub(super) fn clear_names(&mut self) {
        let desired = self.context().desired;
        let is_taken = |object: &Object| {
            desired.tables.contains_key(&object.id.name) || desired.views.contains_key(&object.id.name)
        };
        self.drop_objects(|object| object.id.kind == ObjectKind::Sequence && is_taken(object));
    }

    /// Objects that nobody wants any more go, what leans on others first.
    pub(super) fn drop_objects(&mut self, chosen: impl Fn(&Object) -> bool) {
        let desired = &self.context().desired.objects;
        let gone: Vec<Object> = self.state.objects.values().filter(|object| chosen(object)).cloned().collect();
        for object in order(ENGINE, gone.iter().filter(|object| !desired.contains_key(&object.id))).into_iter().rev() {
            let what = words_of(&object.id);
            let mut step = Step::new(format!("drop {what}"), drop(object), create(object));
            self.state.objects.remove(&object.id);
            step.hazards.extend(self.readers_left(&what, &[&object.id.name.name]));
            if object.id.kind == ObjectKind::Sequence {
                let detail = "the number it has come to is lost: made again, it starts anew";
                step.hazards.push(Hazard::new(HazardKind::Irreversible, &what, detail));
                step.loses = Some(format!("the number that {what} has come to"));
            }
            self.steps.push(step);
        }
    }

    /// How many routines and events say all these names.
    pub(super) fn objects_that_say(&self, names: &[&str]) -> usize {
        let says = |object: &&Object| names.iter().all(|name| sql::mentions(ENGINE, object.definition.text(), name));
        self.state.objects.values().filter(says).count()
    }
}

/// `function total`: a name alone tells routines apart here.
fn words_of(id: &ObjectId) -> String {
    words(id).trim_end_matches("()").to_owned()
}
