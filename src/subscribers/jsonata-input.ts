import { IResolveContext, Lazy, Stack, Token } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { IConstruct } from 'constructs';
import { jsonataOfPath } from './jsonata-path';
import { jsonataOfTemplate } from './jsonata-template';

/** What the predefined variables of an input template are in JSONata. */
const PREDEFINED: Record<string, string> = {
  'aws.events.event.json': '$events.Data',
  'aws.events.event': '$sift($events.Data, function($value, $name) { $name != "detail" })',
  'aws.events.event.ingestion-time': '$events.SystemMetadata."aws:IngestionTime"',
};

/** What stands for a part of the text that is known at deployment only, while the text is taken apart. */
const PART = /[\uE000-\uF8FF]/;
const FIRST_PART = 0xE000;

/**
 * The JSONata expression, without its delimiters, that makes of an event what the input of a rule's target makes of it. None
 * where the event itself is sent.
 *
 * @throws when a subscriber cannot make that
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-transform.html
 */
export function jsonataOf(subscriber: IConstruct, input: events.RuleTargetInput | undefined): string | undefined {
  const bound = input?.bind(subscriber as never);
  if (!bound || (bound.input === undefined && bound.inputPath === undefined && bound.inputTemplate === undefined)) {
    return undefined;
  }
  const expression = (resolve: (value: unknown) => unknown) => {
    const { input: constant, inputPath, inputTemplate, inputPathsMap } = bound;
    if (inputPath !== undefined) {
      return jsonataOfPath(inputPath);
    }
    const change = inputTemplate === undefined ? escapeDelimiter : (text: string) => fill(subscriber, text, inputPathsMap ?? {});
    return withParts(resolve(inputTemplate ?? constant), change);
  };
  const now = expression((value) => Stack.of(subscriber).resolve(value));
  // What refers to other stacks must be found when the subscriber is rendered.
  return typeof now === 'string' ? now : Token.asString(Lazy.uncachedAny({
    produce: (context: IResolveContext) => expression((value) => context.resolve(value)),
  }));
}

function fill(subscriber: IConstruct, template: string, paths: Record<string, string>): string {
  const values = new Map(Object.entries(PREDEFINED));
  Object.entries(paths).forEach(([name, path]) => values.set(name, jsonataOfPath(path)));
  return jsonataOfTemplate(template, (name) => {
    const value = values.get(name);
    if (value === undefined) {
      throw new Error(`The input of subscriber '${subscriber.node.path}' has <${name}>, which a subscriber cannot fill in${name.startsWith('aws.events.rule') ? ', since it has no rule' : ''}. There are: ${[...values.keys()].map((known) => `<${known}>`).join(', ')}.`);
    }
    return value;
  });
}

/** The constant is JSON, which JSONata understands as it is. */
function escapeDelimiter(json: string): string {
  return json.replaceAll('%}', '%\\u007d');
}

/** Changes a text of which parts are known at deployment only, and leaves those parts as they are. */
function withParts(resolved: any, change: (text: string) => string): unknown {
  if (typeof resolved === 'string') {
    return change(resolved);
  }
  const joined = resolved?.['Fn::Join'];
  const pieces: unknown[] = joined?.[0] === '' ? joined[1] : [resolved];
  const parts: unknown[] = [];
  const text = pieces.map((piece) => (typeof piece === 'string' ? piece : String.fromCharCode(FIRST_PART + parts.push(piece) - 1))).join('');
  const changed = change(text).split(new RegExp(`(${PART.source})`)).map((piece) => (PART.test(piece) ? parts[piece.charCodeAt(0) - FIRST_PART] : piece));
  return { 'Fn::Join': ['', changed] };
}
