export * from './alarms/alarm-actions';
export * from './alarms/alarm-severity';
export * from './alarms/delivery-alarms';
export * from './delivery-defaults';
export * from './delivery-options';
