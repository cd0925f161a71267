import { constructName } from '../../src/template/construct-name';

test.each([
  ['App', 'App/Queue/Resource', 'App/Queue'],
  ['App', 'App/Rule/Resource', 'App/Rule'],
  ['Prod/App', 'Prod/App/Rule/Resource', 'Prod/App/Rule'],
  ['App/Nested', 'App/Nested/Queue/Resource', 'App/Nested/Queue'],
  ['App', 'App/OnStop/Rule/Resource', 'App/OnStop'],
  ['Prod/App', 'Prod/App/ServiceEventDeadLetterQueue/Queue/Resource', 'Prod/App/ServiceEventDeadLetterQueue'],
  ['App', 'App/OnStop/Alarm', 'App/OnStop/Alarm'],
  ['', 'LogicalId', 'LogicalId'],
])('in stack %j, %s stands for the construct %s', (stackPath, path, name) => {
  expect(constructName({ path, stack: { path: stackPath } as never })).toBe(name);
});
