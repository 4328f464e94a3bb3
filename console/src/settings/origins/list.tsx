import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import type { Origin } from '../../../../client/api.ts';
import { useHub } from '../../data/use-hub.ts';
import { useWords } from '../../i18n/words.ts';
import { Button } from '../../parts/button.tsx';
import { ChannelGlyph } from '../../parts/channel.tsx';
import { Empty } from '../../parts/empty.tsx';
import { useAll } from '../data/use-settings.ts';
import { Loaded, Page, Row, Rows } from '../parts/page.tsx';
import styles from '../parts/settings.module.css';
import { StateMark, useHealth, useLastEvent } from './health.tsx';

export const useOrigins = () => {
  const { api } = useHub();
  return useAll(['origins'], (cursor) => api.GET('/v1/origins', { params: { query: { limit: 100, ...(cursor === undefined ? {} : { cursor }) } } }));
};

function OriginRow({ origin }: { readonly origin: Origin }) {
  const words = useWords();
  const lastEvent = useLastEvent();
  const health = useHealth(origin.id).data;
  return (
    <Row
      to={{ section: 'origins', id: origin.id }}
      icon={
        <span className={styles.badge}>
          <ChannelGlyph channel={origin.channel} />
        </span>
      }
      title={origin.name}
      sub={`${words.channel(origin.channel)} · ${lastEvent(health)}`}
      end={<StateMark origin={origin} health={health} />}
    />
  );
}

export function Origins() {
  const { t } = useLingui();
  const { me } = useHub();
  const navigate = useNavigate();
  const origins = useOrigins();
  const connect = me.role === 'admin' && (
    <Button look="primary" onPress={() => void navigate({ to: '/settings/$section/$id', params: { section: 'origins', id: 'new' } })}>
      <Trans>Connect a channel</Trans>
    </Button>
  );
  return (
    <Page title={t`Channels`} hint={t`The numbers, pages and mailboxes that customers write to.`} action={connect}>
      <Loaded query={origins}>
        {(items) =>
          items.length === 0 ? (
            <Empty>
              <Trans>Nothing is connected yet. Connect the first channel, and its messages become tickets.</Trans>
            </Empty>
          ) : (
            <Rows>
              {items.map((origin) => (
                <OriginRow key={origin.id} origin={origin} />
              ))}
            </Rows>
          )
        }
      </Loaded>
    </Page>
  );
}
