export { ServiceEventProtection } from './service-event-protection';
export type { ServiceEventProtectionOptions } from './service-event-protection';
