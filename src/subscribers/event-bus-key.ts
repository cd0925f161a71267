import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { IConstruct } from 'constructs';
import { EVENTBRIDGE } from '../catalog/eventbridge-principal';
import { warn } from '../delivery/construct-notices';

/** What EventBridge, and those who use the bus, do with the key. */
const ACTIONS = ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'];

/**
 * Lets EventBridge use the key for one bus. The bus has no complete ARN before it exists, so it is known by its name.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-encryption.html
 */
export function letEventBridgeUse(key: kms.IKey, bus: IConstruct, eventBusName: string): void {
  const stack = Stack.of(bus);
  const busArn = arnPattern(bus, eventBusName);
  addStatement(key, bus, new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal(EVENTBRIDGE)],
    actions: ACTIONS,
    resources: ['*'],
    conditions: {
      StringEquals: { 'aws:SourceAccount': stack.account },
      ArnLike: { 'aws:SourceArn': busArn },
      StringLike: { 'kms:EncryptionContext:aws:events:event-busv2:arn': busArn },
    },
  }));
}

/**
 * Lets those with whom the bus is shared use its key, as far as EventBridge uses it for them: it checks that they could
 * decrypt before it accepts a subscriber, an event source or an event of theirs.
 */
export function letOthersUse(key: kms.IKey, bus: IConstruct, eventBusName: string, principals: iam.IPrincipal[]): void {
  addStatement(key, bus, new iam.PolicyStatement({
    principals,
    actions: ACTIONS,
    resources: ['*'],
    conditions: {
      StringEquals: { 'kms:ViaService': `events.${Stack.of(bus).region}.amazonaws.com` },
      StringLike: { 'kms:EncryptionContext:aws:events:event-busv2:arn': arnPattern(bus, eventBusName) },
    },
  }));
}

function arnPattern(bus: IConstruct, eventBusName: string): string {
  return Stack.of(bus).formatArn({ service: 'events', resource: 'event-busv2', resourceName: `${eventBusName}/*` });
}

function addStatement(key: kms.IKey, bus: IConstruct, statement: iam.PolicyStatement): void {
  if (!key.addToResourcePolicy(statement, true).statementAdded) {
    warn(bus, 'event-bus-key-policy',
      `The policy of key '${key.node.path}', which encrypts event bus '${bus.node.path}', is not written by this app. It must hold this statement: ${JSON.stringify(Stack.of(bus).resolve(statement.toStatementJson()))}. Acknowledge this warning once it does.`);
  }
}
