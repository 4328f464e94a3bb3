import { useLingui } from '@lingui/react/macro';
import { lazy, Suspense, useState } from 'react';
import type { Message } from '../../../client/api.ts';
import { can } from '../data/limits.ts';
import { useHub, useTicket } from '../data/use-hub.ts';
import { type Choice, MenuAt, type MenuAtProps } from '../parts/menu.tsx';
import { toast } from '../parts/toast.tsx';
import { useAnswering } from './answering.ts';
import type { Asked } from './message-dialog.tsx';
import { useMessageActions } from './use-message-actions.ts';

const MessageDialog = lazy(() => import('./message-dialog.tsx'));

export interface MessageMenuProps {
  readonly message: Message;
  readonly ticketId: string;
}

/** The menu of a message, once somebody opens it. */
export default function MessageChoices({ message, ticketId, ...menu }: MessageMenuProps & Pick<MenuAtProps, 'at' | 'isOpen' | 'onOpenChange' | 'focus'>) {
  const [asked, setAsked] = useState<Asked>();
  const { t } = useLingui();
  const { me } = useHub();
  const channel = useTicket(ticketId)?.origin.channel ?? '';
  const { answer } = useAnswering();
  const { hide } = useMessageActions(message);
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
    <>
      <MenuAt label={t`This message`} choices={choices} onChoose={choose} {...menu} />
      {asked !== undefined && (
        <Suspense>
          <MessageDialog message={message} asked={asked} onClose={() => setAsked(undefined)} />
        </Suspense>
      )}
    </>
  );
}
