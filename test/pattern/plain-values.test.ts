import { App, Duration, Stack, Stage } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { requirePlainValues } from '../../src/pattern/algebra/plain-values';

describe('a value that no pattern can hold is refused by its place', () => {
  const app = new App();
  const stack = new Stack(new Stage(app, 'Stage'), 'Stack');

  test.each([
    ['a queue', new sqs.Queue(stack, 'Queue'), "the construct 'Stage/Stack/Queue': give what the event has of it, such as its queueArn or its queueName"],
    ['a stack, which has a method called resolve as tokens have', stack, "the construct 'Stage/Stack': give what the event has of it, such as its artifactId"],
    ['an app', app, "the construct '': give what the event has of it"],
    ['a duration', Duration.days(1), 'a Duration: give the number that the event has'],
    ['a number that is none', NaN, 'NaN, which JSON cannot say'],
  ])('%s', (_what, value, message) => {
    expect(() => requirePlainValues({ bucket: { name: [value] } }, 'detail')).toThrow(`detail.bucket.name[0] is ${message}`);
    expect(() => requirePlainValues({ bucket: value }, 'detail')).toThrow(`detail.bucket is ${message}`);
  });
});
