export * from './service-event-trail';
export * from './trail-options';
export * from './trails';
