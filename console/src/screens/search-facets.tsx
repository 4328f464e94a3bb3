import { Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { callOf, type Filter, type Listing } from '../data/queues.ts';
import { useHub } from '../data/use-hub.ts';
import { number } from '../i18n/format.ts';
import type { ListingPlace } from './place.ts';
import styles from './search-facets.module.css';
import { useFilterWord } from './use-filter-word.ts';

/** The filters, each with the name of its counts in the answer of the API. */
const COUNTS = { status: 'status', channel: 'channel', priority: 'priority', tag: 'tags', owner: 'ownerId', team: 'teamId' } as const satisfies Record<
  Filter,
  string
>;
const NAMES = Object.keys(COUNTS) as readonly Filter[];
/** So many values of each are shown until somebody asks for more. */
const SHOWN = 3;
/** On a small screen the results come first. */
const hasRoom = (): boolean => innerWidth >= 700 && innerHeight >= 700;

type Counts = Readonly<Record<string, number>>;
type Facets = Readonly<Partial<Record<(typeof COUNTS)[Filter], Counts>>>;

/** The most frequent first; what is chosen is always there. */
function valuesOf(counts: Counts = {}, chosen?: string): readonly (readonly [string, number])[] {
  const all = Object.entries(counts).toSorted(([one, a], [other, b]) => b - a || (one < other ? -1 : 1));
  return chosen === undefined || counts[chosen] !== undefined ? all : [[chosen, 0], ...all];
}

/** How many results of a search have which status, channel and so on. Each narrows the search, and is in the address. */
export default function SearchFacets({ listing, look }: { readonly listing: Listing; readonly look: ListingPlace['look'] }) {
  const { t, i18n } = useLingui();
  const { api } = useHub();
  const wordOf = useFilterWord();
  const [isOpen, setIsOpen] = useState(hasRoom);
  const [whole, setWhole] = useState<Filter>();
  const { query } = callOf(listing);
  const { data = {} } = useQuery({
    queryKey: ['facets', query],
    placeholderData: keepPreviousData,
    staleTime: 10_000,
    queryFn: async () => {
      const { facets } = await api.GET('/v1/search', { params: { query: { ...query, facets: 'true', limit: 1 } as never } });
      return (facets ?? {}) as Facets;
    },
  });
  const labels: Readonly<Record<Filter, string>> = {
    status: t`Status`,
    channel: t`Channel`,
    priority: t`Priority`,
    tag: t`Tags`,
    owner: t`Owner`,
    team: t`Team`,
  };
  // One value alone narrows nothing.
  const fields = NAMES.map((name) => ({ name, label: labels[name], values: valuesOf(data[COUNTS[name]], listing[name]) })).filter(
    ({ name, values }) => values.length > 1 || listing[name] !== undefined,
  );
  if (fields.length === 0) return null;
  return (
    <section className={styles.facets} aria-label={t`Narrow the results`}>
      <button type="button" className={styles.fold} aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
        <ChevronDown size={14} aria-hidden="true" />
        <Trans>Narrow the results</Trans>
      </button>
      {isOpen &&
        fields.map(({ name, label, values }) => (
          <div key={name} className={styles.field} role="group" aria-label={label}>
            <span className={styles.label} aria-hidden="true">
              {label}
            </span>
            <span className={styles.values} data-whole={whole === name || undefined}>
              {(whole === name ? values : values.slice(0, SHOWN)).map(([value, count]) => (
                <button
                  key={value}
                  type="button"
                  className={styles.value}
                  aria-pressed={listing[name] === value}
                  onClick={() => look({ [name]: listing[name] === value ? undefined : value })}
                >
                  <bdi>{wordOf(name, value)}</bdi>
                  <span className={styles.count}>{number(i18n.locale, count)}</span>
                </button>
              ))}
              {whole !== name && values.length > SHOWN && (
                <button type="button" className={styles.more} aria-label={t`Show all: ${label}`} onClick={() => setWhole(name)}>
                  <bdi dir="ltr">+{number(i18n.locale, values.length - SHOWN)}</bdi>
                </button>
              )}
            </span>
          </div>
        ))}
    </section>
  );
}
