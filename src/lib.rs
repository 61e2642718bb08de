//! planmark: a project plan as a folder of Markdown, checked like code, reviewed like code, published like a site.

pub mod analysis;
pub mod audience;
pub mod config;
pub mod document;
pub mod finding;
pub mod lint;
pub mod model;
pub mod money;
pub mod rule;
pub mod rules;
pub mod schedule;
pub mod status;
pub mod text;
pub mod value;
