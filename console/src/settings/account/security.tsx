import { useLingui } from '@lingui/react/macro';
import { Bell } from 'lucide-react';
import { useHub } from '../../data/use-hub.ts';
import { moment } from '../../i18n/format.ts';
import { useOne, useReadAgain } from '../data/use-settings.ts';
import { Confirm } from '../parts/confirm.tsx';
import { Loaded, Page, Row, Rows, Section } from '../parts/page.tsx';
import { CodesSection } from './codes-section.tsx';
import { PasskeysSection } from './passkeys-section.tsx';

/** How I sign in, and which of my devices get notifications. */
export function Security() {
  const { t, i18n } = useLingui();
  const { api } = useHub();
  const readAgain = useReadAgain();
  const totp = useOne(['totp'], () => api.GET('/v1/me/totp'));
  const passkeys = useOne(['passkeys'], () => api.GET('/v1/me/passkeys'));
  const devices = useOne(['devices'], () => api.GET('/v1/devices'));
  return (
    <Page title={t`Sign-in and devices`}>
      <Loaded query={totp}>{(data) => <CodesSection totp={data} changed={() => void readAgain('totp')} />}</Loaded>
      <Loaded query={passkeys}>
        {({ items }) => <PasskeysSection passkeys={items} hasCodes={totp.data?.enabled === true} changed={() => void readAgain()} />}
      </Loaded>
      <Loaded query={devices}>
        {({ items }) => (
          <Section title={t`Devices with notifications`} hint={items.length === 0 ? t`None of your devices gets notifications.` : undefined}>
            {items.length > 0 && (
              <Rows>
                {items.map(({ id, name, kind, createdAt }) => {
                  const since = moment(i18n.locale, createdAt);
                  return (
                    <Row
                      key={id}
                      icon={<Bell size={18} strokeWidth={1.75} aria-hidden />}
                      title={name ?? (kind === 'webpush' ? t`A browser` : t`A phone`)}
                      sub={t`Since ${since}`}
                      end={
                        <Confirm
                          button={t`Remove`}
                          title={t`Remove this device?`}
                          run={() => api.DELETE('/v1/devices/{id}', { params: { path: { id } } }).then(() => readAgain('devices'))}
                        >
                          {t`It gets no more notifications.`}
                        </Confirm>
                      }
                    />
                  );
                })}
              </Rows>
            )}
          </Section>
        )}
      </Loaded>
    </Page>
  );
}
