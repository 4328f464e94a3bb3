import { createContext, useContext } from 'react';
import type { SignIn, User } from '../../../client/api.ts';
import type { Api } from '../../../client/rest/create-api.ts';

export interface SessionActions {
  readonly api: Api;
  signIn(credentials: SignIn): Promise<User>;
  signOut(): Promise<void>;
  /** Opens the page for whoever is signed in now. */
  enter(): Promise<void>;
}

export const SessionContext = createContext<SessionActions | undefined>(undefined);

export function useSession(): SessionActions {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error('there is no session here');
  return session;
}
