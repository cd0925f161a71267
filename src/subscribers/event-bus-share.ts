import { Fn, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as ram from 'aws-cdk-lib/aws-ram';
import { Construct } from 'constructs';
import { NamedBus } from './event-bus-metrics';
import { EventBusShareOptions } from './event-bus-share-options';
import { optionName } from '../catalog/option-spelling';

const ORGANIZATION_PART = /^arn:[a-z-]+:organizations::\d{12}:(organization\/o-[a-z0-9]{10,32}|ou\/o-[a-z0-9]{10,32}\/ou-[a-z0-9-]+)$/;

/**
 * A share of a Custom Event Bus through AWS RAM.
 *
 * What the other account has created on the bus stays when the share goes: only `RevokeResource` stops it.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-sharing.html
 */
export class EventBusShare extends Construct {
  constructor(scope: Construct, id: string, bus: NamedBus, options: EventBusShareOptions) {
    super(scope, id);
    const { access, accounts = [], organizationArns = [], allowOutsideOrganization = false } = options;
    requirePrincipals(this, accounts, organizationArns);
    this.node.defaultChild = new ram.CfnResourceShare(this, 'Resource', {
      name: `${bus.eventBusName}-${id}`,
      resourceArns: [bus.eventBusArn],
      principals: [...accounts, ...organizationArns],
      permissionArns: [access._permissionArn(this)],
      allowExternalPrincipals: allowOutsideOrganization,
    });
  }
}

/** The principals of a share as policies name them, with what else a request of theirs must show. */
export function sharedPrincipals(scope: Construct, { accounts = [], organizationArns = [] }: EventBusShareOptions): iam.IPrincipal[] {
  const organizations = organizationArns.map((arn) => Fn.select(1, Fn.split('/', arn)));
  return [
    ...accounts.map((account) => new iam.ArnPrincipal(`arn:${Stack.of(scope).partition}:iam::${account}:root`)),
    ...organizations.map((organization) => new iam.OrganizationPrincipal(organization)),
  ];
}

function requirePrincipals(share: Construct, accounts: string[], organizationArns: string[]): void {
  if (accounts.length + organizationArns.length === 0) {
    throw new Error(`Share '${share.node.path}' is with nobody: name ${optionName('accounts')} or ${optionName('organizationArns')}.`);
  }
  const wrongPart = organizationArns.find((arn) => !Token.isUnresolved(arn) && !ORGANIZATION_PART.test(arn));
  if (wrongPart !== undefined) {
    throw new Error(`${optionName('organizationArns')} of share '${share.node.path}' names '${wrongPart}': give the ARN of an organization or organizational unit, such as arn:aws:organizations::111122223333:organization/o-a1b2c3d4e5.`);
  }
}
