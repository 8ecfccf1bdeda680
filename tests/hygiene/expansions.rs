//! The workflows whose expansions are tested as text.
#![allow(deprecated, reason = "they hold what lints warn of")]

use ::asl_runtime::include_workflow;

include_workflow!("expansion/workflows/choice.asl.json");
include_workflow!("expansion/workflows/ends.asl.json");
include_workflow!("expansion/workflows/express.asl.yaml", kind: express, output: f64);
include_workflow!("expansion/workflows/generated_input.asl.json");
include_workflow!("expansion/workflows/jsonata.asl.json");
include_workflow!("expansion/workflows/jsonata_compiled.asl.json");
include_workflow!("expansion/workflows/jsonata_distributed.asl.json");
include_workflow!("expansion/workflows/lambda_invoke.asl.json");
include_workflow!("expansion/workflows/map_distributed.asl.json");
include_workflow!("expansion/workflows/map_inline.asl.json");
include_workflow!("expansion/workflows/names.asl.json");
include_workflow!(
    "expansion/workflows/nested_execution.asl.json",
    substitutions: { "ShipMachine": "arn:aws:states:eu-west-1:111111111111:stateMachine:ship" },
);
include_workflow!("expansion/workflows/parallel.asl.json");
include_workflow!("expansion/workflows/pass.asl.json", allow: ["field-without-effect", "literal-result"]);
include_workflow!("expansion/workflows/paths.asl.json");
include_workflow!("expansion/workflows/recover.asl.json");
include_workflow!("expansion/workflows/shared_method.asl.json");
include_workflow!(
    "expansion/workflows/substitutions.asl.json",
    substitutions: { "Timeout": 30, "Stage": "test" },
);
include_workflow!("expansion/workflows/task.asl.json");
include_workflow!("expansion/workflows/templates.asl.json");
include_workflow!("expansion/workflows/token_activity.asl.json");
include_workflow!("expansion/workflows/transactional.asl.json", transactional: [reserve, book]);
include_workflow!("expansion/workflows/variables.asl.json");
include_workflow!("expansion/workflows/wait.asl.json");
