/**
 * Runs the rule packs of cdk-nag 2 and 3 over an app with everything that this library makes, and writes what they report
 * into docs/compliance.md. Version 3 is a development dependency; version 2 is installed in a folder of its own.
 *
 *   npm run compliance
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Aspects, IAspect } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { table, withTable } from './report';
import { ACKNOWLEDGED } from '../../test/compliance/acknowledged';
import { everythingMade } from '../../test/compliance/everything-made';
import { Finding, belowStack, explains, findingsIn } from '../../test/compliance/findings';

const ROOT = resolve(__dirname, '..', '..');
const PAGE = join(ROOT, 'docs', 'compliance.md');
const NOT_READ = 'The library acknowledges it in the form of the CDK, which version 2 does not read: '
  + '`NagSuppressions.addStackSuppressions(stack, [{ id, reason }])` does so there, with the id `CdkNagValidationFailure` where the pack fails on a resource.';

interface Reported {
  readonly ruleId: string;
  readonly resource: IConstruct;
}

/** What cdk-nag 2 calls for each rule and resource; only what is wrong is kept. */
class Found {
  public readonly findings: Finding[] = [];

  public onNonCompliance({ ruleId, resource }: Reported): void {
    this.findings.push({ example: 'Made', rule: ruleId, construct: belowStack(resource.node.path) });
  }

  public onError(reported: Reported): void {
    this.onNonCompliance(reported);
  }

  public onCompliance(): void {}
  public onSuppressed(): void {}
  public onSuppressedError(): void {}
  public onNotApplicable(): void {}
}

/** The packs of version 2 on the CDK of this project, and what they find. */
function findingsOfVersion2(): { version: string; findings: Finding[] } {
  const folder = mkdtempSync(join(tmpdir(), 'cdk-nag-2-'));
  try {
    writeFileSync(join(folder, 'package.json'), '{}');
    execFileSync('npm', ['install', '--legacy-peer-deps', '--no-audit', '--no-fund', 'cdk-nag@2'], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
    for (const name of ['aws-cdk-lib', 'constructs']) {
      symlinkSync(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name));
    }
    const load = createRequire(join(folder, 'package.json'));
    const nag: Record<string, new (props: object) => IAspect> = load('cdk-nag');
    const found = new Found();
    const app = everythingMade();
    for (const pack of ['AwsSolutionsChecks', 'NIST80053R5Checks', 'ServerlessChecks']) {
      Aspects.of(app).add(new nag[pack]({ additionalLoggers: [found], reports: false }), { priority: 1000 });
    }
    app.synth({ force: true, skipValidation: true });
    return { version: JSON.parse(readFileSync(join(folder, 'node_modules', 'cdk-nag', 'package.json'), 'utf8')).version, findings: found.findings };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const { version } = JSON.parse(readFileSync(join(ROOT, 'node_modules', 'cdk-nag', 'package.json'), 'utf8'));
const versions = [findingsOfVersion2(), { version, findings: findingsIn(everythingMade(), 'Made') }];
const content = table(versions, (finding) => ACKNOWLEDGED.find((row) => explains(row, finding))?.reason ?? NOT_READ);
writeFileSync(PAGE, withTable(readFileSync(PAGE, 'utf8'), content));
console.log(content);
