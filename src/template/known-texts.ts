import { StackTemplate } from './stack-template';

/** Texts of values, each worked out once. One object can stand in several templates, where each means its own. */
export class KnownTexts {
  private readonly byStack = new WeakMap<StackTemplate, WeakMap<object, string | undefined>>();

  /** @returns nothing where what is read is no text */
  public of(value: object, stack: StackTemplate, read: () => unknown): string | undefined {
    let known = this.byStack.get(stack);
    if (!known) {
      known = new WeakMap();
      this.byStack.set(stack, known);
    }
    if (!known.has(value)) {
      const text = read();
      known.set(value, typeof text === 'string' ? text : undefined);
    }
    return known.get(value);
  }
}
