import { withMadeClasses } from '../../scripts/event-classes';

const RTTI = Symbol.for('jsii.rtti');
const EC2 = 'lazy("Ec2Events", () => require("./catalog/events/ec2-events").Ec2Events);';
const OTHER = 'lazy("AwsService", () => require("./catalog/aws-service").AwsService);';

function eventsOf(name: string, constants: Record<string, string>): any {
  const made = class {};
  Object.defineProperty(made, 'name', { value: name });
  return Object.assign(made, { [RTTI]: { fqn: `cdk-service-events.${name}`, version: '1.2.3' } }, constants);
}

const WRITTEN = eventsOf('Ec2Events', { STARTED: 'Started', STOPPED: 'Stopped' });

test('a class of events is made when it is first used, and everything else stays', () => {
  const made = jest.fn(() => eventsOf('Ec2Events', { STARTED: 'Started', STOPPED: 'Stopped' }));
  expect(withMadeClasses(`${OTHER}\n${EC2}\n`, () => WRITTEN, made))
    .toBe(`${OTHER}\nlazy("Ec2Events", () => require("./catalog/event-class").eventClass("ec2", "1.2.3"));\n`);
  expect(made).toHaveBeenCalledWith('ec2', '1.2.3');
});

test.each([
  ['has another name', eventsOf('Ec2', { STARTED: 'Started', STOPPED: 'Stopped' })],
  ['lacks a constant', eventsOf('Ec2Events', { STARTED: 'Started' })],
  ['has one more', eventsOf('Ec2Events', { STARTED: 'Started', STOPPED: 'Stopped', ENDED: 'Ended' })],
  ['has another order', eventsOf('Ec2Events', { STOPPED: 'Stopped', STARTED: 'Started' })],
  ['has another value', eventsOf('Ec2Events', { STARTED: 'Started', STOPPED: 'stopped' })],
])('a class that %s is refused', (_what, made) => {
  expect(() => withMadeClasses(EC2, () => WRITTEN, () => made)).toThrow('Ec2Events is not what the table of services makes of \'ec2\'');
});
