import { useLingui } from '@lingui/react/macro';
import { useMemo } from 'react';
import { useDirectory, useHub } from '../../data/use-hub.ts';
import { moment } from '../../i18n/format.ts';
import { usePages } from '../../settings/data/use-pages.ts';
import { useOne } from '../../settings/data/use-settings.ts';
import { Confirm } from '../../settings/parts/confirm.tsx';
import { Paged } from '../../settings/parts/paged.tsx';
import styles from '../chats.module.css';

/** Names of members, as far as one page has them: a group has up to 50,000. */
export function useMemberNames(id: string): ReadonlyMap<string, string> {
  const { api } = useHub();
  const { data } = useOne(['members', id], () => api.GET('/v1/groups/{id}/members', { params: { path: { id }, query: { limit: 100 } } }));
  return useMemo(() => new Map(data?.items.flatMap(({ userId, name }) => (name === null ? [] : [[userId, name] as const])) ?? []), [data]);
}

/** Who is shut out, since when and why, and the way back. */
export function BansSection({ id, changed }: { readonly id: string; readonly changed: () => void }) {
  const { t, i18n } = useLingui();
  const { api } = useHub();
  const { agents } = useDirectory();
  const bans = usePages(['bans', id], (cursor) =>
    api.GET('/v1/groups/{id}/bans', { params: { path: { id }, query: { limit: 20, ...(cursor === undefined ? {} : { cursor }) } } }),
  );
  return (
    <section aria-label={t`Bans`}>
      <h3 className={styles.heading}>{t`Bans`}</h3>
      <Paged query={bans} more={t`More bans`}>
        {(items) =>
          items.length === 0 ? (
            <p className={styles.quiet}>{t`Nobody is banned.`}</p>
          ) : (
            <ul className={styles.facts}>
              {items.map(({ userId, name, reason, by, at }) => {
                const who = name ?? userId;
                const moderator = agents.find((agent) => agent.id === by)?.name ?? by;
                const since = moment(i18n.locale, at);
                return (
                  <li key={userId}>
                    <div>
                      <bdi className={styles.sender}>{who}</bdi>
                      <p className={styles.quiet}>{t`Banned by ${moderator}, ${since}`}</p>
                      {reason !== null && (
                        <p className={styles.said} dir="auto">
                          {reason}
                        </p>
                      )}
                    </div>
                    <Confirm
                      button={t`End ban`}
                      look="plain"
                      title={t`End the ban of ${who}?`}
                      run={() => api.DELETE('/v1/groups/{id}/bans/{userId}', { params: { path: { id, userId } } }).then(changed)}
                    >
                      {t`They can join again, and are no member yet.`}
                    </Confirm>
                  </li>
                );
              })}
            </ul>
          )
        }
      </Paged>
    </section>
  );
}
