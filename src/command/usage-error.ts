/** What is wrong with how the command was called, or with a file that it was given: the command ends with code 2. */
export class UsageError extends Error {
}
