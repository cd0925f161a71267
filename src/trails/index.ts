export * from './cloudtrail-events';
export * from './cloudtrail-events-options';
