import { Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { CUSTOM_EVENT_BUS } from '../catalog/quotas';
import { hasReference } from '../pattern/algebra/pattern-size';
import { ServicePattern } from '../pattern/algebra/service-pattern';

const MAX_CHARACTERS = CUSTOM_EVENT_BUS.sourcePatternCharacters;
/** EventBridge accepts one source, written out. */
const SOURCE = /^aws\.[a-z0-9-]+$/;

/**
 * The sources of a pattern, of which an event source brings one each.
 *
 * @throws when an event source cannot bring the events of one
 */
export function sourcesOf(construct: IConstruct, serviceName: string, { source = [] }: ServicePattern): string[] {
  const wrong = source.find((name) => !SOURCE.test(String(name)));
  if (wrong !== undefined) {
    throw new Error(`Event source '${construct.node.path}' is for ${serviceName}, whose events have the source ${JSON.stringify(wrong)}: an event source brings the events of one service whose source begins with aws., such as aws.s3. Name the services one by one.`);
  }
  return source;
}

/**
 * What the event source is told to bring, as JSON text. EventBridge adds the source, account and Region itself, and refuses a
 * pattern that has them.
 *
 * @param pattern as it stands in a template
 * @throws when the text is longer than EventBridge accepts
 */
export function eventSourcePattern(construct: IConstruct, { source: _source, ...pattern }: ServicePattern): string {
  const length = hasReference(pattern) ? 0 : JSON.stringify(pattern).length;
  if (length > MAX_CHARACTERS) {
    throw new Error(`The pattern of event source '${construct.node.path}' has ${length} characters, and EventBridge allows ${MAX_CHARACTERS}: make several event sources, or match a common prefix with events.Match.prefix(...).`);
  }
  return Stack.of(construct).toJsonString(pattern);
}
