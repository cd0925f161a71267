import { testing } from 'cdk-service-events';
import { Resources, getAtt, ruleTo } from '../../support/found-in-templates';

const EVENT = { 'source': 'aws.batch', 'detail-type': 'Batch Job State Change', 'account': '111111111111', 'region': 'eu-west-1', 'detail': {} };
const [HOME, OTHER] = ['111111111111', '222222222222'];
const CENTRAL = `arn:aws:events:eu-west-1:${OTHER}:event-bus/central`;
const PUT = { Effect: 'Allow', Action: 'events:PutEvents', Resource: '*' };
const TRUSTING = { Statement: [{ Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sts:AssumeRole' }] };

const role = (properties: object = {}) => ({ Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: TRUSTING, Policies: [{ PolicyName: 'Put', PolicyDocument: { Statement: [PUT] } }], ...properties } });
const bus = (properties: object = {}) => ({ Type: 'AWS::Events::EventBus', Properties: { Name: 'central', ...properties } });
const policy = (properties: object) => ({ Type: 'AWS::Events::EventBusPolicy', Properties: { EventBusName: 'central', StatementId: 'one', Action: 'events:PutEvents', ...properties } });

/** Why a bus takes nothing from a rule; nothing where it takes it. */
function refusal(target: object, own: Resources, theirs?: Resources): [string | undefined, string | undefined] {
  const app = testing.DeliveryTester.fromTemplates([
    { template: { Resources: { Rule: ruleTo(CENTRAL, {}, target), ...own } }, stackName: 'Here', account: HOME, region: 'eu-west-1' },
    ...theirs ? [{ template: { Resources: theirs, Parameters: { Account: { Type: 'String' } } }, stackName: 'There', account: OTHER, region: 'eu-west-1' }] : [],
  ]);
  const { trace, ways: [{ errorCode }] } = app.deliver(EVENT);
  return [errorCode, errorCode && trace.split('\n').find((line) => line.includes(errorCode))!.split(`${errorCode}: `)[1]];
}

const ROLE = { RoleArn: getAtt('Role') };

describe('a bus in another account', () => {
  test.each<[string, Resources]>([
    ['whose policy admits the account', { Central: bus(), Policy: policy({ Principal: HOME }) }],
    ['whose policy admits everybody', { Central: bus(), Policy: policy({ Principal: '*' }) }],
    ['whose policy is a statement', { Central: bus(), Policy: policy({ Action: undefined, Statement: { ...PUT, Principal: { AWS: `arn:aws:iam::${HOME}:root` } } }) }],
    ['whose statement admits several accounts', { Central: bus(), Policy: policy({ Statement: { ...PUT, Principal: { AWS: ['333333333333', HOME] } } }) }],
    ['whose policy admits an account that is known at deployment only', { Central: bus(), Policy: policy({ Principal: { Ref: 'Account' } }) }],
    ['whose policy admits an account that another app exports', { Central: bus(), Policy: policy({ Principal: { 'Fn::ImportValue': 'account' } }) }],
    ['whose policy admits its own account by a pseudo parameter, and this one', { Central: bus(), Policy: policy({ Statement: { ...PUT, Principal: { AWS: [{ Ref: 'AWS::AccountId' }, HOME] } } }) }],
    ['whose policy names it by reference', { Central: bus(), Policy: policy({ EventBusName: { Ref: 'Central' }, Principal: HOME }) }],
    ['one of whose policies admits the account', { Central: bus(), Other: policy({ Principal: '333333333333' }), Policy: policy({ Principal: HOME }) }],
    ['that has its policy itself', { Central: bus({ Policy: { Statement: [] } }) }],
  ])('%s takes the event', (_which, theirs) => {
    expect(refusal(ROLE, { Role: role() }, theirs)).toEqual([undefined, undefined]);
  });

  test('of which no template tells takes it', () => {
    expect(refusal(ROLE, { Role: role() })).toEqual([undefined, undefined]);
  });

  test.each<[string, Resources]>([
    ['without a policy', { Central: bus() }],
    ['whose policy admits another account', { Central: bus(), Policy: policy({ Principal: '333333333333' }) }],
    ['whose policy admits its own account by a pseudo parameter', { Central: bus(), Policy: policy({ Principal: { Ref: 'AWS::AccountId' } }) }],
    ['whose policy is that of another bus', { Central: bus(), Policy: policy({ EventBusName: 'other', Principal: HOME }) }],
    ['whose policy denies the account', { Central: bus(), Policy: policy({ Statement: { ...PUT, Effect: 'Deny', Principal: HOME } }) }],
    ['whose policy is that of the default bus', { Central: bus(), Policy: policy({ EventBusName: undefined, Principal: HOME }) }],
  ])('%s refuses it', (_which, theirs) => {
    expect(refusal(ROLE, { Role: role() }, theirs)).toEqual(['NO_PERMISSIONS', `no policy of There/Central admits account ${HOME}`]);
  });

  test('is not admitted by the policy of one that is called the same elsewhere', () => {
    const admitted = (account: string, region: string) => testing.DeliveryTester.fromTemplates([
      { template: { Resources: { Rule: ruleTo(CENTRAL, {}, ROLE), Role: role() } }, account: HOME, region: 'eu-west-1' },
      { template: { Resources: { Central: bus() } }, account: OTHER, region: 'eu-west-1' },
      { template: { Resources: { Policy: policy({ Principal: HOME }) } }, account, region },
    ]).deliver(EVENT).ways[0].errorCode === undefined;
    expect([admitted(OTHER, 'eu-west-1'), admitted(OTHER, 'eu-west-2'), admitted('333333333333', 'eu-west-1')]).toEqual([true, false, false]);
  });

  test('in a Region of which no template tells takes it', () => {
    const app = testing.DeliveryTester.fromTemplates([
      { template: { Resources: { Rule: ruleTo(CENTRAL, {}, ROLE), Role: role() } }, account: HOME, region: 'eu-west-1' },
      { template: { Resources: { Central: bus() } }, account: OTHER, region: 'eu-west-2' },
      { template: { Resources: { Central: bus() } }, account: '333333333333', region: 'eu-west-1' },
    ]);
    expect(app.deliver(EVENT).ways[0].errorCode).toBeUndefined();
  });

  test('is not reached without a role', () => {
    expect(refusal({}, {}, { Central: bus(), Policy: policy({ Principal: HOME }) })).toEqual(['NO_PERMISSIONS', 'There/Central is in another account, and the target names no role for it']);
  });

  test('that is the default one is admitted by a policy without a name, in that account and Region', () => {
    const deliver = (region: string, EventBusName?: string) => testing.DeliveryTester.fromTemplates([
      { template: { Resources: { Rule: ruleTo(`arn:aws:events:eu-west-1:${OTHER}:event-bus/default`, {}, ROLE), Role: role() } }, account: HOME, region: 'eu-west-1' },
      { template: { Resources: { Policy: policy({ EventBusName, Principal: HOME }) } }, account: OTHER, region },
      { template: { Resources: {} }, account: OTHER, region: 'eu-west-1' },
    ]).deliver(EVENT).ways[0].errorCode;
    expect([deliver('eu-west-1'), deliver('eu-west-1', 'default'), deliver('eu-west-2'), deliver('eu-west-1', 'other')]).toEqual([undefined, undefined, 'NO_PERMISSIONS', 'NO_PERMISSIONS']);
  });
});

describe('a role for a bus', () => {
  const OWN = { Arn: getAtt('Own') };

  test('that EventBridge may not assume is of no use', () => {
    const lambdas = { Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] };
    expect(refusal(ROLE, { Role: role({ AssumeRolePolicyDocument: lambdas }) })).toEqual(['FAILED_TO_ASSUME_ROLE', "role 'Here/Role' does not let events.amazonaws.com assume it"]);
  });

  test.each<[string, object, string | undefined]>([
    ['may put events', PUT, undefined],
    ['may put events on that bus', { ...PUT, Resource: getAtt('Own') }, undefined],
    ['may put events on another bus', { ...PUT, Resource: 'arn:aws:events:eu-west-1:111111111111:event-bus/other' }, 'NO_PERMISSIONS'],
    ['may do something else', { ...PUT, Action: 'events:PutRule' }, 'NO_PERMISSIONS'],
  ])('of the own account as well counts: it %s', (_what, statement, error) => {
    const Role = role({ Policies: [{ PolicyName: 'Put', PolicyDocument: { Statement: [statement] } }] });
    expect(refusal({ ...ROLE, ...OWN }, { Role, Own: bus({ Name: 'own' }) })[0]).toBe(error);
  });

  test('counts for a bus that no template has too, wherever the template goes', () => {
    const arn = (name: string) => ({ 'Fn::Sub': `arn:\${AWS::Partition}:events:\${AWS::Region}:\${AWS::AccountId}:event-bus/${name}` });
    const put = (name: string) => role({ Policies: [{ PolicyName: 'Put', PolicyDocument: { Statement: [{ ...PUT, Resource: arn(name) }] } }] });
    const code = (name: string) => testing.DeliveryTester.fromTemplates([{ template: { Resources: { Rule: ruleTo(arn('one'), {}, ROLE), Role: put(name) } } }]).deliver(EVENT).ways[0].errorCode;
    expect([code('one'), code('other')]).toEqual([undefined, 'NO_PERMISSIONS']);
  });

  test('that no template has is taken to be right', () => {
    expect(refusal({ RoleArn: 'arn:aws:iam::111111111111:role/put', ...OWN }, { Own: bus({ Name: 'own' }) })).toEqual([undefined, undefined]);
  });

  test('is not needed in the own account', () => {
    expect(refusal(OWN, { Own: bus({ Name: 'own' }) })).toEqual([undefined, undefined]);
  });
});
