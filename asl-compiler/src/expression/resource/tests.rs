//! RES-1 to RES-8, both ways.

use super::*;

fn parse(text: &str) -> Resource {
    let resource = Resource::parse(text).unwrap_or_else(|error| panic!("{text}: {error:?}"));
    assert_eq!(resource.text, text);
    resource
}

fn integration(kind: IntegrationKind, service: &str, action: &str, pattern: IntegrationPattern) -> Target {
    Target::Integration(Integration { kind, service: service.to_owned(), action: action.to_owned(), pattern })
}

#[test]
fn knows_functions() {
    for (text, name) in [
        ("arn:aws:lambda:eu-west-1:111111111111:function:charge", "charge"),
        ("arn:aws-cn:lambda:cn-north-1:111111111111:function:charge:7", "charge"),
        ("arn:aws-us-gov:lambda:r:1:function:Charge_2:live", "Charge_2"),
        ("arn:aws-iso-b:lambda:r:1:function:charge:$LATEST", "charge"),
        ("arn:aws:lambda:::function:charge", "charge"),
        ("arn:aws:lambda:your-region:your_account:function:charge", "charge"),
        ("arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:charge", "charge"),
        ("arn:aws:lambda:::function:${Function}", "${Function}"),
        ("arn:aws:lambda:::function:${Stage}-charge:${Alias}", "${Stage}-charge"),
    ] {
        assert_eq!(parse(text).target, Target::Lambda { function: name.to_owned() }, "{text}");
    }
}

#[test]
fn knows_activities() {
    for (text, name) in [
        ("arn:aws:states:us-west-2:42:activity:a-task", "a-task"),
        ("arn:aws:states:us-west-2:42:activity:größe", "größe"),
        ("arn:aws:states:us-west-2:42:activity:${Stage}-a", "${Stage}-a"),
    ] {
        assert_eq!(parse(text).target, Target::Activity { name: name.to_owned() }, "{text}");
    }
}

#[test]
fn knows_integrations() {
    use IntegrationKind::{Optimised, Sdk};
    use IntegrationPattern::{RequestResponse, Sync, Sync2, WaitForTaskToken};
    for (text, expected) in [
        ("arn:aws:states:::lambda:invoke", integration(Optimised, "lambda", "invoke", RequestResponse)),
        (
            "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
            integration(Optimised, "sqs", "sendMessage", WaitForTaskToken),
        ),
        ("arn:aws:states:::ecs:runTask.sync", integration(Optimised, "ecs", "runTask", Sync)),
        (
            "arn:aws:states:::states:startExecution.sync:2",
            integration(Optimised, "states", "startExecution", Sync2),
        ),
        (
            "arn:aws:states:::emr-serverless:startJobRun",
            integration(Optimised, "emr-serverless", "startJobRun", RequestResponse),
        ),
        ("arn:aws:states:::http:invoke", integration(Optimised, "http", "invoke", RequestResponse)),
        ("arn:aws:states:::aws-sdk:s3:getObject", integration(Sdk, "s3", "getObject", RequestResponse)),
        (
            "arn:aws:states:us-east-1:123456789012:aws-sdk:s3:getObject",
            integration(Sdk, "s3", "getObject", RequestResponse),
        ),
        (
            "arn:${P}:states:${AWS::Region}:${AWS::AccountId}:aws-sdk:dynamodb:putItem.waitForTaskToken",
            integration(Sdk, "dynamodb", "putItem", WaitForTaskToken),
        ),
        (
            "arn:aws:states:::${Service}:${Action.Name}.sync",
            integration(Optimised, "${Service}", "${Action.Name}", Sync),
        ),
        (
            "arn:aws:states:::sqs:sendMessage${Suffix}",
            integration(Optimised, "sqs", "sendMessage${Suffix}", RequestResponse),
        ),
    ] {
        assert_eq!(parse(text).target, expected, "{text}");
    }
}

#[test]
fn takes_substitutions_as_they_come() {
    for (text, name) in [
        ("${Charge}", "Charge"),
        ("${Charge.Arn}", "Charge.Arn"),
        ("${AWS::StackName}", "AWS::StackName"),
        ("${Charge}:live", "Charge"),
        ("${Charge}:$LATEST", "Charge"),
        ("${Charge}:${Alias}", "Charge"),
    ] {
        assert_eq!(parse(text).target, Target::Substitution { name: name.to_owned() }, "{text}");
    }
    for text in [
        "${Prefix}:function:charge",
        "${Action}.waitForTaskToken",
        "arn:aws:lambda:${RegionAndAccount}:function:charge",
        "arn:aws:lambda:r:a:${Kind}:charge",
        "arn:${Rest}",
        "arn:aws:states:::${ServiceAndAction}",
        "pre${X}",
        "${}",
    ] {
        assert_eq!(parse(text).target, Target::Other, "{text}");
    }
}

#[test]
fn other_uris_are_other() {
    for text in ["foo:bar", "https://example.com/a", "arn:aws:swf:us-east-1:123456789012:task:X"] {
        assert_eq!(parse(text).target, Target::Other, "{text}");
    }
}

/// Text, what is pointed at, a part of the message, a part of the help.
const REFUSED: &[(&str, &str, &str, &str)] = &[
    ("", "", "empty", "arn:aws"),
    ("mock-arn", "mock-arn", "`mock-arn` is no resource", "arn:aws"),
    ("invalid arn syntax", " ", "blank", ""),
    ("InvalidArn", "InvalidArn", "is no resource", ""),
    ("1a:b", "1a:b", "is no resource", ""),
    ("$.FunctionName", "$.FunctionName", "fixed text", "lambda:invoke"),
    ("$$.Execution.Id", "$$.Execution.Id", "fixed text", ""),
    ("{% $f %}", "{% $f %}", "fixed text", ""),
    ("States.Format('{}', $.a)", "States.Format('{}', $.a)", "fixed text", ""),
    ("${lambdaArn", "${lambdaArn", "`${` is not closed", "`}`"),
    ("arn:${AWS::Partition}:lambda:::function:${a", "${a", "`${` is not closed", ""),
    ("arn:aws:lambda", "arn:aws:lambda", "too few parts", ""),
    ("arn::lambda:r:a:function:f", "arn::lambda:r:a:function:f", "no partition", ""),
    ("arn:aws::r:a:function:f", "arn:aws::r:a:function:f", "no service", ""),
    ("arn:a/b:lambda:r:a:function:f", "/", "can't stand", ""),
    ("arn:aws:lambda:r:a:f", "arn:aws:lambda:r:a:f", "too few parts", ":function:"),
    ("arn:aws:lambda:r:a:layer:l:1", "layer", "no function", ":function:"),
    ("arn:aws:lambda:r:a:function:", "arn:aws:lambda:r:a:function:", "no name", ""),
    ("arn:aws:lambda:r:a:function:f:", ":", "version or an alias", ""),
    ("arn:aws:lambda:r:a:function:f:$*#$7485", "$", "can't stand", ""),
    ("arn:aws:lambda:r:a:function:f.g", ".", "can't stand", ""),
    ("arn:aws:lambda:r:a:function:f:1:2", ":2", "follow the qualifier", ""),
    ("arn:aws:states:r:a:activity:", "", "empty", ""),
    ("arn:aws:states:r:a:activity:a/b", "/", "can't hold `/`", ""),
    ("arn:aws:states:r:a:activity:a:b", "arn:aws:states:r:a:activity:a:b", "activity:NAME", ""),
    ("arn:aws:states:r:a:stateMachine:m", "stateMachine", "can't have", "startExecution"),
    ("arn:aws:states:::lambda", "arn:aws:states:::lambda", "names no API", ""),
    ("arn:aws:states:::aws-sdk:s3", "arn:aws:states:::aws-sdk:s3", "names no API", "aws-sdk:SERVICE"),
    ("arn:aws:states:::lambda:", "", "API is missing", ""),
    ("arn:aws:states::::invoke", "", "service is missing", ""),
    ("arn:aws:states:::aws-sdk:S3:getObject", "S3", "no service", "`s3`"),
    ("arn:aws:states:::aws-sdk:bedrock-agent:getFlow", "bedrock-agent", "no service", "`bedrockagent`"),
    ("arn:aws:states:::Lambda:invoke", "Lambda", "no service", "`lambda`"),
    ("arn:aws:states:::aws-sdk:s3:GetObject", "GetObject", "no API", "`getObject`"),
    ("arn:aws:states:::aws-sdk:s3:get-object", "get-object", "no API", "letters"),
    ("arn:aws:states:::aws-sdk:s3:getObject.sync", ".sync", "no `.sync`", ".waitForTaskToken"),
    (
        "arn:aws:states:::lambda:invoke.waitForTasktoken",
        ".waitForTasktoken",
        "no integration pattern",
        "`.waitForTaskToken`",
    ),
    ("arn:aws:states:::ecs:runTask.sync:3", ".sync:3", "no integration pattern", "`.sync"),
    ("arn:aws:states:::ecs:runTask:sync", ":sync", "no integration pattern", "`.sync`"),
    ("arn:aws:states:::ecs:runTask.async", ".async", "no integration pattern", "`.sync`"),
    ("arn:aws:states:::ecs:runTask.", ".", "no integration pattern", ""),
];

#[test]
fn refuses_with_place_and_advice() {
    for (text, pointed, message, help) in REFUSED {
        let error = Resource::parse(text).expect_err(text);
        assert_eq!(text.get(error.range.clone()), Some(*pointed), "{text}: {error:?}");
        assert!(error.message.contains(message), "{text}: {error:?}");
        assert!(error.help.as_deref().unwrap_or_default().contains(help), "{text}: {error:?}");
    }
}

#[test]
fn what_the_service_has_raises_nothing() {
    for service in optimised::SERVICES {
        for action in service.actions {
            for pattern in action.patterns {
                let text = format!("arn:aws:states:::{}:{}{}", service.name, action.name, pattern.suffix());
                assert_eq!(check(&parse(&text), ResourceUse::Task), None, "{text}");
            }
        }
    }
    for text in [
        "arn:aws:lambda:r:a:function:f",
        "arn:aws:states:r:a:activity:a",
        "arn:aws:states:::aws-sdk:dynamodb:query",
        "${Charge}",
        "${Prefix}:function:charge",
        "arn:aws:states:::${Service}:invoke",
        "arn:aws:states:::lambda:${Action}",
    ] {
        assert_eq!(check(&parse(text), ResourceUse::Task), None, "{text}");
    }
    for (text, used) in [
        ("arn:aws:states:::s3:getObject", ResourceUse::ItemReader),
        ("arn:aws:states:::s3:listObjectsV2", ResourceUse::ItemReader),
        ("arn:aws:states:::s3:putObject", ResourceUse::ResultWriter),
        ("${Reader}", ResourceUse::ItemReader),
        ("arn:aws:states:::s3:${Action}", ResourceUse::ItemReader),
    ] {
        assert_eq!(check(&parse(text), used), None, "{text}");
    }
}

#[test]
fn what_the_service_has_not_is_found() {
    use ResourceFindingKind as Kind;
    use ResourceUse::{ItemReader, ResultWriter, Task};
    for (text, used, kind, pointed, help) in [
        ("foo:bar", Task, Kind::NotAnArn, "foo:bar", "Lambda"),
        ("arn:aws:swf:r:a:task:X", Task, Kind::ForeignArn, "arn:aws:swf:r:a:task:X", "Lambda"),
        ("arn:aws:states:::lamda:invoke", Task, Kind::UnknownService, "lamda", "`lambda`"),
        (
            "arn:aws:states:::kinesis:putRecord",
            Task,
            Kind::UnknownService,
            "kinesis",
            "`aws-sdk:kinesis:putRecord`",
        ),
        ("arn:aws:states:::dynamodb:query", Task, Kind::UnknownAction, "query", "`aws-sdk:dynamodb:query`"),
        ("arn:aws:states:::dynamodb:getItm", Task, Kind::UnknownAction, "getItm", "`getItem`"),
        ("arn:aws:states:::dynamodb:getItem.sync", Task, Kind::UnsupportedPattern, ".sync", "no suffix"),
        (
            "arn:aws:states:::sqs:sendMessage.sync:2",
            Task,
            Kind::UnsupportedPattern,
            ".sync:2",
            "`.waitForTaskToken`",
        ),
        ("arn:aws:states:::s3:getObject", Task, Kind::WrongUse, "s3:getObject", "`aws-sdk:s3:getObject`"),
        ("arn:aws:states:::s3:putObject", ItemReader, Kind::WrongUse, "arn:aws:states:::s3:putObject", ""),
        ("arn:aws:states:::s3:getObject", ResultWriter, Kind::WrongUse, "arn:aws:states:::s3:getObject", ""),
        ("arn:aws:states:::lambda:invoke", ItemReader, Kind::WrongUse, "arn:aws:states:::lambda:invoke", ""),
        (
            "arn:aws:states:::aws-sdk:s3:getObject",
            ItemReader,
            Kind::WrongUse,
            "arn:aws:states:::aws-sdk:s3:getObject",
            "",
        ),
    ] {
        let Some(finding) = check(&parse(text), used) else { panic!("{text}: nothing found") };
        assert_eq!(finding.kind, kind, "{text}");
        assert_eq!(text.get(finding.range.clone()), Some(pointed), "{text}");
        assert!(finding.help.as_deref().unwrap_or_default().contains(help), "{text}: {finding:?}");
    }
}
