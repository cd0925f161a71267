import { DetailProblem } from './check-detail';

/** What is wrong, in a sentence that names the way out. */
export function explainProblem({ kind, detailType, path, value, nearest, expected, allowed }: DetailProblem): string {
  switch (kind) {
    case 'unknownField': {
      const near = nearest.length > 0 ? ` Nearest: ${nearest.join(', ')}.` : ' It has no fields at all.';
      return `'${detailType}' has no field ${path}.${near}`;
    }
    case 'wrongCase':
      return value === undefined
        ? `${path} is spelled ${nearest[0]} in '${detailType}'.`
        : `${path} is ${JSON.stringify(value)}, and '${detailType}' spells it ${JSON.stringify(nearest[0])}.`;
    case 'wrongType':
      return `${path} is ${JSON.stringify(value)}, and the field of '${detailType}' holds ${expected}.`;
    case 'valueNotAllowed':
      return `${path} is ${JSON.stringify(value)}, which '${detailType}' never has. Possible: ${allowed!.join(', ')}.`;
  }
}
