export * from './event-regions';
