//! A hundred steps that each store a small struct.

use std::hint::black_box;

use serde::{Deserialize, Serialize};

/// What the last step has stored.
#[derive(Debug, Clone, Serialize)]
struct Last {
    n: u32,
    tag: &'static str,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Customer {
    id: u64,
    tier: String,
}

/// What goes through the steps.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Data {
    order_id: String,
    customer: Customer,
    total: f64,
    #[serde(skip_deserializing)]
    last: Option<Last>,
}

/// The store is all that is left of a step; `black_box` keeps each of them.
pub(crate) async fn chain(mut data: Data) -> Data {
    macro_rules! step {
        ($number:literal, $tag:literal) => {
            data.last = Some(Last { n: $number, tag: $tag });
            black_box(&data);
        };
    }
    step!(0, "step-0");
    step!(1, "step-1");
    step!(2, "step-2");
    step!(3, "step-3");
    step!(4, "step-4");
    step!(5, "step-5");
    step!(6, "step-6");
    step!(7, "step-7");
    step!(8, "step-8");
    step!(9, "step-9");
    step!(10, "step-10");
    step!(11, "step-11");
    step!(12, "step-12");
    step!(13, "step-13");
    step!(14, "step-14");
    step!(15, "step-15");
    step!(16, "step-16");
    step!(17, "step-17");
    step!(18, "step-18");
    step!(19, "step-19");
    step!(20, "step-20");
    step!(21, "step-21");
    step!(22, "step-22");
    step!(23, "step-23");
    step!(24, "step-24");
    step!(25, "step-25");
    step!(26, "step-26");
    step!(27, "step-27");
    step!(28, "step-28");
    step!(29, "step-29");
    step!(30, "step-30");
    step!(31, "step-31");
    step!(32, "step-32");
    step!(33, "step-33");
    step!(34, "step-34");
    step!(35, "step-35");
    step!(36, "step-36");
    step!(37, "step-37");
    step!(38, "step-38");
    step!(39, "step-39");
    step!(40, "step-40");
    step!(41, "step-41");
    step!(42, "step-42");
    step!(43, "step-43");
    step!(44, "step-44");
    step!(45, "step-45");
    step!(46, "step-46");
    step!(47, "step-47");
    step!(48, "step-48");
    step!(49, "step-49");
    step!(50, "step-50");
    step!(51, "step-51");
    step!(52, "step-52");
    step!(53, "step-53");
    step!(54, "step-54");
    step!(55, "step-55");
    step!(56, "step-56");
    step!(57, "step-57");
    step!(58, "step-58");
    step!(59, "step-59");
    step!(60, "step-60");
    step!(61, "step-61");
    step!(62, "step-62");
    step!(63, "step-63");
    step!(64, "step-64");
    step!(65, "step-65");
    step!(66, "step-66");
    step!(67, "step-67");
    step!(68, "step-68");
    step!(69, "step-69");
    step!(70, "step-70");
    step!(71, "step-71");
    step!(72, "step-72");
    step!(73, "step-73");
    step!(74, "step-74");
    step!(75, "step-75");
    step!(76, "step-76");
    step!(77, "step-77");
    step!(78, "step-78");
    step!(79, "step-79");
    step!(80, "step-80");
    step!(81, "step-81");
    step!(82, "step-82");
    step!(83, "step-83");
    step!(84, "step-84");
    step!(85, "step-85");
    step!(86, "step-86");
    step!(87, "step-87");
    step!(88, "step-88");
    step!(89, "step-89");
    step!(90, "step-90");
    step!(91, "step-91");
    step!(92, "step-92");
    step!(93, "step-93");
    step!(94, "step-94");
    step!(95, "step-95");
    step!(96, "step-96");
    step!(97, "step-97");
    step!(98, "step-98");
    step!(99, "step-99");
    data
}
