import { CheckSeverity } from '../../../src/checks/check-severity';
import { foundBy, ruleTo } from '../../support/found-in-templates';

const QUEUE = 'arn:aws:sqs:eu-west-1:111111111111:work';
const ACCOUNT = '111111111111';

describe('where events appear', () => {
  const on = (...sources: string[]) => ({ Rule: ruleTo(QUEUE, { EventPattern: { source: sources } }) });

  test.each<[string, string[], 'ERROR' | 'WARNING']>([
    ['documented', ['aws.iam'], 'ERROR'], ['inferred', ['aws.shield'], 'WARNING'], ['documented and inferred', ['aws.iam', 'aws.shield'], 'WARNING'],
  ])('is %s: %j in another Region is of severity %s', (_what, sources, severity) => {
    const [finding, ...others] = foundBy('wrong-region', [on(...sources)]);
    expect([finding.value, others]).toEqual(['eu-west-1', []]);
    expect(finding.severity).toBe(CheckSeverity[severity]);
    expect(foundBy('wrong-region', [on(...sources), { account: ACCOUNT, region: 'us-east-1', path: 'There' }])).toEqual([]);
  });

  test('is one finding of the rule, however many branches of its pattern are elsewhere', () => {
    const call = (eventName: string) => ({ 'source': ['aws.iam'], 'detail-type': ['AWS API Call via CloudTrail'], 'detail': { eventName: [eventName] } });
    const found = (...branches: object[]) => foundBy('wrong-region', [{ Rule: ruleTo(QUEUE, { EventPattern: { $or: branches } }) }]).map(({ message }) => message);
    expect(found(call('CreateUser'), call('DeleteUser'))).toEqual([expect.stringContaining('those of aws.iam through CloudTrail are in us-east-1')]);
    expect(found(call('CreateUser'), { source: ['aws.shield'] })).toHaveLength(2);
  });

  test('is not asked where the Region is not known, or on another bus', () => {
    expect(foundBy('wrong-region', [on('aws.iam'), { path: 'Anywhere' }])).toEqual([]);
    expect(foundBy('wrong-region', [{ Rule: ruleTo(QUEUE, { EventPattern: { source: ['aws.iam'] }, EventBusName: 'central' }) }])).toEqual([]);
  });
});
