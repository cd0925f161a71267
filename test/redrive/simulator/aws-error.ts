/**
 * What a service answers when it does not do what it is asked for.
 */
export class AwsError extends Error {
  constructor(public readonly code: string, message: string, public readonly status = 400) {
    super(message);
  }
}
