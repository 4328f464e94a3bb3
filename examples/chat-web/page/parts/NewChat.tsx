import { X } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Person } from '../model/types.ts';
import { Avatar } from './Avatar.tsx';
import { useChat } from './context.tsx';

const PAUSE_MS = 150;

/** Finds people by their names; one is a direct, several with a name are a group. */
export function NewChat({ onClose }: { readonly onClose: () => void }) {
  const chat = useChat();
  const dialog = useRef<HTMLDialogElement>(null);
  const [words, setWords] = useState('');
  const [found, setFound] = useState<readonly Person[]>([]);
  const [people, setPeople] = useState<readonly Person[]>([]);
  const [name, setName] = useState('');
  const [error, setError] = useState('');
  useEffect(() => dialog.current?.showModal(), []);
  useEffect(() => {
    let isOld = false;
    const timer = setTimeout(() => {
      if (words.trim() === '') return setFound([]);
      chat.find(words.trim()).then(
        (them) => isOld || setFound(them),
        () => isOld || setError('Nobody could be looked up.'),
      );
    }, PAUSE_MS);
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [words, chat]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const [first] = people;
    if (first === undefined) return;
    const made =
      people.length === 1 && name.trim() === '' ? chat.openDirect(first) : chat.makeGroup(name.trim() || people.map((one) => one.name).join(', '), people);
    made.then(onClose, () => setError('The chat could not be made.'));
  };
  const isChosen = (person: Person): boolean => people.some(({ id }) => id === person.id);
  const toggle = (person: Person): void => setPeople(isChosen(person) ? people.filter(({ id }) => id !== person.id) : [...people, person]);
  return (
    <dialog ref={dialog} className="card" aria-label="New chat" onClose={onClose}>
      <form onSubmit={submit}>
        <div className="line">
          <h2 className="grow">New chat</h2>
          <button type="button" className="icon" aria-label="Close" onClick={onClose}>
            <X size={18} />
          </button>
        </div>
        <label>
          People
          <input value={words} placeholder="Begin with a name" onChange={(event) => setWords(event.target.value)} />
        </label>
        {people.length > 0 && (
          <p className="chips">
            {people.map((person) => (
              <button key={person.id} type="button" className="chip" onClick={() => toggle(person)}>
                {person.name} <X size={12} aria-label="Leave out" />
              </button>
            ))}
          </p>
        )}
        <ul className="found">
          {found
            .filter((person) => !isChosen(person))
            .map((person) => (
              <li key={person.id}>
                <button type="button" className="person" onClick={() => toggle(person)}>
                  <Avatar name={person.name} /> <span>{person.name}</span>
                </button>
              </li>
            ))}
        </ul>
        {people.length > 1 && (
          <label>
            Name of the group
            <input value={name} onChange={(event) => setName(event.target.value)} />
          </label>
        )}
        <button type="submit" className="primary" disabled={people.length === 0}>
          {people.length > 1 ? 'Make the group' : 'Begin'}
        </button>
        {error !== '' && (
          <p role="alert" className="problem">
            {error}
          </p>
        )}
      </form>
    </dialog>
  );
}
