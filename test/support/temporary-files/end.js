const { rmSync } = require('node:fs');
const { tmpdir } = require('node:os');

module.exports = () => {
  rmSync(tmpdir(), { recursive: true, force: true });
  for (const [name, before] of globalThis.temporaryFilesBefore) {
    if (before === undefined) {
      delete process.env[name];
    } else {
      process.env[name] = before;
    }
  }
};
