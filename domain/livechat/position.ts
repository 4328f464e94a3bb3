/** A reader's position in the two logs of a conversation. */
export interface Position {
  readonly message: number;
  readonly amendment: number;
}

const HIGHEST = 9_999_999_999;

export const positionText = ({ message, amendment }: Position): string => `${message}.${amendment}`;

/** Null if the text is not a position. */
export const readPosition = (text: string): Position | null => {
  const parts = /^(\d{1,10})\.(\d{1,10})$/.exec(text);
  if (!parts) return null;
  const position = { message: Number(parts[1]), amendment: Number(parts[2]) };
  return position.message <= HIGHEST && position.amendment <= HIGHEST ? position : null;
};
