import { App, AppProps, Stack, StackProps } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

/** An app in which what the CDK's default rules find is an error. */
export function testApp(props: AppProps = {}): App {
  return new App({
    ...props,
    context: { '@aws-cdk/core:validateAgainstDefaultRules': true, 'aws:cdk:disable-stack-trace': true, ...props.context },
  });
}

export function testStack(props: StackProps = {}): Stack {
  return new Stack(testApp(), 'Stack', props);
}

/** Resources of one type, by logical id. */
export function resourcesOf(stack: Stack, type: string): Record<string, any> {
  return Template.fromStack(stack).findResources(type);
}

/** The only resource of a type. */
export function onlyResourceOf(stack: Stack, type: string): any {
  const resources = Object.values(resourcesOf(stack, type));
  expect(resources).toHaveLength(1);
  return resources[0];
}

/** What the synthesized app says of each construct, as information, warning or error. */
export function messagesOf(stack: Stack): string[] {
  const app = stack.node.root as App;
  return app.synth().stacksRecursively.flatMap(({ messages }) => messages.map(({ level, entry }) => `${level}: ${entry.data}`));
}

export function queueIn(scope: Construct, id = 'TargetQueue'): sqs.Queue {
  return new sqs.Queue(scope, id);
}
