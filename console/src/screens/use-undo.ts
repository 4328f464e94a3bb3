import { useLingui } from '@lingui/react/macro';
import { useCallback } from 'react';
import { useHub } from '../data/use-hub.ts';
import { toast } from '../parts/toast.tsx';

/** Takes a write back; without an id the newest that can be. A text returns to its composer. */
export function useUndo(): (id?: string) => void {
  const { t } = useLingui();
  const { actions } = useHub();
  return useCallback(
    (id) => {
      const wanted = id ?? actions.lastUndoable()?.id;
      if (wanted === undefined) return void toast({ text: t`There is nothing to undo.` });
      void actions.undo(wanted).then((isUndone) => toast({ text: isUndone ? t`Taken back.` : t`It has left already.` }, 3));
    },
    [actions, t],
  );
}
