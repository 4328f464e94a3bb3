import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import type { EnrichmentEntry, EnrichmentList } from '../../../../client/api.ts';
import { useDirectory } from '../../data/use-hub.ts';
import { useWords } from '../../i18n/words.ts';
import type { Option } from '../../parts/form/select.tsx';
import { fieldsText, LIST_KEYS, LIST_MATCHES } from './entries.ts';

const KEY: Readonly<Record<EnrichmentList['key'], MessageDescriptor>> = {
  'author.handle': msg`Customer’s handle`,
  'author.id': msg`Customer’s ID`,
  'author.email': msg`Customer’s mail address`,
  'message.text': msg`Text of the message`,
};
const MATCH: Readonly<Record<EnrichmentList['match'], MessageDescriptor>> = {
  exact: msg`is exactly`,
  domain: msg`is of the domain`,
  contains: msg`contains`,
};

export function useListWords() {
  const { t } = useLingui();
  const words = useWords();
  const { agents, teams } = useDirectory();
  const nameOf = (id: string): string => [...agents, ...teams].find((one) => one.id === id)?.name ?? id;
  return {
    keys: LIST_KEYS.map((id): Option => ({ id, label: t(KEY[id]) })),
    matches: LIST_MATCHES.map((id): Option => ({ id, label: t(MATCH[id]) })),
    /** Such as "Customer’s mail address · is of the domain". */
    says: ({ key, match }: Pick<EnrichmentList, 'key' | 'match'>): string => `${t(KEY[key])} · ${t(MATCH[match])}`,
    /** What an entry sets, in one line. */
    sets: ({ set }: EnrichmentEntry): string =>
      [
        ...(set.priority === undefined ? [] : [words.priority(set.priority)]),
        ...[set.owner?.agentId, set.owner?.teamId].flatMap((id) => (id === undefined || id === null ? [] : [nameOf(id)])),
        ...(set.tags ?? []),
        ...[set.topic, set.language, set.sentiment].filter((text) => text !== undefined),
        ...fieldsText(set.customFields)
          .split('\n')
          .filter((line) => line !== ''),
      ].join(' · '),
  };
}
