import { Annotations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { isAcknowledged, problemId } from './construct-notices';
import { DOCUMENTATION } from './documentation';

/** More names would hide what is said of them. */
const NAMED_AT_MOST = 3;

/** Says of each notice what it means and what to do, under its name. */
export const NOTICES_PAGE = `${DOCUMENTATION}/notices.md`;

interface Raised {
  readonly constructs: IConstruct[];
  named: number;
}

/**
 * A piece of information that an app gives once, however many of its constructs give rise to it.
 *
 * It is written when the first stage is synthesized, so that it can name all constructs that exist by then; those
 * made later are named when the next stage is. A construct below an acknowledgement is not named.
 */
export class AppNotice {
  private readonly raised = new WeakMap<IConstruct, Raised>();

  /**
   * @param problem what it is about, in kebab case
   * @param message what the app says of the constructs, which are given as `2 rules (Stack/One, Stack/Two)`, and how many they are
   * @param holds whether it is still so when the app is synthesized
   * @param about what the constructs are called
   * @param page where to read more
   */
  constructor(
    private readonly problem: string,
    private readonly message: (named: string, count: number, constructs: IConstruct[]) => string,
    private readonly holds: (construct: IConstruct) => boolean = () => true,
    private readonly about = 'rule',
    private readonly page = `${NOTICES_PAGE}#${problem}`,
  ) {
  }

  public raise(construct: IConstruct): void {
    const root = construct.node.root;
    let raised = this.raised.get(root);
    if (!raised) {
      raised = { constructs: [], named: 0 };
      this.raised.set(root, raised);
    }
    raised.constructs.push(construct);
    construct.node.addValidation({ validate: () => this.write(raised) });
  }

  private write(raised: Raised): string[] {
    const unnamed = raised.constructs.slice(raised.named).filter((construct) => !isAcknowledged(construct, this.problem) && this.holds(construct));
    raised.named = raised.constructs.length;
    if (unnamed.length > 0) {
      Annotations.of(unnamed[0]).addInfoV2(problemId(this.problem), `${this.message(this.named(unnamed), unnamed.length, unnamed)} See ${this.page}`);
    }
    return [];
  }

  private named(constructs: IConstruct[]): string {
    const paths = constructs.slice(0, NAMED_AT_MOST).map(({ node }) => node.path);
    const more = constructs.length - paths.length;
    return `${constructs.length} ${this.about}${constructs.length > 1 ? 's' : ''} (${paths.join(', ')}${more > 0 ? ` and ${more} more` : ''})`;
  }
}
