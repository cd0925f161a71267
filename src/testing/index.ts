export * from '../pattern/matcher/event-pattern-matcher';
export * from '../pattern/matcher/pattern-mismatch';
export * from './matching-rule';
export * from './rule-tester';
export * from './rule-tester-options';
export * from './sample-events';
export * from './sample-options';
