import { Certainty, some } from './certainty';
import { FunctionResources } from './function-resources';
import { AccessRequest, Caller, RoleCaller, ServiceCaller, isService } from './request';
import { ResourcePolicies } from './resource-policies';
import { RolePolicies } from './role-policies';
import { PolicyStatement, concerns, grants } from './statement';
import { WrittenTexts } from './written-texts';
import { RuleInTemplate } from '../rule-in-template';
import { StackTemplate } from '../stack-template';
import { TemplateResource } from '../template-resource';
import { Templates } from '../templates';

const EVENTBRIDGE = 'events.amazonaws.com';

/** What the templates say of a request. */
export interface Admission {
  readonly verdict: 'admitted' | 'refused' | 'unknown';
  /** Why, as the end of a sentence: "no statement of its policy allows events.amazonaws.com to do sqs:SendMessage". */
  readonly reason: string;
  /** The statement that decides; where none does, the one that is needed. */
  readonly statement: Record<string, any>;
}

const READ = new WeakMap<Templates, Permissions>();

/** Who may do what, by the policies of the templates. */
export class Permissions {
  /** The permissions in templates, which are read once. */
  public static in(templates: Templates): Permissions {
    let permissions = READ.get(templates);
    if (!permissions) {
      permissions = new Permissions(templates);
      READ.set(templates, permissions);
    }
    return permissions;
  }

  public readonly texts: WrittenTexts;
  private readonly functions: FunctionResources;
  private readonly resources: ResourcePolicies;
  private readonly roles: RolePolicies;

  private constructor(templates: Templates) {
    this.texts = new WrittenTexts(templates.references);
    this.functions = new FunctionResources(templates, this.texts);
    this.resources = new ResourcePolicies(templates, this.texts, this.functions);
    this.roles = new RolePolicies(templates);
  }

  /** The function, alias or version that a value names, each for itself; nothing for other resources. */
  public exactly(value: unknown, stack: StackTemplate): TemplateResource | undefined {
    return this.functions.named(this.texts.textOf(value, stack));
  }

  /** EventBridge, when it delivers for a rule by itself. */
  public ruleCaller({ resource, stack }: RuleInTemplate): ServiceCaller {
    return { service: EVENTBRIDGE, sourceArn: this.texts.arnOf(resource), sourceAccount: this.texts.accountOf(stack) };
  }

  /** EventBridge, when it writes for an event source, whose rule has a name that EventBridge chooses. */
  public sourceCaller(stack: StackTemplate): ServiceCaller {
    return { service: EVENTBRIDGE, sourceAccount: this.texts.accountOf(stack) };
  }

  /** EventBridge, when it takes the role of a subscriber. */
  public subscriberCaller(subscriber: TemplateResource): ServiceCaller {
    return { service: EVENTBRIDGE, sourceArn: this.texts.arnOf(subscriber), sourceAccount: this.texts.accountOf(subscriber.stack) };
  }

  /** A role, as a property of a resource names it. */
  public roleCaller(roleArn: unknown, by: TemplateResource, templates: Templates): RoleCaller {
    return { role: templates.referred(roleArn, by), arn: this.texts.textOf(roleArn, by.stack) };
  }

  /**
   * Whether somebody may do something with a resource.
   *
   * @param on the resource, or the ARN of one that no template has
   */
  public ask(caller: Caller, action: string, on: TemplateResource | string, arn?: string): Admission {
    const resource = typeof on === 'string' ? undefined : on;
    const request = { caller, action, arn: arn ?? (typeof on === 'string' ? on : this.texts.arnOf(on)) };
    return isService(caller) ? this.serviceMay(request, caller, resource) : this.roleMay(request, caller, resource);
  }

  /** Whether a service may assume a role. */
  public mayAssume(service: ServiceCaller, role: TemplateResource): Admission {
    const request = { caller: service, action: 'sts:AssumeRole', arn: this.texts.arnOf(role) };
    const document = role.properties.AssumeRolePolicyDocument;
    const statements = document?.Statement === undefined ? [undefined] : [document.Statement].flat();
    return this.decide(statements.map((statement) => ({ owner: role, statement })), request, concerns, {
      missing: `the trust policy of role '${role.path}' does not let ${service.service} assume it`,
      needed: { Effect: 'Allow', Principal: { Service: service.service }, Action: request.action },
    });
  }

  private serviceMay(request: AccessRequest, { service, sourceArn }: ServiceCaller, resource: TemplateResource | undefined): Admission {
    const needed = {
      Effect: 'Allow',
      Principal: { Service: service },
      Action: request.action,
      Resource: request.arn,
      ...(sourceArn && { Condition: { ArnLike: { 'aws:SourceArn': sourceArn } } }),
    };
    const said = this.decide(this.resources.on(resource ?? request.arn), request, concerns, {
      missing: `no policy of '${resource?.path ?? request.arn}' lets ${service} do ${request.action}`, needed,
    });
    // Somebody else may have written the policy of a resource that no template has.
    return resource === undefined && said.verdict === 'refused' && said.statement === needed
      ? { verdict: 'unknown', reason: 'its policy is in none of the templates', statement: needed } : said;
  }

  private roleMay(asked: AccessRequest, { role, arn }: RoleCaller, resource: TemplateResource | undefined): Admission {
    const request = { ...asked, caller: { role, arn: arn ?? (role && this.texts.arnOf(role)) } };
    const needed = { Effect: 'Allow', Action: request.action, Resource: request.arn };
    if (role === undefined) {
      return { verdict: 'unknown', reason: 'its role is in none of the templates', statement: needed };
    }
    const { statements, incomplete } = this.roles.of(role);
    const byRole = this.decide(statements, request, grants, {
      missing: `role '${role.path}' may not do ${request.action}`, needed,
    });
    const ofResource = (resource ? this.resources.on(resource) : []).map((held) => ({
      effect: held.statement?.Effect, statement: held.statement, certainty: concerns(held, request, this.texts),
    }));
    const denied = ofResource.find(({ effect, certainty }) => effect === 'Deny' && certainty === 'yes');
    if (denied) {
      return { verdict: 'refused', reason: `a policy of '${resource!.path}' denies ${request.action}`, statement: denied.statement };
    }
    if (byRole.statement.Effect === 'Deny') {
      return byRole;
    }
    // Within an account, either of the two policies is enough.
    const allowed = byRole.verdict === 'admitted' ? undefined
      : ['yes', 'unknown'].flatMap((certainty) => ofResource.find((one) => one.effect === 'Allow' && one.certainty === certainty) ?? [])[0];
    if (allowed) {
      return allowed.certainty === 'yes' ? { verdict: 'admitted', reason: `a policy of '${resource!.path}' allows ${request.action}`, statement: allowed.statement }
        : { verdict: 'unknown', reason: 'a statement cannot be judged before the deployment', statement: allowed.statement };
    }
    return incomplete === undefined ? byRole : { verdict: 'unknown', reason: incomplete, statement: byRole.statement };
  }

  /** A denial outweighs what is allowed. */
  private decide(
    held: PolicyStatement[], request: AccessRequest, apply: (held: PolicyStatement, request: AccessRequest, texts: WrittenTexts) => Certainty,
    { missing, needed }: { missing: string; needed: Record<string, any> },
  ): Admission {
    const said = held.map((one) => ({ effect: one.statement?.Effect, statement: one.statement, certainty: apply(one, request, this.texts) }));
    const denies = said.filter(({ effect }) => effect === 'Deny');
    const allows = said.filter(({ effect }) => effect !== 'Deny');
    const sure = (of: typeof said) => of.find(({ certainty }) => certainty === 'yes');
    const unsure = (of: typeof said) => of.find(({ certainty }) => certainty === 'unknown');
    const denied = sure(denies);
    if (denied) {
      return { verdict: 'refused', reason: `a statement denies ${request.action}`, statement: denied.statement };
    }
    const answer = some(allows.map(({ certainty }) => certainty));
    const open = answer === 'no' ? undefined : unsure(denies) ?? (answer === 'unknown' ? unsure(allows) : undefined);
    if (open) {
      return { verdict: 'unknown', reason: 'a statement cannot be judged before the deployment', statement: open.statement ?? needed };
    }
    return answer === 'yes' ? { verdict: 'admitted', reason: `a statement allows ${request.action}`, statement: sure(allows)!.statement }
      : { verdict: 'refused', reason: missing, statement: needed };
  }
}
