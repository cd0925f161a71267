import { optionName } from '../../catalog/option-spelling';
import { RuleInTemplate } from '../../template/rule-in-template';
import { TemplateResource } from '../../template/template-resource';
import { Templates } from '../../template/templates';
import { Check, Problem } from '../check';
import { CheckSeverity } from '../check-severity';
import { alarmsOn } from '../model/alarm-index';
import { originOf } from '../model/rule-origin';

/** Metrics of a function that tell of failed invocations. */
const METRICS = ['Errors', 'AsyncEventsDropped', 'DeadLetterErrors', 'DestinationDeliveryFailures'];

/** @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
export const unguardedFunction: Check = {
  id: 'unguarded-function',
  group: 'loses events',
  summary: 'A function that accepts events and whose failed invocations go nowhere: no on-failure destination, no dead-letter queue of its own, no alarm; information for rules that are guarded.',
  severity: CheckSeverity.WARNING,
  find: (app) => {
    const guarded = new Set(app.resourcesOf('AWS::Lambda::EventInvokeConfig')
      .filter(({ properties }) => properties.DestinationConfig?.OnFailure)
      .map((config) => functionOf(app.referred(config.properties.FunctionName, config), app)));
    return [...functionsOf(app)]
      .filter(([lambda]) => !guarded.has(lambda) && !lambda.properties.DeadLetterConfig
        && !alarmsOn(lambda, app).some(({ metricName }) => METRICS.includes(metricName)))
      .map(([lambda, rule]): Problem => ({
        resource: lambda,
        location: 'Properties',
        value: lambda.path,
        message: 'The function, a target of a rule, accepts an event before it has handled it; when it fails, Lambda tries twice more and drops the event.',
        fix: 'Give the function an onFailure destination or a dead-letter queue, or an alarm on its errors.',
        inApp: `The option ${optionName('captureHandlerFailures')} of this library does.`,
        // Whoever has the library guard the rule has left this out.
        severity: originOf(rule)?.isGuarded ? CheckSeverity.INFO : undefined,
      }));
  },
};

function functionsOf(app: Templates): Map<TemplateResource, RuleInTemplate> {
  const functions = new Map<TemplateResource, RuleInTemplate>();
  for (const rule of app.rules.filter(({ enabled, onServiceEvents }) => enabled && onServiceEvents)) {
    for (const target of rule.targets) {
      const lambda = functionOf(target.resource, app);
      if (lambda && !functions.has(lambda)) {
        functions.set(lambda, rule);
      }
    }
  }
  return functions;
}

/** The function behind an alias or a version. */
function functionOf(resource: TemplateResource | undefined, app: Templates): TemplateResource | undefined {
  if (resource?.type === 'AWS::Lambda::Alias' || resource?.type === 'AWS::Lambda::Version') {
    return functionOf(app.referred(resource.properties.FunctionName, resource), app);
  }
  return resource?.type === 'AWS::Lambda::Function' ? resource : undefined;
}
