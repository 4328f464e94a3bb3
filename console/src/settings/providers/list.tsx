import { Trans, useLingui } from '@lingui/react/macro';
import { Empty } from '../../parts/empty.tsx';
import { NewButton } from '../parts/new-button.tsx';
import { Loaded, Page, Row, Rows } from '../parts/page.tsx';
import { ProviderMark, useProviders } from './state.tsx';

/** OpenID providers by which people of the workspace sign in. */
export function Providers() {
  const { t } = useLingui();
  const providers = useProviders();
  return (
    <Page
      title={t`Single sign-on`}
      hint={t`People sign in with the account that they have at your business: Keycloak, Entra ID, Okta, Google or any other OpenID provider.`}
      action={<NewButton section="identity-providers">{t`New provider`}</NewButton>}
    >
      <Loaded query={providers}>
        {(items) =>
          items.length === 0 ? (
            <Empty>
              <Trans>No provider yet. People sign in with a password.</Trans>
            </Empty>
          ) : (
            <Rows>
              {items.map((provider) => (
                <Row
                  key={provider.id}
                  to={{ section: 'identity-providers', id: provider.id }}
                  title={provider.name}
                  sub={provider.issuer}
                  end={<ProviderMark provider={provider} />}
                />
              ))}
            </Rows>
          )
        }
      </Loaded>
    </Page>
  );
}
