import { useLingui } from '@lingui/react/macro';
import type { Ticket, TicketChange } from '../../../client/api.ts';
import type { ParleyError } from '../../../client/rest/problem.ts';
import type { Hub } from '../data/hub.ts';
import type { Write } from '../data/outbox.ts';
import { toast } from '../parts/toast.tsx';

const isInEffect = ({ owner = {}, ...rest }: TicketChange, ticket: Ticket): boolean =>
  [
    [rest, ticket],
    [owner, ticket.owner],
  ].every(([wanted, is]) =>
    Object.entries(wanted as object).every(([name, value]) => JSON.stringify(value) === JSON.stringify((is as Readonly<Record<string, unknown>>)[name])),
  );

/** Tells the agent what the hub did not accept, and offers the way on. */
export function useRefusals() {
  const { t } = useLingui();

  const nameOf = async (hub: Hub, agentId: string | null | undefined): Promise<string> => {
    const { agents } = await hub.directory();
    return agents.find(({ id }) => id === agentId)?.name ?? t`A colleague`;
  };
  const refused = async (hub: Hub, write: Write, error: ParleyError): Promise<void> => {
    const ticket = await hub.readTicket(write.lane).catch(() => hub.tickets.confirmed(write.lane));
    if (error.code === 'already_taken') {
      const name = await nameOf(hub, ticket?.owner.agentId);
      toast({ text: t`${name} took this ticket before you.` });
    } else if (error.status === 412) {
      const change = write.body as TicketChange;
      // It was sent when an earlier page went away: the ticket is what the agent wanted.
      if (ticket !== undefined && isInEffect(change, ticket)) return;
      toast({
        text: t`Somebody changed this ticket meanwhile. Your change is not in effect.`,
        isError: true,
        action: { label: t`Apply mine`, run: () => void hub.actions.change(write.lane, change) },
      });
    } else if (write.draft !== undefined) {
      toast({ text: t`Not sent: ${error.detail} Your text is back in the composer.`, isError: true });
    } else {
      toast({ text: t`Not changed: ${error.detail}`, isError: true });
    }
  };
  return {
    refused: (hub: Hub, write: Write, error: ParleyError): void => void refused(hub, write, error),
    skipped(hub: Hub, write: Write): void {
      const name = hub.tickets.get(write.lane)?.author.name ?? t`The customer`;
      toast({ text: t`Sent. ${name} wrote meanwhile, so the status stays as it is.` });
    },
    heldBack(hub: Hub, write: Write): void {
      const name = hub.tickets.get(write.lane)?.author.name ?? t`The customer`;
      toast({ text: t`${name} wrote meanwhile, so the ticket stays open.` });
    },
  };
}
