import { optionAs, optionName, optionOff, optionOn, optionPlace } from '../../src/catalog/option-spelling';

const { JSII_AGENT } = process.env;

afterEach(() => {
  delete process.env.JSII_AGENT;
  Object.assign(process.env, JSII_AGENT === undefined ? {} : { JSII_AGENT });
});

/** As the runtimes of jsii say which language they are of. */
const AGENTS = {
  python: 'Python/3.11.7',
  java: 'Java/17.0.15',
  go: 'go1.24.1/linux/amd64',
  dotnet: 'DotNet/8.0.1/.NET/1.0.0.0',
};

describe.each([
  [undefined, 'allowUnknown', 'allowUnknown: true', 'allowUnknown: false', 'eventRegions: here()', 'delivery.alarmActions.page[0]'],
  ['Node.js/22', 'allowUnknown', 'allowUnknown: true', 'allowUnknown: false', 'eventRegions: here()', 'delivery.alarmActions.page[0]'],
  [AGENTS.python, 'allow_unknown', 'allow_unknown=True', 'allow_unknown=False', 'event_regions=here()', 'delivery.alarm_actions.page[0]'],
  [AGENTS.java, 'allowUnknown', 'allowUnknown(true)', 'allowUnknown(false)', 'eventRegions(here())', 'delivery.alarmActions.page[0]'],
  [AGENTS.go, 'AllowUnknown', 'AllowUnknown: jsii.Bool(true)', 'AllowUnknown: jsii.Bool(false)', 'EventRegions: here()', 'Delivery.AlarmActions.Page[0]'],
  [AGENTS.dotnet, 'AllowUnknown', 'AllowUnknown = true', 'AllowUnknown = false', 'EventRegions = here()', 'Delivery.AlarmActions.Page[0]'],
])('under the agent %p', (agent, name, on, off, given, place) => {
  beforeEach(() => {
    Object.assign(process.env, agent === undefined ? {} : { JSII_AGENT: agent });
  });

  test('an option has the name that the app has for it', () => {
    expect(optionName('allowUnknown')).toBe(name);
    expect(optionOn('allowUnknown')).toBe(on);
    expect(optionOff('allowUnknown')).toBe(off);
    expect(optionAs('eventRegions', 'here()')).toBe(given);
    expect(optionPlace('delivery.alarmActions.page[0]')).toBe(place);
  });
});

describe('where an option is', () => {
  test.each([
    ['alarmActions["eu-west-1"].page', 'AlarmActions["eu-west-1"].Page'],
    ['severities["a.keyOf.mine"]', 'Severities["a.keyOf.mine"]'],
    ['targets[1]', 'Targets[1]'],
    ['a key of alarmActions', 'a key of alarmActions'],
  ])('keeps the keys of the user in %s', (place, expected) => {
    process.env.JSII_AGENT = AGENTS.go;
    expect(optionPlace(place)).toBe(expected);
  });
});
