import { IConstruct } from 'constructs';
import { comparable } from './comparable-options';
import { DeliveryAlarmsOptions } from './delivery-alarms';

/**
 * The options of alarms that several use. Who has no wishes takes those of the others, whoever comes first.
 */
export class AgreedOptions<Options extends DeliveryAlarmsOptions> {
  public options: Options = {} as Options;
  private chosenBy?: IConstruct;

  /** @param contradiction what to say where two users, of these paths, want different alarms */
  constructor(private readonly contradiction: (paths: string, wishes: string) => string) { }

  /**
   * Adds a user's wishes, and tells whether they have changed the options.
   *
   * @throws when another user wants something else
   */
  public agree(user: IConstruct, wishes: Options): boolean {
    if (Object.keys(wishes).length === 0) {
      return false;
    }
    const [wanted, present] = [comparable(wishes), comparable(this.options)];
    if (this.chosenBy && wanted !== present) {
      throw new Error(this.contradiction(`'${user.node.path}' and '${this.chosenBy.node.path}'`, `${wanted} and ${present}`));
    }
    this.chosenBy ??= user;
    this.options = wishes;
    return wanted !== present;
  }

  /** Drops all wishes, so that those who are left can say theirs again. */
  public clear(): void {
    this.options = {} as Options;
    this.chosenBy = undefined;
  }
}
