import { Construct, IConstruct } from 'constructs';
import { AppTrails } from './app-trails';
import { requireDataEventTypes } from './data-event-types';
import { KnownTrail } from './known-trail';
import { ServiceEventTrail } from './service-event-trail';
import { CREATED_TRAIL, DECLARED_TRAILS } from './trail-kinds';
import { CreateTrailOptions, DeclareTrailsOptions } from './trail-options';
import { requireOptions, requireScope } from '../delivery/options/require-options';

/** The id of the trail in its stack; deployed trails have logical ids made from it. */
const ID = 'CloudTrailEvents';

/**
 * What CloudTrail records, without which no rule on its events ever matches.
 *
 * Management events reach EventBridge only from an account in which a trail logs them, data events only where a trail
 * selects them. Often that is the organization's trail, which no app can see.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export class Trails {
  /**
   * The trails of an app, a stage or a stack.
   *
   * @param scope what the trails are declared for, or the stack that a trail is made in
   * @returns what is known of the trails there
   */
  public static of(scope: IConstruct): Trails {
    requireScope('Trails.of', scope);
    return new Trails(scope);
  }

  private constructor(private readonly scope: IConstruct) {
  }

  /**
   * Declares what is recorded by trails that the app does not make itself. Declared once for an app, a stage or a stack,
   * it counts for all rules below.
   *
   * @param records what is recorded
   * @throws when a type of resources has no data events
   */
  public declare(records: DeclareTrailsOptions): void {
    requireOptions(this.scope, 'Trails.declare', records, DECLARED_TRAILS);
    const { managementEvents = false, dataEvents = [], insights = false, networkActivity = [], account, region } = records;
    requireDataEventTypes(dataEvents);
    const recorded = { managementEvents, dataEvents: new Set(dataEvents), insights, networkActivity: new Set(networkActivity) };
    AppTrails.of(this.scope).addTrail(new KnownTrail(this.scope, { account, region }, () => recorded));
  }

  /**
   * Makes a trail for all Regions of the account, which selects exactly what the rules of the app (of its stage) match.
   * The scope is the stack that the trail is part of.
   *
   * @param options what is recorded besides, and where
   * @returns the trail and its bucket
   * @throws when the stack makes one already, or a type of resources has no data events
   */
  public create(options: CreateTrailOptions = {}): ServiceEventTrail {
    requireOptions(this.scope, 'Trails.create', options, CREATED_TRAIL);
    if (this.scope.node.tryFindChild(ID)) {
      throw new Error(`'${this.scope.node.path}' makes a trail already: Trails.of(...).create() is called once, and its trail records what all rules match.`);
    }
    return new ServiceEventTrail(this.scope as Construct, ID, options);
  }
}
