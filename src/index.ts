export * from './catalog';
export * from './delivery';
export * from './rules';
