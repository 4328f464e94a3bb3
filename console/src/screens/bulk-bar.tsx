import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { X } from 'lucide-react';
import { useState } from 'react';
import type { BulkResult, TicketChange } from '../../../client/api.ts';
import { type BulkOutcome, changeMany } from '../data/bulk.ts';
import { useHub } from '../data/use-hub.ts';
import { PRIORITIES, useWords } from '../i18n/words.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Menu } from '../parts/menu.tsx';
import { StatusGlyph } from '../parts/status.tsx';
import { toast } from '../parts/toast.tsx';
import styles from './bulk-bar.module.css';

const SETTABLE = ['working', 'pending', 'solved', 'closed'] as const;

export interface BulkBarProps {
  readonly ids: readonly string[];
  readonly onAll: () => void;
  readonly onEnd: () => void;
}

/** What can be done with all chosen tickets at once. */
export default function BulkBar({ ids, onAll, onEnd }: BulkBarProps) {
  const { t } = useLingui();
  const words = useWords();
  const { api, me, tickets } = useHub();
  const [isBusy, setIsBusy] = useState(false);
  const [isClosing, setIsClosing] = useState(false);
  const [failed, setFailed] = useState<BulkOutcome['failed']>([]);
  const count = ids.length;

  const change = async (what: TicketChange): Promise<void> => {
    setIsBusy(true);
    const key = crypto.randomUUID();
    let part = 0;
    const post = async (body: { readonly ids: readonly string[]; readonly change: TicketChange }): Promise<BulkResult> =>
      (await api.POST('/v1/tickets/bulk', { body: body as never, headers: { 'idempotency-key': `${key}-${(part += 1)}` } as never } as never)) as BulkResult;
    const outcome = await changeMany(ids, what, post as never, tickets.put);
    setIsBusy(false);
    const { done } = outcome;
    const notDone = outcome.failed.length;
    if (notDone === 0) {
      toast({ text: plural(done, { one: '# ticket changed.', other: '# tickets changed.' }) });
      onEnd();
    } else toast({ text: t`${done} done, ${notDone} not.`, isError: true, action: { label: t`Show`, run: () => setFailed(outcome.failed) } });
  };
  return (
    <div className={styles.bar} role="toolbar" aria-label={t`Chosen tickets`}>
      <span className={styles.count}>{plural(count, { one: '# chosen', other: '# chosen' })}</span>
      <Button look="quiet" onPress={onAll}>
        <Trans>All</Trans>
      </Button>
      <Button isDisabled={isBusy} onPress={() => void change({ owner: { agentId: me.id } })}>
        <Trans>Mine</Trans>
      </Button>
      <Menu
        label={t`Status`}
        button={
          <Button isDisabled={isBusy}>
            <Trans>Status</Trans>
          </Button>
        }
        choices={SETTABLE.map((id) => ({ id, label: id === 'closed' ? t`Closed for good` : words.status(id), icon: <StatusGlyph status={id} /> }))}
        onChoose={(id) => (id === 'closed' ? setIsClosing(true) : void change({ status: id as 'solved' }))}
      />
      <Menu
        label={t`Priority`}
        button={
          <Button isDisabled={isBusy}>
            <Trans>Priority</Trans>
          </Button>
        }
        choices={PRIORITIES.map((id) => ({ id, label: words.priority(id) }))}
        onChoose={(id) => void change({ priority: id as 'high' })}
      />
      <span className={styles.end}>
        <IconButton label={t`Choose none`} icon={<X size={18} />} onPress={onEnd} />
      </span>
      <Dialog title={plural(count, { one: 'Close # ticket for good?', other: 'Close # tickets for good?' })} isOpen={isClosing} onOpenChange={setIsClosing}>
        <p>
          <Trans>A closed ticket never opens again. What the customer writes next opens a new one.</Trans>
        </p>
        <div className={styles.buttons}>
          <Button onPress={() => setIsClosing(false)} autoFocus>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            look="danger"
            onPress={() => {
              setIsClosing(false);
              void change({ status: 'closed' });
            }}
          >
            <Trans>Close for good</Trans>
          </Button>
        </div>
      </Dialog>
      <Dialog title={t`Not changed`} isOpen={failed.length > 0} onOpenChange={() => setFailed([])}>
        <ul className={styles.failed}>
          {failed.map(({ id, reason }) => (
            <li key={id}>
              <bdi>#{tickets.get(id)?.sequence ?? id}</bdi> · <bdi>{reason}</bdi>
            </li>
          ))}
        </ul>
      </Dialog>
    </div>
  );
}
