using System.Collections.Generic;
using Amazon.CDK;
using CdkServiceEvents;
using CdkServiceEvents.Testing;
using Watch;
using Xunit;

namespace Watch.Tests;

public class CustomEventBusStackTest
{
    [Fact]
    public void SevereFindingReachesTheQueueAndMildOneNobody()
    {
        var tester = RuleTester.FromStack(new CustomEventBusStack(new App(), "CustomEventBus"));
        var selection = new RuleSelection { Rule = "SevereFinding" };
        Assert.Null(tester.Explain(Finding(8), selection));
        Assert.Contains("detail.severity", tester.Explain(Finding(2), selection));
    }

    [Fact]
    public void NoEventIsLostWhateverBreaks()
    {
        var app = new App();
        _ = new CustomEventBusStack(app, "CustomEventBus");
        DeliveryTester.FromApp(app).ExpectNothingLost();
    }

    private static IDictionary<string, object> Finding(int severity) => SampleEvents.Of(AwsService.GUARDDUTY, GuarddutyEvents.GUARDDUTY_FINDING,
        new Dictionary<string, object> { ["detail"] = new Dictionary<string, object> { ["severity"] = severity } });
}
