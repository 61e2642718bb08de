//! JSON Schemas (draft 2020-12).

/// Stub.
#[must_use]
pub fn plan() -> String {
    String::new()
}
/// Stub.
#[must_use]
pub fn settings() -> String {
    String::new()
}
/// Stub.
#[must_use]
pub fn findings() -> String {
    String::new()
}
/// Stub.
#[must_use]
pub fn kind(_: &str) -> Option<String> {
    None
}
