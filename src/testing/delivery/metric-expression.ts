/** The data points of one period, by the ids of an alarm's metrics. */
export type PeriodValues = (id: string) => number | undefined;

type Node = (values: PeriodValues) => number | undefined;

const TOKEN = /\s*(?:(\d+(?:\.\d+)?)|([A-Za-z_]\w*)|(.))/gy;
const FUNCTIONS: Record<string, (numbers: number[]) => number> = {
  SUM: (numbers) => numbers.reduce((sum, number) => sum + number, 0),
  MAX: (numbers) => Math.max(...numbers),
  MIN: (numbers) => Math.min(...numbers),
  AVG: (numbers) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length,
};

/**
 * Metric math, as far as alarms on delivery use it: arithmetic, `FILL`, and sums and extremes of lists. In arithmetic, a missing
 * value counts as 0 where another one is there.
 *
 * @returns nothing for what is not understood
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export function metricExpression(text: string): Node | undefined {
  const tokens = [...text.trim().matchAll(TOKEN)].map(([, number, name, sign]) => number ?? name ?? sign);
  try {
    const parser = new Parser(tokens);
    const node = parser.sum();
    return parser.isAtEnd ? node : undefined;
  } catch {
    return undefined;
  }
}

class Parser {
  private at = 0;

  constructor(private readonly tokens: string[]) {
  }

  public get isAtEnd(): boolean {
    return this.at === this.tokens.length;
  }

  public sum(): Node {
    return this.chain(() => this.chain(() => this.value(), ['*', '/']), ['+', '-']);
  }

  private chain(operand: () => Node, signs: string[]): Node {
    let left = operand();
    while (signs.includes(this.tokens[this.at])) {
      const sign = this.take();
      const [one, other] = [left, operand()];
      left = (values) => compute(sign, one(values), other(values));
    }
    return left;
  }

  private value(): Node {
    const token = this.take();
    if (token === '(') {
      const node = this.sum();
      this.expect(')');
      return node;
    }
    if (token === '-') {
      const node = this.value();
      return (values) => compute('-', 0, node(values));
    }
    if (/^\d/.test(token)) {
      return () => Number(token);
    }
    if (this.tokens[this.at] !== '(') {
      return (values) => values(token);
    }
    return this.call(token);
  }

  private call(name: string): Node {
    this.expect('(');
    const operands = this.list();
    this.expect(')');
    if (name === 'FILL') {
      const [filled, filler] = operands;
      return (values) => filled(values) ?? filler(values);
    }
    const combine = FUNCTIONS[name];
    if (!combine) {
      throw new Error(name);
    }
    return (values) => {
      const numbers = operands.map((operand) => operand(values)).filter((number) => number !== undefined);
      return numbers.length === 0 ? undefined : combine(numbers);
    };
  }

  private list(): Node[] {
    const isBracketed = this.tokens[this.at] === '[';
    this.at += isBracketed ? 1 : 0;
    const operands = [this.sum()];
    while (this.tokens[this.at] === ',') {
      this.at += 1;
      operands.push(this.sum());
    }
    if (isBracketed) {
      this.expect(']');
    }
    return operands;
  }

  private take(): string {
    const token = this.tokens[this.at];
    this.at += 1;
    if (token === undefined) {
      throw new Error('end');
    }
    return token;
  }

  private expect(sign: string): void {
    if (this.take() !== sign) {
      throw new Error(sign);
    }
  }
}

function compute(sign: string, one: number | undefined, other: number | undefined): number | undefined {
  if (one === undefined && other === undefined) {
    return undefined;
  }
  const [left, right] = [one ?? 0, other ?? 0];
  return sign === '+' ? left + right : sign === '-' ? left - right : sign === '*' ? left * right : right === 0 ? undefined : left / right;
}
