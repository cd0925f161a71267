import { fillTemplate } from './input-template';
import { selectByPath } from './json-path';
import { jsonText } from './json-text';
import { INPUT_TRANSFORMER } from '../../catalog/quotas';

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_InputTransformer.html */
const VARIABLE_NAME = /^[A-Za-z0-9_-]{1,256}$/;

/**
 * The input transformer of a target, as it stands in a template and as the EventBridge API returns it.
 */
export interface InputTransformer {
  readonly InputPathsMap?: Record<string, string>;
  readonly InputTemplate: string;
}

/**
 * What a target says about its input, as it stands in a template and as the EventBridge API returns it.
 */
export interface InputOfTarget {
  readonly Input?: string;
  readonly InputPath?: string;
  readonly InputTransformer?: InputTransformer;
}

/**
 * An event as EventBridge delivers it.
 */
export interface DeliveredEvent {
  readonly [field: string]: any;
}

/**
 * What the predefined variables of a template stand for, besides the event itself.
 */
export interface Occasion {
  readonly ruleArn: string;
  /** When EventBridge received the event. Nearest to it, and taken where it is not known: the time of the event. */
  readonly ingestionTime?: string;
}

/**
 * The text that EventBridge hands to a target: the event, a part of it, a constant, or what an input transformer makes.
 *
 * @throws when the target is one that EventBridge refuses, or its `InputPath` selects nothing in this event
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_InputTransformer.html
 */
export function targetInput(target: InputOfTarget, delivered: DeliveredEvent, occasion: Occasion): string {
  requireAcceptable(target);
  const { Input: input, InputPath: path, InputTransformer: transformer } = target;
  if (input !== undefined) {
    return input;
  }
  if (path !== undefined) {
    return partOf(delivered, path);
  }
  return transformer ? transform(transformer, delivered, occasion) : jsonText(delivered);
}

function partOf(delivered: DeliveredEvent, path: string): string {
  const part = selectByPath(path, delivered);
  if (part === undefined) {
    throw new Error(`InputPath '${path}' selects nothing in the event, and AWS does not say what EventBridge sends then: name a field that every event of the rule has.`);
  }
  return jsonText(part);
}

function transform({ InputPathsMap: paths = {}, InputTemplate: template }: InputTransformer, delivered: DeliveredEvent, occasion: Occasion): string {
  const chosen = Object.entries(paths).map(([name, path]) => [name, selectByPath(path, delivered)] as const);
  return fillTemplate(template, new Map<string, unknown>([...chosen, ...predefined(delivered, occasion)]));
}

/**
 * `aws.events.event` is the event without its detail. Its `detail-type` is called `detailType` there, which AWS does
 * not document; it was observed (recorded from AWS in the tests of LocalStack, `test_events_inputs.snapshot.json`).
 */
function predefined(delivered: DeliveredEvent, { ruleArn, ingestionTime }: Occasion): [string, unknown][] {
  const { detail, 'detail-type': detailType, ...envelope } = delivered;
  return [
    ['aws.events.rule-arn', ruleArn],
    ['aws.events.rule-name', ruleArn.slice(ruleArn.lastIndexOf('/') + 1)],
    ['aws.events.event.ingestion-time', ingestionTime ?? delivered.time],
    ['aws.events.event', { ...envelope, detailType }],
    ['aws.events.event.json', delivered],
  ];
}

function requireAcceptable({ Input: input, InputPath: path, InputTransformer: transformer }: InputOfTarget): void {
  const given = Object.entries({ Input: input, InputPath: path, InputTransformer: transformer }).filter(([, value]) => value !== undefined);
  if (given.length > 1) {
    throw new Error(`A target has ${given.map(([name]) => name).join(' and ')}, and EventBridge takes one of Input, InputPath and InputTransformer: leave out the others.`);
  }
  if (transformer && typeof transformer.InputTemplate !== 'string') {
    throw new Error('The InputTransformer of a target has no InputTemplate, and EventBridge refuses it: give the text into which the values of InputPathsMap are put.');
  }
  requireShort('Input', input, INPUT_TRANSFORMER.templateCharacters);
  requireShort('InputPath', path, INPUT_TRANSFORMER.pathCharacters);
  requireShort('InputTemplate', transformer?.InputTemplate, INPUT_TRANSFORMER.templateCharacters);
  requireVariables(transformer?.InputPathsMap ?? {});
}

function requireVariables(paths: Record<string, string>): void {
  const names = Object.keys(paths);
  if (names.length > INPUT_TRANSFORMER.variables) {
    throw new Error(`InputPathsMap has ${names.length} variables, and EventBridge allows ${INPUT_TRANSFORMER.variables}: select an object that holds several of the values.`);
  }
  for (const name of names) {
    if (!VARIABLE_NAME.test(name)) {
      throw new Error(`'${name}' is no name for a variable of InputPathsMap: it must have 1 to 256 letters, digits, dashes and underscores.`);
    }
    requireShort(`The path of variable '${name}'`, paths[name], INPUT_TRANSFORMER.pathCharacters);
  }
}

function requireShort(what: string, text: string | undefined, limit: number): void {
  if (text !== undefined && text.length > limit) {
    throw new Error(`${what} has ${text.length} characters, and EventBridge allows ${limit}.`);
  }
}
