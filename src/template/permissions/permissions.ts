import { Certainty } from './certainty';
import { FunctionResources } from './function-resources';
import { HeldStatements } from './held-statements';
import { AccessRequest, Caller, RoleCaller, ServiceCaller, isService } from './request';
import { ResourcePolicies } from './resource-policies';
import { RolePolicies } from './role-policies';
import { PolicyStatement, concerns, grants } from './statement';
import { WrittenTexts } from './written-texts';
import { asList } from '../../catalog/as-list';
import { EVENTBRIDGE } from '../../catalog/eventbridge-principal';
import { RuleInTemplate } from '../rule-in-template';
import { StackTemplate } from '../stack-template';
import { TemplateResource } from '../template-resource';
import { Templates } from '../templates';


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
    const statements = document?.Statement === undefined ? [undefined] : asList(document.Statement);
    return this.decide(new HeldStatements(statements.map((statement) => ({ owner: role, statement })), this.texts), request, concerns, {
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
    const byRole = this.decide(new HeldStatements(statements, this.texts), request, grants, {
      missing: `role '${role.path}' may not do ${request.action}`, needed,
    });
    const ofResource = resource && this.resources.on(resource);
    const denied = ofResource?.denials.find((held) => concerns(held, request, this.texts) === 'yes');
    if (denied) {
      return { verdict: 'refused', reason: `a policy of '${resource!.path}' denies ${request.action}`, statement: denied.statement };
    }
    if (byRole.statement.Effect === 'Deny') {
      return byRole;
    }
    // Within an account, either of the two policies is enough.
    const readable = [...ofResource?.allowancesFor(undefined) ?? []].filter(({ statement }) => statement?.Effect === 'Allow');
    const allowed = byRole.verdict === 'admitted' ? undefined : this.surest(readable, request, concerns);
    if (allowed?.answer === 'yes') {
      return { verdict: 'admitted', reason: `a policy of '${resource!.path}' allows ${request.action}`, statement: allowed.statement };
    }
    if (allowed?.answer === 'unknown') {
      return { verdict: 'unknown', reason: 'a statement cannot be judged before the deployment', statement: allowed.statement };
    }
    return incomplete === undefined ? byRole : { verdict: 'unknown', reason: incomplete, statement: byRole.statement };
  }

  /** A denial outweighs what is allowed; one statement that surely allows is enough. */
  private decide(
    held: HeldStatements, request: AccessRequest, apply: (held: PolicyStatement, request: AccessRequest, texts: WrittenTexts) => Certainty,
    { missing, needed }: { missing: string; needed: Record<string, any> },
  ): Admission {
    const denied = this.surest(held.denials, request, apply);
    if (denied.answer === 'yes') {
      return { verdict: 'refused', reason: `a statement denies ${request.action}`, statement: denied.statement };
    }
    const { caller } = request;
    const allowed = this.surest(held.allowancesFor(isService(caller) ? caller.sourceArn : undefined), request, apply);
    if (allowed.answer === 'no') {
      return { verdict: 'refused', reason: missing, statement: needed };
    }
    const open = denied.answer === 'unknown' ? denied : allowed.answer === 'unknown' ? allowed : undefined;
    return open ? { verdict: 'unknown', reason: 'a statement cannot be judged before the deployment', statement: open.statement ?? needed }
      : { verdict: 'admitted', reason: `a statement allows ${request.action}`, statement: allowed.statement };
  }

  /** Whether any of some statements is about a request, and the first that surely is, else the first that may be. */
  private surest(
    statements: Iterable<PolicyStatement>, request: AccessRequest,
    apply: (held: PolicyStatement, request: AccessRequest, texts: WrittenTexts) => Certainty,
  ): { readonly answer: Certainty; readonly statement?: any } {
    let unsure: PolicyStatement | undefined;
    for (const held of statements) {
      const answer = apply(held, request, this.texts);
      if (answer === 'yes') {
        return { answer, statement: held.statement };
      }
      unsure ??= answer === 'unknown' ? held : undefined;
    }
    return unsure ? { answer: 'unknown', statement: unsure.statement } : { answer: 'no' };
  }
}
