import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { ArrowLeft, PanelRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { ChatMessage, Group } from '../../../client/api.ts';
import { useHub } from '../data/use-hub.ts';
import { IconButton } from '../parts/button.tsx';
import { Empty } from '../parts/empty.tsx';
import { Field } from '../parts/field.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import conversation from '../screens/conversation.module.css';
import { refusalOf } from '../settings/data/problem.ts';
import { useOne } from '../settings/data/use-settings.ts';
import styles from './chats.module.css';
import { LogView } from './log-view.tsx';
import { useSender } from './message-row.tsx';
import type { ChatPlace } from './places.ts';
import { chatRoom, groupRoom, leadsGroup, type Room } from './rooms.ts';
import { useGroup } from './rooms-of.ts';
import { AuditSection } from './side/audit.tsx';
import { BansSection, useMemberNames } from './side/bans.tsx';
import { SlowMode } from './side/slow-mode.tsx';
import { useChatLog } from './use-chat-log.ts';

const PAUSE_MS = 300;
const WIDE = 1280;

/** Where the list is, beside or behind the log. */
export interface Back {
  readonly to: { readonly kind: string; readonly id: string } | undefined;
}

interface FrameProps extends Back {
  readonly title: string;
  readonly hint: string;
  readonly children: ReactNode;
  readonly side: ReactNode;
  readonly tools?: ReactNode;
}

/** Log and side panel. On a narrow page, the panel lies over the log. */
function Frame({ title, hint, to, children, side, tools }: FrameProps) {
  const { t } = useLingui();
  const [isSideOpen, setIsSideOpen] = useState(innerWidth >= WIDE);
  const back = (
    <>
      <ArrowLeft className={conversation.mirrored} size={18} aria-hidden />
      <span className={styles.spoken}>{t`Back to the list`}</span>
    </>
  );
  return (
    <div className={styles.room} data-side={isSideOpen ? 'open' : 'closed'}>
      <main className={styles.main} id="conversation" tabIndex={-1}>
        <header className={conversation.head}>
          {to === undefined ? (
            <Link className={styles.back ?? ''} to="/chats">
              {back}
            </Link>
          ) : (
            <Link className={styles.back ?? ''} to="/chats/$kind/$id" params={to}>
              {back}
            </Link>
          )}
          <div className={conversation.who}>
            <h2 className={conversation.name}>
              <bdi>{title}</bdi>
            </h2>
            <span className={conversation.origin}>
              <bdi>{hint}</bdi>
            </span>
          </div>
          {tools}
          <IconButton label={t`Details`} icon={<PanelRight size={18} strokeWidth={1.75} />} onPress={() => setIsSideOpen(!isSideOpen)} />
        </header>
        {children}
      </main>
      {isSideOpen && (
        <aside className={styles.side} aria-label={t`Details`}>
          {side}
        </aside>
      )}
    </div>
  );
}

function NoRoom({ error }: { readonly error: unknown }) {
  const { t } = useLingui();
  return (
    <main className={styles.main} id="conversation" tabIndex={-1}>
      {error === null ? (
        <Skeleton width="100%" height="14rem" />
      ) : (
        <Empty>
          <span role="alert">{refusalOf(error, [], t`Parley cannot be reached.`).detail}</span>
        </Empty>
      )}
    </main>
  );
}

/** What was typed, searched when nothing was typed for a moment. */
function useFound(room: Room, typed: string): readonly ChatMessage[] | undefined {
  const [found, setFound] = useState<readonly ChatMessage[]>();
  useEffect(() => {
    const words = typed.trim();
    if (words === '' || room.search === undefined) {
      setFound(undefined);
      return undefined;
    }
    let isOver = false;
    const search = (): void =>
      void room.search?.(words).then(
        (items) => isOver || setFound(items.toSorted((a, b) => a.number - b.number)),
        () => isOver || setFound([]),
      );
    const timer = setTimeout(search, PAUSE_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [room, typed]);
  return found;
}

const nothing = (): void => undefined;

function ChatLogPane({ place, name, conversationId, application }: { place: ChatPlace; name: string; conversationId: string; application: string }) {
  const { t } = useLingui();
  const { api, me } = useHub();
  const { token, number } = place;
  const isAdmin = me.role === 'admin';
  const room = useMemo(() => chatRoom(api, { token, number }, { conversationId }, isAdmin), [api, token, number, conversationId, isAdmin]);
  const log = useChatLog(room, nothing);
  const [typed, setTyped] = useState('');
  const found = useFound(room, typed);
  const nameOf = useSender();
  return (
    <Frame
      title={name}
      hint={application}
      to={{ kind: 'application', id: token }}
      tools={
        <div className={styles.find}>
          <Field aria-label={t`Search this chat`} placeholder={t`Search this chat`} type="search" value={typed} onChange={setTyped} />
        </div>
      }
      side={
        <>
          {isAdmin && (
            <Link className={styles.more ?? ''} to="/settings/$section/$id" params={{ section: 'applications', id: token }}>
              {t`Settings of this application`}
            </Link>
          )}
          {isAdmin ? <AuditSection ids={[conversationId]} /> : <p className={styles.quiet}>{t`Admins moderate the chats of applications.`}</p>}
        </>
      }
    >
      <LogView room={room} log={log} nameOf={nameOf} found={found} />
    </Frame>
  );
}

export function ChatPane({ token, number }: ChatPlace) {
  const { api } = useHub();
  const chat = useOne(['applications', token, 'chat', number], () =>
    api.GET('/v1/applications/{token}/chats/{number}', { params: { path: { token, number } } }),
  );
  const application = useOne(['applications', token], () => api.GET('/v1/applications/{token}', { params: { path: { token } } }));
  if (chat.data === undefined) return <NoRoom error={chat.error} />;
  const { name, conversationId } = chat.data;
  return (
    <ChatLogPane
      key={conversationId}
      place={{ token, number }}
      name={`#${number}${name === null ? '' : ` · ${name}`}`}
      conversationId={conversationId}
      application={application.data?.name ?? '…'}
    />
  );
}

function GroupLogPane({ group, changed }: { readonly group: Group; readonly changed: () => void }) {
  const { t } = useLingui();
  const { api, me, realtime } = useHub();
  const { id, conversationId, role, name, description, membersCount } = group;
  const room = useMemo(() => groupRoom(api, { id, conversationId, role }), [api, id, conversationId, role]);
  const log = useChatLog(room, changed);
  const names = useMemberNames(id);
  const nameOf = useSender(names);
  const leads = leadsGroup(group);
  const newest = log.state().messages?.at(-1)?.number;
  useEffect(() => {
    if (newest !== undefined && document.visibilityState === 'visible') realtime.read(conversationId, newest);
  }, [conversationId, newest, realtime]);
  const ban = useCallback(
    async (userId: string, reason: string | null) => {
      await api.PUT('/v1/groups/{id}/bans/{userId}', { params: { path: { id, userId } }, body: reason === null ? {} : { reason } });
      changed();
    },
    [api, changed, id],
  );
  return (
    <Frame
      title={name}
      hint={plural(membersCount, { one: '# member', other: '# members' })}
      to={undefined}
      side={
        <>
          {description !== null && (
            <p className={styles.quiet} dir="auto">
              {description}
            </p>
          )}
          {leads ? (
            <>
              <SlowMode group={group} changed={changed} />
              <BansSection id={id} changed={changed} />
            </>
          ) : (
            <p className={styles.quiet}>{t`The owner and the admins of the group moderate it.`}</p>
          )}
          {me.role === 'admin' && <AuditSection ids={[conversationId, id]} />}
        </>
      }
    >
      <LogView room={room} log={log} nameOf={nameOf} ban={leads ? ban : undefined} />
    </Frame>
  );
}

export function GroupPane({ id }: { readonly id: string }) {
  const { group, changed } = useGroup(id);
  return group.data === undefined ? <NoRoom error={group.error} /> : <GroupLogPane key={id} group={group.data} changed={changed} />;
}
