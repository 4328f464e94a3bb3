import { useLingui } from '@lingui/react/macro';
import { Reply, X } from 'lucide-react';
import { lazy, Suspense, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { MessageDraft, Ticket } from '../../../client/api.ts';
import type { DraftKind } from '../data/drafts.ts';
import { useHub, useWatchers } from '../data/use-hub.ts';
import { number } from '../i18n/format.ts';
import { useWords } from '../i18n/words.ts';
import { useKeys } from '../keys/use-keys.ts';
import { IconButton } from '../parts/button.tsx';
import { classes } from '../parts/classes.ts';
import { headOf } from '../parts/head-of.ts';
import { toast } from '../parts/toast.tsx';
import { useAnswering } from './answering.ts';
import styles from './composer.module.css';
import { AttachButton, KindChoice, SendButtons, type Then } from './composer-buttons.tsx';
import { useComposerState } from './composer-state.ts';
import { DraftFileList } from './draft-files.tsx';
import { MentionList, useMentions } from './mention-list.tsx';
import { nameOf } from './ticket-row.tsx';
import { useAddFiles } from './use-add-files.ts';
import { useUndo } from './use-undo.ts';

const TemplateForm = lazy(() => import('./template-form.tsx'));

export function Composer({ ticket }: { readonly ticket: Ticket }) {
  const { t } = useLingui();
  const words = useWords();
  const { actions, drafts, realtime } = useHub();
  const undo = useUndo();
  const { answer, number: answering, proposals } = useAnswering();
  // A note that waits here is what the agent was writing.
  const [kind, setKind] = useState<DraftKind>(() => (drafts.text(ticket.id, 'reply') === '' && drafts.text(ticket.id, 'note') !== '' ? 'note' : 'reply'));
  const [isPrivate, setIsPrivate] = useState(false);
  const state = useComposerState(ticket, kind, isPrivate);
  const { text, obstacle, hint, canBePrivate } = state;
  const writers = useWatchers(ticket.id).filter(({ isTyping }) => isTyping);
  const [isWarned, setIsWarned] = useState(false);
  const [isSnoozeOpen, setIsSnoozeOpen] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const [focused, setFocused] = useState(0);
  const name = nameOf(ticket, t`the customer`);
  const channel = words.channel(ticket.origin.channel);
  const setText = useCallback((next: string) => drafts.set(ticket.id, kind, next), [drafts, ticket.id, kind]);
  const mentions = useMentions(kind === 'note', field, text, setText);
  const drop = useAddFiles(ticket.id, kind, state.limits);

  useEffect(() => setIsWarned(false), [text, ticket.id]);
  useEffect(() => {
    if (!canBePrivate) setIsPrivate(false);
  }, [canBePrivate]);
  const focus = useCallback((next: DraftKind) => {
    setKind(next);
    setFocused((before) => before + 1);
  }, []);
  // Before the next key arrives: until the field has the focus, letters are keys of the page.
  useLayoutEffect(() => {
    if (focused > 0) field.current?.focus();
  }, [focused]);
  useEffect(() => {
    if (answering !== undefined) focus('reply');
  }, [answering, focus]);
  // An effect of its own: whoever stops answering a message may be writing a note.
  useEffect(() => {
    if (proposals > 0) focus('reply');
  }, [proposals, focus]);

  const send = async (then: Then): Promise<void> => {
    if (!state.canSend) return;
    const writer = writers[0];
    if (kind === 'reply' && writer !== undefined && !isWarned) {
      setIsWarned(true);
      const colleague = writer.name ?? t`A colleague`;
      toast({ text: t`${colleague} is writing here, too. Send again if you mean it.` });
      return;
    }
    const draft: MessageDraft = {
      kind,
      ...(text.trim() === '' ? {} : { text }),
      ...(state.lastNumber === undefined ? {} : { lastSeenNumber: state.lastNumber }),
      ...(kind === 'note' ? {} : { ...then, ...(isPrivate ? { to: 'private' as const } : {}), ...(answering === undefined ? {} : { inReplyTo: answering }) }),
    };
    const id = await actions.post(ticket.id, draft);
    answer(undefined);
    if (kind === 'reply') toast({ text: t`Sending to ${name}…`, action: { label: t`Undo`, run: () => undo(id) } }, 5);
  };
  // The buttons keep these, whatever is typed meanwhile.
  const newest = useRef({ send, add: drop.add });
  newest.current = { send, add: drop.add };
  const sendNow = useCallback((then: Then) => void newest.current.send(then), []);
  const addFiles = useCallback((chosen: File[]) => newest.current.add(chosen), []);
  const group = t`Writing`;
  useKeys([
    { id: 'reply', keys: 'r', label: t`Reply`, group, run: () => focus('reply') },
    { id: 'note', keys: 'n', label: t`Note`, group, run: () => focus('note') },
    { id: 'send', keys: 'mod+Enter', label: t`Send and wait for the customer`, group, inFields: true, run: () => void send({ thenStatus: 'pending' }) },
    { id: 'send-solve', keys: 'mod+shift+Enter', label: t`Send and solve`, group, inFields: true, run: () => void send({ thenStatus: 'solved' }) },
    { id: 'send-open', keys: '', label: t`Send`, group, run: () => void send({}) },
    { id: 'send-snooze', keys: '', label: t`Send and snooze…`, group, run: () => state.canSend && setIsSnoozeOpen(true) },
  ]);
  if (ticket.status === 'closed') return <p className={styles.composer}>{obstacle}</p>;
  return (
    <div className={classes(styles.composer, kind === 'note' && styles.asNote, drop.isOver && styles.dropping)} {...drop.events}>
      <div className={styles.top}>
        <KindChoice kind={kind} onKind={focus} isPrivate={canBePrivate ? isPrivate : undefined} onPrivate={setIsPrivate} />
        {hint !== undefined && (
          <span id="composer-hint" role="status" className={classes(styles.hint, styles[hint.tone])}>
            {hint.text}
          </span>
        )}
      </div>
      {state.needsTemplate ? (
        <Suspense>
          <TemplateForm ticket={ticket} />
        </Suspense>
      ) : (
        <>
          {kind === 'reply' && state.answered !== undefined && (
            <div className={styles.answered}>
              <Reply size={14} aria-hidden="true" />
              <bdi>{headOf(state.answered.text ?? '', 120)}</bdi>
              <IconButton label={t`Answer no particular message`} icon={<X size={14} />} onPress={() => answer(undefined)} />
            </div>
          )}
          <textarea
            ref={field}
            className={styles.text}
            dir="auto"
            rows={2}
            aria-label={kind === 'note' ? t`Note` : t`Reply`}
            placeholder={kind === 'note' ? t`A note about ${name}, for your team` : t`Reply to ${name} on ${channel}`}
            value={text}
            disabled={kind === 'reply' && obstacle !== undefined && text === ''}
            {...(hint === undefined ? {} : { 'aria-describedby': 'composer-hint' })}
            {...(mentions.names === undefined ? {} : { 'aria-controls': 'mentions', 'aria-activedescendant': `mention-${mentions.at}` })}
            onChange={(event) => {
              setText(event.target.value);
              mentions.moved();
              realtime.typing(ticket.conversationId, kind === 'note');
            }}
            onSelect={mentions.moved}
            onKeyDown={(event) => void mentions.press(event)}
            onPaste={(event) => {
              const pasted = [...event.clipboardData.files];
              if (pasted.length === 0) return;
              event.preventDefault();
              drop.add(pasted);
            }}
          />
          <MentionList mentions={mentions} />
          <DraftFileList ticketId={ticket.id} kind={kind} />
          <div className={styles.bottom}>
            <AttachButton isDisabled={state.limits !== null && state.limits.files === undefined} onFiles={addFiles} />
            <span className={classes(styles.count, state.room.used > state.room.most && styles.danger)}>
              {(state.hasLimit || text !== '') && (
                <bdi dir="ltr">
                  {number(words.language, state.room.used)}
                  {state.hasLimit && ` / ${number(words.language, state.room.most)}`}
                </bdi>
              )}
            </span>
            <SendButtons kind={kind} canSend={state.canSend} onSend={sendNow} isSnoozeOpen={isSnoozeOpen} onSnoozeOpen={setIsSnoozeOpen} />
          </div>
        </>
      )}
    </div>
  );
}
