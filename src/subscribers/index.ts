export * from './event-bus-access';
export * from './event-bus-share-options';
export * from './event-source-delivery-options';
export * from './service-event-bus';
export * from './service-event-source';
