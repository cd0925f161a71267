import { readJsonFacts } from './facts';
import { GeneratedFile } from './generated-file';
import { AwsService } from '../../src/catalog/aws-service';

interface ConsoleRow {
  /** Slug of the service. */
  readonly service: string;
  readonly path: string;
}

/** Where the console of a service is. */
export async function consolesStep(): Promise<GeneratedFile[]> {
  const rows = readJsonFacts<ConsoleRow[]>('consoles.json').map(({ service, path }) => [AwsService.named(service).source, path] as const);
  return [{ path: 'src/catalog/data/consoles.json', content: `{\n${rows.map(([source, path]) => `${JSON.stringify(source)}:${JSON.stringify(path)}`).join(',\n')}\n}\n` }];
}
