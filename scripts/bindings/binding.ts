/** The folders that a binding is tried in. */
export interface Workplace {
  /** The project. */
  readonly root: string;
  /** The generated packages, a folder a language. */
  readonly packages: string;
  /** A folder of this language's own that stays between runs, outside of the project. */
  readonly cache: string;
}

/** A language that the library is used from. */
export interface Binding {
  /** As `jsii-pacmak` calls it. */
  readonly language: string;
  /** The commands without which it cannot be tried. */
  readonly tools: string[];
  /**
   * Builds the package, installs it as a user would, and runs the example's tests and the example.
   *
   * @returns the folder with the templates that the example has synthesized, if it was built
   */
  readonly test: (workplace: Workplace) => string | undefined;
}
