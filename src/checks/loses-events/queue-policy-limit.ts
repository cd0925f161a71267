import { asList } from '../../catalog/as-list';
import { EVENTBRIDGE } from '../../catalog/eventbridge-principal';
import { QUEUE_POLICY } from '../../catalog/quotas';
import { documentSize } from '../../template/document-size';
import { Check } from '../check';
import { CheckSeverity } from '../check-severity';

export const queuePolicyLimit: Check = {
  id: 'queue-policy-limit',
  group: 'loses events',
  summary: 'The policy of a queue that rules write to has more than 20 statements or 8,192 bytes: Amazon SQS refuses it.',
  severity: CheckSeverity.ERROR,
  find: (app) => app.resourcesOf('AWS::SQS::QueuePolicy')
    .filter(({ properties }) => speaksOfEventBridge(properties.PolicyDocument?.Statement))
    .flatMap((resource) => {
      const document = resource.properties.PolicyDocument;
      const statements = document.Statement.length;
      const bytes = documentSize(document);
      const excess = statements > QUEUE_POLICY.statements ? `${statements} statements, and Amazon SQS allows ${QUEUE_POLICY.statements}`
        : bytes > QUEUE_POLICY.bytes ? `at least ${bytes} bytes, and Amazon SQS allows ${QUEUE_POLICY.bytes}` : undefined;
      return excess === undefined ? [] : [{
        resource,
        location: 'Properties.PolicyDocument',
        value: statements > QUEUE_POLICY.statements ? statements : bytes,
        message: `The policy has ${excess}: the deployment fails.`,
        fix: 'Allow events.amazonaws.com once for all rules of the account (aws:SourceArn with a wildcard), let one rule match several events, or spread the rules over several queues.',
        inApp: 'The dead-letter queue of this library has one statement for all rules.',
      }];
    }),
};

function speaksOfEventBridge(statements: any): boolean {
  return Array.isArray(statements) && statements.some(({ Principal }) => asList(Principal?.Service).includes(EVENTBRIDGE));
}
