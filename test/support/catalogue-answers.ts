import { AwsService } from '../../src';
import { CATALOG } from '../../src/catalog/service-data';

/** Where the recorded answers are, from the root of the project. */
export const ANSWERS_FILE = 'test/catalog/answers.json';

/** What the catalogue says to those who rely on it. */
export interface Answers {
  /** What a rule on a service matches by default, by slug. */
  readonly patterns: Record<string, object>;
  /** Slug of the service that a name means. */
  readonly names: Record<string, string>;
}

export function currentAnswers(): Answers {
  const services = AwsService.all();
  const names = new Set([
    ...services.filter(({ _isView }) => !_isView).flatMap(({ source, _slug, serviceName }) => [source, _slug, serviceName]),
    ...services.flatMap(({ cloudTrailEventSource }) => cloudTrailEventSource ?? []),
    ...Object.keys(CATALOG.rowNames),
  ]);
  return {
    patterns: Object.fromEntries(services.map(({ _slug, _defaultPattern }) => [_slug, _defaultPattern])),
    names: Object.fromEntries([...names].map((name) => [name, AwsService.named(name)._slug])),
  };
}
