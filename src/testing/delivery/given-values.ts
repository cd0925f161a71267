import { placeInStack } from './place-in-stack';
import { nearest } from '../../catalog/nearest';
import { constructName } from '../../template/construct-name';
import { requirePseudoParameter } from '../../template/pseudo-parameters';
import { StackTemplate } from '../../template/stack-template';

/** How many names a message lists. */
const TOLD = 5;

/** What AWS CloudFormation names after the stack where the template gives no name. */
const NAMED_BY_STACK = [
  'AWS::Events::Rule', 'AWS::Events::EventBus', 'AWS::SQS::Queue', 'AWS::SNS::Topic', 'AWS::Lambda::Function', 'AWS::StepFunctions::StateMachine',
  'AWS::Kinesis::Stream', 'AWS::Logs::LogGroup', 'AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm',
];

/**
 * What is said of values, by template. A name is that of a parameter, condition or imported value, a logical id, or a place in
 * the app, with an attribute after a dot; with the path of a stack before it, it is meant there alone (`Network/VpcId`).
 *
 * @throws when a name stands for nothing in any of the templates
 */
export function givenValues(stacks: readonly StackTemplate[], given: Record<string, any>): (stack: StackTemplate) => Record<string, any> {
  const byStack = new Map(stacks.map((stack) => [stack, environmentOf(stack)]));
  const entries = Object.entries(given);
  const names = entries.length === 0 ? [] : stacks.map((stack) => ({ stack, ids: idsIn(stack) }));
  for (const [name, value] of entries) {
    if (name.startsWith('AWS::')) {
      requirePseudoParameter(name);
      byStack.forEach((values) => values[name] = value);
      continue;
    }
    const [holder, ...attribute] = name.split('.');
    const found = names.flatMap(({ stack, ids }) => {
      const id = ids.get(holder) ?? ids.get(placeInStack(holder, stack));
      return id === undefined ? [] : [{ stack, id }];
    });
    const imports = found.length > 0 ? [] : stacks.filter((stack) => speaksOf(stack, name));
    if (found.length === 0 && imports.length === 0) {
      const all = names.flatMap(({ ids }) => [...ids.keys()]);
      throw new Error(`The templates have nothing called '${name}'. ${all.length <= TOLD ? `They have ${all.join(', ')}` : `Nearest: ${nearest(name, all).join(', ')}`}.`);
    }
    found.forEach(({ stack, id }) => byStack.get(stack)![[id, ...attribute].join('.')] = value);
    imports.forEach((stack) => byStack.get(stack)![name] = value);
  }
  nameApart(stacks, byStack);
  return (stack) => byStack.get(stack) ?? {};
}

/** Resources without a name have one that their stack is part of, which tells those of two stacks apart. */
function nameApart(stacks: readonly StackTemplate[], byStack: ReadonlyMap<StackTemplate, Record<string, any>>): void {
  const count = new Map<string, number>();
  const ids = stacks.map(({ resources }) => [...resources.values()]
    .filter(({ type }) => NAMED_BY_STACK.includes(type)).map(({ logicalId }) => logicalId));
  ids.flat().forEach((id) => count.set(id, (count.get(id) ?? 0) + 1));
  stacks.forEach((stack, at) => {
    const values = byStack.get(stack)!;
    for (const id of ids[at].filter((one) => count.get(one)! > 1 && !isNamed(stack, one))) {
      values[id] ??= `${stack.path.replace(/[^\w-]/g, '-')}-${id}`;
    }
  });
}

function isNamed({ resources }: StackTemplate, logicalId: string): boolean {
  return Object.keys(resources.get(logicalId)!.properties).some((property) => /^([A-Z]\w*)?Name$/.test(property) && property !== 'EventBusName');
}

/** The name of an imported value stands anywhere in a template. */
function speaksOf({ resources }: StackTemplate, name: string): boolean {
  return [...resources.values()].some(({ properties }) => JSON.stringify(properties).includes(JSON.stringify(name)));
}

function environmentOf({ account, region, origin: { stackName } }: StackTemplate): Record<string, any> {
  return Object.fromEntries(Object.entries({ 'AWS::AccountId': account, 'AWS::Region': region, 'AWS::StackName': stackName })
    .filter(([, value]) => value !== undefined));
}

function idsIn(stack: StackTemplate): Map<string, string> {
  const ids = new Map<string, string>();
  for (const resource of stack.resources.values()) {
    const name = constructName(resource);
    [name, placeInStack(name, stack)].forEach((place) => ids.set(place, resource.logicalId));
  }
  [...stack.resources.keys(), ...Object.keys(stack.parameters), ...Object.keys(stack.conditions)].forEach((id) => ids.set(id, id));
  return ids;
}
