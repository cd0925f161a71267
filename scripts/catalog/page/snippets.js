/** The rule that catches something, in the languages that the library is made for. */

function camelCase(text) {
  return text.split(/[^A-Za-z0-9]+/).filter(Boolean).map((word) => word[0].toUpperCase() + word.slice(1)).join('');
}

function sorted(names) {
  return [...names].sort((one, other) => one.localeCompare(other, 'en'));
}

/** What the rule is made of, the same for every language. */
function ruleFor(service, { event, operation }) {
  if (operation) {
    return { construct: 'ApiCallRule', id: `${camelCase(operation)}Call`, service: service.constant, operations: [operation] };
  }
  if (event) {
    return { construct: 'ServiceEventRule', id: camelCase(event.name), service: service.constant, eventClass: service.eventClass, constants: [event.constant] };
  }
  const construct = service.channel === 'native' || service.viewOf ? 'ServiceEventRule' : 'ApiCallRule';
  return { construct, id: `${camelCase(service.constant.toLowerCase())}${construct === 'ApiCallRule' ? 'Calls' : 'Events'}`, service: service.constant };
}

function namesOf({ construct, eventClass }) {
  return sorted(['AwsService', construct, ...eventClass ? [eventClass] : []]);
}

const LANGUAGES = {
  TypeScript: (rule) => [
    `import { ${namesOf(rule).join(', ')} } from 'cdk-service-events';`,
    '',
    `new ${rule.construct}(this, '${rule.id}', {`,
    `  service: AwsService.${rule.service},`,
    ...rule.constants ? [`  detailTypes: [${rule.constants.map((name) => `${rule.eventClass}.${name}`).join(', ')}],`] : [],
    ...rule.operations ? [`  operations: [${rule.operations.map((name) => `'${name}'`).join(', ')}],`] : [],
    '  targets: [/* new targets.LambdaFunction(handler) */],',
    '});',
  ],
  Python: (rule) => [
    `from cdk_service_events import ${namesOf(rule).join(', ')}`,
    '',
    `${rule.construct}(`,
    '    self,',
    `    "${rule.id}",`,
    `    service=AwsService.${rule.service},`,
    ...rule.constants ? [`    detail_types=[${rule.constants.map((name) => `${rule.eventClass}.${name}`).join(', ')}],`] : [],
    ...rule.operations ? [`    operations=[${rule.operations.map((name) => `"${name}"`).join(', ')}],`] : [],
    '    targets=[],  # targets.LambdaFunction(handler)',
    ')',
  ],
  Java: (rule) => [
    ...namesOf(rule).map((name) => `import io.github.cdkserviceevents.${name};`),
    'import java.util.List;',
    '',
    `${rule.construct}.Builder.create(this, "${rule.id}")`,
    `        .service(AwsService.${rule.service})`,
    ...rule.constants ? [`        .detailTypes(List.of(${rule.constants.map((name) => `${rule.eventClass}.${name}`).join(', ')}))`] : [],
    ...rule.operations ? [`        .operations(List.of(${rule.operations.map((name) => `"${name}"`).join(', ')}))`] : [],
    '        .targets(List.of()) // new LambdaFunction(handler)',
    '        .build();',
  ],
  'C#': (rule) => [
    'using Amazon.CDK.AWS.Events;',
    'using CdkServiceEvents;',
    '',
    `new ${rule.construct}(this, "${rule.id}", new ${rule.construct}Props`,
    '{',
    `    Service = AwsService.${rule.service},`,
    ...rule.constants ? [`    DetailTypes = new[] { ${rule.constants.map((name) => `${rule.eventClass}.${name}`).join(', ')} },`] : [],
    ...rule.operations ? [`    Operations = new[] { ${rule.operations.map((name) => `"${name}"`).join(', ')} },`] : [],
    '    Targets = new IRuleTarget[] { /* new LambdaFunction(handler) */ },',
    '});',
  ],
  Go: (rule) => [
    'import (',
    '\t"github.com/aws/aws-cdk-go/awscdk/v2/awsevents"',
    '\t"github.com/aws/jsii-runtime-go"',
    '\t"github.com/cdk-service-events/cdk-service-events-go/cdkserviceevents"',
    ')',
    '',
    `cdkserviceevents.New${rule.construct}(stack, jsii.String("${rule.id}"), &cdkserviceevents.${rule.construct}Props{`,
    `\tService: cdkserviceevents.AwsService_${rule.service}(),`,
    ...rule.constants ? [`\tDetailTypes: &[]*string{${rule.constants.map((name) => `cdkserviceevents.${rule.eventClass}_${name}()`).join(', ')}},`] : [],
    ...rule.operations ? [`\tOperations: jsii.Strings(${rule.operations.map((name) => `"${name}"`).join(', ')}),`] : [],
    '\tTargets: &[]awsevents.IRuleTarget{}, // awseventstargets.NewLambdaFunction(handler, nil)',
    '})',
  ],
};

export const languages = Object.keys(LANGUAGES);

/** The code of a rule on an event or an operation of a service, or on the whole service. */
export function snippetFor(service, wanted, language) {
  return LANGUAGES[language](ruleFor(service, wanted)).join('\n');
}
