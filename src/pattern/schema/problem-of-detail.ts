import { DetailProblem } from './check-detail';
import { Problem } from '../../catalog/problem';

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
    case 'valueNotAllowed':
      return { what: `${path} is ${JSON.stringify(value)}, which '${detailType}' never has.`, wayOut: `Possible: ${allowed!.join(', ')}.` };
  }
}
