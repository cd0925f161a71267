export * from './aws-service';
export * from './custom-service';
export * from './delivery-statement';
export * from './delivery-type';
export * from './events';
