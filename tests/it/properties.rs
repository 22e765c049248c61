//! Random pairs of schemas.
