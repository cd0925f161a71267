export * from './service-event-protection';
