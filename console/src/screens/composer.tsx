import { Trans, useLingui } from '@lingui/react/macro';
import { ChevronUp } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import type { MessageDraft, Ticket } from '../../../client/api.ts';
import type { DraftKind } from '../data/drafts.ts';
import { useDirectory, useDraft, useHub, useThread, useWatchers } from '../data/use-hub.ts';
import { number } from '../i18n/format.ts';
import { useWords } from '../i18n/words.ts';
import { printed } from '../keys/registry.ts';
import { APPLE, useKeys } from '../keys/use-keys.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { classes } from '../parts/classes.ts';
import { Keys } from '../parts/keys.tsx';
import { Menu } from '../parts/menu.tsx';
import { toast } from '../parts/toast.tsx';
import styles from './composer.module.css';
import { nameOf } from './ticket-row.tsx';

type Then = 'pending' | 'solved' | undefined;

/** Why no reply can leave here. Undefined: one can. */
function useObstacle(ticket: Ticket): string | undefined {
  const { t } = useLingui();
  const { origins } = useDirectory();
  const because = origins.find(({ id }) => id === ticket.origin.id)?.cannotReplyBecause ?? undefined;
  if (ticket.status === 'closed') return t`This ticket is closed. A new message of the customer opens a new one.`;
  if (because === 'disabled') return t`This place is disabled: replies do not leave.`;
  if (because === 'receive_only') return t`A credential for sending is missing: an admin can add it.`;
  return because === 'channel_cannot_send' ? t`Replies cannot be sent on this channel.` : undefined;
}

export function Composer({ ticket }: { readonly ticket: Ticket }) {
  const { t } = useLingui();
  const words = useWords();
  const { actions, drafts, realtime } = useHub();
  const obstacle = useObstacle(ticket);
  // A note that waits here is what the agent was writing.
  const [kind, setKind] = useState<DraftKind>(() =>
    obstacle !== undefined || (drafts.text(ticket.id, 'reply') === '' && drafts.text(ticket.id, 'note') !== '') ? 'note' : 'reply',
  );
  const text = useDraft(ticket.id, kind);
  const thread = useThread(ticket.conversationId);
  const writers = useWatchers(ticket.id).filter(({ isTyping }) => isTyping);
  const [isWarned, setIsWarned] = useState(false);
  const lastSent = useRef<string>(undefined);
  const field = useRef<HTMLTextAreaElement>(null);
  const isClosed = ticket.status === 'closed';
  const isEmpty = text.trim() === '';
  const name = nameOf(ticket, t`the customer`);
  const channel = words.channel(ticket.origin.channel);
  const isPublic = thread?.messages.findLast((message) => message.kind === 'customer')?.surface === 'comment';

  useEffect(() => setIsWarned(false), [text, ticket.id]);
  const focus = useCallback((next: DraftKind) => {
    setKind(next);
    requestAnimationFrame(() => field.current?.focus());
  }, []);
  const undo = useCallback(
    async (id: string, of: DraftKind) => {
      if (await actions.undo(id)) focus(of);
      else toast({ text: t`It has left already.` });
    },
    [actions, focus, t],
  );

  const send = async (then: Then): Promise<void> => {
    if (isEmpty || (kind === 'reply' && obstacle !== undefined)) return;
    const writer = writers[0];
    if (kind === 'reply' && writer !== undefined && !isWarned) {
      setIsWarned(true);
      const colleague = writer.name ?? t`A colleague`;
      toast({ text: t`${colleague} is writing here, too. Send again if you mean it.` });
      return;
    }
    const seen = thread?.messages.at(-1)?.number;
    const draft: MessageDraft & { text: string } = {
      kind,
      text,
      ...(seen === undefined ? {} : { lastSeenNumber: seen }),
      ...(kind === 'reply' && then !== undefined ? { thenStatus: then } : {}),
    };
    const id = await actions.post(ticket.id, draft);
    lastSent.current = id;
    if (kind === 'reply') toast({ text: t`Sending to ${name}…`, action: { label: t`Undo`, run: () => void undo(id, kind) } }, 5);
  };
  const group = t`Writing`;
  useKeys([
    { id: 'reply', keys: 'r', label: t`Reply`, group, run: () => focus('reply') },
    { id: 'note', keys: 'n', label: t`Note`, group, run: () => focus('note') },
    { id: 'send', keys: 'mod+Enter', label: t`Send and wait for the customer`, group, inFields: true, run: () => void send('pending') },
    { id: 'send-solve', keys: 'mod+shift+Enter', label: t`Send and solve`, group, inFields: true, run: () => void send('solved') },
    { id: 'undo', keys: 'z', label: t`Undo sending`, group, run: () => lastSent.current !== undefined && void undo(lastSent.current, kind) },
  ]);
  if (isClosed) return <p className={styles.composer}>{obstacle}</p>;
  return (
    <div className={classes(styles.composer, kind === 'note' && styles.asNote)}>
      <div className={styles.top}>
        <ToggleButtonGroup
          aria-label={t`What you write`}
          className={styles.kinds ?? ''}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[kind]}
          onSelectionChange={(keys) => focus([...keys][0] === 'note' ? 'note' : 'reply')}
        >
          <ToggleButton id="reply" className={styles.kind ?? ''}>
            <Trans>Reply</Trans>
          </ToggleButton>
          <ToggleButton id="note" className={styles.kind ?? ''}>
            <Trans>Note</Trans>
          </ToggleButton>
        </ToggleButtonGroup>
        <span className={styles.hint}>{kind === 'note' ? t`Only your team sees this` : (obstacle ?? (isPublic ? t`Everybody can read this answer` : ''))}</span>
      </div>
      <textarea
        ref={field}
        className={styles.text}
        dir="auto"
        rows={2}
        aria-label={kind === 'note' ? t`Note` : t`Reply`}
        placeholder={kind === 'note' ? t`A note about ${name}, for your team` : t`Reply to ${name} on ${channel}`}
        value={text}
        onChange={(event) => {
          drafts.set(ticket.id, kind, event.target.value);
          realtime.typing(ticket.conversationId, kind === 'note');
        }}
      />
      <div className={styles.bottom}>
        <span className={styles.count}>{text !== '' && number(words.language, text.length)}</span>
        {kind === 'note' ? (
          <Button look="primary" isDisabled={isEmpty} onPress={() => void send(undefined)}>
            <Trans>Add note</Trans>
          </Button>
        ) : (
          <>
            <Menu
              label={t`Ways to send`}
              button={<IconButton label={t`Other ways to send`} icon={<ChevronUp size={16} />} isDisabled={isEmpty || obstacle !== undefined} />}
              choices={[
                { id: 'send', label: t`Send` },
                { id: 'solved', label: t`Send and solve`, keys: printed('mod+shift+Enter', APPLE) },
              ]}
              onChoose={(id) => void send(id === 'solved' ? 'solved' : undefined)}
            />
            <Button look="primary" isDisabled={isEmpty || obstacle !== undefined} onPress={() => void send('pending')}>
              <Trans>Send & wait</Trans>
              <Keys keys={printed('mod+Enter', APPLE)} />
            </Button>
          </>
        )}
      </div>
    </div>
  );
}
