/** A chat of an application. */
export interface ChatPlace {
  readonly token: string;
  readonly number: number;
}

/** The page of a chat is `{token}.{number}`: tokens have letters, digits, `-` and `_` only. */
export const placeOf = ({ token, number }: ChatPlace): string => `${token}.${number}`;

/** The chat of such a page. Undefined: the page is of the application with this token. */
export function chatPlace(id: string): ChatPlace | undefined {
  const [, token, number] = /^([\w-]+)\.([1-9]\d{0,14})$/.exec(id) ?? [];
  return token === undefined ? undefined : { token, number: Number(number) };
}
