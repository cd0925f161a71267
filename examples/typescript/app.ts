import { App } from 'aws-cdk-lib';
import { OperationsStack } from './operations-stack';

const app = new App();
// IAM records its calls in us-east-1.
new OperationsStack(app, 'Operations', { env: { region: 'us-east-1' } });
