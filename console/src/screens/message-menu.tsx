import { useLingui } from '@lingui/react/macro';
import { Ellipsis } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { Message } from '../../../client/api.ts';
import { can } from '../data/limits.ts';
import { useHub, useTicket } from '../data/use-hub.ts';
import { IconButton } from '../parts/button.tsx';
import { type Choice, Menu } from '../parts/menu.tsx';
import { toast } from '../parts/toast.tsx';
import { useAnswering } from './answering.ts';
import styles from './message.module.css';
import { useMessageActions } from './use-message-actions.ts';

const MessageDialog = lazy(() => import('./message-dialog.tsx'));
export type Asked = 'edit' | 'delete' | 'edits';

/** What can be done with a message, beside it. */
export function MessageMenu({ message, ticketId }: { readonly message: Message; readonly ticketId: string }) {
  const { t } = useLingui();
  const { me } = useHub();
  const channel = useTicket(ticketId)?.origin.channel ?? '';
  const { answer } = useAnswering();
  const { hide } = useMessageActions(message);
  const [asked, setAsked] = useState<Asked>();
  const { kind, surface, hidden, deleted, editedAt, number } = message;
  const isCustomer = kind === 'customer';
  const isSent = kind === 'reply' || kind === 'ai_message';
  const link = `${location.origin}${location.pathname}?at=${number}`;
  const copy = (text: string): void =>
    void navigator.clipboard.writeText(text).then(
      () => toast({ text: t`Copied.` }, 2),
      () => toast({ text: t`The browser does not allow copying.`, isError: true }),
    );
  const choices: readonly Choice[] = [
    ...(isCustomer && !deleted ? [{ id: 'answer', label: t`Answer this message` }] : []),
    ...(message.text === null || deleted ? [] : [{ id: 'copy', label: t`Copy the text` }]),
    { id: 'link', label: t`Copy a link to it` },
    ...(editedAt === null || deleted ? [] : [{ id: 'edits', label: t`Earlier texts` }]),
    ...(isSent && !deleted && can(channel, surface, 'edit') && message.delivery?.state !== 'queued' ? [{ id: 'edit', label: t`Edit` }] : []),
    ...(deleted ? [] : [{ id: 'hide', label: hidden ? t`Show again` : t`Hide` }]),
    ...(deleted || (kind === 'note' && message.author.id !== me.id && me.role === 'agent') ? [] : [{ id: 'delete', label: t`Delete…` }]),
  ];
  const choose = (id: string): void => {
    if (id === 'answer') answer(number);
    else if (id === 'copy') copy(message.text ?? '');
    else if (id === 'link') copy(link);
    else if (id === 'hide') void hide(!hidden);
    else setAsked(id as Asked);
  };
  return (
    <span className={styles.more}>
      <Menu label={t`This message`} button={<IconButton label={t`This message`} icon={<Ellipsis size={16} />} />} choices={choices} onChoose={choose} />
      {asked !== undefined && (
        <Suspense>
          <MessageDialog message={message} asked={asked} onClose={() => setAsked(undefined)} />
        </Suspense>
      )}
    </span>
  );
}
