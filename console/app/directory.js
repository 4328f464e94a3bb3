import { noReplyWords } from './words.js';

/** An unknown name is asked for again at most this often. */
const AGAIN_MS = 10_000;

/** Names of colleagues, teams and places, and where replies can be sent (`GET /v1/directory`). */
export class Directory {
  #agents = new Map();
  #teams = new Map();
  #origins = new Map();
  #readAt = 0;

  /** `changed()` is called when there are new names. */
  constructor(api, changed) {
    this.api = api;
    this.changed = changed;
  }

  async read() {
    this.#readAt = Date.now();
    const found = await this.api.get('/v1/directory').catch(() => null);
    // Without it the page continues, with ids of which it does not know the names.
    if (found === null) return;
    const byId = (list) => new Map(list.map((each) => [each.id, each]));
    [this.#agents, this.#teams, this.#origins] = [byId(found.agents), byId(found.teams), byId(found.origins)];
    this.changed();
  }

  agentName(id) {
    return this.#find(this.#agents, id)?.name ?? 'A colleague';
  }

  teamName(id) {
    return this.#find(this.#teams, id)?.name ?? null;
  }

  originName(id) {
    return this.#find(this.#origins, id)?.name ?? '';
  }

  /** Why no reply can be sent there, in words; null when one can or nothing is known: then the hub says it. */
  noReply({ id }) {
    return noReplyWords(this.#find(this.#origins, id));
  }

  #find(map, id) {
    const found = map.get(id);
    if (found === undefined && this.#readAt > 0 && Date.now() - this.#readAt > AGAIN_MS) void this.read();
    return found;
  }
}
