import { EventBusAccess } from './event-bus-access';

/**
 * With whom a Custom Event Bus is shared, and what for.
 */
export interface EventBusShareOptions {
  /**
   * What they may do with the bus.
   */
  readonly access: EventBusAccess;

  /**
   * The accounts, as ids of 12 digits.
   *
   * @default - only `organizationArns`
   */
  readonly accounts?: string[];

  /**
   * The organization or organizational units, by their ARNs, such as
   * `arn:aws:organizations::111122223333:organization/o-a1b2c3d4e5`.
   *
   * Sharing with an organization must be enabled in AWS RAM.
   *
   * @default - only `accounts`
   */
  readonly organizationArns?: string[];

  /**
   * Whether accounts outside of your organization may be among them. They must accept an invitation first.
   *
   * @default false
   */
  readonly allowOutsideOrganization?: boolean;
}
