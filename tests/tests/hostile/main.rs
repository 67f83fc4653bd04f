//! Pages that somebody made to break the tool, disks that fail, and runs that are killed.

mod endless;
mod failures;
mod found;
mod injection;
mod interruption;
mod lost;
mod mutation;
mod names;
mod outside;
mod own_settings;
mod prose;
mod same_bytes;
mod shown;
mod size;
mod supply_chain;
