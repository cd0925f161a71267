import { arnMeantBy, endsWithAsterisk } from '../../src/catalog/arn-form';

const AT = 'eu-west-1:111122223333';

test.each([
  [`arn:aws:ec2:${AT}:instance:i-0`, `arn:aws:ec2:${AT}:instance/i-0`],
  [`arn:aws-cn:rds:${AT}:db/shop`, `arn:aws-cn:rds:${AT}:db:shop`],
  [`arn:aws:states:${AT}:stateMachine/orders`, `arn:aws:states:${AT}:stateMachine:orders`],
  [`arn:aws:logs:${AT}:log-group/shop:*`, `arn:aws:logs:${AT}:log-group:shop:*`],
])('%s is meant to be %s', (written, meant) => {
  expect(arnMeantBy(written)).toBe(meant);
});

test.each([
  `arn:aws:ec2:${AT}:instance/i-0`, `arn:aws:rds:${AT}:db:shop`, 'arn:aws:s3:::bucket', `arn:aws:ec2:${AT}:unheard-of:i-0`, `arn:aws:nothing:${AT}:instance:i-0`,
])('%s can be right', (arn) => {
  expect(arnMeantBy(arn)).toBeUndefined();
});

test.each([
  [`arn:aws:logs:${AT}:log-group:/aws/lambda/shop:*`, true],
  [`arn:aws:logs:${AT}:log-group:*`, false],
  [`arn:aws:logs:${AT}:log-group:a:b:*`, false],
  [`arn:aws:logs:${AT}:log-group:a*:*`, false],
  [`arn:aws:logs:${AT}:log-group:a:b`, false],
  [`arn:aws:logs:${AT}:destination:shop:*`, false],
  [`arn:aws:rds:${AT}:db:shop:*`, false],
  [`arn:aws:lambda:${AT}:function:shop:*`, false],
])('the asterisk of %s is the end of the ARN: %s', (arn, isEnd) => {
  expect(endsWithAsterisk(arn)).toBe(isEnd);
});
