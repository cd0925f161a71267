export * from './event-source-hub';
export * from './event-source-spoke';
export * from './forwarding-options';
export * from './service-event-hub';
export * from './service-event-spoke';
