import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { AppWindow, ArrowLeft, ChevronRight, Flag, MessagesSquare, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import { useEffect } from 'react';
import type { Group } from '../../../client/api.ts';
import { useNow } from '../data/clock.ts';
import { useHub } from '../data/use-hub.ts';
import { whenQuiet } from '../data/when-quiet.ts';
import { ago, number } from '../i18n/format.ts';
import { classes } from '../parts/classes.ts';
import { Empty } from '../parts/empty.tsx';
import conversation from '../screens/conversation.module.css';
import { usePages } from '../settings/data/use-pages.ts';
import { useAll, useOne } from '../settings/data/use-settings.ts';
import { Loaded } from '../settings/parts/page.tsx';
import { Paged } from '../settings/parts/paged.tsx';
import styles from './chats.module.css';
import { type ChatsPlace, idOf } from './places.ts';
import { useReports } from './reports.tsx';
import { useGroups } from './rooms-of.ts';

const ICON = { size: 18, strokeWidth: 1.75, 'aria-hidden': true } as const;

interface RoomLinkProps {
  readonly kind: string;
  readonly id: string;
  readonly isHere: boolean;
  readonly icon: ReactNode;
  readonly title: string;
  readonly sub?: ReactNode;
  readonly end?: ReactNode;
  readonly isUnread?: boolean;
}

function RoomLink({ kind, id, isHere, icon, title, sub, end, isUnread = false }: RoomLinkProps) {
  return (
    <li>
      <Link
        className={classes(styles.roomLink, isUnread && styles.unread)}
        to="/chats/$kind/$id"
        params={{ kind, id }}
        aria-current={isHere ? 'page' : undefined}
      >
        {icon}
        <span className={styles.roomText}>
          <bdi className={styles.roomName}>{title}</bdi>
          {sub !== undefined && <span className={styles.roomSub}>{sub}</span>}
        </span>
        <span className={styles.roomEnd}>{end}</span>
      </Link>
    </li>
  );
}

function GroupLink({ group, isHere }: { readonly group: Group; readonly isHere: boolean }) {
  const { t, i18n } = useLingui();
  const now = useNow();
  const { id, name, membersCount, lastMessage, unreadCount } = group;
  const last = lastMessage === null ? undefined : lastMessage.deleted ? t`Deleted` : lastMessage.hidden ? t`Hidden` : lastMessage.body;
  return (
    <RoomLink
      kind="group"
      id={id}
      isHere={isHere}
      icon={<Users {...ICON} />}
      title={name}
      sub={last === undefined || last === null || last === '' ? plural(membersCount, { one: '# member', other: '# members' }) : <bdi>{last}</bdi>}
      isUnread={unreadCount > 0}
      end={
        <>
          {lastMessage !== null && <time dateTime={lastMessage.createdAt}>{ago(i18n.locale, lastMessage.createdAt, now)}</time>}
          {unreadCount > 0 && (
            <span className={styles.count} aria-label={plural(unreadCount, { one: '# unread', other: '# unread' })}>
              {number(i18n.locale, unreadCount)}
            </span>
          )}
        </>
      }
    />
  );
}

function Groups({ here }: { readonly here: ChatsPlace }) {
  const { t } = useLingui();
  const { realtime } = useHub();
  const queries = useQueryClient();
  const groups = useGroups();
  // A message moves its group to the top. Many at once are one read.
  useEffect(() => {
    const rereading = whenQuiet(() => void queries.invalidateQueries({ queryKey: ['settings', 'groups'] }));
    const heard = ({ conversationId }: { readonly conversationId: string }): void => {
      if (conversationId.startsWith('g.')) rereading.ask();
    };
    const ends = [realtime.on('message', heard), realtime.on('amended', heard), rereading.end];
    return () => {
      for (const end of ends) end();
    };
  }, [queries, realtime]);
  return (
    <section aria-label={t`Groups`}>
      <h2 className={styles.heading}>{t`Groups`}</h2>
      <Paged query={groups} more={t`More groups`}>
        {(items) =>
          items.length === 0 ? (
            <p className={styles.none}>{t`You are in no group.`}</p>
          ) : (
            <ul>
              {items.map((group) => (
                <GroupLink key={group.id} group={group} isHere={here.kind === 'group' && here.id === group.id} />
              ))}
            </ul>
          )
        }
      </Paged>
    </section>
  );
}

function Applications() {
  const { t } = useLingui();
  const { api } = useHub();
  const applications = useAll(['applications'], (cursor) =>
    api.GET('/v1/applications', { params: { query: { limit: 100, ...(cursor === undefined ? {} : { cursor }) } } }),
  );
  return (
    <section aria-label={t`Applications`}>
      <h2 className={styles.heading}>{t`Applications`}</h2>
      <Loaded query={applications}>
        {(items) =>
          items.length === 0 ? (
            <p className={styles.none}>
              {t`No application yet.`}{' '}
              <Link to="/settings/$section" params={{ section: 'applications' }}>
                {t`Add one`}
              </Link>
            </p>
          ) : (
            <ul>
              {items.map(({ token, name, chatsCount }) => (
                <RoomLink
                  key={token}
                  kind="application"
                  id={token}
                  isHere={false}
                  icon={<AppWindow {...ICON} />}
                  title={name}
                  sub={plural(chatsCount, { one: '# chat', other: '# chats' })}
                  end={<ChevronRight className={conversation.mirrored} size={16} aria-hidden />}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}

function ReportsLink({ isHere }: { readonly isHere: boolean }) {
  const { t, i18n } = useLingui();
  const { data } = useReports('open');
  const count = data?.pages.flatMap(({ items }) => items).length ?? 0;
  const isMore = data?.pages.at(-1)?.nextCursor !== null;
  return (
    <ul>
      <RoomLink
        kind="reports"
        id="open"
        isHere={isHere}
        icon={<Flag {...ICON} />}
        title={t`Reported messages`}
        end={count > 0 && <span className={styles.count}>{`${number(i18n.locale, count)}${isMore ? '+' : ''}`}</span>}
      />
    </ul>
  );
}

/** The chats of one application, newest first. */
function ChatsOf({ token, here }: { readonly token: string; readonly here: ChatsPlace }) {
  const { t, i18n } = useLingui();
  const { api } = useHub();
  const now = useNow();
  const chats = usePages(['applications', token, 'chats'], (cursor) =>
    api.GET('/v1/applications/{token}/chats', { params: { path: { token }, query: { limit: 50, ...(cursor === undefined ? {} : { cursor }) } } }),
  );
  return (
    <Paged query={chats} more={t`Older chats`}>
      {(items) =>
        items.length === 0 ? (
          <Empty>{t`No chat yet.`}</Empty>
        ) : (
          <ul>
            {items.map((chat) => (
              <RoomLink
                key={chat.number}
                kind="chat"
                id={idOf({ token, number: chat.number })}
                isHere={here.kind === 'chat' && here.number === chat.number}
                icon={<MessagesSquare {...ICON} />}
                title={`#${chat.number}${chat.name === null ? '' : ` · ${chat.name}`}`}
                sub={plural(chat.messagesCount, { one: '# message', other: '# messages' })}
                end={<time dateTime={chat.createdAt}>{ago(i18n.locale, chat.createdAt, now)}</time>}
              />
            ))}
          </ul>
        )
      }
    </Paged>
  );
}

function ApplicationHead({ token }: { readonly token: string }) {
  const { t } = useLingui();
  const { api } = useHub();
  const application = useOne(['applications', token], () => api.GET('/v1/applications/{token}', { params: { path: { token } } }));
  return (
    <>
      <Link className={styles.up ?? ''} to="/chats">
        <ArrowLeft className={conversation.mirrored} size={18} aria-hidden />
        <span className={styles.spoken}>{t`All chats`}</span>
      </Link>
      <h1 className={styles.title}>
        <bdi>{application.data?.name ?? '…'}</bdi>
      </h1>
    </>
  );
}

/** Groups, applications and reports; or the chats of one application. */
export function RoomList({ here }: { readonly here: ChatsPlace }) {
  const { t } = useLingui();
  const { me } = useHub();
  const isAdmin = me.role === 'admin';
  const token = here.kind === 'application' || here.kind === 'chat' ? here.token : undefined;
  return (
    <>
      <header className={conversation.head}>{token === undefined ? <h1 className={styles.title}>{t`Chats`}</h1> : <ApplicationHead token={token} />}</header>
      <div className={styles.list}>
        {token === undefined ? (
          <>
            {isAdmin && <ReportsLink isHere={here.kind === 'reports'} />}
            <Groups here={here} />
            {isAdmin && <Applications />}
          </>
        ) : (
          <ChatsOf token={token} here={here} />
        )}
      </div>
    </>
  );
}
