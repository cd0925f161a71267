import { App, Validations } from 'aws-cdk-lib';
import { ServiceEventChecks, ServiceEventReport } from 'cdk-service-events';
import { AccountWatchStack, AlarmTopicStack } from './account-watch-stack';
import { OperationsStack } from './operations-stack';

const app = new App();
// What can never match, or would lose events, fails the synthesis.
Validations.of(app).addPlugins(new ServiceEventChecks());
ServiceEventReport.of(app).write({ markdown: true });

// IAM records its calls in us-east-1.
new OperationsStack(app, 'Operations', { env: { region: 'us-east-1' } });

// The rules of this stack are elsewhere, so their events are forwarded.
const alarmActions = Object.fromEntries(['eu-west-1', 'us-east-1', 'us-east-2', 'us-west-2'].map((region) =>
  [region, new AlarmTopicStack(app, `Alarms-${region}`, { env: { region } }).alarmActions]));
new AccountWatchStack(app, 'AccountWatch', { env: { region: 'eu-west-1' }, alarmActions });
