import { TemplateResource } from '../template-resource';

/** A service of AWS that asks for itself, as the policy of a resource sees it. */
export interface ServiceCaller {
  /** Such as `events.amazonaws.com`. */
  readonly service: string;
  /** The ARN for which it asks, such as that of a rule, as `WrittenTexts` writes it; nothing where it is not known. */
  readonly sourceArn?: string;
  readonly sourceAccount?: string;
}

/** A role with which a service asks. */
export interface RoleCaller {
  /** Nothing where no template has it. */
  readonly role?: TemplateResource;
  readonly arn?: string;
}

export type Caller = ServiceCaller | RoleCaller;

/** An action on a resource, and who asks for it. */
export interface AccessRequest {
  readonly caller: Caller;
  readonly action: string;
  /** The ARN of the resource, as `WrittenTexts` writes it. */
  readonly arn: string;
}

export function isService(caller: Caller): caller is ServiceCaller {
  return 'service' in caller;
}
