//! What expressions and variables cannot mean, put into a good workflow, is found where it was put.

#[path = "support/seed.rs"]
mod seed;
mod support;

use asl_compiler::diagnostic::Code;
use asl_compiler::model::WorkflowKind;
use seed::Seed::{self, Remove, Set};
use seed::planted_in;
use serde_json::{Value, json};
use support::check;

const GOOD: &str = include_str!("seeded/shipping.asl.json");

const DONE: &str = "/States/Done/Output/shipped";
const SHIP: &str = "/States/Ship items/ItemProcessor/States/Ship item/Output";

fn expression(text: &str) -> Value {
    json!(format!("{{% {text} %}}"))
}

/// An expression in the place of another, that is wrong itself.
fn wrong(pointer: &'static str, text: &str, code: Code) -> (Seed, String, Code) {
    (Set(pointer, expression(text)), pointer.to_owned(), code)
}

fn at(pointer: &'static str, value: Value, found: &str, code: Code) -> (Seed, String, Code) {
    (Set(pointer, value), found.to_owned(), code)
}

/// A mistake, where it must be found, and its code.
fn seeds() -> Vec<(Seed, String, Code)> {
    const AMOUNT: &str = "/States/Charge card/Arguments/Payload/amount";
    const OUTPUT: &str = "/States/Charge card/Output";
    const CAUGHT: &str = "/States/Charge card/Catch/0/Output/reason";
    const ITEMS: &str = "/States/Pack items/Items";
    const CONDITION: &str = "/States/Is it large?/Choices/0/Condition";
    const TOTAL: &str = "/States/Read order/Assign/total";
    vec![
        wrong(AMOUNT, "$round($total * ", Code::JsonataSyntax),
        at(AMOUNT, json!("{% $total"), AMOUNT, Code::JsonataDelimiters),
        at("/States/Read order/Assign/a.b", json!(1), "/States/Read order/Assign/a.b", Code::VariableName),
        wrong(AMOUNT, "$states.result.total", Code::StatesField),
        wrong(AMOUNT, "$states.errorOutput", Code::StatesField),
        wrong(CAUGHT, "$states.result", Code::StatesField),
        wrong(TOTAL, "$states.result", Code::StatesField),
        wrong(AMOUNT, "$states.inputs.total", Code::StatesField),
        wrong(AMOUNT, "($states := $order; $states.total)", Code::StatesBinding),
        wrong(AMOUNT, "total", Code::TopLevelReference),
        wrong(AMOUNT, "$.total", Code::TopLevelReference),
        wrong(AMOUNT, "$order.items[$$.id = 1]", Code::TopLevelReference),
        at(
            "/States/Pack items/ItemProcessor/States/Pack item/Assign/total",
            json!(1),
            "/States/Pack items/ItemProcessor/States/Pack item/Assign/total",
            Code::OuterVariable,
        ),
        wrong(AMOUNT, "$rnd($total)", Code::UnknownFunction),
        wrong(AMOUNT, "$eval('1')", Code::UnknownFunction),
        wrong(AMOUNT, "$total(2)", Code::NotAFunction),
        wrong(AMOUNT, "$round()", Code::FunctionArguments),
        wrong(AMOUNT, "$round('1.5')", Code::FunctionArguments),
        wrong(DONE, "$map($states.input, 'trim')", Code::FunctionArguments),
        wrong(AMOUNT, "'total ' + $total", Code::OperandType),
        wrong(CONDITION, "$count($order.items) > '1000'", Code::OperandType),
        wrong(CONDITION, "$count($order.items) = '3'", Code::ComparisonNeverTrue),
        wrong(CONDITION, "$count($order.items)", Code::WrongResultType),
        wrong("/States/Pause/Seconds", "'60'", Code::WrongResultType),
        wrong("/States/Charge card/TimeoutSeconds", "$now()", Code::WrongResultType),
        wrong("/States/Pack items/MaxConcurrency", "[1]", Code::WrongResultType),
        wrong(ITEMS, "$string($order.items)", Code::WrongResultType),
        wrong("/States/Sorry/Cause", "$count($order)", Code::WrongResultType),
        wrong(OUTPUT, "$uppercase", Code::WrongResultType),
        wrong(OUTPUT, "()", Code::UndefinedResult),
        wrong(OUTPUT, "$total > 1 ? 'large'", Code::PossiblyUndefinedResult),
        wrong(ITEMS, "$order.items[price > 0]", Code::SingleItem),
        at(OUTPUT, json!(" {% $total %} "), OUTPUT, Code::LiteralExpression),
        at(OUTPUT, json!("paid {% $total %} today"), OUTPUT, Code::LiteralExpression),
        at(OUTPUT, json!("$states.input"), OUTPUT, Code::UnevaluatedText),
        at(OUTPUT, json!("$total"), OUTPUT, Code::UnevaluatedText),
        at(OUTPUT, json!("$.total"), OUTPUT, Code::ForeignSyntax),
        at(OUTPUT, json!({"total.$": "$.total"}), OUTPUT, Code::ForeignSyntax),
        wrong(AMOUNT, "$totl", Code::UnassignedVariable),
        wrong(AMOUNT, "$parcels", Code::UnassignedVariable),
        wrong(DONE, "$weight", Code::UnassignedVariable),
        (
            Remove("/States/Charge card/Catch/0/Assign"),
            "/States/Ship items/ItemSelector/receipt".into(),
            Code::PossiblyUnassignedVariable,
        ),
        at(
            "/States/Is it large?/Default",
            json!("Pack items"),
            "/States/Ship items/ItemSelector/receipt",
            Code::PossiblyUnassignedVariable,
        ),
        wrong(SHIP, "$order.id", Code::DistributedMapVariable),
        at(
            "/States/Read order/Assign/extra",
            json!(1),
            "/States/Read order/Assign/extra",
            Code::UnusedVariable,
        ),
        wrong(AMOUNT, "($total := $total * 1.2; $total)", Code::ShadowedVariable),
        wrong(AMOUNT, "$states.context.Execution.Arn", Code::ContextField),
        wrong(AMOUNT, "$states.context.Task.Token", Code::ContextField),
        wrong(AMOUNT, "$states.context.Map.Item.Value", Code::ContextField),
        wrong("/States/Pack items/ItemSelector/item", "$states.context.Map.Item.Source", Code::ContextField),
        wrong(CAUGHT, "$states.errorOutput.Cause.errorMessage", Code::MissingData),
        wrong(CAUGHT, "$states.errorOutput.Message", Code::MissingData),
        (
            Remove("/States/Ask customer/Arguments/MessageBody/token"),
            "/States/Ask customer/Resource".into(),
            Code::TokenNotPassed,
        ),
    ]
}

#[test]
fn the_workflow_is_good() {
    let checked = check("order", GOOD, WorkflowKind::Standard).expect("it is JSON");
    let findings = checked.found.errors.iter().chain(&checked.found.warnings);
    let found: Vec<_> = findings.map(|finding| checked.line(finding)).collect();
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn every_mistake_is_found_where_it_is() {
    let mut wrong = Vec::new();
    for (seed, pointer, code) in seeds() {
        let text = planted_in(GOOD, &seed);
        let checked = check(code.name(), &text, WorkflowKind::Standard).expect("it is JSON");
        let findings: Vec<_> = checked.found.errors.iter().chain(&checked.found.warnings).collect();
        let lines: Vec<_> = findings.iter().map(|finding| checked.line(finding)).collect();
        let hit = findings.iter().any(|finding| {
            let at = checked.document.pointer(finding.place.node);
            finding.code == code && (at == pointer || at.starts_with(&format!("{pointer}/")))
        });
        // What the mistake took away is missed elsewhere, as a variable that is not read any more.
        let follows = [code, Code::UnusedVariable];
        let noise = findings.iter().any(|finding| !follows.contains(&finding.code));
        if !hit || noise {
            wrong.push(format!("{}: at {pointer} found {lines:#?}", code.name()));
        }
    }
    assert!(wrong.is_empty(), "{} mistakes:\n{}", wrong.len(), wrong.join("\n"));
}
