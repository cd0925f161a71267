import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { describeAs, resourceName } from '../../src/subscribers/resource-name';

test('a name that is made leaves room for what is put behind it, however deep its construct is', () => {
  const deep = Array.from({ length: 3 }).reduce<Construct>((parent, _, at) => new Construct(parent, `${at}${'s'.repeat(200)}`), new Stack());
  const { length } = resourceName(deep, undefined);
  expect(length).toBeGreaterThan(190);
  expect(length).toBeLessThanOrEqual(200);
  expect(resourceName(deep, 'given')).toBe('given');
});

test('a description that is made is one line, and as long as EventBridge takes', () => {
  expect(describeAs('two\n  lines')).toBe('two lines');
  expect(describeAs('a'.repeat(512))).toBe('a'.repeat(512));
  expect(describeAs(`b${'a'.repeat(512)}`)).toBe(`b${'a'.repeat(510)}…`);
});
