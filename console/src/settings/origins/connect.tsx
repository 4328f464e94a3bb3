import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { OriginDraft } from '../../../../client/api.ts';
import { useHub } from '../../data/use-hub.ts';
import { useWords } from '../../i18n/words.ts';
import { Button as WordButton } from '../../parts/button.tsx';
import { ChannelGlyph } from '../../parts/channel.tsx';
import { Field } from '../../parts/field.tsx';
import { useReadAgain } from '../data/use-settings.ts';
import { Form } from '../parts/form.tsx';
import { Page, Section } from '../parts/page.tsx';
import styles from '../parts/settings.module.css';
import { useAttempt } from '../parts/use-attempt.ts';
import { CHANNEL_FIELDS, credentialsOf, type Filled, newSecret } from './channel-fields.ts';
import { CredentialFields } from './credential-fields.tsx';

const proposedFor = (channel: string): Filled =>
  Object.fromEntries((CHANNEL_FIELDS[channel] ?? []).filter(({ isOwn }) => isOwn).map(({ name }) => [name, newSecret()]));

/** Channel → credentials → the origin's own page, which waits for the first event. */
export function Connect() {
  const { t } = useLingui();
  const words = useWords();
  const { api } = useHub();
  const navigate = useNavigate();
  const readAgain = useReadAgain();
  const attempt = useAttempt();
  const [channel, setChannel] = useState<string>();
  const [name, setName] = useState('');
  const [filled, setFilled] = useState<Filled>({});
  const save = async (): Promise<void> => {
    const draft = { channel, name: name.trim(), credentials: credentialsOf(channel ?? '', filled) } as unknown as OriginDraft;
    const origin = await api.POST('/v1/origins', { body: draft });
    await readAgain('origins');
    await navigate({ to: '/settings/$section/$id', params: { section: 'origins', id: origin.id } });
  };
  return (
    <Page title={t`Connect a channel`} back={{ section: 'origins', label: t`Channels` }} hint={channel === undefined ? t`Where do your customers write?` : ''}>
      {channel === undefined ? (
        <div className={styles.grid}>
          {Object.keys(CHANNEL_FIELDS).map((one) => (
            <Button
              key={one}
              className={styles.tile ?? ''}
              onPress={() => {
                setChannel(one);
                setFilled(proposedFor(one));
              }}
            >
              <span className={styles.badge}>
                <ChannelGlyph channel={one} />
              </span>
              {words.channel(one)}
            </Button>
          ))}
        </div>
      ) : (
        <Section
          title={words.channel(channel)}
          action={
            <WordButton look="quiet" onPress={() => setChannel(undefined)}>
              <Trans>Another channel</Trans>
            </WordButton>
          }
        >
          <Form attempt={attempt} save={save} button={t`Connect`}>
            <Field
              label={t`Name`}
              hint={t`What agents see, such as “Orders on WhatsApp”.`}
              name="name"
              isRequired
              autoFocus
              maxLength={200}
              value={name}
              onChange={setName}
            />
            <CredentialFields channel={channel} filled={filled} onChange={setFilled} />
          </Form>
        </Section>
      )}
    </Page>
  );
}
