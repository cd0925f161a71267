export * from './catalog';
export * from './cloudtrail';
export * from './delivery';
export * from './rules';
