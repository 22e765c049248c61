//! The readers of what entities say in text, for the fuzz targets and the tests that share their properties. No part of the
//! crate's interface.

pub use crate::clause::{Definition, definition};
pub use crate::printed::{Printed, PrintedTable, statement};
