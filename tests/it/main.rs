//! The integration tests: one binary.

#![expect(clippy::panic, reason = "a test that cannot go on says so")]

mod botapi;
