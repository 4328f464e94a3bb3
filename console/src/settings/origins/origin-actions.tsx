import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Job, Origin, OriginChange, OriginTest } from '../../../../client/api.ts';
import { useHub } from '../../data/use-hub.ts';
import { Button } from '../../parts/button.tsx';
import form from '../../parts/form/form.module.css';
import { Pill } from '../../parts/marks.tsx';
import { toast } from '../../parts/toast.tsx';
import { finished } from '../data/jobs.ts';
import { useReadAgain } from '../data/use-settings.ts';
import { Confirm } from '../parts/confirm.tsx';
import { Form } from '../parts/form.tsx';
import { Section } from '../parts/page.tsx';
import { Refused } from '../parts/refused.tsx';
import { useAttempt } from '../parts/use-attempt.ts';
import { credentialsOf, type Filled } from './channel-fields.ts';
import { CredentialFields } from './credential-fields.tsx';

/** Asks the provider whether it still accepts the credentials. Changes nothing there. */
export function TestAccess({ id }: { readonly id: string }) {
  const { t } = useLingui();
  const { api } = useHub();
  const readAgain = useReadAgain();
  const attempt = useAttempt();
  const [result, setResult] = useState<OriginTest>();
  const run = async (): Promise<void> => {
    setResult(undefined);
    const answer = (await api.POST('/v1/origins/{id}/test', { params: { path: { id } } })) as OriginTest | Job;
    setResult(
      'kind' in answer ? ((await finished(answer, (job) => api.GET('/v1/jobs/{id}', { params: { path: { id: job } } }))).result as OriginTest) : answer,
    );
    await readAgain('origins');
  };
  return (
    <>
      <div className={form.bar}>
        <span role="status">
          {attempt.isBusy && t`Asking the provider…`}
          {result?.state === 'passed' && t`The provider accepts the credentials.`}
          {result?.state === 'failed' && <Pill tone="danger">{t`The provider refuses the credentials`}</Pill>}
          {result?.state === 'unknown' && t`The provider gave no clear answer. Try again later.`}
          {result?.state === 'not_checked' && t`No call of this channel shows whether the credentials are right.`}
        </span>
        <Button isDisabled={attempt.isBusy} onPress={() => void attempt.run(run)}>
          <Trans>Test</Trans>
        </Button>
      </div>
      {result !== undefined && result.error !== null && (
        <p dir="auto" className={form.alert}>
          {result.error.message} ({result.error.code})
        </p>
      )}
      <Refused refusal={attempt.refusal} />
    </>
  );
}

/** New credentials: what is empty stays, and a replaced secret is good for 24 hours more. */
export function Rotate({ origin }: { readonly origin: Origin }) {
  const { t } = useLingui();
  const { api } = useHub();
  const readAgain = useReadAgain();
  const attempt = useAttempt();
  const [isOpen, setIsOpen] = useState(false);
  const [filled, setFilled] = useState<Filled>({});
  const credentials = credentialsOf(origin.channel, filled);
  const save = async (): Promise<void> => {
    await api.PATCH('/v1/origins/{id}', { params: { path: { id: origin.id } }, body: { credentials } as OriginChange });
    await readAgain('origins');
  };
  const close = (): void => {
    setIsOpen(false);
    setFilled({});
    attempt.forget();
  };
  return (
    <Section
      title={t`Credentials`}
      hint={t`They are stored and never shown again. A replaced secret stays valid for 24 hours, so you can change the provider’s side within the day.`}
      action={
        !isOpen && (
          <Button onPress={() => setIsOpen(true)}>
            <Trans>Replace</Trans>
          </Button>
        )
      }
    >
      {origin.missingCredentials !== undefined && (
        <p>
          <Trans>To answer customers, add:</Trans> {origin.missingCredentials.join(', ')}
        </p>
      )}
      {isOpen && (
        <Form
          attempt={attempt}
          save={save}
          done={() => {
            close();
            toast({ text: t`The credentials are replaced.` });
          }}
          button={t`Replace`}
          changes={Object.keys(credentials).length}
          cancel={close}
        >
          <p>{t`What you leave empty stays as it is.`}</p>
          <CredentialFields channel={origin.channel} filled={filled} onChange={setFilled} isChange />
        </Form>
      )}
    </Section>
  );
}

export function Disconnect({ origin }: { readonly origin: Origin }) {
  const { t } = useLingui();
  const { api } = useHub();
  const navigate = useNavigate();
  const readAgain = useReadAgain();
  const { name } = origin;
  return (
    <Section
      title={t`Disconnect`}
      hint={t`It receives and sends nothing any more. Its tickets stay.`}
      action={
        <Confirm
          button={t`Disconnect`}
          title={t`Disconnect ${name}?`}
          run={async () => {
            await api.DELETE('/v1/origins/{id}', { params: { path: { id: origin.id } } });
            await navigate({ to: '/settings/$section', params: { section: 'origins' } });
            await readAgain('origins');
          }}
        >
          {t`Messages that customers send there do not arrive any more. To pause it only, disable it.`}
        </Confirm>
      }
    />
  );
}
