import { X } from 'lucide-react';
import { useChat, useChatState } from './context.tsx';

const TELLS = {
  connecting: 'Connecting …',
  offline: 'No connection. What you write is sent when there is one.',
  polling: 'Live updates are away: messages come every few seconds.',
  'signed-out': 'You are signed out.',
} as const;

/** What people must know about the connection, and what went wrong last. */
export function StatusBar() {
  const chat = useChat();
  const { status, notice, outgoing } = useChatState();
  const waiting = outgoing.filter(({ state }) => state === 'pending').length;
  const tells = status in TELLS ? TELLS[status as keyof typeof TELLS] : undefined;
  return (
    <div role="status" className="status" data-status={status}>
      {tells !== undefined && (
        <p>
          {tells}
          {waiting > 0 && ` ${waiting} waiting.`}
        </p>
      )}
      {notice !== null && status === 'online' && (
        <p className="problem">
          {notice}
          <button type="button" className="icon" aria-label="Dismiss" onClick={chat.dismiss}>
            <X size={14} />
          </button>
        </p>
      )}
    </div>
  );
}
