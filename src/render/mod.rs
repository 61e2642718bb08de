//! One file an output. Nothing here computes anything.

pub mod html;
