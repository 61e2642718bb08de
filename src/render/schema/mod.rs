//! JSON Schemas (draft 2020-12).
