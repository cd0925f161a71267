import { Token } from 'aws-cdk-lib';

/** The kinds of events that are named; nothing where only the deployment knows one of them, or `events.Match` stands for some. */
export function knownKinds(kinds: string[] | undefined): string[] | undefined {
  return Token.isUnresolved(kinds) || kinds?.some((kind) => Token.isUnresolved(kind)) ? undefined : kinds;
}
