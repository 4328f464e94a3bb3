import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useHub } from '../../data/use-hub.ts';
import { Empty } from '../../parts/empty.tsx';
import { Field } from '../../parts/field.tsx';
import { usePages } from '../data/use-pages.ts';
import { useOne } from '../data/use-settings.ts';
import { Page, Rows } from '../parts/page.tsx';
import { Paged } from '../parts/paged.tsx';
import styles from '../parts/settings.module.css';
import { ChatMessageRow } from './message.tsx';
import type { ChatPlace } from './places.ts';

const EVERY_MS = 10_000;
const PAUSE_MS = 300;

/** What was typed, when nothing was typed for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

/** A chat as its moderators see it, newest first: hidden messages too. */
export function Chat({ token, number }: ChatPlace) {
  const { t } = useLingui();
  const { api } = useHub();
  const path = { token, number };
  const [typed, setTyped] = useState('');
  const words = useSettled(typed).trim();
  const chat = useOne(['applications', token, 'chat', number], () => api.GET('/v1/applications/{token}/chats/{number}', { params: { path } }));
  const application = useOne(['applications', token], () => api.GET('/v1/applications/{token}', { params: { path: { token } } }));
  const messages = usePages(
    ['applications', token, 'messages', String(number), words],
    (cursor) => {
      const query = { limit: 50, ...(cursor === undefined ? {} : { cursor }) };
      return words === ''
        ? api.GET('/v1/applications/{token}/chats/{number}/messages', { params: { path, query } })
        : api.GET('/v1/applications/{token}/chats/{number}/messages/search', { params: { path, query: { ...query, q: words } } });
    },
    EVERY_MS,
  );
  const name = chat.data?.name ?? null;
  return (
    <Page title={`#${number}${name === null ? '' : ` · ${name}`}`} back={{ section: 'applications', label: t`Applications` }}>
      <p className={styles.hint}>
        <Link to="/settings/$section/$id" params={{ section: 'applications', id: token }}>
          <bdi>{application.data?.name ?? '…'}</bdi>
        </Link>
      </p>
      <Field aria-label={t`Search this chat`} placeholder={t`Search this chat`} type="search" value={typed} onChange={setTyped} />
      <Paged query={messages} more={t`Older messages`}>
        {(items) =>
          items.length === 0 ? (
            <Empty>{words === '' ? <Trans>No message yet.</Trans> : <Trans>Nothing was found.</Trans>}</Empty>
          ) : (
            <Rows>
              {items.map((message) => (
                <ChatMessageRow key={message.number} place={path} message={message} />
              ))}
            </Rows>
          )
        }
      </Paged>
    </Page>
  );
}
