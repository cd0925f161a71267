import { asList } from '../catalog/as-list';
import { isJsonObject } from '../catalog/json-object';

type Raw = Record<string, any>;

const CONNECTOR = 'AWS::Serverless::Connector';
const RULE = 'AWS::Events::Rule';

/** One end of a connector, which names a resource of the template. */
interface Connection {
  readonly id: string;
  readonly source: string;
  readonly destination: string;
}

/** Whether a resource is a connector of AWS SAM, or has some of its own. */
export function isConnected(resource: Raw | undefined): boolean {
  return resource?.Type === CONNECTOR || isJsonObject(resource?.Connectors);
}

/**
 * What the connectors of AWS SAM let rules do: the permission of a function, the policy of a queue, topic or role.
 *
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-connector.html
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/reference-sam-connector.html
 */
export function permissionsOfConnectors(resources: Raw): Raw {
  return Object.assign({}, ...connections(resources)
    .filter(({ source, destination }) => resources[source]?.Type === RULE && resources[destination] !== undefined)
    .map((connection) => permissionOf(connection, resources)));
}

function connections(resources: Raw): Connection[] {
  return Object.entries<Raw>(resources).flatMap(([logicalId, resource]) => {
    const own = resource?.Type === CONNECTOR ? [[logicalId, resource.Properties?.Source?.Id, resource.Properties]] : [];
    const embedded = isJsonObject(resource?.Connectors)
      ? Object.entries<Raw>(resource.Connectors).map(([name, connector]) => [`${logicalId}${name}`, logicalId, connector?.Properties]) : [];
    return [...own, ...embedded].flatMap(([id, source, properties]) => asList(properties?.Destination)
      .map((destination, at) => ({ id: `${id}${at === 0 ? '' : at}`, source, destination: destination?.Id }))
      .filter((connection): connection is Connection => typeof connection.source === 'string' && typeof connection.destination === 'string'));
  });
}

function permissionOf({ id, source, destination }: Connection, resources: Raw): Raw {
  const rule = { 'Fn::GetAtt': [source, 'Arn'] };
  const allowed = (action: string, arn: unknown) => ({
    Statement: [{
      Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: action, Resource: arn, Condition: { ArnEquals: { 'aws:SourceArn': rule } },
    }],
  });
  switch (resources[destination].Type) {
    case 'AWS::Serverless::Function':
    case 'AWS::Lambda::Function':
      return {
        [`${id}Permission`]: {
          Type: 'AWS::Lambda::Permission',
          Properties: { Action: 'lambda:InvokeFunction', FunctionName: { Ref: destination }, Principal: 'events.amazonaws.com', SourceArn: rule },
        },
      };
    case 'AWS::SQS::Queue':
      return {
        [`${id}QueuePolicy`]: {
          Type: 'AWS::SQS::QueuePolicy',
          Properties: { Queues: [{ Ref: destination }], PolicyDocument: allowed('sqs:SendMessage', { 'Fn::GetAtt': [destination, 'Arn'] }) },
        },
      };
    case 'AWS::SNS::Topic':
      return {
        [`${id}TopicPolicy`]: { Type: 'AWS::SNS::TopicPolicy', Properties: { Topics: [{ Ref: destination }], PolicyDocument: allowed('sns:Publish', { Ref: destination }) } },
      };
    case 'AWS::Serverless::StateMachine':
    case 'AWS::StepFunctions::StateMachine':
      return roleMay(id, source, resources, 'states:StartExecution', { Ref: destination });
    case 'AWS::Events::EventBus':
      return roleMay(id, source, resources, 'events:PutEvents', { 'Fn::GetAtt': [destination, 'Arn'] });
    default:
      return {};
  }
}

/** A managed policy for the roles with which the rule delivers. */
function roleMay(id: string, source: string, resources: Raw, action: string, arn: unknown): Raw {
  const targets = resources[source].Properties?.Targets;
  const roles = (Array.isArray(targets) ? targets : []).map((target: any) => roleNamed(target?.RoleArn)).filter((role) => role !== undefined);
  return roles.length === 0 ? {} : {
    [`${id}Policy`]: {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: { Roles: roles.map((role) => ({ Ref: role })), PolicyDocument: { Statement: [{ Effect: 'Allow', Action: action, Resource: arn }] } },
    },
  };
}

function roleNamed(arn: any): string | undefined {
  const [name] = asList(arn?.['Fn::GetAtt']);
  return typeof name === 'string' ? name.split('.')[0] : undefined;
}
