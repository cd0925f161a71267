using System.Collections.Generic;
using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.CloudWatch.Actions;
using Amazon.CDK.AWS.Events.Targets;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.S3;
using Amazon.CDK.AWS.SNS;
using Amazon.CDK.AWS.SQS;
using CdkServiceEvents;
using Constructs;

namespace Watch;

/// <summary>The subscribers that the other languages' examples have too.</summary>
public class CustomEventBusStack : Stack
{
    // Takes one event, or a list of them.
    private const string HandlerCode =
        "exports.handler = async (input) => { for (const event of [input].flat()) { console.log(event.detail.object.key); } };";

    public CustomEventBusStack(Construct scope, string id, IStackProps? props = null) : base(scope, id, props)
    {
        var onCall = new Topic(this, "OnCall", new TopicProps { EnforceSSL = true });
        DeliveryDefaults.Of(this).Set(new DeliveryDefaultsOptions
        {
            AlarmActions = new AlarmActions { Ticket = new IAlarmAction[] { new SnsAction(onCall) } },
        });

        var eventBus = new ServiceEventBus(this, "Bus", new ServiceEventBusProps
        {
            EventBusName = "service-events",
            Retention = Duration.Days(14),
        });

        var bucket = new Bucket(this, "Uploads", new BucketProps
        {
            BlockPublicAccess = BlockPublicAccess.BLOCK_ALL,
            Encryption = BucketEncryption.S3_MANAGED,
            EnforceSSL = true,
            Versioned = true,
        });
        _ = new ServiceEventSource(this, "UploadEvents", new ServiceEventSourceProps
        {
            EventBus = eventBus,
            Service = AwsService.S3,
            DetailTypes = new[] { S3Events.OBJECT_CREATED },
            Resources = new IConstruct[] { bucket },
        });
        var handler = new Function(this, "Inspector", new FunctionProps
        {
            Code = Code.FromInline(HandlerCode),
            Handler = "index.handler",
            Runtime = Runtime.NODEJS_24_X,
            MemorySize = 256,
            Timeout = Duration.Seconds(20),
        });
        // Failures of the function are tried again and recorded, like those of the call.
        _ = new ServiceEventSubscriber(this, "Upload", new ServiceEventSubscriberProps
        {
            EventBus = eventBus,
            Service = AwsService.S3,
            DetailTypes = new[] { S3Events.OBJECT_CREATED },
            Resources = new IConstruct[] { bucket },
            Target = new LambdaFunction(handler),
            WaitForTarget = true,
        });

        _ = new ServiceEventSource(this, "FindingEvents", new ServiceEventSourceProps
        {
            EventBus = eventBus,
            Service = AwsService.GUARDDUTY,
            DetailTypes = new[] { GuarddutyEvents.GUARDDUTY_FINDING },
        });
        _ = new ServiceEventSubscriber(this, "SevereFinding", new ServiceEventSubscriberProps
        {
            EventBus = eventBus,
            Service = AwsService.GUARDDUTY,
            DetailTypes = new[] { GuarddutyEvents.GUARDDUTY_FINDING },
            Detail = new Dictionary<string, object>
            {
                ["severity"] = new object[] { new Dictionary<string, object> { ["numeric"] = new object[] { ">=", 7 } } },
            },
            Target = new SqsQueue(new Queue(this, "Findings", new QueueProps { EnforceSSL = true })),
        });
    }
}
