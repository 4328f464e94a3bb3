import { type Api, CallFailed } from './api.ts';
import type { Drawer } from './drawer.ts';
import type { Identity, Saved } from './types.ts';

interface Deps {
  readonly api: Api;
  readonly drawer: Drawer;
  /** The customer whom the shop has signed in on this page. */
  readonly identity: () => Identity | null;
  /** The shop's hash is wrong: the chat goes on without the identity. */
  readonly onWrongHash: () => void;
}

/** The session of this browser with the hub. Callers run one after the other (`Tabs.alone`), so that two tabs do not start two conversations. */
export function createSession({ api, drawer, identity, onWrongHash }: Deps) {
  /** The id whose hash the hub did not accept. */
  let rejected: string | null = null;

  const who = (): Identity | null => {
    const given = identity();
    return given && given.id !== rejected ? given : null;
  };

  /** Tells the hub who the visitor is, and keeps the token. @throws CallFailed */
  const start = async (more: Pick<Saved, 'name' | 'email' | 'answers'> = {}): Promise<string> => {
    const saved = drawer.read();
    const person = who();
    // What the visitor has typed wins over what the shop says.
    const draft = {
      token: saved.token,
      name: more.name ?? saved.name ?? person?.name,
      email: (more.email ?? saved.email ?? person?.email) || undefined,
      answers: more.answers ?? (saved.token === undefined ? saved.answers : undefined),
      ...(person ? { identity: { id: person.id, hash: person.hash } } : {}),
    };
    try {
      const session = await api.session(draft);
      const isSame = session.conversationId === saved.conversationId;
      drawer.change({
        token: session.token,
        conversationId: session.conversationId,
        user: person?.id ?? (isSame ? saved.user : undefined),
        ...(isSame ? {} : { position: session.resumed ? session.position : '0.0', read: 0, delivered: 0 }),
      });
      return session.token;
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      // The hub is stricter about addresses than the form: the chat must not fail for one.
      if (error.status === 400 && draft.email) {
        drawer.change({ email: '' });
        return start({ ...more, email: '' });
      }
      if (!person || error.status !== 403) throw error;
      rejected = person.id;
      onWrongHash();
      return start(more);
    }
  };

  return {
    start,
    /** The token that is there, or that of a new session. @throws CallFailed */
    token: async (): Promise<string> => {
      const { token, user } = drawer.read();
      const person = who();
      return token !== undefined && (!person || person.id === user) ? token : start();
    },
    /** The conversation belongs to somebody who is no longer signed in here. */
    isOfAnother: (): boolean => {
      const { user } = drawer.read();
      const person = who();
      return user !== undefined && person !== null && person.id !== user;
    },
  };
}
export type SessionKeeper = ReturnType<typeof createSession>;
