import { Stack, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { AwsService } from '../../catalog/aws-service';
import { EventSchema } from '../../catalog/event-schema';
import { explain } from '../../catalog/problem';
import { warn } from '../../delivery/construct-notices';
import { checkDetailOfKinds } from '../../pattern/schema/check-detail';
import { idOfDetailProblem, problemOfDetail } from '../../pattern/schema/problem-of-detail';

const WAY_OUT = 'What is newer than the catalogue is accepted with allowUnknown: true.';

/**
 * Compares a filter with the schemas of the events that it is for. Events without a schema are not checked.
 *
 * @param detail the filter, values lifted to lists
 * @param kinds the kinds of events
 * @param everyKind whether the user named them, so that each must be able to match
 * @throws when a place of the filter can never match
 */
export function requireRightFilter(rule: IConstruct, service: AwsService, detail: Record<string, any>, kinds: string[], everyKind: boolean): void {
  if (Token.isUnresolved(kinds)) {
    return;
  }
  const known = kinds.filter((kind) => !Token.isUnresolved(kind)).map((kind) => service.schemaOf(kind));
  const schemas = known.filter((schema): schema is EventSchema => schema !== undefined);
  if (schemas.length === 0 || (!everyKind && schemas.length < kinds.length)) {
    return;
  }
  const problems = checkDetailOfKinds(Stack.of(rule).resolve(detail), schemas, everyKind);
  const wrong = problems.filter(({ certain }) => certain).map((problem) => explain(problemOfDetail(problem)));
  if (wrong.length > 0) {
    throw new Error(`The filter of rule '${rule.node.path}' can never match: ${wrong.join(' ')} ${WAY_OUT}`);
  }
  for (const id of new Set(problems.map(idOfDetailProblem))) {
    const suspect = problems.filter((problem) => idOfDetailProblem(problem) === id).map((problem) => explain(problemOfDetail(problem)));
    warn(rule, id, `The filter of rule '${rule.node.path}' may never match: ${suspect.join(' ')} The schema may be incomplete: acknowledge this warning once an event has matched. ${WAY_OUT}`);
  }
}
