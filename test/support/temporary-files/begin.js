/**
 * All that the tests write to the folder for temporary files goes into one of their own, the cloud assemblies of apps too,
 * which the CDK leaves behind. `end.js` removes it.
 */
const { mkdirSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { VARIABLES } = require('./variables');

module.exports = () => {
  // The CDK keeps the path, so it is the same one when a process runs tests again.
  const folder = join(tmpdir(), `cdk-service-events-tests-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  globalThis.temporaryFilesBefore = VARIABLES.map((name) => [name, process.env[name]]);
  for (const name of VARIABLES) {
    process.env[name] = folder;
  }
};
