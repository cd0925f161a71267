import { readJsonFacts } from './facts';
import { GeneratedFile } from './generated-file';

interface SecurityCalls {
  readonly name: string;
  readonly service: string;
  readonly operations: string[];
}

/** The API calls that people watch for the sake of security. */
export async function securityCallsStep(): Promise<GeneratedFile[]> {
  const rows = readJsonFacts<SecurityCalls[]>('security-calls.json')
    .map(({ name, service, operations }) => `${JSON.stringify(name)}:${JSON.stringify({ service, operations })}`);
  return [{ path: 'src/catalog/data/security-calls.json', content: `{\n${rows.join(',\n')}\n}\n` }];
}
