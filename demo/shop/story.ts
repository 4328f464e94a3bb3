import { seeded } from '../random.ts';
import { type Customer, customer } from './people.ts';
import { COMMENTS, SCRIPTS } from './scripts.ts';

/** One message of a customer. The `k`th utterance is the same in every run, so that duplicates are recognised. */
export interface Utterance {
  readonly k: number;
  readonly customer: Customer;
  /** The id of its conversation; later mails of a conversation refer to the first. */
  readonly talk: string;
  /** From 0. */
  readonly turn: number;
  readonly subject: string;
  readonly text: string;
  readonly photo: boolean;
}

/** The number of utterances at once when the shop opens. */
export const BURST = 42;

interface Talk {
  readonly id: string;
  readonly customer: Customer;
  readonly subject: string;
  readonly turns: readonly string[];
  next: number;
  /** The number of its last utterance. */
  spoken: number;
}

/** The minimum distance of two utterances of a talk when the second needs an answer first: about a minute. */
const ANSWER_GAP = 12;

/** An endless sequence of utterances. New customers write, some write again later, and most talks have several messages. */
export function* story(seed = 7): Generator<Utterance, never> {
  const random = seeded(seed);
  const open: Talk[] = [];
  let people = 0;
  let talks = 0;
  const scriptsUsed = new Map<string, number>();
  /** Each language uses its scripts in turn, so that consecutive talks differ. */
  const inTurn = <Line>(lines: readonly Line[], of: string): Line | undefined => {
    const count = scriptsUsed.get(of) ?? 0;
    scriptsUsed.set(of, count + 1);
    return lines[count % lines.length];
  };
  const begin = (): Talk => {
    const known = people > 20 && random() < 0.3;
    const who = customer(known ? Math.floor(random() * people) : people++);
    const order = `BL-${2400 + talks * 7}`;
    const script = inTurn(SCRIPTS[who.language], who.language);
    const turns = who.way === 'comment' ? [inTurn(COMMENTS[who.language], `${who.language} comment`) ?? ''] : (script?.turns ?? []);
    const fill = (text: string): string => text.replaceAll('{order}', order);
    return { id: `t${talks++}`, customer: who, subject: fill(script?.subject ?? ''), turns: turns.map(fill), next: 0, spoken: 0 };
  };
  for (let k = 0; ; k++) {
    const ready = open.filter((each) => !each.turns[each.next]?.startsWith('↩') || (k >= BURST && k - each.spoken >= ANSWER_GAP));
    const goesOn = random() < (k < BURST ? 0.36 : 0.5);
    const at = Math.floor(random() * ready.length);
    const talk = (goesOn ? ready[at] : undefined) ?? begin();
    const turn = talk.next++;
    talk.spoken = k;
    const text = (talk.turns[turn] ?? '').replace('↩', '');
    if (turn === 0 && talk.turns.length > 1) open.push(talk);
    else if (talk.next >= talk.turns.length && open.includes(talk)) open.splice(open.indexOf(talk), 1);
    yield { k, customer: talk.customer, talk: talk.id, turn, subject: talk.subject, text: text.replace('{photo}', '').trim(), photo: text.includes('{photo}') };
  }
}
