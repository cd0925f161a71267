export * from './alarm-actions';
export * from './alarm-severity';
export * from './delivery-alarms';
export * from './delivery-defaults';
export * from './delivery-options';
