/**
 * A file that the generator makes and the repository keeps.
 */
export interface GeneratedFile {
  /** Path from the root of the project. */
  readonly path: string;
  readonly content: string;
}
