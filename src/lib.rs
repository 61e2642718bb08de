//! planmark: a project plan as a folder of Markdown, checked like code, reviewed like code, published like a site.

pub mod document;
pub mod finding;
pub mod text;
pub mod value;
