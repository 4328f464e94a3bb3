import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Check, CheckCheck, CircleAlert, Clock } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button as Pressable } from 'react-aria-components';
import type { Message } from '../../../client/api.ts';
import { ParleyError } from '../../../client/rest/problem.ts';
import { useDirectory, useHub, useTicket } from '../data/use-hub.ts';
import { classes } from '../parts/classes.ts';
import { Spoken } from '../parts/marks.tsx';
import { toast } from '../parts/toast.tsx';
import styles from './message.module.css';

const TICK = { size: 14, strokeWidth: 2, 'aria-hidden': true } as const;

/** Parley's own codes. A provider's own text is shown as it came. */
const REASONS: Readonly<Record<string, MessageDescriptor>> = {
  sender_not_built: msg`Parley cannot send on this channel yet.`,
  no_action: msg`The channel does not do this.`,
  origin_disabled: msg`The place is disabled: nothing leaves there.`,
  origin_disconnected: msg`The place has been disconnected.`,
  deleted: msg`It was deleted before it left.`,
  answer_lost: msg`The provider’s answer was lost. The customer may have it.`,
  no_answer: msg`The provider did not answer in time. The customer may have it.`,
  no_connection: msg`The provider could not be reached.`,
  access_lost: msg`The provider no longer accepts the credentials. An admin has to renew them.`,
  file_gone: msg`A file is not in the store any more.`,
  outside_window: msg`The time to answer freely is over.`,
  internal: msg`Parley made a mistake of its own.`,
  failed: msg`It could not be sent.`,
};

/** How far a message has come: a clock, one tick, two, two in colour when it was read; red with the reason when it failed. */
export function Delivery({ message }: { readonly message: Message }) {
  const { t } = useLingui();
  const { api, readThread } = useHub();
  const { delivery, ticketId, number: place } = message;
  const ticket = useTicket(ticketId ?? '');
  const { origins } = useDirectory();
  const origin = origins.find(({ id }) => id === ticket?.origin.id);
  const canRetry = ticket !== undefined && ticket.status !== 'closed' && (origin?.cannotReplyBecause ?? null) === null;
  if (delivery === null || delivery === undefined) return null;
  const retry = async (): Promise<void> => {
    if (ticketId === null) return;
    try {
      await api.POST('/v1/tickets/{id}/messages/{number}/retry', { params: { path: { id: ticketId, number: place } } });
      await readThread(message.conversationId);
    } catch (error) {
      const text = error instanceof ParleyError && error.status < 500 ? t`Not sent: ${error.detail}` : t`It could not be sent again. Try later.`;
      toast({ text, isError: true });
    }
  };
  const { error, state, change } = delivery;
  const hasFailed = state === 'failed' || state === 'unknown';
  // The state of a change at the provider is not that of the message.
  if (change !== undefined) {
    if (!hasFailed) return null;
    return (
      <span className={classes(styles.foot, styles.failed)}>
        <CircleAlert {...TICK} />
        <Trans>The change did not reach the provider.</Trans>
      </span>
    );
  }
  const shapes: Readonly<Record<typeof state, readonly [ReactNode, string]>> = {
    queued: [<Clock key="q" {...TICK} />, t`On its way`],
    sent: [<Check key="s" {...TICK} />, t`Sent`],
    delivered: [<CheckCheck key="d" {...TICK} />, t`Delivered`],
    read: [<CheckCheck key="r" {...TICK} />, t`Read`],
    failed: [<CircleAlert key="f" {...TICK} />, t`Not delivered`],
    unknown: [<CircleAlert key="u" {...TICK} />, t`Perhaps not delivered`],
  };
  const [shape, word] = shapes[state];
  const reason = error === null ? undefined : REASONS[error.code];
  return (
    <span className={classes(styles.foot, state === 'read' && styles.read, hasFailed && styles.failed)}>
      {shape}
      {hasFailed || state === 'read' ? word : <Spoken>{word}</Spoken>}
      {hasFailed && error !== null && <bdi title={error.message}>{reason === undefined ? error.message : t(reason)}</bdi>}
      {hasFailed && canRetry && (
        <Pressable className={styles.link ?? ''} onPress={() => void retry()}>
          <Trans>Send again</Trans>
        </Pressable>
      )}
    </span>
  );
}
