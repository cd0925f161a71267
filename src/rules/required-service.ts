import { IConstruct } from 'constructs';
import { AwsService } from '../catalog/aws-service';

/**
 * @throws where the rule is given no service of the catalogue, as JavaScript lets it
 */
export function requireService(service: unknown, rule: IConstruct): void {
  if (!(service instanceof AwsService)) {
    throw new Error(`service of rule '${rule.node.path}' is ${JSON.stringify(service)}: give one of the constants of AwsService, such as AwsService.EC2, or what AwsService.named(...) finds.`);
  }
}
