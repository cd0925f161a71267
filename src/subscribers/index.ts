export * from './event-bus-access';
export * from './event-bus-share';
export * from './event-source-delivery';
export * from './service-event-bus';
export * from './service-event-source';
