using Amazon.CDK;
using CdkServiceEvents;
using Watch;

var app = new App();
DeliveryDefaults.Of(app).Set(new DeliveryDefaultsOptions { MaxEventAge = Duration.Hours(6) });
// IAM records its calls in us-east-1.
var props = new StackProps { Env = new Amazon.CDK.Environment { Region = "us-east-1" } };
_ = new WatchStack(app, "Watch", props);
_ = new CustomEventBusStack(app, "CustomEventBus", props);
app.Synth();
