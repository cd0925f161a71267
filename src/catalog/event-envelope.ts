/**
 * The fields that an event has at its top; `replay-name` is there when an archive replays it.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-archive.html
 */
export const ENVELOPE: readonly string[] = ['version', 'id', 'detail-type', 'source', 'account', 'time', 'region', 'resources', 'detail', 'replay-name'];
