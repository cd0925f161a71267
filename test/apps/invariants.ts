import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { DeadLetterRedrive } from 'cdk-service-events';
import { BuiltApp, BuiltRule } from './build-app';
import { FoundResource, Json, SynthesizedApp } from './synthesized-app';

const RULE = 'AWS::Events::Rule';
const ALARM = 'AWS::CloudWatch::Alarm';
const QUEUE = 'AWS::SQS::Queue';
const SUBSCRIBING = ['AWS::EventsV2::EventSource', 'AWS::EventsV2::Subscriber'];
const DESCRIPTION_CHARACTERS = 1024;
const ACTIONS = 5;

/**
 * What does not hold in the templates of an app. Nothing, if the library keeps its promises.
 */
export function violationsOf(built: BuiltApp): string[] {
  const app = new SynthesizedApp(built.app);
  return [
    ...built.rules.flatMap((rule) => deliveryViolations(app, rule)),
    ...app.ofType(RULE).flatMap((rule) => hopViolations(app, rule)),
    ...referenceViolations(app),
    ...conditionViolations(app),
    ...cycles(app),
    ...app.ofType(ALARM).flatMap((alarm) => alarmViolations(app, alarm)),
    ...idleQueues(app),
    ...idleAlarms(app),
    ...built.redrives.flatMap((redrive) => redriveViolations(app, built, redrive)),
    ...messageViolations(built),
    ...partitionViolations(app),
    ...SUBSCRIBING.flatMap((type) => app.ofType(type)).flatMap((one) => subscriptionViolations(app, one, built.plan.queuesOff)),
    ...built.orRules.flatMap((rule) => archiveViolations(app, app.resourceOf(rule)!)),
    ...built.lateRules.flatMap((rule) => lateViolations(app, built, rule)),
  ];
}

/** All targets of a rule, with what chooses between them taken away. */
function targetsOf({ properties }: FoundResource): Json[] {
  return flatten(properties.Targets);
}

function flatten(value: Json): Json[] {
  if (value === undefined || value?.Ref === 'AWS::NoValue' || value?.['Fn::Transform']) {
    return [];
  }
  return Array.isArray(value) ? value.flatMap(flatten) : value['Fn::If'] ? value['Fn::If'].slice(1).flatMap(flatten) : [value];
}

function deliveryViolations(app: SynthesizedApp, built: BuiltRule): string[] {
  const rule = app.resourceOf(built.resource);
  if (!rule) {
    return [`${built.resource.node.path}: it is not in a template`];
  }
  const targets = targetsOf(rule);
  if (!built.guarded || targets.length === 0) {
    return [];
  }
  return [
    ...targets.flatMap((target) => targetViolations(app, rule, target, built)),
    ...ruleAlarmViolations(app, rule, built, targets),
  ].map((text) => `${built.resource.node.path}: ${text}`);
}

function targetViolations(app: SynthesizedApp, rule: FoundResource, target: Json, { hasQueue, hasKey, retryAttempts, plan }: BuiltRule): string[] {
  const { MaximumRetryAttempts: attempts, MaximumEventAgeInSeconds: age } = target.RetryPolicy ?? {};
  const retry = attempts === undefined || age === undefined ? [`target ${target.Id} has no retry policy`] : [];
  if (retryAttempts !== undefined && attempts !== retryAttempts && attempts !== 0) {
    retry.push(`target ${target.Id} is tried ${attempts} times, and the nearest protection says ${retryAttempts}`);
  }
  const queue = target.DeadLetterConfig && app.withArn(rule.template, target.DeadLetterConfig.Arn);
  if (hasKey && queue && !plan.targets?.some(({ ownQueue }) => ownQueue) && !queue.properties.KmsMasterKeyId) {
    retry.push(`target ${target.Id} has a dead-letter queue without the key that its scope names`);
  }
  if (!target.DeadLetterConfig) {
    return hasQueue ? [...retry, `target ${target.Id} has no dead-letter queue`] : retry;
  }
  return [...retry, ...queueViolations(app, rule, target.DeadLetterConfig.Arn).map((text) => `target ${target.Id}: ${text}`)];
}

/** EventBridge can write to the queue, as far as the app makes it. */
function queueViolations(app: SynthesizedApp, rule: FoundResource, arn: Json): string[] {
  const queue = app.withArn(rule.template, arn);
  const text = app.textOf(rule.template, arn);
  if (!queue) {
    return /^arn:[a-z-]+:sqs:/.test(text) && text.split(':')[3] === rule.template.region ? [] : [`its dead-letter queue is ${text}`];
  }
  const problems: string[] = [];
  if (queue.type !== QUEUE) {
    return [`its dead-letter queue is a ${queue.type}`];
  }
  if (queue.template.region !== rule.template.region && !isOpen(queue, rule)) {
    problems.push(`its dead-letter queue is in ${queue.template.region}`);
  }
  if (!policiesOf(app, queue).some((statement) => letsWrite(app, queue, statement, rule, 'sqs:SendMessage'))) {
    problems.push('no policy lets EventBridge write to its dead-letter queue');
  }
  const key = queue.properties.KmsMasterKeyId && app.withArn(queue.template, queue.properties.KmsMasterKeyId);
  if (key && !key.properties.KeyPolicy.Statement.some((statement: Json) => letsWrite(app, key, statement, rule, 'kms:GenerateDataKey'))) {
    problems.push('the key of its dead-letter queue does not let EventBridge in');
  }
  if (queue.condition !== undefined && queue.condition !== rule.condition) {
    problems.push(`its dead-letter queue has the condition ${queue.condition}`);
  }
  return problems;
}

/** Where neither says where it is deployed, both are in one place. */
function isOpen(...resources: FoundResource[]): boolean {
  return resources.every(({ template }) => template.region.startsWith('<'));
}

function policiesOf(app: SynthesizedApp, queue: FoundResource): Json[] {
  return app.ofType('AWS::SQS::QueuePolicy').filter(({ template, properties }) => template === queue.template
    && properties.Queues.some((one: Json) => app.meaningOf(template, one).resource?.logicalId === queue.logicalId))
    .flatMap(({ properties }) => properties.PolicyDocument.Statement);
}

function letsWrite(app: SynthesizedApp, owner: FoundResource, statement: Json, rule: FoundResource, action: string): boolean {
  const { Effect: effect, Principal: principal, Action: actions, Condition: condition = {} } = statement;
  if (effect !== 'Allow' || ![principal?.Service].flat().includes('events.amazonaws.com') || ![actions].flat().includes(action)) {
    return false;
  }
  const { partition, region, account } = rule.template;
  return Object.entries<Json>(condition).every(([, keys]) => Object.entries<Json>(keys).every(([key, values]) => [values].flat()
    .map((value) => app.textOf(owner.template, value)).some((value) => {
      const open = value.replace(/<(region|account) of [^>]*>/g, '<$1>');
      return key === 'aws:SourceAccount' ? value === account || open === '<account>'
        : value === app.arnOf(rule) || value === `arn:${partition}:events:${region}:${account}:rule/*` || open === 'arn:aws:events:<region>:<account>:rule/*'
          || value.includes(`.${rule.logicalId}.Arn`);
    })));
}

function ruleAlarmViolations(app: SynthesizedApp, rule: FoundResource, built: BuiltRule, targets: Json[]): string[] {
  const watching = app.ofType(ALARM).filter((alarm) => metricsOf(alarm).some(({ Namespace, Dimensions = [] }) => Namespace === 'AWS/Events'
    && Dimensions.some(({ Name, Value }: Json) => Name === 'RuleName' && isNameOf(app, alarm, Value, rule))));
  const watched = new Set(watching.flatMap(metricsOf).map(({ MetricName }) => MetricName));
  if (built.plan.disabled !== 'no') {
    return watching.length > 0 ? [`it is switched off, and ${watching.map(({ logicalId }) => logicalId).join(', ')} watch it`] : [];
  }
  const problems = watching.filter(({ template }) => template !== rule.template)
    .map(({ logicalId, template }) => `alarm ${logicalId} stands in ${template.name}`);
  problems.push(...watching.filter(({ condition }) => condition !== rule.condition)
    .map(({ logicalId, condition }) => `alarm ${logicalId} has condition ${condition}, and the rule ${rule.condition}`));
  problems.push(...watching.flatMap((alarm) => busViolations(app, alarm, rule)));
  if (built.alarms === 'perRule') {
    const losses = targets.some(({ DeadLetterConfig }) => DeadLetterConfig) ? ['InvocationsFailedToBeSentToDlq'] : [];
    const wanted = ['FailedInvocations', 'RetryInvocationAttempts', ...losses];
    problems.push(...wanted.filter((name) => !watched.has(name)).map((name) => `no alarm on ${name}`));
  }
  if (built.alarms === 'shared') {
    const shared = app.ofType(ALARM).filter(({ template, properties }) => template.stage === rule.template.stage
      && template.environment === rule.template.environment && /SELECT SUM\(FailedInvocations\)/.test(JSON.stringify(properties.Metrics ?? [])));
    problems.push(...shared.length === 0 ? ['no shared alarm watches it'] : []);
  }
  if (built.alarms === 'perRule' && built.tells) {
    problems.push(...watching.filter(({ properties: { AlarmActions: actions = [] } }) => actions.length === 0)
      .filter((alarm) => !/Lost|Failed/.test(alarm.logicalId)).map(({ logicalId }) => `alarm ${logicalId} tells nobody, and the defaults name somebody`));
  }
  if (built.alarms !== 'none') {
    const queues = targets.map(({ DeadLetterConfig }) => DeadLetterConfig && app.withArn(rule.template, DeadLetterConfig.Arn))
      .filter((queue) => queue !== undefined);
    problems.push(...queues.filter((queue) => alarmsOn(app, queue).length === 0).map((queue) => `no alarm on dead-letter queue ${queue.logicalId}`));
    problems.push(...queues.filter(() => built.deadLetters !== undefined)
      .filter((queue) => !alarmsOn(app, queue).some(({ properties }) => properties.Threshold === built.deadLetters))
      .map((queue) => `the alarm on dead-letter queue ${queue.logicalId} does not fire at ${built.deadLetters}`));
  }
  return problems;
}

/** The alarm's metrics are those that EventBridge keeps for rules of that bus. */
function busViolations(app: SynthesizedApp, alarm: FoundResource, rule: FoundResource): string[] {
  const given = rule.properties.EventBusName;
  const bus = given === undefined ? undefined : app.meaningOf(rule.template, given);
  const isDefault = bus === undefined || bus.text === 'default';
  return metricsOf(alarm).flatMap(({ Dimensions = [] }) => {
    const named = Dimensions.find(({ Name }: Json) => Name === 'EventBusName');
    if (isDefault) {
      return named ? [`alarm ${alarm.logicalId} looks at bus ${app.textOf(alarm.template, named.Value)}`] : [];
    }
    const name = named && app.textOf(alarm.template, named.Value);
    return !named || /^arn:|\.Arn\}$/.test(name!) ? [`alarm ${alarm.logicalId} looks at bus ${name}`] : [];
  });
}

function alarmsOn(app: SynthesizedApp, queue: FoundResource): FoundResource[] {
  return app.ofType(ALARM).filter((alarm) => (alarm.template.environment === queue.template.environment || isOpen(alarm, queue))
    && metricsOf(alarm).some(({ MetricName, Dimensions = [] }) => MetricName === 'ApproximateNumberOfMessagesVisible'
      && Dimensions.some(({ Value }: Json) => isNameOf(app, alarm, Value, queue))));
}

function isNameOf(app: SynthesizedApp, alarm: FoundResource, value: Json, wanted: FoundResource): boolean {
  const { resource, text } = app.meaningOf(alarm.template, value);
  return resource ? resource.logicalId === wanted.logicalId && resource.template === wanted.template
    : text !== undefined && (app.arnOf(wanted).endsWith(`:${text}`) || app.arnOf(wanted).endsWith(`/${text}`))
      && (alarm.template.environment === wanted.template.environment || isOpen(alarm, wanted));
}

function metricsOf({ properties }: FoundResource): Json[] {
  return properties.MetricName ? [properties] : (properties.Metrics ?? []).map(({ MetricStat }: Json) => MetricStat?.Metric).filter(Boolean);
}

/** A target in another account is called with a role. */
function hopViolations(app: SynthesizedApp, rule: FoundResource): string[] {
  return targetsOf(rule).flatMap((target) => {
    const arn = app.textOf(rule.template, target.Arn).split(':');
    const isElsewhere = arn[0] === 'arn' && arn[4] && !arn[4].startsWith('<') && !rule.template.account.startsWith('<') && arn[4] !== rule.template.account;
    if (!isElsewhere) {
      return [];
    }
    const role = target.RoleArn && app.withArn(rule.template, target.RoleArn);
    const problem = !role ? 'has no role' : roleProblem(role);
    return problem ? [`${rule.template.name}.${rule.logicalId}: target ${target.Id} is in account ${arn[4]}, and ${problem}`] : [];
  });
}

/** Nobody else's rules use the role, and it may do what it is for from the beginning: what is refused is not tried again. */
function roleProblem({ logicalId, properties: { AssumeRolePolicyDocument: trust, Policies: policies } }: FoundResource): string | undefined {
  const isOwn = trust.Statement.every(({ Condition: condition = {} }: Json) => JSON.stringify(condition).includes('aws:SourceAccount'));
  return !isOwn ? `its role ${logicalId} trusts any account's rules` : policies ? undefined : `its role ${logicalId} has no policy of its own`;
}

function* references(value: Json, chosenBy: string[] = []): Generator<{ readonly logicalId: string; readonly chosenBy: string[] }> {
  if (typeof value !== 'object' || value === null) {
    return;
  }
  if (typeof value.Ref === 'string') {
    yield { logicalId: value.Ref, chosenBy };
  }
  if (Array.isArray(value['Fn::GetAtt'])) {
    yield { logicalId: value['Fn::GetAtt'][0], chosenBy };
  }
  for (const [key, inner] of Object.entries<Json>(value)) {
    yield* references(inner, key === 'Fn::If' ? [...chosenBy, inner[0]] : chosenBy);
  }
}

/** Everything that is referred to is there, in the same stage. */
function referenceViolations(app: SynthesizedApp): string[] {
  return app.templates.flatMap((template) => {
    const { Resources: resources = {}, Parameters: parameters = {}, Outputs: outputs = {} } = template.json;
    const missing = [...references({ resources, outputs })]
      .filter(({ logicalId }) => !logicalId.startsWith('AWS::') && !resources[logicalId] && !parameters[logicalId]);
    const dependencies = Object.values<Json>(resources).flatMap(({ DependsOn }) => [DependsOn ?? []].flat())
      .filter((logicalId: string) => !resources[logicalId]);
    const imports = [...importedNames(resources)].filter((name) => app.textOf(template, { 'Fn::ImportValue': name }).startsWith('{missing'));
    return [...missing.map(({ logicalId }) => logicalId), ...dependencies, ...imports.map((name) => JSON.stringify(name))]
      .map((what) => `${template.name}: refers to ${what}, which is not there`);
  });
}

function* importedNames(value: Json): Generator<Json> {
  if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries<Json>(value)) {
      if (key === 'Fn::ImportValue') {
        yield inner;
      } else {
        yield* importedNames(inner);
      }
    }
  }
}

/** What refers to a resource that is not always there is there with it only. */
function conditionViolations(app: SynthesizedApp): string[] {
  return app.templates.flatMap((template) => template.resources.flatMap(({ logicalId, properties, condition }) => [...references(properties)]
    .filter(({ logicalId: other, chosenBy }) => {
      const needed = template.resource(other)?.condition;
      return needed !== undefined && needed !== condition && !chosenBy.includes(needed);
    }).map(({ logicalId: other }) => `${template.name}.${logicalId} refers to ${other}, which has a condition`)));
}

/** No resources of a template wait for each other. */
function cycles(app: SynthesizedApp): string[] {
  return app.templates.flatMap((template) => {
    const resources: Record<string, Json> = template.json.Resources ?? {};
    const waits = new Map(Object.entries(resources).map(([logicalId, resource]) => [logicalId, [
      ...[...references(resource.Properties)].map(({ logicalId: other }) => other), ...[resource.DependsOn ?? []].flat(),
    ].filter((other) => resources[other])]));
    const free = new Set<string>();
    let before = -1;
    while (free.size > before) {
      before = free.size;
      waits.forEach((others, logicalId) => others.every((other) => free.has(other)) && free.add(logicalId));
    }
    return [...waits.keys()].filter((logicalId) => !free.has(logicalId)).map((logicalId) => `${template.name}.${logicalId} waits for itself`);
  });
}

function alarmViolations(app: SynthesizedApp, alarm: FoundResource): string[] {
  const { AlarmDescription: description, AlarmActions: actions = [], OKActions: okActions = [] } = alarm.properties;
  // A name that AWS makes has at most 80 characters.
  const length = description === undefined ? 0 : app.textOf(alarm.template, description).replace(/\{[^}]{80,}\}/g, '-'.repeat(80)).length;
  const elsewhere = [...actions, ...okActions].map((action: Json) => app.textOf(alarm.template, action).split(':')[3])
    .filter((region) => region && region !== alarm.template.region && !(region.startsWith('<') && alarm.template.region.startsWith('<')));
  return [
    ...length > DESCRIPTION_CHARACTERS ? [`its description has ${length} characters`] : [],
    ...actions.length > ACTIONS || okActions.length > ACTIONS ? ['it has too many actions'] : [],
    ...elsewhere.map((region) => `it has an action in ${region}`),
  ].map((text) => `${alarm.template.name}.${alarm.logicalId}: ${text}`);
}

/** No queue of the library is made, and watched, that nothing writes to. */
function idleQueues(app: SynthesizedApp): string[] {
  const used = new Set(app.resources.flatMap((resource) => [
    ...(resource.type === RULE ? targetsOf(resource).map(({ DeadLetterConfig }) => DeadLetterConfig?.Arn) : []),
    resource.properties.DestinationConfig?.OnFailure?.Destination,
    failureQueueOf(resource),
  ].filter(Boolean).map((arn) => app.withArn(resource.template, arn))).map((queue) => queue && `${queue.template.name}.${queue.logicalId}`));
  return app.ofType(QUEUE)
    .filter(({ template, logicalId }) => /^ServiceEventDeadLetterQueue/.test(logicalId) && !used.has(`${template.name}.${logicalId}`))
    .map(({ template, logicalId }) => `${template.name}.${logicalId}: nothing writes to this queue`);
}

/** No alarm watches a queue to which nothing writes but rules that are switched off. */
function idleAlarms(app: SynthesizedApp): string[] {
  const active = app.ofType(RULE).filter(({ properties }) => properties.State !== 'DISABLED')
    .flatMap((rule) => targetsOf(rule).map(({ DeadLetterConfig }) => DeadLetterConfig && app.withArn(rule.template, DeadLetterConfig.Arn)));
  const letters = app.resources.map((resource) => {
    const arn = resource.properties.DestinationConfig?.OnFailure?.Destination ?? failureQueueOf(resource);
    return arn && app.withArn(resource.template, arn);
  });
  const used = [...active, ...letters].filter((queue) => queue !== undefined);
  return app.ofType(QUEUE).filter(({ logicalId }) => /^ServiceEventDeadLetterQueue/.test(logicalId))
    .filter((queue) => !used.some(({ template, logicalId }) => template === queue.template && logicalId === queue.logicalId))
    .flatMap((queue) => alarmsOn(app, queue).map(({ template, logicalId }) => `${template.name}.${logicalId}: watches a queue that only rules which are switched off use`));
}

/** A redrive may send to all targets of the rules whose letters are in its queue. */
function redriveViolations(app: SynthesizedApp, { rules }: BuiltApp, redrive: DeadLetterRedrive): string[] {
  const template = app.templateOf(Stack.of(redrive))!;
  const allowed = template.resources.filter(({ type, logicalId }) => type === 'AWS::IAM::Policy' && logicalId.startsWith('Redrive'))
    .flatMap(({ properties }) => properties.PolicyDocument.Statement).flatMap(({ Resource: resource }: Json) => [resource].flat())
    .map((resource: Json) => app.textOf(template, resource));
  return rules.filter(({ guarded, resource }) => guarded && Stack.of(resource) === template.stack).flatMap((built) => {
    const rule = app.resourceOf(built.resource)!;
    return targetsOf(rule).filter(({ DeadLetterConfig }) => /^ServiceEventDeadLetterQueue[0-9A-F]{8}$/.test(
      (DeadLetterConfig && app.withArn(template, DeadLetterConfig.Arn)?.logicalId) ?? ''))
      .filter(({ Arn, RoleArn }) => !RoleArn && /^arn:[a-z-]+:(sqs|sns|lambda|kinesis)/.test(app.textOf(template, Arn)))
      .filter(({ Arn }) => !allowed.some((text) => text.replace(/\*$/, '').startsWith(app.textOf(template, Arn))))
      .map(({ Id }) => `${built.resource.node.path}: the redrive may not send to target ${Id}`);
  });
}

/** What the library cannot do is said by name. */
function messageViolations({ app, rules, hubRules }: BuiltApp): string[] {
  const said = app.node.findAll().flatMap(({ node }) => node.metadata.map(({ data }) => String(data)));
  const says = (id: string, path: string) => said.some((text) => text.includes(`[ack: cdk-service-events::${id}]`) && text.includes(`'${path}`));
  return [
    ...hubRules.filter(({ resource, isFed }) => isFed === says('hub-unfed', resource.node.path))
      .map(({ resource, isFed }) => `${resource.node.path}: ${isFed ? 'it is fed, and called unfed' : 'nothing is forwarded that it matches, and nobody says so'}`),
    ...rules.filter(({ guarded, plan: { made, targetsIn, targets = [] } }) => guarded && made === 'l1' && targetsIn === 'unknown' && targets.length > 0)
      .filter(({ resource }) => !says('targets-unknown', resource.node.path)).map(({ resource }) => `${resource.node.path}: nobody says that its targets are not known`),
  ];
}

/** No ARN is one of another partition. */
function partitionViolations(app: SynthesizedApp): string[] {
  return app.templates.flatMap((template) => template.region.startsWith('<') ? [] : template.resources.flatMap(({ logicalId, properties }) => {
    const named = [...JSON.stringify(properties).matchAll(/\barn:(aws[a-z-]*):/g)].map(([, partition]) => partition);
    const others = named.filter((partition) => partition !== template.partition);
    return others.map((partition) => `${template.name}.${logicalId} is in ${template.partition}, and names an ARN in ${partition}`);
  }));
}

/** Where an event source or subscriber of a Custom Event Bus sends what it cannot deliver. */
function failureQueueOf({ type, properties }: FoundResource): Json {
  const { OnFailureConfiguration: failures } = properties.Configuration?.AwsServiceEventsConfiguration ?? properties;
  return SUBSCRIBING.includes(type) ? failures?.Arn : undefined;
}

/** An event source or subscriber keeps what it cannot deliver in a queue of its Region that lets EventBridge in and is watched. */
function subscriptionViolations(app: SynthesizedApp, one: FoundResource, isOff: boolean): string[] {
  const failures = failureQueueOf(one);
  const name = `${one.template.name}.${one.logicalId}`;
  const queue = failures && app.withArn(one.template, failures);
  if (!queue) {
    return isOff ? [] : [`${name}: its dead-letter queue is ${failures && app.textOf(one.template, failures)}`];
  }
  const roleArn = one.properties.InvokeConfiguration?.RoleArn;
  const role = roleArn && app.withArn(one.template, roleArn);
  const statements = role ? statementsOf(app, role)
    : policiesOf(app, queue).filter(({ Principal: principal }) => [principal?.Service].flat().includes('events.amazonaws.com'));
  const isLetIn = statements.some(({ Effect: effect, Action: actions, Resource: resources }) => effect === 'Allow'
    && [actions].flat().includes('sqs:SendMessage')
    && [resources].flat().some((resource) => app.withArn(one.template, resource)?.logicalId === queue.logicalId));
  return [
    ...isLetIn ? [] : [`${name}: nothing lets it write to its dead-letter queue`],
    ...queue.template.environment === one.template.environment ? [] : [`${name}: its dead-letter queue is in ${queue.template.environment}`],
  ];
}

/** What a role may do, by its own policies and those attached to it. */
function statementsOf(app: SynthesizedApp, role: FoundResource): Json[] {
  const attached = app.ofType('AWS::IAM::Policy').filter(({ template, properties }) => template === role.template
    && (properties.Roles ?? []).some((one: Json) => app.meaningOf(template, one).resource?.logicalId === role.logicalId));
  const own = (role.properties.Policies ?? []).map(({ PolicyDocument }: Json) => PolicyDocument);
  return [...own, ...attached.map(({ properties }) => properties.PolicyDocument)].flatMap(({ Statement }) => Statement);
}

/** What a rule matches its archive keeps. */
function archiveViolations(app: SynthesizedApp, rule: FoundResource): string[] {
  const archives = app.ofType('AWS::Events::Archive').filter(({ template }) => template === rule.template);
  const sources = ['aws.ec2', 'aws.ecs', 'aws.batch'];
  const lost = sources.flatMap((source) => ['111111111111', '222222222222', '333333333333'].map((account) => ({ source, account })))
    .filter((sample) => isMatched(rule.properties.EventPattern, sample))
    .filter((sample) => !archives.some(({ properties }) => isMatched(properties.EventPattern ?? {}, sample)));
  return lost.map((sample) => `${rule.template.name}.${rule.logicalId}: no archive keeps ${JSON.stringify(sample)}`);
}

/** Each choice among the branches of `$or` is a pattern, in which what comes later has the last word. */
function isMatched(pattern: Json, sample: Record<string, string>): boolean {
  const choices = Object.entries<Json>(pattern).reduce<Json[]>((made, [field, value]) => made.flatMap((choice) => (field === '$or'
    ? value.map((branch: Json) => ({ ...choice, ...branch })) : [{ ...choice, [field]: value }])), [{}]);
  return choices.some((choice) => Object.entries<Json>(choice).every(([field, values]) => !(field in sample) || values.some((value: Json) =>
    (value?.prefix === undefined ? value === sample[field] : sample[field].startsWith(value.prefix)))));
}

/** A rule that an aspect makes is guarded where the app is protected. */
function lateViolations(app: SynthesizedApp, { plan }: BuiltApp, late: events.CfnRule): string[] {
  const rule = app.resourceOf(late);
  const isProtected = plan.protection !== 'none';
  return !rule ? [`${late.node.path}: it is not in a template`] : !isProtected ? [] : deliveryViolations(app, {
    plan: { made: 'plain', disabled: 'no' }, resource: late, guarded: true, alarms: 'none', hasQueue: !plan.queuesOff,
  });
}
