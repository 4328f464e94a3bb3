import { ArrowLeft, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { ChatMessage, Room } from '../model/types.ts';
import { Avatar } from './Avatar.tsx';
import { type About, Composer } from './Composer.tsx';
import { useChat, useChatState } from './context.tsx';
import { Log } from './Log.tsx';
import { StatusBar } from './StatusBar.tsx';

function subtitle(room: Room): string {
  if (room.kind === 'group') return room.members === 1 ? '1 member' : `${room.members ?? 0} members`;
  return room.kind === 'direct' ? 'Direct' : 'Chat of an application';
}

/** A list of messages with the field below it: a room, or a thread of it. */
function Column({ room, thread, onThread }: { readonly room: Room; readonly thread: number | null; readonly onThread?: (message: ChatMessage) => void }) {
  const state = useChatState();
  const [about, setAbout] = useState<About>(null);
  const writing = state.writing[room.id] ?? [];
  const editLast = (): void => {
    const mine = state.logs[room.id]?.messages.findLast((one) => one.senderId === state.me.id && !one.deleted && one.threadOf === thread);
    if (mine !== undefined) setAbout({ what: 'edit', message: mine });
  };
  const actions = {
    onReply: (message: ChatMessage) => setAbout({ what: 'reply', message }),
    onEdit: (message: ChatMessage) => setAbout({ what: 'edit', message }),
    ...(onThread === undefined ? {} : { onThread }),
  };
  return (
    <>
      <Log room={room} thread={thread} actions={actions} />
      <p className="writing" aria-live="polite">
        {thread === null && writing.length > 0 && `${writing.map(({ name }) => name).join(', ')} ${writing.length === 1 ? 'is' : 'are'} writing …`}
      </p>
      <Composer room={room} thread={thread} about={about} onDone={() => setAbout(null)} onEditLast={editLast} />
    </>
  );
}

export function Conversation({ room }: { readonly room: Room }) {
  const chat = useChat();
  const [thread, setThread] = useState<number | null>(null);
  const open = ({ number }: ChatMessage): void => {
    setThread(number);
    void chat.readThread(room.id, number).catch(() => undefined);
  };
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') setThread(null);
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, []);
  return (
    <main className="conversation" data-thread={thread !== null}>
      <section className="column" aria-label={room.title}>
        <header>
          <button type="button" className="icon back" aria-label="Back to the list" onClick={() => chat.open(null)}>
            <ArrowLeft size={20} />
          </button>
          <Avatar name={room.title} square={room.kind !== 'direct'} />
          <div className="grow clip">
            <h1 className="clip">{room.title}</h1>
            <p className="quiet">{subtitle(room)}</p>
          </div>
        </header>
        <StatusBar />
        <Column key={room.id} room={room} thread={null} onThread={open} />
      </section>
      {thread !== null && (
        <aside className="column thread" aria-label="Thread">
          <header>
            <h2 className="grow">Thread</h2>
            <button type="button" className="icon" aria-label="Close the thread" onClick={() => setThread(null)}>
              <X size={18} />
            </button>
          </header>
          <Column key={thread} room={room} thread={thread} />
        </aside>
      )}
    </main>
  );
}
