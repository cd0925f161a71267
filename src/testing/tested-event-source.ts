import { TestedTemplate } from './tested-rule';
import { EventPatternMatcher } from '../pattern/matcher/event-pattern-matcher';
import { TemplateResource } from '../template/template-resource';

/** What EventBridge adds to the pattern of an event source, and refuses in it. */
const ADDED = ['source', 'account', 'region'];

/** An event source of a Custom Event Bus, ready to be asked what it brings. */
export class TestedEventSource {
  private readonly matcher?: EventPatternMatcher;
  private readonly bus?: TemplateResource;
  private readonly isDeployed: boolean;

  /**
   * @throws when EventBridge refuses the pattern
   */
  constructor(resource: TemplateResource, { values, templates }: TestedTemplate) {
    this.bus = templates.referred(resource.properties.EventBusArn, resource);
    this.isDeployed = values.whyNotDeployed(resource) === undefined;
    const { AwsService, Pattern } = values.resolve(resource.properties.Configuration)?.AwsServiceEventsConfiguration ?? {};
    if (AwsService === undefined) {
      return;
    }
    const pattern = Pattern === undefined ? {} : JSON.parse(Pattern);
    const refused = ADDED.find((key) => key in pattern);
    if (refused !== undefined) {
      throw new Error(`Event source ${resource.logicalId}: EventBridge adds ${refused} to the pattern itself, and refuses one that has it.`);
    }
    this.matcher = EventPatternMatcher.of({ ...pattern, source: [AwsService] }, { maxPatternCharacters: Number.MAX_SAFE_INTEGER });
  }

  /** Whether it brings an event to a bus. */
  public brings(sample: Record<string, any>, bus: TemplateResource): boolean {
    return this.isDeployed && this.bus === bus && this.matcher !== undefined && this.matcher.mismatches(sample).length === 0;
  }
}
