import { IConstruct } from 'constructs';
import { optionName } from '../catalog/option-spelling';
import { DeliveryAlarms, DeliveryAlarmsOptions } from './alarms/delivery-alarms';
import { warn } from './construct-notices';
import { CommonDeliveryOptions } from './delivery-options';

/** What there is when the template is written, on which the effect of options depends. */
export interface DeliveryUse {
  /** What has alarms of its own here, unless they are switched off. */
  readonly watched: readonly (keyof DeliveryAlarmsOptions)[];
  /** Whether somebody else than these alarms tells the alarm actions. */
  readonly tellsOtherwise: boolean;
  /** Whether one of the targets is a function. */
  readonly hasFunction: boolean;
  /** Whether there is a dead-letter queue that is the rule's own, and not only those that targets bring. */
  readonly hasOwnQueue: boolean;
}

const WITH_QUEUE = ['lost', 'deadLetters', 'oldestDeadLetter'] as const;

/** What a rule watches, by what it has. */
export function watchedOfRule(hasQueue: boolean, keepsFailures: boolean): DeliveryUse['watched'] {
  return ['failed', 'retrying', ...hasQueue ? WITH_QUEUE : [], ...keepsFailures ? ['handlerFailed' as const] : []];
}

interface User {
  readonly construct: IConstruct;
  readonly useOf: () => DeliveryUse | undefined;
}

const USERS = new WeakMap<CommonDeliveryOptions, User[]>();

/**
 * Warns, when the template is written, of what a construct is given itself and has no effect there. One object of options may serve
 * several constructs, and is to have an effect on one of them. What is taken from defaults is meant for many, and is not spoken of.
 *
 * @param owner the construct as a warning names it, such as `rule 'Stack/Rule'`
 * @param useOf what there is by then; nothing where nothing is delivered
 */
export function warnOfIdleOptions(
  construct: IConstruct, owner: string, options: CommonDeliveryOptions | undefined, useOf: () => DeliveryUse | undefined,
): void {
  if (!options) {
    return;
  }
  const users = USERS.get(options) ?? [];
  USERS.set(options, users);
  const { root } = construct.node;
  const isFirst = !users.some((user) => user.construct.node.root === root);
  users.push({ construct, useOf });
  if (isFirst) {
    construct.node.addValidation({
      validate: () => {
        const uses = users.filter((user) => user.construct.node.root === root).map((user) => user.useOf()).filter((use) => use !== undefined);
        const [first = [], ...others] = uses.map((use) => idleOptions(options, use));
        first.filter(([option]) => others.every((idle) => idle.some(([other]) => other === option))).forEach(([option, why]) =>
          warn(construct, 'option-without-effect', `${optionName(option)} of ${owner} has no effect: ${why}. Leave it out, or acknowledge this warning.`));
        return [];
      },
    });
  }
}

type Idle = [option: string, why: string];

function idleOptions(options: CommonDeliveryOptions, use: DeliveryUse): Idle[] {
  const { alarms, alarmActions, captureHandlerFailures, deadLetterQueue } = options;
  const hasActions = Object.values(alarmActions ?? {}).some((actions) => actions?.length);
  const idle: [isIdle: unknown, ...Idle][] = [
    [alarms && !alarms._options && !use.tellsOtherwise && hasActions, 'alarmActions', 'DeliveryAlarms.none() makes no alarms that could tell them'],
    [captureHandlerFailures && !use.hasFunction, 'captureHandlerFailures', 'none of the targets is a Lambda function'],
    [deadLetterQueue && !use.hasOwnQueue, 'deadLetterQueue', 'every target brings a dead-letter queue of its own'],
  ];
  return [...alarms ? idleAlarms(alarms, use) : [], ...idle.filter(([isIdle]) => isIdle).map(([, ...one]): Idle => one)];
}

/** Shared alarms have the same options everywhere. */
function idleAlarms({ _options: options = {}, _shared: isShared }: DeliveryAlarms, { watched }: DeliveryUse): Idle[] {
  const names = (Object.keys(options) as (keyof DeliveryAlarmsOptions)[]).filter((name) => options[name] && options[name].enabled !== false);
  return isShared ? [] : names.filter((name) => !watched.includes(name)).map((name) => [`${name} of ${optionName('alarms')}`, REASONS[name] ?? 'there is no such alarm']);
}

const NO_QUEUE = 'there is no dead-letter queue';

const REASONS: Partial<Record<keyof DeliveryAlarmsOptions, string>> = {
  lost: NO_QUEUE,
  deadLetters: NO_QUEUE,
  oldestDeadLetter: NO_QUEUE,
  late: 'only subscribers of a Custom Event Bus have such an alarm',
  handlerFailed: `it is the alarm of a function whose failures ${optionName('captureHandlerFailures')} keeps`,
};
