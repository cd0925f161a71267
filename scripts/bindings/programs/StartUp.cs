using System;
using System.Diagnostics;
using Amazon.CDK;
using CdkServiceEvents;

var watch = Stopwatch.StartNew();
_ = new Stack(new App(), "Stack");
var cdk = watch.ElapsedMilliseconds;
GC.KeepAlive(new object[] { AwsService.S3, S3Events.OBJECT_CREATED });
Console.WriteLine($"start-up: {cdk} {watch.ElapsedMilliseconds - cdk}");
