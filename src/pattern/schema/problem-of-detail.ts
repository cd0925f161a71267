import { DetailProblem } from './check-detail';
import { Problem } from '../../catalog/problem';
import type { PatternProblemId } from '../verifier/pattern-problem';

/** The id by which a wrong place of a filter is acknowledged, whether a construct or a check finds it. */
export function idOfDetailProblem({ kind, value }: DetailProblem): PatternProblemId {
  switch (kind) {
    case 'unknownField': return 'unknown-detail-field';
    case 'wrongCase': return value === undefined ? 'unknown-detail-field' : 'value-outside-enumeration';
    case 'wrongType': return 'wrong-value-type';
    case 'valueNotAllowed': case 'alwaysPresent': return 'value-outside-enumeration';
    case 'idleExclusion': case 'alwaysAbsent': return 'idle-exclusion';
  }
}

/** A wrong place of a filter, as a problem. */
export function problemOfDetail(found: DetailProblem): Problem {
  return { nearest: [], certain: found.certain, ...explained(found) };
}

function explained({ kind, detailType, path, value, nearest, expected, allowed }: DetailProblem): Pick<Problem, 'what'> & Partial<Problem> {
  switch (kind) {
    case 'unknownField':
      return { what: `'${detailType}' has no field ${path}.`, nearest, wayOut: nearest.length > 0 ? undefined : 'It has no fields at all.' };
    case 'wrongCase':
      return value === undefined
        ? { what: `${path} is spelled ${nearest[0]} in '${detailType}'.` }
        : { what: `${path} is ${JSON.stringify(value)}, and '${detailType}' spells it ${JSON.stringify(nearest[0])}.` };
    case 'wrongType':
      return { what: `${path} is ${JSON.stringify(value)}, and the field of '${detailType}' holds ${expected}.` };
    case 'idleExclusion':
      return {
        what: allowed
          ? `${path} of '${detailType}' is never ${JSON.stringify(value)}, so that excluding it changes nothing.`
          : `${path} of '${detailType}' holds ${expected}, so that excluding ${JSON.stringify(value)} changes nothing.`,
        nearest,
        wayOut: allowed && `Possible: ${allowed.join(', ')}.`,
      };
    case 'alwaysAbsent':
      return { what: `'${detailType}' has no field ${path}, so that it is always absent and the filter lets everything pass.`, nearest };
    case 'alwaysPresent':
      return { what: `${path} is always there in '${detailType}', and the filter wants it to be absent.` };
    case 'valueNotAllowed':
      return { what: `${path} is ${JSON.stringify(value)}, which '${detailType}' never has.`, wayOut: allowed && `Possible: ${allowed.join(', ')}.` };
  }
}
