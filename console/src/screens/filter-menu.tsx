import { Trans, useLingui } from '@lingui/react/macro';
import { ChevronDown, X } from 'lucide-react';
import { memo } from 'react';
import { FILTERS, type Filter, type Listing, type Sort } from '../data/queues.ts';
import { PRIORITIES, useWords } from '../i18n/words.ts';
import { useKeys } from '../keys/use-keys.ts';
import { Button } from '../parts/button.tsx';
import { CHANNELS, ChannelGlyph } from '../parts/channel.tsx';
import { Menu } from '../parts/menu.tsx';
import { STATUSES, StatusGlyph } from '../parts/status.tsx';
import { type ListingPlace, useListing } from './place.ts';
import styles from './ticket-list.module.css';
import { useFilterWord } from './use-filter-word.ts';

/** Narrows the list by status, priority and channel. */
export const FilterMenu = memo(function FilterMenu() {
  const { t } = useLingui();
  const words = useWords();
  const { listing, look } = useListing();
  const choices = [
    ...STATUSES.map((id) => ({ id: `status:${id}`, label: words.status(id), icon: <StatusGlyph status={id} />, section: t`Status` })),
    ...PRIORITIES.map((id) => ({ id: `priority:${id}`, label: words.priority(id), section: t`Priority` })),
    ...CHANNELS.map((id) => ({ id: `channel:${id}`, label: words.channel(id), icon: <ChannelGlyph channel={id} />, section: t`Channel` })),
  ];
  const group = t`Filter`;
  const choose = (id: string): void => {
    const [name, value] = id.split(':') as [Filter, string];
    look({ [name]: listing[name] === value ? undefined : value });
  };
  useKeys(choices.map(({ id, label }) => ({ id: `filter:${id}`, keys: '', label: `${group}: ${label}`, group, run: () => choose(id) })));
  return (
    <Menu
      label={t`Filter`}
      button={
        <Button>
          <Trans>Filter</Trans>
          <ChevronDown size={14} aria-hidden="true" />
        </Button>
      }
      selected={FILTERS.flatMap((name) => (listing[name] === undefined ? [] : [`${name}:${listing[name]}`]))}
      choices={choices}
      onChoose={choose}
    />
  );
});

/** The order of a list that has more than one. */
export const OrderMenu = memo(function OrderMenu({ sort, look }: { readonly sort: Sort; readonly look: ListingPlace['look'] }) {
  const { t } = useLingui();
  return (
    <Menu
      label={t`Order`}
      button={
        <Button>
          {sort === 'waiting' ? t`Longest waiting` : t`Newest`}
          <ChevronDown size={14} aria-hidden="true" />
        </Button>
      }
      selected={sort}
      choices={[
        { id: 'newest', label: t`Newest` },
        { id: 'waiting', label: t`Longest waiting` },
      ]}
      onChoose={(chosen) => look({ sort: chosen === 'waiting' ? 'waiting' : 'newest' })}
    />
  );
});

/** Shows every filter that is on; each can be taken away. */
export const FilterChips = memo(function FilterChips() {
  const { t } = useLingui();
  const wordOf = useFilterWord();
  const { listing, look } = useListing();
  const on = FILTERS.flatMap((name) => (listing[name] === undefined ? [] : [{ name, value: listing[name] }]));
  if (on.length === 0 && listing.q === undefined) return null;
  return (
    <div className={styles.chips}>
      {on.map(({ name, value }) => (
        <Button key={name} onPress={() => look({ [name]: undefined })}>
          <bdi>{wordOf(name, value)}</bdi>
          <X size={14} aria-label={t`Remove this filter`} />
        </Button>
      ))}
      {listing.q !== undefined && (
        <Button onPress={() => look({ q: undefined })}>
          <Trans>End the search</Trans>
          <X size={14} aria-hidden="true" />
        </Button>
      )}
    </div>
  );
});

export const isNarrowed = (listing: Listing): boolean => FILTERS.some((name) => listing[name] !== undefined);
export const NO_FILTERS = Object.fromEntries(FILTERS.map((name) => [name, undefined])) as Readonly<Record<Filter, undefined>>;
