//! The one integration binary. A file below this folder that is not a module here fails `every_file_is_a_module`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, unreachable_pub)]

mod application;
mod architecture;
mod backups;
mod bites;
mod cases;
mod command_line;
mod data;
mod edits;
mod faults;
mod goldens;
mod kills;
mod kinds;
mod legacy;
mod meaning;
mod on_request;
mod parsers;
mod properties;
mod races;
mod readme;
mod schemas;
mod verify;
