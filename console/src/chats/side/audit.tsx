import { useLingui } from '@lingui/react/macro';
import type { AuditEntry } from '../../../../client/api.ts';
import { useDirectory, useHub } from '../../data/use-hub.ts';
import { moment } from '../../i18n/format.ts';
import { usePages } from '../../settings/data/use-pages.ts';
import { Paged } from '../../settings/parts/paged.tsx';
import styles from '../chats.module.css';

const EVERY_MS = 30_000;

/** Entries of the moderation of a room: of a message, of a ban, of the group itself. */
export const auditOf = (entries: readonly AuditEntry[], ids: readonly string[]): readonly AuditEntry[] =>
  entries.filter(({ object: { type, id } }) => ['message', 'group', 'groupBan'].includes(type) && ids.some((one) => id === one || id.startsWith(`${one}/`)));

/** What moderators have done here. The audit has no filter for it, so the button reads further back. */
export function AuditSection({ ids }: { readonly ids: readonly string[] }) {
  const { t, i18n } = useLingui();
  const { api } = useHub();
  const { agents } = useDirectory();
  const audit = usePages(
    ['audit', 'rooms'],
    (cursor) => api.GET('/v1/audit', { params: { query: { limit: 100, ...(cursor === undefined ? {} : { cursor }) } } }),
    EVERY_MS,
  );
  const wordOf = ({ object: { type, id }, changes }: AuditEntry): string => {
    const number = id.split('/').at(-1) ?? '';
    const [{ field, to } = { field: '', to: undefined }] = changes;
    if (type === 'groupBan') {
      const who = agents.find((agent) => agent.id === number)?.name ?? number;
      return to === true ? t`Banned ${who}` : t`Ended the ban of ${who}`;
    }
    if (type === 'message' && field === 'hidden') return to === true ? t`Hid message ${number}` : t`Showed message ${number} again`;
    if (type === 'message' && field === 'deleted') return t`Deleted message ${number}`;
    if (field === 'slowModeSeconds') return t`Slow mode: ${String(to)} s`;
    return `${field}: ${String(to)}`;
  };
  return (
    <section aria-label={t`Log of moderation`}>
      <h3 className={styles.heading}>{t`Log of moderation`}</h3>
      <Paged query={audit} more={t`Look further back`}>
        {(items) => {
          const shown = auditOf(items, ids);
          return shown.length === 0 ? (
            <p className={styles.quiet}>{t`Nothing was moderated here lately.`}</p>
          ) : (
            <ul className={styles.facts}>
              {shown.map((entry) => (
                <li key={`${entry.correlationId} ${entry.object.id} ${entry.at}`}>
                  <div>
                    <bdi>{wordOf(entry)}</bdi>
                    <p className={styles.quiet}>
                      <bdi>{agents.find(({ id }) => id === entry.by.id)?.name ?? entry.by.id ?? entry.by.type}</bdi> · {moment(i18n.locale, entry.at)}
                    </p>
                  </div>
                </li>
              ))}
            </ul>
          );
        }}
      </Paged>
    </section>
  );
}
