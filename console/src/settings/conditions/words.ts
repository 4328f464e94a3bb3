import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useDirectory } from '../../data/use-hub.ts';
import { PRIORITIES, useWords } from '../../i18n/words.ts';
import { CHANNELS } from '../../parts/channel.tsx';
import type { Option } from '../../parts/form/select.tsx';
import { STATUSES } from '../../parts/status.tsx';
import { type ConditionField, type Operator, SURFACES } from './fields.ts';

const OPERATOR: Readonly<Record<Operator, MessageDescriptor>> = {
  eq: msg`is`,
  ne: msg`is not`,
  in: msg`is one of`,
  nin: msg`is none of`,
  gt: msg`is above`,
  gte: msg`is at least`,
  lt: msg`is below`,
  lte: msg`is at most`,
  contains: msg`contains`,
  matches: msg`matches the pattern`,
  exists: msg`is set`,
};

const SURFACE: Readonly<Record<(typeof SURFACES)[number], MessageDescriptor>> = {
  dm: msg`Private message`,
  comment: msg`Public comment`,
  review: msg`Review`,
  mail: msg`Mail`,
  chat: msg`Chat`,
};

export function useOperatorWord(): (op: Operator) => string {
  const { t } = useLingui();
  return (op) => t(OPERATOR[op]);
}

/** The values that a field can have, with their words. Undefined: free text. */
export function useValues(): (values: ConditionField['values']) => readonly Option[] | undefined {
  const { t } = useLingui();
  const words = useWords();
  const { agents, teams, origins } = useDirectory();
  const named = (all: readonly { readonly id: string; readonly name: string }[]): Option[] => all.map(({ id, name }) => ({ id, label: name }));
  return (values) => {
    switch (values) {
      case 'status':
        return STATUSES.map((id) => ({ id, label: words.status(id) }));
      case 'priority':
        return PRIORITIES.map((id) => ({ id, label: words.priority(id) }));
      case 'channel':
        return CHANNELS.map((id) => ({ id, label: words.channel(id) }));
      case 'surface':
        return SURFACES.map((id) => ({ id, label: t(SURFACE[id]) }));
      case 'agents':
        return named(agents);
      case 'teams':
        return named(teams);
      case 'origins':
        return named(origins);
      default:
        return undefined;
    }
  };
}
