using System.Collections.Generic;
using Amazon.CDK;
using Amazon.CDK.AWS.Events;
using Amazon.CDK.AWS.Events.Targets;
using Amazon.CDK.AWS.SQS;
using CdkServiceEvents;
using Constructs;

namespace Watch;

/// <summary>The rules that the other languages' examples have too.</summary>
public class WatchStack : Stack
{
    public WatchStack(Construct scope, string id, IStackProps? props = null) : base(scope, id, props)
    {
        var work = new SqsQueue(new Queue(this, "Work", new QueueProps { EnforceSSL = true }));

        _ = new ServiceEventRule(this, "ObjectCreated", new ServiceEventRuleProps
        {
            Service = AwsService.S3,
            DetailTypes = new[] { S3Events.OBJECT_CREATED },
            Detail = new Dictionary<string, object> { ["bucket"] = new Dictionary<string, object> { ["name"] = "uploads" } },
            Targets = new IRuleTarget[] { work },
        });

        _ = new ApiCallRule(this, "UserChanged", new ApiCallRuleProps
        {
            Service = AwsService.IAM,
            Operations = new[] { "CreateUser", "DeleteUser" },
            Outcome = CallOutcome.SUCCEEDED,
            Targets = new IRuleTarget[] { work },
        });

        _ = new ServiceEventRule(this, "NightlyJob", new ServiceEventRuleProps
        {
            Service = AwsService.GLUE,
            DetailTypes = new[] { GlueEvents.GLUE_JOB_STATE_CHANGE },
            Detail = new Dictionary<string, object> { ["jobName"] = "nightly", ["state"] = new[] { "FAILED", "TIMEOUT" } },
            Targets = new IRuleTarget[] { work },
            Delivery = new DeliveryOptions { ExpectEvery = Duration.Days(2) },
        });
    }
}
