import { Aws, Stack, Token } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { AwsService, EventRegions, OperationsEvent, OperationsRules, SecurityEvent, SecurityRules, ServiceRuleOptions } from 'cdk-service-events';
import { watch } from '../../../src/rules/watch-lists/watch-list';
import { queueIn, resourcesOf, testApp, testStack } from '../../support/test-app';

let stack: Stack;
beforeEach(() => {
  stack = testStack({ env: { account: '111111111111', region: 'us-east-1' } });
});

const rulesIn = (scope: Stack = stack) => Object.values(resourcesOf(scope, 'AWS::Events::Rule')).map(({ Properties }) => Properties);
const NAMED: ServiceRuleOptions = { description: 'mine' };

describe('each rule of a list', () => {
  test.each<[string]>([[SecurityEvent.ROOT_ACTIVITY], [SecurityEvent.CONSOLE_SIGN_IN_WITHOUT_MFA], [SecurityEvent.CONSOLE_SIGN_IN_FAILED], [SecurityEvent.CLOUDTRAIL_CHANGED], [OperationsEvent.PIPELINE_FAILED]])('%s has the options that are given', (name) => {
    watch(stack, [name], { ...NAMED, ruleName: 'one', enabled: false, accounts: ['222222222222'] });
    expect(rulesIn()).toEqual([expect.objectContaining({ Description: 'mine', Name: 'one', State: 'DISABLED' })]);
    expect(rulesIn()[0].EventPattern.account).toEqual(['222222222222']);
  });

  test('has an id that is its name, in words', () => {
    watch(stack, [SecurityEvent.CONSOLE_SIGN_IN_WITHOUT_MFA, OperationsEvent.PIPELINE_FAILED], {});
    expect(stack.node.children.map(({ node }) => node.id)).toEqual(expect.arrayContaining(['ConsoleSignInWithoutMfa', 'PipelineFailed']));
  });

  test('is on calls, events or sign-ins, as the list has it', () => {
    const { CLOUDTRAIL_CHANGED, CONSOLE_SIGN_IN_FAILED, CONSOLE_SIGN_IN_WITHOUT_MFA } = SecurityEvent;
    watch(stack, [CLOUDTRAIL_CHANGED, OperationsEvent.PIPELINE_FAILED, CONSOLE_SIGN_IN_FAILED, CONSOLE_SIGN_IN_WITHOUT_MFA], {});
    const [trail, pipeline, failed, withoutMfa] = rulesIn().map(({ EventPattern }) => EventPattern);
    expect(trail).toMatchObject({ source: ['aws.cloudtrail'], detail: { eventName: expect.arrayContaining(['StopLogging']), errorCode: [{ exists: false }] } });
    expect(pipeline).toMatchObject({ source: ['aws.codepipeline'], detail: { state: ['FAILED'] } });
    expect(failed.detail).toEqual({ eventName: ['ConsoleLogin'], responseElements: { ConsoleLogin: ['Failure'] } });
    expect(withoutMfa.detail).toMatchObject({ responseElements: { ConsoleLogin: ['Success'] }, additionalEventData: { MFAUsed: ['No'] } });
  });

  test('is found by its name', () => {
    const rules = watch(stack, [OperationsEvent.PIPELINE_FAILED, OperationsEvent.BUILD_FAILED], {});
    expect([...rules.keys()]).toEqual([OperationsEvent.PIPELINE_FAILED, OperationsEvent.BUILD_FAILED]);
    expect([...rules.values()].map(({ node }) => node.id)).toEqual(['PipelineFailed', 'BuildFailed']);
  });

  test('is told once of what is no option, and made without it', () => {
    watch(stack, [OperationsEvent.PIPELINE_FAILED], { service: AwsService.EC2, nothing: 1 } as never);
    expect(rulesIn()[0].EventPattern.source).toEqual(['aws.codepipeline']);
  });
});

test.each<[string, unknown[], object, string]>([
  ['nothing', [], {}, "events of 'Stack' is an empty list, which watches nothing"],
  ['the same twice', [OperationsEvent.BUILD_FAILED, OperationsEvent.PIPELINE_FAILED, OperationsEvent.BUILD_FAILED], {}, "events of 'Stack' names BUILD_FAILED twice"],
  ['two pairs', [OperationsEvent.BUILD_FAILED, OperationsEvent.BUILD_FAILED, OperationsEvent.PIPELINE_FAILED, OperationsEvent.PIPELINE_FAILED], {}, 'names BUILD_FAILED twice'],
  ['two with one name', [OperationsEvent.BUILD_FAILED, OperationsEvent.PIPELINE_FAILED], { ruleName: 'one' }, "'Stack' makes 2 rules, which cannot all be called 'one'"],
])('a list does not watch %s', (_what, names, options, words) => {
  expect(() => watch(stack, names as string[], options)).toThrow(words);
});

test('two rules without a name have none', () => {
  watch(stack, [OperationsEvent.BUILD_FAILED, OperationsEvent.PIPELINE_FAILED], {});
  expect(rulesIn().map(({ Name }) => Name)).toEqual([undefined, undefined]);
});

test.each([['operations', OperationsRules], ['security', SecurityRules]])('rules of %s refuse what is wrong, by their own name', (what, Rules) => {
  expect(() => new Rules(stack, 'Watch', { events: ['NOTHING'] as never })).toThrow(`${what} rules 'Stack/Watch'`);
  expect(() => new Rules(stack, 'Second', { enabled: 'yes' as never })).toThrow('enabled of');
  const targets: events.IRuleTarget[] = [{ bind: () => ({ arn: queueIn(stack, `T${stack.node.children.length}`).queueArn }) }];
  expect(new Rules(stack, 'Third', { targets, events: [Rules === OperationsRules ? OperationsEvent.BUILD_FAILED : SecurityEvent.CLOUDTRAIL_CHANGED] as never }).rules).toHaveLength(1);
});

describe('the root user', () => {
  const forwardedTo = (region?: string) => {
    const app = testApp();
    const here = new Stack(app, 'Here', region === undefined ? {} : { env: { account: '111111111111', region } });
    new SecurityRules(here, 'Watch', { events: [SecurityEvent.ROOT_ACTIVITY], eventRegions: EventRegions.forward() });
    return app.node.children.map(({ node }) => node.id).filter((id) => id.startsWith('ServiceEventForwarder'));
  };

  test('is watched where its calls are recorded that are in no Region', () => {
    expect(forwardedTo('eu-west-1')).toEqual(expect.arrayContaining([expect.stringContaining('us-east-1')]));
    expect(forwardedTo('us-gov-east-1')).toEqual(['ServiceEventForwarder-Here-us-gov-west-1']);
    expect(forwardedTo('us-gov-west-1')).toEqual([]);
  });

  test('is watched where the rule is, when nothing is forwarded', () => {
    watch(stack, [SecurityEvent.ROOT_ACTIVITY], {});
    const [{ EventPattern }] = rulesIn();
    expect(EventPattern).toMatchObject({ source: [{ prefix: 'aws.' }], detail: { userIdentity: { type: ['Root'], invokedBy: [{ exists: false }, 'signin.amazonaws.com'] } } });
    expect(Token.isUnresolved(Aws.REGION)).toBe(true);
  });
});
