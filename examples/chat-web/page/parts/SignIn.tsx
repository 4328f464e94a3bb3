import { LogIn, MessagesSquare } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { ParleyError } from '../../../../client/index.ts';
import { type Account, signInAs } from '../model/sign-in.ts';
import type { Person } from '../model/types.ts';
import { Avatar } from './Avatar.tsx';

/** Signs in with a password, or as somebody of the demo shop. */
export function SignIn({ account, onSignedIn }: { readonly account: Account; readonly onSignedIn: (me: Person) => void }) {
  const { people } = account.config;
  const [error, setError] = useState('');
  const [isBusy, setBusy] = useState(false);
  const enter = async (how: () => Promise<Person>): Promise<void> => {
    setBusy(true);
    setError('');
    try {
      onSignedIn(await how());
    } catch (failure) {
      setError(failure instanceof ParleyError ? failure.detail : 'The hub does not answer.');
      setBusy(false);
    }
  };
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const given = (name: string): string => {
      const value = form.get(name);
      return typeof value === 'string' ? value : '';
    };
    void enter(() => account.session.signIn({ tenant: given('tenant'), email: given('email'), password: given('password') }));
  };
  return (
    <main className="sign-in">
      <div className="card">
        <h1>
          <MessagesSquare aria-hidden="true" /> Parley chat
        </h1>
        {people.length > 0 && (
          <section aria-label="People of the demo shop">
            <p className="quiet">Continue as somebody of the demo shop:</p>
            {people.map(({ sub, name }) => (
              <button key={sub} type="button" className="person" disabled={isBusy} onClick={() => void enter(() => signInAs(account.session, sub))}>
                <Avatar name={name} /> <span>{name}</span> <LogIn size={16} aria-hidden="true" />
              </button>
            ))}
            <p className="or">
              <span>or</span>
            </p>
          </section>
        )}
        <form onSubmit={submit}>
          <label>
            Workspace
            <input name="tenant" required autoComplete="organization" spellCheck={false} autoCapitalize="none" />
          </label>
          <label>
            Email
            <input name="email" type="email" required autoComplete="username" />
          </label>
          <label>
            Password
            <input name="password" type="password" required autoComplete="current-password" />
          </label>
          <button type="submit" className="primary" disabled={isBusy}>
            Sign in
          </button>
        </form>
        {error !== '' && (
          <p role="alert" className="problem">
            {error}
          </p>
        )}
      </div>
    </main>
  );
}
