import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Pencil } from 'lucide-react';
import { useState } from 'react';
import type { EnrichmentEntry, EnrichmentList } from '../../../../client/api.ts';
import { useHub } from '../../data/use-hub.ts';
import { Button, IconButton } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Field } from '../../parts/field.tsx';
import { toast } from '../../parts/toast.tsx';
import { useReadAgain } from '../data/use-settings.ts';
import { Confirm } from '../parts/confirm.tsx';
import { Row, Rows, Section } from '../parts/page.tsx';
import styles from '../parts/settings.module.css';
import { changedEntries, foundEntries, isLong } from './entries.ts';
import { EntryFields } from './entry-form.tsx';
import { useListWords } from './words.ts';

const SHOWN = 100;

/** The entries of a list, found by their value and changed one by one. */
export function EntryList({ list }: { readonly list: EnrichmentList }) {
  const { t } = useLingui();
  const { api } = useHub();
  const words = useListWords();
  const readAgain = useReadAgain();
  const [wanted, setWanted] = useState('');
  const [open, setOpen] = useState<'new' | EnrichmentEntry>();
  const params = { params: { path: { id: list.id } } };
  /** On the entries as they are now: a PATCH replaces all of them. */
  const change = async (before: EnrichmentEntry | undefined, after: EnrichmentEntry | undefined): Promise<void> => {
    const { entries: now = [] } = await api.GET('/v1/enrichment-lists/{id}', params);
    const entries = changedEntries(now, before, after);
    if (entries === undefined) toast({ text: t`Somebody has changed this entry meanwhile. Yours was not saved.`, isError: true });
    else await api.PATCH('/v1/enrichment-lists/{id}', { ...params, body: { entries } });
    await readAgain('lists');
  };
  const entries = list.entries ?? [];
  const canChange = !isLong(list);
  const { shown, more } = foundEntries(entries, wanted, SHOWN);
  return (
    <Section
      title={t`Entries`}
      hint={<span role="status">{plural(list.size, { one: '# entry', other: '# entries' })}</span>}
      action={canChange && <Button onPress={() => setOpen('new')}>{t`New entry`}</Button>}
    >
      {!canChange && (
        <p className={styles.hint}>
          <Trans>The list is too long to be changed entry by entry. Upload a file with all entries.</Trans>
        </p>
      )}
      {entries.length > 10 && <Field aria-label={t`Find an entry`} placeholder={t`Find an entry`} type="search" value={wanted} onChange={setWanted} />}
      {shown.length > 0 && (
        <Rows>
          {shown.map((entry, at) => (
            <Row
              key={`${at} ${entry.value}`}
              title={entry.value}
              sub={<bdi>{words.sets(entry)}</bdi>}
              end={
                canChange && (
                  <>
                    <IconButton label={t`Change ${entry.value}`} icon={<Pencil size={16} strokeWidth={1.75} />} onPress={() => setOpen(entry)} />
                    <Confirm button={t`Remove`} look="quiet" title={t`Remove ${entry.value}?`} run={() => change(entry, undefined)}>
                      {t`Tickets keep what it has set.`}
                    </Confirm>
                  </>
                )
              }
            />
          ))}
        </Rows>
      )}
      {more > 0 && <p className={styles.hint}>{plural(more, { one: '# more entry is not shown.', other: '# more entries are not shown.' })}</p>}
      <Dialog
        title={open === 'new' ? t`New entry` : t`Change the entry`}
        isOpen={open !== undefined}
        onOpenChange={() => setOpen(undefined)}
        isDismissable={false}
      >
        {open !== undefined && (
          <EntryFields
            entry={open === 'new' ? undefined : open}
            save={(entry) => change(open === 'new' ? undefined : open, entry)}
            close={() => setOpen(undefined)}
          />
        )}
      </Dialog>
    </Section>
  );
}
