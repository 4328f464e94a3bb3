import { useState } from 'preact/hooks';
import { useParts } from './context.ts';

const STARS = [1, 2, 3, 4, 5];

/** In place of the composer, after the agent has solved or closed the ticket: the visitor can rate the chat, and write again. */
export function Ended({ onWrite }: { readonly onWrite: () => void }) {
  const { chat, speech } = useParts();
  const { rating, canRate } = chat.state.chat.value ?? {};
  const [stars, choose] = useState(rating?.stars ?? 0);
  const [comment, setComment] = useState(rating?.comment ?? '');
  const [hasFailed, setFailed] = useState(false);
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    setFailed(!(await chat.rate(stars, comment.trim())));
  };
  return (
    <form class="mail-ask ended" onSubmit={(event) => void send(event)}>
      <p>{speech.say('$ended')}</p>
      {canRate && (
        <fieldset>
          <legend>{speech.say('$howWasIt')}</legend>
          {STARS.map((n) => (
            <label key={n} class={n <= stars ? 'on' : ''}>
              <input type="radio" class="spoken" name="stars" checked={stars === n} aria-label={speech.say('$stars', { n })} onChange={() => choose(n)} />★
            </label>
          ))}
        </fieldset>
      )}
      {canRate && stars > 0 && (
        <div class="line">
          <input
            type="text"
            maxLength={1000}
            value={comment}
            aria-label={speech.say('$message')}
            placeholder={speech.say('$optional')}
            onInput={({ currentTarget }) => setComment(currentTarget.value)}
          />
          <button type="submit" class="primary">
            {speech.say('$send')}
          </button>
        </div>
      )}
      <p role="status">{hasFailed ? speech.say('$notSent') : rating && speech.say('$rated')}</p>
      <button type="button" class="secondary" onClick={onWrite}>
        {speech.say('$writeAgain')}
      </button>
    </form>
  );
}
