//! Names that nobody chose: those of keys and constraints that entities leave unnamed. Leaves out names from entities.

/// The longest generated name in bytes: what PostgreSQL keeps of an identifier (manual 4.1.1).
const LONGEST: usize = 63;

/// The primary key's name, PostgreSQL's own choice: `contacts_pkey`.
pub(crate) fn primary_key(table: &str) -> String {
    fitting(format!("{table}_pkey"))
}

/// A unique constraint's name, PostgreSQL's own choice: `tags_name_key`.
pub(crate) fn unique(table: &str, columns: &[String]) -> String {
    fitting(format!("{table}_{}_key", columns.join("_")))
}

/// The name of a check that nobody named, PostgreSQL's own choice: `tags_name_check` where the condition speaks of one
/// column, else `tags_check`, with a number behind it where the table has that name already.
pub(crate) fn check(table: &str, columns: &[&str], is_taken: impl Fn(&str) -> bool) -> String {
    let of_column = if let [column] = columns { format!("{table}_{column}_check") } else { format!("{table}_check") };
    let mut name = fitting(of_column.clone());
    let mut number = 0;
    while is_taken(&name) {
        number += 1;
        name = fitting(format!("{of_column}{number}"));
    }
    name
}

/// A foreign key's name as SeaORM chooses it: `fk-notes-contact_id`.
pub(crate) fn foreign_key(table: &str, columns: &[String]) -> String {
    format!("fk-{table}-{}", columns.join("-"))
}

/// An index's name as SeaORM chooses it: `idx-notes-title`.
pub(crate) fn index(table: &str, columns: &[String]) -> String {
    format!("idx-{table}-{}", columns.join("-"))
}

/// The name itself, or, where it is longer than PostgreSQL keeps, its beginning and a hash of the whole: two long names
/// that begin alike stay two names.
pub(crate) fn fitting(name: String) -> String {
    if name.len() <= LONGEST {
        return name;
    }
    let mut end = LONGEST - 9;
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}_{:08x}", &name[..end], fnv1a(name.as_bytes()))
}

/// FNV-1a with 32 bits: the same on every machine and in every version, unlike the standard library's hasher.
fn fnv1a(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names_stay_and_long_ones_differ_by_their_hash() {
        assert_eq!(primary_key("contacts"), "contacts_pkey");
        assert_eq!(unique("t", &["a".to_owned(), "b".to_owned()]), "t_a_b_key");
        let taken = ["t_a_check", "t_a_check1"];
        assert_eq!(check("t", &["a"], |name| taken.contains(&name)), "t_a_check2");
        assert_eq!(check("t", &["a", "b"], |name| taken.contains(&name)), "t_check");
        let one = fitting(format!("{}é_a", "é".repeat(31)));
        let two = fitting(format!("{}é_b", "é".repeat(31)));
        assert!(one.len() <= LONGEST && one.starts_with(&"é".repeat(27)), "{one}");
        assert_ne!(one, two);
        assert_eq!(fnv1a(b"a"), 0xe40c_292c);
    }
}
