import { CheckResult } from './check-result';
import { ALL_CHECKS } from '../../checks/all-checks';
import { CheckSeverity } from '../../checks/check-severity';

const LEVELS: Record<string, string> = {
  [CheckSeverity.FATAL]: 'error',
  [CheckSeverity.ERROR]: 'error',
  [CheckSeverity.WARNING]: 'warning',
  [CheckSeverity.INFO]: 'note',
};
const CHECKS_PAGE = 'https://github.com/cdk-service-events/cdk-service-events/blob/main/CHECKS.md';

/**
 * The result as SARIF 2.1.0, which code scanning of several hosts reads.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarifLog({ findings }: CheckResult): object {
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: {
        driver: {
          name: 'cdk-service-events',
          informationUri: 'https://github.com/cdk-service-events/cdk-service-events',
          rules: ALL_CHECKS.map(({ id, summary, severity, group }) => ({
            id,
            shortDescription: { text: summary },
            helpUri: `${CHECKS_PAGE}#${id}`,
            defaultConfiguration: { level: LEVELS[severity] },
            properties: { group },
          })),
        },
      },
      results: findings.map(({ check, severity, message, fix, file, line, logicalId, construct, location, acknowledged }) => ({
        ruleId: check,
        level: LEVELS[severity],
        message: { text: `${message} ${fix}` },
        locations: [{
          physicalLocation: {
            artifactLocation: { uri: file.split(/[\\/]/).map(encodeURIComponent).join('/') },
            ...(line !== undefined && { region: { startLine: line } }),
          },
          logicalLocations: [{ name: logicalId, fullyQualifiedName: `${construct}/${location}` }],
        }],
        partialFingerprints: { finding: `${check}|${construct}|${location}` },
        ...(acknowledged !== undefined && { suppressions: [{ kind: 'inSource', justification: acknowledged }] }),
      })),
    }],
  };
}
