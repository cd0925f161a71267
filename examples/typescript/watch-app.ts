import { App, Duration } from 'aws-cdk-lib';
import { DeliveryDefaults } from 'cdk-service-events';
import { CustomEventBusStack } from './custom-event-bus-stack';
import { WatchStack } from './watch-stack';

const app = new App();
DeliveryDefaults.of(app).set({ maxEventAge: Duration.hours(6) });
// IAM records its calls in us-east-1.
const env = { region: 'us-east-1' };
new WatchStack(app, 'Watch', { env });
new CustomEventBusStack(app, 'CustomEventBus', { env });
app.synth();
