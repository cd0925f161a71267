/**
 * What a field of an event holds, in the terms of JSON.
 */
export enum JsonType {
  /**
   * Text.
   */
  STRING = 'STRING',

  /**
   * A number, whole or not.
   */
  NUMBER = 'NUMBER',

  /**
   * A whole number.
   */
  INTEGER = 'INTEGER',

  /**
   * `true` or `false`.
   */
  BOOLEAN = 'BOOLEAN',

  /**
   * An object with fields of its own.
   */
  OBJECT = 'OBJECT',

  /**
   * Not known, or different from event to event.
   */
  ANY = 'ANY',
}
