//! The optimised integrations that are known (RES-8). The service's list grows; so may this.

use super::IntegrationPattern;
use super::IntegrationPattern::{RequestResponse, Sync, Sync2, WaitForTaskToken};

/// A service with what it offers.
pub(super) struct Service {
    pub(super) name: &'static str,
    pub(super) actions: &'static [Action],
}

/// An API with its patterns.
pub(super) struct Action {
    pub(super) name: &'static str,
    pub(super) patterns: &'static [IntegrationPattern],
}

const CALL: &[IntegrationPattern] = &[RequestResponse];
const JOB: &[IntegrationPattern] = &[RequestResponse, Sync];
const TOKEN: &[IntegrationPattern] = &[RequestResponse, WaitForTaskToken];
const JOB_OR_TOKEN: &[IntegrationPattern] = &[RequestResponse, Sync, WaitForTaskToken];
const EXECUTION: &[IntegrationPattern] = &[RequestResponse, Sync, Sync2, WaitForTaskToken];

const fn service(name: &'static str, actions: &'static [Action]) -> Service {
    Service { name, actions }
}

const fn action(name: &'static str, patterns: &'static [IntegrationPattern]) -> Action {
    Action { name, patterns }
}

pub(super) const SERVICES: &[Service] = &[
    service("lambda", &[action("invoke", TOKEN)]),
    service("states", &[action("startExecution", EXECUTION)]),
    service(
        "dynamodb",
        &[
            action("getItem", CALL),
            action("putItem", CALL),
            action("updateItem", CALL),
            action("deleteItem", CALL),
        ],
    ),
    service("sqs", &[action("sendMessage", TOKEN)]),
    service("sns", &[action("publish", TOKEN)]),
    service("events", &[action("putEvents", TOKEN)]),
    service("ecs", &[action("runTask", JOB_OR_TOKEN)]),
    service("batch", &[action("submitJob", JOB)]),
    service("glue", &[action("startJobRun", JOB)]),
    service("databrew", &[action("startJobRun", JOB)]),
    service(
        "athena",
        &[
            action("startQueryExecution", JOB),
            action("stopQueryExecution", CALL),
            action("getQueryExecution", CALL),
            action("getQueryResults", CALL),
        ],
    ),
    service(
        "sagemaker",
        &[
            action("createTrainingJob", JOB),
            action("createTransformJob", JOB),
            action("createHyperParameterTuningJob", JOB),
            action("createLabelingJob", JOB),
            action("createProcessingJob", JOB),
            action("createModel", CALL),
            action("createEndpoint", CALL),
            action("createEndpointConfig", CALL),
            action("updateEndpoint", CALL),
        ],
    ),
    service(
        "elasticmapreduce",
        &[
            action("createCluster", JOB),
            action("addStep", JOB),
            action("terminateCluster", JOB),
            action("cancelStep", CALL),
            action("setClusterTerminationProtection", CALL),
            action("modifyInstanceFleetByName", CALL),
            action("modifyInstanceGroupByName", CALL),
        ],
    ),
    service(
        "emr-containers",
        &[
            action("createVirtualCluster", CALL),
            action("deleteVirtualCluster", JOB),
            action("startJobRun", JOB),
        ],
    ),
    service(
        "emr-serverless",
        &[
            action("createApplication", JOB),
            action("startApplication", JOB),
            action("stopApplication", JOB),
            action("deleteApplication", JOB),
            action("startJobRun", JOB),
            action("cancelJobRun", JOB),
        ],
    ),
    service(
        "eks",
        &[
            action("createCluster", JOB_OR_TOKEN),
            action("deleteCluster", JOB_OR_TOKEN),
            action("createNodegroup", JOB_OR_TOKEN),
            action("deleteNodegroup", JOB_OR_TOKEN),
            action("createFargateProfile", JOB_OR_TOKEN),
            action("deleteFargateProfile", JOB_OR_TOKEN),
            action("runJob", JOB_OR_TOKEN),
            action("call", JOB_OR_TOKEN),
        ],
    ),
    service(
        "codebuild",
        &[
            action("startBuild", JOB),
            action("stopBuild", CALL),
            action("batchDeleteBuilds", CALL),
            action("batchGetReports", CALL),
            action("startBuildBatch", JOB),
            action("stopBuildBatch", CALL),
            action("retryBuildBatch", JOB),
            action("deleteBuildBatch", CALL),
        ],
    ),
    service("apigateway", &[action("invoke", TOKEN)]),
    service("mediaconvert", &[action("createJob", JOB)]),
    service("bedrock", &[action("invokeModel", TOKEN), action("createModelCustomizationJob", JOB_OR_TOKEN)]),
    service("http", &[action("invoke", CALL)]),
];

/// What an `ItemReader` may name (DMAP-5).
pub(super) const READERS: &[&str] = &["s3:getObject", "s3:listObjectsV2"];

/// What a `ResultWriter` may name (DMAP-18).
pub(super) const WRITERS: &[&str] = &["s3:putObject"];
