/** A key press, as far as keys are concerned. */
export interface Press {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  /** Somebody types into a field. */
  readonly isTyping: boolean;
}

export interface Shortcut {
  readonly id: string;
  /** Empty: an action without a key, for the palette alone. Else `j`, `g m` (one after the other), `mod+Enter` (⌘ on Apple, Ctrl elsewhere), `mod+shift+Enter`, `alt+a`. */
  readonly keys: string;
  readonly label: string;
  readonly group: string;
  readonly run: () => unknown;
  /** Also while somebody types into a field. */
  readonly inFields?: boolean;
}

export interface Keyboard {
  /** Returns what takes them away. A later one with the same keys comes first. */
  register(shortcuts: readonly Shortcut[]): () => void;
  /** True: the press belongs to a shortcut, and its default must not happen. */
  press(press: Press): boolean;
  /** What the keys do now, for the sheet; with the actions that have none. */
  list(): readonly Shortcut[];
  /** Single letters can be turned off: speech input presses them by accident. */
  setLetters(areOn: boolean): void;
}

/** How long the second key of `g m` may take, in ms. */
export const SEQUENCE_MS = 1200;

export function createKeyboard(now: () => number = Date.now): Keyboard {
  let shortcuts: readonly Shortcut[] = [];
  let areLettersOn = true;
  let first: { readonly key: string; readonly at: number } | undefined;

  const list = (): readonly Shortcut[] => {
    const seen = new Set<string>();
    return shortcuts
      .toReversed()
      .filter(({ id, keys }) => {
        const name = keys === '' ? `action ${id}` : keys;
        return !seen.has(name) && seen.add(name);
      })
      .toReversed();
  };
  return {
    register(added) {
      shortcuts = [...shortcuts, ...added];
      return () => {
        shortcuts = shortcuts.filter((one) => !added.includes(one));
      };
    },
    press(press) {
      const name = nameOf(press);
      if (name === undefined) return false;
      const before = first !== undefined && now() - first.at <= SEQUENCE_MS ? first.key : undefined;
      first = undefined;
      const usable = list().filter(({ keys, inFields }) => (inFields === true || !press.isTyping) && (areLettersOn || !isLetters(keys)));
      const found = (before === undefined ? undefined : usable.find(({ keys }) => keys === `${before} ${name}`)) ?? usable.find(({ keys }) => keys === name);
      if (found !== undefined) {
        found.run();
        return true;
      }
      if (!usable.some(({ keys }) => keys.startsWith(`${name} `))) return false;
      first = { key: name, at: now() };
      return true;
    },
    list,
    setLetters(areOn) {
      areLettersOn = areOn;
    },
  };
}

/** A key that writes something; the others have names, such as `Enter`. */
const isOneCharacter = (key: string): boolean => /^.$/u.test(key);

const MODIFIERS = new Set(['Control', 'Meta', 'Alt', 'Shift', 'AltGraph']);

/** `mod+shift+Enter`. Undefined: only a modifier was pressed. */
function nameOf({ key, ctrlKey, metaKey, altKey, shiftKey }: Press): string | undefined {
  if (MODIFIERS.has(key)) return undefined;
  const isNamed = !isOneCharacter(key);
  // `?` needs Shift on most keyboards: for a character, the character alone counts.
  const parts = [ctrlKey || metaKey ? 'mod' : '', altKey ? 'alt' : '', shiftKey && (isNamed || ctrlKey || metaKey) ? 'shift' : ''].filter(
    (part) => part !== '',
  );
  return [...parts, isNamed ? key : key.toLowerCase()].join('+');
}

const isLetters = (keys: string): boolean => keys.split(' ').every(isOneCharacter);

/** As it is printed: `⌘↵` on Apple, `Ctrl+Enter` elsewhere. */
export function printed(keys: string, isApple: boolean): string {
  const names: Readonly<Record<string, string>> = isApple
    ? { mod: '⌘', shift: '⇧', alt: '⌥', Enter: '↵', Escape: 'esc' }
    : { mod: 'Ctrl', shift: 'Shift', alt: 'Alt', Escape: 'Esc' };
  return keys
    .split(' ')
    .map((key) =>
      key
        .split('+')
        .map((part) => names[part] ?? (isOneCharacter(part) && keys.includes('+') ? part.toUpperCase() : part))
        .join(isApple ? '' : '+'),
    )
    .join(' ');
}
