export * from './aws-service';
export type { CustomServiceProps } from './custom-service';
export * from './delivery-statement';
export * from './delivery-type';
export * from './event-schema';
export * from './events';
export * from './json-type';
export type { RegionStatement } from './region-statement';
