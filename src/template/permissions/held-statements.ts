import { PolicyStatement } from './statement';
import { WrittenTexts } from './written-texts';
import { asList } from '../../catalog/as-list';

const SOURCE_ARN = 'aws:sourcearn';

/**
 * The statements on a resource. A queue that many rules share has one for each of them, so that of a rule is found by the ARN
 * that it names.
 */
export class HeldStatements {
  public readonly denials: readonly PolicyStatement[];
  private readonly allowances: readonly PolicyStatement[];
  private bySourceArn?: Map<string, PolicyStatement[]>;

  constructor(held: readonly PolicyStatement[], private readonly texts: WrittenTexts) {
    this.denials = held.filter(({ statement }) => statement?.Effect === 'Deny');
    this.allowances = held.filter(({ statement }) => statement?.Effect !== 'Deny');
  }

  /** What allows something, those first that name the ARN for which is asked. */
  public* allowancesFor(sourceArn: string | undefined): Iterable<PolicyStatement> {
    const first = sourceArn === undefined || this.allowances.length === 1 ? [] : this.naming(sourceArn);
    yield* first;
    for (const held of this.allowances) {
      if (!first.includes(held)) {
        yield held;
      }
    }
  }

  private naming(sourceArn: string): readonly PolicyStatement[] {
    if (!this.bySourceArn) {
      this.bySourceArn = new Map();
      for (const held of this.allowances) {
        for (const arn of sourceArnsOf(held, this.texts)) {
          this.bySourceArn.set(arn, [...this.bySourceArn.get(arn) ?? [], held]);
        }
      }
    }
    return this.bySourceArn.get(sourceArn) ?? [];
  }
}

function sourceArnsOf({ owner, statement }: PolicyStatement, texts: WrittenTexts): string[] {
  return Object.values(statement?.Condition ?? {})
    .flatMap((keys) => (typeof keys === 'object' && keys !== null ? Object.entries(keys) : []))
    .filter(([key]) => key.toLowerCase() === SOURCE_ARN)
    .flatMap(([, values]) => asList(values).map((value) => texts.textOf(value, owner.stack)))
    .filter((text) => text !== undefined);
}
