import { requirePlanShape } from '../../../src/command/input/terraform-shape';

const inPlan = (module: unknown) => ({ planned_values: { root_module: module } });
const inConfiguration = (module: unknown) => ({ configuration: { root_module: module } });
const RESOURCE = { address: 'a.b', type: 'a' };

describe('a plan is refused', () => {
  test.each<[object, string]>([
    ...['planned_values', 'values', 'configuration', 'variables', 'prior_state'].map((name): [object, string] => [{ [name]: 'x' }, `${name} is "x", and should be an object`]),
    [inPlan(null), 'planned_values.root_module is null, and should be an object'],
    [inPlan(7), 'planned_values.root_module is 7, and should be an object'],
    [{ values: { root_module: [] } }, 'values.root_module is [], and should be an object'],
    [inPlan({ resources: {} }), 'planned_values.root_module.resources is {}, and should be a list'],
    [inPlan({ resources: [null] }), 'planned_values.root_module.resources[0] is null, and should be an object'],
    [inPlan({ resources: [RESOURCE, { type: 'a' }] }), 'planned_values.root_module.resources[1].address is missing, and should be a text'],
    [inPlan({ resources: [{ address: 'a.b', type: 7 }] }), 'planned_values.root_module.resources[0].type is 7, and should be a text'],
    [inPlan({ resources: [{ ...RESOURCE, values: [] }] }), 'planned_values.root_module.resources[0].values is [], and should be an object'],
    [inPlan({ child_modules: 'x' }), 'planned_values.root_module.child_modules is "x", and should be a list'],
    [inPlan({ child_modules: [{}, 7] }), 'planned_values.root_module.child_modules[1] is 7, and should be an object'],
    [inPlan({ child_modules: [{ resources: 7 }] }), 'planned_values.root_module.child_modules[0].resources is 7, and should be a list'],
    [{ configuration: { provider_config: [] } }, 'configuration.provider_config is [], and should be an object'],
    [inConfiguration(null), 'configuration.root_module is null, and should be an object'],
    [inConfiguration({ resources: {} }), 'configuration.root_module.resources is {}, and should be a list'],
    [inConfiguration({ resources: [7] }), 'configuration.root_module.resources[0] is 7, and should be an object'],
    [inConfiguration({ resources: [{}] }), 'configuration.root_module.resources[0].address is missing, and should be a text'],
    [inConfiguration({ resources: [{ ...RESOURCE, expressions: [] }] }), 'configuration.root_module.resources[0].expressions is [], and should be an object'],
    [inConfiguration({ module_calls: [] }), 'configuration.root_module.module_calls is [], and should be an object'],
    [inConfiguration({ module_calls: { m: null } }), 'configuration.root_module.module_calls.m is null, and should be an object'],
    [inConfiguration({ module_calls: { m: { module: null } } }), 'configuration.root_module.module_calls.m.module is null, and should be an object'],
    [inConfiguration({ module_calls: { m: { module: { resources: 7 } } } }), 'configuration.root_module.module_calls.m.module.resources is 7, and should be a list'],
  ])('%j', (plan, words) => {
    expect(() => requirePlanShape(plan, 'p.json')).toThrow(`p.json is no plan as "terraform show -json PLAN" prints it: ${words}.`);
  });

  test('with the beginning of what is long', () => {
    expect(() => requirePlanShape({ values: 'x'.repeat(200) }, 'p.json')).toThrow(`values is "${'x'.repeat(99)}, and should`);
  });
});

describe('a plan is taken', () => {
  test.each<[string, object]>([
    ['that has nothing', {}],
    ['with nothing at any place where it may', { ...inPlan({ resources: null, child_modules: null }), values: null, variables: null, ...inConfiguration({ resources: null, module_calls: null }) }],
    ['with resources of nothing', inPlan({ resources: [{ ...RESOURCE, values: null }], child_modules: [{}] })],
    ['with modules that are called, and with one whose configuration is not told', inConfiguration({ resources: [{ ...RESOURCE, expressions: {} }], module_calls: { a: {}, b: { module: {} } } })],
  ])('%s', (_what, plan) => {
    expect(requirePlanShape(plan, 'p.json')).toBeUndefined();
  });
});
