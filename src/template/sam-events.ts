import { PublishedFunction, publishedFunction, withGeneratedNames } from './sam-aliases';
import { isConnected, permissionsOfConnectors } from './sam-connectors';
import { isJsonObject } from '../catalog/json-object';

type Raw = Record<string, any>;

const FUNCTION = 'AWS::Serverless::Function';
const STATE_MACHINE = 'AWS::Serverless::StateMachine';
/** What AWS SAM makes of the resources that can have events. */
const BECOMES: Record<string, string> = { [FUNCTION]: 'AWS::Lambda::Function', [STATE_MACHINE]: 'AWS::StepFunctions::StateMachine' };
const RULE_EVENTS = ['EventBridgeRule', 'CloudWatchEvent', 'Schedule'];

/**
 * The resources of a template with what AWS SAM makes of its functions and state machines as far as rules are concerned:
 * `EventBridgeRule`, `CloudWatchEvent` and `Schedule` events become rules, with the permission, the role, and the
 * dead-letter queue that they bring. A template without AWS SAM stays as it is.
 *
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources-function.html
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-eventbridgerule.html
 */
export function withSamEvents(resources: Raw, globals: Raw = {}): Raw {
  if (!Object.values(resources).some((resource) => BECOMES[resource?.Type] || isConnected(resource))) {
    return resources;
  }
  const published = publishedFunctions(resources, globals);
  const expanded: Raw = {};
  for (const [logicalId, resource] of Object.entries<Raw>(published.size > 0 ? withGeneratedNames(resources, published) : resources)) {
    const common = resource?.Type === FUNCTION ? globals.Function : globals.StateMachine;
    Object.assign(expanded, BECOMES[resource?.Type] ? expand(logicalId, resource, common, published.get(logicalId)) : { [logicalId]: resource });
  }
  return { ...expanded, ...permissionsOfConnectors(resources) };
}

function publishedFunctions(resources: Raw, globals: Raw): Map<string, PublishedFunction> {
  return new Map(Object.entries<Raw>(resources).filter(([, resource]) => resource?.Type === FUNCTION).flatMap(([logicalId, { Properties: own }]) => {
    const published = publishedFunction(logicalId, { ...globals.Function, ...own }.AutoPublishAlias);
    return published ? [[logicalId, published]] : [];
  }));
}

function expand(logicalId: string, resource: Raw, globals: Raw = {}, published?: PublishedFunction): Raw {
  const properties = { ...globals, ...resource.Properties };
  const isFunction = resource.Type === FUNCTION;
  const expanded: Raw = {
    [logicalId]: {
      ...resource,
      Type: BECOMES[resource.Type],
      Properties: isFunction ? functionProperties(properties) : stateMachineProperties(properties),
    },
    ...published?.resources,
  };
  if (isFunction && properties.EventInvokeConfig) {
    expanded[`${logicalId}EventInvokeConfig`] = {
      Type: 'AWS::Lambda::EventInvokeConfig',
      Condition: resource.Condition,
      Properties: { FunctionName: { Ref: logicalId }, ...properties.EventInvokeConfig },
    };
  }
  for (const [name, source] of Object.entries<Raw>(isJsonObject(properties.Events) ? properties.Events : {})) {
    if (RULE_EVENTS.includes(source?.Type) && isJsonObject(source.Properties)) {
      const generated = ruleOf({ id: `${logicalId}${name}`, of: logicalId, type: source.Type, properties: source.Properties, isFunction, published });
      for (const [id, made] of Object.entries<Raw>(generated)) {
        expanded[id] = resource.Condition === undefined ? made : { ...made, Condition: resource.Condition };
      }
    }
  }
  return expanded;
}

function functionProperties({ DeadLetterQueue: queue, Events: _, EventInvokeConfig: __, ...properties }: Raw): Raw {
  return isJsonObject(queue) ? { ...properties, DeadLetterConfig: { TargetArn: queue.TargetArn } } : properties;
}

function stateMachineProperties({ Name: name, Type: type, Events: _, ...properties }: Raw): Raw {
  return { ...properties, ...name !== undefined && { StateMachineName: name }, ...type !== undefined && { StateMachineType: type } };
}

interface EventSource {
  readonly id: string;
  /** The function or state machine. */
  readonly of: string;
  readonly type: string;
  readonly properties: Raw;
  readonly isFunction: boolean;
  /** Events go to its alias. */
  readonly published?: PublishedFunction;
}

function ruleOf({ id, of, type, properties, isFunction, published }: EventSource): Raw {
  const arn = published ? { Ref: published.alias } : isFunction ? { 'Fn::GetAtt': [of, 'Arn'] } : { Ref: of };
  const queue = deadLetterQueueOf(id, properties.DeadLetterConfig);
  const role = properties.Role ?? properties.RoleArn ?? { 'Fn::GetAtt': [`${id}Role`, 'Arn'] };
  return {
    [id]: {
      Type: 'AWS::Events::Rule',
      Properties: defined({
        Name: type === 'Schedule' ? properties.Name : properties.RuleName,
        Description: properties.Description,
        EventBusName: properties.EventBusName,
        EventPattern: properties.Pattern,
        ScheduleExpression: properties.Schedule,
        State: properties.State ?? (properties.Enabled === undefined ? undefined : String(properties.Enabled) === 'false' ? 'DISABLED' : 'ENABLED'),
        Targets: [defined({
          Id: properties.Target?.Id ?? `${id}${isFunction ? 'LambdaTarget' : 'StepFunctionsTarget'}`,
          Arn: arn,
          RoleArn: isFunction ? undefined : role,
          Input: properties.Input,
          InputPath: properties.InputPath,
          InputTransformer: properties.InputTransformer,
          RetryPolicy: properties.RetryPolicy,
          DeadLetterConfig: queue && { Arn: queue.arn },
        })],
      }),
    },
    ...queue?.resources,
    ...isFunction ? {
      [`${id}Permission`]: {
        Type: 'AWS::Lambda::Permission',
        Properties: { Action: 'lambda:InvokeFunction', FunctionName: { Ref: published?.alias ?? of }, Principal: 'events.amazonaws.com', SourceArn: { 'Fn::GetAtt': [id, 'Arn'] } },
      },
    } : properties.Role ?? properties.RoleArn ? {} : {
      [`${id}Role`]: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: ['events.amazonaws.com'] }, Action: ['sts:AssumeRole'] }] },
          Policies: [{ PolicyName: `${id}RoleStartExecutionPolicy`, PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'states:StartExecution', Resource: arn }] } }],
        },
      },
    },
  };
}

/** A queue of the user's, or one that AWS SAM makes with the permission that EventBridge needs. */
function deadLetterQueueOf(id: string, config: Raw | undefined): { arn: unknown; resources?: Raw } | undefined {
  if (!isJsonObject(config)) {
    return undefined;
  }
  if (config.Arn !== undefined) {
    return { arn: config.Arn };
  }
  const queue = typeof config.QueueLogicalId === 'string' ? config.QueueLogicalId : `${id}Queue`;
  const arn = { 'Fn::GetAtt': [queue, 'Arn'] };
  return {
    arn,
    resources: {
      [queue]: { Type: 'AWS::SQS::Queue', Properties: {} },
      [`${queue}Policy`]: {
        Type: 'AWS::SQS::QueuePolicy',
        Properties: {
          Queues: [{ Ref: queue }],
          PolicyDocument: {
            Statement: [{
              Effect: 'Allow',
              Principal: { Service: 'events.amazonaws.com' },
              Action: 'sqs:SendMessage',
              Resource: arn,
              Condition: { ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': [id, 'Arn'] } } },
            }],
          },
        },
      },
    },
  };
}

function defined(properties: Raw): Raw {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
}
