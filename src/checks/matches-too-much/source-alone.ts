import { VIA_CLOUDTRAIL } from '../../catalog/cloudtrail-detail-types';
import { servicesOfSource } from '../../catalog/source-index';
import { textsIn } from '../../pattern/algebra/pattern-values';
import { Check, atEachServiceRule, inPattern } from '../check';
import { CheckSeverity } from '../check-severity';

const NARROWING = ['detail-type', 'detail', 'resources'] as const;

export const sourceAlone: Check = {
  id: 'source-alone',
  group: 'matches too much',
  summary: 'A source without a detail-type matches CloudTrail\'s records of API calls too, which carry the same source.',
  severity: CheckSeverity.WARNING,
  find: atEachServiceRule(({ alternatives }) => alternatives
    .filter((alternative) => NARROWING.every((field) => alternative[field] === undefined))
    .flatMap(({ source }) => textsIn(source).filter((name) => servicesOfSource(name).some((service) => service._callSources.includes(name))))
    .map((source) => ({
      location: inPattern('source'),
      value: source,
      message: `The pattern matches whatever has the source '${source}', the records of its API calls included.`,
      fix: `Name the detail-types, or add "detail-type": [{ "anything-but": { "suffix": "${VIA_CLOUDTRAIL}" } }].`,
    }))),
};
