import { includesAction, Verdict } from './policies';
import { TemplateResource } from '../../template/template-resource';
import { Templates } from '../../template/templates';

const POLICIES = ['AWS::IAM::Policy', 'AWS::IAM::RolePolicy', 'AWS::IAM::ManagedPolicy'];

/** Whether a role of the app may do something with a resource; unknown where it has policies that the app does not make. */
export function roleMay(role: TemplateResource, action: string, resource: TemplateResource, app: Templates): Verdict {
  const { Policies = [], ManagedPolicyArns = [] } = role.properties;
  if (role.type !== 'AWS::IAM::Role' || !Array.isArray(Policies)) {
    return 'unknown';
  }
  const attached = POLICIES.flatMap((type) => app.resourcesOf(type))
    .filter((policy) => [policy.properties.Roles ?? policy.properties.RoleName].flat().some((reference) => app.referred(reference, policy) === role));
  const statements = [
    ...Policies.map((policy: any) => ({ owner: role, document: policy?.PolicyDocument })),
    ...attached.map((owner) => ({ owner, document: owner.properties.PolicyDocument })),
  ].flatMap(({ owner, document }) => [document?.Statement ?? { NotAction: true }].flat().map((statement) => ({ owner, statement })));
  const verdicts = statements.map(({ owner, statement }) => verdictOf(statement, action, resource, owner, app));
  return verdicts.includes('allowed') ? 'allowed'
    : verdicts.includes('unknown') || [ManagedPolicyArns].flat().length > 0 ? 'unknown' : 'denied';
}

function verdictOf(statement: any, action: string, resource: TemplateResource, owner: TemplateResource, app: Templates): Verdict {
  if (statement.Effect === 'Deny') {
    return 'denied';
  }
  if (statement.Effect !== 'Allow' || statement.NotAction || statement.NotResource) {
    return 'unknown';
  }
  if (!includesAction(statement.Action, action)) {
    return 'denied';
  }
  const named = [statement.Resource].flat().map((value) => {
    const text = app.references.textOf(value, owner.stack);
    const referred = app.references.resourceOf(value, owner.stack);
    return referred ? (referred === resource ? 'allowed' : 'denied') : text === undefined || text.includes('*') ? 'allowed' : 'unknown';
  });
  return named.includes('allowed') ? 'allowed' : named.includes('unknown') ? 'unknown' : 'denied';
}
