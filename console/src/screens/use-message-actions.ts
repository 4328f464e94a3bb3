import { useLingui } from '@lingui/react/macro';
import type { Message } from '../../../client/api.ts';
import { ParleyError } from '../../../client/rest/problem.ts';
import { useHub } from '../data/use-hub.ts';
import { toast } from '../parts/toast.tsx';

/** Changes of one message. They are rare and want an answer, so they do not go through the outbox; a refusal is told in words. */
export function useMessageActions({ conversationId, ticketId, number }: Pick<Message, 'conversationId' | 'ticketId' | 'number'>) {
  const { t } = useLingui();
  const { api, threads } = useHub();
  const path = { id: ticketId ?? '', number };

  const tried = async (work: () => Promise<void>): Promise<boolean> => {
    try {
      await work();
      return true;
    } catch (error) {
      toast({
        text: error instanceof ParleyError ? t`Not changed: ${error.detail}` : t`Parley cannot be reached. Check your connection and try again.`,
        isError: true,
      });
      return false;
    }
  };
  const changed = (work: () => Promise<Message>): Promise<boolean> =>
    tried(async () => {
      const turn = threads.turn();
      threads.put(conversationId, [await work()], turn);
    });
  const change = (body: { hidden: boolean } | { text: string }): Promise<boolean> =>
    changed(() => api.PATCH('/v1/tickets/{id}/messages/{number}', { params: { path }, body }));
  return {
    hide: (hidden: boolean): Promise<boolean> => change({ hidden }),
    edit: (text: string): Promise<boolean> => change({ text }),
    remove: (): Promise<boolean> =>
      tried(async () => {
        await api.DELETE('/v1/tickets/{id}/messages/{number}', { params: { path } });
        threads.amend({ conversationId, number, body: null, hidden: false, deleted: true, editedAt: null, delivery: null });
      }),
    accept: (): Promise<boolean> => changed(() => api.POST('/v1/tickets/{id}/suggestions/{number}/accept', { params: { path }, body: {} })),
    dismiss: (): Promise<boolean> => changed(() => api.POST('/v1/tickets/{id}/suggestions/{number}/dismiss', { params: { path } })),
  };
}
