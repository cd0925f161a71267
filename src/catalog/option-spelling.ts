import { upperFirst } from './upper-first';

/** How an option is written in the language of the app, which jsii says where it is not TypeScript or JavaScript. */
interface Spelling {
  /** How `JSII_AGENT` begins. */
  readonly agent: RegExp;
  name(option: string): string;
  /** The option that is switched on. */
  on(name: string): string;
}


const SPELLINGS: Spelling[] = [
  { agent: /^Python\//, name: (option) => option.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), on: (name) => `${name}=True` },
  { agent: /^Java\//, name: (option) => option, on: (name) => `${name}(true)` },
  { agent: /^go/, name: upperFirst, on: (name) => `${name}: jsii.Bool(true)` },
  { agent: /^DotNet\//, name: upperFirst, on: (name) => `${name} = true` },
];

const TYPESCRIPT: Spelling = { agent: /^/, name: (option) => option, on: (name) => `${name}: true` };

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
  const { name, on } = spelling();
  return on(name(option));
}

function spelling(): Spelling {
  const agent = process.env.JSII_AGENT ?? '';
  return SPELLINGS.find((candidate) => candidate.agent.test(agent)) ?? TYPESCRIPT;
}
