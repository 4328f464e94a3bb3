import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { ApiKeyDraft } from '../../../../client/api.ts';
import { useHub } from '../../data/use-hub.ts';
import { moment } from '../../i18n/format.ts';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Field } from '../../parts/field.tsx';
import { Select } from '../../parts/form/select.tsx';
import { useAll, useReadAgain } from '../data/use-settings.ts';
import { Confirm } from '../parts/confirm.tsx';
import { ShownOnce } from '../parts/copy.tsx';
import { Form } from '../parts/form.tsx';
import { Loaded, Page, Row, Rows } from '../parts/page.tsx';
import { useAttempt } from '../parts/use-attempt.ts';
import { STAFF, useRoles } from '../people/roles.ts';

interface NewKeyProps {
  readonly close: () => void;
  readonly made: (key: string) => void;
}

function NewKey({ close, made }: NewKeyProps) {
  const { t } = useLingui();
  const { api } = useHub();
  const roles = useRoles();
  const readAgain = useReadAgain();
  const attempt = useAttempt();
  const [draft, setDraft] = useState<ApiKeyDraft>({ name: '', role: 'agent' });
  const save = async (): Promise<void> => {
    const { key } = await api.POST('/v1/api-keys', { body: { ...draft, name: draft.name.trim() } });
    close();
    made(key);
    await readAgain('api-keys');
  };
  return (
    <Form attempt={attempt} save={save} button={t`Make the key`} cancel={close}>
      <Field
        label={t`Name`}
        hint={t`The program that uses it, such as “Web shop”.`}
        name="name"
        isRequired
        autoFocus
        maxLength={200}
        value={draft.name}
        onChange={(name) => setDraft({ ...draft, name })}
      />
      <Select
        label={t`Role`}
        hint={t`The program may do what a person of this role may.`}
        name="role"
        options={roles.options([...STAFF, 'user'])}
        value={draft.role}
        onChange={(role) => setDraft({ ...draft, role: role as ApiKeyDraft['role'] })}
      />
    </Form>
  );
}

/** Credentials of programs. The key itself is shown when it is made, and never again. */
export function ApiKeys() {
  const { t, i18n } = useLingui();
  const { api } = useHub();
  const roles = useRoles();
  const readAgain = useReadAgain();
  const [isMaking, setIsMaking] = useState(false);
  const [key, setKey] = useState<string>();
  const keys = useAll(['api-keys'], (cursor) => api.GET('/v1/api-keys', { params: { query: { limit: 100, ...(cursor === undefined ? {} : { cursor }) } } }));
  return (
    <Page
      title={t`API keys`}
      hint={t`For programs that use the API in the name of your business.`}
      action={<Button look="primary" onPress={() => setIsMaking(true)}>{t`New key`}</Button>}
    >
      <Loaded query={keys}>
        {(items) =>
          items.length === 0 ? (
            <Empty>
              <Trans>No key yet.</Trans>
            </Empty>
          ) : (
            <Rows>
              {items.map(({ id, name, role, hint, createdAt }) => {
                const since = moment(i18n.locale, createdAt);
                return (
                  <Row
                    key={id}
                    title={name}
                    sub={
                      <>
                        {roles.word(role)} · <code dir="ltr">{hint}…</code> · {t`Since ${since}`}
                      </>
                    }
                    end={
                      <Confirm
                        button={t`Revoke`}
                        title={t`Revoke ${name}?`}
                        run={() => api.DELETE('/v1/api-keys/{id}', { params: { path: { id } } }).then(() => readAgain('api-keys'))}
                      >
                        {t`The next request with it is refused, and its live connections close.`}
                      </Confirm>
                    }
                  />
                );
              })}
            </Rows>
          )
        }
      </Loaded>
      <Dialog title={t`New key`} isOpen={isMaking} onOpenChange={setIsMaking} isDismissable={false}>
        {isMaking && <NewKey close={() => setIsMaking(false)} made={setKey} />}
      </Dialog>
      <ShownOnce title={t`Your new key`} label={t`API key`} secret={key} close={() => setKey(undefined)} />
    </Page>
  );
}
