import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { EnrichmentListDraft } from '../../../../client/api.ts';
import { useHub } from '../../data/use-hub.ts';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Empty } from '../../parts/empty.tsx';
import { useAll, useReadAgain } from '../data/use-settings.ts';
import { Form } from '../parts/form.tsx';
import { Loaded, Page, Row, Rows } from '../parts/page.tsx';
import { useAttempt } from '../parts/use-attempt.ts';
import { ListFields, type ListHead } from './list-fields.tsx';
import { useListWords } from './words.ts';

function NewList({ close }: { readonly close: () => void }) {
  const { t } = useLingui();
  const { api } = useHub();
  const navigate = useNavigate();
  const readAgain = useReadAgain();
  const attempt = useAttempt();
  const [head, setHead] = useState<ListHead>({ name: '', key: 'author.email', match: 'exact' });
  const save = async (): Promise<void> => {
    const { id } = await api.POST('/v1/enrichment-lists', { body: { ...head, name: head.name.trim() } as EnrichmentListDraft });
    await readAgain('lists');
    await navigate({ to: '/settings/$section/$id', params: { section: 'lists', id } });
  };
  return (
    <Form attempt={attempt} save={save} button={t`Add list`} cancel={close}>
      <ListFields head={head} onChange={setHead} />
    </Form>
  );
}

/** Lists that set properties of tickets by who writes or by what they write. */
export function Lists() {
  const { t } = useLingui();
  const { api } = useHub();
  const words = useListWords();
  const [isMaking, setIsMaking] = useState(false);
  const lists = useAll(['lists'], (cursor) =>
    api.GET('/v1/enrichment-lists', { params: { query: { limit: 100, ...(cursor === undefined ? {} : { cursor }) } } }),
  );
  return (
    <Page
      title={t`Lists`}
      hint={t`Who writes, or what, gives a ticket its priority, tags, owner and fields. Each message is looked up before the rules run.`}
      action={<Button look="primary" onPress={() => setIsMaking(true)}>{t`New list`}</Button>}
    >
      <Loaded query={lists}>
        {(items) =>
          items.length === 0 ? (
            <Empty>
              <Trans>No list yet.</Trans>
            </Empty>
          ) : (
            <Rows>
              {items.map((list) => (
                <Row
                  key={list.id}
                  to={{ section: 'lists', id: list.id }}
                  title={list.name}
                  sub={words.says(list)}
                  end={plural(list.size, { one: '# entry', other: '# entries' })}
                />
              ))}
            </Rows>
          )
        }
      </Loaded>
      <Dialog title={t`New list`} isOpen={isMaking} onOpenChange={setIsMaking} isDismissable={false}>
        {isMaking && <NewList close={() => setIsMaking(false)} />}
      </Dialog>
    </Page>
  );
}
