//! Steps that give objects the owners and privileges wanted (PostgreSQL). Leaves out objects that either side lacks: what is new
//! belongs to who makes it, until its grants are given here.

use driftline_schema::access::{Access, Accesses};
use driftline_schema::{Engine, Grant};

use crate::{Statement, Step};

/// Steps behind those of a plan, object by object. `from` is the live side.
#[must_use]
pub fn access_steps(from: &Accesses, to: &Accesses) -> Vec<Step> {
    let mut steps = Vec::new();
    for (object, wanted) in to {
        // A new object has its kind's usual grants and the owner who makes it.
        let mut fresh = Access { owner: wanted.owner.clone(), ..Access::default() };
        if ["FUNCTION ", "PROCEDURE "].iter().any(|kind| object.starts_with(kind)) {
            // Anybody may call a new routine (manual 5.7, "Privileges").
            fresh.grants.insert(Grant { column: None, role: None, privilege: "EXECUTE".to_owned(), grantable: false });
        }
        let live = from.get(object).unwrap_or(&fresh);
        let (up, down) = (change(object, live, wanted), change(object, wanted, live));
        if !up.is_empty() {
            steps.push(Step::new(format!("change who may use {}", object.replace('"', "")), up, down));
        }
    }
    steps
}

fn change(object: &str, from: &Access, to: &Access) -> Vec<Statement> {
    let quote = |name: &str| Engine::Postgres.quote(name);
    let words = |grant: &Grant| {
        let column = grant.column.as_ref().map_or(String::new(), |column| format!(" ({})", quote(column)));
        let role = grant.role.as_ref().map_or("PUBLIC".to_owned(), |role| quote(role));
        (format!("{}{column} ON {object}", grant.privilege), role)
    };
    let mut statements = Vec::new();
    if from.owner != to.owner
        && let Some(altered) = &to.altered_as
    {
        statements.push(Statement::raw(format!("ALTER {altered} OWNER TO {}", quote(&to.owner))));
    }
    for gone in from.grants.difference(&to.grants) {
        let (what, role) = words(gone);
        statements.push(Statement::raw(format!("REVOKE {what} FROM {role}")));
    }
    for new in to.grants.difference(&from.grants) {
        let (what, role) = words(new);
        let option = if new.grantable { " WITH GRANT OPTION" } else { "" };
        statements.push(Statement::raw(format!("GRANT {what} TO {role}{option}")));
    }
    statements
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn owners_and_grants_change_and_change_back() {
        let grant = |role: Option<&str>, privilege: &str, grantable| Grant {
            column: None,
            role: role.map(str::to_owned),
            privilege: privilege.to_owned(),
            grantable,
        };
        let access = |owner: &str, grants: Vec<Grant>| Access {
            altered_as: Some("TABLE \"t\"".to_owned()),
            owner: owner.to_owned(),
            grants: grants.into_iter().collect(),
        };
        let one = Accesses::from([("TABLE \"t\"".to_owned(), access("a", vec![grant(None, "SELECT", false)]))]);
        let two = Accesses::from([("TABLE \"t\"".to_owned(), access("b", vec![grant(Some("r"), "INSERT", true)]))]);
        let sql = |steps: &[Step]| -> Vec<String> {
            steps.iter().flat_map(|step| &step.up).map(|statement| statement.sql.clone()).collect()
        };
        let steps = access_steps(&one, &two);
        assert_eq!(
            sql(&steps),
            [
                "ALTER TABLE \"t\" OWNER TO \"b\"",
                "REVOKE SELECT ON TABLE \"t\" FROM PUBLIC",
                "GRANT INSERT ON TABLE \"t\" TO \"r\" WITH GRANT OPTION",
            ]
        );
        let back: Vec<String> = steps[0].down.iter().map(|statement| statement.sql.clone()).collect();
        assert_eq!(back, sql(&access_steps(&two, &one)));
        assert_eq!(access_steps(&one, &one), []);
    }
}
