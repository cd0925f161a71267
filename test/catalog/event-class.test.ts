import * as library from 'cdk-service-events';
import { eventClass } from '../../src/catalog/event-class';
import { eventClassName, eventConstants } from '../../src/catalog/event-constants';
import { CATALOG } from '../../src/catalog/service-data';
import { everyOf } from '../support/every-of';

const WRITTEN = Object.entries(library).filter(([name]) => name.endsWith('Events'));

test('the table of services makes every class of events as it is written out, constants in order', () => {
  const made = Object.keys(CATALOG.services).map((slug) => [eventClassName(slug), slug]);
  for (const [name, written] of everyOf(WRITTEN)) {
    const [, slug] = made.find(([className]) => className === name)!;
    const events = eventClass(slug, '1.2.3') as any;
    expect(Object.entries(events)).toEqual(Object.entries(written));
    expect(events.name).toBe(name);
    expect(events[Symbol.for('jsii.rtti')]).toEqual({ fqn: `cdk-service-events.${name}`, version: '1.2.3' });
  }
});

test('an event that two documents spell differently has two constants, and three are refused', () => {
  expect([...eventConstants(['Job State-change', 'Job State Change']).values()]).toEqual(['JOB_STATE_CHANGE', 'JOB_STATE_CHANGE_OTHER_SPELLING']);
  expect(() => eventConstants(['A b', 'A-b', 'a b'])).toThrow('Three events would be called A_B');
});
