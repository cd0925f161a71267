export * from './catalog';
export * from './cloudtrail';
export * from './dashboard';
export * from './delivery';
export * from './forwarding';
export * from './rules';
export * as testing from './testing';
export * from './hub';
export * from './redrive';
