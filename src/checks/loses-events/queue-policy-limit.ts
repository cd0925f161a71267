import { isReference } from '../../pattern/matcher/matcher';
import { Check } from '../check';
import { CheckSeverity } from '../check-severity';
import { speaksOfEventBridge } from '../model/policies';

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html */
const LIMITS = { statements: 20, bytes: 8192 };

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
      const bytes = atLeastBytes(document);
      const excess = statements > LIMITS.statements ? `${statements} statements, and Amazon SQS allows ${LIMITS.statements}`
        : bytes > LIMITS.bytes ? `at least ${bytes} bytes, and Amazon SQS allows ${LIMITS.bytes}` : undefined;
      return excess === undefined ? [] : [{
        resource,
        location: 'Properties.PolicyDocument',
        value: statements > LIMITS.statements ? statements : bytes,
        message: `The policy has ${excess}: the deployment fails.`,
        fix: 'Use one dead-letter queue of this library, whose policy has one statement for all rules, let one rule match several events, or spread the rules over several queues.',
      }];
    }),
};

/** What is known at deployment only counts as nothing, which matters only where the whole is over the limit. */
function atLeastBytes(document: any): number {
  const whole = Buffer.byteLength(JSON.stringify(document));
  return whole <= LIMITS.bytes ? whole : Buffer.byteLength(JSON.stringify(document, (_key, value) => (isReference(value) ? '' : value)));
}
