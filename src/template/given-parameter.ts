import { nearest } from '../catalog/nearest';

/**
 * The value of a parameter as AWS CloudFormation has it: a text, or a list of texts without the space around them.
 *
 * @throws when the parameter does not allow it
 */
export function requireParameter(name: string, { Type, AllowedValues }: { Type: string; AllowedValues?: any[] }, value: any): string | string[] {
  const isList = /List/.test(Type);
  if (typeof value === 'object' && !(isList && Array.isArray(value))) {
    throw new Error(`Parameter '${name}' is ${isList ? 'a list' : 'a text'}, and ${JSON.stringify(value)} is none: give ${isList ? "a list of texts, or one with commas, such as 'a,b'" : 'a text or a number'}.`);
  }
  const texts = isList ? (Array.isArray(value) ? value : String(value).split(',')).map((entry) => String(entry).trim()) : [String(value)];
  const allowed = AllowedValues?.map(String);
  const wrong = allowed && texts.find((text) => !allowed.includes(text));
  if (wrong !== undefined) {
    throw new Error(`Parameter '${name}' does not allow '${wrong}'. Possible: ${allowed!.slice(0, 20).map((text) => `'${text}'`).join(', ')}. Nearest: '${nearest(wrong, allowed!)[0]}'.`);
  }
  if (/Number/.test(Type) && texts.some((text) => text.trim() === '' || Number.isNaN(Number(text)))) {
    throw new Error(`Parameter '${name}' is of type ${Type}, and '${texts.join(',')}' is no number.`);
  }
  return isList ? texts : texts[0];
}
