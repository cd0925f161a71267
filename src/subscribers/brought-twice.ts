import { Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { warn } from '../delivery/construct-notices';
import { environmentKey } from '../delivery/environment-key';
import { mayOverlap } from '../pattern/algebra/pattern-overlap';
import { ServicePattern } from '../pattern/algebra/service-pattern';

/** What an event source of the app brings, and where to. */
interface Brought {
  readonly construct: IConstruct;
  readonly place: string;
  readonly pattern: ServicePattern;
}

const BROUGHT = new WeakMap<IConstruct, Brought[]>();

/** Two event sources of one account and Region bring an event to a bus twice, and each of its subscribers gets it twice. */
export function warnWhereBroughtTwice(source: IConstruct, eventBusArn: string, pattern: ServicePattern): void {
  const { root } = source.node;
  const known = BROUGHT.get(root) ?? [];
  BROUGHT.set(root, known);
  const place = `${environmentKey(source)} ${JSON.stringify(Stack.of(source).resolve(eventBusArn))}`;
  const earlier = known.find((one) => one.place === place && mayOverlap(one.pattern, pattern));
  if (earlier) {
    warn(source, 'brought-twice',
      `Event source '${source.node.path}' brings events to a bus to which '${earlier.construct.node.path}' brings them as well, so that they arrive twice: bring each event by one of the two, or acknowledge this warning where they are different ones.`);
  }
  known.push({ construct: source, place, pattern });
}
