import { CheckSeverity } from '../../src/checks/check-severity';
import { templateSize } from '../../src/checks/loses-events/template-size';
import { StackTemplate, TemplateOrigin } from '../../src/template/stack-template';
import { Templates } from '../../src/template/templates';

const RULE = { Type: 'AWS::Events::Rule', Properties: { EventPattern: { source: ['aws.batch'] } } };

function found(resources: number, origin: TemplateOrigin = {}, first: object = RULE) {
  const others = Object.fromEntries(Array.from({ length: resources - 1 }, (_, n) => [`Topic${n}`, { Type: 'AWS::SNS::Topic' }]));
  return templateSize.find(new Templates([new StackTemplate({ Resources: { First: first, ...others } }, origin)]));
}

test.each([
  [399, {}, []],
  [400, {}, [[CheckSeverity.WARNING, 'The template has 400 resources, and AWS CloudFormation takes 500.']]],
  [500, {}, [[CheckSeverity.WARNING, 'The template has 500 resources, and AWS CloudFormation takes 500.']]],
  [501, {}, [[CheckSeverity.ERROR, 'The template has 501 resources, and AWS CloudFormation takes 500: the deployment fails.']]],
  [1, { bytes: 838_860 }, []],
  [1, { bytes: 838_861 }, [[CheckSeverity.WARNING, 'The template has 838,861 bytes, and AWS CloudFormation takes 1,048,576.']]],
  [1, { bytes: 1_048_577 }, [[CheckSeverity.ERROR, 'The template has 1,048,577 bytes, and AWS CloudFormation takes 1,048,576: the deployment fails.']]],
  [450, { bytes: 1_048_577 }, [[CheckSeverity.ERROR, 'The template has 1,048,577 bytes, and AWS CloudFormation takes 1,048,576: the deployment fails.']]],
])('a template with %d resources and %p', (resources, origin, expected) => {
  expect(found(resources, origin).map(({ severity, message }) => [severity, message])).toEqual(expected);
});

test('bytes that nobody has counted are those of the text without spaces', () => {
  const long = { ...RULE, Properties: { ...RULE.Properties, Description: 'é'.repeat(450_000) } };
  expect(found(1, {}, long)).toMatchObject([{ message: expect.stringContaining('bytes') }]);
});

test('a template without rules, or of Terraform, is let be', () => {
  expect(found(600, {}, { Type: 'AWS::SNS::Topic' })).toEqual([]);
  expect(found(600, { hasNoLimits: true })).toEqual([]);
});
