//! What is raised on workflows that people run, every one looked at.

/// Pointer, code, and why it is true.
type Judged = (&'static str, &'static str, &'static str);

/// What is raised, by file.
pub(crate) const JUDGED: &[(&str, &[Judged])] = &[
    (
        "stepfunctions-examples/sam__app-decompose-for-parallelism__statemachine__distributor.asl.json",
        &[(
            "/States/RunTests/Iterator/States/RunTestStateMachine/Catch/0/ErrorEquals/0",
            "uncaught-timeout",
            "the task has TimeoutSeconds 65; a test that hangs ends the whole Map in place of being recorded",
        )],
    ),
    (
        "stepfunctions-examples/sam__app-order-management__statemachines__ship-order.asl.json",
        &[(
            "/States/Initate Packaging and Shipping/Catch/0/ErrorEquals/0",
            "uncaught-timeout",
            "nobody answers within 10800 seconds: the customer is not told that the order failed",
        )],
    ),
    (
        "stepfunctions-examples/sam__util-sfntoolkit__template--StateMachineUtilStateMachineUtilRunGlueCrawlersWithTags_Definition.asl.json",
        &[
            ("/States/Set Parameters/Parameters/config/listBucket", "unevaluated-text", LACKS_DOLLAR),
            ("/States/Set Parameters/Parameters/config/listPrefix", "unevaluated-text", LACKS_DOLLAR),
            ("/States/Set Parameters/Parameters/config/batchBucket", "unevaluated-text", LACKS_DOLLAR),
            ("/States/Format Output/Parameters/batchBucket", "unevaluated-text", LACKS_DOLLAR),
            ("/States/Format Output/Parameters/listBucket", "unevaluated-text", LACKS_DOLLAR),
        ],
    ),
    (
        "workflows-collection/chain-of-responsibility-cdk__python__statemachine__atm_dispenser_chained.asl.json",
        &[
            ("/States/Dispense50/Retry/0/ErrorEquals/0", "misspelt-error-name", TASK_FAILED_ID),
            ("/States/Dispense20/Retry/0/ErrorEquals/0", "misspelt-error-name", TASK_FAILED_ID),
            ("/States/Dispense10/Retry/0/ErrorEquals/0", "misspelt-error-name", TASK_FAILED_ID),
            ("/States/Dispense1/Retry/0/ErrorEquals/0", "misspelt-error-name", TASK_FAILED_ID),
        ],
    ),
    (
        "workflows-collection/either-or-parallel-pattern__statemachine__statemachine.asl.json",
        &[
            (
                "/States/Wait Either For Process Completion Or Timeout/Catch/0/ErrorEquals/0",
                "reserved-error-name",
                OWN_NAME,
            ),
            (
                "/States/Wait Either For Process Completion Or Timeout/Catch/1/ErrorEquals/0",
                "reserved-error-name",
                OWN_NAME,
            ),
            (
                "/States/Wait Either For Process Completion Or Timeout/Catch/2/ErrorEquals/0",
                "reserved-error-name",
                OWN_NAME,
            ),
        ],
    ),
    (
        "workflows-collection/quorum-with-parallel-pattern__statemachine__statemachine.asl.json",
        &[
            (
                "/States/Wait for at least \"quorum\" number processes complete/Catch/0/ErrorEquals/0",
                "reserved-error-name",
                OWN_NAME,
            ),
            (
                "/States/Wait for at least \"quorum\" number processes complete/Catch/1/ErrorEquals/0",
                "reserved-error-name",
                OWN_NAME,
            ),
        ],
    ),
    (
        "workflows-collection/emit-and-wait__statemachine__statemachine.asl.json",
        &[(
            "/States/Emit - TIMEDOUT/Parameters/Entries/0/Detail/TaskToken.$",
            "context-field",
            "the last state was copied from one that waits for a token, and does not: it fails when it is reached",
        )],
    ),
    (
        "workflows-collection/idempotent-workflow-sam__statemachine__statemachine.asl.json",
        &[
            (IDEMPOTENCY_0, "repeated-error-name", MERGED),
            (IDEMPOTENCY_1, "repeated-error-name", MERGED),
            (IDEMPOTENCY_2, "repeated-error-name", MERGED),
        ],
    ),
    (
        "workflows-collection/parallelized-embedding-pipeline__example-workflow--definition.asl.json",
        &[
            ("/States/GetObjectMetadata/Parameters/Bucket.$", "missing-data", ENVELOPE),
            ("/States/GetObjectMetadata/Parameters/Key.$", "missing-data", ENVELOPE),
            ("/States/ParallelProcessing/ItemsPath", "missing-data", ENVELOPE),
            ("/States/ParallelProcessing/ItemSelector/Bucket.$", "missing-data", ENVELOPE),
            ("/States/ParallelProcessing/ItemSelector/Key.$", "missing-data", ENVELOPE),
            (
                "/States/ParallelProcessing/ItemSelector/ByteRange.$",
                "missing-data",
                "`$.Map.Item.Value` reads the input; the item is `$$.Map.Item.Value`",
            ),
        ],
    ),
    (
        "stepfunctions-examples/sam__app-sfn-appflow-integration__statemachines__CreateCatalogTable.asl.json",
        &[(
            "/States/TableExist?/ResultSelector",
            "field-without-effect",
            "what is selected is discarded by `\"ResultPath\": null`",
        )],
    ),
    (
        "stepfunctions-examples/sam__demo-asl-features__template--StateMachineAslDemo_Definition.asl.json",
        &[(
            "/States/Create Pets/Iterator/States/Choice",
            "choice-without-default",
            "an item that is no number, or none of the numbers listed, fails the execution",
        )],
    ),
    (
        "stepfunctions-examples/sam__demo-fis-stepfunctions__stepfunction__fis.ecs.asl.json",
        &[(
            "/States/Choice/Choices/1",
            "unreachable-rule",
            "a failed experiment is not `completed`, so the first rule waits for it for ever; the Fail is never reached",
        )],
    ),
    (
        "workflows-collection/automating-a-security-incident-with-step-functions-cdk__python__statemachine__statemachine.asl.json",
        &[("/States/AskUser/Resource", "token-without-timeout", NO_TIMEOUT)],
    ),
    (
        "workflows-collection/curbside-pickup__statemachine__statemachine.asl.json",
        &[
            ("/States/SQS PickItem/Resource", "token-without-timeout", NO_TIMEOUT),
            ("/States/SNS DeliverToCurb/Resource", "token-without-timeout", NO_TIMEOUT),
        ],
    ),
    (
        "workflows-collection/event-driven-workflow-monitor__statemachine__statemachine.asl.json",
        &[
            (
                "/States/executeParallel/Branches/0/States/StartWorkflowMonitoring/Resource",
                "token-without-timeout",
                NO_TIMEOUT,
            ),
            (
                "/States/executeParallel/Branches/1/States/StopWorkflowMontoring/Resource",
                "token-without-timeout",
                NO_TIMEOUT,
            ),
        ],
    ),
    (
        "workflows-collection/human-in-the-loop-tf__statemachines__statemachine.asl.json",
        &[("/States/Notify Approver/Resource", "token-without-timeout", NO_TIMEOUT)],
    ),
    (
        "workflows-collection/inventory-management-sam__statemachine__create-purchase-order-statemachine.asl.json",
        &[
            ("/States/Send Purchase Order Email/Resource", "token-without-timeout", NO_TIMEOUT),
            (
                "/States/ManualApprovalChoiceState",
                "choice-without-default",
                "an approver's answer that is neither `Approved` nor `Rejected` fails the execution past every Catch",
            ),
        ],
    ),
    (
        "workflows-collection/lambda-orchestration-cdk__lambda_orchestration_cdk__statemachine__statemachine.asl.json",
        &[
            ("/States/Request Human Approval/Resource", "token-without-timeout", NO_TIMEOUT),
            (
                "/States/Buy or Sell?",
                "choice-without-default",
                "a recommendation that is neither `buy` nor `sell` fails the execution",
            ),
        ],
    ),
    (
        "workflows-collection/parallel-human-approval__statemachine__StateMachine.asl.json",
        &[
            (
                "/States/Parallel/Branches/0/States/SNS Publish to Approver 1/Resource",
                "token-without-timeout",
                NO_TIMEOUT,
            ),
            (
                "/States/Parallel/Branches/1/States/SNS Publish to Approver2/Resource",
                "token-without-timeout",
                NO_TIMEOUT,
            ),
            (
                "/States/Parallel/Branches/2/States/SNS Publish to Approver3/Resource",
                "token-without-timeout",
                NO_TIMEOUT,
            ),
        ],
    ),
    (
        "workflows-collection/sfn-rekognition-video-catalog-workflow__statemachine__statemachine.asl.json",
        &[
            (
                "/States/Content Moderation Map/ItemProcessor/States/Wait for ContentModeration Callback/Resource",
                "token-without-timeout",
                NO_TIMEOUT,
            ),
            (
                "/States/Label Detection Map/ItemProcessor/States/Wait for LabelDetection Callback/Resource",
                "token-without-timeout",
                NO_TIMEOUT,
            ),
            (
                "/States/Segment Detection Map/ItemProcessor/States/Wait for SegmentDetection Callback/Resource",
                "token-without-timeout",
                NO_TIMEOUT,
            ),
        ],
    ),
    (
        "workflows-collection/uml-statemachine__statemachine__BlogBackgroundChecksSM.asl.json",
        &[
            (
                "/States/Parallel/Branches/0/States/Run Criminal Check/Resource",
                "token-without-timeout",
                NO_TIMEOUT,
            ),
            (
                "/States/Parallel/Branches/1/States/Run Financial Check/Resource",
                "token-without-timeout",
                NO_TIMEOUT,
            ),
        ],
    ),
    (
        "workflows-collection/uml-statemachine__statemachine__BlogBuySellSM.asl.json",
        &[("/States/Route For Approval (Callback)/Resource", "token-without-timeout", NO_TIMEOUT)],
    ),
    (
        "workflows-collection/uml-statemachine__statemachine__BlogOpenRequestSM.asl.json",
        &[
            ("/States/Make STP Request (Callback)/Resource", "token-without-timeout", NO_TIMEOUT),
            ("/States/Route To Analyst (Callback)/Resource", "token-without-timeout", NO_TIMEOUT),
            ("/States/Route To Manager (Callback)/Resource", "token-without-timeout", NO_TIMEOUT),
        ],
    ),
    (
        "workflows-collection/uml-statemachine__statemachine__BlogServiceRequestSM.asl.json",
        &[
            (
                "/States/Choice After Open",
                "choice-without-default",
                "a trigger that is none of the three fails the execution",
            ),
            ("/States/Cancel Request (Callback)/Resource", "token-without-timeout", NO_TIMEOUT),
        ],
    ),
    (
        "workflows-collection/wait-for-callback__statemachine__statemachine.asl.json",
        &[("/States/Start Task And Wait For Callback/Resource", "token-without-timeout", NO_TIMEOUT)],
    ),
    (
        "workflows-collection/workflow-within-a-workflow-cdk__statemachines__main-state-machine.asl.json",
        &[(
            "/States/Start in parallel/Branches/1/States/Start new workflow and wait for callback/Resource",
            "token-without-timeout",
            NO_TIMEOUT,
        )],
    ),
];

const NO_TIMEOUT: &str =
    "neither TimeoutSeconds nor HeartbeatSeconds: an answer that is lost leaves it waiting for a year";
const ENVELOPE: &str =
    "lambda:invoke gives an envelope with the answer in its `Payload`, which nothing opens";
const LACKS_DOLLAR: &str = "the key lacks `.$`: the text of the path goes on in place of the value";
const TASK_FAILED_ID: &str = "there is no `States.TaskFailedId`; nothing is ever retried";
const OWN_NAME: &str = "an error of the workflow's own in the reserved space of names";
const MERGED: &str = "the first retrier has the name already; the numbers of the second never hold for it";
const IDEMPOTENCY_0: &str = "/States/Create idempotency settings (key and ttl)/Retry/1/ErrorEquals/0";
const IDEMPOTENCY_1: &str = "/States/Create idempotency settings (key and ttl)/Retry/1/ErrorEquals/1";
const IDEMPOTENCY_2: &str = "/States/Create idempotency settings (key and ttl)/Retry/1/ErrorEquals/2";
