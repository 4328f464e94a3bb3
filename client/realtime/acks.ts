import type { ClientAckFrame } from '../api.ts';

export interface Acks {
  /** Everything up to this cursor has been applied. */
  seen(cursor: string): void;
  /** The person has read the conversation up to this number. */
  read(conversationId: string, number: number): void;
  /** The connection is lost: what was said last may not have arrived. */
  lost(): void;
  /** The hub has answered something later: what was said before has arrived. */
  arrived(): void;
  stop(): void;
}

/** Collects positions and says them together, now and then. A position never moves back, and none is said twice on a connection. */
export function createAcks(send: (frames: ClientAckFrame[]) => boolean, everyMs: number): Acks {
  const marks = new Map<string, number>();
  const dirty = new Set<string>();
  const flying = new Set<string>();
  let cursor: string | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const flush = (): void => {
    timer = undefined;
    const reads = [...dirty].map((conversationId) => ({ type: 'ack' as const, conversationId, number: marks.get(conversationId) ?? 0, read: true }));
    const frames = [...(cursor === undefined ? [] : [{ type: 'ack' as const, cursor }]), ...reads].slice(0, 100);
    if (frames.length === 0 || !send(frames)) return;
    cursor = undefined;
    for (const { conversationId } of frames as ClientAckFrame[]) {
      if (conversationId === undefined) continue;
      dirty.delete(conversationId);
      flying.add(conversationId);
    }
    if (dirty.size > 0) later();
  };
  const later = (): void => void (timer ??= setTimeout(flush, everyMs));

  return {
    seen(newest) {
      cursor = newest;
      later();
    },
    read(conversationId, number) {
      if (number <= (marks.get(conversationId) ?? 0)) return;
      marks.set(conversationId, number);
      dirty.add(conversationId);
      later();
    },
    lost() {
      for (const id of flying) dirty.add(id);
      flying.clear();
    },
    arrived() {
      flying.clear();
      if (dirty.size > 0) later();
    },
    stop: () => clearTimeout(timer),
  };
}
