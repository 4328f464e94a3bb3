import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Team } from '../../../../client/api.ts';
import { useHub } from '../../data/use-hub.ts';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Field } from '../../parts/field.tsx';
import { useAll, useReadAgain } from '../data/use-settings.ts';
import { Confirm } from '../parts/confirm.tsx';
import { Form } from '../parts/form.tsx';
import { Loaded, Page, Row, Rows } from '../parts/page.tsx';
import { useAttempt } from '../parts/use-attempt.ts';

function Naming({ team, close }: { readonly team: Team | undefined; readonly close: () => void }) {
  const { t } = useLingui();
  const { api } = useHub();
  const readAgain = useReadAgain();
  const attempt = useAttempt();
  const [name, setName] = useState(team?.name ?? '');
  const save = async (): Promise<void> => {
    const body = { name: name.trim() };
    await (team === undefined ? api.POST('/v1/teams', { body }) : api.PATCH('/v1/teams/{id}', { params: { path: { id: team.id } }, body }));
    await readAgain('teams');
  };
  return (
    <Form attempt={attempt} save={save} done={close} button={team === undefined ? t`Add team` : t`Rename`} cancel={close}>
      <Field label={t`Name`} name="name" isRequired autoFocus maxLength={200} value={name} onChange={setName} />
    </Form>
  );
}

export function Teams() {
  const { t } = useLingui();
  const { api, me } = useHub();
  const readAgain = useReadAgain();
  const [open, setOpen] = useState<'new' | Team>();
  const teams = useAll(['teams'], (cursor) => api.GET('/v1/teams', { params: { query: { limit: 100, ...(cursor === undefined ? {} : { cursor }) } } }));
  const isAdmin = me.role === 'admin';
  const toolsOf = (team: Team) => (
    <>
      <Button look="quiet" onPress={() => setOpen(team)}>
        {t`Rename`}
      </Button>
      <Confirm
        button={t`Remove`}
        title={t`Remove ${team.name}?`}
        run={() => api.DELETE('/v1/teams/{id}', { params: { path: { id: team.id } } }).then(() => readAgain('teams'))}
      >
        {t`Only a team without members can be removed.`}
      </Confirm>
    </>
  );
  return (
    <Page
      title={t`Teams`}
      hint={t`Tickets are given to teams, and queues can be for some of them.`}
      action={isAdmin && <Button look="primary" onPress={() => setOpen('new')}>{t`New team`}</Button>}
    >
      <Loaded query={teams}>
        {(items) =>
          items.length === 0 ? (
            <Empty>
              <Trans>No team yet.</Trans>
            </Empty>
          ) : (
            <Rows>
              {items.map((team) => (
                <Row
                  key={team.id}
                  title={team.name}
                  sub={plural(team.members, { one: '# member', other: '# members' })}
                  end={isAdmin && team.source === 'hub' && toolsOf(team)}
                />
              ))}
            </Rows>
          )
        }
      </Loaded>
      <Dialog
        title={open === 'new' ? t`New team` : t`Rename the team`}
        isOpen={open !== undefined}
        onOpenChange={() => setOpen(undefined)}
        isDismissable={false}
      >
        {open !== undefined && <Naming team={open === 'new' ? undefined : open} close={() => setOpen(undefined)} />}
      </Dialog>
    </Page>
  );
}
