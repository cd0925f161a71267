import { Stack, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { warn } from './construct-notices';
import { environmentKey, mayShareEnvironment } from './environment-key';
import { optionName } from '../catalog/option-spelling';

/** A name that can be given once in some place. */
export interface UniqueName {
  /** The option that gives it. */
  readonly option: string;
  /** What has the name, such as `rule`. */
  readonly what: string;
  readonly name: string | undefined;
  /** What else tells two things of one name apart, such as their event bus. */
  readonly beside?: string;
  /** Where a name can be given once, as an error says it. */
  readonly where?: string;
  /** Whether the name is known in all Regions of the account. */
  readonly isGlobal?: boolean;
}

interface Named extends UniqueName {
  readonly construct: IConstruct;
}

const NAMED = new WeakMap<IConstruct, Named[]>();

/**
 * Remembers a name. Of two things of one kind and name in one account and Region, the second fails at deployment, or takes the
 * place of the first, so it is an error before.
 */
export function requireUniqueName(construct: IConstruct, name: UniqueName): void {
  if (name.name === undefined) {
    return;
  }
  const all = NAMED.get(construct.node.root) ?? [];
  NAMED.set(construct.node.root, all);
  const own = { ...name, construct };
  all.push(own);
  construct.node.addValidation({
    validate: () => {
      const first = all.find((other) => keyOf(other) === keyOf(own))!;
      if (first !== own) {
        return [`${optionName(own.option)} of ${own.what} '${construct.node.path}' is '${own.name}', and ${own.what} '${first.construct.node.path}' ${own.where ?? 'in the same account and Region'} has that name: give it another, or leave ${optionName(own.option)} out.`];
      }
      warnOfUnknownPlace(own, all.slice(0, all.indexOf(own)));
      return [];
    },
  });
}

/** Two stacks that do not say where they go are most often deployed to one account and Region. */
function warnOfUnknownPlace(own: Named, earlier: Named[]): void {
  const nameOf = ({ construct, what, name, beside = '' }: Named) => JSON.stringify([what, Stack.of(construct).resolve([name, beside])]);
  const first = earlier.find((other) => nameOf(other) === nameOf(own) && mayShareEnvironment(other.construct, own.construct));
  if (first) {
    warnOfSameName(own.construct, `${optionName(own.option)} of ${own.what} '${own.construct.node.path}' is '${own.name}', and ${own.what} '${first.construct.node.path}' has that name as well`);
  }
}

/**
 * Warns of two things of one name that cannot both be made in one account and Region, where they may go to one.
 *
 * @param what the two, and their name
 */
export function warnOfSameName(construct: IConstruct, what: string): void {
  warn(construct, 'same-name', `${what}. Their stacks do not say where they go, and in one account and Region the second cannot be deployed: give one another name, give the stacks env, or acknowledge this warning where they go apart.`);
}

function keyOf({ construct, what, name, beside = '', isGlobal = false }: Named): string {
  const { account } = Stack.of(construct);
  const place = isGlobal && !Token.isUnresolved(account) ? account : environmentKey(construct);
  return JSON.stringify([what, place, Stack.of(construct).resolve([name, beside])]);
}
