import { StackTemplate } from '../../../src/template/stack-template';
import { Templates } from '../../../src/template/templates';
import { ValuesInApp } from '../../../src/testing/delivery/values-in-app';

const HERE = { account: '111111111111', region: 'eu-west-1' };
const stackOf = (path: string, template: object, environment: object = HERE) => new StackTemplate(template, { path, ...environment });
const QUEUE = { Type: 'AWS::SQS::Queue' };

function valuesOf(stacks: StackTemplate[], given: Record<string, object> = {}) {
  const values = new ValuesInApp(new Templates(stacks), ({ path }) => given[path] ?? {});
  return { values, of: (path: string) => values.of(stacks.find((stack) => stack.path === path)!) };
}

describe('what a template takes from another is what it has there', () => {
  const network = (environment: object = HERE) => stackOf('Network', {
    Resources: { Work: { ...QUEUE, Properties: { QueueName: 'work' } } },
    Outputs: { Name: { Value: { 'Fn::GetAtt': ['Work', 'QueueName'] }, Export: { Name: 'work-name' } } },
  }, environment);
  const shop = stackOf('Shop', { Resources: { Rule: { Type: 'AWS::Events::Rule' } } });

  test('where it exports it', () => {
    expect(valuesOf([network(), shop]).of('Shop').resolve({ 'Fn::ImportValue': 'work-name' })).toBe('work');
  });

  test('unless somebody says what it is', () => {
    expect(valuesOf([network(), shop], { Shop: { 'work-name': 'said' } }).of('Shop').resolve({ 'Fn::ImportValue': 'work-name' })).toBe('said');
  });

  test('unless it exports it in another Region', () => {
    const { of, values } = valuesOf([network({ ...HERE, region: 'eu-west-2' }), shop]);
    const standIn = of('Shop').resolve({ 'Fn::ImportValue': 'work-name' });
    expect(standIn).not.toBe('work');
    expect(values.standIns).toEqual({ 'Shop/work-name': standIn });
  });
});

describe('a nested stack', () => {
  const parent = stackOf('Parent', {
    Parameters: { Stage: { Type: 'String', Default: 'prod' } },
    Resources: { Nested: { Type: 'AWS::CloudFormation::Stack', Properties: { Parameters: { Stage: { Ref: 'Stage' }, Other: 'given' } } } },
  });
  const nested = stackOf('Parent/Nested', {
    Parameters: { Stage: { Type: 'String', Default: 'dev' }, Other: { Type: 'String' }, Own: { Type: 'String', Default: 'own' } },
    Resources: { Work: { ...QUEUE, Properties: { QueueName: 'work' } } },
    Outputs: { Name: { Value: { 'Fn::GetAtt': ['Work', 'QueueName'] } } },
  });
  nested.resourceInParent = parent.resources.get('Nested');

  test('has the parameters that its parent gives it', () => {
    const { of } = valuesOf([parent, nested]);
    expect(['Stage', 'Other', 'Own'].map((name) => of('Parent/Nested').ref(name))).toEqual(['prod', 'given', 'own']);
  });

  test('has those that somebody says, rather', () => {
    expect(valuesOf([parent, nested], { 'Parent/Nested': { Stage: 'said' } }).of('Parent/Nested').ref('Stage')).toBe('said');
    expect(valuesOf([parent, nested], { Parent: { Stage: 'said' } }).of('Parent/Nested').ref('Stage')).toBe('said');
  });

  test('gives its parent what it puts out', () => {
    const { of } = valuesOf([parent, nested]);
    expect(of('Parent').attribute('Nested', 'Outputs.Name')).toBe('work');
    expect(of('Parent').attribute('Nested', 'Outputs.Nothing')).not.toBe('work');
    expect(of('Parent').attribute('Nested', 'StackId')).not.toBe('work');
  });
});

test('values of a template are worked out once, and stand-ins are told with its path where it has one', () => {
  const stacks = [stackOf('', { Resources: { Work: QUEUE } }), stackOf('Shop', { Resources: { Work: QUEUE } })];
  const { values, of } = valuesOf(stacks);
  stacks.forEach((stack) => values.of(stack).attribute('Work', 'QueueName'));
  expect(of('Shop')).toBe(of('Shop'));
  expect(Object.keys(values.standIns)).toEqual(['Work.QueueName', 'Shop/Work.QueueName']);
});
