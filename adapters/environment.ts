/** A required setting. @throws when it is missing; the message has its name */
export const setting = (name: string): string => {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`the environment variable ${name} is missing`);
  return value;
};

/** An optional setting with its default. */
export const settingOr = (name: string, fallback: string): string => {
  const value = process.env[name];
  return value === undefined || value === '' ? fallback : value;
};

/** An optional number with its default. @throws when it is set and no number. */
export const numberSetting = (name: string, fallback: number): number => {
  const value = Number(settingOr(name, String(fallback)));
  if (!Number.isFinite(value)) throw new Error(`the environment variable ${name} is not a number`);
  return value;
};
