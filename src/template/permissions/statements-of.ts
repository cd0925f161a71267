import { asList } from '../../catalog/as-list';
import { isReference } from '../../pattern/matcher/matcher';

/** The statements of a policy. What cannot be read may say anything. */
export function statementsOf(document: any): unknown[] {
  const statements = document?.Statement;
  return statements === undefined || isReference(statements) ? [undefined] : asList(statements);
}
