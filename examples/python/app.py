"""Synthesizes the app."""

from aws_cdk import App, Duration, Environment
from cdk_service_events import DeliveryDefaults
from custom_event_bus_stack import CustomEventBusStack
from watch_stack import WatchStack


def watch_app() -> tuple[App, WatchStack]:
    app = App()
    DeliveryDefaults.of(app).set(max_event_age=Duration.hours(6))
    # IAM records its calls in us-east-1.
    env = Environment(region="us-east-1")
    CustomEventBusStack(app, "CustomEventBus", env=env)
    return app, WatchStack(app, "Watch", env=env)


if __name__ == "__main__":
    watch_app()[0].synth()
