using System;
using System.Collections.Generic;
using Amazon.CDK;
using CdkServiceEvents;
using CdkServiceEvents.Testing;
using Watch;
using Xunit;

// The runtime of jsii is not made for several threads.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Watch.Tests;

public class WatchStackTest
{
    [Fact]
    public void UnknownServiceIsRefusedWithTheNearestNames()
    {
        var refusal = Assert.ThrowsAny<Exception>(() => AwsService.Named("lamda"));
        Assert.Contains("There is no AWS service called 'lamda' in the catalogue. Nearest: 'lambda'", refusal.Message);
    }

    [Fact]
    public void WrongDetailTypeIsRefusedWithTheNearestOnes()
    {
        var refusal = Assert.ThrowsAny<Exception>(() => new ServiceEventRule(new Stack(), "Rule", new ServiceEventRuleProps
        {
            Service = AwsService.S3,
            DetailTypes = new[] { "Object Create" },
        }));
        Assert.Contains("does not send events with the detail-type 'Object Create'", refusal.Message);
        Assert.Contains("'Object Created'", refusal.Message);
    }

    [Fact]
    public void EventReachesTheQueue()
    {
        var tester = RuleTester.FromStack(new WatchStack(new App(), "Watch"));
        var selection = new RuleSelection { Rule = "ObjectCreated" };
        Assert.Null(tester.Explain(CreatedIn("uploads"), selection));
        var rules = tester.Send(CreatedIn("uploads"), selection);
        Assert.Equal("AWS::SQS::Queue", rules[0].Targets[0].ResourceType);
    }

    [Fact]
    public void NearMissIsToldWhatTurnedItAway()
    {
        var tester = RuleTester.FromStack(new WatchStack(new App(), "Watch"));
        Assert.Contains("detail.bucket.name: wanted [\"uploads\"], found \"downloads\"", tester.Explain(CreatedIn("downloads")));
    }

    private static IDictionary<string, object> CreatedIn(string bucket) => SampleEvents.Of(AwsService.S3, S3Events.OBJECT_CREATED,
        new Dictionary<string, object>
        {
            ["detail"] = new Dictionary<string, object> { ["bucket"] = new Dictionary<string, object> { ["name"] = bucket } },
        });
}
