import { CfnResource, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { typeOf, namesOf } from './resource-identity';
import { meetNeed } from './resource-need';
import { AwsService } from '../../catalog/aws-service';
import { isViaCloudTrail } from '../../catalog/cloudtrail-detail-types';
import { PrerequisiteData, ShownBy, prerequisitesOf } from '../../catalog/prerequisites';
import { resourceFieldsOf } from '../../catalog/resource-fields';
import { AppNotice, NOTICES_PAGE } from '../../delivery/app-notice';
import { knownToDiffer } from '../../delivery/known-to-differ';
import { UNKNOWN, templateProperty } from '../../delivery/template-properties';
import { isReference } from '../../pattern/matcher/matcher';

/** One notice for each need, whatever number of rules have it. */
const NOTICES = new Map<string, AppNotice>();

/** The events that a rule is for. */
export interface WantedEvents {
  readonly service: AwsService;
  readonly detailTypes: string[];
  /** The resources that they must be about. */
  readonly resources: IConstruct[];
  readonly enabled: boolean;
}

/**
 * Takes care of what the events of a rule need before they arrive: does what the app can do, and says what it cannot.
 *
 * @returns what is left to others
 */
export function meetPrerequisites(rule: IConstruct, { service, detailTypes, resources, enabled }: WantedEvents): string[] {
  const kinds = detailTypes.filter((kind) => !isViaCloudTrail(kind));
  const rows = kinds.length === 0 ? []
    : prerequisitesOf(service.source).filter((row) => !row.detailTypes || row.detailTypes.some((kind) => kinds.includes(kind)));
  const left = new Map<string, string>();
  for (const row of rows) {
    if (resources.length > 0 && row.resource) {
      const canNeverMatch = !row.detailTypes || kinds.every((kind) => row.detailTypes!.includes(kind));
      if (row.resource.on || canNeverMatch) {
        resources.forEach((resource) => want(rule, service, resource, row));
      }
    } else if (!row.quiet) {
      left.set(row.id, row.needs);
      if (enabled) {
        noticeFor(row).raise(rule);
      }
    }
  }
  return [...left.values()];
}

function want(rule: IConstruct, service: AwsService, resource: IConstruct, { id, needs, resource: need }: PrerequisiteData): void {
  const field = resourceFieldsOf(service.source).find(({ type }) => type === need!.type);
  if (field && typeOf(resource, [field], service.source).type) {
    meetNeed({ rule, resource, name: namesOf(resource, field, rule)[0], id, needs, need: need! });
  }
}

function noticeFor(row: PrerequisiteData): AppNotice {
  const { id, needs, page } = row;
  const shown = shownBy(row);
  const isShown = (rule: IConstruct) => rule.node.root.node.findAll()
    .some((construct) => CfnResource.isCfnResource(construct) && mayBeWhere(construct, rule) && shown.some((by) => shows(construct, by)));
  // What follows is said in the rule's description.
  const [need] = needs.split(';');
  const notice = NOTICES.get(id) ?? new AppNotice(id, (rules, count) =>
    `${rules} ${count > 1 ? 'need' : 'needs'} ${need}, and nothing in this app shows that it is so. Acknowledge this once it is.`,
  (rule) => !isShown(rule), 'rule', page ?? `${NOTICES_PAGE}#what-events-need`);
  NOTICES.set(id, notice);
  return notice;
}

function shownBy({ app, resource }: PrerequisiteData): ShownBy[] {
  if (app) {
    return app;
  }
  return resource && !resource.never ? [{ type: resource.type, property: resource.property, values: resource.on ? [true] : undefined }] : [];
}

/** Whether a resource is in the account and Region of a rule, as far as both are known. */
function mayBeWhere(resource: CfnResource, rule: IConstruct): boolean {
  const [one, other] = [Stack.of(resource), Stack.of(rule)];
  return !knownToDiffer(one.account, other.account) && !knownToDiffer(one.region, other.region);
}

function shows(resource: CfnResource, { type, property, values }: ShownBy): boolean {
  if (resource.cfnResourceType !== type) {
    return false;
  }
  const value = property && templateProperty(resource, property);
  return !property || (values ? values.includes(value) || value === UNKNOWN || isReference(value) : value !== undefined);
}
