import { AwsService } from 'cdk-service-events';
import { sendsEvents } from '../../src/catalog/event-source';

test.each<[string, string, boolean]>([
  ['of a service that sends events', AwsService.S3.source, true],
  ['of a service of which there are calls only', AwsService.IAM.source, false],
  ['that several entries have, of which one sends events', AwsService.SIGNIN.source, true],
  ['that is not known', 'aws.newest', true],
  ['of an app', 'com.example', true],
])('a source %s: %s comes with events of its own: %s', (_whose, source, expected) => {
  expect(sendsEvents(source)).toBe(expected);
});
