import { PlayedArchive } from './played-archive';
import { PlayedRule } from './played-rule';
import { PatternIndex } from '../../pattern/matcher/pattern-index';
import { StackTemplate } from '../../template/stack-template';

/** An event bus, with the rules or subscribers that watch it. */
export interface PlayedBus {
  readonly key: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** What it is called, which is not where it stands in the app. */
  readonly busName: string;
  readonly kind: 'default' | 'rules' | 'custom';
  /** For how long a Custom Event Bus keeps each event; nothing for other buses, and for one that no template has. */
  readonly keptDays?: number;
  /** What the templates say of where it is; a template can leave both open. */
  readonly stack: StackTemplate;
  readonly rules: PlayedRule[];
  readonly index: PatternIndex<PlayedRule>;
  readonly archives: PlayedArchive[];
}

/** A bus that nothing watches yet. */
export function playedBus(bus: Omit<PlayedBus, 'rules' | 'index' | 'archives'>): PlayedBus {
  return { ...bus, rules: [], index: new PatternIndex(), archives: [] };
}
