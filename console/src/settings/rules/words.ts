import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import type { Option } from '../../parts/form/select.tsx';
import { fieldOf } from '../conditions/fields.ts';
import { ACTION_TYPES, type ActionType, EVENTS, TIMER_FIELDS } from './draft.ts';
import type { RuleField } from './travel.ts';

const EVENT: Readonly<Record<(typeof EVENTS)[number], MessageDescriptor>> = {
  'message.received': msg`A customer writes`,
  'ticket.created': msg`A ticket is opened`,
  'ticket.updated': msg`A ticket changes`,
  timer: msg`Some time has passed`,
};
const ACTION: Readonly<Record<ActionType, MessageDescriptor>> = {
  assign: msg`Give to a team or agent`,
  set: msg`Set a property`,
  tag: msg`Add or remove tags`,
  reply: msg`Reply to the customer`,
  note: msg`Write a note`,
  escalate: msg`Escalate`,
  webhook: msg`Call a webhook`,
};
const TIME: Readonly<Record<(typeof TIMER_FIELDS)[number], MessageDescriptor>> = {
  createdAt: msg`after the ticket was opened`,
  updatedAt: msg`after its last change`,
  waitingSince: msg`after the customer began to wait`,
};

const PART: Readonly<Record<RuleField, MessageDescriptor>> = {
  name: msg`Name`,
  event: msg`When`,
  timer: msg`Time`,
  condition: msg`Condition`,
  actions: msg`Actions`,
  weight: msg`Order`,
  stop: msg`Later rules do not run`,
  enabled: msg`Enabled`,
};

export function useRuleWords() {
  const { t } = useLingui();
  const options = <T extends string>(all: readonly T[], words: Readonly<Record<T, MessageDescriptor>>): Option[] =>
    all.map((id) => ({ id, label: t(words[id]) }));
  return {
    event: (event: (typeof EVENTS)[number]): string => t(EVENT[event]),
    action: (type: ActionType): string => t(ACTION[type]),
    events: options(EVENTS, EVENT),
    actions: options(ACTION_TYPES, ACTION),
    times: options(TIMER_FIELDS, TIME),
    /** A member of a rule. */
    part: (field: RuleField): string => t(PART[field]),
    /** A ticket's field, in words where the builder has some. */
    field: (path: string): string => {
      const known = fieldOf(path);
      return known === undefined ? path : t(known.name);
    },
  };
}
