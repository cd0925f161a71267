import { isJsonObject } from '../../catalog/json-object';
import { UsageError } from '../usage-error';

type Kind = 'object' | 'list' | 'text';

const IS: Record<Kind, (value: unknown) => boolean> = {
  object: isJsonObject,
  list: Array.isArray,
  text: (value) => typeof value === 'string',
};

/**
 * Makes sure that what is read of a plan is of the kind that Terraform writes there.
 *
 * @throws UsageError where it is not
 * @see https://developer.hashicorp.com/terraform/internals/json-format
 */
export function requirePlanShape(plan: Record<string, any>, path: string): void {
  const require = (value: unknown, kind: Kind, place: string) => {
    if (!IS[kind](value)) {
      throw new UsageError(`${path} is no plan as "terraform show -json PLAN" prints it: ${place} is ${(JSON.stringify(value) ?? 'missing').slice(0, 100)}, and should be ${kind === 'object' ? 'an object' : `a ${kind}`}.`);
    }
  };
  const given = (value: unknown, kind: Kind, place: string) => value === undefined || value === null || require(value, kind, place);
  const requireModule = (module: any, place: string) => {
    require(module, 'object', place);
    given(module.resources, 'list', `${place}.resources`);
    (module.resources ?? []).forEach((resource: any, at: number) => {
      const here = `${place}.resources[${at}]`;
      require(resource, 'object', here);
      require(resource.address, 'text', `${here}.address`);
      require(resource.type, 'text', `${here}.type`);
      given(resource.values, 'object', `${here}.values`);
    });
    given(module.child_modules, 'list', `${place}.child_modules`);
    (module.child_modules ?? []).forEach((child: any, at: number) => requireModule(child, `${place}.child_modules[${at}]`));
  };
  const requireConfiguration = (module: any, place: string) => {
    require(module, 'object', place);
    given(module.resources, 'list', `${place}.resources`);
    (module.resources ?? []).forEach((resource: any, at: number) => {
      require(resource, 'object', `${place}.resources[${at}]`);
      require(resource.address, 'text', `${place}.resources[${at}].address`);
      given(resource.expressions, 'object', `${place}.resources[${at}].expressions`);
    });
    given(module.module_calls, 'object', `${place}.module_calls`);
    Object.entries<any>(module.module_calls ?? {}).forEach(([name, call]) => {
      require(call, 'object', `${place}.module_calls.${name}`);
      if (call.module !== undefined) {
        requireConfiguration(call.module, `${place}.module_calls.${name}.module`);
      }
    });
  };
  for (const name of ['planned_values', 'values', 'configuration', 'variables', 'prior_state']) {
    given(plan[name], 'object', name);
  }
  for (const name of ['planned_values', 'values']) {
    if (plan[name]?.root_module !== undefined) {
      requireModule(plan[name].root_module, `${name}.root_module`);
    }
  }
  given(plan.configuration?.provider_config, 'object', 'configuration.provider_config');
  if (plan.configuration?.root_module !== undefined) {
    requireConfiguration(plan.configuration.root_module, 'configuration.root_module');
  }
}
