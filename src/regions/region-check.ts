import { IConstruct } from 'constructs';
import { ElsewhereEvents, RegionCoverage } from './region-coverage';
import { NOT_FORWARDED } from './regional-hop';
import { optionAs } from '../catalog/option-spelling';
import { partitionOf } from '../catalog/partitions';
import { pageOf } from '../catalog/region-data';
import { upperFirst } from '../catalog/upper-first';
import { warn } from '../delivery/construct-notices';

/** What sees the events of its Region only, and what its user can do about others. */
export interface RegionalViewer {
  readonly what: string;
  readonly waysOut: string;
}

const RULE: RegionalViewer = {
  what: 'rule',
  waysOut: `give the rule ${optionAs('eventRegions', 'EventRegions.forward({ alarmActions })')} to have them forwarded, or EventRegions.alreadyForwarded() where a landing zone does it`,
};

/**
 * Says when a rule cannot see its events, or not all of them, in the Region where it is.
 *
 * @throws when the documentation says that the rule can never match
 */
export function checkRegion(rule: IConstruct, region: string, { here, elsewhere }: RegionCoverage, { what, waysOut } = RULE): void {
  if (elsewhere.length === 0) {
    return;
  }
  const name = `${upperFirst(what)} '${rule.node.path}'`;
  const where = elsewhere.map(describe).filter((text, at, all) => all.indexOf(text) === at).join('; ');
  if (here.length > 0) {
    warn(rule, 'some-regions',
      `${name} is in ${region} and sees only some of its events there. Others appear elsewhere: ${where}. Make the ${what} in those Regions too${partitionOf(region) === NOT_FORWARDED ? '' : `, ${waysOut}`}. Acknowledge this warning if the events of ${region} are enough.`);
    return;
  }
  const place = `Put the ${what} in a stack in ${listOf(elsewhere.flatMap(({ regions }) => regions), 'or')}`;
  // Amazon EventBridge sends no events between the Regions of this partition.
  const wayOut = partitionOf(region) === NOT_FORWARDED ? `${place}.` : `${place}, ${waysOut}.`;
  if (elsewhere.every(({ row }) => row.c === 'documented')) {
    throw new Error(`${name} can never match in ${region}, since its events appear elsewhere: ${where}. ${wayOut}`);
  }
  warn(rule, 'wrong-region',
    `${name} is in ${region}, and its events probably appear elsewhere: ${where}. ${wayOut} Acknowledge this warning if you know that they appear in ${region}.`);
}

/** Where events appear, and what says so. */
export function describe({ source, row, regions }: ElsewhereEvents): string {
  const which = row.d.startsWith('all') ? 'all' : row.d;
  return `${row.n} (${source}${row.t ? ' through CloudTrail' : ''}; ${which}) in ${listOf(regions, 'and')} (${row.c}: ${pageOf(row)})`;
}

/** Each once, as a sentence lists them. */
export function listOf(names: string[], word: string): string {
  const distinct = [...new Set(names)];
  return distinct.length < 2 ? distinct.join('') : `${distinct.slice(0, -1).join(', ')} ${word} ${distinct[distinct.length - 1]}`;
}
