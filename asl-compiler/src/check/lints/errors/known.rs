//! Error names that are known (ERR-3 to ERR-19, ERR-24).

use crate::model::ErrorName;

/// What every reserved name begins with (ERR-2).
pub(super) const RESERVED: &str = "States.";

/// What errors of HTTP tasks begin with; the status follows (ERR-19).
const HTTP_STATUS: &str = "States.Http.StatusCode.";

/// The reserved names.
pub(super) const PREDEFINED: [&str; 18] = [
    "States.ALL",
    "States.TaskFailed",
    "States.Timeout",
    "States.HeartbeatTimeout",
    "States.Permissions",
    "States.ResultPathMatchFailure",
    "States.ParameterPathFailure",
    "States.Runtime",
    "States.QueryEvaluationError",
    "States.DataLimitExceeded",
    "States.BranchFailed",
    "States.NoChoiceMatched",
    "States.IntrinsicFailure",
    "States.ExceedToleratedFailureThreshold",
    "States.ItemReaderFailed",
    "States.ResultWriterFailed",
    "States.Http.Socket",
    HTTP_STATUS,
];

/// Reserved names that no retrier or catcher ever sees, with the reason (STRICT-6).
const NEVER: [(&str, &str); 5] = [
    ("States.Runtime", "it ends the execution at once, past every `Retry` and `Catch`"),
    ("States.NoChoiceMatched", "the service raises `States.Runtime` instead, which nothing catches"),
    ("States.ParameterPathFailure", "the service raises `States.Runtime` instead, which nothing catches"),
    ("States.IntrinsicFailure", "the service raises `States.Runtime` instead, which nothing catches"),
    ("States.BranchFailed", "a state fails with the error of its branch instead"),
];

/// What the service's own errors of functions begin with.
pub(super) const LAMBDA: &str = "Lambda.";

/// The errors of calling a function.
pub(super) const LAMBDA_ERRORS: [&str; 39] = [
    "Lambda.ServiceException",
    "Lambda.AWSLambdaException",
    "Lambda.SdkClientException",
    "Lambda.TooManyRequestsException",
    "Lambda.Unknown",
    "Lambda.ClientExecutionTimeoutException",
    "Lambda.ResourceNotFoundException",
    "Lambda.InvalidParameterValueException",
    "Lambda.AccessDeniedException",
    "Lambda.EC2AccessDeniedException",
    "Lambda.EC2ThrottledException",
    "Lambda.EC2UnexpectedException",
    "Lambda.EFSIOException",
    "Lambda.EFSMountConnectivityException",
    "Lambda.EFSMountFailureException",
    "Lambda.EFSMountTimeoutException",
    "Lambda.ENILimitReachedException",
    "Lambda.ENINotReadyException",
    "Lambda.InvalidRequestContentException",
    "Lambda.InvalidRuntimeException",
    "Lambda.InvalidSecurityGroupIDException",
    "Lambda.InvalidSubnetIDException",
    "Lambda.InvalidZipFileException",
    "Lambda.KMSAccessDeniedException",
    "Lambda.KMSDisabledException",
    "Lambda.KMSInvalidStateException",
    "Lambda.KMSNotFoundException",
    "Lambda.RecursiveInvocationException",
    "Lambda.RequestTooLargeException",
    "Lambda.ResourceConflictException",
    "Lambda.ResourceNotReadyException",
    "Lambda.SerializedRequestEntityTooLargeException",
    "Lambda.SnapStartException",
    "Lambda.SnapStartNotReadyException",
    "Lambda.SnapStartTimeoutException",
    "Lambda.SubnetIPAddressLimitReachedException",
    "Lambda.UnsupportedMediaTypeException",
    "Lambda.LambdaException",
    "Lambda.CodeStorageExceededException",
];

/// A name as it is written.
pub(super) fn text(name: &ErrorName) -> &str {
    match name {
        ErrorName::All => "States.ALL",
        ErrorName::TaskFailed => "States.TaskFailed",
        ErrorName::HeartbeatTimeout => "States.HeartbeatTimeout",
        ErrorName::Named(name) => name,
    }
}

/// Whether a name is one of the reserved names.
pub(super) fn is_predefined(name: &str) -> bool {
    match name.strip_prefix(HTTP_STATUS) {
        Some(status) => !status.is_empty() && status.chars().all(|next| next.is_ascii_digit()),
        None => PREDEFINED.contains(&name),
    }
}

/// Why no retrier or catcher ever sees an error of this name.
pub(super) fn never(name: &ErrorName) -> Option<&'static str> {
    NEVER.iter().find(|(never, _)| *never == text(name)).map(|(_, why)| *why)
}
