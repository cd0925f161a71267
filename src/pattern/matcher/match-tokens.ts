import type * as cdk from 'aws-cdk-lib';

/** How the CDK writes a token into a text, or into a list. */
const TOKEN = /[$#]\{Token\[/;

/**
 * The pattern with what `events.Match` stands for: to the CDK that is a value which it makes of the pattern later. The CDK is
 * there already where a pattern holds one.
 */
export function withoutTokens(pattern: object): object {
  let text: string | undefined;
  try {
    text = JSON.stringify(pattern);
  } catch {
    return pattern;
  }
  if (text === undefined || !TOKEN.test(text)) {
    return pattern;
  }
  // Bundles of what loads no CDK do not follow this call.
  const { Stack } = module.require('aws-cdk-lib') as typeof cdk;
  return new Stack().resolve(pattern);
}
