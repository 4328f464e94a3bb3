import { useEffect, useState } from 'react';
import { type ChatModel, createChat } from '../model/chat.ts';
import type { Account } from '../model/sign-in.ts';
import type { Person } from '../model/types.ts';
import { Conversation } from './Conversation.tsx';
import { ChatContext, useChat, useChatState } from './context.tsx';
import { RoomList } from './RoomList.tsx';
import { SignIn } from './SignIn.tsx';
import { StatusBar } from './StatusBar.tsx';

/** Alt and an arrow go through the rooms, Ctrl+K finds one. */
function useKeys(): void {
  const chat = useChat();
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      const step = event.altKey ? { ArrowDown: 1, ArrowUp: -1 }[event.key] : undefined;
      if (step !== undefined) {
        event.preventDefault();
        const { rooms, openId } = chat.state.get();
        const at = rooms.findIndex(({ id }) => id === openId);
        chat.open(rooms[Math.min(rooms.length - 1, Math.max(0, at + step))]?.id ?? null);
      } else if ((event.ctrlKey || event.metaKey) && event.key === 'k') {
        event.preventDefault();
        document.getElementById('find')?.focus();
      }
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, [chat]);
}

function Workspace({ onSignOut }: { readonly onSignOut: () => void }) {
  const { rooms, openId } = useChatState();
  const room = rooms.find(({ id }) => id === openId);
  const unread = rooms.reduce((sum, one) => sum + one.unread, 0);
  useKeys();
  useEffect(() => {
    document.title = unread > 0 ? `(${unread}) Parley chat` : 'Parley chat';
  }, [unread]);
  return (
    <div className="workspace" data-open={room !== undefined}>
      <RoomList onSignOut={onSignOut} />
      {room === undefined ? (
        <main className="conversation nothing">
          <StatusBar />
          <p className="quiet">Choose a chat from the list.</p>
        </main>
      ) : (
        <Conversation key={room.id} room={room} />
      )}
    </div>
  );
}

export function App({ account, first }: { readonly account: Account; readonly first: Person | undefined }) {
  const [me, setMe] = useState(first);
  const [chat, setChat] = useState<ChatModel | null>(null);
  const { api, store, session, config } = account;
  useEffect(() => {
    if (me === undefined) return;
    let isGone = false;
    let made: ChatModel | undefined;
    void createChat({ api, store, wsUrl: config.wsUrl, applications: config.applications, me: { id: me.id, name: me.name } }).then((model) => {
      made = model;
      if (isGone) void model.close();
      else setChat(model);
    });
    return () => {
      isGone = true;
      setChat(null);
      void made?.close();
    };
  }, [me, api, store, config]);
  const signOut = (): void => {
    void session.signOut().catch(() => undefined);
    setMe(undefined);
  };
  if (me === undefined) return <SignIn account={account} onSignedIn={setMe} />;
  if (chat === null) return <p className="quiet empty">Connecting …</p>;
  return (
    <ChatContext value={chat}>
      <Workspace onSignOut={signOut} />
    </ChatContext>
  );
}
