//! The languages inside strings: JSONPath, intrinsic functions, timestamps, resource names.
//!
//! All are parsed while compiling; errors count bytes of the string's decoded text.

pub mod intrinsic;
pub mod path;
pub mod resource;
