export * from './dead-letter-redrive';
export * from './dead-letter-redrive-props';
export * from './subscriber-redrive';
