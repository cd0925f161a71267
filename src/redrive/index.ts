export * from './dead-letter-redrive';
