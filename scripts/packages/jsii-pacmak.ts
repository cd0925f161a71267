/**
 * `jsii-pacmak`, with the same options, and with what it generates amended before it is built: see `generated-source.ts`.
 *
 *   tsx scripts/packages/jsii-pacmak.ts --target java
 */
import { createRequire } from 'node:module';
import { Target } from 'jsii-pacmak/lib/target';
import { amend } from './generated-source';

const generate = Target.prototype.generateCode;
Target.prototype.generateCode = async function (outDir, tarball) {
  await generate.call(this, outDir, tarball);
  amend(this.targetName, outDir);
};

createRequire(__filename)('jsii-pacmak/bin/jsii-pacmak');
