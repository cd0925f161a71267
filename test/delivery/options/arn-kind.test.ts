import { Aws } from 'aws-cdk-lib';
import { ArnShape, BUCKET_ARN, BUS_ARN, KEY_ARN, LOG_GROUP_ARN, QUEUE_ARN, problemOfArn } from '../../../src/delivery/options/arn-kind';

const SHAPES: [string, ArnShape][] = [['bus', BUS_ARN], ['queue', QUEUE_ARN], ['key', KEY_ARN], ['bucket', BUCKET_ARN], ['log group', LOG_GROUP_ARN]];

test.each(SHAPES)('the ARN of a %s is accepted, and that of anything else is not', (_what, shape) => {
  const accepted = SHAPES.filter(([, { example }]) => problemOfArn(example, shape) === undefined).map(([, { example }]) => example);
  expect(accepted).toEqual([shape.example]);
});

test.each([
  ['arn:aws:sqs:eu-wset-1:111122223333:q', 'eu-wset-1 is no Region: eu-west-1 is meant, as it seems'],
  ['arn:aws:sqs::111122223333:q', 'it names no Region'],
  ['arn:aws-cn:sqs:eu-west-1:111122223333:q', 'eu-west-1 is in the partition aws, and the ARN says aws-cn'],
  ['arn:aws:sqs:us-gov-west-1:111122223333:q', 'us-gov-west-1 is in the partition aws-us-gov, and the ARN says aws'],
  ['arn:aws:sqs:eu-west-1:1111:q', 'give an ARN such as arn:aws:sqs:eu-west-1:111122223333:my-queue'],
  ['https://sqs.eu-west-1.amazonaws.com/111122223333/q', 'give an ARN such as arn:aws:sqs:eu-west-1:111122223333:my-queue'],
])('%s is told what is wrong with it', (arn, problem) => {
  expect(problemOfArn(arn, QUEUE_ARN)).toBe(problem);
});

test('an ARN that is known at deployment only is not looked at', () => {
  expect(problemOfArn(`arn:aws:sns:${Aws.REGION}:111122223333:q`, QUEUE_ARN)).toBeUndefined();
});
