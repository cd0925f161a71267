import { eventClassName, eventConstants } from './event-constants';
import { CATALOG } from './service-data';

/** Where jsii looks for the name of a class in its assembly. */
const RTTI = Symbol.for('jsii.rtti');

/**
 * The class of a service's events, made of the table of services. The compiled library has it in the place of the one that is
 * written out, since the table names all events anyway.
 *
 * @param version of the library
 */
export function eventClass(slug: string, version: string): object {
  const name = eventClassName(slug);
  const constants = [...eventConstants(Object.values(CATALOG.services[slug].events).flat())].map(([detailType, constant]) => [constant, detailType]);
  const made = class {};
  Object.defineProperty(made, 'name', { value: name });
  return Object.assign(made, { [RTTI]: { fqn: `cdk-service-events.${name}`, version } }, Object.fromEntries(constants));
}
