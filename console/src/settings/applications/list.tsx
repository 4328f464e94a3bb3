import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useHub } from '../../data/use-hub.ts';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Field } from '../../parts/field.tsx';
import { useAll, useReadAgain } from '../data/use-settings.ts';
import { Form } from '../parts/form.tsx';
import { Loaded, Page, Row, Rows } from '../parts/page.tsx';
import { useAttempt } from '../parts/use-attempt.ts';

function NewApplication({ close }: { readonly close: () => void }) {
  const { t } = useLingui();
  const { api } = useHub();
  const navigate = useNavigate();
  const readAgain = useReadAgain();
  const attempt = useAttempt();
  const [name, setName] = useState('');
  const save = async (): Promise<void> => {
    const { token } = await api.POST('/v1/applications', { body: { name: name.trim() } });
    await readAgain('applications');
    await navigate({ to: '/settings/$section/$id', params: { section: 'applications', id: token } });
  };
  return (
    <Form attempt={attempt} save={save} button={t`Add application`} cancel={close}>
      <Field label={t`Name`} name="name" isRequired autoFocus maxLength={200} value={name} onChange={setName} />
    </Form>
  );
}

/** Apps of the business whose people chat by Parley, and what people have reported there. */
export function Applications() {
  const { t } = useLingui();
  const { api } = useHub();
  const [isMaking, setIsMaking] = useState(false);
  const applications = useAll(['applications'], (cursor) =>
    api.GET('/v1/applications', { params: { query: { limit: 100, ...(cursor === undefined ? {} : { cursor }) } } }),
  );
  return (
    <Page
      title={t`Applications`}
      hint={t`Apps of yours whose people chat by Parley.`}
      action={<Button look="primary" onPress={() => setIsMaking(true)}>{t`New application`}</Button>}
    >
      <Loaded query={applications}>
        {(items) =>
          items.length === 0 ? (
            <Empty>
              <Trans>No application yet.</Trans>
            </Empty>
          ) : (
            <Rows>
              {items.map(({ token, name, chatsCount }) => (
                <Row key={token} to={{ section: 'applications', id: token }} title={name} sub={plural(chatsCount, { one: '# chat', other: '# chats' })} />
              ))}
            </Rows>
          )
        }
      </Loaded>
      <Dialog title={t`New application`} isOpen={isMaking} onOpenChange={setIsMaking} isDismissable={false}>
        {isMaking && <NewApplication close={() => setIsMaking(false)} />}
      </Dialog>
    </Page>
  );
}
