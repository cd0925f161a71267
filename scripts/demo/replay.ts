import { branchesOf } from '../../src/pattern/algebra/pattern-branches';
import { MatchingRule, RuleTester, SampleEvents } from '../../src/testing';

/** An event that is sent, and what came of it. */
export interface Replayed {
  readonly event: string;
  readonly reached: string[];
  /** Why a near miss reached nothing. */
  readonly reason?: string;
}

/** The fields of which a pattern wants something; of the branches of `$or`, the first. */
function wantedIn({ $or: branches = [{}], ...beside }: any): any {
  return Object.fromEntries(Object.entries<any>({ ...beside, ...branches[0] })
    .map(([name, value]) => [name, Array.isArray(value) ? true : wantedIn(value)]));
}

/** The paths of all fields that an example has, those of `detail` last. */
function pathsOf(fields: any, path: string[] = []): string[][] {
  const entries = Object.entries<any>(fields).sort(([one], [two]) => Number(one === 'detail') - Number(two === 'detail'));
  return entries.flatMap(([name, value]) => typeof value === 'object' && value !== null ? pathsOf(value, [...path, name]) : [[...path, name]]);
}

function valueAt(sample: any, path: string[]): any {
  return path.reduce((value, name) => value?.[name], sample);
}

function describe(sample: any, wanted: any): string {
  const details = pathsOf(wanted).filter((path) => path[0] === 'detail' && valueAt(sample, path) !== undefined)
    .map((path) => `${path.slice(1).join('.')} ${valueAt(sample, path)}`);
  return `${sample.source}  ${sample['detail-type']}${details.length > 0 ? ` (${details.join(', ')})` : ''}`;
}

function reachedBy(rules: MatchingRule[]): string[] {
  return rules.flatMap(({ logicalId, constructPath, targets }) => {
    const rule = (constructPath ?? logicalId).replace(/\/Rule$/, '');
    return targets.map(({ resourceType, id }) => `${rule} -> ${(resourceType ?? id).replace(/^AWS::/, '').replace('::', ' ')}`);
  });
}

/**
 * Sends each rule of a template an event that it should match, and one that misses it by one field; a rule with `$or` at the
 * top of its pattern, both for each branch.
 *
 * @throws when a rule does not match the event that was made for it, or matches the near miss, or names no source
 */
export function replay(template: any): Replayed[] {
  const tester = RuleTester.fromTemplate(template);
  const rules = Object.entries<any>(template.Resources)
    .filter(([, { Type: type, Properties: properties }]) => type === 'AWS::Events::Rule' && properties.EventPattern);
  return rules.flatMap(([rule]) => branchesOf(tester.eventPatternOf(rule)).flatMap((branch) => {
    if (branch.source === undefined) {
      throw new Error(`Rule '${nameOf(template, rule)}' names no source, so no event can be made for it.`);
    }
    const wanted = wantedIn(branch);
    const sample = SampleEvents._matchingPattern(branch);
    const miss = SampleEvents._nearMissOfPattern(branch);
    const reached = reachedBy(tester.expectMatch(sample, { rule }));
    tester.expectNoMatch(miss, { rule });
    const reason = tester.mismatches(miss, rule).map(({ path, wanted: items, found }) => `${path}: wanted ${items}, found ${found}`).join('; ');
    return [
      { event: describe(sample, wanted), reached },
      { event: describe(miss, wanted), reached: reachedBy(tester.send(miss)), reason: `${nameOf(template, rule)}: ${reason}` },
    ];
  }));
}

function nameOf(template: any, rule: string): string {
  return (template.Resources[rule].Metadata?.['aws:cdk:path'] ?? rule).replace(/(\/Rule)?\/Resource$/, '');
}
