//! Turns a difference into ordered, reversible steps for one engine, each with its hazards. Pure: no database, no clock.
//!
//! The pipeline inside: [`probe`] says what the planner wants counted in the live data, [`plan`] orders the changes
//! ([`order`]) and asks the engine's file ([`sqlite`], [`postgres`], [`mysql`]) for the statements, [`hazard`] names what a change
//! does to data and to running applications; [`fill`] decides what stands in for a missing value,
//! [`names`] maps renamed tables and columns back to the live ones.

pub mod access;
mod column;
pub mod family;
pub mod fill;
pub mod hazard;
mod label;
mod member;
pub mod mysql;
pub mod names;
mod object;
pub mod order;
pub mod plan;
pub mod postgres;
pub mod probe;
pub mod sqlite;
pub mod step;
mod unfit;

pub use access::access_steps;
pub use fill::{Fill, fill};
pub use hazard::{Hazard, HazardKind};
pub use names::LiveNames;
pub use plan::{Plan, PlanError, PlanOptions, Unfit, plan};
pub use probe::{Facts, Probe, combined_sql, probes};
pub use step::{Operation, Statement, Step};
