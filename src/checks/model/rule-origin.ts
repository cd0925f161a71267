import type { DeliveryType } from '../../catalog/delivery-type';
import type { RuleProtection } from '../../protection/rule-protection';
import { RuleInTemplate } from '../../template/rule-in-template';
import { StackTemplate } from '../../template/stack-template';
import { TemplateResource } from '../../template/template-resource';

/** What only the app that made a rule can say of it. */
export interface RuleOrigin {
  /** Whether this library guards its targets. */
  readonly isGuarded: boolean;
  /** Whether `ServiceEventProtection` was to reach the rule, and has not. */
  readonly lacksProtection: boolean;
  /** What `ServiceEventProtection` has given to the rule. */
  readonly protection?: RuleProtection;
  /** How firmly its events are promised, where it is a rule of this library. */
  readonly deliveryType?: DeliveryType;
}

type Origins = (rule: TemplateResource) => RuleOrigin | undefined;

const ORIGINS = new WeakMap<StackTemplate, Origins>();
/** Many checks ask for the same rule. */
const KNOWN = new WeakMap<TemplateResource, { readonly origin: RuleOrigin | undefined }>();

export function rememberOrigins(template: StackTemplate, origins: Origins): void {
  ORIGINS.set(template, origins);
}

/** Nothing for a rule that was brought from elsewhere, or whose template no app of the CDK made. */
export function originOf({ stack, resource }: RuleInTemplate): RuleOrigin | undefined {
  let known = KNOWN.get(resource);
  if (!known) {
    known = { origin: ORIGINS.get(stack)?.(resource) };
    KNOWN.set(resource, known);
  }
  return known.origin;
}
