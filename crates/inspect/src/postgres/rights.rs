//! Privileges as `aclexplode` lists them. Leaves out the owner's own, which come with the object.

use driftline_schema::Grant;

/// Stand between rows and between fields of a list in one text.
const ROWS: char = '\u{1e}';
const FIELDS: char = '\u{1f}';

/// The SQL that makes one text of a list of privileges; NULL where none was ever given or taken away.
pub(super) fn exploded(list: &str, owner: &str) -> String {
    format!(
        "(SELECT coalesce(string_agg(coalesce(r.rolname, '') || chr(31) || x.privilege_type || chr(31) || x.is_grantable, \
            chr(30)) FILTER (WHERE x.grantee <> {owner}), '') FROM aclexplode({list}) x LEFT JOIN pg_roles r ON r.oid = x.grantee \
            HAVING {list} IS NOT NULL)"
    )
}

/// The grants in such a text.
pub(super) fn grants(text: Option<&str>, column: Option<&str>) -> Option<Vec<Grant>> {
    let rows = text?.split(ROWS).filter(|row| !row.is_empty());
    let mut grants: Vec<Grant> = rows
        .filter_map(|row| {
            let mut fields = row.split(FIELDS);
            let role = fields.next()?;
            Some(Grant {
                column: column.map(str::to_owned),
                role: (!role.is_empty()).then(|| role.to_owned()),
                privilege: fields.next()?.to_owned(),
                grantable: fields.next()? == "true",
            })
        })
        .collect();
    grants.sort();
    Some(grants)
}
