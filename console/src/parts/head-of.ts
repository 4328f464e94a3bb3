/** The beginning of a text, at most so many UTF-16 units, never half of a character. */
export function headOf(text: string, most: number): string {
  if (text.length <= most) return text;
  const last = text.charCodeAt(most - 1);
  const isSplit = last >= 0xd800 && last <= 0xdbff;
  return text.substring(0, isSplit ? most - 1 : most);
}
