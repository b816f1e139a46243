//! Discriminated parents: which child a value is, and what stays within reach of one whose kind
//! nobody knows.

use oaspen_runtime::json::from_str;

use super::schema::{any, check, check_tolerant, refused, wrong};

#[test]
fn a_parent_is_any_of_its_children() {
    use generated::schema_discriminated_parent::types::{
        Cat, Dog, Household, Lonely, Pet, PetBase, Puppy,
    };
    check(
        r#"{"petType":"cat","name":"Tom","lives":9}"#,
        Pet::Cat(Cat::new("Tom", 9)),
    );
    check(
        r#"{"petType":"Dog","name":"Rex","good":true}"#,
        Pet::from(Dog::new("Rex").good(true)),
    );
    // A child's child is a value of the first parent.
    check(
        r#"{"petType":"puppy","name":"Kim","weeks":5}"#,
        Pet::from(Puppy::new("Kim").weeks(5)),
    );
    // The parent's own name is a tag unless another has it.
    check(
        r#"{"petType":"Pet","name":"Any"}"#,
        Pet::from(PetBase::new("Any")),
    );
    let friends = Household::new(vec![Cat::new("Tom", 9).into()])
        .guest(Dog::new("Rex").friend(Pet::from(Puppy::new("Kim"))));
    check(
        r#"{"pets":[{"petType":"cat","name":"Tom","lives":9}],"guest":{"petType":"Dog","name":"Rex","friend":{"petType":"puppy","name":"Kim"}}}"#,
        friends,
    );
    // One that is known to be a cat has to be one.
    assert_eq!(
        wrong::<Pet>(r#"{"petType":"cat","name":"Tom"}"#),
        "the property `lives` is missing"
    );
    check(r#"{"kind":"x"}"#, Lonely::new("x"));
    // A cat that is seen as a pet is still a cat when it is written.
    let base = PetBase::from(Cat::new("Tom", 9));
    assert_eq!(base.additional["lives"], any("9"));
    check(r#"{"petType":"cat","name":"Tom","lives":9}"#, base);
    assert_eq!(
        PetBase::from(Puppy::new("Kim").weeks(5)).additional["weeks"],
        any("5")
    );
}

#[test]
fn a_child_that_nobody_knows_keeps_what_its_parent_says() {
    use generated::schema_discriminated_parent::types::Pet;
    let text = r#"{"petType":"fish","name":"Wanda","fins":7}"#;
    let Ok(Pet::Base(fish)) = from_str::<Pet>(text) else {
        panic!("the parent's fields are there");
    };
    assert_eq!(
        (fish.name.as_str(), &fish.additional["fins"]),
        ("Wanda", &any("7"))
    );
    check_tolerant(text, Pet::Base(fish));
    assert_eq!(
        refused::<Pet>(text),
        r#"expected one of Cat (key `petType` = "cat"), Dog (key `petType` = "Dog"), Puppy (key `petType` = "puppy"), Base (key `petType` = "Pet"), found an object"#
    );
    check_tolerant("7", Pet::Unknown(any("7")));
}

#[test]
fn parents_below_parents_are_told_apart_step_by_step() {
    use generated::schema_discriminated_hierarchy::types::{
        Circle, Polygon, PolygonBase, Shape, ShapeBase, ShapeKind, Square,
    };
    check(
        r#"{"kind":"circle","radius":2}"#,
        Shape::Circle(Circle::new().radius(2)),
    );
    let square = Polygon::Square(Square::new(3));
    check(r#"{"kind":"square","side":3}"#, Shape::from(square));
    check(r#"{"kind":"square","side":3}"#, Shape::from(Square::new(3)));
    // Names differ from the listed values in case alone.
    check(
        r#"{"kind":"POLYGON","corners":5}"#,
        Shape::from(Polygon::Base(
            PolygonBase::new(ShapeKind::Polygon).corners(5),
        )),
    );
    check(r#"{"kind":"blob"}"#, Shape::Base(ShapeBase::new()));
    assert!(refused::<Shape>(r#"{"kind":"line"}"#).starts_with("expected one of Circle"));
}

#[test]
fn tags_may_be_numbers_and_may_be_left_out() {
    use generated::schema_discriminated_hierarchy::types::{
        Closed, Event, EventBase, Message, MessageBase, Opened, Text,
    };
    check(r#"{"code":1}"#, Event::from(Opened::new().code(1)));
    check(
        r#"{"code":2,"why":"late"}"#,
        Event::from(Closed::new().code(2).why("late")),
    );
    check(r#"{"at":"noon"}"#, Event::from(EventBase::new().at("noon")));
    check_tolerant(r#"{"code":3}"#, Event::from(EventBase::new().code(3)));
    assert!(refused::<Event>(r#"{"code":3}"#).contains("Closed (key `code` = 2)"));
    // `defaultMapping` holds for tags that are missing or unknown.
    let text = Text {
        form: None,
        ..Text::new().text("hi")
    };
    check(r#"{"text":"hi"}"#, Message::from(text));
    check(
        r#"{"form":"verse","text":"hi"}"#,
        Message::from(Text::new().form("verse").text("hi")),
    );
    check(
        r#"{"form":"Message"}"#,
        Message::from(MessageBase::new().form("Message")),
    );
}

#[test]
fn a_constant_tag_of_a_parent_is_its_own() {
    use generated::schema_discriminated_constant::types::{
        Bike, Flashing, Signal, Trailer, Truck, Vehicle, VehicleBase,
    };
    check(
        r#"{"kind":"vehicle","wheels":3}"#,
        Vehicle::Base(VehicleBase::new(3)),
    );
    check(
        r#"{"kind":"bike","wheels":2,"gears":7}"#,
        Vehicle::Bike(Bike::new(2).gears(7)),
    );
    check(
        r#"{"kind":"Truck","wheels":6,"load":9}"#,
        Vehicle::Truck(Truck::new(6, 9)),
    );
    check(
        r#"{"kind":"trailer","wheels":4,"load":9}"#,
        Vehicle::Trailer(Trailer::new(4, 9)),
    );
    check(
        r#"{"colour":"amber","hertz":2}"#,
        Signal::Amber(Flashing::new().hertz(2)),
    );
    assert!(refused::<Vehicle>(r#"{"kind":"cart","wheels":2}"#).starts_with("expected one of"));
}
