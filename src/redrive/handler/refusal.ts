/**
 * Why a dead letter stays in the queue: nothing was sent.
 */
export class Refusal extends Error {
}
