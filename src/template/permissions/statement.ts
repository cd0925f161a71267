import { Certainty, every, not, some } from './certainty';
import { conditionsHold } from './condition';
import { equalTexts, likeText } from './open-text';
import { AccessRequest, isService } from './request';
import { WrittenTexts } from './written-texts';
import { asList } from '../../catalog/as-list';
import { TemplateResource } from '../template-resource';

/** A statement of a policy, and the resource that holds it. */
export interface PolicyStatement {
  readonly owner: TemplateResource;
  readonly statement: any;
}

/** Whether a statement of a resource's policy is about a request: its principal, action, resource and conditions. */
export function concerns({ owner, statement }: PolicyStatement, request: AccessRequest, texts: WrittenTexts): Certainty {
  if (typeof statement !== 'object' || statement === null) {
    return 'unknown';
  }
  const textOf = (value: unknown) => texts.textOf(value, owner.stack);
  let answer: Certainty = 'yes';
  for (const asks of [isPrincipal, isAction, conditionsOf, isResource]) {
    answer = every([answer, asks(statement, request, textOf)]);
    if (answer === 'no') {
      break;
    }
  }
  return answer;
}

/** As `concerns`, for a policy of the role that asks, which names no principal. */
export function grants({ owner, statement }: PolicyStatement, request: AccessRequest, texts: WrittenTexts): Certainty {
  return concerns({ owner, statement: { ...statement, Principal: '*' } }, request, texts);
}

type TextOf = (value: unknown) => string | undefined;

function isPrincipal({ Principal, NotPrincipal }: any, { caller }: AccessRequest, textOf: TextOf): Certainty {
  if (NotPrincipal !== undefined || Principal === undefined || Principal === null) {
    return 'unknown';
  }
  if (isEverybody(Principal) || isEverybody(Principal.AWS)) {
    return 'yes';
  }
  const named = (names: unknown, wanted: string | undefined) => some(asList(names ?? []).map((name): Certainty => {
    const text = textOf(name);
    return text === undefined || wanted === undefined ? 'unknown' : equalTexts(text, wanted);
  }));
  return isService(caller) ? named(Principal.Service, caller.service) : named(Principal.AWS, caller.arn);
}

function isEverybody(principal: unknown): boolean {
  return Array.isArray(principal) ? principal.includes('*') : principal === '*';
}

function conditionsOf({ Condition }: any, request: AccessRequest, textOf: TextOf): Certainty {
  return conditionsHold(Condition, request, textOf);
}

function isAction({ Action, NotAction }: any, { action }: AccessRequest, textOf: TextOf): Certainty {
  const among = (actions: unknown) => some(asList(actions).map((name): Certainty => {
    const text = textOf(name);
    return text === undefined ? 'unknown' : likeText(text.toLowerCase(), action.toLowerCase());
  }));
  return NotAction === undefined ? among(Action) : not(among(NotAction));
}

function isResource({ Resource, NotResource }: any, { arn }: AccessRequest, textOf: TextOf): Certainty {
  if (NotResource === undefined && Resource === undefined) {
    return 'yes';
  }
  const among = (resources: unknown) => some(asList(resources).map((name): Certainty => {
    const text = textOf(name);
    return text === undefined ? 'unknown' : likeText(text, arn);
  }));
  return NotResource === undefined ? among(Resource) : not(among(NotResource));
}
