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
  const matched = conditions.flatMap(([, keys]) => Object.values<any>(keys))
    .map((arns) => [arns].flat().map((arn) => matchesRule(arn, rule, owner, app)));
  return matched.every((verdicts) => verdicts.includes('allowed')) ? 'allowed'
    : matched.every((verdicts) => verdicts.some((verdict) => verdict !== 'denied')) ? 'unknown' : 'denied';
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
