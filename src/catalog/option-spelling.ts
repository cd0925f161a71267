import { upperFirst } from './upper-first';

/** How an option is written in the language of the app, which jsii says where it is not TypeScript or JavaScript. */
interface Spelling {
  /** How `JSII_AGENT` begins. */
  readonly agent: RegExp;
  name(option: string): string;
  flag(value: boolean): string;
  /** The option that is given a value. */
  given(name: string, value: string): string;
}

const SPELLINGS: Spelling[] = [
  {
    agent: /^Python\//,
    name: (option) => option.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    flag: (value) => upperFirst(String(value)),
    given: (name, value) => `${name}=${value}`,
  },
  { agent: /^Java\//, name: (option) => option, flag: String, given: (name, value) => `${name}(${value})` },
  { agent: /^go/, name: upperFirst, flag: (value) => `jsii.Bool(${value})`, given: (name, value) => `${name}: ${value}` },
  { agent: /^DotNet\//, name: upperFirst, flag: String, given: (name, value) => `${name} = ${value}` },
];

const TYPESCRIPT: Spelling = { agent: /^/, name: (option) => option, flag: String, given: (name, value) => `${name}: ${value}` };

/** The name of an option, as the language of the app has it. */
export function optionName(option: string): string {
  return spelling().name(option);
}

/**
 * Where an option is in others, as the language of the app has their names.
 *
 * @param place such as `delivery.alarmActions.page[0]`
 */
export function optionPlace(place: string): string {
  return place.replace(/"[^"]*"|(^|\.)([a-z]\w*)(?![\w ])/g, (all, before: string, option?: string) => (option ? `${before}${optionName(option)}` : all));
}

/** An option that is switched on, as it is written in the language of the app. */
export function optionOn(option: string): string {
  return optionAs(option, spelling().flag(true));
}

/** An option that is switched off, as it is written in the language of the app. */
export function optionOff(option: string): string {
  return optionAs(option, spelling().flag(false));
}

/**
 * An option that is given a value, as it is written in the language of the app.
 *
 * @param value stays as it is: code of TypeScript in most messages
 */
export function optionAs(option: string, value: string): string {
  const { name, given } = spelling();
  return given(name(option), value);
}

function spelling(): Spelling {
  const agent = process.env.JSII_AGENT ?? '';
  return SPELLINGS.find((candidate) => candidate.agent.test(agent)) ?? TYPESCRIPT;
}
