from time import perf_counter

begin = perf_counter()
from aws_cdk import App, Stack

Stack(App(), "Stack")
between = perf_counter()
from cdk_service_events import AwsService, S3Events

AwsService.S3, S3Events.OBJECT_CREATED
end = perf_counter()
print(f"start-up: {(between - begin) * 1000:.0f} {(end - between) * 1000:.0f}")
