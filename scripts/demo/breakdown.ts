import { Duration } from 'aws-cdk-lib';
import { DeliveryOutcome, DeliveryTester, EventEnd, Fault, RuleTester, SampleEvents } from '../../src/testing';

/** What is broken, and what becomes of an event then. */
export interface Breakdown {
  readonly broken: string;
  readonly becomes: string;
}

const BREAKDOWNS: [string, Fault[]][] = [
  ['Nothing is broken', []],
  ['The queue takes no messages for two hours', [Fault.targetThrottles({ lasts: Duration.hours(2) })]],
  ['The queue was deleted', [Fault.targetIsGone()]],
  ['The queue was deleted, and so was the dead-letter queue', [Fault.targetIsGone(), Fault.deadLetterQueueIsGone()]],
];

/**
 * Sends the event that a rule waits for while something is broken.
 *
 * @param template the template with the rule
 * @param rule where the rule stands in the app
 */
export function breakdownsOf(template: any, rule: string): Breakdown[] {
  const [stackName, ...path] = rule.split('/');
  const sample = SampleEvents._matchingPattern(RuleTester.fromTemplate(template).eventPatternOf(path.join('/')));
  const tester = DeliveryTester.fromTemplates([{ template, stackName, region: 'us-east-1' }]);
  return BREAKDOWNS.map(([broken, faults]) => ({ broken, becomes: told(tester.deliver(sample, { faults })) }));
}

function told({ ways: [way], alarms }: DeliveryOutcome): string {
  const ends: Record<EventEnd, string> = {
    [EventEnd.DELIVERED]: `delivered${way.attempts > 1 ? ` ${inWords(way.afterSeconds)} late, at the ${way.attempts}th try` : ''}`,
    [EventEnd.DEAD_LETTERED]: `kept in ${way.deadLetterQueue} (${way.errorCode})`,
    [EventEnd.LOST]: `lost (${way.reason})`,
    [EventEnd.NOT_MATCHED]: 'matched by no rule',
  };
  const names = alarms.map(({ alarm }) => alarm.split('/').pop()!.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase());
  return `${ends[way.end]}; ${names.length > 0 ? `alarms: ${[...new Set(names)].join(', ')}` : 'no alarm'}`;
}

function inWords(seconds: number): string {
  return seconds < 3600 ? `${Math.round(seconds / 60)} minutes` : `${Math.round(seconds / 360) / 10} hours`;
}
