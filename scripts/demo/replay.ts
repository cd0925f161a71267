import { AwsService } from '../../src/catalog/aws-service';
import { branchesOf } from '../../src/pattern/algebra/pattern-branches';
import { MatchingRule, RuleTester, SampleEvents } from '../../src/testing';
import { mergeEvent } from '../../src/testing/merge-event';

/** An event that is sent, and what came of it. */
export interface Replayed {
  readonly event: string;
  readonly reached: string[];
  /** Why a near miss reached nothing. */
  readonly reason?: string;
}

/** What an event must have to match a pattern, as far as it can be read from it; of the branches of `$or`, the first. */
function example({ $or: branches = [{}], ...beside }: any): any {
  return Object.fromEntries(Object.entries<any>({ ...beside, ...branches[0] }).flatMap(([name, wanted]) => {
    const value = Array.isArray(wanted) ? exampleOf(wanted[0]) : example(wanted);
    return value === undefined ? [] : [[name, value]];
  }));
}

function exampleOf(wanted: any): any {
  if (typeof wanted !== 'object' || wanted === null) {
    return wanted;
  }
  const [[operator, operand]] = Object.entries<any>(wanted);
  switch (operator) {
    case 'numeric': return operand[0] === '<' ? operand[1] - 1 : operand[0] === '>' ? operand[1] + 1 : operand[1];
    case 'wildcard': return operand.replace(/\*/g, 'x');
    case 'prefix':
    case 'suffix':
    case 'equals-ignore-case': return operand;
    default: return undefined;
  }
}

/** A value that is not the one which the pattern wants. */
function other(value: any): any {
  return typeof value === 'number' ? -value - 1 : typeof value === 'boolean' ? !value : 'something-else';
}

/** The paths of all fields that an example has, those of `detail` last. */
function pathsOf(fields: any, path: string[] = []): string[][] {
  const entries = Object.entries<any>(fields).sort(([one], [two]) => Number(one === 'detail') - Number(two === 'detail'));
  return entries.flatMap(([name, value]) => typeof value === 'object' && value !== null ? pathsOf(value, [...path, name]) : [[...path, name]]);
}

function valueAt(sample: any, path: string[]): any {
  return path.reduce((value, name) => value?.[name], sample);
}

/** The same event with one field changed that the pattern names: in its detail, where it names one there. */
function nearMiss(sample: any, wanted: any): any {
  const path = pathsOf(wanted).at(-1)!;
  return mergeEvent(sample, path.reduceRight((inner, name) => ({ [name]: inner }), other(valueAt(sample, path)) as any));
}

function describe(sample: any, wanted: any): string {
  const details = pathsOf(wanted).filter(([first]) => first === 'detail').map((path) => `${path.slice(1).join('.')} ${valueAt(sample, path)}`);
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
    const wanted = example(branch);
    if (wanted.source === undefined) {
      throw new Error(`Rule '${nameOf(template, rule)}' names no source, so no event can be made for it.`);
    }
    const service = AwsService.named(wanted.source);
    const fields = Object.entries(wanted).map(([name, value]) => [name, name === 'resources' ? [value] : value]);
    const sample = mergeEvent(SampleEvents.of(service, wanted['detail-type'] ?? service.detailTypes[0]), Object.fromEntries(fields));
    const miss = nearMiss(sample, wanted);
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
