import { type DragEvent, useEffect, useState } from 'react';
import type { ActionLimits } from '../../../domain/channels/capabilities.ts';
import type { DraftKind } from '../data/drafts.ts';
import { filesFault } from '../data/limits.ts';
import { useHub } from '../data/use-hub.ts';
import { toast } from '../parts/toast.tsx';
import { useFaultWords } from './fault-words.ts';

const hasFiles = ({ dataTransfer }: { dataTransfer: DataTransfer | null }): boolean => dataTransfer?.types.includes('Files') === true;

/** Takes files by choice, paste or drop. What cannot be sent is told before anything is uploaded. */
export function useAddFiles(ticketId: string, kind: DraftKind, limits: ActionLimits | null) {
  const { files } = useHub();
  const wordsOf = useFaultWords();
  const [isOver, setIsOver] = useState(false);

  // A file that is dropped beside the composer must not replace the page.
  useEffect(() => {
    const stay = (event: globalThis.DragEvent): void => {
      if (hasFiles(event)) event.preventDefault();
    };
    addEventListener('dragover', stay);
    addEventListener('drop', stay);
    return () => {
      removeEventListener('dragover', stay);
      removeEventListener('drop', stay);
    };
  }, []);

  const add = (chosen: readonly File[]): void => {
    const taken: File[] = [];
    for (const file of chosen) {
      const fault = filesFault([...files.of(ticketId, kind), ...taken, file], limits);
      if (fault === undefined) taken.push(file);
      else toast({ text: wordsOf(fault), isError: true });
    }
    if (taken.length > 0) files.add(ticketId, kind, taken);
  };
  return {
    add,
    isOver,
    events: {
      onDragOver: (event: DragEvent) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setIsOver(true);
      },
      onDragLeave: () => setIsOver(false),
      onDrop: (event: DragEvent) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setIsOver(false);
        add([...event.dataTransfer.files]);
      },
    },
  };
}
