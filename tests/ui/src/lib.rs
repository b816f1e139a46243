//! The programs are in `pass` and `fail`, what the compiler says beside them. Here is only the README,
//! whose examples are compiled as tests of the documentation.

#![cfg_attr(doctest, doc = include_str!("../../../README.md"))]
