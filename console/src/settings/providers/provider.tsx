import { useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { IdentityProvider } from '../../../../client/api.ts';
import { useHub } from '../../data/use-hub.ts';
import { moment } from '../../i18n/format.ts';
import { Button } from '../../parts/button.tsx';
import { Empty } from '../../parts/empty.tsx';
import form from '../../parts/form/form.module.css';
import { useReadAgain } from '../data/use-settings.ts';
import { Confirm } from '../parts/confirm.tsx';
import { Copy } from '../parts/copy.tsx';
import { Form } from '../parts/form.tsx';
import { Loaded, Page, Section } from '../parts/page.tsx';
import { Refused } from '../parts/refused.tsx';
import { useAttempt } from '../parts/use-attempt.ts';
import { changeOf, draftOf, EMPTY_PROVIDER, formOf } from './draft.ts';
import { ProviderFields } from './fields.tsx';
import { ProviderMark, useProviders } from './state.tsx';

function NewProvider() {
  const { t } = useLingui();
  const { api } = useHub();
  const navigate = useNavigate();
  const readAgain = useReadAgain();
  const attempt = useAttempt();
  const [draft, setDraft] = useState(EMPTY_PROVIDER);
  const save = async (): Promise<void> => {
    const { id } = await api.POST('/v1/identity-providers', { body: draftOf(draft) });
    await readAgain('identity-providers');
    await navigate({ to: '/settings/$section/$id', params: { section: 'identity-providers', id } });
  };
  return (
    <Page
      title={t`New provider`}
      back={{ section: 'identity-providers', label: t`Single sign-on` }}
      hint={t`Add it first. Then you get the redirect address, which the provider asks for.`}
    >
      <Section title={t`Properties`}>
        <Form attempt={attempt} save={save} button={t`Add provider`}>
          <ProviderFields form={draft} onChange={setDraft} isNew />
        </Form>
      </Section>
    </Page>
  );
}

/** Whether it works, and the address to enter at the provider. */
function Connection({ provider }: { readonly provider: IdentityProvider }) {
  const { t, i18n } = useLingui();
  const { api } = useHub();
  const readAgain = useReadAgain();
  const attempt = useAttempt();
  const { checkedAt, checkError, lastFailure, redirectUri } = provider;
  const test = (): Promise<boolean> =>
    attempt.run(async () => {
      await api.POST('/v1/identity-providers/{id}/test', { params: { path: { id: provider.id } } });
      await readAgain('identity-providers');
    });
  const at = checkedAt === null ? '' : moment(i18n.locale, checkedAt);
  return (
    <Section
      title={t`Connection`}
      hint={
        <span role="status">
          {checkedAt === null ? t`The provider is being checked…` : checkError === null ? t`It worked on ${at}.` : t`Checked on ${at}.`}
        </span>
      }
      action={<ProviderMark provider={provider} />}
    >
      {checkError !== null && (
        <p role="alert" className={form.alert} dir="auto">
          {checkError}
        </p>
      )}
      {lastFailure !== null && (
        <p>
          {t`The last sign-in that failed, on ${moment(i18n.locale, lastFailure.at)}`}: <bdi>{lastFailure.reason}</bdi>
        </p>
      )}
      {redirectUri === null ? (
        <p role="alert" className={form.alert}>
          {t`This deployment does not know its own address, so nobody can come back from a provider. Set its public address first.`}
        </p>
      ) : (
        <Copy label={t`Redirect address for the provider`} text={redirectUri} />
      )}
      <Refused refusal={attempt.refusal} />
      <div className={form.bar}>
        <Button isDisabled={attempt.isBusy || checkedAt === null} onPress={() => void test()}>
          {t`Test`}
        </Button>
      </div>
    </Section>
  );
}

function Properties({ provider }: { readonly provider: IdentityProvider }) {
  const { t } = useLingui();
  const { api } = useHub();
  const readAgain = useReadAgain();
  const attempt = useAttempt();
  const before = formOf(provider);
  const [draft, setDraft] = useState(before);
  const change = changeOf(before, draft);
  const save = async (): Promise<void> => {
    await api.PATCH('/v1/identity-providers/{id}', { params: { path: { id: provider.id } }, body: change });
    setDraft((now) => ({ ...now, clientSecret: '' }));
    await readAgain('identity-providers');
  };
  return (
    <Section title={t`Properties`} hint={<span dir="ltr">{provider.issuer}</span>}>
      <Form attempt={attempt} save={save} button={t`Save`} changes={Object.keys(change).length} cancel={() => setDraft(before)}>
        <ProviderFields form={draft} onChange={setDraft} />
      </Form>
    </Section>
  );
}

function Existing({ id }: { readonly id: string }) {
  const { t } = useLingui();
  const { api } = useHub();
  const navigate = useNavigate();
  const readAgain = useReadAgain();
  const providers = useProviders();
  const provider = providers.data?.find((one) => one.id === id);
  const remove = async (): Promise<void> => {
    await api.DELETE('/v1/identity-providers/{id}', { params: { path: { id } } });
    await navigate({ to: '/settings/$section', params: { section: 'identity-providers' } });
    await readAgain('identity-providers');
  };
  return (
    <Page title={provider?.name ?? '…'} back={{ section: 'identity-providers', label: t`Single sign-on` }}>
      <Loaded query={providers}>
        {() =>
          provider === undefined ? (
            <Empty>{t`There is no such provider.`}</Empty>
          ) : (
            <>
              <Connection provider={provider} />
              {/* Saved values are where the form begins again; the state of a check is none of them. */}
              <Properties key={JSON.stringify(formOf(provider))} provider={provider} />
              <Section
                title={t`Remove the provider`}
                hint={t`Nobody signs in with it any more. Its people and their open sessions stay.`}
                action={
                  <Confirm button={t`Remove`} title={t`Remove ${provider.name}?`} run={remove}>
                    {t`Nobody signs in with it any more. Its people and their open sessions stay.`}
                  </Confirm>
                }
              />
            </>
          )
        }
      </Loaded>
    </Page>
  );
}

export function ProviderPage({ id }: { readonly id: string }) {
  return id === 'new' ? <NewProvider /> : <Existing id={id} />;
}
