export * from './delivery-type';
