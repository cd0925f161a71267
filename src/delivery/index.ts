export * from './alarms/alarm-actions';
export * from './alarms/alarm-severity';
export * from './alarms/delivery-alarms';
export { DeliveryDefaults } from './delivery-defaults';
export * from './delivery-options';
