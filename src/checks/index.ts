export * from './check-severity';
export * from './report/service-event-report';
export * from './service-event-checks';
