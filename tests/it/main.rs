//! The integration tests: one binary.

mod botapi;
