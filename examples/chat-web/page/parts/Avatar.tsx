const COLOURS = 8;

/** The first letters of a name, in a colour that follows from it. */
export function Avatar({ name, square = false }: { readonly name: string; readonly square?: boolean }) {
  const letters = name
    .split(/\s+/)
    .flatMap((word) => Array.from(word.replaceAll(/[^\p{L}\p{N}]/gu, '')).slice(0, 1))
    .slice(0, 2)
    .join('');
  let sum = 0;
  for (const character of name) sum = (sum * 17 + (character.codePointAt(0) ?? 0)) % 9973;
  return (
    <span className={`avatar colour-${sum % COLOURS}${square ? ' square' : ''}`} aria-hidden="true">
      {letters.toLocaleUpperCase() || '?'}
    </span>
  );
}
