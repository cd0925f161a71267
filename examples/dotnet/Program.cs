using Amazon.CDK;
using CdkServiceEvents;
using Watch;

var app = new App();
DeliveryDefaults.Of(app).Set(new DeliveryDefaultsOptions { MaxEventAge = Duration.Hours(6) });
// IAM records its calls in us-east-1.
_ = new WatchStack(app, "Watch", new StackProps { Env = new Amazon.CDK.Environment { Region = "us-east-1" } });
app.Synth();
