import { isViaCloudTrail } from '../../catalog/cloudtrail-detail-types';
import { nearest } from '../../catalog/nearest';
import { sendersOf, servicesOfSource } from '../../catalog/source-index';
import { looksLikeTypo, sameLetters } from '../../pattern/schema/field-spelling';
import { Check, atEachRule, inPattern } from '../check';
import { CheckSeverity } from '../check-severity';
import { onlyTextsIn, textsIn } from '../model/pattern-values';

export const unknownDetailType: Check = {
  id: 'unknown-detail-type',
  group: 'never matches',
  summary: 'The source does not send events with this detail-type; a warning where the detail-type resembles none and is nobody else\'s, since the event could be newer than the catalogue.',
  severity: CheckSeverity.ERROR,
  find: atEachRule(({ alternatives }) => alternatives.flatMap(({ source, 'detail-type': detailType }) => {
    const services = (onlyTextsIn(source) ?? []).map(servicesOfSource);
    if (services.length === 0 || services.some((found) => found.length === 0)) {
      return [];
    }
    const senders = services.flat();
    return textsIn(detailType)
      .filter((kind) => senders.every((service) => service._checkDetailTypes([kind]) !== undefined))
      .map((kind) => {
        const [near] = nearest(kind, senders.flatMap((service) => service.detailTypes), 1);
        const resembles = near !== undefined && (sameLetters(kind, near) || looksLikeTypo(kind, near));
        const sure = resembles || sendersOf(kind).length > 0 || isViaCloudTrail(kind);
        return {
          location: inPattern('detail-type'),
          value: kind,
          message: senders[0]._checkDetailTypes([kind])!.replace(/ Nearest: .*| It sends no events .*/, ''),
          fix: near === undefined ? 'It sends no events that are known: match its API calls through CloudTrail.' : `Nearest: '${near}'.`,
          severity: sure ? undefined : CheckSeverity.WARNING,
        };
      });
  })),
};
