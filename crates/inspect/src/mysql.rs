//! Reads MariaDB's and MySQL's catalogs.

mod flavour;

pub use flavour::Flavour;

#[cfg(test)]
mod tests;
