import { Construct } from 'constructs';
import { API_CALL_VIA_CLOUDTRAIL, CONSOLE_ACTION_VIA_CLOUDTRAIL, CONSOLE_SIGN_IN_VIA_CLOUDTRAIL } from '../../catalog/cloudtrail-detail-types';
import { DeliveryType } from '../../catalog/delivery-type';
import { ServiceRule } from '../service-rule';
import { ServiceRuleOptions } from '../service-rule-options';

/**
 * A rule on whatever the root user does, in any service: what AWS services do in its name is left out.
 *
 * @internal
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
export class RootActivityRule extends ServiceRule {
  constructor(scope: Construct, id: string, options: ServiceRuleOptions) {
    super(scope, id, options, () => ({
      pattern: {
        'source': [{ prefix: 'aws.' }],
        'detail-type': [API_CALL_VIA_CLOUDTRAIL, ...CONSOLE_SIGN_IN_VIA_CLOUDTRAIL, CONSOLE_ACTION_VIA_CLOUDTRAIL],
        'detail': {
          // Records of what is done in the console name the sign-in service there, those of 2018 at least.
          userIdentity: { type: ['Root'], invokedBy: [{ exists: false }, 'signin.amazonaws.com'] },
          eventType: [{ 'anything-but': 'AwsServiceEvent' }],
        },
      },
      subject: 'Activity of the root user',
      promise: { deliveryType: DeliveryType.BEST_EFFORT },
      viaCloudTrail: true,
      // The root user has nothing to read either.
      readOnlyCalls: true,
    }));
  }
}
