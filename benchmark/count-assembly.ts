import { readFileSync } from 'node:fs';
import { cx_api as cxapi } from 'aws-cdk-lib';
import { Counts } from './measurement';

/** Counts what is in the templates of a synthesized app. */
export function countAssembly(assembly: cxapi.CloudAssembly): Counts {
  const texts = assembly.stacks.map(({ templateFullPath }) => readFileSync(templateFullPath));
  const resources: any[] = texts.flatMap((text) => Object.values(JSON.parse(text.toString()).Resources));
  const ofType = (type: string) => resources.filter(({ Type }) => Type === type);
  const statements = ofType('AWS::SQS::QueuePolicy').flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
  return {
    resources: resources.length,
    templateBytes: texts.reduce((sum, { length }) => sum + length, 0),
    statements: statements.filter(({ Principal }) => JSON.stringify(Principal).includes('events.amazonaws.com')).length,
    alarms: ofType('AWS::CloudWatch::Alarm').length,
    alarmMetrics: ofType('AWS::CloudWatch::Alarm').reduce((sum, alarm) => sum + metricsOf(alarm), 0),
    keys: ofType('AWS::KMS::Key').length,
  };
}

function metricsOf({ Properties: { Metrics: queries } }: any): number {
  return queries === undefined ? 1 : queries.filter(({ MetricStat }: any) => MetricStat !== undefined).length;
}
