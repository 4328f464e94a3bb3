import { useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { EnrichmentList } from '../../../../client/api.ts';
import { useHub } from '../../data/use-hub.ts';
import { changedOf } from '../data/changed.ts';
import { useOne, useReadAgain } from '../data/use-settings.ts';
import { Confirm } from '../parts/confirm.tsx';
import { Form } from '../parts/form.tsx';
import { Loaded, Page, Section } from '../parts/page.tsx';
import { useAttempt } from '../parts/use-attempt.ts';
import { EntryList } from './entry-list.tsx';
import { ListFields, type ListHead } from './list-fields.tsx';
import { UploadList } from './upload.tsx';
import { useListWords } from './words.ts';

const headOf = ({ name, key, match }: EnrichmentList): ListHead => ({ name, key, match });

function Properties({ list }: { readonly list: EnrichmentList }) {
  const { t } = useLingui();
  const { api } = useHub();
  const readAgain = useReadAgain();
  const attempt = useAttempt();
  const before = headOf(list);
  const [head, setHead] = useState(before);
  const change = changedOf(before, head);
  const save = async (): Promise<void> => {
    await api.PATCH('/v1/enrichment-lists/{id}', { params: { path: { id: list.id } }, body: change });
    await readAgain('lists');
  };
  return (
    <Section title={t`Properties`}>
      <Form attempt={attempt} save={save} button={t`Save`} changes={Object.keys(change).length} cancel={() => setHead(before)}>
        <ListFields head={head} onChange={setHead} />
      </Form>
    </Section>
  );
}

export function ListPage({ id }: { readonly id: string }) {
  const { t } = useLingui();
  const { api } = useHub();
  const words = useListWords();
  const navigate = useNavigate();
  const readAgain = useReadAgain();
  const params = { params: { path: { id } } };
  const list = useOne(['lists', id], () => api.GET('/v1/enrichment-lists/{id}', params));
  const name = list.data?.name ?? '…';
  const remove = async (): Promise<void> => {
    await api.DELETE('/v1/enrichment-lists/{id}', params);
    await navigate({ to: '/settings/$section', params: { section: 'lists' } });
    await readAgain('lists');
  };
  return (
    <Page title={name} back={{ section: 'lists', label: t`Lists` }} hint={list.data === undefined ? '' : words.says(list.data)}>
      <Loaded query={list}>
        {(data) => (
          <>
            <EntryList list={data} />
            <UploadList id={id} />
            <Properties key={JSON.stringify(headOf(data))} list={data} />
            <Section
              title={t`Remove the list`}
              hint={t`Tickets keep what it has set.`}
              action={
                <Confirm button={t`Remove`} title={t`Remove ${name}?`} run={remove}>
                  {t`Tickets keep what it has set.`}
                </Confirm>
              }
            />
          </>
        )}
      </Loaded>
    </Page>
  );
}
