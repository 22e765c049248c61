//! The one integration binary. A file below this folder that is not a module here fails `every_file_is_a_module`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, unreachable_pub)]

mod architecture;
mod backups;
mod bites;
mod cases;
mod command_line;
mod data;
mod edits;
mod goldens;
mod kinds;
mod legacy;
mod properties;
mod readme;
mod verify;
