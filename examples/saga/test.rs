//! What was booked is cancelled, the last first, and the execution fails with the error that began it.

mod workflow;

use workflow::{Agency, Trip, saga};

#[tokio::test]
async fn a_trip_is_booked() {
    let trip =
        saga::workflow(Agency::default()).run(Trip { to: "Vienna".into() }).await.expect("it succeeds");
    assert_eq!(trip.car.booking, "car to Vienna");
}

#[tokio::test]
async fn without_a_car_hotel_and_flight_are_cancelled() {
    let agency = Agency::default();
    let journal = agency.journal.clone();
    let error = saga::workflow(agency).run(Trip { to: "Venice".into() }).await.expect_err("there is no car");
    assert_eq!((error.error(), error.cause()), (Some("NoCar"), Some("there is no car in Venice")));
    let journal = journal.lock().expect("no handler panicked");
    assert_eq!(*journal, ["book flight", "book hotel", "cancel hotel to Venice", "cancel flight to Venice"]);
}
