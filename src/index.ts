export * from './catalog';
export * from './cloudtrail';
export * from './delivery';
export * from './forwarding';
export * from './rules';
