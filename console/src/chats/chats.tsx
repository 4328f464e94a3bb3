import { useLingui } from '@lingui/react/macro';
import { useParams } from '@tanstack/react-router';
import { useHub } from '../data/use-hub.ts';
import { Empty } from '../parts/empty.tsx';
import { ListWidth } from '../screens/list-width.tsx';
import styles from './chats.module.css';
import { placeOf } from './places.ts';
import { Reports } from './reports.tsx';
import { RoomList } from './room-list.tsx';
import { ChatPane, GroupPane } from './room-pane.tsx';

/** `/chats/:kind/:id`: chats of applications, groups and reports, for whoever moderates them. */
export function Chats() {
  const { t } = useLingui();
  const { me } = useHub();
  const { kind, id } = useParams({ strict: false }) as { kind?: string; id?: string };
  const here = placeOf(kind, id);
  const isForbidden = here?.kind === 'reports' && me.role !== 'admin';
  const empty = (text: string) => (
    <main className={styles.main} id="conversation" tabIndex={-1}>
      <Empty>{text}</Empty>
    </main>
  );
  return (
    <>
      <section className={styles.pane} data-part="list" aria-label={t`List of chats`}>
        <RoomList here={here ?? { kind: 'none' }} />
        <ListWidth />
      </section>
      <div className={styles.pane} data-part="room">
        {here === undefined || isForbidden ? (
          empty(t`There is no such page, or your role does not have it.`)
        ) : here.kind === 'reports' ? (
          <Reports state={here.state} />
        ) : here.kind === 'chat' ? (
          <ChatPane token={here.token} number={here.number} />
        ) : here.kind === 'group' ? (
          <GroupPane id={here.id} />
        ) : (
          empty(t`Choose a chat to read it here.`)
        )}
      </div>
    </>
  );
}
