import { IConstruct } from 'constructs';
import { RuleSelection } from './rule-tester-options';
import { TemplateInApp } from './template-in-app';
import { TestedReceiver } from './tested-receiver';
import { nearest } from '../catalog/nearest';
import { TemplateValues } from '../template/template-values';

/** How many names a message lists. */
const TOLD = 5;

/**
 * The rules that are meant.
 *
 * @throws when there is none, or several where one is meant
 */
export function selectRules(
  rules: TestedReceiver[], { rule, eventBusName }: RuleSelection, source: TemplateInApp, values: TemplateValues,
): TestedReceiver[] {
  const bus = eventBusName === undefined ? undefined : busNamed(eventBusName, source, values);
  const onBus = bus === undefined ? rules : rules.filter((tested) => tested.eventBusName === bus);
  if (onBus.length === 0) {
    const buses = [...new Set(rules.map((tested) => tested.eventBusName))];
    const others = buses.length === 0 ? '' : `; its event buses are ${few(buses)}`;
    const notRead = source.template.unread.length === 0 ? '' : ` ${notReadOf(source)}`;
    throw new Error(`The template has no rule with an event pattern${eventBusName === undefined ? '' : ` on event bus '${eventBusName}'${others}`}.${notRead}`);
  }
  if (rule === undefined) {
    return onBus;
  }
  const meant = isConstruct(rule) ? ofConstruct(onBus, rule, source) : called(onBus, rule);
  if (meant.length > 1) {
    throw new Error(`${isConstruct(rule) ? `'${rule.node.path}' has` : `'${rule}' fits`} ${meant.length} rules: ${few(meant.map(({ name, logicalId }) => `${name} (${logicalId})`))}. Name one by its logical id.`);
  }
  return meant;
}

/** That parts of the template can make rules which are not shown. */
export function notReadOf({ template }: TemplateInApp): string {
  return `What a deployment makes of ${template.unread.join(', ')} was not read.`;
}

function ofConstruct(rules: TestedReceiver[], construct: IConstruct, source: TemplateInApp): TestedReceiver[] {
  const ids = source.elementsOf(construct);
  const found = rules.filter(({ logicalId }) => ids.includes(logicalId));
  if (found.length === 0) {
    throw new Error(`The template has no rule of '${construct.node.path}' with an event pattern; its rules are ${few(rules.map(({ name }) => name))}. Is it in another stack?`);
  }
  return found;
}

function called(rules: TestedReceiver[], name: unknown): TestedReceiver[] {
  if (typeof name !== 'string') {
    throw new Error(`A rule is selected by its construct, logical id, place in the app or name, and this is ${JSON.stringify(name)}.`);
  }
  // A logical id is of one rule alone; names of people's own choice can be those of several.
  const byId = rules.filter(({ logicalId }) => logicalId === name);
  const found = byId.length > 0 ? byId : rules.filter(({ names }) => names.includes(name));
  if (found.length === 0) {
    const near = rules.length <= TOLD ? `its rules are ${rules.map((rule) => rule.name).join(', ')}`
      : `of its ${rules.length} rules, nearest: ${nearest(name, rules.flatMap(({ names }) => names)).join(', ')}`;
    throw new Error(`The template has no rule '${name}' with an event pattern; ${near}.`);
  }
  return found;
}

/** The name of a bus that is meant by its name, ARN, logical id or place in the app. */
function busNamed(text: string, { template, paths }: TemplateInApp, values: TemplateValues): string {
  const logicalId = [...paths].find(([, path]) => path === text)?.[0] ?? text;
  const bus = template.resources.get(logicalId);
  return bus?.type === 'AWS::Events::EventBus' ? values.resolve({ Ref: logicalId }) : text.replace(/^arn:.*:event-bus\//, '');
}

function few(names: string[]): string {
  return `${names.slice(0, TOLD).join(', ')}${names.length > TOLD ? ` and ${names.length - TOLD} others` : ''}`;
}

function isConstruct(value: any): value is IConstruct {
  return typeof value?.node?.path === 'string';
}
