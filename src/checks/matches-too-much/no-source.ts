import { Check, atEachRule } from '../check';
import { CheckSeverity } from '../check-severity';

export const noSource: Check = {
  id: 'no-source',
  group: 'matches too much',
  summary: 'A rule on the default event bus that names no source matches events of everybody who may send to that bus.',
  severity: CheckSeverity.WARNING,
  find: atEachRule(({ alternatives, bus }) => (bus.kind === 'default' ? alternatives : [])
    // A rule on nothing but accounts or Regions is meant to take everything.
    .filter((alternative) => alternative.source === undefined && (alternative['detail-type'] ?? alternative.detail ?? alternative.resources) !== undefined)
    .slice(0, 1)
    .map(() => ({
      location: 'Properties.EventPattern',
      message: 'The pattern names no source.',
      fix: 'Add the source, such as "source": ["aws.ec2"]: anybody who may put events on the bus can send some with the same detail-type.',
    }))),
};
