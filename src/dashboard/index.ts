export * from './service-event-dashboard';
