//! The commands of the `migration` binary, one file each: its arguments and what it does.

pub(crate) mod accept;
pub(crate) mod agree;
pub(crate) mod backup;
pub(crate) mod current;
pub(crate) mod data;
pub(crate) mod down;
pub(crate) mod fresh;
pub(crate) mod history;
pub(crate) mod journal;
pub(crate) mod refresh;
pub(crate) mod replay;
pub(crate) mod reset;
pub(crate) mod restore;
pub(crate) mod setup;
pub(crate) mod show;
pub(crate) mod stamp;
pub(crate) mod status;
pub(crate) mod travel;
pub(crate) mod unlock;
pub(crate) mod up;
pub(crate) mod verify;
