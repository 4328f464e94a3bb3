/**
 * A list that is read again and again while frames tell about its items. Only the newest reading counts. What was told during it is told again when its answer is
 * shown, because the answer may be older.
 */
export class Reading {
  /** Number of the newest reading. */
  turn = 0;
  #told = null;

  /** A frame told this. */
  tell(...what) {
    this.#told?.push(what);
  }

  /** `ask()`: the answer; `show(answer)`; `again(...what)` for everything that was told meanwhile. @throws what `ask` throws, if no newer reading has begun */
  async run(ask, show, again) {
    const turn = ++this.turn;
    const told = (this.#told = []);
    let answer;
    try {
      answer = await ask();
    } catch (problem) {
      if (turn !== this.turn) return;
      this.#told = null;
      throw problem;
    }
    if (turn !== this.turn) return;
    this.#told = null;
    show(answer);
    for (const what of told) again(...what);
  }
}
