import { PolicyStatement } from './statement';
import { asList } from '../../catalog/as-list';
import { TemplateResource } from '../template-resource';
import { Templates } from '../templates';
import { statementsOf } from './statements-of';

const ATTACHED = ['AWS::IAM::Policy', 'AWS::IAM::RolePolicy', 'AWS::IAM::ManagedPolicy'];

/** What the policies of a role say. */
export interface StatementsOfRole {
  readonly statements: PolicyStatement[];
  /** Why that is not all; nothing where it is. */
  readonly incomplete?: string;
}

/** The policies of roles in the templates. */
export class RolePolicies {
  private readonly attached = new Map<TemplateResource, TemplateResource[]>();
  private readonly read = new Map<TemplateResource, StatementsOfRole>();

  constructor(private readonly templates: Templates) {
    for (const policy of ATTACHED.flatMap((type) => templates.resourcesOf(type))) {
      for (const reference of asList(policy.properties.Roles ?? policy.properties.RoleName ?? [])) {
        const referred = templates.referred(reference, policy);
        for (const role of referred ? [referred] : this.named(reference, policy)) {
          this.attached.set(role, [...this.attached.get(role) ?? [], policy]);
        }
      }
    }
  }

  public of(role: TemplateResource): StatementsOfRole {
    let known = this.read.get(role);
    if (!known) {
      known = this.readRole(role);
      this.read.set(role, known);
    }
    return known;
  }

  private readRole(role: TemplateResource): StatementsOfRole {
    const { Policies = [], ManagedPolicyArns = [], PermissionsBoundary } = role.properties;
    if (role.type !== 'AWS::IAM::Role' || !Array.isArray(Policies) || !Array.isArray(ManagedPolicyArns)) {
      return { statements: [], incomplete: 'its policies are known at deployment only' };
    }
    const managed = ManagedPolicyArns.map((arn) => this.templates.referred(arn, role));
    const documents = [
      ...Policies.map((policy: any) => ({ owner: role, document: policy?.PolicyDocument })),
      ...[...this.attached.get(role) ?? [], ...managed.filter((policy): policy is TemplateResource => policy !== undefined)]
        .map((owner) => ({ owner, document: owner.properties.PolicyDocument })),
    ];
    return {
      statements: documents.flatMap(({ owner, document }) => statementsOf(document).map((statement) => ({ owner, statement }))),
      incomplete: managed.includes(undefined) ? 'it has managed policies that the templates do not show'
        : PermissionsBoundary !== undefined ? 'it has a permissions boundary' : undefined,
    };
  }

  /** The roles that have a name in the policy's own template, or else in what may be its account: every account of an app can have one. */
  private named(reference: unknown, policy: TemplateResource): TemplateResource[] {
    const roles = this.templates.resourcesOf('AWS::IAM::Role')
      .filter(({ properties, stack }) => typeof reference === 'string' && properties.RoleName === reference && mayBeSame(stack.account, policy.stack.account));
    const own = roles.filter(({ stack }) => stack === policy.stack);
    return own.length > 0 ? own : roles;
  }
}

/** An account that is not known may be any. */
function mayBeSame(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined || one === other;
}
