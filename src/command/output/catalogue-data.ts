import { AwsService } from '../../catalog/aws-service';
import { DeliveryType } from '../../catalog/delivery-type';
import { constantOf, operationNames } from '../catalogue-index';

/** The catalogue for other tools; `docs/catalog.schema.json` describes it. */
export interface CatalogueData {
  readonly version: 1;
  readonly services: CatalogueService[];
}

export interface CatalogueService {
  readonly id: string;
  readonly name: string;
  readonly constant: string;
  readonly source: string;
  readonly cloudTrailEventSource?: string;
  readonly emitsEvents: boolean;
  readonly deliveryType: DeliveryType;
  readonly documentationUrl?: string;
  readonly events: { readonly detailType: string; readonly deliveryType: DeliveryType }[];
  readonly operations: string[];
}

export function catalogueData(): CatalogueData {
  return {
    version: 1,
    services: AwsService.all().map((service) => ({
      id: service._slug,
      name: service.serviceName,
      constant: constantOf(service),
      source: service.source,
      cloudTrailEventSource: service.cloudTrailEventSource,
      emitsEvents: service.emitsEvents,
      deliveryType: service.deliveryType,
      documentationUrl: service.documentationUrl,
      events: service.detailTypes.map((detailType) => ({ detailType, deliveryType: service.deliveryTypeOf(detailType) })),
      operations: operationNames(service),
    })),
  };
}
