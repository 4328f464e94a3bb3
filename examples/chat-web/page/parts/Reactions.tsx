import { SmilePlus } from 'lucide-react';
import { useState } from 'react';
import type { ChatMessage } from '../model/types.ts';
import { useChat } from './context.tsx';

const OFFERED = ['👍', '❤️', '😂', '🎉', '😮', '🙏'];

interface Of {
  readonly id: string;
  readonly number: number;
  readonly reactions: ChatMessage['reactions'];
}

/** What people have reacted with; a click adds one's own or takes it back. */
export function Reactions({ id, number, reactions }: Of) {
  const chat = useChat();
  return (
    <span className="reactions">
      {reactions.map(({ emoji, count, mine }) => (
        <button
          key={emoji}
          type="button"
          className="reaction"
          aria-pressed={mine}
          aria-label={`${emoji} ${count}`}
          onClick={() => void chat.react(id, number, emoji, mine).catch(() => undefined)}
        >
          {emoji} {count > 1 && count}
        </button>
      ))}
    </span>
  );
}

/** Opens the emojis to choose from. */
export function ReactionButton({ id, number, reactions }: Of) {
  const chat = useChat();
  const [isOpen, setOpen] = useState(false);
  const choose = (emoji: string): void => {
    setOpen(false);
    const isMine = reactions.some((one) => one.emoji === emoji && one.mine);
    void chat.react(id, number, emoji, isMine).catch(() => undefined);
  };
  if (!isOpen)
    return (
      <button type="button" className="icon" aria-label="React" title="React" onClick={() => setOpen(true)}>
        <SmilePlus size={16} />
      </button>
    );
  return OFFERED.map((emoji) => (
    <button key={emoji} type="button" className="icon" aria-label={`React with ${emoji}`} onClick={() => choose(emoji)}>
      {emoji}
    </button>
  ));
}
