import { CheckSeverity } from '../../../src/checks/check-severity';
import { Finding, findingsIn } from '../../../src/checks/finding';
import { ReportedFindings, reportText, rulesReport } from '../../../src/checks/report/rules-report';
import { Resources, ruleTo, templatesOf } from '../../support/found-in-templates';

const QUEUE = 'arn:aws:sqs:eu-west-1:111111111111:work';
const NOBODY: ReportedFindings = { isAcknowledged: () => false, isOfApp: () => true };

function reportOn(resources: Resources, options: ReportedFindings = NOBODY, keep: (finding: Finding) => boolean = () => true) {
  const app = templatesOf([resources]);
  return rulesReport(app, findingsIn(app, {}).filter(keep), options);
}

const RULES: Resources = { B: ruleTo(QUEUE), A: ruleTo(QUEUE), C: ruleTo(QUEUE, { EventPattern: { source: ['aws.batch'] } }) };

test('rules stand in the order of their names, subscribers and event sources among them', () => {
  const report = reportOn({
    ...RULES,
    Ba: { Type: 'AWS::EventsV2::Subscriber', Properties: {} },
    Aa: { Type: 'AWS::EventsV2::EventSource', Properties: { Configuration: { AwsServiceEventsConfiguration: { AwsService: 'aws.batch' } } } },
  });
  expect(report.rules.map(({ rule, kind }) => `${rule} ${kind ?? 'rule'}`)).toEqual(['Here/A rule', 'Here/Aa event source', 'Here/B rule', 'Here/Ba subscriber', 'Here/C rule']);
  expect(report.version).toBe(1);
});

test('every finding of a rule stands with it', () => {
  const [, , c] = reportOn(RULES).rules;
  expect(c.findings.map(({ check }) => check)).toEqual(expect.arrayContaining(['source-alone', 'no-dead-letter-queue']));
  expect(reportOn(RULES, NOBODY, () => false).rules.map(({ findings }) => findings)).toEqual([[], [], []]);
});

test('what is found elsewhere stands by itself, what is found of rules, event sources and subscribers does not', () => {
  const report = reportOn({
    Rule: ruleTo(QUEUE, {}, { DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['Letters', 'Arn'] } } }),
    Letters: { Type: 'AWS::SQS::Queue' },
    Subscriber: { Type: 'AWS::EventsV2::Subscriber', Properties: {} },
    Source: { Type: 'AWS::EventsV2::EventSource', Properties: { Configuration: { AwsServiceEventsConfiguration: { AwsService: 'aws.batch' } } } },
  });
  expect(report.elsewhere.map(({ construct, findings }) => [construct, findings.map(({ check }) => check)])).toEqual([['Here/Letters', ['dead-letter-queue-without-alarm']]]);
  expect(report.rules.map(({ findings }) => findings.length > 0)).toEqual([true, true, true]);
});

test('a finding is told as whoever knows more says', () => {
  const of = (options: Partial<ReportedFindings>) => reportOn(RULES, { ...NOBODY, ...options }).rules[0].findings.find(({ check }) => check === 'no-dead-letter-queue')!;
  expect([of({}).acknowledged, of({ isAcknowledged: ({ severity }) => severity === CheckSeverity.WARNING }).acknowledged]).toEqual([false, true]);
  expect([of({}).fix.includes('ServiceEventProtection'), of({ isOfApp: () => false }).fix.includes('ServiceEventProtection')]).toEqual([true, false]);
});

test('faults are played through unless told not to', () => {
  const faultsOf = (options: Partial<ReportedFindings>) => reportOn(RULES, { ...NOBODY, ...options }).rules[0].faults;
  expect(faultsOf({})).toEqual(expect.arrayContaining([expect.objectContaining({ fault: 'target-is-gone' })]));
  expect(faultsOf({ withFaults: true })).toEqual(faultsOf({}));
  expect(faultsOf({ withFaults: false })).toBeUndefined();
});

test('the text is JSON with a line for each value, and ends as a file does', () => {
  const report = reportOn({});
  expect(reportText(report)).toBe(`{
  "version": 1,
  "rules": [],
  "elsewhere": []
}
`);
});
