import { Hash, LogOut, MessageSquarePlus, Moon, Search, Sun } from 'lucide-react';
import { useState } from 'react';
import { toPeople } from '../model/mentions.ts';
import type { Room, State } from '../model/types.ts';
import { Avatar } from './Avatar.tsx';
import { useChat, useChatState } from './context.tsx';
import { NewChat } from './NewChat.tsx';
import { useTheme } from './theme.ts';
import { shortTime } from './times.ts';

function preview({ me, names, writing }: State, room: Room): string {
  const [who] = writing[room.id] ?? [];
  if (who !== undefined) return room.kind === 'direct' ? 'is writing …' : `${who.name} is writing …`;
  if (room.last === null) return 'No messages yet';
  const { senderId, body, deleted } = room.last;
  const text = body === null ? (deleted ? 'Message deleted' : 'Message hidden') : toPeople(body, names) || 'File';
  if (senderId === me.id) return `You: ${text}`;
  return room.kind === 'direct' ? text : `${(names[senderId] ?? 'Somebody').split(' ')[0] ?? ''}: ${text}`;
}

/** All groups, directs and chats, the newest first, with what they say last and how much of it is unread. */
export function RoomList({ onSignOut }: { readonly onSignOut: () => void }) {
  const chat = useChat();
  const state = useChatState();
  const [isMaking, setMaking] = useState(false);
  const [words, setWords] = useState('');
  const [theme, switchTheme] = useTheme();
  const shown = state.rooms.filter(({ title }) => title.toLocaleLowerCase().includes(words.trim().toLocaleLowerCase()));
  return (
    <nav className="rooms" aria-label="Chats">
      <header>
        <Avatar name={state.me.name} />
        <strong className="grow clip">{state.me.name}</strong>
        <button type="button" className="icon" aria-label={theme === 'dark' ? 'Light colours' : 'Dark colours'} onClick={switchTheme}>
          {theme === 'dark' ? <Sun size={18} /> : <Moon size={18} />}
        </button>
        <button type="button" className="icon" aria-label="New chat" onClick={() => setMaking(true)}>
          <MessageSquarePlus size={18} />
        </button>
        <button type="button" className="icon" aria-label="Sign out" onClick={onSignOut}>
          <LogOut size={18} />
        </button>
      </header>
      <label className="search">
        <Search size={16} aria-hidden="true" />
        <input id="find" type="search" placeholder="Find a chat" aria-label="Find a chat" value={words} onChange={(event) => setWords(event.target.value)} />
        <kbd>Ctrl K</kbd>
      </label>
      {isMaking && <NewChat onClose={() => setMaking(false)} />}
      <ul>
        {shown.map((room) => (
          <li key={room.id}>
            <button type="button" className="room" aria-current={room.id === state.openId} data-unread={room.unread > 0} onClick={() => chat.open(room.id)}>
              {room.kind === 'chat' ? (
                <span className="avatar square plain" aria-hidden="true">
                  <Hash size={18} />
                </span>
              ) : (
                <Avatar name={room.title} square={room.kind === 'group'} />
              )}
              <span className="grow clip">
                <span className="line">
                  <span className="title clip">{room.title}</span>
                  <time dateTime={room.last?.createdAt ?? room.createdAt}>{shortTime(room.last?.createdAt ?? room.createdAt)}</time>
                </span>
                <span className="line">
                  <span className="preview clip">{preview(state, room)}</span>
                  {room.unread > 0 && (
                    <span className="badge">
                      {room.unread > 99 ? '99+' : room.unread}
                      <span className="unseen"> unread</span>
                    </span>
                  )}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {state.loaded && shown.length === 0 && (
        <p className="quiet empty">{words === '' ? 'No chats yet. Begin one with the button above.' : 'No chat has this name.'}</p>
      )}
    </nav>
  );
}
