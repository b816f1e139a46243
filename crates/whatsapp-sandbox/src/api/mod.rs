//! The traits of the generated server, one file for each tag of the document.
//!
//! A handler checks who calls, looks at or changes the state, and says what came of it in the document's types.

mod application;
mod backup_restore;
mod business_profile;
mod certificates;
mod contacts;
mod groups;
mod health;
mod media;
mod messages;
mod profile;
mod registration;
mod two_step_verification;
mod users;
