import { RuleInTemplate } from '../../template/rule-in-template';
import { TemplateResource } from '../../template/template-resource';
import { Templates } from '../../template/templates';

const EVENTBRIDGE = 'events.amazonaws.com';
const SOURCE_ARN = 'aws:sourcearn';
const COMPARISONS = ['ArnEquals', 'ArnLike', 'StringEquals', 'StringLike'];

/** What a policy says of a wish; unknown where it has conditions that cannot be followed. */
export type Verdict = 'allowed' | 'denied' | 'unknown';

/** What the statements of a policy say of an action that EventBridge takes for a rule. */
export function verdictOf(statements: any, action: string, rule: RuleInTemplate, owner: TemplateResource, app: Templates): Verdict {
  if (!Array.isArray(statements)) {
    return 'unknown';
  }
  const verdicts = statements.map((statement) => statementVerdict(statement, action, rule, owner, app));
  return verdicts.includes('allowed') ? 'allowed' : verdicts.includes('unknown') ? 'unknown' : 'denied';
}

function statementVerdict(statement: any, action: string, rule: RuleInTemplate, owner: TemplateResource, app: Templates): Verdict {
  if (statement.Effect !== 'Allow' || !includesEventBridge(statement.Principal) || !includesAction(statement.Action, action)) {
    return 'denied';
  }
  const conditions = Object.entries<any>(statement.Condition ?? {});
  if (conditions.length === 0) {
    return 'allowed';
  }
  const isFollowed = (comparison: string, keys: object) => COMPARISONS.includes(comparison)
    && Object.keys(keys).every((key) => key.toLowerCase() === SOURCE_ARN);
  if (!conditions.every(([comparison, keys]) => isFollowed(comparison, keys))) {
    return 'unknown';
  }
  const matched = conditions.flatMap(([comparison, keys]) => Object.values<any>(keys).map((arns) => [arns].flat()
    .map((arn): Verdict => (isLiteral(comparison) && holdsWildcard(arn, owner, app) ? 'denied' : matchesRule(arn, rule, owner, app)))));
  return matched.every((verdicts) => verdicts.includes('allowed')) ? 'allowed'
    : matched.every((verdicts) => verdicts.some((verdict) => verdict !== 'denied')) ? 'unknown' : 'denied';
}

/** Of the comparisons only these do not take an asterisk for any text. */
function isLiteral(comparison: string): boolean {
  return comparison === 'StringEquals';
}

function holdsWildcard(arn: any, owner: TemplateResource, app: Templates): boolean {
  return /[*?]/.test(app.references.textOf(arn, owner.stack) ?? '');
}

/** Whether an ARN, perhaps with asterisks, is that of the rule. */
function matchesRule(arn: any, rule: RuleInTemplate, owner: TemplateResource, app: Templates): Verdict {
  const text = app.references.textOf(arn, owner.stack);
  if (text === undefined) {
    return 'unknown';
  }
  const resource = app.references.resourceOf(arn, owner.stack);
  if (resource) {
    return resource === rule.resource ? 'allowed' : 'denied';
  }
  const [, , service, region, account, name = ''] = text.split(':');
  const { stack } = rule;
  const differs = (said: string | undefined, own: string | undefined) => said !== undefined && own !== undefined && !/[*?$]/.test(said) && said !== own;
  if (service !== 'events' || differs(region, stack.region) || differs(account, stack.account)) {
    return text.startsWith('*') ? 'allowed' : 'denied';
  }
  // The ARN of a rule on the default bus does not name the bus.
  if (rule.bus.kind === 'default' && /^rule\/default\//.test(name)) {
    return 'denied';
  }
  const asked = rule.resource.properties.Name;
  return name === 'rule/*' || name === '*' ? 'allowed'
    : typeof asked === 'string' && !name.includes('*') && !name.endsWith(`/${asked}`) ? 'denied' : 'unknown';
}

function includesEventBridge(principal: any): boolean {
  return principal === '*' || [principal?.AWS].flat().includes('*') || [principal?.Service].flat().some((service) => service === EVENTBRIDGE || typeof service === 'object');
}

export function includesAction(actions: any, action: string): boolean {
  return [actions].flat().some((pattern) => typeof pattern !== 'string'
    || (pattern.endsWith('*') ? action.toLowerCase().startsWith(pattern.slice(0, -1).toLowerCase()) : pattern.toLowerCase() === action.toLowerCase()));
}

/** Whether any statement speaks of EventBridge. */
export function speaksOfEventBridge(statements: any): boolean {
  return Array.isArray(statements) && statements.some(({ Principal }) => [Principal?.Service].flat().includes(EVENTBRIDGE));
}

/** Whether any statement allows EventBridge an action, on whatever condition. */
export function letsEventBridge(statements: any, action: string): boolean {
  return [statements ?? []].flat().some((statement: any) => statement.Effect === 'Allow' && includesEventBridge(statement.Principal) && includesAction(statement.Action, action));
}

/** The statements of a policy, and the resource that holds them. */
export interface Statements {
  readonly owner: TemplateResource;
  readonly list: any;
}

/** The types of policies on a resource, and the properties that say which. */
const POLICIES: Record<string, readonly string[]> = {
  'AWS::SQS::QueuePolicy': ['Queues'],
  'AWS::SQS::QueueInlinePolicy': ['Queue'],
  'AWS::SNS::TopicPolicy': ['Topics'],
  'AWS::SNS::TopicInlinePolicy': ['TopicArn'],
};

const INDEXES = new WeakMap<Templates, Map<TemplateResource, Statements[]>>();

/** The policies of the app on a queue or a topic. */
export function statementsOn(resource: TemplateResource, app: Templates): Statements[] {
  let index = INDEXES.get(app);
  if (!index) {
    index = buildIndex(app);
    INDEXES.set(app, index);
  }
  return index.get(resource) ?? [];
}

function buildIndex(app: Templates): Map<TemplateResource, Statements[]> {
  const index = new Map<TemplateResource, Statements[]>();
  for (const [type, names] of Object.entries(POLICIES)) {
    for (const owner of app.resourcesOf(type)) {
      for (const reference of names.flatMap((name) => [owner.properties[name] ?? []].flat())) {
        const resource = app.referred(reference, owner);
        if (resource) {
          index.set(resource, [...index.get(resource) ?? [], { owner, list: owner.properties.PolicyDocument?.Statement }]);
        }
      }
    }
  }
  return index;
}
