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
];

const ENVELOPE: &str =
    "lambda:invoke gives an envelope with the answer in its `Payload`, which nothing opens";
const LACKS_DOLLAR: &str = "the key lacks `.$`: the text of the path goes on in place of the value";
const TASK_FAILED_ID: &str = "there is no `States.TaskFailedId`; nothing is ever retried";
const OWN_NAME: &str = "an error of the workflow's own in the reserved space of names";
const MERGED: &str = "the first retrier has the name already; the numbers of the second never hold for it";
const IDEMPOTENCY_0: &str = "/States/Create idempotency settings (key and ttl)/Retry/1/ErrorEquals/0";
const IDEMPOTENCY_1: &str = "/States/Create idempotency settings (key and ttl)/Retry/1/ErrorEquals/1";
const IDEMPOTENCY_2: &str = "/States/Create idempotency settings (key and ttl)/Retry/1/ErrorEquals/2";
