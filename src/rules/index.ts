export * from './api-call-kind';
export * from './api-call-outcome';
export * from './api-call-rule';
export * from './callers';
export * from './service-event-alarm';
export * from './service-event-rule';
export * from './service-event-selection';
export * from './service-rule-options';
