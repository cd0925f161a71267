import { TerraformModule, TerraformResource, resourcesOf, withoutKey } from './terraform-resources';
import { TERRAFORM_TYPES } from './terraform-types';
import { StackTemplate } from '../../template/stack-template';

/**
 * What `terraform show -json PLAN` prints.
 *
 * @see https://developer.hashicorp.com/terraform/internals/json-format
 */
interface TerraformPlan {
  readonly format_version: string;
  readonly planned_values?: { readonly root_module?: TerraformModule };
  readonly values?: { readonly root_module?: TerraformModule };
  readonly configuration?: { readonly provider_config?: Record<string, any>; readonly root_module?: any };
  readonly variables?: Record<string, { readonly value?: unknown }>;
}

export function isTerraformPlan(value: any): value is TerraformPlan {
  return typeof value?.format_version === 'string' && (value.planned_values !== undefined || value.values !== undefined);
}

/** A plan as the template that would make the same rules, queues, functions, topics and alarms. */
export function terraformTemplate(
  plan: TerraformPlan, path: string, environment: { account?: string; region?: string },
): { template: StackTemplate; placeOf: (logicalId: string) => readonly string[] } {
  const resources = resourcesOf(plan.planned_values?.root_module ?? plan.values?.root_module ?? {}, plan.configuration?.root_module ?? {});
  const template: Record<string, any> = {};
  for (const resource of resources) {
    const convert = Object.hasOwn(TERRAFORM_TYPES, resource.type) ? TERRAFORM_TYPES[resource.type] : undefined;
    if (convert) {
      template[resource.logicalId] = { ...convert(resource), Metadata: { 'aws:cdk:path': resource.address } };
    }
  }
  addTargets(resources, template);
  return {
    template: new StackTemplate({ Resources: template }, {
      hasNoLimits: true,
      path,
      templatePath: path,
      ...environment,
      region: regionOf(plan) ?? environment.region,
    }),
    placeOf: () => ['planned_values'],
  };
}

/** Terraform has targets as resources of their own. */
function addTargets(resources: TerraformResource[], template: Record<string, any>): void {
  const rules = resources.filter(({ type }) => type === 'aws_cloudwatch_event_rule');
  for (const target of resources.filter(({ type }) => type === 'aws_cloudwatch_event_target')) {
    const rule = ruleOf(target, rules);
    if (rule) {
      (template[rule.logicalId].Properties.Targets ??= []).push(targetOf(target));
    }
  }
}

/** By the reference, of several instances the one with the same key; by the name where there is no reference. */
function ruleOf(target: TerraformResource, rules: TerraformResource[]): TerraformResource | undefined {
  const { address } = target.reference('rule') ?? {};
  const key = /\[[^\]]*\]$/.exec(target.address)?.[0] ?? '';
  return rules.find((rule) => rule.address === `${address}${key}`)
    ?? rules.find((rule) => withoutKey(rule.address) === address)
    ?? rules.find(({ values }) => values.name !== undefined && values.name === target.values.rule);
}

function targetOf(target: TerraformResource): Record<string, any> {
  const { values } = target;
  const retry = values.retry_policy?.[0];
  const deadLetters = target.value('dead_letter_config', 0, 'arn');
  return defined({
    Id: values.target_id ?? target.address,
    Arn: target.value('arn') ?? target.unknown('arn'),
    RoleArn: target.value('role_arn'),
    Input: values.input,
    InputPath: values.input_path,
    InputTransformer: values.input_transformer?.[0] && {
      InputPathsMap: values.input_transformer[0].input_paths, InputTemplate: values.input_transformer[0].input_template,
    },
    RetryPolicy: retry && defined({
      MaximumRetryAttempts: retry.maximum_retry_attempts, MaximumEventAgeInSeconds: retry.maximum_event_age_in_seconds,
    }),
    DeadLetterConfig: deadLetters === undefined ? undefined : { Arn: deadLetters },
    SqsParameters: values.sqs_target?.[0]?.message_group_id ? { MessageGroupId: values.sqs_target[0].message_group_id } : undefined,
  });
}

function regionOf({ configuration, variables }: TerraformPlan): string | undefined {
  const region = configuration?.provider_config?.aws?.expressions?.region;
  const variable = /^var\.(\w+)$/.exec(region?.references?.[0] ?? '')?.[1];
  const value = region?.constant_value ?? (variable && variables?.[variable]?.value);
  return typeof value === 'string' ? value : undefined;
}

function defined(properties: Record<string, any>): Record<string, any> {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined && value !== null && value !== ''));
}
