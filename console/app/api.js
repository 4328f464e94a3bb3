/** The hub's API for one signed-in person. Access tokens live in memory only; the refresh token for as long as the tab does. */
export class ApiError extends Error {
  constructor(status, problem) {
    super(problem.detail || problem.title || `The hub answered ${status}.`);
    this.status = status;
    this.code = problem.code ?? '';
    this.problem = problem;
  }
}

const KEPT = 'parley.session';

export class Api {
  /** @type {string | null} */
  #access = null;
  #session;
  /** @type {Promise<void> | null} */
  #refreshing = null;
  /** Called when the session is over and cannot be renewed. */
  onSignedOut = () => {};
  /** Called with true when the hub could not be reached, with false when it answers again. */
  onUnreachable = () => {};

  constructor() {
    try {
      this.#session = JSON.parse(sessionStorage.getItem(KEPT) ?? 'null');
    } catch {
      this.#session = null;
    }
  }

  get session() {
    return this.#session;
  }

  /** `code`: of the second factor; '' without one. */
  async signIn(tenant, email, password, code) {
    const answer = await this.#fetch('POST', '/v1/sessions', { tenant, email, password, ...(code === '' ? {} : { code }) });
    this.#keep(answer, tenant);
  }

  /** A call that needs no session. @throws ApiError, TypeError when the hub cannot be reached */
  open = (method, path, body) => this.#fetch(method, path, body);

  async signOut() {
    const access = this.#access;
    this.#forget();
    if (access !== null) await this.#fetch('DELETE', '/v1/sessions', undefined, { authorization: `Bearer ${access}` }).catch(() => {});
  }

  /** @throws ApiError, TypeError when the hub cannot be reached */
  async call(method, path, body, headers = {}) {
    if (this.#access === null) await this.#refresh();
    try {
      return await this.#fetch(method, path, body, { ...headers, authorization: `Bearer ${this.#access}` });
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 401) throw error;
      this.#access = null;
      await this.#refresh();
      return this.#fetch(method, path, body, { ...headers, authorization: `Bearer ${this.#access}` });
    }
  }

  get = (path) => this.call('GET', path);

  /** Every page of a list, up to `most` items. */
  async all(path, most = 2000) {
    const items = [];
    for (let cursor = null; items.length < most; ) {
      const page = await this.get(`${path}${path.includes('?') ? '&' : '?'}limit=100${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
      items.push(...page.items);
      cursor = page.nextCursor;
      if (!cursor) break;
    }
    return items;
  }

  /** One renewal at a time: the refresh token rotates, a second use of the old one would end the session. */
  async #refresh() {
    this.#refreshing ??= this.#renew().finally(() => {
      this.#refreshing = null;
    });
    await this.#refreshing;
  }

  async #renew() {
    const refreshToken = this.#session?.refreshToken;
    try {
      if (!refreshToken) throw new ApiError(401, { detail: 'Sign in first.' });
      this.#keep(await this.#fetch('POST', '/v1/sessions/refresh', { refreshToken }), this.#session.tenant);
    } catch (error) {
      if (error instanceof ApiError && error.status < 500 && error.status !== 429) {
        this.#forget();
        this.onSignedOut();
      }
      throw error;
    }
  }

  async #fetch(method, path, body, headers = {}) {
    // A change outlasts the page that made it.
    const init = { method, headers: { ...headers }, credentials: 'omit', cache: 'no-store', keepalive: method === 'PATCH' };
    if (body !== undefined) {
      init.body = JSON.stringify(body);
      init.headers['content-type'] = 'application/json';
    }
    let answer;
    try {
      answer = await fetch(path, init);
    } catch (error) {
      this.onUnreachable(true);
      throw error;
    }
    this.onUnreachable(answer.status === 503);
    const text = await answer.text();
    let parsed = {};
    try {
      parsed = text === '' ? {} : JSON.parse(text);
    } catch {
      if (answer.ok) throw new ApiError(answer.status, { detail: 'The hub’s answer could not be read.' });
    }
    if (!answer.ok) throw new ApiError(answer.status, parsed);
    return parsed;
  }

  #keep({ accessToken, refreshToken, user }, tenant) {
    this.#access = accessToken;
    this.#session = { refreshToken, tenant, user: user ?? this.#session?.user ?? null };
    sessionStorage.setItem(KEPT, JSON.stringify(this.#session));
  }

  #forget() {
    this.#access = null;
    this.#session = null;
    sessionStorage.removeItem(KEPT);
  }
}

/** A new id for a POST that must happen once. */
export function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
