//! Mistakes in the derive of ASL errors.

use asl_runtime::AslError;

#[derive(AslError)]
enum Empty {}

#[derive(AslError)]
union Either {
    a: u8,
    b: u8,
}

#[derive(AslError)]
#[asl(rename = "Bank")]
enum Renamed {
    A,
}

#[derive(AslError)]
enum Attributes {
    #[asl(name = "Bank.Down")]
    A,
}

#[derive(AslError)]
enum Names {
    #[asl(rename = "")]
    A,
    #[asl(rename = "States.Runtime")]
    B,
}

/// Without `Display` there is no cause.
#[derive(AslError)]
enum NoDisplay {
    A,
}

fn main() {}
