const fs = jest.requireActual<typeof import('node:fs')>('node:fs');

/** Runs the program with these arguments. */
function runMain(args: string[], { isTTY = false, noColor = false, input = '', write = (_fd: number, bytes: Buffer, at: number) => bytes.length - at } = {}) {
  const written: [number, string][] = [];
  const writeSync = jest.spyOn(fs, 'writeSync').mockImplementation(((fd: number, bytes: Buffer, at: number) => {
    const count = write(fd, bytes, at);
    written.push([fd, bytes.toString('utf8', at, at + count)]);
    return count;
  }) as any);
  const readFileSync = fs.readFileSync.bind(fs);
  const readFile = jest.spyOn(fs, 'readFileSync').mockImplementation(((path: any, ...more: any[]) => (path === 0 ? input : (readFileSync as any)(path, ...more))) as any);
  const [{ argv, exitCode, env: { NO_COLOR } }, wasTTY] = [process, process.stdout.isTTY];
  process.argv = ['node', 'cdk-service-events', ...args];
  process.stdout.isTTY = isTTY;
  delete process.env.NO_COLOR;
  if (noColor) {
    process.env.NO_COLOR = '1';
  }
  try {
    jest.isolateModules(() => { jest.requireActual('../../src/command/main'); });
    return { code: process.exitCode, out: written.filter(([fd]) => fd === 1).map(([, text]) => text).join(''), error: written.filter(([fd]) => fd === 2).map(([, text]) => text).join('') };
  } finally {
    process.argv = argv;
    process.exitCode = exitCode;
    process.stdout.isTTY = wasTTY;
    delete process.env.NO_COLOR;
    if (NO_COLOR !== undefined) {
      process.env.NO_COLOR = NO_COLOR;
    }
    writeSync.mockRestore();
    readFile.mockRestore();
  }
}

const SAM = 'test/command/fixtures/sam.yaml';

describe('the program', () => {
  test('says its version, and ends with 0', () => {
    expect(runMain(['--version'])).toEqual({ code: 0, out: `${jest.requireActual('../../package.json').version}\n`, error: '' });
  });

  test('says on the standard error what is wrong, and ends with 2', () => {
    expect(runMain(['chek'])).toEqual({ code: 2, out: '', error: expect.stringContaining("There is no command 'chek'") });
  });

  test.each([
    [true, false, true],
    [true, true, false],
    [false, false, false],
  ])('in a terminal (%p), with NO_COLOR (%p), uses colours: %p', (isTTY, noColor, colours) => {
    expect(runMain(['check', SAM], { isTTY, noColor }).out.includes('\u001b[')).toBe(colours);
  });

  test('reads its standard input', () => {
    expect(runMain(['match', '--event', '-', SAM], { input: '[]' }).error).toContain('The event is none');
    expect(runMain(['match', '--event', '-', SAM], { input: '{ "source": "aws.none", "detail-type": "None", "detail": {} }' })).toMatchObject({ code: 1, error: '' });
  });

  test('writes all, in as many parts as it takes, and waits for who reads it', () => {
    const { out } = runMain(['--help']);
    let calls = 0;
    const slow = (_fd: number, bytes: Buffer, at: number) => {
      calls += 1;
      if (calls % 2 === 0) {
        throw Object.assign(new Error('busy'), { code: 'EAGAIN' });
      }
      return Math.min(100, bytes.length - at);
    };
    expect(runMain(['--help'], { write: slow })).toEqual({ code: 0, out, error: '' });
    expect(calls).toBe(2 * Math.ceil(Buffer.byteLength(out) / 100) - 1);
  });

  test('ends where nobody reads it any more', () => {
    const gone = () => { throw Object.assign(new Error('gone'), { code: 'EPIPE' }); };
    expect(runMain(['--help'], { write: gone })).toEqual({ code: 0, out: '', error: '' });
  });

  test('fails where it cannot write', () => {
    const full = (fd: number, bytes: Buffer, at: number) => {
      if (fd === 1) {
        throw Object.assign(new Error('full'), { code: 'ENOSPC' });
      }
      return bytes.length - at;
    };
    expect(runMain(['--help'], { write: full })).toEqual({ code: 2, out: '', error: expect.stringContaining('full') });
  });
});
