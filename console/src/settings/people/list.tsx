import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useDirectory, useHub } from '../../data/use-hub.ts';
import { moment } from '../../i18n/format.ts';
import { Avatar } from '../../parts/avatar.tsx';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Pill } from '../../parts/marks.tsx';
import { useAll, useReadAgain } from '../data/use-settings.ts';
import { Confirm } from '../parts/confirm.tsx';
import { Loaded, Page, Row, Rows, Section } from '../parts/page.tsx';
import { Refused } from '../parts/refused.tsx';
import { useAttempt } from '../parts/use-attempt.ts';
import { Invite } from './invite.tsx';
import { useRoles } from './roles.ts';

/** Open and expired invitations. An accepted one is an agent. */
function Invitations() {
  const { t, i18n } = useLingui();
  const { api } = useHub();
  const roles = useRoles();
  const readAgain = useReadAgain();
  const attempt = useAttempt();
  const invitations = useAll(['invitations'], (cursor) =>
    api.GET('/v1/invitations', { params: { query: { limit: 100, ...(cursor === undefined ? {} : { cursor }) } } }),
  );
  if (invitations.data?.length === 0) return null;
  const resend = (id: string): Promise<boolean> =>
    attempt.run(async () => {
      await api.POST('/v1/invitations/{id}/resend', { params: { path: { id } } });
      await readAgain('invitations');
    });
  return (
    <Section title={t`Invitations`}>
      <Refused refusal={attempt.refusal} />
      <Loaded query={invitations}>
        {(items) => (
          <Rows>
            {items.map(({ id, email, role, state, mail, expiresAt }) => {
              const until = moment(i18n.locale, expiresAt);
              return (
                <Row
                  key={id}
                  title={email}
                  sub={`${roles.word(role)} · ${state === 'expired' ? t`expired ${until}` : t`valid until ${until}`}`}
                  end={
                    <>
                      {mail === 'failed' && <Pill tone="danger">{t`Mail failed`}</Pill>}
                      <Button isDisabled={attempt.isBusy} onPress={() => void resend(id)}>
                        <Trans>Send again</Trans>
                      </Button>
                      <Confirm
                        button={t`Revoke`}
                        title={t`Revoke the invitation?`}
                        run={() => api.DELETE('/v1/invitations/{id}', { params: { path: { id } } }).then(() => readAgain('invitations'))}
                      >
                        {t`The link in the mail is no longer valid then.`}
                      </Confirm>
                    </>
                  }
                />
              );
            })}
          </Rows>
        )}
      </Loaded>
    </Section>
  );
}

export function People() {
  const { t } = useLingui();
  const { api, me } = useHub();
  const roles = useRoles();
  const { teams } = useDirectory();
  const [isInviting, setIsInviting] = useState(false);
  const agents = useAll(['agents'], (cursor) => api.GET('/v1/agents', { params: { query: { limit: 100, ...(cursor === undefined ? {} : { cursor }) } } }));
  const isAdmin = me.role === 'admin';
  const nameOf = (id: string): string => teams.find((team) => team.id === id)?.name ?? id;
  return (
    <Page
      title={t`Agents`}
      hint={t`Everybody who answers customers.`}
      action={
        isAdmin && (
          <Button look="primary" onPress={() => setIsInviting(true)}>
            <Trans>Invite</Trans>
          </Button>
        )
      }
    >
      {isAdmin && <Invitations />}
      <Loaded query={agents}>
        {(items) => (
          <Rows>
            {items.map(({ id, name, email, role, teamIds }) => (
              <Row
                key={id}
                to={{ section: 'agents', id }}
                icon={<Avatar id={id} name={name} isSmall />}
                title={name}
                sub={[email, ...teamIds.map(nameOf)].join(' · ')}
                end={roles.word(role)}
              />
            ))}
          </Rows>
        )}
      </Loaded>
      <Dialog title={t`Invite an agent`} isOpen={isInviting} onOpenChange={setIsInviting} isDismissable={false}>
        <Invite close={() => setIsInviting(false)} />
      </Dialog>
    </Page>
  );
}
