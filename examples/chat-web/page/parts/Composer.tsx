import { Paperclip, SendHorizontal, X } from 'lucide-react';
import { type ChangeEvent, type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { matching, mentionAt, toHub, toPeople } from '../model/mentions.ts';
import type { ChatMessage, Person, Room } from '../model/types.ts';
import { useChat, useChatState } from './context.tsx';
import { drafts } from './drafts.ts';

/** What the text is about: an answer to a message, or a new text for one. */
export type About = { readonly what: 'reply' | 'edit'; readonly message: ChatMessage } | null;

interface Given {
  readonly room: Room;
  readonly thread: number | null;
  readonly about: About;
  readonly onDone: () => void;
  /** Arrow up in an empty field. */
  readonly onEditLast: () => void;
}
interface Attached {
  readonly id: string;
  readonly name: string;
}

/** Enter sends, Shift+Enter begins a line, Escape takes back what the text is about, `@` offers people. */
export function Composer({ room, thread, about, onDone, onEditLast }: Given) {
  const chat = useChat();
  const state = useChatState();
  const field = useRef<HTMLTextAreaElement>(null);
  const placed = useRef<number>(undefined);
  const draftKey = `${room.id} ${thread ?? ''}`;
  const [text, setText] = useState(() => drafts.get(draftKey) ?? '');
  const [files, setFiles] = useState<readonly Attached[]>([]);
  const [uploading, setUploading] = useState(0);
  const [error, setError] = useState('');
  const [caret, setCaret] = useState(0);
  const [chosen, setChosen] = useState(0);
  const other: readonly Person[] = room.otherId === undefined ? [] : [{ id: room.otherId, name: room.title }];
  const people = (state.members[room.id] ?? other).filter(({ id }) => id !== state.me.id);
  const mention = mentionAt(text, caret);
  const offered = mention === null ? [] : matching(people, mention.word);

  const edited = about?.what === 'edit' ? about.message : null;
  useEffect(() => {
    if (edited !== null) setText(toPeople(edited.body ?? '', state.names));
    field.current?.focus();
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- a name that becomes known must not replace what was typed.
  }, [edited, about]);
  useEffect(() => {
    if (edited === null) drafts.set(draftKey, text);
  }, [draftKey, edited, text]);
  useEffect(() => {
    const box = field.current;
    if (box === null) return;
    box.rows = Math.min(8, Math.max(1, text.split('\n').length));
  }, [text]);

  // With the text itself: a frame later, what was typed meanwhile would stand behind the caret.
  useLayoutEffect(() => {
    const to = placed.current;
    if (to === undefined) return;
    placed.current = undefined;
    field.current?.setSelectionRange(to, to);
  });

  const insert = ({ name }: Person): void => {
    if (mention === null) return;
    const before = `${text.slice(0, mention.start)}@${name} `;
    setText(before + text.slice(caret));
    setCaret(before.length);
    setChosen(0);
    placed.current = before.length;
  };
  const reset = (): void => {
    setText('');
    setFiles([]);
    setError('');
    onDone();
  };
  const submit = (): void => {
    const body = toHub(text.trim(), people);
    if (edited !== null) {
      if (body === '') return;
      chat.edit(room.id, edited.number, body).then(reset, () => setError('The text could not be changed.'));
      return;
    }
    if (uploading > 0 || (body === '' && files.length === 0)) return;
    chat.send(room.id, body, {
      ...(about === null ? {} : { inReplyTo: about.message.number }),
      ...(thread === null ? {} : { threadOf: thread }),
      ...(files.length === 0 ? {} : { attachmentIds: files.map(({ id }) => id) }),
    });
    reset();
  };
  const attach = (event: ChangeEvent<HTMLInputElement>): void => {
    for (const file of event.target.files ?? []) {
      setUploading((count) => count + 1);
      void chat
        .upload(file)
        .then(
          (id) => setFiles((before) => [...before, { id, name: file.name }]),
          () => setError(`${file.name} could not be uploaded.`),
        )
        .finally(() => setUploading((count) => count - 1));
    }
    event.target.value = '';
  };
  const pressed = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.nativeEvent.isComposing) return;
    const person = offered[chosen];
    if (person !== undefined && (event.key === 'Enter' || event.key === 'Tab')) {
      event.preventDefault();
      insert(person);
    } else if (person !== undefined && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      setChosen((chosen + (event.key === 'ArrowDown' ? 1 : -1) + offered.length) % offered.length);
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      submit();
    } else if (event.key === 'Escape' && about !== null) {
      event.stopPropagation();
      if (edited !== null) setText('');
      onDone();
    } else if (event.key === 'ArrowUp' && text === '') {
      event.preventDefault();
      onEditLast();
    }
  };
  return (
    <div className="composer">
      {about !== null && (
        <div className="about">
          <span className="clip">
            <strong>{about.what === 'edit' ? 'Edit' : `Reply to ${state.names[about.message.senderId] ?? 'somebody'}`}</strong>{' '}
            {toPeople(about.message.body ?? '', state.names)}
          </span>
          <button
            type="button"
            className="icon"
            aria-label="Cancel"
            onClick={() => {
              if (edited !== null) setText('');
              onDone();
            }}
          >
            <X size={16} />
          </button>
        </div>
      )}
      {(files.length > 0 || uploading > 0) && (
        <p className="chips">
          {files.map(({ id, name }) => (
            <button key={id} type="button" className="chip" onClick={() => setFiles(files.filter((one) => one.id !== id))}>
              {name} <X size={12} aria-label="Leave out" />
            </button>
          ))}
          {uploading > 0 && <span className="chip">Uploading …</span>}
        </p>
      )}
      {error !== '' && (
        <p role="alert" className="problem">
          {error}
        </p>
      )}
      {offered.length > 0 && (
        <ul className="offered" role="listbox" aria-label="People to mention">
          {offered.map((person, at) => (
            <li key={person.id} role="option" aria-selected={at === chosen} onMouseDown={(event) => (event.preventDefault(), insert(person))}>
              {person.name}
            </li>
          ))}
        </ul>
      )}
      <div className="field">
        <label className="icon" title="Attach files">
          <Paperclip size={20} aria-hidden="true" />
          <input type="file" multiple className="unseen" aria-label="Attach files" onChange={attach} disabled={edited !== null} />
        </label>
        <textarea
          ref={field}
          rows={1}
          value={text}
          dir="auto"
          maxLength={20_000}
          placeholder={thread === null ? `Message ${room.title}` : 'Answer in the thread'}
          aria-label={thread === null ? 'Message' : 'Message in the thread'}
          onChange={(event) => {
            setText(event.target.value);
            setCaret(event.target.selectionStart);
            if (event.target.value !== '') chat.typing(room.id);
          }}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
          onKeyDown={pressed}
        />
        <button type="button" className="icon send" aria-label="Send" onClick={submit} disabled={text.trim() === '' && files.length === 0}>
          <SendHorizontal size={20} />
        </button>
      </div>
    </div>
  );
}
